"""Problems and remarks of an import: a code, its parameters and where in the file it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from continuity.domain.schema.validation import Violation
from continuity.errors import ContinuityError, NotADay


class ProblemCode(StrEnum):
    """What is wrong with a file, a row or a cell; `reports/wording/imports.py` has the sentences."""

    INVALID_VALUE = "invalid-value"
    NOT_A_DAY = "not-a-day"
    EMPTY_FILE = "empty-file"
    EMPTY_SHEET = "empty-sheet"
    WRONG_ENCODING = "wrong-encoding"
    UNNAMED_ENCODING = "unnamed-encoding"
    UTF_16 = "utf-16"
    LONG_LINE = "long-line"
    OPEN_QUOTE = "open-quote"
    LONG_CELL = "long-cell"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_CELLS = "too-many-cells"
    MORE_PROBLEMS = "more-problems"
    UNKNOWN_TABLE = "unknown-table"
    HEADINGS_BELOW = "headings-below"
    HEADINGS_TWICE = "headings-twice"
    DOUBLED_HEADING = "doubled-heading"
    UNKNOWN_HEADING = "unknown-heading"
    CELLS_WITHOUT_HEADING = "cells-without-heading"
    UNNAMED_COLUMN = "unnamed-column"
    UNKNOWN_COLUMN = "unknown-column"
    DOUBLED_COLUMN = "doubled-column"
    MISSING_COLUMN = "missing-column"
    WRONG_CELL_COUNT = "wrong-cell-count"
    EMPTY_NAME = "empty-name"
    EMPTY_CELL = "empty-cell"
    MISSING_CELL = "missing-cell"
    MISSING_TIMEZONE = "missing-timezone"
    MISSING_PARENT = "missing-parent"
    MISSING_CITY = "missing-city"
    MISSING_OFFICE = "missing-office"
    AMBIGUOUS_OFFICE = "ambiguous-office"
    AMBIGUOUS_NAME = "ambiguous-name"
    AMBIGUOUS_REFERENCE = "ambiguous-reference"
    AMBIGUOUS_ROW = "ambiguous-row"
    UNKNOWN_REFERENCE = "unknown-reference"
    DIFFERENT_ROWS = "different-rows"
    DIFFERENT_SHEETS = "different-sheets"
    DIFFERENT_SINGLE = "different-single"
    FOREIGN_PROFILE = "foreign-profile"
    DOUBLED_RECORD = "doubled-record"
    CIRCLE = "circle"
    WRONG_FIRST_ROUND = "wrong-first-round"


class ImportRemarkCode(StrEnum):
    """What an import did or left that its reader may not expect; worded beside the problems."""

    HIDDEN_SHEET = "hidden-sheet"
    UNREAD_SHEET = "unread-sheet"
    FORMULA_READ = "formula-read"
    FORMULAS_READ = "formulas-read"
    TIMEZONES_CHOSEN = "timezones-chosen"
    SIMILAR_NAME = "similar-name"
    MORE_SIMILAR_NAMES = "more-similar-names"
    OPEN_TERM = "open-term"
    OTHER_POLLING_DAY = "other-polling-day"
    PROFILE_NOT_APPLIED = "profile-not-applied"
    ABSENT_PROGRAMME = "absent-programme"
    ABSENT_PROGRAMMES = "absent-programmes"


Parameters: TypeAlias = Mapping[str, object]
"""Names, days and numbers of a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file.

    Attributes:
        sheet: of a workbook; empty for a file that has none.
        line: where the record begins, counted from 1; 0 for the file or the sheet as a whole.
        column: as the file calls it; empty for the whole record.
    """

    file: str
    line: int
    column: str
    sheet: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Problem(Place):
    """One fault of a file, where it stands."""

    code: ProblemCode
    parameters: Parameters = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportRemark:
    """Something a reader of the file should know that is no fault."""

    code: ImportRemarkCode
    parameters: Parameters = field(default_factory=dict)


def describe_error(error: ContinuityError | Violation) -> tuple[ProblemCode, Parameters]:
    """Return the code and the parameters of a problem that a check of the value itself found."""
    code = ProblemCode.NOT_A_DAY if isinstance(error, NotADay) else ProblemCode.INVALID_VALUE
    return code, {"message": error.message, "hint": error.hint}
