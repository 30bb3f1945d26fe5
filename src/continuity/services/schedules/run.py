"""`schedule run`: what is due is claimed, written and sent, after what an earlier program left undone."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from continuity.domain.scheduling.runs import CLAIMED, FAILED, LEASE, Delivery, Run
from continuity.domain.values.clock import Clock
from continuity.errors import ContinuityError, DatabaseTrouble
from continuity.services.schedules.claim import Asked, claim, look
from continuity.services.schedules.deliver import recover, send
from continuity.services.schedules.render import render
from continuity.services.transaction import reading, tracing

if TYPE_CHECKING:
    from continuity.mail_settings import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What became of one schedule.

    Attributes:
        schedule: its key.
        run: the run that was made or taken up; None where it did not come to one.
        deliveries: of the run, as they stand now.
        told: why it did not come off, where it did not.
    """

    schedule: str
    run: Run | None = None
    deliveries: tuple[Delivery, ...] = ()
    told: str = ""


def run(address: str, clock: Clock, post: "Post", name: str | None = None) -> Iterator[Ran]:
    """See to all schedules, or to one, each by itself: what goes wrong with one holds no other up.

    Args:
        address: of the database.
        clock: what time it is, or which day is replayed.
        post: how mail is sent.
        name: the one schedule, by its key or the beginning of it.

    Raises:
        UnknownKey, AmbiguousKey: there is no such schedule, or several are meant.
        DatabaseTrouble: the database cannot be reached; what was begun is taken up by a later run.
    """
    worker = f"{socket.gethostname()}:{os.getpid()}"
    for left in _left(address, clock, worker):
        recover(address, left, clock)
        yield _work(address, left, clock, post)
    for asked in list(look(address, clock, name)):
        if not isinstance(asked, Asked):
            yield Ran(schedule=asked[0], told=str(asked[1]))
        elif (claimed := claim(address, asked, clock, worker, post)) is not None:
            yield _work(address, claimed, clock, post)


def _left(address: str, clock: Clock, worker: str) -> list[Run]:
    """The runs that some program did not finish, and that are ours from now on."""
    from continuity.db import schedule_runs

    with reading(address) as connection:
        found = schedule_runs.unfinished(connection, clock.now)
    if not found:
        return []
    until = clock.now + LEASE
    with tracing(address) as connection:
        return [
            replace(one, worker=worker, leased_until=until)
            for one in found
            if schedule_runs.take_over(connection, one, worker, until)
        ]


def _work(address: str, claimed: Run, clock: Clock, post: "Post") -> Ran:
    """Write and send one run."""
    try:
        if claimed.state == CLAIMED:
            render(address, claimed, clock)
        return Ran(schedule=claimed.schedule, run=claimed, deliveries=send(address, claimed, clock, post))
    except KeyboardInterrupt:
        _let_go(address, claimed, clock)
        raise
    except DatabaseTrouble as error:
        # Left as it is, for a later run to take up.
        return Ran(schedule=claimed.schedule, run=claimed, told=error.message)
    except ContinuityError as error:
        return _failed(address, claimed, error, clock)


def _let_go(address: str, claimed: Run, clock: Clock) -> None:
    """A run whose program was interrupted is anybody's at once."""
    from continuity.db import schedule_runs

    with tracing(address) as connection:
        schedule_runs.renew(connection, claimed.key, claimed.worker, clock.now - timedelta(seconds=1))


def _failed(address: str, claimed: Run, error: ContinuityError, clock: Clock) -> Ran:
    """What cannot be written is said with the run and with each of its deliveries, and is not tried again by itself."""
    from continuity.db import schedule_runs

    told = f"{error.message}; {error.hint}" if error.hint else error.message
    with tracing(address) as connection:
        schedule_runs.set_state(connection, claimed.key, FAILED, told)
        for one in schedule_runs.deliveries(connection, run=claimed.key, state=CLAIMED):
            schedule_runs.settle(connection, replace(one, state=FAILED, told=told, changed_at=clock.now))
        there = tuple(schedule_runs.deliveries(connection, run=claimed.key))
    return Ran(schedule=claimed.schedule, run=claimed, deliveries=there, told=told)
