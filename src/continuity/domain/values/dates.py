"""Days, vague dates and periods.

One convention for the whole project: dates are calendar days, both ends of a period are inclusive, `None` is
unbounded. A vague date keeps the text it was written as, with the earliest and the latest day it can mean, and whoever
reads it chooses the end that hides no risk.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.errors import BadValue, NotADay

ONE_DAY = timedelta(days=1)
OPEN_DATE_LENGTH = timedelta(days=365)
VALID_YEARS = range(1000, 3000)
"""The years a date may lie in: wide enough for any office, and far from where the calendar itself ends."""

_DATE_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_HINT = "write YYYY-MM-DD, YYYY-MM, YYYY or two of them with a slash between (`..` for an open side)"


@dataclass(frozen=True, slots=True)
class VagueDate:
    """A date known to the day, the month or the year, or to lie between two dates; `text` is as it was written.
    `earliest` and `latest` are the first and the last day it can mean; None where the text leaves that open.
    """

    text: str
    earliest: date | None
    latest: date | None

    @classmethod
    def parse(cls, text: str) -> "VagueDate":
        """Parse `2027`, `2027-05`, `2027-05-06`, `2027-05-06/2027-05-20`, `../2008-03-22` or `2026/..`.
        Raise BadValue for another form, a day that no calendar has, or an end before the beginning.
        """
        stripped = text.strip()
        first, slash, last = stripped.partition("/")
        if not slash:
            return cls(stripped, *_parse_bounds(first))
        if first == last == "..":
            raise BadValue(f'"{stripped}" says nothing', _HINT)
        earliest = None if first == ".." else _parse_bounds(first)[0]
        latest = None if last == ".." else _parse_bounds(last)[1]
        if earliest and latest and latest < earliest:
            raise BadValue(f'"{stripped}" ends before it begins', _HINT)
        return cls(stripped, earliest, latest)

    @classmethod
    def from_day(cls, day: date) -> "VagueDate":
        """Build the date that is known to be this day."""
        return cls(day.isoformat(), day, day)

    @classmethod
    def from_days(cls, first: date, last: date) -> "VagueDate":
        """Build the date that is known to be one of these days."""
        return cls.from_day(first) if first == last else cls(f"{first}/{last}", first, last)

    @property
    def is_exact(self) -> bool:
        """Whether it can mean one day only."""
        return self.earliest is not None and self.earliest == self.latest

    def __str__(self) -> str:
        return self.text


def _parse_bounds(text: str) -> tuple[date, date]:
    match = _DATE_PATTERN.fullmatch(text)
    if match is None:
        raise BadValue(f'"{text}" is not a date', _HINT)
    year = int(match[1])
    month, day = (None if part is None else int(part) for part in match.groups()[1:])
    if year not in VALID_YEARS:
        raise BadValue(f'"{text}" is no year to reckon with', "leave an open end empty, or write 2026/..")
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        raise NotADay(f'"{text}" is not a day of the calendar', _HINT) from None


def get_first_day(vague: VagueDate) -> date:
    """Return the first day that a date can mean; with an open side it is read as a year long."""
    if vague.earliest is None and vague.latest is not None:
        return vague.latest - OPEN_DATE_LENGTH
    return vague.earliest or date.max


def get_last_day(vague: VagueDate) -> date:
    """Return the last day that a date can mean; with an open side it is read as a year long."""
    return vague.latest or get_first_day(vague) + OPEN_DATE_LENGTH


def parse_day(text: str) -> date:
    """Parse one exact day, `YYYY-MM-DD`. Raise BadValue for anything else, a vague date included."""
    vague = VagueDate.parse(text)
    if vague.earliest is None or not vague.is_exact:
        raise BadValue(f'"{text}" is not one day', "write the day as YYYY-MM-DD")
    return vague.earliest


def compute_last_day(first: date, months: int) -> date:
    """Compute the last day of so many months from a first day on, both included.
    Of a month from the 31st it is the day before that month's last. Raise BadValue beyond the years a date may lie in.
    """
    from dateutil.relativedelta import relativedelta

    try:
        last = first + relativedelta(months=months) - ONE_DAY
    except (OverflowError, ValueError):
        last = date.max
    if last.year not in VALID_YEARS:
        raise BadValue(f"{months} months from {first} end in no year to reckon with", "correct the number of months")
    return last


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Consecutive days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two share at least one day."""
        return self.first <= other.last and other.first <= self.last


def find_certain_period(start: VagueDate | None, end: VagueDate | None) -> Period | None:
    """Find the days from the latest start to the earliest end, both included; None without a certain day."""
    if start is None or end is None or start.latest is None or end.earliest is None or end.earliest < start.latest:
        return None
    return Period(start.latest, end.earliest)


def has_passed(end: VagueDate | None, day: date) -> bool:
    """Return whether an end, its last day included, certainly lies before a day; one not recorded does not."""
    return end is not None and end.latest is not None and end.latest < day


def merge_periods(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Merge periods into sorted ones that neither overlap nor touch."""
    merged: list[Period] = []
    for period in sorted(periods):
        if merged and (merged[-1].last == date.max or period.first <= merged[-1].last + ONE_DAY):
            merged[-1] = Period(merged[-1].first, max(merged[-1].last, period.last))
        else:
            merged.append(period)
    return tuple(merged)


def find_gaps(whole: Period, periods: Iterable[Period]) -> tuple[Period, ...]:
    """Find the days of the span that no period covers, as sorted periods."""
    uncovered: list[Period] = []
    day = whole.first
    for period in merge_periods(periods):
        if period.last < day:
            continue
        if period.first > whole.last:
            break
        if period.first > day:
            uncovered.append(Period(day, period.first - ONE_DAY))
        if period.last >= whole.last:
            return tuple(uncovered)
        day = period.last + ONE_DAY
    uncovered.append(Period(day, whole.last))
    return tuple(uncovered)
