"""The record as a workbook: the starter sheet, one row a programme, and a sheet a table."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from continuity.domain.schema.starter_sheet import SHEET
from continuity.domain.schema.tables import BY_NAME, TABLES
from continuity.errors import FileTrouble, UnknownKey
from continuity.io.atomic_write import write_file
from continuity.reports.spreadsheet import record_sheets
from continuity.reports.spreadsheet.text_workbook import OutSheet, workbook
from continuity.services.exports.starter_rows import starter_rows
from continuity.services.lookup import suggestion
from continuity.services.offices.profiles import profiles
from continuity.services.transaction import reading


def export_workbook(address: str, path: Path, as_of: date) -> dict[str, int]:
    """Write the full record, notes and contacts included, as one workbook.

    Args:
        address: of the database.
        path: of the workbook.
        as_of: the day whose holders and next elections stand in the starter sheet.

    Returns:
        How many rows each sheet holds.

    Raises:
        FileTrouble: it cannot be written; a file that was there stays as it was.
    """
    from continuity.db import read

    with reading(address) as connection:
        rows = list(starter_rows(connection, as_of))
        tables = {table.name: list(read.rows(connection, table)) for table in TABLES}
    parts = [record_sheets.starter(rows, _profiles())]
    parts += [record_sheets.table_sheet(BY_NAME[name], found) for name, found in tables.items()]
    write_file(path, workbook(parts))
    return {SHEET: len(rows), **{name: len(found) for name, found in tables.items()}}


def write_template(path: Path, names: Sequence[str]) -> None:
    """Write an empty workbook to fill in: the starter sheet with one example row, or the sheets of tables.

    Raises:
        UnknownKey: there is no such table.
        FileTrouble: there is a file of that name, or it cannot be written.
    """
    if path.exists():
        raise FileTrouble(f"{path} is there already", "choose another name: it may have been filled in")
    write_file(path, workbook([_template(name) for name in dict.fromkeys(names)]))


def _template(name: str) -> OutSheet:
    if name == SHEET:
        return record_sheets.starter([record_sheets.example()], _profiles())
    if name not in BY_NAME:
        hint = suggestion(name, {SHEET, *BY_NAME})
        raise UnknownKey(f'no table "{name}"', hint or f"write {SHEET}, or one of {', '.join(BY_NAME)}")
    return record_sheets.table_sheet(BY_NAME[name], ())


def _profiles() -> list[str]:
    return list(dict.fromkeys(str(row["name"]) for row in profiles()))
