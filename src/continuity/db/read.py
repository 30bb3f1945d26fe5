"""Reading records: as rows, by key, by name, by the beginning of a key, by what refers to them."""

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
"""How many rows are fetched at a time, so that an export of any size takes little memory."""

_MAX_CHARACTER = "\U0010ffff"


def load_rows(
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
    conditions = [_build_cell_condition(table, name, text) for name, text in (where or {}).items()]
    if keys is not None:
        conditions.append(build_in_condition(connection, get_key_column(table), keys))
    return select_rows(connection, table, list_cell_names(table), *conditions)


def select_rows(
    connection: Connection, table: Table, names: Collection[str], *conditions: ColumnElement[bool]
) -> Iterator[Row]:
    """The named cells of the records that meet the conditions, in the order of their keys."""
    reader = RowReader(table, names)
    query = sa.select(*reader.columns).where(*conditions).order_by(get_key_column(table))
    with connection.execute(query.execution_options(yield_per=FETCH_ROWS)) as result:
        for values in result:
            yield reader.read_row(values)


def get_row(connection: Connection, table: Table, key: str) -> Row | None:
    """The record with this key."""
    reader = RowReader(table, list_cell_names(table))
    found = connection.execute(sa.select(*reader.columns).where(get_key_column(table) == key)).first()
    return None if found is None else reader.read_row(found)


def find_keys_by_prefix(connection: Connection, table: Table, prefix: str, limit: int) -> list[str]:
    """The first keys that begin with the text."""
    key = get_key_column(table)
    query = sa.select(key).where(key >= prefix, key < prefix + _MAX_CHARACTER).order_by(key).limit(limit)
    return list(connection.execute(query).scalars())


def find_rows_by_name(connection: Connection, table: Table, name: str) -> list[Row]:
    """The records with exactly this name, in the order of their keys.

    Raises:
        KeyError: the table has no names.
    """
    return list(select_rows(connection, table, list_cell_names(table), get_database_table(table).c["name"] == name))


def load_keys(connection: Connection, table: Table) -> set[str]:
    """All keys in use in the table."""
    return set(connection.execute(sa.select(get_key_column(table))).scalars())


def find_referrers(connection: Connection, table: Table, key: str, limit: int) -> list[tuple[Table, Column, str]]:
    """The records that name this one, at most so many: their table, the column that does and their key."""
    found: list[tuple[Table, Column, str]] = []
    for other, column in list_referring_columns(table):
        referring_key = get_key_column(other)
        query = sa.select(referring_key).where(get_database_table(other).c[column.name] == key).order_by(referring_key)
        found += [(other, column, name) for name in connection.execute(query.limit(limit - len(found))).scalars()]
    return found


def count_rows(connection: Connection, table: Table) -> int:
    """How many records the table holds."""
    return connection.execute(sa.select(sa.func.count()).select_from(get_database_table(table))).scalar_one()


def build_in_condition(
    connection: Connection, column: ColumnElement[str], keys: Collection[str]
) -> ColumnElement[bool]:
    """Whether the column holds one of the keys; all of them travel as one value, so there may be any number."""
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
