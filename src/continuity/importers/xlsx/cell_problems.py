"""What is said about one sheet: problems with their place, and which cells hold formulas."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from continuity.errors import BadValue
from continuity.importers.model import Problem, printable
from continuity.importers.xlsx.limits import PROBLEMS

_FORMULAS_NAMED = 5


def letters(column: int) -> str:
    """The name of a column, counted from 1: `C`."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


class Faults:
    """Problems of one sheet.

    Attributes:
        headings: the texts of the first row that holds something; empty until it has been read.
    """

    def __init__(self, file: str, sheet: str) -> None:
        self._file = file
        self._sheet = sheet
        self._found: list[Problem] = []
        self._more = 0
        self.headings: tuple[str, ...] = ()

    def add(self, row: int, column: int, error: BadValue) -> None:
        """Note what is wrong; row and column are counted from 1 and 0 where the fault is that of the row or sheet."""
        if len(self._found) < PROBLEMS:
            heading = self._heading(column) if column else ""
            self._found.append(Problem(self._file, row, heading, error.message, error.hint, sheet=self._sheet))
        else:
            self._more += 1

    def all(self) -> tuple[Problem, ...]:
        """What was noted; beyond a bound only how much more there is."""
        if not self._more:
            return tuple(self._found)
        plural = "problem" if self._more == 1 else "problems"
        rest = Problem(self._file, 0, "", f"{self._more} more {plural}", "solve these first", sheet=self._sheet)
        return (*self._found, rest)

    def _heading(self, column: int) -> str:
        heading = printable(self.headings[column - 1]) if column <= len(self.headings) else ""
        return heading or letters(column)


class Formulas:
    """Which cells of a sheet hold formulas whose stored values were read."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._count = 0

    def add(self, row: int, column: int) -> None:
        """Note a cell."""
        self._count += 1
        if len(self._first) < _FORMULAS_NAMED:
            self._first.append(f"{letters(column)}{row}")

    def remarks(self, sheet: str) -> tuple[str, ...]:
        """The sentence about them, if there are any."""
        if not self._count:
            return ()
        if self._count == 1:
            return (f'sheet "{sheet}": 1 cell holds a formula ({self._first[0]}); the value Excel stored was read',)
        more = f" and {self._count - _FORMULAS_NAMED} more" if self._count > _FORMULAS_NAMED else ""
        named = ", ".join(self._first) + more
        return (f'sheet "{sheet}": {self._count} cells hold formulas ({named}); the values Excel stored were read',)


# More than an office merges by hand; each is looked up among the filled cells.
_RANGES = 100_000


_RANGES_NAMED = 20


_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")


_REFERENCE = 40


class Merged:
    """The merged ranges of a sheet and where its filled cells are."""

    def __init__(self) -> None:
        self._ranges: list[str] = []
        self._more = False
        self._rows: dict[int, array[int]] = {}

    def fill(self, row: int, column: int) -> None:
        """Note a cell that holds something; rows come in ascending order, both are counted from 1."""
        self._rows.setdefault(column, array("L")).append(row)

    def merge(self, reference: str) -> None:
        """Note a range such as `A3:B4`."""
        if len(self._ranges) < _RANGES:
            self._ranges.append(reference[:_REFERENCE])
        else:
            self._more = True

    def report(self, faults: Faults) -> None:
        """Note each range that holds something as a problem, the first twenty by name."""
        count = 0
        for first_column, first_row, reference in self._filled():
            count += 1
            if count <= _RANGES_NAMED:
                faults.add(first_row, first_column, _fault(reference, first_column, first_row))
        if count > _RANGES_NAMED:
            faults.add(
                0, 0, BadValue(f"merged ranges: and {count - _RANGES_NAMED} more", "unmerge them and fill each cell")
            )
        if self._more:
            faults.add(0, 0, BadValue(f"there are more than {_RANGES} merged ranges", "unmerge all cells"))

    def _filled(self) -> Iterator[tuple[int, int, str]]:
        from openpyxl.utils import column_index_from_string

        for reference in self._ranges:
            match = _RANGE.fullmatch(reference)
            if not match:
                continue
            left, right = column_index_from_string(match[1]), column_index_from_string(match[3])
            top, bottom = int(match[2]), int(match[4])
            if self._holds(left, right, top, bottom):
                yield left, top, reference

    def _holds(self, left: int, right: int, top: int, bottom: int) -> bool:
        """Whether a cell of the range holds something; columns beside it are never many."""
        columns = range(left, right + 1) if right - left < len(self._rows) else self._rows
        return any(
            bisect_right(rows, bottom) > bisect_left(rows, top)
            for column in columns
            if left <= column <= right and (rows := self._rows.get(column))
        )


def _fault(reference: str, column: int, row: int) -> BadValue:
    first = f"{letters(column)}{row}"
    return BadValue(f"{reference} are merged: only {first} holds a value", "unmerge them and fill each cell")
