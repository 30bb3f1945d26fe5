"""The rows of one sheet; only cells that hold something count, wherever the formatting ends."""

import re

from continuity.errors import BadValue
from continuity.importers.grids import Grid, Line
from continuity.importers.xlsx.book import Book
from continuity.importers.xlsx.bounds import COLUMNS, ROWS, Gathered
from continuity.importers.xlsx.faults import Faults, Formulas, letters
from continuity.importers.xlsx.merged import Merged
from continuity.importers.xlsx.package import PART_BYTES, Package
from continuity.importers.xlsx.parts import SheetPart
from continuity.importers.xlsx.values import RawCell, cell_text

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
    try:
        package.read(sheet.part, reader, PART_BYTES)
    except _EndedError:
        pass
    else:
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
        self._kind = self._style = ""
        self._gathered = Gathered()
        self._inside = self._taking = self._spoken = self._stored = self._formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins, or one of the elements that make up a cell."""
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._start_row(attributes.get("r"))
        elif tag == "mergeCell":
            self._merged.merge(attributes.get("ref", ""))
        elif self._inside:
            self._start_inside(tag)

    def end(self, tag: str) -> None:
        """A row or a cell is complete."""
        if tag == "c":
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
        """Note what is known only once the whole sheet has been read."""
        if self._beyond:
            row, column = self._first_beyond
            place = f"{letters(column)}{row}"
            rest = f" and {self._beyond - 1} cells more hold" if self._beyond > 1 else " holds"
            message = f"{place}{rest} something beyond column {letters(COLUMNS)}, where reading ends"
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
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        column = self._column + 1 if reference is None else self._column_of(reference)
        if not self._column < column <= _LAST_COLUMN or self._inside:
            self._end_with(*_ORDER)
        self._column = column
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._gathered = Gathered()
        self._inside = True
        self._stored = self._formula = self._spoken = False

    def _column_of(self, reference: str) -> int:
        from openpyxl.utils import column_index_from_string

        match = _CELL.fullmatch(reference)
        if not match or int(match[2]) != self._row:
            return 0
        return column_index_from_string(match[1])

    def _start_inside(self, tag: str) -> None:
        if tag == "v":
            self._taking = self._stored = True
        elif tag == "t":
            self._taking = self._kind == "inlineStr" and not self._spoken
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._spoken = True

    def _end_cell(self) -> None:
        self._inside = False
        cell = RawCell(self._kind, self._style, self._gathered.whole(), self._stored, self._formula)
        if cell.filled:
            self._fill(cell)

    def _fill(self, cell: RawCell) -> None:
        text = self._text(cell)
        if not text.strip():
            return
        if self._column > COLUMNS:
            self._first_beyond = self._first_beyond if self._beyond else (self._row, self._column)
            self._beyond += 1
            return
        self._book.budget.take_cell("" if cell.kind == "s" else text)
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
