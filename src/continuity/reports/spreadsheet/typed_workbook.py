"""Workbooks of typed cells, in which no text runs as a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, TypeAlias

from continuity.reports.spreadsheet.text_workbook import open_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TypedCell: TypeAlias = str | date | bool | int | Decimal | tuple[str, ...] | None
"""A tuple is several lines of text; None is not recorded."""

DAY_WIDTH, NUMBER_WIDTH, NAME_WIDTH, SENTENCE_WIDTH = 12, 12, 28, 70
"""Column widths in characters."""

MAX_CELL_LENGTH = 32_767
"""Excel's limit, in UTF-16 units."""

_A4_PAPER, _PAGE_CHARACTERS = 9, 180
"""XLSX code of the paper, and characters across a page."""
_LINE_HEIGHT, _MAX_ROW_HEIGHT = 15.0, 409.0
"""In points; the maximum is Excel's."""
_WIDTH_MARGIN = 0.95

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
    """A sheet of typed cells: headings with widths in characters, and that of the column repeated in print."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[TypedCell]]
    repeated_heading: str = ""


def render_typed_workbook(sheets: Iterable[TypedSheet]) -> bytes:
    """Render a workbook; the same sheets give the same bytes."""
    buffer = BytesIO()
    book = open_workbook(buffer)
    formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, formats)
    book.close()
    return buffer.getvalue()


def truncate_cell_text(text: str) -> str:
    """Truncate the text to a cell's limit, with a note of its full length."""
    if 2 * len(text) <= MAX_CELL_LENGTH or (units := _count_units(text)) <= MAX_CELL_LENGTH:
        return text
    suffix = f" [{units:,} characters; the rest does not fit into a cell]"
    return _truncate_to_units(text, MAX_CELL_LENGTH - len(suffix)) + suffix


def join_cell_lines(texts: Sequence[str]) -> str:
    """Join the texts as lines up to a cell's limit, with a count of the rest."""
    whole = "\n".join(texts)
    if truncate_cell_text(whole) == whole:
        return whole
    shown_texts, room = [], MAX_CELL_LENGTH - len(_format_remainder(len(texts))) - 1
    for text in texts:
        room -= _count_units(text) + 1
        if room < 0:
            break
        shown_texts.append(text)
    lines = [*shown_texts, _format_remainder(len(texts) - len(shown_texts))]
    return truncate_cell_text("\n".join(lines) if shown_texts else whole)


def _write_sheet(worksheet: "Worksheet", sheet: TypedSheet, formats: dict[str, "Format"]) -> None:
    worksheet.freeze_panes(1, 0)
    for column_index, (heading, width) in enumerate(sheet.columns):
        worksheet.set_column(column_index, column_index, width)
        worksheet.write_string(0, column_index, heading, formats["heading"])
    widths = [width for _, width in sheet.columns]
    worksheet.set_row(0, _row_height([heading for heading, _ in sheet.columns], widths))
    last_row = 0
    for last_row, row in enumerate(sheet.rows, start=1):
        worksheet.set_row(last_row, _row_height(row, widths))
        for column_index, cell in enumerate(row):
            _write_cell(worksheet, (last_row, column_index), cell, formats)
    worksheet.autofilter(0, 0, last_row, len(sheet.columns) - 1)
    _set_up_printing(worksheet, sheet)


def _set_up_printing(worksheet: "Worksheet", sheet: TypedSheet) -> None:
    """Spread wide sheets over several pages, to keep the letters readable."""
    worksheet.set_paper(_A4_PAPER)
    worksheet.set_landscape()
    worksheet.repeat_rows(0)
    worksheet.fit_to_pages(-(-sum(width for _, width in sheet.columns) // _PAGE_CHARACTERS), 0)
    headings = [heading for heading, _ in sheet.columns]
    if sheet.repeated_heading in headings:
        worksheet.repeat_columns(headings.index(sheet.repeated_heading), headings.index(sheet.repeated_heading))


def _row_height(row: Sequence[TypedCell], widths: Sequence[int]) -> float:
    """Compute the height in points, since some programs do not fit rows themselves."""
    line_count = max((_count_lines(cell, width) for cell, width in zip(row, widths, strict=True)), default=1)
    return min(line_count * _LINE_HEIGHT, _MAX_ROW_HEIGHT)


def _count_lines(cell: TypedCell, width: int) -> int:
    """Estimate the lines of a cell, with a margin for wider fonts."""
    if not isinstance(cell, (str, tuple)):
        return 1
    texts = cell.splitlines() if isinstance(cell, str) else cell
    return sum(max(1, -(-len(text) // int(width * _WIDTH_MARGIN))) for text in texts) or 1


def _write_cell(sheet: "Worksheet", position: tuple[int, int], cell: TypedCell, formats: dict[str, "Format"]) -> None:
    if cell is None or cell in ("", ()):
        return
    if isinstance(cell, bool):
        sheet.write_string(*position, "yes" if cell else "no", formats["text"])
    elif isinstance(cell, (int, Decimal)):
        sheet.write_number(*position, cell, formats["amount" if isinstance(cell, Decimal) else "number"])
    elif isinstance(cell, date) and cell >= _FIRST_DAY:
        sheet.write_datetime(*position, cell, formats["day"])
    else:
        # Days before the calendar of a spreadsheet begins stay text.
        text = join_cell_lines(cell) if isinstance(cell, tuple) else str(cell)
        sheet.write_string(*position, truncate_cell_text(text), formats["text"])


def _format_remainder(number: int) -> str:
    return f"[{number:,} more, which do not fit into a cell]"


def _count_units(text: str) -> int:
    """Count UTF-16 units: an emoji counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _truncate_to_units(text: str, room: int) -> str:
    cut = text[:room]
    while _count_units(cut) > room:
        cut = cut[: len(cut) - (_count_units(cut) - room + 1) // 2]
    return cut
