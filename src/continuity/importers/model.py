"""What every import format yields: rows that remember where they stood, and problems that say where and what next."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import ImportRemark, Parameters, Problem, ProblemCode
from continuity.domain.schema.values import Row

_MAX_PRINTED = 60


def to_printable(text: str) -> str:
    """Shorten a piece of a file to one printable line for a message."""
    line = " ".join(text.split())
    return "".join(character if character.isprintable() else "\ufffd" for character in line[:_MAX_PRINTED])


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file, with a value for each column the file has.
    `headings` are, by column, what the file calls it where that is not its name.
    """

    file: str
    line: int
    row: Row
    sheet: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)

    def build_problem(self, column: str, code: ProblemCode, parameters: Parameters) -> Problem:
        """Build a problem of this record."""
        return Problem(self.file, self.line, self.headings.get(column, column), code, parameters, sheet=self.sheet)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that one file says about one table.
    `unread` are the keys of records left out for their problems; None for any, of a file that could not be read.
    """

    table: Table
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] | None = frozenset()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet, numbered as there, without empty cells at the end."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of one sheet; a CSV has no name, a problem cell no text."""

    file: str
    sheet: str
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[ImportRemark, ...] = ()
