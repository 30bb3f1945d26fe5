"""`calendar`: when leadership may change."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.options import CityOption, CountryOption, IcsOption
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_table, validate_ics_target
from continuity.cli.text import format_cancelled_row, format_footer, format_transition_row
from continuity.io.atomic_write import write_file
from continuity.reports.registry import render_listing
from continuity.reports.wording.english import format_count

if TYPE_CHECKING:
    from continuity.domain.summaries.figures import Figures

EXAMPLES = format_example_block(
    "continuity calendar --as-of 2026-11-23",
    "continuity calendar --city london --horizon 60m --format json",
    "continuity calendar --country GB --ics elections.ics",
)
CALENDAR_COLUMNS = ("polling day", "office", "kind", "quiet from", "handover", "state", "from")


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(calendar)
    return app


def calendar(
    ctx: typer.Context,
    city: CityOption = None,
    country: CountryOption = None,
    office: Annotated[str | None, typer.Option("--office", metavar="KEY", help="Only this office.")] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
    ics: IcsOption = None,
) -> None:
    """When leadership may change: what lies ahead, and what is past and not settled yet.

    The last column says where the polling day comes from: recorded, rule or derived.
    """
    from continuity.services.assessment import Scope
    from continuity.services.listings import assess_figures

    validate_ics_target(ics, output_format)
    scope = Scope(city=city, country=country, office=office)
    figures = assess_figures(resolve_address(ctx), resolve_as_of(as_of), resolve_horizon(ctx, horizon), scope)
    assessment = figures.assessment
    if ics is not None:
        _write_ics(figures, ics)
    elif output_format is Format.TABLE:
        print_table(CALENDAR_COLUMNS, (format_transition_row(transition) for transition in assessment.transitions))
        print_result("\n" + "".join(format_cancelled_row(*pair) for pair in figures.cancelled_elections.items()))
        print_result(f"{format_footer(assessment)}\n")
    else:
        print_result(render_listing(f"calendar-{output_format}", figures, ()))
    if ics is None and not assessment.transitions and output_format is Format.TABLE:
        print_note("No transition is known. Record a rule with `continuity rule add` or an election.")


def _write_ics(figures: "Figures", target: str) -> None:
    text = render_listing("calendar-ics", figures, ())
    if target == "-":
        print_result(text)
        return
    write_file(Path(target), text.encode())
    count = format_count(len(figures.assessment.transitions), "transition")
    cancelled_count = len(figures.cancelled_transitions_by_id)
    cancelled = f" and {cancelled_count} cancelled" if cancelled_count else ""
    print_note(f"Wrote {target} with {count}{cancelled}. Import it again whenever something moves.")
