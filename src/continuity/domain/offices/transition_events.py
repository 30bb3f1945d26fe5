"""An event without a vote at which an office may change hands, before it becomes a transition."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Term
from continuity.domain.values.dates import VagueDate, get_first_day, get_last_day
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import DayBasis, TransitionKind


@dataclass(frozen=True, slots=True)
class TransitionEvent:
    """An event on a day, and the term that followed: the holder's own if `holder_stays`.
    `first_date` is the first day of the change, which may be vague. `latest_day` is the last day of the handover, where
    it is known. `outgoing` is who was in charge, where that is not the holder before.
    """

    kind: TransitionKind
    first_date: VagueDate
    latest_day: date | None = None
    basis: DayBasis = DayBasis.RECORDED
    next_term: Term | None = None
    is_result_known: bool = False
    holder_stays: bool = False
    outgoing: Term | None = None

    @property
    def day(self) -> date:
        """The first day on which it may happen."""
        return get_first_day(self.first_date)


def find_day_after(end: VagueDate) -> VagueDate:
    """Find the day after an end: as vague as that, with each side one day later."""
    return VagueDate.from_days(add_days(get_first_day(end)), add_days(get_last_day(end)))


def add_days(day: date, days: int = 1) -> date:
    """Return the day so many days later, at most the last of the calendar."""
    return Duration(days=days).add_to(day)


def get_earliest_day(day: VagueDate | None) -> date | None:
    """Return the first day that a date can mean, where it has one."""
    return day.earliest if day else None
