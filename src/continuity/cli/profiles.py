"""`office profiles`: the ready offices that `office add --profile` knows."""

from typing import Annotated

import typer

from continuity.cli.examples import block
from continuity.cli.output import Format, FormatOption, note, show_rows

EXAMPLES = block(
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
