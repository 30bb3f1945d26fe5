"""What a report says that makes up for several which were missed."""

from collections.abc import Mapping, Sequence
from datetime import date

from continuity.domain.scheduling.reminders import Notice, counted_from
from continuity.reports.prose import counted, english, isolated

_LISTED = 12


def covers(days: Sequence[date]) -> str:
    """The sentence on the periods that were due on these days, in their order; empty where there was but one.

    Of many the first are listed and the last, and those between are counted.
    """
    if not days[1:]:
        return ""
    listed = [english(day) for day in days]
    if len(days) > _LISTED:
        listed[_LISTED - 1 : -1] = [f"{len(days) - _LISTED} more"]
    return f"Covers {len(days)} periods that were due: {', '.join(listed[:-1])} and {listed[-1]}."


def warning(notice: Notice, cities: Mapping[str, str]) -> str:
    """The sentence on one notice ahead of a change of leadership."""
    change = notice.transition
    months = str(notice.span).removesuffix("m") if notice.span.months else ""
    ahead = counted(int(months), "month") if months else counted(notice.span.days, "day")
    what = "the pre-election period" if change.quiet_from else "the change of leadership"
    return (
        f"{ahead} before {what} in {isolated(cities.get(change.city, change.city))} ({english(counted_from(change))})."
    )
