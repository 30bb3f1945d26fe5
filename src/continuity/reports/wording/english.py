"""How the reports say days, numbers and codes in English sentences."""

import re
from collections.abc import Callable
from datetime import date

from continuity.domain.values.dates import VagueDate

# By hand, so that the reader's locale has no say in what a report looks like.
_MONTHS = "January February March April May June July August September October November December".split()


_WRITTEN = re.compile(r"(?<![\w/.-])(\d{4}-\d{2}-\d{2})(?:/(\d{4}-\d{2}-\d{2}))?(?![\w/-])", re.ASCII)
"""A day, or two days between which one lies, in a sentence; not inside a key."""


def english(day: date) -> str:
    """A day as people write it: 3 May 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spelled(text: str, write: Callable[[date], str] = english) -> str:
    """The text with its days as people write them; what is no day stays as it is."""

    def day(found: re.Match[str]) -> str:
        try:
            return " to ".join(write(date.fromisoformat(one)) for one in found.groups() if one)
        except ValueError:
            return found[0]

    return _WRITTEN.sub(day, text)


def vaguely(day: VagueDate | None) -> str:
    """A date as it was written, in words: May 2022, by May 2022, between March 2019 and 30 July 2020."""
    if day is None:
        return "not recorded"
    first, slash, last = day.text.partition("/")
    if not slash:
        return _written_part(first)
    if first == "..":
        return f"by {_written_part(last)}"
    return f"{_written_part(first)} or later" if last == ".." else f"{_written_part(first)} to {_written_part(last)}"


def _written_part(text: str) -> str:
    """A day, a month or a year in words."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    words = (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(word for word in words if word)


def short(day: date) -> str:
    """The same with the month cut to three letters, for drawings."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def figure(number: int) -> str:
    """A number with a comma between the thousands."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 programme, 2,000 programmes."""
    return f"{figure(number)} {one if number == 1 else many or one + 's'}"


def either(things: list[str]) -> str:
    """Things of which one will do: a, b or c."""
    *others, last = things
    return f"{', '.join(others)} or {last}" if others else last


def named(column: str) -> str:
    """The name of a column as a heading: polling_day is Polling day."""
    return column.replace("_", " ").capitalize()
