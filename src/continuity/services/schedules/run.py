"""`schedule run`: finish interrupted runs, then claim, write and send what is due."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from continuity.db import schedule_runs
from continuity.delivery import load_channel_type
from continuity.domain.scheduling.runs import LEASE_DURATION, Delivery, Run
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import DeliveryState, RunState
from continuity.errors import ContinuityError, DatabaseError
from continuity.services.schedules.claim import DueSchedule, claim_run, find_due_schedules
from continuity.services.schedules.deliver import recover_deliveries, send_run
from continuity.services.schedules.render import render_run
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from continuity.mail_settings import MailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """The result of one schedule: its run, if any, with deliveries, or the reason of a failure."""

    schedule: str
    run: Run | None = None
    deliveries: tuple[Delivery, ...] = ()
    failure: str = ""

    @property
    def forwarding_notes(self) -> list[str]:
        """List the places of reports to be collected, a sentence each."""
        sent = (delivery for delivery in self.deliveries if delivery.state == DeliveryState.SENT)
        forwarded = (delivery for delivery in sent if load_channel_type(delivery.channel).needs_forwarding)
        return sorted({delivery.explanation for delivery in forwarded})


def run_schedules(
    address: str, clock: Clock, mail_settings: "MailSettings", name: str | None = None
) -> Iterator[RunResult]:
    """Run all schedules, or the one given; a failure stops no other.
    Raise UnknownKey or AmbiguousKey for the name, DatabaseError if unreachable: a later run resumes what was begun.
    """
    worker = f"{socket.gethostname()}:{os.getpid()}"
    for unfinished_run in _take_over_unfinished(address, clock, worker):
        recover_deliveries(address, unfinished_run, clock)
        yield _process_run(address, unfinished_run, clock, mail_settings)
    for due_schedule in list(find_due_schedules(address, clock, name)):
        if not isinstance(due_schedule, DueSchedule):
            yield RunResult(schedule=due_schedule[0], failure=str(due_schedule[1]))
        elif (claimed := claim_run(address, due_schedule, clock, worker, mail_settings)) is not None:
            yield _process_run(address, claimed, clock, mail_settings)


def _take_over_unfinished(address: str, clock: Clock, worker: str) -> list[Run]:
    with read_database(address) as connection:
        found = schedule_runs.find_unfinished_runs(connection, clock.now)
    if not found:
        return []
    until = clock.now + LEASE_DURATION
    with write_untracked(address) as connection:
        return [
            replace(unfinished_run, worker=worker, leased_until=until)
            for unfinished_run in found
            if schedule_runs.take_over_run(connection, unfinished_run, worker, until)
        ]


def _process_run(address: str, claimed: Run, clock: Clock, mail_settings: "MailSettings") -> RunResult:
    try:
        if claimed.state == RunState.CLAIMED:
            render_run(address, claimed, clock)
        deliveries = send_run(address, claimed, clock, mail_settings)
        return RunResult(schedule=claimed.schedule, run=claimed, deliveries=deliveries)
    except KeyboardInterrupt:
        _release_run(address, claimed, clock)
        raise
    except DatabaseError as error:
        # Left as it is, for a later run to take up.
        return RunResult(schedule=claimed.schedule, run=claimed, failure=error.message)
    except ContinuityError as error:
        return _record_failure(address, claimed, error, clock)


def _release_run(address: str, claimed: Run, clock: Clock) -> None:
    """Release a run after an interrupt, for any program to resume."""
    with write_untracked(address) as connection:
        schedule_runs.renew_lease(connection, claimed.key, claimed.worker, clock.now - timedelta(seconds=1))


def _record_failure(address: str, claimed: Run, error: ContinuityError, clock: Clock) -> RunResult:
    """Record a rendering error with the run and its deliveries; no automatic retry."""
    failure = f"{error.message}; {error.hint}" if error.hint else error.message
    with write_untracked(address) as connection:
        schedule_runs.set_run_state(connection, claimed.key, RunState.FAILED, failure)
        for delivery in schedule_runs.load_deliveries(connection, run=claimed.key, state=DeliveryState.CLAIMED):
            failed = replace(delivery, state=DeliveryState.FAILED, explanation=failure, changed_at=clock.now)
            schedule_runs.update_delivery(connection, failed)
        deliveries = tuple(schedule_runs.load_deliveries(connection, run=claimed.key))
    return RunResult(schedule=claimed.schedule, run=claimed, deliveries=deliveries, failure=failure)
