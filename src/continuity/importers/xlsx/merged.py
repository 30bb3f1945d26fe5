"""Merged cells: only the first of them holds a value, so the others would silently be empty."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from continuity.errors import BadValue
from continuity.importers.xlsx.faults import Faults, letters

# More than an office merges by hand; each is looked up among the filled cells.
_RANGES = 100_000
_NAMED = 20
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
            if count <= _NAMED:
                faults.add(first_row, first_column, _fault(reference, first_column, first_row))
        if count > _NAMED:
            faults.add(0, 0, BadValue(f"merged ranges: and {count - _NAMED} more", "unmerge them and fill each cell"))
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
