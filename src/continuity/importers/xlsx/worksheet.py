"""The rows of one sheet; only cells that hold something count, wherever the formatting ends."""

import re
from contextlib import suppress

from continuity.errors import BadValue
from continuity.importers.model import Grid, Line
from continuity.importers.xlsx.archive import PART_BYTES, Package
from continuity.importers.xlsx.cell_problems import Faults, Formulas, Merged, letters
from continuity.importers.xlsx.cell_values import RawCell, cell_text
from continuity.importers.xlsx.limits import COLUMNS, ROWS, Gathered
from continuity.importers.xlsx.workbook import Book, SheetPart

_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384
_ROW = re.compile(r"([0-9]{1,7})(\.0+)?")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ORDER = ("the rows and cells of the sheet do not follow each other", "open the file in Excel, save it, import again")


def read_sheet(package: Package, sheet: SheetPart, book: Book) -> Grid:
    """Read a sheet.

    Raises:
        FileTrouble: its part is damaged, or the workbook holds more than is read.
    """
    reader = _Reader(Faults(package.file, sheet.name), book)
    with suppress(_EndedError):
        package.read(sheet.part, reader, PART_BYTES)
    reader.close()
    return Grid(package.file, sheet.name, tuple(reader.lines), reader.faults.all(), reader.formulas.remarks(sheet.name))


def holds_something(package: Package, sheet: SheetPart, book: Book) -> bool:
    """Whether any cell of a sheet is filled.

    Raises:
        FileTrouble: its part is damaged.
    """
    try:
        package.read(sheet.part, _Finder(Faults(package.file, sheet.name), book), PART_BYTES)
    except _EndedError:
        return True
    return False


class _EndedError(Exception):
    """The rest of the sheet is not read."""


class _Reader:
    """Is told of the elements of a sheet, keeps its filled cells."""

    def __init__(self, faults: Faults, book: Book) -> None:
        from openpyxl.utils import column_index_from_string

        self._number = column_index_from_string
        self.faults = faults
        self.formulas = Formulas()
        self.lines: list[Line] = []
        self._book = book
        self._merged = Merged()
        self._row = self._column = 0
        self._cells: dict[int, str] = {}
        self._held = False
        self._beyond = 0
        self._first_beyond = (0, 0)
        # A cell without content is passed over as soon as it is seen: formatting alone comes in millions.
        self._cell: dict[str, str] = {}
        self._reference = ""
        self._without_reference = 0
        self._gathered = Gathered()
        self._inside = self._touched = self._taking = self._spoken = self._stored = self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins, or one of the elements that make up a cell."""
        if tag == "c":
            self._cell = attributes
            self._inside = True
            self._touched = False
            self._without_reference += 1
            if "r" in attributes:
                self._reference = attributes["r"]
                self._without_reference = 0
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "mergeCell":
            self._merged.merge(attributes.get("ref", ""))
        elif self._inside:
            self._start_inside(tag)

    def end(self, tag: str) -> None:
        """A row or a cell is complete."""
        if tag == "c":
            self._inside = False
            if self._touched:
                self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag in ("v", "t"):
            self._taking = False
        elif tag == "rPh":
            self._spoken = False

    def text(self, text: str) -> None:
        """A piece of a value."""
        if self._taking:
            self._gathered.add(text)

    def close(self) -> None:
        """Note what is known only once reading has ended."""
        if self._beyond:
            row, column = self._first_beyond
            rest = f" and {self._beyond - 1} more hold" if self._beyond > 1 else " holds"
            message = f"{letters(column)}{row}{rest} something beyond column {letters(COLUMNS)}, where reading ends"
            self.faults.add(row, column, BadValue(message, "clear it, or move it to the left"))
        self._merged.report(self.faults)

    def _start_row(self, number: str | None) -> None:
        row = self._row + 1
        if number is not None:
            match = _ROW.fullmatch(number)
            row = int(match[1]) if match else 0
        if not self._row < row <= _LAST_ROW:
            self._end_with(*_ORDER)
        self._row = row
        self._column = self._without_reference = 0
        self._reference = ""

    def _start_inside(self, tag: str) -> None:
        if not self._touched:
            self._touched = True
            self._gathered = Gathered()
            self._stored = self._formula = self._spoken = False
        if tag == "v":
            self._taking = self._stored = True
        elif tag == "t":
            self._taking = self._cell.get("t") == "inlineStr" and not self._spoken
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._spoken = True

    def _end_cell(self) -> None:
        cell = RawCell(
            self._cell.get("t", "n"), self._cell.get("s", "0"), self._gathered.whole(), self._stored, self._formula
        )
        if not cell.filled:
            return
        column = self._next_column()
        if column <= self._column:
            self._end_with(*_ORDER)
        if column > _LAST_COLUMN:
            self._end_with(f"the row has more than {_LAST_COLUMN} cells", "copy the filled cells into a new workbook")
        self._column = column
        self._fill(cell)

    def _next_column(self) -> int:
        """The column of the cell, counted from 1; 0 where it is none of this row."""
        if not self._reference:
            return self._without_reference
        match = _CELL.fullmatch(self._reference)
        if not match or int(match[2]) != self._row:
            return 0
        return self._number(match[1]) + self._without_reference

    def _fill(self, cell: RawCell) -> None:
        self._book.budget.take_cell()
        text = self._text(cell)
        if not text.strip():
            return
        if self._column > COLUMNS:
            self._first_beyond = self._first_beyond if self._beyond else (self._row, self._column)
            self._beyond += 1
            return
        if cell.kind != "s":
            self._book.budget.take_characters(len(text))
        self._merged.fill(self._row, self._column)
        self._cells[self._column] = text

    def _text(self, cell: RawCell) -> str:
        try:
            text = cell_text(cell, self._book)
        except BadValue as error:
            self._held = True
            self.faults.add(self._row, self._column, error)
            return ""
        if cell.formula:
            self.formulas.add(self._row, self._column)
        return text

    def _end_row(self) -> None:
        if self._cells:
            if len(self.lines) == ROWS:
                self._end_with(f"more than {ROWS} rows hold something", "split the sheet over several workbooks")
            last = max(self._cells)
            self.lines.append(Line(self._row, tuple(self._cells.get(column, "") for column in range(1, last + 1))))
            self._cells = {}
            self.faults.headings = self.lines[0].cells

    def _end_with(self, message: str, hint: str) -> None:
        self.faults.add(self._row, 0, BadValue(message, hint))
        raise _EndedError


class _Finder(_Reader):
    """Ends at the first cell that holds something."""

    def _fill(self, cell: RawCell) -> None:
        if self._text(cell).strip() or self._held:
            raise _EndedError
