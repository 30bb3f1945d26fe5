"""The sheets of a workbook of the record: the starter sheet and the tables, empty as templates or with their rows."""

from collections.abc import Iterable, Sequence

from continuity.domain.schema.columns import Column, Kind, Table
from continuity.domain.schema.starter_sheet import HEADINGS, PROFILE, SHEET
from continuity.domain.schema.values import Row, write_cell
from continuity.reports.spreadsheet.text_workbook import OutSheet, SheetColumn

_NEEDED = " A row cannot do without it."
_FORMS = {
    Kind.DATE: " Write YYYY-MM-DD; YYYY-MM or YYYY where no more is known.",
    Kind.LIST: " Separate several by ` | `.",
    Kind.REFERENCE: " A key or an exact name.",
}


def starter(rows: Iterable[Sequence[str]], profiles: Sequence[str]) -> OutSheet:
    """The starter sheet.

    Args:
        rows: in the order of its headings.
        profiles: the names of the ready offices, for their drop-down list.
    """
    return OutSheet(SHEET, [_heading(place, profiles) for place in range(len(HEADINGS))], rows)


def example() -> list[str]:
    """The row that a template shows how to fill; an import passes it over."""
    return [heading.example for heading in HEADINGS]


def table_sheet(table: Table, rows: Iterable[Row]) -> OutSheet:
    """The sheet of one table."""
    columns = [SheetColumn(one.name, _note(one, one.help), one.words, one.required) for one in table.columns]
    return OutSheet(table.name, columns, (_texts(table, row) for row in rows))


def _heading(place: int, profiles: Sequence[str]) -> SheetColumn:
    heading = HEADINGS[place]
    column = heading.recorded
    words = tuple(profiles) if heading.column == PROFILE else column.words if column else ()
    note = _note(column, heading.help) if column and column.kind is not Kind.REFERENCE else heading.help
    return SheetColumn(heading.text, f"{note}{_NEEDED}" if heading.required else note, words, heading.required)


def _note(column: Column, meaning: str) -> str:
    return f"{meaning}{'' if meaning.endswith('.') else '.'}{_FORMS.get(column.kind, '')}"


def _texts(table: Table, row: Row) -> list[str]:
    return [write_cell(row.get(name)) for name in table.column_names]
