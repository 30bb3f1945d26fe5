"""The record as a workbook: the starter sheet and a sheet a table."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from continuity.db import read
from continuity.domain.schema.starter_sheet import STARTER_SHEET
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.errors import FileError, UnknownKey
from continuity.io.atomic_write import write_file
from continuity.reports.spreadsheet import record_sheets
from continuity.reports.spreadsheet.text_workbook import TextSheet, render_text_workbook
from continuity.services.exports.starter_rows import build_starter_rows
from continuity.services.lookup import suggest_keys
from continuity.services.offices.profiles import list_profiles
from continuity.services.transaction import read_database


def export_workbook(address: str, path: Path, as_of: date) -> dict[str, int]:
    """Write the full record with notes and contacts; return row counts by sheet. On FileError an old file stays."""
    with read_database(address) as connection:
        rows = list(build_starter_rows(connection, as_of))
        tables = {table.name: list(read.load_rows(connection, table)) for table in TABLES}
    parts = [record_sheets.build_starter_sheet(rows, _list_profile_names())]
    parts += [record_sheets.build_table_sheet(TABLES_BY_NAME[name], found) for name, found in tables.items()]
    write_file(path, render_text_workbook(parts))
    return {STARTER_SHEET: len(rows), **{name: len(found) for name, found in tables.items()}}


def write_template(path: Path, names: Sequence[str]) -> None:
    """Write an empty workbook: the starter sheet with an example, or tables. Raise FileError if the file exists."""
    if path.exists():
        raise FileError(f"{path} is there already", "choose another name: it may have been filled in")
    write_file(path, render_text_workbook([_build_template_sheet(name) for name in dict.fromkeys(names)]))


def _build_template_sheet(name: str) -> TextSheet:
    if name == STARTER_SHEET:
        return record_sheets.build_starter_sheet([record_sheets.build_example_row()], _list_profile_names())
    if name not in TABLES_BY_NAME:
        hint = suggest_keys(name, {STARTER_SHEET, *TABLES_BY_NAME})
        raise UnknownKey(f'no table "{name}"', hint or f"write {STARTER_SHEET}, or one of {', '.join(TABLES_BY_NAME)}")
    return record_sheets.build_table_sheet(TABLES_BY_NAME[name], ())


def _list_profile_names() -> list[str]:
    return list(dict.fromkeys(str(row["name"]) for row in list_profiles()))
