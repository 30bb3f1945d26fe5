"""`office holders`: who holds which office on a day, and why."""

from typing import Annotated

import typer

from continuity.cli.context import AsOfOption, resolve_address, resolve_as_of
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_rows
from continuity.domain.schema.columns import ColumnKind
from continuity.domain.schema.office_profiles import PROFILES

HOLDER_EXAMPLES = format_example_block(
    "continuity office holders --as-of 2026-11-23",
    "continuity office holders toronto/mayor --as-of 2023-03-01 --format json",
)


_HOLDER_COLUMNS = ("office", "state", "holders", "why", "names")


def holders(
    ctx: typer.Context,
    office: Annotated[
        str | None, typer.Argument(metavar="KEY", help="Only this office; all where none is named.")
    ] = None,
    as_of: AsOfOption = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """Who holds each office on a day, as far as is recorded, and why.

    The state is current, acting, suspended, deputising, designate, vacant, overdue or unknown. No end date does not
    mean that somebody still holds the office.
    """
    from continuity.reports.wording.holders import format_holders, format_part
    from continuity.services.offices import holders

    found, names = holders.list_office_holders(resolve_address(ctx), resolve_as_of(as_of), office)
    rows = [
        {
            "office": office_holders.office.key,
            "state": office_holders.state,
            "holders": " | ".join(f"{holder.term.person} ({holder.capacity})" for holder in office_holders.holders)
            or None,
            "why": format_holders(office_holders, names),
            "names": " | ".join(format_part(holder.term, holder.capacity, names) for holder in office_holders.holders)
            or None,
        }
        for office_holders in found
    ]
    columns = ("office", "state", "why") if output_format is Format.TABLE else _HOLDER_COLUMNS
    print_rows("holders/1", columns, rows, output_format)


PROFILE_EXAMPLES = format_example_block(
    "continuity office profiles --country GB", "continuity office profiles --format json"
)

_TABLE_COLUMNS = tuple(
    "name country title selection election_rule election_rule_start takes_office quiet_days basis".split()
)


def profiles(
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="Only those of this country, such as GB.")
    ] = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """List the ready offices for `office add --profile`, one line a rule.

    Every format but the table also has the lengths, the limits, the legal source and what could not be sourced.
    """
    from continuity.services.offices import profiles as profile_service

    numbers = {column.name for column in PROFILES.columns if column.kind is ColumnKind.COUNT}
    rows = [
        {name: value if name in numbers or value is None else str(value) for name, value in row.items()}
        for row in profile_service.list_profiles(country)
    ]
    columns = _TABLE_COLUMNS if output_format is Format.TABLE else PROFILES.column_names
    print_rows("profile/1", columns, rows, output_format)
    if not rows:
        print_note(f"No profile for {country}. `continuity office add` takes a rule of its own: --election-rule.")
