"""`partner empower`: record what empowers a partner, and see what it changed."""

from typing import Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, again, asked, looking, stamp, today
from continuity.cli.help_examples import block
from continuity.cli.output import note, write

_PROGRAMME = "invented-harbour-city/night-bus-mediators"
EXAMPLES = block(
    f"continuity partner empower {_PROGRAMME} invented-lantern-trust --signed-on 2026-11-02 --until 2028-12-31 "
    "--scope deliver --office-may-end-alone no --funded-until 2028-12-31 --as-of 2026-11-23",
    f"continuity partner empower {_PROGRAMME} invented-ropewalk-works --signed-on 2026-11-03 --until 2028-12-31 "
    "--scope co-deliver --office-may-end-alone yes --notice-days 120 --as-of 2026-11-23",
)

_NEEDED = {
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
    as_of: AsOf = None,
    horizon: Horizon = None,
) -> None:
    """Record what empowers a partner to carry a programme, and see what it changed."""
    from continuity.services.partners.empower import empower as record

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
    given = {name: value for name, value in cells.items() if value is not None}
    day = today(as_of)
    done = record(
        address(ctx),
        stamp(ctx),
        (programme, partner),
        given | asked({name: text for name, text in _NEEDED.items() if name not in given}),
        day,
        looking(ctx, horizon),
    )
    from continuity.cli.text import compared, footing

    write(f"{compared(done.before, done.after, done.partner)}{footing(done.standing)}\n")
    if done.not_before is not None:
        what = "The agreement and its money do" if done.funding else "The agreement does"
        note(f"{what} not count before {done.not_before}, when it is signed; the findings are those of {day}.")
    recorded = f"agreement {done.agreement}" + (f" and funding {done.funding}" if done.funding else "")
    note(f"Recorded {recorded}. Take it back with {again(ctx, 'undo')}.")
