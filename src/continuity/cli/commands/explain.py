"""`explain`: one finding taken apart to its dated evidence."""

from typing import Annotated

import typer

from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import ExplanationFormat, ExplanationFormatOption, print_result, resolve_text_width
from continuity.reports.explanation_text import render as render_text
from continuity.reports.listings.explanation import render as render_json

_CITY = "invented-harbour-city"
EXAMPLES = format_example_block(
    f"continuity explain {_CITY}/night-bus-mediators --as-of 2026-11-23",
    f"continuity explain {_CITY}/harbour-youth-work --as-of 2026-11-23 --format json",
)
MINIMUM_WIDTH = 40


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(explain)
    return app


def explain(
    ctx: typer.Context,
    programme: Annotated[
        str, typer.Argument(metavar="PROGRAMME", help="Its key, its exact name or the beginning of its key.")
    ],
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    brief: Annotated[bool, typer.Option("--brief", help="Without the records that were read.")] = False,
    output_format: ExplanationFormatOption = ExplanationFormat.TEXT,
) -> None:
    """Every step of the rule for one programme, the records it read, and what would clear or lower the finding."""
    from continuity.services.explanation import explain as explain_finding

    evidence = explain_finding(resolve_address(ctx), programme, resolve_as_of(as_of), resolve_horizon(ctx, horizon))
    if output_format is ExplanationFormat.JSON:
        print_result(render_json(evidence))
    else:
        print_result(render_text(evidence, resolve_text_width(MINIMUM_WIDTH), brief=brief))
