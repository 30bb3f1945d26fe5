"""What is said about one sheet: problems with their place, and which cells hold formulas."""

from continuity.errors import BadValue
from continuity.importers.rows import Problem, printable
from continuity.importers.xlsx.bounds import PROBLEMS

_NAMED = 5


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
        if len(self._first) < _NAMED:
            self._first.append(f"{letters(column)}{row}")

    def remarks(self, sheet: str) -> tuple[str, ...]:
        """The sentence about them, if there are any."""
        if not self._count:
            return ()
        if self._count == 1:
            return (f'sheet "{sheet}": 1 cell holds a formula ({self._first[0]}); the value Excel stored was read',)
        more = f" and {self._count - _NAMED} more" if self._count > _NAMED else ""
        named = ", ".join(self._first) + more
        return (f'sheet "{sheet}": {self._count} cells hold formulas ({named}); the values Excel stored were read',)
