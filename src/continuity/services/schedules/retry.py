"""`schedule retry`: what failed, or of which nobody knows whether it arrived, is decided by a person."""

from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.domain.scheduling.runs import CLAIMED, FAILED, LEASE, RENDERED, SENT, UNKNOWN, Delivery, Run
from continuity.domain.values.clock import Clock
from continuity.errors import UnknownKey, UsageError
from continuity.services.schedules.deliver import close, deliver, send
from continuity.services.schedules.render import render
from continuity.services.transaction import reading, tracing

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.mail_settings import Post

_ARRIVED = "Recorded as arrived, by hand."


def undecided(address: str) -> list[Delivery]:
    """The deliveries that no run will touch by itself: those that failed for good, and those nobody knows of."""
    from continuity.db import schedule_runs

    with reading(address) as connection:
        there = (
            *schedule_runs.deliveries(connection, state=UNKNOWN),
            *schedule_runs.deliveries(connection, state=FAILED),
        )
        return sorted((one for one in there if one.settled), key=lambda one: one.key)


def retry(address: str, key: str, clock: Clock, post: "Post") -> Delivery:
    """Send one of them again.

    Raises:
        UnknownKey: there is no such delivery.
        UsageError: it arrived, or it is being worked on.
    """
    from continuity.db import schedule_runs

    one, run = _chosen(address, key)
    if run.state == FAILED:
        return _again(address, one, run, clock, post)
    waiting = replace(one, state=RENDERED, again_at=None)
    with tracing(address) as connection:
        run = _taken(connection, run, RENDERED, clock)
        schedule_runs.settle(connection, waiting)
    sent = deliver(address, run, waiting, clock, post)
    send(address, run, clock, post)
    return sent or one


def arrived(address: str, key: str, clock: Clock) -> Delivery:
    """Record that one of them arrived after all.

    Raises:
        UnknownKey, UsageError: as of `retry`.
    """
    from continuity.db import schedule_runs

    one, run = _chosen(address, key)
    settled = replace(one, state=SENT, told=_ARRIVED, again_at=None, changed_at=clock.now)
    with tracing(address) as connection:
        schedule_runs.settle(connection, settled)
    close(address, run, clock)
    return settled


def _again(address: str, one: Delivery, run: Run, clock: Clock, post: "Post") -> Delivery:
    """Write a run anew that could not be written, and send all of it."""
    from continuity.db import schedule_runs

    with tracing(address) as connection:
        run = _taken(connection, run, CLAIMED, clock)
        for there in schedule_runs.deliveries(connection, run=run.key, state=FAILED):
            schedule_runs.settle(connection, replace(there, state=CLAIMED, told="", changed_at=clock.now))
    render(address, run, clock)
    return next(sent for sent in send(address, run, clock, post) if sent.key == one.key)


def _taken(connection: "Connection", run: Run, state: str, clock: Clock) -> Run:
    """The run as ours, open again, so that a later run goes on with it if this program stops."""
    from continuity.db import schedule_runs

    worker, until = f"retry:{clock.now.isoformat()}", clock.now + LEASE
    if not schedule_runs.take_over(connection, run, worker, until):
        raise UsageError(f"{run.key} is being worked on", "try again when `continuity schedule run` is done")
    schedule_runs.set_state(connection, run.key, state)
    return replace(run, state=state, worker=worker, leased_until=until)


def _chosen(address: str, key: str) -> tuple[Delivery, Run]:
    from continuity.db import schedule_runs
    from continuity.services.lookup import suggestion

    with reading(address) as connection:
        found = schedule_runs.deliveries(connection, key=key)
        run = schedule_runs.get_run(connection, found[0].run) if found else None
    if not found or run is None:
        hint = suggestion(key, {one.key for one in undecided(address)})
        raise UnknownKey(f'no delivery "{key}"', hint or "`continuity schedule retry` lists what waits for a decision")
    if found[0].state not in (FAILED, UNKNOWN):
        raise UsageError(f"{key} is {found[0].state}", "only what failed, or what nobody knows of, can be tried again")
    return found[0], run
