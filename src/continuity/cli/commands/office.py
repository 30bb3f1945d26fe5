"""`office holders`: who holds which office on a day, and why."""

from typing import Annotated

import typer

from continuity.cli.context import AsOf, address, today
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, note, show_rows

HOLDER_EXAMPLES = block(
    "continuity office holders --as-of 2026-11-23",
    "continuity office holders toronto/mayor --as-of 2023-03-01 --format json",
)


def holders(
    ctx: typer.Context,
    office: Annotated[
        str | None, typer.Argument(metavar="KEY", help="Only this office; all where none is named.")
    ] = None,
    as_of: AsOf = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Who holds each office on a day, as far as is recorded, and why.

    The state is current, acting, suspended, deputising, designate, vacant, overdue or unknown. No end date does not
    mean that somebody still holds the office.
    """
    from continuity.services.offices import holders

    rows = [
        {
            "office": held.office,
            "state": held.holders.state,
            "holders": " | ".join(f"{one.term.person} ({one.part})" for one in held.holders.holders) or None,
            "why": held.holders.reason,
        }
        for held in holders.holders(address(ctx), today(as_of), office)
    ]
    show_rows("holders/1", ("office", "state", "holders", "why"), rows, form)


PROFILE_EXAMPLES = block(
    "continuity office profiles --country GB",
    "continuity office profiles --format json",
)


_SHORT = ("name", "country", "title", "selection", "election_rule", "election_rule_start", "takes_office", "quiet_days")


def profiles(
    country: Annotated[
        str | None, typer.Option("--country", metavar="CODE", help="Only those of this country, such as GB.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List the ready offices for `office add --profile`, one line a rule.

    Every format but the table also has the lengths, the limits, the legal source and what could not be sourced.
    """
    from continuity.domain.schema.columns import Kind
    from continuity.domain.schema.office_profiles import PROFILES
    from continuity.services.offices import profiles as ready

    numbers = {column.name for column in PROFILES.columns if column.kind is Kind.COUNT}
    rows = [
        {name: value if name in numbers or value is None else str(value) for name, value in row.items()}
        for row in ready.profiles(country)
    ]
    show_rows("profile/1", _SHORT if form is Format.TABLE else PROFILES.column_names, rows, form)
    if not rows:
        note(f"No profile for {country}. `continuity office add` takes a rule of its own: --election-rule.")
