"""The visible sheets of a workbook as text, with all problems at once."""

from dataclasses import replace

from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode
from continuity.domain.schema.starter_sheet import CHOICES_SHEET
from continuity.errors import FileError
from continuity.importers.model import Grid
from continuity.importers.xlsx.archive import WorkbookArchive
from continuity.importers.xlsx.workbook import read_contents, read_workbook_data
from continuity.importers.xlsx.worksheet import has_filled_cells, read_sheet


def read_workbook(name: str, data: bytes) -> tuple[Grid, ...]:
    """Read the visible sheets in tab order; `name` is for problems. Only errors of the whole file raise FileError."""
    archive = WorkbookArchive(name, data)
    contents = read_contents(archive)
    workbook_data = read_workbook_data(archive, contents)
    grids = [read_sheet(archive, sheet, workbook_data) for sheet in contents.sheets if not sheet.hidden]
    if not grids:
        raise FileError(f"{name} has no visible sheet with cells", "show a sheet in Excel and save the file again")
    hidden = [sheet for sheet in contents.sheets if sheet.hidden and sheet.name != CHOICES_SHEET]
    filled = (sheet.name for sheet in hidden if has_filled_cells(archive, sheet, workbook_data))
    remarks = (ImportRemark(ImportRemarkCode.HIDDEN_SHEET, {"sheet": name}) for name in filled)
    return (replace(grids[0], remarks=(*grids[0].remarks, *remarks)), *grids[1:])
