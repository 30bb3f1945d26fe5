"""Problems and formula cells of one sheet."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from openpyxl.utils import column_index_from_string, get_column_letter

from continuity.domain.schema.import_problems import (
    ImportRemark,
    ImportRemarkCode,
    Problem,
    ProblemCode,
    describe_error,
)
from continuity.errors import BadValue
from continuity.importers.model import to_printable
from continuity.importers.xlsx.limits import MAX_PROBLEMS

_MAX_NAMED_FORMULAS = 5


def get_column_letters(column: int) -> str:
    """Return the letters of a column, counted from 1: `C`."""
    return get_column_letter(column)


class SheetProblems:
    """Problems of one sheet; `headings` are the texts of its first filled row."""

    def __init__(self, file: str, sheet: str) -> None:
        self._file = file
        self._sheet = sheet
        self._problems: list[Problem] = []
        self._omitted_count = 0
        self.headings: tuple[str, ...] = ()

    def add(self, row: int, column: int, error: BadValue) -> None:
        """Add a problem at a row and column from 1; 0 is the whole row or sheet."""
        if len(self._problems) < MAX_PROBLEMS:
            heading = self._get_heading(column) if column else ""
            self._problems.append(Problem(self._file, row, heading, *describe_error(error), sheet=self._sheet))
        else:
            self._omitted_count += 1

    def list_problems(self) -> tuple[Problem, ...]:
        """List the problems; beyond a bound only how many more there are."""
        if not self._omitted_count:
            return tuple(self._problems)
        parameters = {"count": self._omitted_count}
        remainder = Problem(self._file, 0, "", ProblemCode.MORE_PROBLEMS, parameters, sheet=self._sheet)
        return (*self._problems, remainder)

    def _get_heading(self, column: int) -> str:
        heading = to_printable(self.headings[column - 1]) if column <= len(self.headings) else ""
        return heading or get_column_letters(column)


class FormulaCells:
    """Formula cells read by their stored values."""

    def __init__(self) -> None:
        self._first_cells: list[str] = []
        self._count = 0

    def add(self, row: int, column: int) -> None:
        """Add a cell."""
        self._count += 1
        if len(self._first_cells) < _MAX_NAMED_FORMULAS:
            self._first_cells.append(f"{get_column_letters(column)}{row}")

    def list_remarks(self, sheet: str) -> tuple[ImportRemark, ...]:
        """List the remark on the cells, if any."""
        if not self._count:
            return ()
        code = ImportRemarkCode.FORMULA_READ if self._count == 1 else ImportRemarkCode.FORMULAS_READ
        listed, more = tuple(self._first_cells), self._count - len(self._first_cells)
        return (ImportRemark(code, {"sheet": sheet, "count": self._count, "listed": listed, "more": more}),)


# More than an office merges by hand; each is looked up among the filled cells.
_MAX_RANGES = 100_000
_MAX_NAMED_RANGES = 20
_RANGE_PATTERN = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MAX_REFERENCE_LENGTH = 40


class MergedRanges:
    """Merged ranges and filled cells of a sheet."""

    def __init__(self) -> None:
        self._ranges: list[str] = []
        self._has_too_many = False
        self._rows: dict[int, array[int]] = {}

    def mark_filled(self, row: int, column: int) -> None:
        """Mark a filled cell; rows ascend, both are counted from 1."""
        self._rows.setdefault(column, array("L")).append(row)

    def add_range(self, reference: str) -> None:
        """Add a range such as `A3:B4`."""
        if len(self._ranges) < _MAX_RANGES:
            self._ranges.append(reference[:_MAX_REFERENCE_LENGTH])
        else:
            self._has_too_many = True

    def report_problems(self, problems: SheetProblems) -> None:
        """Report each range with content as a problem, the first twenty by name."""
        count = 0
        for first_column, first_row, reference in self._list_filled_ranges():
            count += 1
            if count <= _MAX_NAMED_RANGES:
                problems.add(first_row, first_column, _build_merge_error(reference, first_column, first_row))
        if count > _MAX_NAMED_RANGES:
            message = f"merged ranges: and {count - _MAX_NAMED_RANGES} more"
            problems.add(0, 0, BadValue(message, "unmerge them and fill each cell"))
        if self._has_too_many:
            problems.add(0, 0, BadValue(f"there are more than {_MAX_RANGES} merged ranges", "unmerge all cells"))

    def _list_filled_ranges(self) -> Iterator[tuple[int, int, str]]:
        for reference in self._ranges:
            match = _RANGE_PATTERN.fullmatch(reference)
            if not match:
                continue
            left, right = column_index_from_string(match[1]), column_index_from_string(match[3])
            top, bottom = int(match[2]), int(match[4])
            if self._has_filled_cell(left, right, top, bottom):
                yield left, top, reference

    def _has_filled_cell(self, left: int, right: int, top: int, bottom: int) -> bool:
        columns = range(left, right + 1) if right - left < len(self._rows) else self._rows
        filled = (self._rows[column] for column in columns if left <= column <= right and column in self._rows)
        return any(bisect_right(rows, bottom) > bisect_left(rows, top) for rows in filled)


def _build_merge_error(reference: str, column: int, row: int) -> BadValue:
    first = f"{get_column_letters(column)}{row}"
    return BadValue(f"{reference} are merged: only {first} holds a value", "unmerge them and fill each cell")
