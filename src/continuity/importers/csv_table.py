"""One CSV file of one table, as it stands in a pack: every heading is the name of a column."""

from rapidfuzz import process

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.formula_escape import UNTOUCHED, unguarded
from continuity.domain.schema.values import Row, parse_cell
from continuity.errors import BadValue
from continuity.importers.delimited import UnreadableError, read_delimited
from continuity.importers.grids import Line
from continuity.importers.rows import Entry, Problem, Sheet

_SIMILAR = 70


def read_csv(table: Table, name: str, data: bytes) -> Sheet:
    """The records of one file, and everything that is wrong with it.

    Args:
        table: the table the file belongs to.
        name: what to call the file in problems.
        data: its bytes.
    """
    try:
        grid = read_delimited(name, data)
    except UnreadableError as error:
        return Sheet(table, problems=(error.problem,), unread=None)
    if not grid.lines:
        return Sheet(
            table, problems=(Problem(name, 0, "", "the file is empty", f"begin with {table.columns[0].name},…"),)
        )
    first, *rest = grid.lines
    header = [cell.strip() for cell in first.cells]
    if faults := _header_problems(table, name, first.number, header):
        return Sheet(table, problems=tuple(faults), unread=None)
    columns = [table.column(column) for column in header]
    return _body(table, name, columns, rest)


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


def _body(table: Table, name: str, columns: list[Column], lines: list[Line]) -> Sheet:
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: set[str] = set()
    for line, cells in ((one.number, one.cells) for one in lines):
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


def _row(name: str, line: int, columns: list[Column], cells: tuple[str, ...]) -> tuple[Row, list[Problem]]:
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
