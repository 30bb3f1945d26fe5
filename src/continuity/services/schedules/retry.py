"""`schedule retry`: decide on failed and unknown deliveries."""

from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.db import schedule_runs
from continuity.domain.scheduling.runs import LEASE_DURATION, Delivery, Run
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import DeliveryState, RunState
from continuity.errors import UnknownKey, UsageError
from continuity.services.lookup import suggest_keys
from continuity.services.schedules.deliver import close_run, send_delivery, send_run
from continuity.services.schedules.render import render_run
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.mail_settings import MailSettings

_ARRIVED_DETAIL = "Recorded as arrived, by hand."


def list_undecided(address: str) -> list[Delivery]:
    """List deliveries that failed for good or are unknown."""
    with read_database(address) as connection:
        deliveries = (
            *schedule_runs.load_deliveries(connection, state=DeliveryState.UNKNOWN),
            *schedule_runs.load_deliveries(connection, state=DeliveryState.FAILED),
        )
        return sorted((delivery for delivery in deliveries if delivery.is_final), key=lambda delivery: delivery.key)


def retry_delivery(address: str, key: str, clock: Clock, mail_settings: "MailSettings") -> Delivery:
    """Send an undecided delivery again. Raise UnknownKey, or UsageError if it arrived or is in progress."""
    delivery, run = _find_delivery(address, key)
    if run.state == RunState.FAILED:
        return _render_again(address, delivery, run, clock, mail_settings)
    waiting = replace(delivery, state=DeliveryState.RENDERED, retry_at=None)
    with write_untracked(address) as connection:
        run = _take_over(connection, run, RunState.RENDERED, clock)
        schedule_runs.update_delivery(connection, waiting)
    sent = send_delivery(address, run, waiting, clock, mail_settings)
    send_run(address, run, clock, mail_settings)
    return sent or delivery


def mark_arrived(address: str, key: str, clock: Clock) -> Delivery:
    """Record an undecided delivery as arrived; raises as `retry_delivery`."""
    delivery, run = _find_delivery(address, key)
    sent = replace(delivery, state=DeliveryState.SENT, explanation=_ARRIVED_DETAIL, retry_at=None, changed_at=clock.now)
    with write_untracked(address) as connection:
        schedule_runs.update_delivery(connection, sent)
    close_run(address, run, clock)
    return sent


def _render_again(address: str, delivery: Delivery, run: Run, clock: Clock, mail_settings: "MailSettings") -> Delivery:
    """Write a run that could not be written, and send all of it."""
    with write_untracked(address) as connection:
        run = _take_over(connection, run, RunState.CLAIMED, clock)
        for failed_delivery in schedule_runs.load_deliveries(connection, run=run.key, state=DeliveryState.FAILED):
            claimed = replace(failed_delivery, state=DeliveryState.CLAIMED, explanation="", changed_at=clock.now)
            schedule_runs.update_delivery(connection, claimed)
    render_run(address, run, clock)
    return next(sent for sent in send_run(address, run, clock, mail_settings) if sent.key == delivery.key)


def _take_over(connection: "Connection", run: Run, state: RunState, clock: Clock) -> Run:
    """Reopen a run as ours, so that a later run resumes it if this program stops."""
    worker, until = f"retry:{clock.now.isoformat()}", clock.now + LEASE_DURATION
    if not schedule_runs.take_over_run(connection, run, worker, until):
        raise UsageError(f"{run.key} is being worked on", "try again when `continuity schedule run` is done")
    schedule_runs.set_run_state(connection, run.key, state)
    return replace(run, state=state, worker=worker, leased_until=until)


def _find_delivery(address: str, key: str) -> tuple[Delivery, Run]:
    with read_database(address) as connection:
        found = schedule_runs.load_deliveries(connection, key=key)
        run = schedule_runs.get_run(connection, found[0].run) if found else None
    if not found or run is None:
        hint = suggest_keys(key, {delivery.key for delivery in list_undecided(address)})
        raise UnknownKey(f'no delivery "{key}"', hint or "`continuity schedule retry` lists what waits for a decision")
    if found[0].state not in (DeliveryState.FAILED, DeliveryState.UNKNOWN):
        raise UsageError(f"{key} is {found[0].state}", "only what failed, or what nobody knows of, can be tried again")
    return found[0], run
