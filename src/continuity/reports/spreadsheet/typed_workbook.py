"""A workbook to be read and reckoned with: days are days and numbers are numbers, and no text runs as a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from continuity.reports.spreadsheet.text_workbook import opened

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TypedCell: TypeAlias = str | date | bool | int | Decimal | tuple[str, ...] | None
"""Text, a day, yes or no, a number, an amount, or several texts, a line each; None where nothing is recorded."""

DAYS, NUMBERS, NAMES, SENTENCES = 12, 12, 28, 70
"""Widths of columns, in characters, by what they hold."""

LONGEST = 32_767
"""How many characters a cell of a spreadsheet holds."""

_A4, _PAGE = 9, 180
"""The paper, and how many characters stand beside one another on it."""
_LINE, _HIGHEST = 15.0, 409.0
"""In points, a line, and the highest a row can be."""
_NARROWER = 0.95

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
        about: the heading of the column that says what a row is about; on paper it stands on every page.
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[TypedCell]]
    about: str = ""


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
    widths = [width for _, width in sheet.columns]
    there.set_row(0, _height([heading for heading, _ in sheet.columns], widths))
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        there.set_row(last, _height(row, widths))
        for at, cell in enumerate(row):
            _cell(there, (last, at), cell, formats)
    there.autofilter(0, 0, last, len(sheet.columns) - 1)
    _for_paper(there, sheet)


def _for_paper(there: "Worksheet", sheet: TypedSheet) -> None:
    """As many pages beside one another as leave the letters large enough, each with the headings."""
    there.set_paper(_A4)
    there.set_landscape()
    there.repeat_rows(0)
    there.fit_to_pages(-(-sum(width for _, width in sheet.columns) // _PAGE), 0)
    headings = [heading for heading, _ in sheet.columns]
    if sheet.about in headings:
        there.repeat_columns(headings.index(sheet.about), headings.index(sheet.about))


def _height(row: Sequence[TypedCell], widths: Sequence[int]) -> float:
    """How high a row is to be for its longest cell; not every program sees to that by itself."""
    lines_in = max((_lines(cell, width) for cell, width in zip(row, widths, strict=True)), default=1)
    return min(lines_in * _LINE, _HIGHEST)


def _lines(cell: TypedCell, width: int) -> int:
    """Over how many lines a cell runs, in letters that may be wider than those of the program that made it."""
    if not isinstance(cell, (str, tuple)):
        return 1
    texts = cell.splitlines() if isinstance(cell, str) else cell
    return sum(max(1, -(-len(text) // int(width * _NARROWER))) for text in texts) or 1


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
