"""A file of cells: which format it is, which of its sheets say something, and what their columns mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from continuity.domain.schema.columns import Table
from continuity.domain.schema.starter_sheet import SHEET
from continuity.domain.schema.tables import BY_NAME
from continuity.errors import FileTrouble, UsageError
from continuity.importers.column_mapping import Layout, starter_layout, table_layout
from continuity.importers.date_formats import DateFormat
from continuity.importers.delimited_text import LARGEST_FILE, ROWS, UTF_8, UnreadableError, read_delimited
from continuity.importers.headings import Headed, fit, headed, unfilled
from continuity.importers.model import Grid, Problem

_RELATED = (".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".ods")
"""Endings of workbooks that are refused with the way to save them."""

_ENOUGH = 2
"""How many of its headings tell that a sheet is the starter sheet, whatever it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a file is to be read, where it does not say so itself.

    Attributes:
        table: the one table whose records it holds.
        layout: what its columns mean, by a map.
        dates: how it writes days.
        encoding: of a CSV; empty for UTF-8.
    """

    table: Table | None = None
    layout: Layout | None = None
    dates: DateFormat = field(default_factory=DateFormat)
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood of a file.

    Attributes:
        sheets: with what their columns mean.
        problems: what cannot be read, by sheet and row.
        remarks: what was read in another way than the reader may expect, or not at all.
        grids: every sheet that was looked at.
        whole: whether the headings of all of them were understood.
    """

    sheets: tuple[tuple[Headed, Layout], ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    whole: bool = True


def read_file(path: Path, how: How) -> Read:
    """Read a workbook or a CSV.

    Raises:
        FileTrouble: it cannot be read as a whole, or is of a format that is not known.
        UsageError: nothing tells what it holds.
    """
    ending = path.suffix.casefold()
    reader = _workbook if ending in _RELATED else FORMATS.get(ending)
    if reader is None and path.is_file():
        hint = f"give a folder, or a file that ends in {' or '.join(FORMATS)}"
        raise FileTrouble(f"{path.name} is of no format that can be imported", hint)
    data = _bytes(path)
    return understood((reader or _delimited)(path.name, data, how.encoding), how)


def understood(grids: Iterable[Grid], how: How) -> Read:
    """What the sheets of a file mean.

    Raises:
        UsageError: nothing tells what any of them holds.
    """
    grids = tuple(grids)
    readable = [grid for grid in grids if grid.lines or not grid.problems]
    meant = [(grid, layout) for grid in readable if (layout := _layout(grid, how)) is not None]
    strangers = [grid for grid in grids if all(grid is not other for other, _ in meant)]
    wrong = [problem for grid in strangers if not grid.lines for problem in grid.problems]
    if not meant and not wrong:
        raise _unknown(grids, how)
    found = [(headed(grid, layout.known, layout.needed, others=layout.others), layout) for grid, layout in meant]
    faults = [fault for one, _ in found if not isinstance(one, Headed) for fault in one]
    sheets = [(_without_example(one, layout), layout) for one, layout in found if isinstance(one, Headed)]
    wrong += [fault for sheet, layout in sheets for fault in unfilled(sheet, layout.filled)]
    remarks = [remark for grid in grids for remark in grid.remarks]
    remarks += [f'sheet "{grid.sheet}" is no table and was not read' for grid in strangers if grid.lines]
    return Read(
        tuple(sheets),
        (*wrong, *faults, *(problem for grid, _ in meant for problem in grid.problems)),
        tuple(remarks),
        grids,
        whole=not faults,
    )


def _layout(grid: Grid, how: How) -> Layout | None:
    """What the columns of a sheet mean; None where nothing tells."""
    if how.layout is not None or how.table is not None:
        layout = how.layout or table_layout(how.table or BY_NAME[grid.sheet], how.dates)
        return layout if not grid.sheet or fit(grid, layout.known) else None
    starter = starter_layout(how.dates)
    name = (grid.sheet or Path(grid.file).stem).casefold()
    if name == SHEET or (name not in BY_NAME and _looks_like(grid, starter)):
        return starter
    return table_layout(BY_NAME[name], how.dates) if name in BY_NAME else None


def _without_example(sheet: Headed, layout: Layout) -> Headed:
    """The sheet without the row by which a template shows how to fill it."""
    if layout.example is None:
        return sheet
    place = sheet.headings.index(layout.example[0])
    kept = tuple(line for line in sheet.lines if line.cells[place : place + 1] != (layout.example[1],))
    return replace(sheet, lines=kept)


def _looks_like(grid: Grid, layout: Layout) -> bool:
    """Whether a sheet has headings of a layout, be it below other rows."""
    beginnings = (Grid(grid.file, grid.sheet, grid.lines[place:]) for place in range(min(3, len(grid.lines))))
    return any(fit(one, layout.known) >= _ENOUGH for one in beginnings)


def _unknown(grids: tuple[Grid, ...], how: How) -> UsageError:
    file = grids[0].file if grids else "the file"
    hidden = "".join(f"; {remark}" for grid in grids for remark in grid.remarks if "is hidden" in remark)
    if how.table is not None or how.layout is not None:
        what = f"the table {how.table.name}" if how.table else "the map"
        return UsageError(f"no sheet of {file} has a heading of {what}{hidden}", "check the first row of the sheet")
    return UsageError(
        f"nothing tells what {file} holds{hidden}",
        "fill in `continuity import template starter -o FILE.xlsx`, or say it with --table NAME or --map FILE.toml",
    )


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileTrouble(f"{path} is no file" if path.exists() else f"no file or folder {path}", "check its name")
        if path.stat().st_size > LARGEST_FILE:
            limit = LARGEST_FILE // 2**20
            raise FileTrouble(f"{path} holds more than {limit} MB", "split it, or import a CSV pack: one file a table")
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(
            f"cannot read {path}: {(error.strerror or str(error)).lower()}", "check your rights"
        ) from None


def _delimited(name: str, data: bytes, encoding: str) -> tuple[Grid, ...]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileTrouble(f"{name} is no text but a workbook", "give it the ending .xlsx, or save it as CSV UTF-8")
    try:
        grid = read_delimited(name, data, encoding or UTF_8, ROWS)
    except UnreadableError as error:
        problem = error.problem
        if problem.message.startswith("the file is not"):
            problem = replace(problem, hint=f"{problem.hint}, or name its encoding with --encoding, such as cp1252")
        return (Grid(name, "", problems=(problem,)),)
    if not grid.lines:
        raise FileTrouble(f"{name} is empty", "save or fetch it again")
    return (grid,)


def _workbook(name: str, data: bytes, _encoding: str) -> tuple[Grid, ...]:
    from continuity.importers.xlsx.reader import read_workbook

    return read_workbook(name, data)


FORMATS: dict[str, Callable[[str, bytes, str], tuple[Grid, ...]]] = {
    ".xlsx": _workbook,
    ".csv": _delimited,
    ".tsv": _delimited,
}
"""By the ending of a file, how its bytes become rows of text."""
