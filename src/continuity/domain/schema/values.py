"""Cells: how a value of each kind is read from text and written back to it.

The text of a value is the same wherever it stands: in the CSV pack, in an option, in JSON and in the journal.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TypeAlias
from zoneinfo import available_timezones

from continuity.domain.schema.columns import Column, Kind, Table
from continuity.domain.values.countries import CODES
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.keys import check_key
from continuity.domain.values.recurrence import check_rule
from continuity.domain.values.takes_office import TakesOffice
from continuity.errors import BadValue

Value: TypeAlias = str | int | Decimal | VagueDate
Row: TypeAlias = dict[str, Value | None]

LINE_LENGTH = 500
TEXT_LENGTH = 20_000
LARGEST_COUNT = 100_000
LIST_SEPARATOR = " | "
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_EXCEL_DAY = re.compile(r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}")
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
_LAST_OF_THIS_CENTURY = 29
_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
_SERIAL_ORIGIN = date(1899, 12, 30)
"""The day that Excel counts from, as days after February 1900 are numbered."""
_NUMERIC_DAY = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}")
_OFFSET = re.compile(r"\+[0-9]{1,3}d")
_COUNT = re.compile(r"[0-9]{1,6}")
_AMOUNT = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,2})?")
_BETWEEN_ITEMS = re.compile(r"(?:^|\s)\|(?=\s|$)")


def parse_cell(column: Column, text: str) -> Value | None:
    """The value a cell of this column holds; None where it is empty.

    Raises:
        BadValue: the text is no value of the column's kind; the message names the text, the hint says what to write.
    """
    if not text.strip(" \t\r\n|" if column.kind is Kind.LIST else None):
        return None
    if control := _CONTROL.search(text):
        raise BadValue(f"a control character (U+{ord(control[0]):04X}) is in the cell", "remove it")
    longest = TEXT_LENGTH if column.kind in (Kind.LONG_TEXT, Kind.LIST) else LINE_LENGTH
    if len(text) > longest:
        raise BadValue(f"the cell holds {len(text)} characters, {longest} at most", "shorten it")
    return _READERS[column.kind](column, text)


def write_cell(value: Value | None) -> str:
    """The text of a value; empty for none."""
    return "" if value is None else str(value)


def text_row(table: Table, row: Row) -> dict[str, str]:
    """The cells of a row as text, in the order of the table's columns."""
    return {name: write_cell(row.get(name)) for name in table.column_names}


def _read_text(_column: Column, text: str) -> str:
    return text


def _read_line(_column: Column, text: str) -> str:
    if "\n" in text or "\r" in text or "\t" in text:
        raise BadValue("a line break or tab is in a cell of one line", "put longer text into the note")
    return text


def _read_list(_column: Column, text: str) -> str | None:
    return LIST_SEPARATOR.join(part.strip() for part in _BETWEEN_ITEMS.split(text) if part.strip()) or None


def _read_word(column: Column, text: str) -> str:
    word = text.strip()
    if word not in column.words:
        raise BadValue(f'"{word}" is not one of the words of {column.name}', _among(word, column.words))
    return word


def _among(word: str, words: tuple[str, ...]) -> str:
    folded = word.casefold().replace(" ", "-").replace("_", "-")
    meant = [other for other in words if other == folded]
    return f'did you mean "{meant[0]}"?' if meant else f"write {', '.join(words[:-1])} or {words[-1]}"


def _read_date(_column: Column, text: str) -> VagueDate:
    stripped = text.strip()
    _refuse_excel(stripped)
    if _SERIAL.fullmatch(stripped):
        day = _SERIAL_ORIGIN + timedelta(days=int(stripped.partition(".")[0]))
        raise BadValue(f"{stripped} is Excel's number for {day}", "format the cell as a date, or write YYYY-MM-DD")
    if _NUMERIC_DAY.fullmatch(stripped):
        raise BadValue(f"{stripped} is not a day", "write YYYY-MM-DD")
    return VagueDate.parse(text)


def _refuse_excel(text: str) -> None:
    """Refuse what Excel makes of a month or of a day of the calendar, and say of which."""
    if not _EXCEL_DAY.fullmatch(text):
        return
    first, _, last = text.partition("-")
    month = _MONTHS.get((first if last.isdecimal() else last).casefold())
    meant = "a date"
    if month is not None:
        # Excel reads two digits up to 29 as of this century.
        century = 2000 if last.isdecimal() and int(last) <= _LAST_OF_THIS_CENTURY else 1900
        meant = f"{century + int(last)}-{month:02}" if last.isdecimal() else f"{month:02}-{int(first):02}"
    raise BadValue(f'"{text}" is what Excel makes of {meant}', "write YYYY-MM-DD in a cell formatted as text")


def _read_count(column: Column, text: str) -> int:
    digits = text.strip()
    if not _COUNT.fullmatch(digits) or int(digits) > LARGEST_COUNT:
        raise BadValue(f'"{digits[:40]}" is not a number for {column.name}', f"write 0 to {LARGEST_COUNT} in digits")
    return int(digits)


def _read_amount(column: Column, text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text.strip()):
        raise BadValue(
            f'"{text.strip()[:40]}" is not a number for {column.name}',
            "write digits with a point for decimals, two at most, and no thousands separator",
        )
    return _plain(Decimal(text.strip()))


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def _read_key(_column: Column, text: str) -> str:
    return check_key(text.strip())


def _read_country(_column: Column, text: str) -> str:
    code = text.strip()
    if code not in CODES:
        raise BadValue(f'"{code[:40]}" is not a country code', "write the two letters of ISO 3166-1, such as GB or DE")
    return code


def _read_timezone(_column: Column, text: str) -> str:
    zone = text.strip()
    if zone not in _timezones():
        raise BadValue(f'"{zone[:60]}" is not a time zone', "write an IANA name, such as Europe/Berlin")
    return zone


def _read_rule(_column: Column, text: str) -> str:
    return check_rule(text.strip())


def _read_offset(_column: Column, text: str) -> str:
    offset = text.strip()
    if not _OFFSET.fullmatch(offset):
        raise BadValue(f'"{offset[:40]}" is not a number of days after', "write it as +14d")
    return offset


def _read_takes_office(_column: Column, text: str) -> str:
    _refuse_excel(text.strip())
    TakesOffice.parse(text)
    return text.strip()


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())


_READERS: dict[Kind, Callable[[Column, str], Value | None]] = {
    Kind.KEY: _read_key,
    Kind.REFERENCE: _read_key,
    Kind.TEXT: _read_line,
    Kind.LONG_TEXT: _read_text,
    Kind.LIST: _read_list,
    Kind.WORD: _read_word,
    Kind.DATE: _read_date,
    Kind.COUNT: _read_count,
    Kind.AMOUNT: _read_amount,
    Kind.COUNTRY: _read_country,
    Kind.TIMEZONE: _read_timezone,
    Kind.RULE: _read_rule,
    Kind.OFFSET: _read_offset,
    Kind.TAKES_OFFICE: _read_takes_office,
}
