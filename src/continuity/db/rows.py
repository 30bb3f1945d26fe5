"""Conversion between rows of the record and database columns."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from continuity.db.schema import get_database_table
from continuity.domain.schema.columns import ColumnKind, Table
from continuity.domain.schema.values import Row, Value, format_cell
from continuity.domain.values.dates import VagueDate


class RowReader:
    """Reader of the named cells; `columns` are the database columns to select."""

    def __init__(self, table: Table, names: Collection[str]) -> None:
        self.columns: list[sa.Column[Any]] = []
        self._stored_cells: list[tuple[str, int, bool]] = []
        stored = get_database_table(table).c
        for stored_cell in _list_stored_cells(table):
            if stored_cell.name in names:
                self._stored_cells.append((stored_cell.name, len(self.columns), stored_cell.vague))
                self.columns += [stored[name] for name in stored_cell.column_names]

    def read_row(self, values: Sequence[Any]) -> Row:
        """Convert selected values to a row; an empty cell is None."""
        row: Row = {}
        for name, at, vague in self._stored_cells:
            value = values[at]
            row[name] = VagueDate(value, values[at + 1], values[at + 2]) if vague and value is not None else value
        return row


class _StoredCell(NamedTuple):
    name: str
    vague: bool
    column_names: tuple[str, ...]


@cache
def list_cell_names(table: Table) -> tuple[str, ...]:
    """List the cells of a row: the CSV columns, and always the key."""
    return table.column_names if table.has_key else ("key", *table.column_names)


def to_database(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, Any]:
    """Convert a row, or only its named cells, to columns; missing cells are empty."""
    stored: dict[str, Any] = {}
    for cell in _list_stored_cells(table):
        if names is None or cell.name in names:
            values = _split_value(normalise_empty(row.get(cell.name)), cell)
            stored.update(zip(cell.column_names, values, strict=True))
    return stored


def format_cells(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, str]:
    """Format the non-empty cells, or only the named cells, without the key."""
    filled = (name for name in names or list_cell_names(table) if normalise_empty(row.get(name)) is not None)
    return {name: format_cell(row[name]) for name in filled if name != "key"}


def find_changed_cells(table: Table, before: Row, after: Row) -> tuple[str, ...]:
    """Return the names of the cells that differ."""
    names = list_cell_names(table)
    return tuple(name for name in names if normalise_empty(before.get(name)) != normalise_empty(after.get(name)))


def normalise_empty(value: Value | None) -> Value | None:
    """Convert an empty text to None."""
    return None if value == "" else value


def get_key(row: Row) -> str:
    """Return the key of a row. Raise ValueError without one, which is a bug."""
    key = row.get("key")
    if not isinstance(key, str) or not key:
        raise ValueError(f"a row without a key: {row}")
    return key


@cache
def _list_stored_cells(table: Table) -> tuple[_StoredCell, ...]:
    return tuple(_build_stored_cell(name, vague=_is_vague(table, name)) for name in list_cell_names(table))


def _is_vague(table: Table, name: str) -> bool:
    return name != "key" and table.get_column(name).kind is ColumnKind.DATE


def _build_stored_cell(name: str, *, vague: bool) -> _StoredCell:
    return _StoredCell(name, vague, (name, f"{name}_earliest", f"{name}_latest") if vague else (name,))


def _split_value(value: Value | None, stored_cell: _StoredCell) -> tuple[Any, ...]:
    if isinstance(value, VagueDate):
        return value.text, value.earliest, value.latest
    return (value,) if not stored_cell.vague else (value, None, None)
