"""`schedule run`: what is due is claimed, written and sent, after what an earlier program left undone."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from continuity.delivery import load_channel_type
from continuity.domain.scheduling.runs import CLAIMED, FAILED, LEASE_DURATION, SENT, Delivery, Run
from continuity.domain.values.clock import Clock
from continuity.errors import ContinuityError, DatabaseError
from continuity.services.schedules.claim import DueSchedule, claim_run, find_due_schedules
from continuity.services.schedules.deliver import recover_deliveries, send_run
from continuity.services.schedules.render import render_run
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from continuity.mail_settings import MailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What became of one schedule.

    Attributes:
        schedule: its key.
        run: the run that was made or taken up; None where it did not come to one.
        deliveries: of the run, as they stand now.
        failure: why it did not come off, where it did not.
    """

    schedule: str
    run: Run | None = None
    deliveries: tuple[Delivery, ...] = ()
    failure: str = ""

    @property
    def forwarding_notes(self) -> list[str]:
        """Say where delivered reports wait for somebody to take them on, a sentence each."""
        sent = (delivery for delivery in self.deliveries if delivery.state == SENT)
        return sorted({delivery.told for delivery in sent if load_channel_type(delivery.channel).needs_forwarding})


def run_schedules(
    address: str, clock: Clock, mail_settings: "MailSettings", name: str | None = None
) -> Iterator[RunResult]:
    """See to all schedules, or to one, each by itself: what goes wrong with one holds no other up.

    Args:
        address: of the database.
        clock: what time it is, or which day is replayed.
        mail_settings: how mail is sent.
        name: the one schedule, by its key or the beginning of it.

    Raises:
        UnknownKey, AmbiguousKey: there is no such schedule, or several are meant.
        DatabaseTrouble: the database cannot be reached; what was begun is taken up by a later run.
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
    """The runs that some program did not finish, and that are ours from now on."""
    from continuity.db import schedule_runs

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
    """Write and send one run."""
    try:
        if claimed.state == CLAIMED:
            render_run(address, claimed, clock)
        return RunResult(
            schedule=claimed.schedule, run=claimed, deliveries=send_run(address, claimed, clock, mail_settings)
        )
    except KeyboardInterrupt:
        _release_run(address, claimed, clock)
        raise
    except DatabaseError as error:
        # Left as it is, for a later run to take up.
        return RunResult(schedule=claimed.schedule, run=claimed, failure=error.message)
    except ContinuityError as error:
        return _record_failure(address, claimed, error, clock)


def _release_run(address: str, claimed: Run, clock: Clock) -> None:
    """A run whose program was interrupted is anybody's at once."""
    from continuity.db import schedule_runs

    with write_untracked(address) as connection:
        schedule_runs.renew_lease(connection, claimed.key, claimed.worker, clock.now - timedelta(seconds=1))


def _record_failure(address: str, claimed: Run, error: ContinuityError, clock: Clock) -> RunResult:
    """What cannot be written is said with the run and with each of its deliveries, and is not tried again by itself."""
    from continuity.db import schedule_runs

    failure = f"{error.message}; {error.hint}" if error.hint else error.message
    with write_untracked(address) as connection:
        schedule_runs.set_run_state(connection, claimed.key, FAILED, failure)
        for delivery in schedule_runs.load_deliveries(connection, run=claimed.key, state=CLAIMED):
            schedule_runs.update_delivery(
                connection, replace(delivery, state=FAILED, told=failure, changed_at=clock.now)
            )
        deliveries = tuple(schedule_runs.load_deliveries(connection, run=claimed.key))
    return RunResult(schedule=claimed.schedule, run=claimed, deliveries=deliveries, failure=failure)
