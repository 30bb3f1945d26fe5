"""`timeline`: who leads a city when, what runs over it, and what carries and pays for that."""

from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, note, show_judged, text_width, write
from continuity.errors import UnknownKey

if TYPE_CHECKING:
    from continuity.domain.risk.findings import Assessment

EXAMPLES = block(
    "continuity timeline invented-harbour-city --as-of 2026-11-23",
    "continuity timeline invented-harbour-city --office invented-harbour-city/mayor --as-of 2026-11-23",
    "continuity timeline luton --as-of 2026-11-23 --format csv",
)


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(timeline)
    return app


def timeline(
    ctx: typer.Context,
    city: Annotated[str, typer.Argument(metavar="CITY", help="Its key, its exact name or the beginning of its key.")],
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only this office of the city.")] = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """One city over the years: who holds each office, when that may change, and what runs, is carried and paid over it.

    The drawing is as wide as the terminal, and tells what is recorded from what is not decided or not known. It goes
    from four years back to the end of the horizon. The other formats have every record, drawn or not.
    """
    from continuity.services.assessment import Scope, assessment

    found = assessment(address(ctx), today(as_of), looking(ctx, horizon), Scope(city=city, office=office))
    if office is not None and not found.leaderships:
        raise UnknownKey(f'"{office}" is no office of "{city}"', "`continuity office list` shows all")
    if form is Format.TABLE:
        _draw(found)
    else:
        from continuity.reports.listings.timeline import COLUMNS, rows

        show_judged("timeline/1", COLUMNS, rows(found), form, (found.as_of, found.settings))
    if not found.leaderships:
        note(f'No office of "{city}" is recorded. Record one with `continuity office add`.')


def _draw(found: "Assessment") -> None:
    from continuity.cli.text import footing
    from continuity.reports.timeline.terminal import NARROWEST, render

    drawn = f"{render(found, text_width(NARROWEST))}\n" if found.leaderships else ""
    write(f"{drawn}{footing(found)}\n")
