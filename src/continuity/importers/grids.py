"""What a spreadsheet or a CSV yields before anything is known of its columns: rows of text."""

from dataclasses import dataclass

from continuity.importers.rows import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet.

    Attributes:
        number: counted from 1, as the spreadsheet shows it.
        cells: the texts a CSV would hold, from the first column on; empty cells at the end are cut off.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        file: the file's name.
        sheet: the sheet's name; empty for a CSV.
        lines: the rows that hold something, in their order.
        problems: what could not be read, with its place and what to do next; the cell is empty in its line.
        remarks: what was read differently from what the reader may expect, one sentence each.
    """

    file: str
    sheet: str
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
