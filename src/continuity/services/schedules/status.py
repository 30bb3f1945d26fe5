"""How schedules stand: when each is due next, what became of it last, and what waits for a decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.domain.scheduling.runs import FAILED, UNKNOWN, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.values.clock import Clock
from continuity.services.schedules.due import coming

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One schedule.

    Attributes:
        due: when it is due next, in UTC; None where no moment is known, or it is paused.
        last: its newest run.
        undecided: how many of its deliveries failed for good, or nobody knows whether they arrived.
        failing: how many failed for now, and are tried again by a later run.
    """

    schedule: str
    timezone: str
    due: datetime | None
    last: Run | None
    undecided: int
    failing: int


def standings(connection: "Connection", clock: Clock) -> tuple[Standing, ...]:
    """All schedules, by key."""
    from continuity.db import read, schedule_runs

    short = [one for state in (UNKNOWN, FAILED) for one in schedule_runs.deliveries(connection, state=state)]
    clocks = schedule_runs.clocks(connection)
    found = []
    for row in list(read.rows(connection, SCHEDULES)):
        schedule = Schedule.of(row)
        newest = schedule_runs.runs_of(connection, schedule.key, 1)
        next_ones = () if schedule.paused else coming(connection, schedule, clocks.get(schedule.key), clock, 1)
        mine = [one for one in short if one.run.startswith(f"{schedule.key}/")]
        found.append(
            Standing(
                schedule=schedule.key,
                timezone=schedule.timezone,
                due=next_ones[0] if next_ones else None,
                last=newest[0] if newest else None,
                undecided=sum(one.settled for one in mine),
                failing=sum(not one.settled for one in mine),
            )
        )
    return tuple(found)
