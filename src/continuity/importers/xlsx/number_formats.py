"""Number formats: whether a cell shows a number, a day, only a part of a day, or a time."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

# Formats that Excel knows by number and shows by the country it is set to; in every country they show these parts.
_DAYS_BY_COUNTRY = {30: "m/d/yy", 31: "yyyy/m/d"}
_PARTS_BY_COUNTRY = (27, 28, 29, *range(32, 37), *range(50, 59))
_CODE_LENGTH = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<date>y+|m+|d+|h+|s+|e+)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = ("general", "standard", "@", "")


class Shows(Enum):
    """What a cell of a format shows of the number in it."""

    NUMBER = "number"
    DAY = "day"
    PART = "part of a day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Format:
    """A number format.

    Attributes:
        code: as Excel writes it in a file, in English letters; empty where only Excel knows it.
        shows: what becomes of a number in it.
    """

    code: str
    shows: Shows

    def shown(self, day: date) -> str:
        """What the cell looks like for this day, with the English names of months; empty where that is not known."""
        return "".join(_piece(kind, text, day) for kind, text in _tokens(self.code)).strip()


NUMBER = Format("General", Shows.NUMBER)


def builtin(number: int) -> Format:
    """The format Excel knows by this number."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if number in _PARTS_BY_COUNTRY:
        return Format("", Shows.PART)
    return format_of(_DAYS_BY_COUNTRY.get(number) or BUILTIN_FORMATS.get(number, "General"))


def format_of(code: str) -> Format:
    """The format of a code such as `dd/mm/yyyy` or `#,##0.00`."""
    code = code[:_CODE_LENGTH]
    return NUMBER if code.casefold() in _WORDS else Format(code, _shows(code))


def _shows(code: str) -> Shows:
    tokens = list(_tokens(code))
    dates = {text[0].lower(): len(text) for kind, text in tokens if kind == "date"}
    timed = any(kind == "elapsed" for kind, _ in tokens) or dates.keys() & {"h", "s"}
    if not dates.keys() & set("ymd"):
        return Shows.TIME if timed else Shows.NUMBER
    if timed and not dates.keys() & set("yd"):
        return Shows.TIME
    whole = dates.keys() >= {"m", "d"} and dates.keys() & {"y", "e"}
    return Shows.DAY if whole else Shows.PART


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    """The pieces of the first section, which is that of positive numbers."""
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "end":
            return
        yield kind, match[kind] if kind else ""


def _piece(kind: str, text: str, day: date) -> str:
    if kind != "date":
        return text if kind in ("quoted", "escaped", "other") else ""
    written = {
        "y": f"{day.year % 100:02}" if len(text) in (1, 2) else str(day.year),
        "e": str(day.year),
        "m": _month(len(text), day),
        "d": (str(day.day), f"{day.day:02}", f"{day:%a}", f"{day:%A}")[min(len(text), 4) - 1],
    }
    return written.get(text[0].lower(), "")


def _month(letters: int, day: date) -> str:
    name = calendar.month_name[day.month]
    return (str(day.month), f"{day.month:02}", name[:3], name, name[0])[min(letters, 5) - 1]
