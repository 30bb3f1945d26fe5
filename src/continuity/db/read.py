"""Reading records: as rows, by key, by name, by the beginning of a key, by what refers to them."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from continuity.db.rows import Reader, filled, row_names, to_database
from continuity.db.schema import database_table, key_column
from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.tables import referring
from continuity.domain.schema.values import Row, parse_cell

AT_ONCE = 1000
"""How many rows are fetched at a time, so that an export of any size takes little memory."""

_BEYOND = "\U0010ffff"


def rows(
    connection: Connection,
    table: Table,
    *,
    keys: Collection[str] | None = None,
    where: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """The records of a table in the order of their keys, fetched as they are asked for.

    Every row has its key, also where the CSV file has none. Take the rows before changing the table.

    Args:
        connection: inside a transaction.
        table: the table.
        keys: only the records with one of these keys.
        where: only those whose cells have these texts; an empty text stands for an empty cell.

    Raises:
        BadValue: a text is none the column takes.
        KeyError: the table has no such column.
    """
    conditions = [_cell_is(table, name, text) for name, text in (where or {}).items()]
    if keys is not None:
        conditions.append(among(connection, key_column(table), keys))
    return select(connection, table, row_names(table), *conditions)


def select(
    connection: Connection, table: Table, names: Collection[str], *conditions: ColumnElement[bool]
) -> Iterator[Row]:
    """The named cells of the records that meet the conditions, in the order of their keys."""
    reader = Reader(table, names)
    query = sa.select(*reader.columns).where(*conditions).order_by(key_column(table))
    with connection.execute(query.execution_options(yield_per=AT_ONCE)) as result:
        for values in result:
            yield reader.row(values)


def get(connection: Connection, table: Table, key: str) -> Row | None:
    """The record with this key."""
    reader = Reader(table, row_names(table))
    found = connection.execute(sa.select(*reader.columns).where(key_column(table) == key)).first()
    return None if found is None else reader.row(found)


def keys_like(connection: Connection, table: Table, beginning: str, limit: int) -> list[str]:
    """The first keys that begin with the text."""
    key = key_column(table)
    query = sa.select(key).where(key >= beginning, key < beginning + _BEYOND).order_by(key).limit(limit)
    return list(connection.execute(query).scalars())


def by_name(connection: Connection, table: Table, name: str) -> list[Row]:
    """The records with exactly this name, in the order of their keys.

    Raises:
        KeyError: the table has no names.
    """
    return list(select(connection, table, row_names(table), database_table(table).c["name"] == name))


def all_keys(connection: Connection, table: Table) -> set[str]:
    """All keys in use in the table."""
    return set(connection.execute(sa.select(key_column(table))).scalars())


def referrers(connection: Connection, table: Table, key: str, limit: int) -> list[tuple[Table, Column, str]]:
    """The records that name this one, at most so many: their table, the column that does and their key."""
    found: list[tuple[Table, Column, str]] = []
    for other, column in referring(table):
        own = key_column(other)
        query = sa.select(own).where(database_table(other).c[column.name] == key).order_by(own)
        found += [(other, column, name) for name in connection.execute(query.limit(limit - len(found))).scalars()]
    return found


def count(connection: Connection, table: Table) -> int:
    """How many records the table holds."""
    return connection.execute(sa.select(sa.func.count()).select_from(database_table(table))).scalar_one()


def among(connection: Connection, column: ColumnElement[str], keys: Collection[str]) -> ColumnElement[bool]:
    """Whether the column holds one of the keys; all of them travel as one value, so there may be any number."""
    listed = sa.literal(json.dumps(sorted(keys)), sa.Text)
    if connection.dialect.name == "sqlite":
        values = sa.func.json_each(listed).table_valued("value")
    else:
        values = sa.func.json_array_elements_text(sa.cast(listed, sa.JSON)).table_valued("value")
    return column.in_(sa.select(values.c.value))


def _cell_is(table: Table, name: str, text: str) -> ColumnElement[bool]:
    stored = database_table(table).c[name]
    value: Any = text
    if name != "key":
        value = to_database(table, {name: filled(parse_cell(table.column(name), text))}, (name,))[name]
    return stored.is_(None) if value is None else stored == value
