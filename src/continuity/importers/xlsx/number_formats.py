"""Number formats: number, day, partial day or time."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from openpyxl.styles.numbers import BUILTIN_FORMATS

# Formats that Excel knows by number and shows by the country it is set to; in every country they show these parts.
_DAYS_BY_COUNTRY = {30: "m/d/yy", 31: "yyyy/m/d"}
_PARTS_BY_COUNTRY = (27, 28, 29, *range(32, 37), *range(50, 59))
_CODE_LENGTH = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]'
    r"|(?P<date>y+|m+|d+|h+|s+|e+)|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_GENERAL_CODES = ("general", "standard", "@", "")


class DisplayKind(Enum):
    """The part of a number that a cell displays."""

    NUMBER = "number"
    DAY = "day"
    PART = "part of a day"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format; `code` is in English letters, empty for Excel's own."""

    code: str
    display_kind: DisplayKind

    def render(self, day: date) -> str:
        """Render a day as its cell shows it, in English; empty where not known."""
        return "".join(_render_token(kind, text, day) for kind, text in _tokenise(self.code)).strip()


GENERAL_FORMAT = NumberFormat("General", DisplayKind.NUMBER)


def get_builtin_format(number: int) -> NumberFormat:
    """Return Excel's built-in format of a number."""
    if number in _PARTS_BY_COUNTRY:
        return NumberFormat("", DisplayKind.PART)
    return parse_format(_DAYS_BY_COUNTRY.get(number) or BUILTIN_FORMATS.get(number, "General"))


def parse_format(code: str) -> NumberFormat:
    """Parse a format code such as `dd/mm/yyyy` or `#,##0.00`."""
    code = code[:_CODE_LENGTH]
    return GENERAL_FORMAT if code.casefold() in _GENERAL_CODES else NumberFormat(code, _classify_code(code))


def _classify_code(code: str) -> DisplayKind:
    tokens = list(_tokenise(code))
    dates = {text[0].lower(): len(text) for kind, text in tokens if kind == "date"}
    has_time = any(kind == "elapsed" for kind, _ in tokens) or dates.keys() & {"h", "s"}
    if not dates.keys() & set("ymd"):
        return DisplayKind.TIME if has_time else DisplayKind.NUMBER
    if has_time and not dates.keys() & set("yd"):
        return DisplayKind.TIME
    has_full_date = dates.keys() >= {"m", "d"} and dates.keys() & {"y", "e"}
    return DisplayKind.DAY if has_full_date else DisplayKind.PART


def _tokenise(code: str) -> Iterator[tuple[str, str]]:
    """Split the first section of a code, that of positive numbers."""
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "end":
            return
        yield kind, match[kind] if kind else ""


def _render_token(kind: str, text: str, day: date) -> str:
    if kind != "date":
        return text if kind in ("quoted", "escaped", "other") else ""
    texts_by_letter = {
        "y": f"{day.year % 100:02}" if len(text) in (1, 2) else str(day.year),
        "e": str(day.year),
        "m": _render_month(len(text), day),
        "d": (str(day.day), f"{day.day:02}", f"{day:%a}", f"{day:%A}")[min(len(text), 4) - 1],
    }
    return texts_by_letter.get(text[0].lower(), "")


def _render_month(letter_count: int, day: date) -> str:
    name = calendar.month_name[day.month]
    return (str(day.month), f"{day.month:02}", name[:3], name, name[0])[min(letter_count, 5) - 1]
