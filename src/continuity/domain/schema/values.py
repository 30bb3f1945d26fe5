"""How a value of each kind is parsed from text and formatted again.
The text of a value is the same in the CSV pack, in an option, in JSON and in the journal.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TypeAlias
from zoneinfo import available_timezones

from continuity.domain.schema.columns import Column, ColumnKind, Table
from continuity.domain.values.countries import COUNTRY_CODES
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.keys import validate_key
from continuity.domain.values.recurrence import validate_rule
from continuity.domain.values.run_off import validate_run_off
from continuity.domain.values.takes_office import TakesOfficeRule
from continuity.errors import BadValue, NotADay

Value: TypeAlias = str | int | Decimal | VagueDate
Row: TypeAlias = dict[str, Value | None]

MAX_LINE_LENGTH = 500
MAX_TEXT_LENGTH = 20_000
MAX_COUNT = 100_000
LIST_SEPARATOR = " | "
_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_EXCEL_DAY = re.compile(r"[A-Za-z]{3}-\d{2}|\d{1,2}-[A-Za-z]{3}")
_MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
_LAST_TWO_DIGIT_YEAR = 29
_EXCEL_SERIAL = re.compile(r"[1-9][0-9]{4}(\.[0-9]+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
"""The day that Excel counts from, as days after February 1900 are numbered."""
_NUMERIC_DAY = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}|[0-9]{4}[./][0-9]{1,2}[./][0-9]{1,2}")
_COUNT = re.compile(r"[0-9]{1,6}")
_AMOUNT = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,2})?")
_ITEM_SEPARATOR = re.compile(r"(?:^|\s)\|(?=\s|$)")


def parse_cell(column: Column, text: str) -> Value | None:
    """Parse the text of a cell; None where it is empty. Raise BadValue, which names the text and says what to write."""
    if not text.strip(" \t\r\n|" if column.kind is ColumnKind.LIST else None):
        return None
    if control := _CONTROL_CHARACTER.search(text):
        raise BadValue(f"a control character (U+{ord(control[0]):04X}) is in the cell", "remove it")
    max_length = MAX_TEXT_LENGTH if column.kind in (ColumnKind.LONG_TEXT, ColumnKind.LIST) else MAX_LINE_LENGTH
    if len(text) > max_length:
        raise BadValue(f"the cell holds {len(text)} characters, {max_length} at most", "shorten it")
    return _PARSERS[column.kind](column, text)


def format_cell(value: Value | None) -> str:
    """Format a value as text; empty for none."""
    return "" if value is None else str(value)


def format_row(table: Table, row: Row) -> dict[str, str]:
    """Format the cells of a row as text, in the order of the table's columns."""
    return {name: format_cell(row.get(name)) for name in table.column_names}


def _parse_text(_column: Column, text: str) -> str:
    return text


def _parse_line(_column: Column, text: str) -> str:
    if "\n" in text or "\r" in text or "\t" in text:
        raise BadValue("a line break or tab is in a cell of one line", "put longer text into the note")
    return text


def _parse_list(_column: Column, text: str) -> str | None:
    return LIST_SEPARATOR.join(part.strip() for part in _ITEM_SEPARATOR.split(text) if part.strip()) or None


def _parse_choice(column: Column, text: str) -> str:
    choice = text.strip()
    if choice not in column.choices:
        raise BadValue(f'"{choice}" is not one of the words of {column.name}', _suggest_choice(choice, column.choices))
    return choice


def _suggest_choice(text: str, choices: tuple[str, ...]) -> str:
    normalized = text.casefold().replace(" ", "-").replace("_", "-")
    matches = [choice for choice in choices if choice == normalized]
    return f'did you mean "{matches[0]}"?' if matches else f"write {', '.join(choices[:-1])} or {choices[-1]}"


def _parse_date(_column: Column, text: str) -> VagueDate:
    stripped = text.strip()
    _reject_excel_date(stripped)
    if _EXCEL_SERIAL.fullmatch(stripped):
        day = _EXCEL_EPOCH + timedelta(days=int(stripped.partition(".")[0]))
        raise BadValue(f"{stripped} is Excel's number for {day}", "format the cell as a date, or write YYYY-MM-DD")
    if _NUMERIC_DAY.fullmatch(stripped):
        raise NotADay(f"{stripped} is not a day", "write YYYY-MM-DD")
    return VagueDate.parse(text)


def _reject_excel_date(text: str) -> None:
    """Refuse what Excel makes of a month or a day, and say which it may have been."""
    if not _EXCEL_DAY.fullmatch(text):
        return
    first, _, last = text.partition("-")
    month = _MONTHS.get((first if last.isdecimal() else last).casefold())
    original = "a date"
    if month is not None:
        # Excel reads two digits up to 29 as of this century.
        century = 2000 if last.isdecimal() and int(last) <= _LAST_TWO_DIGIT_YEAR else 1900
        original = f"{century + int(last)}-{month:02}" if last.isdecimal() else f"{month:02}-{int(first):02}"
    raise BadValue(f'"{text}" is what Excel makes of {original}', "write YYYY-MM-DD in a cell formatted as text")


def _parse_count(column: Column, text: str) -> int:
    digits = text.strip()
    if not _COUNT.fullmatch(digits) or int(digits) > MAX_COUNT:
        raise BadValue(f'"{digits[:40]}" is not a number for {column.name}', f"write 0 to {MAX_COUNT} in digits")
    return int(digits)


def _parse_amount(column: Column, text: str) -> Decimal:
    if not _AMOUNT.fullmatch(text.strip()):
        hint = "write digits with a point for decimals, two at most, and no thousands separator"
        raise BadValue(f'"{text.strip()[:40]}" is not a number for {column.name}', hint)
    return _normalize_decimal(Decimal(text.strip()))


def _normalize_decimal(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole.quantize(Decimal(1)) if number == whole else number.normalize()


def _parse_key(_column: Column, text: str) -> str:
    return validate_key(text.strip())


def _parse_country(_column: Column, text: str) -> str:
    code = text.strip()
    if code not in COUNTRY_CODES:
        raise BadValue(f'"{code[:40]}" is not a country code', "write the two letters of ISO 3166-1, such as GB or DE")
    return code


def _parse_timezone(_column: Column, text: str) -> str:
    zone = text.strip()
    if zone not in _load_timezones():
        raise BadValue(f'"{zone[:60]}" is not a time zone', "write an IANA name, such as Europe/Berlin")
    return zone


def _parse_rule(_column: Column, text: str) -> str:
    return validate_rule(text.strip())


def _parse_run_off(_column: Column, text: str) -> str:
    _reject_excel_date(text.strip())
    return validate_run_off(text)


def _parse_takes_office(_column: Column, text: str) -> str:
    _reject_excel_date(text.strip())
    TakesOfficeRule.parse(text)
    return text.strip()


@cache
def _load_timezones() -> frozenset[str]:
    return frozenset(available_timezones())


_PARSERS: dict[ColumnKind, Callable[[Column, str], Value | None]] = {
    ColumnKind.KEY: _parse_key,
    ColumnKind.REFERENCE: _parse_key,
    ColumnKind.TEXT: _parse_line,
    ColumnKind.LONG_TEXT: _parse_text,
    ColumnKind.LIST: _parse_list,
    ColumnKind.CHOICE: _parse_choice,
    ColumnKind.DATE: _parse_date,
    ColumnKind.COUNT: _parse_count,
    ColumnKind.AMOUNT: _parse_amount,
    ColumnKind.COUNTRY: _parse_country,
    ColumnKind.TIMEZONE: _parse_timezone,
    ColumnKind.RULE: _parse_rule,
    ColumnKind.RUN_OFF: _parse_run_off,
    ColumnKind.TAKES_OFFICE: _parse_takes_office,
}
