"""Reports some months ahead of a change of leadership, counted from its quiet period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from continuity.domain.offices.models import Transition
from continuity.domain.scheduling.cadence import convert_to_utc
from continuity.domain.values.dates import VALID_YEARS
from continuity.domain.values.durations import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One report `lead_time` before the quiet period of a transition; `due` is in UTC, `day` its local day."""

    transition_id: str
    transition: Transition
    lead_time: Duration
    day: date
    due: datetime

    @property
    def key(self) -> str:
        """Return a stable key such as `london/mayor/ordinary/2028/1/6m`."""
        return f"{self.transition_id}/{self.lead_time}"


def list_reminders(
    transitions: Mapping[str, Transition],
    lead_times: Sequence[Duration],
    time_of_day: time,
    zone: str,
    after: datetime,
    until: datetime,
) -> tuple[Reminder, ...]:
    """List the reminders later than `after` and up to `until`, earliest first.
    `transitions` are by id, see `assign_transition_ids`; a lead time longer than the notice of a transition is past.
    """
    reminders = _build_reminders(transitions, lead_times, time_of_day, zone)
    return tuple(reminder for reminder in reminders if after < reminder.due <= until)


def list_upcoming_reminders(
    transitions: Mapping[str, Transition],
    lead_times: Sequence[Duration],
    time_of_day: time,
    zone: str,
    after: datetime,
    count: int | None = None,
) -> tuple[Reminder, ...]:
    """List the reminders later than `after`, earliest first, up to `count`."""
    reminders = _build_reminders(transitions, lead_times, time_of_day, zone)
    return tuple(reminder for reminder in reminders if reminder.due > after)[:count]


def _build_reminders(
    transitions: Mapping[str, Transition], lead_times: Sequence[Duration], time_of_day: time, zone: str
) -> list[Reminder]:
    reminders = (
        Reminder(
            transition_id=transition_id,
            transition=transition,
            lead_time=lead_time,
            day=day,
            due=convert_to_utc(day, time_of_day, zone),
        )
        for transition_id, transition in transitions.items()
        for lead_time, day in _iterate_reminder_days(transition, lead_times)
    )
    return sorted(reminders, key=lambda reminder: (reminder.due, reminder.key))


def _iterate_reminder_days(transition: Transition, lead_times: Sequence[Duration]) -> Iterator[tuple[Duration, date]]:
    for lead_time in dict.fromkeys(lead_times):
        day = lead_time.subtract_from(transition.quiet_start)
        if day.year in VALID_YEARS:
            yield lead_time, day
