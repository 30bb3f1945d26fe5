"""A workbook as it goes out: every cell is text, so that no spreadsheet makes a day or a formula of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from continuity.domain.schema.starter_sheet import WORDS_SHEET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_MADE = datetime(2000, 1, 1, tzinfo=UTC)
_ROWS_WITH_LISTS = 5_000
_NARROWEST, _WIDEST = 10, 40


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet.

    Attributes:
        heading: in the first row.
        note: shown where the heading is pointed at.
        words: a drop-down list for its cells; other words may be typed only where it is empty.
        needed: whether a row cannot do without it.
    """

    heading: str
    note: str = ""
    words: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, slots=True)
class OutSheet:
    """One sheet: its name, its columns and its rows of text."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[str]]


def workbook(sheets: Iterable[OutSheet]) -> bytes:
    """The bytes of a workbook; the same sheets give the same bytes.

    Raises:
        ValueError: a cell holds more than a spreadsheet's cell can.
    """
    buffer = BytesIO()
    book = opened(buffer)
    formats = {
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "heading": book.add_format({"bold": True, "bottom": 1}),
        "needed": book.add_format({"bold": True, "bottom": 1, "underline": 1}),
    }
    lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        _write(book, sheet, formats, lists)
    _write_lists(book, lists)
    book.close()
    return buffer.getvalue()


def opened(buffer: BytesIO) -> "Workbook":
    """A workbook that takes its cells row by row, keeps none of them, and makes nothing of a text.

    Memory stays small because the rows go into temporary files until it is closed.
    """
    from xlsxwriter import Workbook

    book = Workbook(
        buffer,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _MADE})
    return book


def _write(book: "Workbook", sheet: OutSheet, formats: dict[str, "Format"], lists: dict[tuple[str, ...], str]) -> None:
    there = book.add_worksheet(sheet.name)
    there.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        width = min(max(len(column.heading) + 2, _NARROWEST), _WIDEST)
        there.set_column(at, at, width, formats["text"])
        there.write_string(0, at, column.heading, formats["needed" if column.needed else "heading"])
        if column.note:
            there.write_comment(0, at, column.note, {"author": "", "x_scale": 2})
        if column.words:
            source = lists.setdefault(column.words, f"={WORDS_SHEET}!{_letters(len(lists))}")
            rule = {"validate": "list", "source": _range(source, len(column.words)), "error_title": column.heading}
            there.data_validation(1, at, _ROWS_WITH_LISTS, at, rule | {"error_message": "Choose from the list."})
    for number, row in enumerate(sheet.rows, start=1):
        for at, text in enumerate(row):
            if text and there.write_string(number, at, text, formats["text"]):
                raise ValueError(f"{sheet.name} row {number + 1}: a cell holds {len(text)} characters")


def _write_lists(book: "Workbook", lists: dict[tuple[str, ...], str]) -> None:
    if lists:
        there = book.add_worksheet(WORDS_SHEET)
        rows = max(map(len, lists))
        for number in range(rows):
            for at, words in enumerate(lists):
                if number < len(words):
                    there.write_string(number, at, words[number])
        there.hide()


def _letters(at: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(at))


def _range(source: str, rows: int) -> str:
    sheet, _, letters = source.partition("!")
    return f"{sheet}!${letters}$1:${letters}${rows}"
