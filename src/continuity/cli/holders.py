"""`office holders`: who holds which office on a day, and why."""

from typing import Annotated

import typer

from continuity.cli.examples import block
from continuity.cli.output import Format, FormatOption, show_rows
from continuity.cli.state import AsOf, address, today

EXAMPLES = block(
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
