"""Lengths of time as people write them: `24m`, `2y`, `90d`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from continuity.errors import BadValue

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

_DURATION_PATTERN = re.compile(r"([0-9]{1,4})([dmy])")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in calendar months or in days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Parse a number followed by `d`, `m` or `y`. Raise BadValue for anything else."""
        match = _DURATION_PATTERN.fullmatch(text.strip())
        if match is None:
            raise BadValue(f'"{text}" is not a span of time', "write 90d, 24m or 2y")
        number, unit = int(match[1]), match[2]
        if unit == "d":
            return cls(days=number)
        return cls(months=number * (12 if unit == "y" else 1))

    def add_to(self, day: date) -> date:
        """Return the day this duration after another: the last of a month with fewer days, at most `date.max`."""
        try:
            return day + _months(self.months) + timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.max

    def subtract_from(self, day: date) -> date:
        """Return the day this duration before another: the last of a month with fewer days, at least `date.min`."""
        try:
            return day - _months(self.months) - timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.min

    def __str__(self) -> str:
        return f"{self.months}m" if self.months or not self.days else f"{self.days}d"


def _months(number: int) -> "relativedelta":
    from dateutil.relativedelta import relativedelta

    return relativedelta(months=number)
