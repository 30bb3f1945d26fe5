"""Rows of the record to and from database columns."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from continuity.db.schema import get_database_table
from continuity.domain.schema.columns import ColumnKind, Table
from continuity.domain.schema.values import Row, Value, format_cell
from continuity.domain.values.dates import VagueDate


class RowReader:
    """What to select of a table, and how a row of the answer becomes a row of the record.

    Attributes:
        columns: the database columns to select.
    """

    def __init__(self, table: Table, names: Collection[str]) -> None:
        """Read the named columns of the table; `key` is one of every table."""
        self.columns: list[sa.Column[Any]] = []
        self._stored_cells: list[tuple[str, int, bool]] = []
        stored = get_database_table(table).c
        for stored_cell in _list_stored_cells(table):
            if stored_cell.name in names:
                self._stored_cells.append((stored_cell.name, len(self.columns), stored_cell.vague))
                self.columns += [stored[name] for name in stored_cell.column_names]

    def read_row(self, values: Sequence[Any]) -> Row:
        """The row of the record, an empty cell being None."""
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
    """The cells of a row in the database: those of the CSV file, and the key also where the file has none."""
    return table.column_names if table.has_key else ("key", *table.column_names)


def to_database(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, Any]:
    """The database columns of a row, or of its named cells only; a missing cell is an empty one."""
    stored: dict[str, Any] = {}
    for stored_cell in _list_stored_cells(table):
        if names is None or stored_cell.name in names:
            stored.update(
                zip(
                    stored_cell.column_names,
                    _split_value(normalise_empty(row.get(stored_cell.name)), stored_cell),
                    strict=True,
                )
            )
    return stored


def format_cells(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, str]:
    """The texts of the cells that are not empty, or of the named ones of them; never the key."""
    return {
        name: format_cell(row[name])
        for name in names or list_cell_names(table)
        if name != "key" and normalise_empty(row.get(name)) is not None
    }


def find_changed_cells(table: Table, before: Row, after: Row) -> tuple[str, ...]:
    """The names of the cells that differ."""
    return tuple(
        name for name in list_cell_names(table) if normalise_empty(before.get(name)) != normalise_empty(after.get(name))
    )


def normalise_empty(value: Value | None) -> Value | None:
    """The value, an empty text counting as none."""
    return None if value == "" else value


def get_key(row: Row) -> str:
    """The key of a row.

    Raises:
        ValueError: it has none, which is a mistake of the program.
    """
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
