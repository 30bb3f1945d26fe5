"""Days, numbers and lists in English sentences."""

import re
from collections.abc import Callable
from datetime import date
from string import Formatter
from typing import TypeAlias

from continuity.domain.values.dates import VagueDate

# By hand, so that the reader's locale has no say in what a report looks like.
_MONTHS = "January February March April May June July August September October November December".split()
NOT_RECORDED = "not recorded"
DateFormatter: TypeAlias = Callable[[date], str]
_ISO_DAY_LENGTH = len("YYYY-MM-DD")
_MARKED_DAY = re.compile("\x02([0-9-]{10})\x03")
"""Between control characters, which the record refuses, so that no typed text counts as marked."""


def format_day(day: date) -> str:
    """Format a day: 3 May 2027."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def mark_day(day: date) -> str:
    """Mark a day in a paragraph or cell of a document, for the writer to format; headings have none."""
    return f"\x02{day.isoformat()}\x03"


def format_marked_days(text: str, format_date: DateFormatter = format_day) -> str:
    """Format the days that `mark_day` has marked in a text, and no others."""
    return _MARKED_DAY.sub(lambda match: format_date(date.fromisoformat(match[1])), text)


def format_exact_days(value: VagueDate, format_date: DateFormatter | None = None) -> str:
    """Format a vague date as written, but its days, where it has only days, with `format_date`."""
    parts = value.text.split("/")
    if format_date is None or any(len(part) != _ISO_DAY_LENGTH for part in parts):
        return value.text
    return " to ".join(format_date(date.fromisoformat(part)) for part in parts)


def format_vague_date(day: VagueDate | None, format_date: DateFormatter | None = format_day) -> str:
    """Format a vague date as written: by May 2022, March 2019 to 30 July 2020; without a format as 2019-03."""
    if day is None:
        return NOT_RECORDED
    first, separator, last = day.text.partition("/")
    if not separator:
        return _format_part(first, format_date)
    if first == "..":
        return f"by {_format_part(last, format_date)}"
    end = " or later" if last == ".." else f" to {_format_part(last, format_date)}"
    return f"{_format_part(first, format_date)}{end}"


def format_when(day: VagueDate, format_date: DateFormatter | None = format_day) -> str:
    """Format when something happens: on 6 May 2027, in June 2027, between 15 April 2027 and 15 June 2027."""
    first, separator, last = day.text.partition("/")
    if first == "..":
        return format_vague_date(day, format_date)
    if separator and last != "..":
        return f"between {_format_part(first, format_date)} and {_format_part(last, format_date)}"
    preposition = "on" if len(first) == _ISO_DAY_LENGTH else "in"
    return f"{preposition} {format_vague_date(day, format_date)}"


def _format_part(text: str, format_date: DateFormatter | None) -> str:
    if format_date is None:
        return text
    return format_date(date.fromisoformat(text)) if len(text) == _ISO_DAY_LENGTH else _format_partial_date(text)


def _format_partial_date(text: str) -> str:
    year, _, month = text.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def format_short_day(day: date) -> str:
    """Format a day with its month cut to three letters, for drawings."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def format_number(number: int) -> str:
    """Format a number with a comma between the thousands."""
    return f"{number:,}"


def format_count(number: int, singular: str, plural: str = "") -> str:
    """Format a number with its noun: 1 programme, 2,000 programmes."""
    return f"{format_number(number)} {singular if number == 1 else plural or singular + 's'}"


class SentenceFormatter(Formatter):
    """Fill in a sentence; `{n:seat}` adds a noun and `{n:is|are}` a verb to a number."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Format one parameter."""
        if format_spec:
            singular, _, plural = format_spec.partition("|")
            return f"{value} {singular if value == 1 else plural or f'{singular}s'}"
        return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def join_alternatives(alternatives: list[str]) -> str:
    """Join alternatives: a, b or c."""
    *others, last = alternatives
    return f"{', '.join(others)} or {last}" if others else last


def format_column_heading(column: str) -> str:
    """Format a column's name as a heading: Polling day for polling_day."""
    return column.replace("_", " ").capitalize()
