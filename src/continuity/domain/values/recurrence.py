"""Election rules: RFC 5545 recurrence rules, expanded by dateutil, or a list of polling days."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from continuity.domain.values.dates import VALID_YEARS, Period
from continuity.errors import BadValue

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

_RULE_PART = re.compile(
    r"FREQ=(YEARLY|MONTHLY)|INTERVAL=[1-9]\d?|(UNTIL=\d{8}|COUNT=[1-9]\d?)|WKST=[A-Z]{2}"
    r"|BY(MONTH|DAY|MONTHDAY|YEARDAY|WEEKNO|SETPOS)=[-+A-Z0-9,]{1,60}"
)
_END_PART = re.compile(r";(UNTIL|COUNT)=\w+")
_PROBE_START = datetime.combine(date(2000, 1, 1), time())
_PROBE_YEARS = 60
_MIN_DISTANCE = timedelta(days=27)
_HINT = "write one RRULE, such as FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH"
_DATES_PREFIX = "DATES:"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATES_HINT = "write the polling days in order, such as DATES:2025-03-09,2031-03-09"


def validate_rule(text: str) -> str:
    """Return the rule if it is a list of days, or if dateutil reads it and it yields polling days.
    Raise BadValue if it is not yearly or monthly, or yields nothing in sixty years or days less than four weeks apart.
    """
    if is_list_of_days(text):
        _reject_close_days(text, _parse_listed_days(text))
        return text
    # dateutil never ends on INTERVAL=0 and counts seconds where it is told to, so only whole-day parts reach it.
    if "FREQ=" not in text or not all(_RULE_PART.fullmatch(part) for part in text.split(";")):
        raise BadValue(f'"{text[:60]}" is not a recurrence rule', _HINT)
    _parse_rule(text, _PROBE_START)
    # A rule of long ago yields nothing from today on, so its end is left out of the trial.
    days = _expand_rule(_END_PART.sub("", text), _PROBE_START)
    if not days:
        raise BadValue(f'"{text[:60]}" never yields a day', _HINT)
    _reject_close_days(text, days)
    return text


def is_list_of_days(text: str) -> bool:
    """Return whether a rule lists its polling days, and so needs no day to count from."""
    return text.startswith(_DATES_PREFIX)


@lru_cache(maxsize=1024)
def list_rule_days(text: str, start: date | None, period: Period) -> tuple[date, ...]:
    """List the days within a period of a rule that counts from `start`; a list of days needs none.
    Without a start a recurrence rule has no days. Raise BadValue if the rule cannot be read.
    """
    if is_list_of_days(text):
        return tuple(day for day in _parse_listed_days(text) if day in period and day >= (start or date.min))
    if start is None:
        return ()
    rule = _parse_rule(text, datetime.combine(start, time()))
    moments = rule.between(datetime.combine(period.first, time()), datetime.combine(period.last, time()), inc=True)
    return tuple(moment.date() for moment in moments)


def iterate_rule_days(text: str, start: date) -> Iterator[date]:
    """Yield the days of a rule that counts from `start`, without end if it has none; raises as `list_rule_days`.
    A rule that matches no day is searched to the last year of the calendar, which takes seconds.
    """
    with _translate_errors(text):
        for moment in _parse_rule(text, datetime.combine(start, time())):
            yield moment.date()


def _parse_listed_days(text: str) -> list[date]:
    days = [_parse_listed_day(part, text) for part in text.removeprefix(_DATES_PREFIX).split(",")]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise BadValue(f'the days of "{text[:60]}" are not in order, each once', _DATES_HINT)
    return days


def _parse_listed_day(part: str, text: str) -> date:
    try:
        day = date.fromisoformat(part) if _DAY.fullmatch(part) else None
    except ValueError:
        day = None
    if day is None or day.year not in VALID_YEARS:
        raise BadValue(f'"{part[:40]}" in "{text[:60]}" is not a day', _DATES_HINT)
    return day


def _reject_close_days(text: str, days: Sequence[date]) -> None:
    if any(later - earlier < _MIN_DISTANCE for earlier, later in pairwise(days)):
        hint = _DATES_HINT if is_list_of_days(text) else _HINT
        raise BadValue(f'"{text[:60]}" yields days less than four weeks apart', hint)


def _expand_rule(text: str, start: datetime) -> list[datetime]:
    with _translate_errors(text):
        return _parse_rule(text, start).between(start, start.replace(year=start.year + _PROBE_YEARS), inc=True)


def _parse_rule(text: str, start: datetime) -> "rrule | rruleset":
    from dateutil.rrule import rrulestr

    with _translate_errors(text):
        return rrulestr(text, dtstart=start)


@contextmanager
def _translate_errors(text: str) -> Iterator[None]:
    """Raise BadValue for any error of dateutil: some rules fail when read, others when their days are counted."""
    try:
        yield
    except (ValueError, TypeError, AttributeError, KeyError, IndexError):
        raise BadValue(f'"{text[:60]}" is not a recurrence rule', _HINT) from None
