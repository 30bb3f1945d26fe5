"""Sheets of records: the starter sheet and a sheet for each table."""

from collections.abc import Iterable, Sequence

from continuity.domain.schema.columns import Column, ColumnKind, Table
from continuity.domain.schema.starter_sheet import PROFILE_COLUMN, STARTER_COLUMNS, STARTER_SHEET
from continuity.domain.schema.values import Row, format_cell
from continuity.reports.spreadsheet.text_workbook import SheetColumn, TextSheet

_REQUIRED_NOTE = " A row cannot do without it."
_KIND_NOTES = {
    ColumnKind.DATE: " Write YYYY-MM-DD; YYYY-MM or YYYY where no more is known.",
    ColumnKind.LIST: " Separate several by ` | `.",
    ColumnKind.REFERENCE: " A key or an exact name.",
}


def build_starter_sheet(rows: Iterable[Sequence[str]], profiles: Sequence[str]) -> TextSheet:
    """Build the starter sheet; `profiles` fill the drop-down list of offices."""
    return TextSheet(STARTER_SHEET, [_build_column(index, profiles) for index in range(len(STARTER_COLUMNS))], rows)


def build_example_row() -> list[str]:
    """Return the example row of a template; an import skips it."""
    return [heading.example for heading in STARTER_COLUMNS]


def build_table_sheet(table: Table, rows: Iterable[Row]) -> TextSheet:
    """Build the sheet of one table."""
    columns = [
        SheetColumn(column.name, _format_note(column, column.help), column.choices, column.required)
        for column in table.columns
    ]
    return TextSheet(table.name, columns, (_format_row(table, row) for row in rows))


def _build_column(index: int, profiles: Sequence[str]) -> SheetColumn:
    heading = STARTER_COLUMNS[index]
    column = heading.table_column
    choices = tuple(profiles) if heading.column == PROFILE_COLUMN else column.choices if column else ()
    note = _format_note(column, heading.help) if column and column.kind is not ColumnKind.REFERENCE else heading.help
    note += _REQUIRED_NOTE if heading.required else ""
    return SheetColumn(heading.heading, note, choices, heading.required)


def _format_note(column: Column, meaning: str) -> str:
    return f"{meaning}{'' if meaning.endswith('.') else '.'}{_KIND_NOTES.get(column.kind, '')}"


def _format_row(table: Table, row: Row) -> list[str]:
    return [format_cell(row.get(name)) for name in table.column_names]
