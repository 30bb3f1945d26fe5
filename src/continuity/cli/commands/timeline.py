"""`timeline`: who leads a city when, what runs over it, and what carries and pays for that."""

from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import (
    Format,
    FormatOption,
    print_assessed_rows,
    print_note,
    print_result,
    resolve_text_width,
)
from continuity.cli.text import format_footer
from continuity.errors import UnknownKey
from continuity.reports.listings.timeline import TIMELINE_COLUMNS, list_timeline_rows
from continuity.reports.timeline.terminal import MINIMUM_WIDTH, render

if TYPE_CHECKING:
    from continuity.domain.risk.findings import Assessment

EXAMPLES = format_example_block(
    "continuity timeline invented-harbour-city --as-of 2026-11-23",
    "continuity timeline invented-harbour-city --office invented-harbour-city/mayor --as-of 2026-11-23",
    "continuity timeline luton --as-of 2026-11-23 --format csv",
)


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(timeline)
    return app


def timeline(
    ctx: typer.Context,
    city: Annotated[str, typer.Argument(metavar="CITY", help="Its key, its exact name or the beginning of its key.")],
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only this office of the city.")] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """One city over the years: who holds each office, when that may change, and what runs, is carried and paid over it.

    The drawing is as wide as the terminal, and tells what is recorded from what is not decided or not known. It goes
    from four years back to the end of the horizon. The other formats have every record, drawn or not.
    """
    from continuity.services.assessment import Scope, assessment

    scope = Scope(city=city, office=office)
    assessed = assessment(resolve_address(ctx), resolve_as_of(as_of), resolve_horizon(ctx, horizon), scope)
    if office is not None and not assessed.office_records:
        raise UnknownKey(f'"{office}" is no office of "{city}"', "`continuity office list` shows all")
    if output_format is Format.TABLE:
        _print_drawing(assessed)
    else:
        rows, basis = list_timeline_rows(assessed), (assessed.as_of, assessed.settings)
        print_assessed_rows("timeline/1", TIMELINE_COLUMNS, rows, output_format, basis)
    if not assessed.office_records:
        print_note(f'No office of "{city}" is recorded. Record one with `continuity office add`.')


def _print_drawing(assessed: "Assessment") -> None:
    drawing = f"{render(assessed, resolve_text_width(MINIMUM_WIDTH))}\n" if assessed.office_records else ""
    print_result(f"{drawing}{format_footer(assessed)}\n")
