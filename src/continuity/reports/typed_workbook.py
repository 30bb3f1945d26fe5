"""A workbook to be read and reckoned with: days are days and numbers are numbers, and no text runs as a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from continuity.reports.workbook import opened

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TypedCell: TypeAlias = str | date | bool | int | Decimal | tuple[str, ...] | None
"""Text, a day, yes or no, a number, an amount, or several texts, a line each; None where nothing is recorded."""

DAYS, NUMBERS, NAMES, SENTENCES = 12, 12, 28, 70
"""Widths of columns, in characters, by what they hold."""

LONGEST = 32_767
"""How many characters a cell of a spreadsheet holds."""

_FIRST_DAY = date(1900, 3, 1)
_FORMATS = {
    "text": {"num_format": "@", "valign": "top", "text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
    "number": {"num_format": "0", "valign": "top"},
    "amount": {"num_format": "#,##0.00", "valign": "top"},
    "heading": {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True},
}


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """One sheet.

    Attributes:
        columns: the heading of each and how wide it is.
        rows: a cell for each column.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[TypedCell]]


def typed_workbook(sheets: Iterable[TypedSheet]) -> bytes:
    """The bytes of a workbook; the same sheets give the same bytes."""
    buffer = BytesIO()
    book = opened(buffer)
    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return buffer.getvalue()


def fitting(text: str) -> str:
    """The text as far as a cell holds it, and then how much more there is."""
    if 2 * len(text) <= LONGEST or (units := _units(text)) <= LONGEST:
        return text
    told = f" [{units:,} characters; the rest does not fit into a cell]"
    return _first(text, LONGEST - len(told)) + told


def lines(texts: Sequence[str]) -> str:
    """The texts, a line each, as many as a cell holds, and then how many more there are."""
    whole = "\n".join(texts)
    if fitting(whole) == whole:
        return whole
    kept, room = [], LONGEST - len(_more(len(texts))) - 1
    for text in texts:
        room -= _units(text) + 1
        if room < 0:
            break
        kept.append(text)
    return fitting("\n".join([*kept, _more(len(texts) - len(kept))])) if kept else fitting(whole)


def _write(there: "Worksheet", sheet: TypedSheet, formats: dict[str, "Format"]) -> None:
    there.freeze_panes(1, 0)
    for at, (heading, width) in enumerate(sheet.columns):
        there.set_column(at, at, width)
        there.write_string(0, at, heading, formats["heading"])
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            _cell(there, (last, at), cell, formats)
    there.autofilter(0, 0, last, len(sheet.columns) - 1)
    # A line for the headings on each page, and all columns on its width.
    there.repeat_rows(0)
    there.set_landscape()
    there.fit_to_pages(1, 0)


def _cell(there: "Worksheet", place: tuple[int, int], cell: TypedCell, formats: dict[str, "Format"]) -> None:
    if cell is None or cell in ("", ()):
        return
    if isinstance(cell, bool):
        there.write_string(*place, "yes" if cell else "no", formats["text"])
    elif isinstance(cell, (int, Decimal)):
        there.write_number(*place, cell, formats["amount" if isinstance(cell, Decimal) else "number"])
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        there.write_datetime(*place, cell, formats["day"])
    else:
        # Days before the calendar of a spreadsheet begins stay text.
        text = lines(cell) if isinstance(cell, tuple) else str(cell)
        there.write_string(*place, fitting(text), formats["text"])


def _more(number: int) -> str:
    return f"[{number:,} more, which do not fit into a cell]"


def _units(text: str) -> int:
    """How long a spreadsheet reckons the text: an emoji counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _first(text: str, room: int) -> str:
    """As much of the text as takes no more room than this."""
    cut = text[:room]
    while _units(cut) > room:
        cut = cut[: len(cut) - (_units(cut) - room + 1) // 2]
    return cut
