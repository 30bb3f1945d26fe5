"""Sentences on what is wrong with an imported file, and on what an import did that its reader may not expect."""

from collections.abc import Iterable, Mapping

from continuity.domain.schema.import_problems import (
    ImportRemark,
    ImportRemarkCode,
    Place,
    Problem,
    ProblemCode,
)
from continuity.reports.wording.english import SentenceFormatter

_SAVE_AS = 'save it as "CSV UTF-8" and import that'
_SAME_IN_BOTH = "both rows speak of one record: write the same in both"

PROBLEM_WORDINGS: Mapping[ProblemCode, tuple[str, ...]] = {
    ProblemCode.INVALID_VALUE: ("{message}", "{hint}"),
    ProblemCode.NOT_A_DAY: ("{message}", "{hint}"),
    ProblemCode.EMPTY_FILE: ("the file is empty", "begin with {column},…"),
    ProblemCode.EMPTY_SHEET: ("there is nothing in it", "begin with a row of headings"),
    ProblemCode.WRONG_ENCODING: ("the file is not {encoding}", _SAVE_AS),
    ProblemCode.UNNAMED_ENCODING: (
        "the file is not {encoding}",
        f"{_SAVE_AS}, or name its encoding with --encoding, such as cp1252",
    ),
    ProblemCode.UTF_16: ("the file is UTF-16, not UTF-8", _SAVE_AS),
    ProblemCode.LONG_LINE: ("the line holds more than {limit} MB", "export the file again, one record a line"),
    ProblemCode.OPEN_QUOTE: (
        "a quote is not closed or stands where none may",
        "double the quotes inside a quoted cell",
    ),
    ProblemCode.LONG_CELL: ("a cell holds more than {limit} characters", "shorten it, or close its quotes"),
    ProblemCode.TOO_MANY_ROWS: ("more than {limit} rows hold something", "split the file"),
    ProblemCode.TOO_MANY_CELLS: ("the file has more than {limit} cells", "split the file"),
    ProblemCode.MORE_PROBLEMS: ("{count:more problem}", "solve these first"),
    ProblemCode.UNKNOWN_TABLE: (
        "there is no such table",
        "did you mean {suggestion}.csv?",
        "move it out of the folder",
    ),
    ProblemCode.HEADINGS_BELOW: ("the headings stand in row {row}", "remove the rows above them"),
    ProblemCode.HEADINGS_TWICE: ("row {row} holds headings too", "keep one row of headings, the first of the sheet"),
    ProblemCode.DOUBLED_HEADING: ("the heading stands twice", "leave one of the columns out"),
    ProblemCode.UNKNOWN_HEADING: (
        "there is no such column",
        'did you mean "{suggestion}"?',
        "take it out, or name it in a map: docs/spreadsheets.md",
    ),
    ProblemCode.CELLS_WITHOUT_HEADING: (
        "{cells} cells under {headings} headings",
        "give each column a heading; quote what holds the separator",
    ),
    ProblemCode.UNNAMED_COLUMN: ("a column has no name", "name it or leave it out"),
    ProblemCode.UNKNOWN_COLUMN: (
        "there is no such column",
        'did you mean "{suggestion}"?',
        "the columns are {columns}",
    ),
    ProblemCode.DOUBLED_COLUMN: ("the column stands twice", "leave one out"),
    ProblemCode.MISSING_COLUMN: ("the column is missing", "add it"),
    ProblemCode.WRONG_CELL_COUNT: (
        "{cells} cells in {columns} columns",
        "put quotes around a cell that holds the separator",
    ),
    ProblemCode.EMPTY_NAME: ("the cell is empty", "fill it in, or take the whole row out"),
    ProblemCode.EMPTY_CELL: ("the cell is empty", "it must be filled"),
    ProblemCode.MISSING_CELL: ("the cell is empty", "it must be filled: {help}"),
    ProblemCode.MISSING_TIMEZONE: (
        "{country} has several time zones",
        "write it in the column time zone, such as America/Chicago",
    ),
    ProblemCode.MISSING_PARENT: ("the row names no {heading}", "name the {heading}, or empty the cell"),
    ProblemCode.MISSING_CITY: ("the row names no city", "name it, or give it in the map's [values]"),
    ProblemCode.MISSING_OFFICE: ("the row names no office", "write the post that decides on the programme"),
    ProblemCode.AMBIGUOUS_OFFICE: ("the city has {count} offices and the row names none", "write one of {offices}"),
    ProblemCode.AMBIGUOUS_NAME: ('several {table} are named "{name}": {keys}', "use the key"),
    ProblemCode.AMBIGUOUS_REFERENCE: ('several are named "{name}": {keys}', "write the key"),
    ProblemCode.AMBIGUOUS_ROW: (
        "which of the {table} recorded is meant cannot be told: {keys}",
        "change it in the sheet {table}, or with `continuity {noun} edit`",
    ),
    ProblemCode.UNKNOWN_REFERENCE: ('no {nouns} "{key}"', "{suggestion}", "add the {nouns} first"),
    ProblemCode.DIFFERENT_ROWS: ('"{value}", but row {row} says "{other}"', _SAME_IN_BOTH),
    ProblemCode.DIFFERENT_SHEETS: ('"{value}", but sheet "{sheet}" row {row} says "{other}"', _SAME_IN_BOTH),
    ProblemCode.DIFFERENT_SINGLE: (
        '"{value}", but row {row} says "{other}"',
        "there can be one only: write the same in both",
    ),
    ProblemCode.FOREIGN_PROFILE: (
        "the profile {profile} is one of {profile_country}, the city is in {country}",
        "`continuity office profiles` lists them by country",
    ),
    ProblemCode.DOUBLED_RECORD: ('the record "{key}" stands in line {line} already', "leave one of them out"),
    ProblemCode.CIRCLE: ("{path} is a circle", "correct {column} of one of them"),
    ProblemCode.WRONG_FIRST_ROUND: (
        "{run_off} cannot be a run-off of {first_round}",
        "name the first round: of the same office, on an earlier day",
    ),
}
"""What is wrong, and what to do next; a third text is the hint where there is nothing to suggest."""

REMARK_SENTENCES: Mapping[ImportRemarkCode, str] = {
    ImportRemarkCode.HIDDEN_SHEET: 'sheet "{sheet}" is hidden and was not read',
    ImportRemarkCode.UNREAD_SHEET: 'sheet "{sheet}" is no table and was not read',
    ImportRemarkCode.FORMULA_READ: 'sheet "{sheet}": 1 cell holds a formula ({listed}); the value Excel stored was '
    "read",
    ImportRemarkCode.FORMULAS_READ: 'sheet "{sheet}": {count} cells hold formulas ({listed}{more}); the values Excel '
    "stored were read",
    ImportRemarkCode.TIMEZONES_CHOSEN: "time zones taken from the country: {listed}{more}",
    ImportRemarkCode.SIMILAR_NAME: '{place}: "{name}" is new, and close to "{similar_name}": if they are one, '
    "write the name the same way",
    ImportRemarkCode.MORE_SIMILAR_NAMES: "and {count} more names that are close to others",
    ImportRemarkCode.OPEN_TERM: "{person} is new in {office}; the term {term} has no end and stays as recorded "
    "(`continuity term end {term} --on DAY` records its last day)",
    ImportRemarkCode.OTHER_POLLING_DAY: "{office} votes on {day}, and on {other_day} as recorded (`continuity election "
    "cancel {election}` if that one does not take place)",
    ImportRemarkCode.PROFILE_NOT_APPLIED: "{office} has a rule already; the profile {profile} was not applied "
    "(`continuity rule list` shows it)",
    ImportRemarkCode.ABSENT_PROGRAMME: "one programme stands in no row; nothing was removed: {listed} (`continuity "
    "programme remove KEY` does that)",
    ImportRemarkCode.ABSENT_PROGRAMMES: "{count} programmes recorded for the same cities stand in no row; nothing was "
    "removed: {listed}{more} (`continuity programme remove KEY` does that)",
}


class _ImportFormatter(SentenceFormatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, Place):
            return _format_place(value)
        return super().format_field(value, format_spec)


_FORMATTER = _ImportFormatter()


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place, then by their text."""
    return sorted(
        problems,
        key=lambda problem: (
            problem.file,
            problem.sheet,
            problem.line,
            problem.column,
            format_message(problem),
            format_hint(problem),
        ),
    )


def format_message(problem: Problem) -> str:
    """Format what is wrong."""
    return _FORMATTER.vformat(PROBLEM_WORDINGS[problem.code][0], (), problem.parameters)


def format_hint(problem: Problem) -> str:
    """Format what to do next; empty where nothing is known."""
    _, hint, *alternative = PROBLEM_WORDINGS[problem.code]
    if alternative and not problem.parameters["suggestion"]:
        hint = alternative[0]
    return _FORMATTER.vformat(hint, (), problem.parameters)


def format_message_with_hint(problem: Problem) -> str:
    """Format what is wrong and, in brackets, what to do next."""
    hint = format_hint(problem)
    return f"{format_message(problem)} ({hint})" if hint else format_message(problem)


def format_problem(problem: Problem) -> str:
    """Format a problem with its place in the file."""
    return f"{_format_place(problem)}: {format_message_with_hint(problem)}"


def format_import_remark(remark: ImportRemark) -> str:
    """Format the sentence of a remark."""
    more = remark.parameters.get("more")
    parameters = {**remark.parameters, "more": f" and {more} more" if more else ""}
    return _FORMATTER.vformat(REMARK_SENTENCES[remark.code], (), parameters)


def _format_place(place: Place) -> str:
    if place.sheet:
        text = f'{place.file}, sheet "{place.sheet}"' + (f", row {place.line}" if place.line else "")
    else:
        text = f"{place.file} line {place.line}" if place.line else place.file
    return f'{text} "{place.column}"' if place.column else text
