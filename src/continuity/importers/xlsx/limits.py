"""Limits on the size of a workbook, far above any list filled by hand."""

from dataclasses import dataclass

from continuity.domain.schema.values import MAX_TEXT_LENGTH
from continuity.importers.xlsx.file_type import build_too_large_error

# The record of a country's cities, several times over.
MAX_ROWS = 20_000
# The widest table has under forty columns; beside it an office keeps notes.
MAX_COLUMNS = 200
# One sheet a table, and what an office adds of its own.
MAX_SHEETS = 60
# Ten times what any cell may hold, as in a CSV; Excel itself stops at 32,767.
MAX_CELL_LENGTH = 10 * MAX_TEXT_LENGTH
# Filled cells of all sheets: 20,000 rows of fifty. A million of them take 80 MB.
MAX_CELLS = 1_000_000
# Characters of all cells, each text that cells share counted once: a thousand a row; 100 MB at most.
MAX_CHARACTERS = 25_000_000
# Different texts that cells share: half the cells.
MAX_STRINGS = 500_000
# Nobody reads more at once; the rest is counted.
MAX_PROBLEMS = 200


@dataclass(slots=True)
class Budget:
    """A budget for reading one file; each method raises FileError where nothing is left."""

    file: str
    cells: int = MAX_CELLS
    characters: int = MAX_CHARACTERS
    strings: int = MAX_STRINGS

    def take_cell(self) -> None:
        """Count a filled cell, errors included."""
        self.cells -= 1
        if self.cells < 0:
            raise build_too_large_error(self.file, f"it has more than {MAX_CELLS} filled cells")

    def take_string(self, text: str) -> None:
        """Count a shared text."""
        self.strings -= 1
        if self.strings < 0:
            raise build_too_large_error(self.file, f"it has more than {MAX_STRINGS} different texts")
        self.take_characters(len(text))

    def take_characters(self, count: int) -> None:
        """Count the characters of a text."""
        self.characters -= count
        if self.characters < 0:
            raise build_too_large_error(self.file, f"its cells hold more than {MAX_CHARACTERS} characters")


class TextBuffer:
    """The text of one cell in pieces, discarded above the length limit."""

    __slots__ = ("_length", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Append a piece."""
        self._length += len(piece)
        if self._length <= MAX_CELL_LENGTH:
            self._pieces.append(piece)

    def get_text(self) -> str | None:
        """Return the text; None above the length limit."""
        return "".join(self._pieces) if self._length <= MAX_CELL_LENGTH else None
