"""When a report is due: an RFC 5545 recurrence rule of whole days, a start day, a time of day and a time zone.
The rule is expanded in local time first, so a report of 07:30 comes at 07:30 in summer and in winter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import dropwhile, islice, takewhile
from zoneinfo import ZoneInfo

from continuity.domain.values.recurrence import iterate_rule_days
from continuity.errors import BadValue

EVERY = ("day", "week", "month", "quarter")
"""The words for a rhythm."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_DAY_OF_EVERY_MONTH = 28
"""The last day that every month has."""

_TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_WHOLE_DAYS = re.compile(
    r"FREQ=(YEARLY|MONTHLY|WEEKLY|DAILY)|INTERVAL=[1-9]\d{0,3}|UNTIL=\d{8}|COUNT=\d{1,4}|WKST=[A-Z]{2}"
    r"|BY(MONTH|DAY|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=[-+A-Z0-9,]{1,200}",
    re.ASCII,
)
_SUB_DAILY = re.compile(r"(?:^|;)FREQ=(HOURLY|MINUTELY|SECONDLY)(?:;|$)")
_HINT = (
    "write one RRULE of whole days, such as FREQ=MONTHLY;BYMONTHDAY=1; the time of day and the time zone stand by "
    "themselves"
)
_ZONE_SHIFT = timedelta(days=2)
"""How far, and more, the local day may be from the day of the rule: a zone may skip a whole day."""

_SEARCH_HORIZON = timedelta(days=36525)
_CALENDAR_CYCLE_YEARS = 400
"""After so many years the calendar repeats itself, weekdays included."""
_LAST_PROBE_YEAR = 9898
"""A hundred years before dateutil ends."""


def build_rule(interval: str, start: date) -> str:
    """Build the recurrence rule of an interval from a start day. Raise BadValue for an unknown interval.
    A month or quarter from the 29th, 30th or 31st falls on the last day of shorter months.
    """
    if interval not in EVERY:
        raise BadValue(f'"{interval[:40]}" is no rhythm', f"write {', '.join(EVERY[:-1])} or {EVERY[-1]}")
    if interval == "day":
        return "FREQ=DAILY"
    if interval == "week":
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[start.weekday()]}"
    return f"FREQ=MONTHLY;{'INTERVAL=3;' if interval == 'quarter' else ''}{_build_day_of_month(start.day)}"


def _build_day_of_month(day: int) -> str:
    if day <= _LAST_DAY_OF_EVERY_MONTH:
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(map(str, range(_LAST_DAY_OF_EVERY_MONTH, day + 1)))};BYSETPOS=-1"


def parse_time_of_day(text: str) -> time:
    """Parse a time of day such as `07:30`. Raise BadValue for any other text."""
    match = _TIME_OF_DAY.fullmatch(text.strip())
    if match is None:
        raise BadValue(f'"{text[:40]}" is not a time of day', "write it as HH:MM, 00:00 to 23:59")
    return time(int(match[1]), int(match[2]))


def convert_to_utc(day: date, time_of_day: time, zone: str) -> datetime:
    """Convert a local time on a day to UTC (RFC 5545, section 3.3.5).
    A skipped time moves on by the gap (02:30 is 03:30 in spring); of a repeated one the first counts.
    """
    return datetime.combine(day, time_of_day.replace(fold=0), ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """The days and times of a scheduled report, none before `start`; `rule` is validated, `zone` is an IANA name."""

    rule: str
    start: date
    time_of_day: time
    zone: str

    def list_due_times(self, after: datetime, until: datetime) -> tuple[datetime, ...]:
        """List the times later than `after` and up to `until`, in UTC."""
        return tuple(takewhile(lambda due: due <= until, self._iterate_due_times(after)))

    def list_next_due_times(self, after: datetime, count: int) -> tuple[datetime, ...]:
        """List the next times later than `after`, in UTC; fewer where the rule ends."""
        return tuple(islice(self._iterate_due_times(after), count))

    def iterate_days(self, after: datetime) -> Iterator[date]:
        """Iterate the days of the rule from one or two days before `after`."""
        first = after.astimezone(ZoneInfo(self.zone)).date() - _ZONE_SHIFT
        return dropwhile(lambda day: day < first, iterate_rule_days(self.rule, self.start))

    def _iterate_due_times(self, after: datetime) -> Iterator[datetime]:
        latest = after
        for day in self.iterate_days(after):
            # Where a zone skips a whole day, its moment is that of the day after it.
            if (due := convert_to_utc(day, self.time_of_day, self.zone)) > latest:
                latest = due
                yield due


def list_due_days(cadence: Cadence, due_times: Iterable[datetime]) -> tuple[date, ...]:
    """List the local days of due times: the coverage of a report that folds them."""
    zone = ZoneInfo(cadence.zone)
    return tuple(sorted({due.astimezone(zone).date() for due in due_times}))


def validate_cadence(cadence: Cadence, after: datetime) -> None:
    """Raise BadValue for a rule that is unreadable, not of whole days, more than daily or never due in 100 years."""
    _validate_whole_days(cadence.rule)
    # Where a rule matches no day, dateutil goes on to the year 9999; as the calendar repeats itself, the trial takes
    # place shortly before that.
    years = _CALENDAR_CYCLE_YEARS * ((_LAST_PROBE_YEAR - max(after.year, cadence.start.year)) // _CALENDAR_CYCLE_YEARS)
    shifted_cadence, search_start = _shift_cadence(cadence, years), after.replace(year=after.year + years)
    search_end = (search_start + _SEARCH_HORIZON).date()
    try:
        days = takewhile(lambda day: day <= search_end, shifted_cadence.iterate_days(search_start))
        is_firing = any(convert_to_utc(day, cadence.time_of_day, cadence.zone) > search_start for day in days)
    except BadValue:
        raise BadValue(f'"{cadence.rule[:60]}" is not a recurrence rule', _HINT) from None
    if not is_firing:
        raise BadValue(f'"{cadence.rule[:60]}" never fires again', "correct the rule, its UNTIL or its COUNT")


def _validate_whole_days(rule: str) -> None:
    if match := _SUB_DAILY.search(rule):
        raise BadValue(f'"{rule[:60]}" fires more often than daily', f"{match[0].strip(';')} is too often; {_HINT}")
    parts = rule.split(";")
    names = {part.partition("=")[0] for part in parts}
    is_well_formed = len(names) == len(parts) and "FREQ" in names and not names >= {"UNTIL", "COUNT"}
    if not is_well_formed or not all(_WHOLE_DAYS.fullmatch(part) for part in parts):
        raise BadValue(f'"{rule[:60]}" is not a recurrence rule of whole days', _HINT)


def _shift_cadence(cadence: Cadence, years: int) -> Cadence:
    parts = [_shift_until(part, years) for part in cadence.rule.split(";")]
    start = cadence.start.replace(year=cadence.start.year + years)
    return replace(cadence, rule=";".join(filter(None, parts)), start=start)


def _shift_until(part: str, years: int) -> str:
    name, _, text = part.partition("=")
    if name != "UNTIL":
        return part
    try:
        last = date.fromisoformat(text)
    except ValueError:
        raise BadValue(f'"{part}" is not a day of the calendar', "write UNTIL=YYYYMMDD") from None
    return f"UNTIL={last.year + years:04}{text[4:]}" if last.year + years <= date.max.year else ""
