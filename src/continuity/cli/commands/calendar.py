"""`calendar`: when leadership may change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.options import City, Country
from continuity.cli.output import Format, FormatOption, check_ics, note, show_table, write

if TYPE_CHECKING:
    from continuity.domain.risk.findings import Assessment

EXAMPLES = block(
    "continuity calendar --as-of 2026-11-23",
    "continuity calendar --city london --horizon 60m --format json",
    "continuity calendar --country GB --ics elections.ics",
)
COLUMNS = ("polling day", "office", "kind", "quiet from", "handover", "state", "from")


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(calendar)
    return app


def calendar(
    ctx: typer.Context,
    city: City = None,
    country: Country = None,
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only this office.")] = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
    ics: Annotated[
        str | None,
        typer.Option("--ics", metavar="FILE", help="Write it for a calendar application; - is standard output."),
    ] = None,
) -> None:
    """When leadership may change: what lies ahead, and what is past and not settled yet.

    The last column says where the polling day comes from: recorded, rule or derived.
    """
    from continuity.services.assessment import Scope, assessment

    check_ics(ics, form)
    scope = Scope(city=city, country=country, office=office)
    found = assessment(address(ctx), today(as_of), looking(ctx, horizon), scope)
    if ics is not None:
        _write_ics(found, ics)
    elif form is Format.TABLE:
        from continuity.cli.text import footing, transition_row

        show_table(COLUMNS, (transition_row(transition) for transition in found.transitions))
        write(f"\n{footing(found)}\n")
    else:
        from continuity.reports import render

        write(render(f"calendar-{form}", found, ()))
    if not found.transitions and form is Format.TABLE:
        note("No transition is known. Record a rule with `continuity rule add` or an election.")


def _write_ics(found: "Assessment", target: str) -> None:
    """The calendar into a file, whole or not at all, or to standard output."""
    from continuity.io.atomic_write import write_file
    from continuity.reports import render

    text = render("calendar-ics", found, ())
    if target == "-":
        write(text)
        return
    write_file(Path(target), text.encode())
    note(f"Wrote {target} with {len(found.transitions)} transitions. Import it again whenever something moves.")
