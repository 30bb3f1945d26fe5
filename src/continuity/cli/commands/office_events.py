"""One event, one command, one batch: results, moved elections, terms and offices that end."""

from collections.abc import Callable
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
from continuity.cli.output import print_note, print_result, print_table
from continuity.cli.text import format_footer, format_verdict

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.offices.event_effects import EventRecord
    from continuity.services.transaction import Writer

_CITY = "invented-harbour-city"
_MAYOR, _LEADER = f"{_CITY}/mayor", f"{_CITY}/council-leader"
EXAMPLES = {
    ("election", "result"): format_example_block(
        f"continuity election result {_LEADER}/2028-05-04 --winner invented-bruno-mast --party invented-anchor-party "
        "--took-office 2028-05-23 --as-of 2028-06-01",
        f"continuity election result {_LEADER}/2028-05-04 --same --as-of 2028-06-01",
    ),
    ("election", "postpone"): format_example_block(
        f"continuity election postpone {_LEADER}/2028-05-04 --to 2028-06-08",
        "continuity election postpone liverpool/leader/2027-05-06 --to 2027-06-03",
    ),
    ("election", "cancel"): format_example_block(
        f"continuity election cancel {_LEADER}/2028-05-04", "continuity election cancel luton/leader/2027-05-06"
    ),
    ("term", "end"): format_example_block(
        f"continuity term end {_MAYOR}/2023-12-04 --on 2027-01-31 --reason resigned",
        f"continuity term end {_CITY}/safety-director/2021-03-01 --on 2026-10-31",
    ),
    ("office", "abolish"): format_example_block(
        f"continuity office abolish {_CITY}/safety-director --on 2027-03-31 --successor {_MAYOR}",
        f"continuity office abolish {_CITY}/port-commissioner --on 2028-12-31",
    ),
}
_KeyArgument = Annotated[str, typer.Argument(metavar="KEY", help="Its exact key.")]
_LastDayOption = Annotated[str, typer.Option("--on", metavar="DATE", help="The last day.")]


def result(
    ctx: typer.Context,
    key: _KeyArgument,
    winner: Annotated[
        str | None, typer.Option("--winner", metavar="KEY", help="Who won: a person's key or name.")
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", metavar="KEY", help="For which party: its key or name.")
    ] = None,
    took_office: Annotated[
        str | None,
        typer.Option("--took-office", metavar="DAY", help="The day the winner took office; else by the rule."),
    ] = None,
    same: Annotated[bool, typer.Option("--same", help="The holder stays.")] = False,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="The first round is held, a run-off must follow.")
    ] = False,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Record the result of an election, and see the findings it changed."""
    from continuity.services.offices import events

    outcome = events.ElectionResult(
        winner=winner, party=party, took_office=took_office, holder_stays=same, undecided=undecided
    )
    _record_event(ctx, as_of, horizon, lambda writer, day: events.record_result(writer, key, outcome, day))


def postpone(
    ctx: typer.Context,
    key: _KeyArgument,
    new_day: Annotated[str, typer.Option("--to", metavar="DAY", help="The new polling day.")],
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Move an election to another day, and see the findings that changes."""
    from continuity.services.offices import events

    _record_event(ctx, as_of, horizon, lambda writer, day: events.postpone_election(writer, key, new_day, day))


def cancel(ctx: typer.Context, key: _KeyArgument, as_of: AsOfOption = None, horizon: HorizonOption = None) -> None:
    """Record that an election does not take place, and see the findings that changes."""
    from continuity.services.offices import events

    _record_event(ctx, as_of, horizon, lambda writer, day: events.cancel_election(writer, key, day))


def end(
    ctx: typer.Context,
    key: _KeyArgument,
    last_day: _LastDayOption,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why: resigned, died, defeated, …")
    ] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Record the last day of a term, and see the findings that changes."""
    from continuity.services.offices import events

    _record_event(ctx, as_of, horizon, lambda writer, day: events.end_term(writer, key, last_day, reason, day))


def abolish(
    ctx: typer.Context,
    key: _KeyArgument,
    last_day: _LastDayOption,
    successor: Annotated[
        str | None, typer.Option("--successor", metavar="KEY", help="The office its programmes go to.")
    ] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Record the last day of an office and its heir, and see the findings that changes."""
    from continuity.services.offices import events

    _record_event(ctx, as_of, horizon, lambda writer, day: events.abolish_office(writer, key, last_day, successor, day))


EVENT_COMMANDS: dict[str, dict[str, Callable[..., None]]] = {
    "election": {"result": result, "postpone": postpone, "cancel": cancel},
    "term": {"end": end},
    "office": {"abolish": abolish},
}
"""By noun, what can happen to a record beside being changed."""


def _record_event(
    ctx: typer.Context, as_of: str | None, horizon: str | None, event: Callable[["Writer", "date"], "EventRecord"]
) -> None:
    from continuity.reports.wording.office_events import format_effects
    from continuity.services.assessment import record_and_compare

    day = resolve_as_of(as_of)
    record, pairs, assessment = record_and_compare(
        resolve_address(ctx), build_stamp(ctx), lambda writer: event(writer, day), day, resolve_horizon(ctx, horizon)
    )
    rows = [
        (pair.programme, *(format_verdict(finding) if finding else "" for finding in (pair.before, pair.after)))
        for pair in pairs
    ]
    if rows:
        print_table(("programme", "before", "after"), rows)
        print_result(f"\n{format_footer(assessment)}\n")
    else:
        print_note("No finding changes.")
    print_note(f"Recorded: {format_effects(record.effects)}")
    print_note(f"Take it back with {format_command(ctx, 'undo')}.")
