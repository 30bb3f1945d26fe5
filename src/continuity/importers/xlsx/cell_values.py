"""One cell: the text a CSV would hold for what stands in it."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from continuity.errors import BadValue
from continuity.importers.xlsx.limits import CELL_LENGTH
from continuity.importers.xlsx.number_formats import NUMBER, Format, Shows
from continuity.importers.xlsx.workbook import Book

_FLOAT = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?")


_WHOLE = re.compile(r"-?[1-9][0-9]{0,30}|0")


_INDEX = re.compile(r"[0-9]{1,7}")


_NUMBER_LENGTH = 400


_SAVE = "open the file in Excel, save it, import again"


_TRUTHS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the file has it.

    Attributes:
        kind: the letter of its type, `n` for numbers and days.
        style: which of the workbook's cell styles it has.
        text: its value; None where it is longer than a cell may be.
        stored: whether a value was given at all, be it empty.
        formula: the value is that of a formula.
    """

    kind: str
    style: str
    text: str | None
    stored: bool
    formula: bool

    @property
    def filled(self) -> bool:
        """Whether there is more to it than its format."""
        return self.formula or self.text is None or bool(self.text.strip())


def cell_text(cell: RawCell, book: Book) -> str:
    """The text of a cell.

    Raises:
        BadValue: the cell holds an error, a time, a part of a day, a formula without a value, or nothing readable.
    """
    if cell.text is None:
        raise _too_long()
    if cell.formula and not cell.text.strip() and not (cell.kind == "str" and cell.stored):
        raise BadValue("the formula in the cell has no stored value", _SAVE)
    if cell.kind in ("str", "inlineStr"):
        return _unescaped(cell.text)
    return _READERS.get(cell.kind, _unknown)(cell, book, cell.text.strip())


def _unescaped(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return unescape(text)


def _shared(_cell: RawCell, book: Book, digits: str) -> str:
    if not _INDEX.fullmatch(digits) or int(digits) >= len(book.strings):
        raise BadValue("the text of the cell is missing from the file", _SAVE)
    text = book.strings[int(digits)]
    if text is None:
        raise _too_long()
    return text


def _truth(_cell: RawCell, _book: Book, text: str) -> str:
    if text not in _TRUTHS:
        raise BadValue("the cell is neither TRUE nor FALSE", _SAVE)
    return _TRUTHS[text]


def _error(_cell: RawCell, _book: Book, text: str) -> str:
    raise BadValue(f"the cell holds the error {text[:20]}", "correct its formula or write the value")


def _dated(cell: RawCell, book: Book, text: str) -> str:
    return written_day(_format(cell, book), text)


def _numeric(cell: RawCell, book: Book, text: str) -> str:
    form = _format(cell, book)
    number = float(text) if len(text) < _NUMBER_LENGTH and _FLOAT.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise BadValue("the cell holds a number that cannot be read", "write it again")
    if form.shows is not Shows.NUMBER:
        return counted_day(form, number, mac=book.mac)
    return text if _WHOLE.fullmatch(text) else _plain(number)


def _plain(number: float) -> str:
    """A number in digits; beyond the fifteenth, Excel itself shows none, and they are the noise of binary fractions."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(float(f"{number:.15g}"))), "f")


def _unknown(cell: RawCell, _book: Book, _text: str) -> str:
    raise BadValue(f'the cell is of an unknown kind "{cell.kind[:20]}"', _SAVE)


def _format(cell: RawCell, book: Book) -> Format:
    known = _INDEX.fullmatch(cell.style) and int(cell.style) < len(book.formats)
    return book.formats[int(cell.style)] if known else NUMBER


def _too_long() -> BadValue:
    return BadValue(f"the cell holds more than {CELL_LENGTH} characters", "shorten it")


_READERS = {"s": _shared, "n": _numeric, "b": _truth, "e": _error, "d": _dated}


# Excel's last day, 9999-12-31, in the count from 1900.
_LAST = 2_958_466


# The count from 1900 has a 29 February 1900, which was none.
_NO_DAY = 60


_AS_TEXT = "in a cell formatted as text"


def counted_day(form: Format, serial: float, *, mac: bool) -> str:
    """The day a date-formatted cell holds, as YYYY-MM-DD.

    Args:
        form: the cell's number format.
        serial: days since the end of 1899, with a fraction for the time.
        mac: they are days since the beginning of 1904 instead.

    Raises:
        BadValue: it holds a time or no day, or shows only a part of it.
    """
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    if form.shows is Shows.TIME:
        raise BadValue("the cell holds a time or a duration", f"write the day as YYYY-MM-DD {_AS_TEXT}")
    if not (mac or 1 <= serial < _LAST) or not 0 <= serial < _LAST or (int(serial) == _NO_DAY and not mac):
        raise BadValue("the cell holds a number that is no day", f"write the day as YYYY-MM-DD {_AS_TEXT}")
    try:
        moment = from_excel(serial, MAC_EPOCH if mac else WINDOWS_EPOCH)
    except OverflowError:
        raise BadValue("the cell holds a number that is no day", f"write the day as YYYY-MM-DD {_AS_TEXT}") from None
    if isinstance(moment, time):
        moment = datetime.combine(MAC_EPOCH, moment)
    return _day(form, moment)


def written_day(form: Format, text: str) -> str:
    """The day of a cell that holds it in letters, as "Strict" workbooks do.

    Raises:
        BadValue: it holds a time or no day, or shows only a part of it.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadValue("the cell holds no day", f"write the day as YYYY-MM-DD {_AS_TEXT}") from None
    return _day(form, moment.replace(tzinfo=None))


def _day(form: Format, moment: datetime) -> str:
    day = moment.date()
    if moment.time() != time():
        raise BadValue(f"the cell holds a time of day: {day} {moment:%H:%M:%S}", f"write the day alone: {day}")
    if form.shows is Shows.PART:
        raise BadValue(*_part(form, day))
    return day.isoformat()


def _part(form: Format, day: date) -> tuple[str, str]:
    shown = form.shown(day)
    if not shown:
        return f"the cell shows only a part of {day}", f"write the day as YYYY-MM-DD {_AS_TEXT}"
    if "y" not in form.code.casefold() or "m" not in form.code.casefold():
        return f"the cell shows {shown}: Excel made a day of it ({day})", f"write the day as YYYY-MM-DD {_AS_TEXT}"
    if day.day > 1:
        return f"the cell shows {shown} and holds {day}", f"write {day:%Y-%m} or {day} {_AS_TEXT}"
    return (
        f"the cell shows {shown}: Excel made a day of {day:%Y-%m} ({day})",
        f"write {day:%Y-%m} or the day as YYYY-MM-DD {_AS_TEXT}",
    )
