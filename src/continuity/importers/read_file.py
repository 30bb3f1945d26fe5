"""A file of cells: which format it is, which of its sheets say something, and what their columns mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode, Problem, ProblemCode
from continuity.domain.schema.starter_sheet import STARTER_SHEET
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.errors import FileError, UsageError
from continuity.importers.column_mapping import ColumnMapping, DateFormat, build_starter_mapping, build_table_mapping
from continuity.importers.delimited_text import MAX_FILE_BYTES, MAX_ROWS, UTF_8, UnreadableError, parse_delimited
from continuity.importers.headings import HeadedSheet, count_known_headings, find_empty_cells, parse_headings
from continuity.importers.model import Grid

_UNSUPPORTED_SUFFIXES = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods")
"""Endings of workbooks that are refused with the way to save them."""

_MIN_STARTER_HEADINGS = 2
"""How many of its headings tell that a sheet is the starter sheet, whatever it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """Options for reading a file that does not say so itself; without an encoding, UTF-8."""

    table: Table | None = None
    mapping: ColumnMapping | None = None
    date_format: DateFormat = field(default_factory=DateFormat)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """The sheets, problems and remarks of a file; `is_complete` if all headings in `grids` were understood."""

    sheets: tuple[tuple[HeadedSheet, ColumnMapping], ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[ImportRemark, ...] = ()
    grids: tuple[Grid, ...] = ()
    is_complete: bool = True


def read_file(path: Path, options: ReadOptions) -> ParsedFile:
    """Read a workbook or a CSV.
    Raise FileError if it cannot be read or its format is not known, UsageError if nothing tells what it holds.
    """
    suffix = path.suffix.casefold()
    reader = _read_workbook_file if suffix in _UNSUPPORTED_SUFFIXES else READERS_BY_SUFFIX.get(suffix)
    if reader is None and path.is_file():
        hint = f"give a folder, or a file that ends in {' or '.join(READERS_BY_SUFFIX)}"
        raise FileError(f"{path.name} is of no format that can be imported", hint)
    data = _read_bytes(path)
    return parse_sheets((reader or _read_delimited_file)(path.name, data, options.encoding), options)


def parse_sheets(grids: Iterable[Grid], options: ReadOptions) -> ParsedFile:
    """Parse what the sheets of a file mean; raise UsageError where nothing tells what any of them holds."""
    grids = tuple(grids)
    readable = [grid for grid in grids if grid.lines or not grid.problems]
    mapped_sheets = [(grid, mapping) for grid in readable if (mapping := _choose_mapping(grid, options)) is not None]
    other_sheets = [grid for grid in grids if all(grid is not other for other, _ in mapped_sheets)]
    problems = [problem for grid in other_sheets if not grid.lines for problem in grid.problems]
    if not mapped_sheets and not problems:
        raise _build_unknown_content_error(grids, options)
    parsed = [(_parse_headings(grid, mapping), mapping) for grid, mapping in mapped_sheets]
    heading_problems = [problem for sheet, _ in parsed if not isinstance(sheet, HeadedSheet) for problem in sheet]
    headed_sheets = ((sheet, mapping) for sheet, mapping in parsed if isinstance(sheet, HeadedSheet))
    sheets = [(_drop_example_row(sheet, mapping), mapping) for sheet, mapping in headed_sheets]
    for sheet, mapping in sheets:
        problems += find_empty_cells(sheet, mapping.non_empty_headings)
    remarks = [remark for grid in grids for remark in grid.remarks]
    unread = (grid.sheet for grid in other_sheets if grid.lines)
    remarks += [ImportRemark(ImportRemarkCode.UNREAD_SHEET, {"sheet": name}) for name in unread]
    return ParsedFile(
        tuple(sheets),
        (*problems, *heading_problems, *(problem for grid, _ in mapped_sheets for problem in grid.problems)),
        tuple(remarks),
        grids,
        is_complete=not heading_problems,
    )


def _parse_headings(grid: Grid, mapping: ColumnMapping) -> HeadedSheet | tuple[Problem, ...]:
    return parse_headings(grid, mapping.known_headings, mapping.required_headings, allow_others=mapping.allow_others)


def _choose_mapping(grid: Grid, options: ReadOptions) -> ColumnMapping | None:
    if options.mapping is not None or options.table is not None:
        mapping = options.mapping or build_table_mapping(
            options.table or TABLES_BY_NAME[grid.sheet], options.date_format
        )
        return mapping if not grid.sheet or count_known_headings(grid, mapping.known_headings) else None
    starter_mapping = build_starter_mapping(options.date_format)
    name = (grid.sheet or Path(grid.file).stem).casefold()
    if name == STARTER_SHEET or (name not in TABLES_BY_NAME and _has_headings_of(grid, starter_mapping)):
        return starter_mapping
    return build_table_mapping(TABLES_BY_NAME[name], options.date_format) if name in TABLES_BY_NAME else None


def _drop_example_row(sheet: HeadedSheet, mapping: ColumnMapping) -> HeadedSheet:
    if mapping.example is None:
        return sheet
    index = sheet.headings.index(mapping.example[0])
    lines = tuple(line for line in sheet.lines if line.cells[index : index + 1] != (mapping.example[1],))
    return replace(sheet, lines=lines)


def _has_headings_of(grid: Grid, mapping: ColumnMapping) -> bool:
    """Return whether a sheet has headings of a layout, be it below other rows."""
    beginnings = (Grid(grid.file, grid.sheet, grid.lines[start:]) for start in range(min(3, len(grid.lines))))
    counts = (count_known_headings(beginning, mapping.known_headings) for beginning in beginnings)
    return any(count >= _MIN_STARTER_HEADINGS for count in counts)


def _build_unknown_content_error(grids: tuple[Grid, ...], options: ReadOptions) -> UsageError:
    file = grids[0].file if grids else "the file"
    hidden_remarks = "".join(
        f'; sheet "{remark.parameters["sheet"]}" is hidden and was not read'
        for grid in grids
        for remark in grid.remarks
        if remark.code == ImportRemarkCode.HIDDEN_SHEET
    )
    if options.table is not None or options.mapping is not None:
        source = f"the table {options.table.name}" if options.table else "the map"
        message = f"no sheet of {file} has a heading of {source}{hidden_remarks}"
        return UsageError(message, "check the first row of the sheet")
    hint = "fill in `continuity import template starter -o FILE.xlsx`, or say it with --table NAME or --map FILE.toml"
    return UsageError(f"nothing tells what {file} holds{hidden_remarks}", hint)


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileError(f"{path} is no file" if path.exists() else f"no file or folder {path}", "check its name")
        if path.stat().st_size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 2**20
            raise FileError(f"{path} holds more than {limit} MB", "split it, or import a CSV pack: one file a table")
        return path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {(error.strerror or str(error)).lower()}", "check your rights") from None


def _read_delimited_file(name: str, data: bytes, encoding: str) -> tuple[Grid, ...]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileError(f"{name} is no text but a workbook", "give it the ending .xlsx, or save it as CSV UTF-8")
    try:
        grid = parse_delimited(name, data, encoding or UTF_8, MAX_ROWS)
    except UnreadableError as error:
        problem = error.problem
        if problem.code == ProblemCode.WRONG_ENCODING:
            problem = replace(problem, code=ProblemCode.UNNAMED_ENCODING)
        return (Grid(name, "", problems=(problem,)),)
    if not grid.lines:
        raise FileError(f"{name} is empty", "save or fetch it again")
    return (grid,)


def _read_workbook_file(name: str, data: bytes, _encoding: str) -> tuple[Grid, ...]:
    from continuity.importers.xlsx.reader import read_workbook

    return read_workbook(name, data)


READERS_BY_SUFFIX: dict[str, Callable[[str, bytes, str], tuple[Grid, ...]]] = {
    ".xlsx": _read_workbook_file,
    ".csv": _read_delimited_file,
    ".tsv": _read_delimited_file,
}
"""By the ending of a file, how its bytes become rows of text."""
