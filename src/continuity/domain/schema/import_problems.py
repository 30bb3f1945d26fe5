"""Problems and remarks of an import: a code, its parameters and where in the file it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from continuity.domain.schema.validation import Violation
from continuity.errors import ContinuityError, NotADay

ProblemCode = StrEnum(
    "ProblemCode",
    "INVALID_VALUE NOT_A_DAY EMPTY_FILE EMPTY_SHEET WRONG_ENCODING UNNAMED_ENCODING UTF_16 LONG_LINE OPEN_QUOTE "
    "LONG_CELL TOO_MANY_ROWS TOO_MANY_CELLS MORE_PROBLEMS UNKNOWN_TABLE HEADINGS_BELOW HEADINGS_TWICE "
    "DOUBLED_HEADING UNKNOWN_HEADING CELLS_WITHOUT_HEADING UNNAMED_COLUMN UNKNOWN_COLUMN DOUBLED_COLUMN "
    "MISSING_COLUMN WRONG_CELL_COUNT EMPTY_NAME EMPTY_CELL MISSING_CELL MISSING_TIMEZONE MISSING_PARENT "
    "MISSING_CITY MISSING_OFFICE AMBIGUOUS_OFFICE AMBIGUOUS_NAME AMBIGUOUS_REFERENCE AMBIGUOUS_ROW "
    "UNKNOWN_REFERENCE DIFFERENT_ROWS DIFFERENT_SHEETS DIFFERENT_SINGLE FOREIGN_PROFILE DOUBLED_RECORD CIRCLE "
    "WRONG_FIRST_ROUND",
)
"""What is wrong with a file, a row or a cell; `reports/wording/imports.py` has the sentences."""

ImportRemarkCode = StrEnum(
    "ImportRemarkCode",
    "HIDDEN_SHEET UNREAD_SHEET FORMULA_READ FORMULAS_READ TIMEZONES_CHOSEN SIMILAR_NAME MORE_SIMILAR_NAMES "
    "OPEN_TERM NEW_MANDATE OTHER_FIRST_DAY NAMESAKES OTHER_POLLING_DAY CYCLE_SHIFTED ELECTION_OFF_CYCLE "
    "PROFILE_NOT_APPLIED ABSENT_PROGRAMME ABSENT_PROGRAMMES",
)
"""What an import did or left that its reader may not expect; worded beside the problems."""

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
    """Return the code and parameters of a problem that a value's own check found."""
    code = ProblemCode.NOT_A_DAY if isinstance(error, NotADay) else ProblemCode.INVALID_VALUE
    return code, {"message": error.message, "hint": error.hint}
