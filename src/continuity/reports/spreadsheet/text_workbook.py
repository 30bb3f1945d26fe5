"""Workbooks of text cells, safe from conversion to dates or formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from continuity.domain.schema.starter_sheet import CHOICES_SHEET

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_CREATED_ON = datetime(2000, 1, 1, tzinfo=UTC)
_ROWS_WITH_CHOICES = 5_000
_MIN_COLUMN_WIDTH, _MAX_COLUMN_WIDTH = 10, 40


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet, with a note on its heading; `choices` are the only valid values, empty for any text."""

    heading: str
    note: str = ""
    choices: tuple[str, ...] = ()
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class TextSheet:
    """A sheet of text cells."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[str]]


def render_text_workbook(sheets: Iterable[TextSheet]) -> bytes:
    """Render a workbook; the same sheets give the same bytes. Raise ValueError for a text too long for a cell."""
    buffer = BytesIO()
    book = open_workbook(buffer)
    formats = {
        "text": book.add_format({"num_format": "@", "valign": "top"}),
        "heading": book.add_format({"bold": True, "bottom": 1}),
        "needed": book.add_format({"bold": True, "bottom": 1, "underline": 1}),
    }
    choice_lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        _write_sheet(book, sheet, formats, choice_lists)
    _write_choice_lists(book, choice_lists)
    book.close()
    return buffer.getvalue()


def open_workbook(buffer: BytesIO) -> "Workbook":
    """Open a constant-memory workbook that never converts strings."""
    from xlsxwriter import Workbook

    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(buffer, {"constant_memory": True, **options})
    book.set_properties({"created": _CREATED_ON})
    return book


def _write_sheet(
    book: "Workbook", sheet: TextSheet, formats: dict[str, "Format"], choice_lists: dict[tuple[str, ...], str]
) -> None:
    worksheet = book.add_worksheet(sheet.name)
    worksheet.freeze_panes(1, 0)
    for column_index, column in enumerate(sheet.columns):
        width = min(max(len(column.heading) + 2, _MIN_COLUMN_WIDTH), _MAX_COLUMN_WIDTH)
        worksheet.set_column(column_index, column_index, width, formats["text"])
        worksheet.write_string(0, column_index, column.heading, formats["needed" if column.is_required else "heading"])
        if column.note:
            worksheet.write_comment(0, column_index, column.note, {"author": "", "x_scale": 2})
        if column.choices:
            source = choice_lists.setdefault(column.choices, f"={CHOICES_SHEET}!{_column_letters(len(choice_lists))}")
            rule = {"validate": "list", "source": _format_range(source, len(column.choices))}
            rule |= {"error_title": column.heading, "error_message": "Choose from the list."}
            worksheet.data_validation(1, column_index, _ROWS_WITH_CHOICES, column_index, rule)
    for row_index, row in enumerate(sheet.rows, start=1):
        for column_index, text in enumerate(row):
            if text and worksheet.write_string(row_index, column_index, text, formats["text"]):
                raise ValueError(f"{sheet.name} row {row_index + 1}: a cell holds {len(text)} characters")


def _write_choice_lists(book: "Workbook", choice_lists: dict[tuple[str, ...], str]) -> None:
    if choice_lists:
        worksheet = book.add_worksheet(CHOICES_SHEET)
        rows = max(map(len, choice_lists))
        for row_index in range(rows):
            for column_index, choices in enumerate(choice_lists):
                if row_index < len(choices):
                    worksheet.write_string(row_index, column_index, choices[row_index])
        worksheet.hide()


def _column_letters(column_index: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column_index))


def _format_range(source: str, rows: int) -> str:
    sheet, _, letters = source.partition("!")
    return f"{sheet}!${letters}$1:${letters}${rows}"
