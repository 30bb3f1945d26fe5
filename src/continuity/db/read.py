"""Queries for records: by key, name, prefix and reference."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from continuity.db.rows import RowReader, list_cell_names, normalise_empty, to_database
from continuity.db.schema import get_database_table, get_key_column
from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.tables import list_referring_columns
from continuity.domain.schema.values import Row, parse_cell

FETCH_ROWS = 1000
"""Rows fetched at a time, to bound the memory of an export."""

_MAX_CHARACTER = "\U0010ffff"


def load_rows(
    connection: Connection, table: Table, *, keys: Collection[str] | None = None, where: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Stream the records of a table in key order, always with the key. Consume them before changing the table.
    `where` has cells' texts by column, empty for an empty cell. Raise BadValue for a text that is not valid.
    """
    conditions = [_build_cell_condition(table, name, text) for name, text in (where or {}).items()]
    if keys is not None:
        conditions.append(build_in_condition(connection, get_key_column(table), keys))
    return select_rows(connection, table, list_cell_names(table), *conditions)


def select_rows(
    connection: Connection, table: Table, names: Collection[str], *conditions: ColumnElement[bool]
) -> Iterator[Row]:
    """Stream the named cells of matching records in key order."""
    reader = RowReader(table, names)
    query = sa.select(*reader.columns).where(*conditions).order_by(get_key_column(table))
    with connection.execute(query.execution_options(yield_per=FETCH_ROWS)) as result:
        for values in result:
            yield reader.read_row(values)


def get_row(connection: Connection, table: Table, key: str) -> Row | None:
    """Return the record with this key."""
    reader = RowReader(table, list_cell_names(table))
    found = connection.execute(sa.select(*reader.columns).where(get_key_column(table) == key)).first()
    return None if found is None else reader.read_row(found)


def find_keys_by_prefix(connection: Connection, table: Table, prefix: str, limit: int) -> list[str]:
    """Find the first keys with the prefix."""
    key = get_key_column(table)
    query = sa.select(key).where(key >= prefix, key < prefix + _MAX_CHARACTER).order_by(key).limit(limit)
    return list(connection.execute(query).scalars())


def find_rows_by_name(connection: Connection, table: Table, name: str) -> list[Row]:
    """Find the records with exactly this name, in key order; the table must have names."""
    return list(select_rows(connection, table, list_cell_names(table), get_database_table(table).c["name"] == name))


def load_keys(connection: Connection, table: Table) -> set[str]:
    """Load all keys of the table."""
    return set(connection.execute(sa.select(get_key_column(table))).scalars())


def find_referrers(connection: Connection, table: Table, key: str, limit: int) -> list[tuple[Table, Column, str]]:
    """Find the records that refer to this key: table, column and key of each."""
    found: list[tuple[Table, Column, str]] = []
    for other, column in list_referring_columns(table):
        referring_key = get_key_column(other)
        query = sa.select(referring_key).where(get_database_table(other).c[column.name] == key).order_by(referring_key)
        found += [(other, column, name) for name in connection.execute(query.limit(limit - len(found))).scalars()]
    return found


def count_rows(connection: Connection, table: Table) -> int:
    """Count the records of the table."""
    return connection.execute(sa.select(sa.func.count()).select_from(get_database_table(table))).scalar_one()


def build_in_condition(
    connection: Connection, column: ColumnElement[str], keys: Collection[str]
) -> ColumnElement[bool]:
    """Build a condition for any number of keys, bound as one value."""
    key_list = sa.literal(json.dumps(sorted(keys)), sa.Text)
    if connection.dialect.name == "sqlite":
        values = sa.func.json_each(key_list).table_valued("value")
    else:
        values = sa.func.json_array_elements_text(sa.cast(key_list, sa.JSON)).table_valued("value")
    return column.in_(sa.select(values.c.value))


def _build_cell_condition(table: Table, name: str, text: str) -> ColumnElement[bool]:
    stored = get_database_table(table).c[name]
    value: Any = text
    if name != "key":
        value = to_database(table, {name: normalise_empty(parse_cell(table.get_column(name), text))}, (name,))[name]
    return stored.is_(None) if value is None else stored == value
