"""The text of one cell, as a CSV would hold it."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel
from openpyxl.utils.escape import unescape

from continuity.errors import BadValue
from continuity.importers.xlsx.limits import MAX_CELL_LENGTH
from continuity.importers.xlsx.number_formats import GENERAL_FORMAT, DisplayKind, NumberFormat
from continuity.importers.xlsx.workbook import WorkbookData

_FLOAT_PATTERN = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,4})?")
_INTEGER_PATTERN = re.compile(r"-?[1-9][0-9]{0,30}|0")
_INDEX_PATTERN = re.compile(r"[0-9]{1,7}")
_MAX_NUMBER_LENGTH = 400
_SAVE_HINT = "open the file in Excel, save it, import again"
_BOOLEANS = {"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the file has it; `kind` is the letter of its type, `n` for numbers and days.
    `text` is None above the length limit; `has_value` is true for an empty value too; `style` is an index.
    """

    kind: str
    style: str
    text: str | None
    has_value: bool
    has_formula: bool

    @property
    def is_filled(self) -> bool:
        """Return whether the cell holds more than a format."""
        return self.has_formula or self.text is None or bool(self.text.strip())


def format_cell_text(cell: RawCell, workbook_data: WorkbookData) -> str:
    """Format a cell's text. Raise BadValue for an error, a time, a partial date or a formula without value."""
    if cell.text is None:
        raise _build_too_long_error()
    if cell.has_formula and not cell.text.strip() and not (cell.kind == "str" and cell.has_value):
        raise BadValue("the formula in the cell has no stored value", _SAVE_HINT)
    if cell.kind in ("str", "inlineStr"):
        return unescape(cell.text)
    return _READERS.get(cell.kind, _reject_unknown_kind)(cell, workbook_data, cell.text.strip())


def _read_shared_text(_cell: RawCell, workbook_data: WorkbookData, digits: str) -> str:
    if not _INDEX_PATTERN.fullmatch(digits) or int(digits) >= len(workbook_data.strings):
        raise BadValue("the text of the cell is missing from the file", _SAVE_HINT)
    text = workbook_data.strings[int(digits)]
    if text is None:
        raise _build_too_long_error()
    return text


def _read_boolean(_cell: RawCell, _workbook_data: WorkbookData, text: str) -> str:
    if text not in _BOOLEANS:
        raise BadValue("the cell is neither TRUE nor FALSE", _SAVE_HINT)
    return _BOOLEANS[text]


def _reject_error(_cell: RawCell, _workbook_data: WorkbookData, text: str) -> str:
    raise BadValue(f"the cell holds the error {text[:20]}", "correct its formula or write the value")


def _read_date(cell: RawCell, workbook_data: WorkbookData, text: str) -> str:
    return parse_text_day(_get_format(cell, workbook_data), text)


def _read_number(cell: RawCell, workbook_data: WorkbookData, text: str) -> str:
    number_format = _get_format(cell, workbook_data)
    number = float(text) if len(text) < _MAX_NUMBER_LENGTH and _FLOAT_PATTERN.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise BadValue("the cell holds a number that cannot be read", "write it again")
    if number_format.display_kind is not DisplayKind.NUMBER:
        return parse_serial_day(number_format, number, uses_1904_dates=workbook_data.uses_1904_dates)
    return text if _INTEGER_PATTERN.fullmatch(text) else _format_number(number)


def _format_number(number: float) -> str:
    """Format fifteen digits: beyond them Excel shows only noise."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(float(f"{number:.15g}"))), "f")


def _reject_unknown_kind(cell: RawCell, _workbook_data: WorkbookData, _text: str) -> str:
    raise BadValue(f'the cell is of an unknown kind "{cell.kind[:20]}"', _SAVE_HINT)


def _get_format(cell: RawCell, workbook_data: WorkbookData) -> NumberFormat:
    is_known = _INDEX_PATTERN.fullmatch(cell.style) and int(cell.style) < len(workbook_data.formats)
    return workbook_data.formats[int(cell.style)] if is_known else GENERAL_FORMAT


def _build_too_long_error() -> BadValue:
    return BadValue(f"the cell holds more than {MAX_CELL_LENGTH} characters", "shorten it")


_READERS = {"s": _read_shared_text, "n": _read_number, "b": _read_boolean, "e": _reject_error, "d": _read_date}

# Excel's last day, 9999-12-31, in the count from 1900.
_MAX_SERIAL = 2_958_466

# The count from 1900 has a 29 February 1900, which was none.
_NONEXISTENT_SERIAL = 60
_AS_TEXT_HINT = "in a cell formatted as text"
_AS_DAY_HINT = f"write the day as YYYY-MM-DD {_AS_TEXT_HINT}"


def parse_serial_day(number_format: NumberFormat, serial: float, *, uses_1904_dates: bool) -> str:
    """Parse the day in a date-formatted number, as YYYY-MM-DD. Raise BadValue for a time, a partial date or no date.
    `serial` counts days since the end of 1899, or since the start of 1904, with the time as a fraction.
    """
    if number_format.display_kind is DisplayKind.TIME:
        raise BadValue("the cell holds a time or a duration", _AS_DAY_HINT)
    first = 0 if uses_1904_dates else 1
    if not first <= serial < _MAX_SERIAL or (int(serial) == _NONEXISTENT_SERIAL and not uses_1904_dates):
        raise BadValue("the cell holds a number that is no day", _AS_DAY_HINT)
    try:
        moment = from_excel(serial, MAC_EPOCH if uses_1904_dates else WINDOWS_EPOCH)
    except OverflowError:
        raise BadValue("the cell holds a number that is no day", _AS_DAY_HINT) from None
    if isinstance(moment, time):
        moment = datetime.combine(MAC_EPOCH, moment)
    return _extract_day(number_format, moment)


def parse_text_day(number_format: NumberFormat, text: str) -> str:
    """Parse the day in the text of a "Strict" workbook's cell, as YYYY-MM-DD; raises as `parse_serial_day`."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadValue("the cell holds no day", _AS_DAY_HINT) from None
    return _extract_day(number_format, moment.replace(tzinfo=None))


def _extract_day(number_format: NumberFormat, moment: datetime) -> str:
    day = moment.date()
    if moment.time() != time():
        raise BadValue(f"the cell holds a time of day: {day} {moment:%H:%M:%S}", f"write the day alone: {day}")
    if number_format.display_kind is DisplayKind.PART:
        raise BadValue(*_describe_partial_day(number_format, day))
    return day.isoformat()


def _describe_partial_day(number_format: NumberFormat, day: date) -> tuple[str, str]:
    shown_text = number_format.render(day)
    if not shown_text:
        return f"the cell shows only a part of {day}", _AS_DAY_HINT
    if "y" not in number_format.code.casefold() or "m" not in number_format.code.casefold():
        return f"the cell shows {shown_text}: Excel made a day of it ({day})", _AS_DAY_HINT
    if day.day > 1:
        return f"the cell shows {shown_text} and holds {day}", f"write {day:%Y-%m} or {day} {_AS_TEXT_HINT}"
    hint = f"write {day:%Y-%m} or the day as YYYY-MM-DD {_AS_TEXT_HINT}"
    return f"the cell shows {shown_text}: Excel made a day of {day:%Y-%m} ({day})", hint
