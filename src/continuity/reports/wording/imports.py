"""Sentences on what is wrong with an imported file, and on what an import did that its reader may not expect."""

from collections.abc import Iterable, Mapping

from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode, Place, Problem
from continuity.domain.schema.import_problems import ProblemCode as Code
from continuity.domain.values.dates import VagueDate
from continuity.reports.wording.english import SentenceFormatter, format_vague_date

_SAVE_AS = 'save it as "CSV UTF-8" and import that'
_SAME_IN_BOTH = "both rows speak of one record: write the same in both"

PROBLEM_WORDINGS: Mapping[Code, tuple[str, ...]] = {
    Code.INVALID_VALUE: ("{message}", "{hint}"),
    Code.NOT_A_DAY: ("{message}", "{hint}"),
    Code.EMPTY_FILE: ("the file is empty", "begin with {column},…"),
    Code.EMPTY_SHEET: ("there is nothing in it", "begin with a row of headings"),
    Code.WRONG_ENCODING: ("the file is not {encoding}", _SAVE_AS),
    Code.UNNAMED_ENCODING: (
        "the file is not {encoding}",
        f"{_SAVE_AS}, or name its encoding with --encoding, such as cp1252",
    ),
    Code.UTF_16: ("the file is UTF-16, not UTF-8", _SAVE_AS),
    Code.LONG_LINE: ("the line holds more than {limit} MB", "export the file again, one record a line"),
    Code.OPEN_QUOTE: ("a quote is not closed or stands where none may", "double the quotes inside a quoted cell"),
    Code.LONG_CELL: ("a cell holds more than {limit} characters", "shorten it, or close its quotes"),
    Code.TOO_MANY_ROWS: ("more than {limit} rows hold something", "split the file"),
    Code.TOO_MANY_CELLS: ("the file has more than {limit} cells", "split the file"),
    Code.MORE_PROBLEMS: ("{count:more problem}", "solve these first"),
    Code.UNKNOWN_TABLE: ("there is no such table", "did you mean {suggestion}.csv?", "move it out of the folder"),
    Code.HEADINGS_BELOW: ("the headings stand in row {row}", "remove the rows above them"),
    Code.HEADINGS_TWICE: ("row {row} holds headings too", "keep one row of headings, the first of the sheet"),
    Code.DOUBLED_HEADING: ("the heading stands twice", "leave one of the columns out"),
    Code.UNKNOWN_HEADING: (
        "there is no such column",
        'did you mean "{suggestion}"?',
        "take it out, or name it in a map: docs/spreadsheets.md",
    ),
    Code.CELLS_WITHOUT_HEADING: (
        "{cells} cells under {headings} headings",
        "give each column a heading; quote what holds the separator",
    ),
    Code.UNNAMED_COLUMN: ("a column has no name", "name it or leave it out"),
    Code.UNKNOWN_COLUMN: ("there is no such column", 'did you mean "{suggestion}"?', "the columns are {columns}"),
    Code.DOUBLED_COLUMN: ("the column stands twice", "leave one out"),
    Code.MISSING_COLUMN: ("the column is missing", "add it"),
    Code.WRONG_CELL_COUNT: ("{cells} cells in {columns} columns", "put quotes around a cell that holds the separator"),
    Code.EMPTY_NAME: ("the cell is empty", "fill it in, or take the whole row out"),
    Code.EMPTY_CELL: ("the cell is empty", "it must be filled"),
    Code.MISSING_CELL: ("the cell is empty", "it must be filled: {help}"),
    Code.MISSING_TIMEZONE: (
        "{country} has several time zones",
        "write it in the column time zone, such as America/Chicago",
    ),
    Code.MISSING_PARENT: ("the row names no {heading}", "name the {heading}, or empty the cell"),
    Code.MISSING_CITY: ("the row names no city", "name it, or give it in the map's [values]"),
    Code.MISSING_OFFICE: ("the row names no office", "write the post that decides on the programme"),
    Code.AMBIGUOUS_OFFICE: ("the city has {count} offices and the row names none", "write one of {offices}"),
    Code.AMBIGUOUS_NAME: ('several {table} are named "{name}": {keys}', "use the key"),
    Code.AMBIGUOUS_REFERENCE: ('several are named "{name}": {keys}', "write the key"),
    Code.AMBIGUOUS_ROW: (
        "which of the {table} recorded is meant cannot be told: {keys}",
        "change it in the sheet {table}, or with `continuity {noun} edit`",
    ),
    Code.UNKNOWN_REFERENCE: ('no {nouns} "{key}"', "{suggestion}", "add the {nouns} first"),
    Code.DIFFERENT_ROWS: ('"{value}", but row {row} says "{other}"', _SAME_IN_BOTH),
    Code.DIFFERENT_SHEETS: ('"{value}", but sheet "{sheet}" row {row} says "{other}"', _SAME_IN_BOTH),
    Code.DIFFERENT_SINGLE: ('"{value}", but row {row} says "{other}"', "there can be one only: write the same in both"),
    Code.FOREIGN_PROFILE: (
        "the profile {profile} is one of {profile_country}, the city is in {country}",
        "`continuity office profiles` lists them by country",
    ),
    Code.DOUBLED_RECORD: ('the record "{key}" stands in line {line} already', "leave one of them out"),
    Code.CIRCLE: ("{path} is a circle", "correct {column} of one of them"),
    Code.WRONG_FIRST_ROUND: (
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
    ImportRemarkCode.NEW_MANDATE: "{person} begins a new mandate in {office} on {start}; the term {term} ends on {end}",
    ImportRemarkCode.OTHER_FIRST_DAY: '{place}: is "{day}" a new mandate of {person}, or was {recorded} wrong? Nothing '
    "was changed (`continuity term edit {term} --start {day}` corrects the day; before a new mandate, `continuity term "
    "end {term} --on DAY` ends this one)",
    ImportRemarkCode.NAMESAKES: "several people of one name are recorded, one for each city: {listed}{more} (if two "
    "are one, `continuity term edit TERM --person KEY` gives both terms one key)",
    ImportRemarkCode.OTHER_POLLING_DAY: "{office} votes on {day}, and on {other_day} as recorded (`continuity election "
    "cancel {election}` if that one does not take place)",
    ImportRemarkCode.CYCLE_SHIFTED: "{office}: The {source} expects elections in {expected:and}. You wrote {day:day}, "
    "so {used:and} are used",
    ImportRemarkCode.ELECTION_OFF_CYCLE: "{office}: The {source} expects an election in {expected}. You wrote "
    "{day:day}, which takes its place alone. Do the later ones move too? Then record one more day (`continuity "
    "election add`), or correct the rule (`continuity rule edit {rule} --election-rule-start {day}`)",
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
        if isinstance(value, VagueDate) and format_spec == "day":
            return format_vague_date(value)
        if isinstance(value, tuple) and format_spec == "and":
            *others, last = map(str, value)
            return f"{', '.join(others)} and {last}" if others else last
        return super().format_field(value, format_spec)


_FORMATTER = _ImportFormatter()


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place, then by their text."""

    def get_key(problem: Problem) -> tuple[str, str, int, str, str, str]:
        place = (problem.file, problem.sheet, problem.line, problem.column)
        return *place, format_message(problem), format_hint(problem)

    return sorted(problems, key=get_key)


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
