"""`calendar`: when leadership may change."""

from typing import Annotated

import typer

from continuity.cli.examples import block
from continuity.cli.output import Format, FormatOption, note, show_table, write
from continuity.cli.state import AsOf, Horizon, address, settings, today

EXAMPLES = block(
    "continuity calendar --as-of 2026-11-23",
    "continuity calendar --city london --horizon 60m --format json",
)
COLUMNS = ("polling day", "office", "kind", "quiet from", "handover", "state", "from")


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(calendar)
    return app


def calendar(
    ctx: typer.Context,
    city: Annotated[str | None, typer.Option("--city", metavar="KEY", help="Only this city.")] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="Only cities of this country.")
    ] = None,
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only this office.")] = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """When leadership may change: what lies ahead, and what is past and not settled yet.

    The last column says where the polling day comes from: recorded, rule or derived.
    """
    from continuity.services.assessing import Scope, assessment

    scope = Scope(city=city, country=country, office=office)
    found = assessment(address(ctx), today(as_of), settings(ctx, horizon), scope)
    if form is Format.TABLE:
        from continuity.cli.sentences import footing, transition_row

        show_table(COLUMNS, (transition_row(transition) for transition in found.transitions))
        write(f"\n{footing(found)}\n")
        if not found.transitions:
            note("No transition is known. Record a rule with `continuity rule add` or an election.")
    else:
        from continuity.reports import render

        write(render(f"calendar-{form}", found, ()))
