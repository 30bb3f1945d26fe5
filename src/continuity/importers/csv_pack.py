"""One CSV file of one table, as it stands in a pack: every heading is the name of a column."""

from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.formula_escape import UNESCAPED_KINDS, unescape_formula
from continuity.domain.schema.import_problems import Parameters, Problem, ProblemCode, describe_error
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.domain.schema.values import Row, parse_cell
from continuity.errors import BadValue, FileError
from continuity.importers.delimited_text import UnreadableError, parse_delimited
from continuity.importers.model import Entry, Line, Sheet

_SIMILARITY_CUTOFF = 70


def parse_csv_table(table: Table, name: str, data: bytes) -> Sheet:
    """Parse the records of one file, which problems call `name`."""
    try:
        grid = parse_delimited(name, data)
    except UnreadableError as error:
        return Sheet(table, problems=(error.problem,), unread=None)
    if not grid.lines:
        return Sheet(table, problems=(Problem(name, 0, "", ProblemCode.EMPTY_FILE, {"column": table.columns[0].name}),))
    first, *lines = grid.lines
    header = [cell.strip() for cell in first.cells]
    if header_problems := _find_header_problems(table, name, first.number, header):
        return Sheet(table, problems=tuple(header_problems), unread=None)
    columns = [table.get_column(column) for column in header]
    return _parse_body(table, name, columns, lines)


def _find_header_problems(table: Table, name: str, line: int, header: list[str]) -> list[Problem]:
    column_names = table.column_names
    unknown = (column for column in header if column not in column_names)
    problems = [Problem(name, line, column, *_describe_unknown_column(column, column_names)) for column in unknown]
    doubled = sorted({column for column in header if header.count(column) > 1 and column in column_names})
    problems += [Problem(name, line, column, ProblemCode.DOUBLED_COLUMN) for column in doubled]
    needed = [column.name for column in table.columns if column.required and column.name not in header]
    return problems + [Problem(name, line, column, ProblemCode.MISSING_COLUMN) for column in needed]


def _describe_unknown_column(column: str, column_names: tuple[str, ...]) -> tuple[ProblemCode, Parameters]:
    if not column:
        return ProblemCode.UNNAMED_COLUMN, {}
    match = process.extractOne(column.casefold().replace(" ", "_"), column_names, score_cutoff=_SIMILARITY_CUTOFF)
    return ProblemCode.UNKNOWN_COLUMN, {"suggestion": match[0] if match else "", "columns": column_names}


def _parse_body(table: Table, name: str, columns: list[Column], lines: list[Line]) -> Sheet:
    entries: list[Entry] = []
    problems: list[Problem] = []
    unread: set[str] = set()
    for line, cells in ((grid_line.number, grid_line.cells) for grid_line in lines):
        if len(cells) != len(columns):
            parameters = {"cells": len(cells), "columns": len(columns)}
            problems.append(Problem(name, line, "", ProblemCode.WRONG_CELL_COUNT, parameters))
            unread.add(cells[0].strip())  # the key comes first wherever a file has one
            continue
        row, row_problems = _parse_row(name, line, columns, cells)
        problems += row_problems
        if not row_problems:
            entries.append(Entry(name, line, row))
        elif row.get("key"):
            unread.add(str(row["key"]))
    return Sheet(table, tuple(entries), tuple(problems), frozenset(unread))


def _parse_row(name: str, line: int, columns: list[Column], cells: tuple[str, ...]) -> tuple[Row, list[Problem]]:
    row: Row = {}
    problems: list[Problem] = []
    for column, cell in zip(columns, cells, strict=True):
        text = cell if column.kind in UNESCAPED_KINDS else unescape_formula(cell)
        try:
            row[column.name] = parse_cell(column, text)
        except BadValue as error:
            problems.append(Problem(name, line, column.name, *describe_error(error)))
            continue
        if column.required and row[column.name] is None:
            problems.append(Problem(name, line, column.name, ProblemCode.EMPTY_CELL))
    return row, problems


@dataclass(frozen=True, slots=True)
class Pack:
    """The tables of a pack, parents first, and the files that are no table."""

    sheets: tuple[Sheet, ...]
    unknown_files: tuple[Problem, ...] = ()


def read_pack(folder: Path) -> Pack:
    """Read every table of a folder; raise FileError where it is missing, holds no table or cannot be read."""
    if not folder.is_dir():
        raise FileError(f"no folder {folder}", "name a folder with cities.csv and the other tables")
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not any(path.stem in TABLES_BY_NAME for path in files):
        raise FileError(f"{folder} holds no table", f"a pack has files such as {TABLES[0].name}.csv")
    try:
        data = {path.stem: path.read_bytes() for path in files if path.stem in TABLES_BY_NAME}
    except OSError as error:
        raise FileError(f"cannot read {error.filename}: {error.strerror}", "check that you may read it") from None
    tables = (table for table in TABLES if table.name in data)
    sheets = tuple(parse_csv_table(table, f"{table.name}.csv", data[table.name]) for table in tables)
    unknown = (path for path in files if path.stem not in TABLES_BY_NAME)
    return Pack(sheets, tuple(_build_unknown_file_problem(path.name, path.stem) for path in unknown))


def _build_unknown_file_problem(name: str, stem: str) -> Problem:
    match = process.extractOne(stem.casefold(), list(TABLES_BY_NAME), score_cutoff=_SIMILARITY_CUTOFF)
    return Problem(name, 0, "", ProblemCode.UNKNOWN_TABLE, {"suggestion": match[0] if match else ""})
