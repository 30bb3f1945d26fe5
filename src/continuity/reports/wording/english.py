"""How the reports say days, numbers and codes in English sentences."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from continuity.domain.programmes.models import AT_RISK, COVERED, ENDS_FIRST, NOT_EXPOSED, UNKNOWN_EXPOSURE
from continuity.domain.values.dates import VagueDate

# By hand, so that the reader's locale has no say in what a report looks like.
_MONTHS = "January February March April May June July August September October November December".split()

_TURNING = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The Unicode classes of characters that run, or make others run, against the direction of the page."""
_ISOLATES, _ISOLATED = "\u2068\u2066\u2067", "\u2069"
_UNSEEN = frozenset({"Mn", "Me", "Cf"})

_WRITTEN = re.compile(r"(?<![\w/.-])(\d{4}-\d{2}-\d{2})(?:/(\d{4}-\d{2}-\d{2}))?(?![\w/-])", re.ASCII)
"""A day, or two days between which one lies, in a sentence; not inside a key."""

STATUS_WORDS = {
    AT_RISK: "At risk",
    COVERED: "Covered",
    ENDS_FIRST: "Ends first",
    UNKNOWN_EXPOSURE: "Unknown exposure",
    NOT_EXPOSED: "Not exposed",
}
BASIS_WORDS = {"recorded": "on the record", "unrecorded": "nothing is recorded"}
BECAUSE = BASIS_WORDS | {"unrecorded": f"because {BASIS_WORDS['unrecorded']}"}
DAY_BASIS_WORDS = {"recorded": "recorded", "rule": "by the electoral rule", "derived": "derived"}
LATE = "late: the time before the change is past"
KIND_WORDS = {
    "ordinary": "election",
    "by-election": "by-election",
    "repeat": "repeat election",
    "appointment-end": "end of appointment",
    "abolition": "end of the office",
    "departure": "announced departure",
    "succession": "succession",
    "coalition-change": "change of coalition",
    "vacancy": "vacancy",
    "overdue": "overdue end of term",
}


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


def turns(text: str) -> bool:
    """Whether anything in the text runs, or makes others run, from right to left."""
    # Most names are plain letters, and a report of a network has a million of them.
    return not text.isascii() and any(unicodedata.bidirectional(character) in _TURNING for character in text)


def isolated(text: str) -> str:
    """The text, kept from turning round what stands beside it, by the characters Unicode has for that."""
    return f"\u2068{text}\u2069" if turns(text) else text


def balanced(line: str) -> str:
    """One line of a text that was isolated as a whole, so that the line by itself turns nothing beside it."""
    open_ones = sum(line.count(mark) for mark in _ISOLATES) - line.count(_ISOLATED)
    return f"{_ISOLATES[0] * -open_ones}{line}{_ISOLATED * open_ones}"


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide letters two, marks on a letter and what is not seen none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(character) in _UNSEEN for character in text)


def lines(text: str, width: int, first: int | None = None) -> list[str]:
    """The words of the text in lines of so many columns, of which wide letters take two; the first has its own width.

    Nothing is broken inside a word.
    """
    found: list[str] = [""]
    for word in text.split():
        room = first if first is not None and len(found) == 1 else width
        if found[-1] and cells(found[-1]) + 1 + cells(word) > room:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".lstrip()
    return list(map(balanced, found))


def chopped(text: str, width: int) -> str:
    """The text with words of more than so many columns cut into several; for a place that cannot be left."""
    return " ".join(piece for word in text.split() for piece in _pieces(word, width))


def _pieces(word: str, width: int) -> Iterator[str]:
    if cells(word) <= width:
        yield word
        return
    piece = ""
    for character in word:
        if cells(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
