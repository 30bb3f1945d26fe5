"""An .xlsx workbook: its visible sheets as text, with all that cannot be read said at once."""

from continuity.domain.schema.starter_sheet import WORDS_SHEET
from continuity.errors import FileTrouble
from continuity.importers.model import Grid


def read_workbook(name: str, data: bytes) -> tuple[Grid, ...]:
    """The visible sheets of a workbook, in the order of its tabs.

    Args:
        name: what to call the file in problems.
        data: its bytes.

    Raises:
        FileTrouble: the file as a whole cannot be read; what can be said of one sheet or cell is a problem in its grid.
    """
    from continuity.importers.xlsx.archive import Package
    from continuity.importers.xlsx.workbook import read_book, read_contents
    from continuity.importers.xlsx.worksheet import holds_something, read_sheet

    package = Package(name, data)
    contents = read_contents(package)
    book = read_book(package, contents)
    grids = [read_sheet(package, sheet, book) for sheet in contents.sheets if not sheet.hidden]
    if not grids:
        raise FileTrouble(f"{name} has no visible sheet with cells", "show a sheet in Excel and save the file again")
    hidden = [sheet for sheet in contents.sheets if sheet.hidden and sheet.name != WORDS_SHEET]
    unread = tuple(
        f'sheet "{sheet.name}" is hidden and was not read' for sheet in hidden if holds_something(package, sheet, book)
    )
    return (_remarked(grids[0], unread), *grids[1:])


def _remarked(grid: Grid, remarks: tuple[str, ...]) -> Grid:
    return Grid(grid.file, grid.sheet, grid.lines, grid.problems, grid.remarks + remarks)
