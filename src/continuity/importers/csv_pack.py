"""One CSV file of one table, as it stands in a pack: every heading is the name of a column."""

from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.formula_escape import UNTOUCHED, unguarded
from continuity.domain.schema.tables import BY_NAME, TABLES
from continuity.domain.schema.values import Row, parse_cell
from continuity.errors import BadValue, FileTrouble
from continuity.importers.delimited_text import UnreadableError, read_delimited
from continuity.importers.model import Entry, Line, Problem, Sheet

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


@dataclass(frozen=True, slots=True)
class Pack:
    """The tables of a pack, in the order in which they build on each other, and the files that are no table."""

    sheets: tuple[Sheet, ...]
    strangers: tuple[Problem, ...] = ()


def read_pack(folder: Path) -> Pack:
    """Read every table of a folder.

    Raises:
        FileTrouble: there is no such folder, it holds no table, or a file cannot be read.
    """
    if not folder.is_dir():
        raise FileTrouble(f"no folder {folder}", "name a folder with cities.csv and the other tables")
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not any(path.stem in BY_NAME for path in files):
        raise FileTrouble(f"{folder} holds no table", f"a pack has files such as {TABLES[0].name}.csv")
    try:
        data = {path.stem: path.read_bytes() for path in files if path.stem in BY_NAME}
    except OSError as error:
        raise FileTrouble(f"cannot read {error.filename}: {error.strerror}", "check that you may read it") from None
    sheets = tuple(read_csv(table, f"{table.name}.csv", data[table.name]) for table in TABLES if table.name in data)
    return Pack(sheets, tuple(_stranger(path.name, path.stem) for path in files if path.stem not in BY_NAME))


def _stranger(name: str, stem: str) -> Problem:
    near = process.extractOne(stem.casefold(), list(BY_NAME), score_cutoff=_SIMILAR)
    hint = f"did you mean {near[0]}.csv?" if near else "move it out of the folder"
    return Problem(name, 0, "", "there is no such table", hint)
