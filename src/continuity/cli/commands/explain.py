"""`explain`: one finding taken apart to its dated evidence."""

from typing import Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.output import Document, DocumentOption, text_width, write

_CITY = "invented-harbour-city"
EXAMPLES = block(
    f"continuity explain {_CITY}/night-bus-mediators --as-of 2026-11-23",
    f"continuity explain {_CITY}/harbour-youth-work --as-of 2026-11-23 --format json",
)
NARROWEST = 40


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(explain)
    return app


def explain(
    ctx: typer.Context,
    programme: Annotated[
        str, typer.Argument(metavar="PROGRAMME", help="Its key, its exact name or the beginning of its key.")
    ],
    as_of: AsOf = None,
    horizon: Horizon = None,
    brief: Annotated[bool, typer.Option("--brief", help="Without the records that were read.")] = False,
    form: DocumentOption = Document.TEXT,
) -> None:
    """Every step of the rule for one programme, the records it read, and what would clear or lower the finding."""
    from continuity.services.explanation import explain as taken_apart

    grounds = taken_apart(address(ctx), programme, today(as_of), looking(ctx, horizon))
    if form is Document.JSON:
        from continuity.reports.listings.explanation import render as as_json

        write(as_json(grounds))
    else:
        from continuity.reports.explanation_text import render as as_text

        write(as_text(grounds, text_width(NARROWEST), brief=brief))
