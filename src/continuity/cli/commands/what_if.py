"""`what-if`: what a change would do to the findings, without recording it."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import (
    AsOfOption,
    HorizonOption,
    build_stamp,
    format_command,
    resolve_address,
    resolve_as_of,
    resolve_horizon,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.options import CityOption, OfficeOption
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_table
from continuity.cli.text import format_counts, format_footer, format_verdict
from continuity.domain.comparison.what_if import CommitFunding, EmpowerPartner, parse_changes
from continuity.reports.listings.what_if import render

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.comparison.before_after import FindingComparison, WhatIfResult
    from continuity.domain.comparison.what_if import HypotheticalChange

_CITY = "invented-harbour-city"
_PROGRAMME = f"{_CITY}/night-bus-mediators"
EXAMPLES = format_example_block(
    f"continuity what-if --empower {_PROGRAMME}=invented-lantern-trust:2028-12-31 --fund {_PROGRAMME}=2028-12-31 "
    "--as-of 2026-11-23",
    f"continuity what-if --move {_CITY}/mayor/2027-11-02=2027-12-07 "
    f"--result {_CITY}/mayor/2027-11-02=invented-beacon-party --as-of 2026-11-23 --format csv",
)
WHAT_IF_TABLE_COLUMNS = ("programme", "before", "after", "cleared", "still open")


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(what_if)
    return app


def what_if(
    ctx: typer.Context,
    empower: Annotated[
        list[str] | None,
        typer.Option(
            "--empower",
            metavar="PROGRAMME=PARTNER:UNTIL",
            help="The partner signs today to deliver it until that day, and the office cannot end that alone.",
        ),
    ] = None,
    fund: Annotated[
        list[str] | None,
        typer.Option(
            "--fund",
            metavar="PROGRAMME=UNTIL",
            help="A foundation commits money today until that day, for any partner.",
        ),
    ] = None,
    mandate: Annotated[
        list[str] | None,
        typer.Option(
            "--mandate",
            metavar="PROGRAMME=WORD[:UNTIL]",
            help="It gets a mandate today: statute, resolution, strategy or executive.",
        ),
    ] = None,
    result: Annotated[
        list[str] | None,
        typer.Option(
            "--result",
            metavar="ELECTION=PARTY|same",
            help="It is known today who wins: another person, of that party; or the holder stays (same).",
        ),
    ] = None,
    not_standing: Annotated[
        list[str] | None,
        typer.Option("--not-standing", metavar="OFFICE", help="The holder says today that they do not stand again."),
    ] = None,
    move: Annotated[
        list[str] | None, typer.Option("--move", metavar="ELECTION=DATE", help="The election is moved to that day.")
    ] = None,
    city: CityOption = None,
    office: OfficeOption = None,
    include_unchanged: Annotated[bool, typer.Option("--all", help="Also the findings that do not change.")] = False,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """What changes would do to the findings; nothing is recorded.

    Every option may be given more than once, and all of them hold together, from the as-of day on. Programmes,
    partners and parties go by their keys or exact names, offices and elections by their keys, also an election that
    only the rule of its office projects.
    """
    from continuity.services.assessment import Scope
    from continuity.services.what_if.scenario import run_scenario as assess_what_if

    changes_by_option = {
        "empower": empower or (),
        "fund": fund or (),
        "mandate": mandate or (),
        "result": result or (),
        "not-standing": not_standing or (),
        "move": move or (),
    }
    day = resolve_as_of(as_of)
    scope = Scope(city=city, office=office)
    address, changes = resolve_address(ctx), parse_changes(changes_by_option, day)
    outcome = assess_what_if(address, build_stamp(ctx), changes, day, resolve_horizon(ctx, horizon), scope)
    differences = [pair for pair in outcome.comparisons if include_unchanged or pair.is_changed]
    _print_differences(outcome, differences, output_format)
    for line in (*outcome.notes, f"Nothing was recorded.{_format_record_hint(ctx, outcome.changes, day)}"):
        print_note(line)


def _print_differences(
    result: "WhatIfResult", differences: "Sequence[FindingComparison]", output_format: Format
) -> None:
    if output_format is not Format.TABLE:
        print_result(render(output_format, result, differences))
        return
    if differences:
        print_table(WHAT_IF_TABLE_COLUMNS, [_format_row(difference) for difference in differences])
        print_result("\n")
    else:
        print_note("No finding changes.")
    print_result(
        f"before: {format_counts(result.before.findings)}.\n"
        f"after:  {format_counts(result.after.findings)}.\n"
        f"{format_footer(result.after)}\n"
    )


def _format_row(difference: "FindingComparison") -> tuple[str, ...]:
    before, after = (format_verdict(finding) if finding else "" for finding in (difference.before, difference.after))
    return (difference.programme, before, after, ", ".join(difference.cleared), ", ".join(difference.still_open))


def _format_record_hint(ctx: typer.Context, changes: "Sequence[HypotheticalChange]", day: "date") -> str:
    agreements = [change for change in changes if isinstance(change, EmpowerPartner)]
    if len(agreements) != 1:
        return ""
    (agreement,) = agreements
    arguments = ["partner", "empower", agreement.programme, agreement.partner]
    arguments += ["--signed-on", str(day), "--until", str(agreement.until)]
    arguments += ["--scope", "deliver", "--office-may-end-alone", "no"]
    funds = [change for change in changes if isinstance(change, CommitFunding)]
    days = [str(fund.until) for fund in funds if fund.programme == agreement.programme]
    arguments += [word for last_day in days for word in ("--funded-until", last_day, "--funder-kind", "foundation")]
    return f" Once the agreement is signed, record it with {format_command(ctx, shlex.join(arguments))}."
