"""State of schedules: next due time, latest run, undecided deliveries."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.db import read, schedule_runs
from continuity.domain.scheduling.runs import Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import DeliveryState
from continuity.services.schedules.due import list_next_moments

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleStatus:
    """The state of one schedule; `next_due` is in UTC, None if paused or unknown.
    `undecided` deliveries failed for good or are unknown; a later run retries `failing` ones.
    """

    schedule: str
    timezone: str
    next_due: datetime | None
    last_run: Run | None
    undecided: int
    failing: int


def load_schedule_statuses(connection: "Connection", clock: Clock) -> tuple[ScheduleStatus, ...]:
    """Load the state of all schedules, by key."""
    open_deliveries = [
        *schedule_runs.load_deliveries(connection, state=DeliveryState.UNKNOWN),
        *schedule_runs.load_deliveries(connection, state=DeliveryState.FAILED),
    ]
    clocks = schedule_runs.load_clocks(connection)
    found = []
    for row in list(read.load_rows(connection, SCHEDULES)):
        schedule = Schedule.from_row(row)
        newest = schedule_runs.load_runs(connection, schedule.key, 1)
        seen_until = clocks.get(schedule.key)
        next_moments = () if schedule.paused else list_next_moments(connection, schedule, seen_until, clock, 1)
        schedule_deliveries = [delivery for delivery in open_deliveries if delivery.run.startswith(f"{schedule.key}/")]
        found.append(
            ScheduleStatus(
                schedule=schedule.key,
                timezone=schedule.timezone,
                next_due=next_moments[0] if next_moments else None,
                last_run=newest[0] if newest else None,
                undecided=sum(delivery.is_final for delivery in schedule_deliveries),
                failing=sum(not delivery.is_final for delivery in schedule_deliveries),
            )
        )
    return tuple(found)
