"""The rows of one sheet; only filled cells count, however far the formatting goes."""

import re
from contextlib import suppress

from openpyxl.utils import column_index_from_string

from continuity.errors import BadValue
from continuity.importers.model import Grid, Line
from continuity.importers.xlsx.archive import MAX_PART_BYTES, WorkbookArchive
from continuity.importers.xlsx.cell_problems import FormulaCells, MergedRanges, SheetProblems, get_column_letters
from continuity.importers.xlsx.cell_values import RawCell, format_cell_text
from continuity.importers.xlsx.limits import MAX_COLUMNS, MAX_ROWS, TextBuffer
from continuity.importers.xlsx.workbook import SheetPart, WorkbookData

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_ROW_PATTERN = re.compile(r"([0-9]{1,7})(\.0+)?")
_CELL_PATTERN = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ORDER_PROBLEM = (
    "the rows and cells of the sheet do not follow each other",
    "open the file in Excel, save it, import again",
)


def read_sheet(archive: WorkbookArchive, sheet: SheetPart, workbook_data: WorkbookData) -> Grid:
    """Read a sheet. Raise FileError for a damaged part, or a workbook above the limits."""
    reader = _SheetHandler(SheetProblems(archive.file, sheet.name), workbook_data)
    with suppress(_StopReadingError):
        archive.read_part(sheet.part, reader, MAX_PART_BYTES)
    reader.finish()
    problems, remarks = reader.problems.list_problems(), reader.formulas.list_remarks(sheet.name)
    return Grid(archive.file, sheet.name, tuple(reader.lines), problems, remarks)


def has_filled_cells(archive: WorkbookArchive, sheet: SheetPart, workbook_data: WorkbookData) -> bool:
    """Return whether any cell of a sheet is filled. Raise FileError for a damaged part."""
    finder = _FilledCellFinder(SheetProblems(archive.file, sheet.name), workbook_data)
    try:
        archive.read_part(sheet.part, finder, MAX_PART_BYTES)
    except _StopReadingError:
        return True
    return False


class _StopReadingError(Exception):
    """Ends the reading of a sheet early."""


class _SheetHandler:
    def __init__(self, problems: SheetProblems, workbook_data: WorkbookData) -> None:
        self._get_column_number = column_index_from_string
        self.problems = problems
        self.formulas = FormulaCells()
        self.lines: list[Line] = []
        self._workbook_data = workbook_data
        self._merged = MergedRanges()
        self._row = self._column = 0
        self._cells: dict[int, str] = {}
        self._has_problem_cell = False
        self._beyond_count = 0
        self._first_beyond = (0, 0)
        # A cell without content is passed over as soon as it is seen: formatting alone comes in millions.
        self._cell: dict[str, str] = {}
        self._reference = ""
        self._without_reference = 0
        self._buffer = TextBuffer()
        self._is_in_cell = self._is_in_value = self._is_in_phonetic = False
        self._has_content = self._has_value = self._has_formula = False

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell = attributes
            self._is_in_cell = True
            self._has_content = False
            self._without_reference += 1
            if "r" in attributes:
                self._reference = attributes["r"]
                self._without_reference = 0
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "mergeCell":
            self._merged.add_range(attributes.get("ref", ""))
        elif self._is_in_cell:
            self._start_cell_element(tag)

    def end_element(self, tag: str) -> None:
        if tag == "c":
            self._is_in_cell = False
            if self._has_content:
                self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag in ("v", "t"):
            self._is_in_value = False
        elif tag == "rPh":
            self._is_in_phonetic = False

    def add_text(self, text: str) -> None:
        if self._is_in_value:
            self._buffer.add(text)

    def finish(self) -> None:
        """Report problems that only the end of the sheet shows."""
        if self._beyond_count:
            row, column = self._first_beyond
            remainder = f" and {self._beyond_count - 1} more hold" if self._beyond_count > 1 else " holds"
            cell, last_column = f"{get_column_letters(column)}{row}", get_column_letters(MAX_COLUMNS)
            message = f"{cell}{remainder} something beyond column {last_column}, where reading ends"
            self.problems.add(row, column, BadValue(message, "clear it, or move it to the left"))
        self._merged.report_problems(self.problems)

    def _start_row(self, number: str | None) -> None:
        row = self._row + 1
        if number is not None:
            match = _ROW_PATTERN.fullmatch(number)
            row = int(match[1]) if match else 0
        if not self._row < row <= _LAST_ROW:
            self._stop_with(*_ORDER_PROBLEM)
        self._row = row
        self._column = self._without_reference = 0
        self._reference = ""

    def _start_cell_element(self, tag: str) -> None:
        if not self._has_content:
            self._has_content = True
            self._buffer = TextBuffer()
            self._has_value = self._has_formula = self._is_in_phonetic = False
        if tag == "v":
            self._is_in_value = self._has_value = True
        elif tag == "t":
            self._is_in_value = self._cell.get("t") == "inlineStr" and not self._is_in_phonetic
        elif tag == "f":
            self._has_formula = True
        elif tag == "rPh":
            self._is_in_phonetic = True

    def _end_cell(self) -> None:
        kind, style = self._cell.get("t", "n"), self._cell.get("s", "0")
        cell = RawCell(kind, style, self._buffer.get_text(), self._has_value, self._has_formula)
        if not cell.is_filled:
            return
        column = self._next_column()
        if column <= self._column:
            self._stop_with(*_ORDER_PROBLEM)
        if column > _LAST_COLUMN:
            self._stop_with(f"the row has more than {_LAST_COLUMN} cells", "copy the filled cells into a new workbook")
        self._column = column
        self._store_cell(cell)

    def _next_column(self) -> int:
        """Return the column of the cell, counted from 1; 0 if not of this row."""
        if not self._reference:
            return self._without_reference
        match = _CELL_PATTERN.fullmatch(self._reference)
        if not match or int(match[2]) != self._row:
            return 0
        return self._get_column_number(match[1]) + self._without_reference

    def _store_cell(self, cell: RawCell) -> None:
        self._workbook_data.budget.take_cell()
        text = self._read_text(cell)
        if not text.strip():
            return
        if self._column > MAX_COLUMNS:
            self._first_beyond = self._first_beyond if self._beyond_count else (self._row, self._column)
            self._beyond_count += 1
            return
        if cell.kind != "s":
            self._workbook_data.budget.take_characters(len(text))
        self._merged.mark_filled(self._row, self._column)
        self._cells[self._column] = text

    def _read_text(self, cell: RawCell) -> str:
        try:
            text = format_cell_text(cell, self._workbook_data)
        except BadValue as error:
            self._has_problem_cell = True
            self.problems.add(self._row, self._column, error)
            return ""
        if cell.has_formula:
            self.formulas.add(self._row, self._column)
        return text

    def _end_row(self) -> None:
        if self._cells:
            if len(self.lines) == MAX_ROWS:
                self._stop_with(f"more than {MAX_ROWS} rows hold something", "split the sheet over several workbooks")
            last = max(self._cells)
            self.lines.append(Line(self._row, tuple(self._cells.get(column, "") for column in range(1, last + 1))))
            self._cells = {}
            self.problems.headings = self.lines[0].cells

    def _stop_with(self, message: str, hint: str) -> None:
        self.problems.add(self._row, 0, BadValue(message, hint))
        raise _StopReadingError


class _FilledCellFinder(_SheetHandler):
    def _store_cell(self, cell: RawCell) -> None:
        if self._read_text(cell).strip() or self._has_problem_cell:
            raise _StopReadingError
