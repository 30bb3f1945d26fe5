"""`partner empower`: record what empowers a partner, and see what it changed."""

from typing import Annotated

import typer

from continuity.cli.context import (
    AsOfOption,
    HorizonOption,
    build_stamp,
    format_command,
    prompt_for,
    resolve_address,
    resolve_as_of,
    resolve_horizon,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import print_note, print_result
from continuity.cli.text import format_comparison, format_footer

_PROGRAMME = "invented-harbour-city/night-bus-mediators"
EXAMPLES = format_example_block(
    f"continuity partner empower {_PROGRAMME} invented-lantern-trust --signed-on 2026-11-02 --until 2028-12-31 "
    "--scope deliver --office-may-end-alone no --funded-until 2028-12-31 --as-of 2026-11-23",
    f"continuity partner empower {_PROGRAMME} invented-ropewalk-works --signed-on 2026-11-03 --until 2028-12-31 "
    "--scope co-deliver --office-may-end-alone yes --notice-days 120 --as-of 2026-11-23",
)

_QUESTIONS = {
    "signed_on": "The day the agreement was signed",
    "until": "Its last day",
    "scope": "What the partner may do (deliver, co-deliver, advise)",
    "office_may_end_alone": "Whether the office can end it by itself (yes, no)",
}


def empower(
    ctx: typer.Context,
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="The programme's key or exact name.")],
    partner: Annotated[str, typer.Argument(metavar="PARTNER", help="The partner's key or exact name.")],
    signed_on: Annotated[str | None, typer.Option("--signed-on", metavar="DATE", help="The day it was signed.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The agreement's last day.")] = None,
    scope: Annotated[
        str | None,
        typer.Option("--scope", metavar="WORD", help="What it lets the partner do: deliver, co-deliver, advise."),
    ] = None,
    office_may_end_alone: Annotated[
        str | None,
        typer.Option(
            "--office-may-end-alone", metavar="WORD", help="Whether the office can end it by itself: yes, no."
        ),
    ] = None,
    notice_days: Annotated[
        str | None, typer.Option("--notice-days", metavar="NUMBER", help="Days of notice the office must give.")
    ] = None,
    funded_until: Annotated[
        str | None, typer.Option("--funded-until", metavar="DATE", help="Last day of committed money for the partner.")
    ] = None,
    funder: Annotated[
        str | None, typer.Option("--funder", metavar="KEY", help="Who pays: a partner's key or name.")
    ] = None,
    funder_kind: Annotated[
        str | None,
        typer.Option("--funder-kind", metavar="WORD", help="office, other-tier, foundation, own or private."),
    ] = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="DATE", help="First day in force; the signing day if not given.")
    ] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Record what empowers a partner to carry a programme, and see what it changed."""
    from continuity.services.partners.empower import empower_partner as record_agreement

    cells = {
        "signed_on": signed_on,
        "until": until,
        "scope": scope,
        "office_may_end_alone": office_may_end_alone,
        "notice_days": notice_days,
        "funded_until": funded_until,
        "funder": funder,
        "funder_kind": funder_kind,
        "start": start,
    }
    given_cells = {name: value for name, value in cells.items() if value is not None}
    day = resolve_as_of(as_of)
    result = record_agreement(
        resolve_address(ctx),
        build_stamp(ctx),
        (programme, partner),
        given_cells | prompt_for({name: text for name, text in _QUESTIONS.items() if name not in given_cells}),
        day,
        resolve_horizon(ctx, horizon),
    )
    comparison = format_comparison(result.before, result.after, result.partner)
    print_result(f"{comparison}{format_footer(result.assessment)}\n")
    if result.not_before is not None:
        subject = "The agreement and its money do" if result.funding else "The agreement does"
        note = f"{subject} not count before {result.not_before}, when it is signed"
        print_note(f"{note}; the findings are those of {day}.")
    records_text = f"agreement {result.agreement}" + (f" and funding {result.funding}" if result.funding else "")
    print_note(f"Recorded {records_text}. Take it back with {format_command(ctx, 'undo')}.")
