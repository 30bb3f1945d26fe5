"""Workbooks as an officer would fill them in."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from continuity.domain.schema.starter_sheet import HEADINGS, SHEET
from continuity.reports.spreadsheet.text_workbook import OutSheet, SheetColumn, workbook

STARTER = [heading.text for heading in HEADINGS]


def sheet(name: str, headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> OutSheet:
    return OutSheet(
        name, [SheetColumn(heading) for heading in headings], [[row.get(one, "") for one in headings] for row in rows]
    )


def written(path: Path, *sheets: OutSheet) -> Path:
    path.write_bytes(workbook(sheets))
    return path


def starter(path: Path, *rows: Mapping[str, str]) -> Path:
    """The starter sheet with these rows, by heading."""
    unknown = {heading for row in rows for heading in row} - set(STARTER)
    assert not unknown
    return written(path, sheet(SHEET, STARTER, rows))
