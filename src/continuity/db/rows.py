"""Rows of the record to and from database columns."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from continuity.db.schema import database_table
from continuity.domain.schema.columns import Kind, Table
from continuity.domain.schema.values import Row, Value, write_cell
from continuity.domain.values.dates import VagueDate


class Reader:
    """What to select of a table, and how a row of the answer becomes a row of the record.

    Attributes:
        columns: the database columns to select.
    """

    def __init__(self, table: Table, names: Collection[str]) -> None:
        """Read the named columns of the table; `key` is one of every table."""
        self.columns: list[sa.Column[Any]] = []
        self._places: list[tuple[str, int, bool]] = []
        stored = database_table(table).c
        for place in _places(table):
            if place.name in names:
                self._places.append((place.name, len(self.columns), place.vague))
                self.columns += [stored[name] for name in place.stored]

    def row(self, values: Sequence[Any]) -> Row:
        """The row of the record, an empty cell being None."""
        row: Row = {}
        for name, at, vague in self._places:
            value = values[at]
            row[name] = VagueDate(value, values[at + 1], values[at + 2]) if vague and value is not None else value
        return row


class _Place(NamedTuple):
    name: str
    vague: bool
    stored: tuple[str, ...]


@cache
def row_names(table: Table) -> tuple[str, ...]:
    """The cells of a row in the database: those of the CSV file, and the key also where the file has none."""
    return table.column_names if table.keyed else ("key", *table.column_names)


def to_database(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, Any]:
    """The database columns of a row, or of its named cells only; a missing cell is an empty one."""
    stored: dict[str, Any] = {}
    for place in _places(table):
        if names is None or place.name in names:
            stored.update(zip(place.stored, _parts(filled(row.get(place.name)), place), strict=True))
    return stored


def cells(table: Table, row: Row, names: Collection[str] | None = None) -> dict[str, str]:
    """The texts of the cells that are not empty, or of the named ones of them; never the key."""
    return {
        name: write_cell(row[name])
        for name in names or row_names(table)
        if name != "key" and filled(row.get(name)) is not None
    }


def changed(table: Table, before: Row, after: Row) -> tuple[str, ...]:
    """The names of the cells that differ."""
    return tuple(name for name in row_names(table) if filled(before.get(name)) != filled(after.get(name)))


def filled(value: Value | None) -> Value | None:
    """The value, an empty text counting as none."""
    return None if value == "" else value


def key_of(row: Row) -> str:
    """The key of a row.

    Raises:
        ValueError: it has none, which is a mistake of the program.
    """
    key = row.get("key")
    if not isinstance(key, str) or not key:
        raise ValueError(f"a row without a key: {row}")
    return key


@cache
def _places(table: Table) -> tuple[_Place, ...]:
    return tuple(_place(name, vague=_is_vague(table, name)) for name in row_names(table))


def _is_vague(table: Table, name: str) -> bool:
    return name != "key" and table.column(name).kind is Kind.DATE


def _place(name: str, *, vague: bool) -> _Place:
    return _Place(name, vague, (name, f"{name}_earliest", f"{name}_latest") if vague else (name,))


def _parts(value: Value | None, place: _Place) -> tuple[Any, ...]:
    if isinstance(value, VagueDate):
        return value.text, value.earliest, value.latest
    return (value,) if not place.vague else (value, None, None)
