"""One CSV file of one table: UTF-8, with a comma, a semicolon or a tab between the cells."""

import csv
import io
from collections.abc import Iterator

from rapidfuzz import process

from continuity.domain.cells import TEXT_LENGTH, Row, parse_cell
from continuity.domain.columns import Column, Table
from continuity.domain.guard import UNTOUCHED, unguarded
from continuity.errors import BadValue
from continuity.importers.rows import Entry, Problem, Sheet

_DELIMITERS = ",;\t"
_SIMILAR = 70
_LONGEST_CELL = 10 * TEXT_LENGTH
_SAVE_AS = 'save it as "CSV UTF-8" and import that'


class _UnreadableError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_csv(table: Table, name: str, data: bytes) -> Sheet:
    """The records of one file, and everything that is wrong with it.

    Args:
        table: the table the file belongs to.
        name: what to call the file in problems.
        data: its bytes.
    """
    try:
        text = _decoded(name, data)
        records = list(_records(name, text))
    except _UnreadableError as error:
        return Sheet(table, problems=(error.problem,), unread=None)
    if not records:
        return Sheet(
            table, problems=(Problem(name, 0, "", "the file is empty", f"begin with {table.columns[0].name},…"),)
        )
    line, cells = records[0]
    header = [cell.strip() for cell in cells]
    if faults := _header_problems(table, name, line, header):
        return Sheet(table, problems=tuple(faults), unread=None)
    columns = [table.column(column) for column in header]
    return _body(table, name, columns, records[1:])


def _decoded(name: str, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _UnreadableError(Problem(name, 1, "", "the file is UTF-16, not UTF-8", _SAVE_AS))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(Problem(name, line, "", "the file is not UTF-8", _SAVE_AS)) from None


def _records(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on; blank lines are passed over."""
    first_line = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        fault, hint = "a quote is not closed or stands where none may", "double the quotes inside a quoted cell"
        if "field larger" in str(error):
            fault, hint = f"a cell holds more than {_LONGEST_CELL} characters", "shorten it, or close its quotes"
        raise _UnreadableError(Problem(name, line, "", fault, hint)) from None


def _header_problems(table: Table, name: str, line: int, header: list[str]) -> list[Problem]:
    known = table.column_names
    faults = [Problem(name, line, column, *_unknown(column, known)) for column in header if column not in known]
    doubled = sorted({column for column in header if header.count(column) > 1 and column in known})
    faults += [Problem(name, line, column, "the column stands twice", "leave one out") for column in doubled]
    needed = [column.name for column in table.columns if column.required and column.name not in header]
    return faults + [Problem(name, line, column, "the column is missing", "add it") for column in needed]


def _unknown(column: str, known: tuple[str, ...]) -> tuple[str, str]:
    if not column:
        return "a column has no name", "name it or leave it out"
    near = process.extractOne(column.casefold().replace(" ", "_"), known, score_cutoff=_SIMILAR)
    return "there is no such column", f'did you mean "{near[0]}"?' if near else f"the columns are {', '.join(known)}"


def _body(table: Table, name: str, columns: list[Column], records: list[tuple[int, list[str]]]) -> Sheet:
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: set[str] = set()
    for line, cells in records:
        if len(cells) != len(columns):
            message = f"{len(cells)} cells in {len(columns)} columns"
            problems.append(Problem(name, line, "", message, "put quotes around a cell that holds the separator"))
            unread.add(cells[0].strip())  # the key comes first wherever a file has one
            continue
        row, faults = _row(name, line, columns, cells)
        problems += faults
        if not faults:
            entries.append(Entry(name, line, row))
        elif row.get("key"):
            unread.add(str(row["key"]))
    return Sheet(table, tuple(entries), tuple(problems), frozenset(unread))


def _row(name: str, line: int, columns: list[Column], cells: list[str]) -> tuple[Row, list[Problem]]:
    row: Row = {}
    faults: list[Problem] = []
    for column, cell in zip(columns, cells, strict=True):
        text = cell if column.kind in UNTOUCHED else unguarded(cell)
        try:
            row[column.name] = parse_cell(column, text)
        except BadValue as error:
            faults.append(Problem(name, line, column.name, error.message, error.hint))
            continue
        if column.required and row[column.name] is None:
            faults.append(Problem(name, line, column.name, "the cell is empty", "it must be filled"))
    return row, faults
