"""Workbooks as an officer would fill them in."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from continuity.domain.schema.starter_sheet import STARTER_COLUMNS, STARTER_SHEET
from continuity.reports.spreadsheet.text_workbook import SheetColumn, TextSheet, render_text_workbook

STARTER = [heading.heading for heading in STARTER_COLUMNS]


def sheet(name: str, headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> TextSheet:
    return TextSheet(
        name, [SheetColumn(heading) for heading in headings], [[row.get(one, "") for one in headings] for row in rows]
    )


def written(path: Path, *sheets: TextSheet) -> Path:
    path.write_bytes(render_text_workbook(sheets))
    return path


def starter(path: Path, *rows: Mapping[str, str]) -> Path:
    """The starter sheet with these rows, by heading."""
    unknown = {heading for row in rows for heading in row} - set(STARTER)
    assert not unknown
    return written(path, sheet(STARTER_SHEET, STARTER, rows))
