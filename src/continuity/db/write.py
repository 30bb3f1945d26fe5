"""Only writer of records, with a journal of every change; a test enforces this."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from continuity.db.error_messages import DUPLICATE, classify_error
from continuity.db.rows import find_changed_cells, format_cells, get_key, to_database
from continuity.db.schema import get_database_table
from continuity.db.schema.journal import BATCHES, CHANGES
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row
from continuity.domain.vocabulary import Operation
from continuity.errors import DuplicateKey, UnknownKey

CHUNK_ROWS = 5000
"""Rows converted at a time, to bound the memory of an import."""

T = TypeVar("T")
_Change: TypeAlias = tuple[str, str, dict[str, str] | None, dict[str, str] | None]


def begin_batch(connection: Connection, *, command: str, actor: str, at: datetime, undoes: int | None = None) -> int:
    """Open this transaction's batch and return its number. `command` is as typed; `at` has a time zone."""
    values = {"command": command, "actor": actor, "at": at, "undoes": undoes}
    return int(connection.execute(sa.insert(BATCHES).values(values).returning(BATCHES.c.id)).scalar_one())


def insert(connection: Connection, batch: int, table: Table, rows: Sequence[Row]) -> None:
    """Insert records with their keys. Raise DuplicateKey for a key in use."""
    for chunk in _split_into_chunks(rows):
        try:
            connection.execute(sa.insert(get_database_table(table)), [to_database(table, row) for row in chunk])
        except IntegrityError as error:
            if classify_error(error) != DUPLICATE:
                raise
            message = _describe_taken_key(table, rows)
            raise DuplicateKey(message, "give it another key, or edit the one that is there") from error
        changes = ((Operation.INSERT, get_key(row), None, format_cells(table, row)) for row in chunk)
        _write_journal(connection, batch, table, changes)


def update(connection: Connection, batch: int, table: Table, pairs: Sequence[tuple[Row, Row]]) -> None:
    """Update records by pairs of old and new row with one key; skip equal pairs. Raise UnknownKey for a missing one."""
    for chunk in _split_into_chunks(pairs):
        differing = [(before, after, find_changed_cells(table, before, after)) for before, after in chunk]
        for names in dict.fromkeys(names for _, _, names in differing if names):
            rows = [after for _, after, changed_names in differing if changed_names == names]
            _update_cells(connection, table, names, rows)
        changes = (
            (Operation.UPDATE, get_key(after), format_cells(table, before, names), format_cells(table, after, names))
            for before, after, names in differing
            if names
        )
        _write_journal(connection, batch, table, changes)


def delete(connection: Connection, batch: int, table: Table, rows: Sequence[Row]) -> None:
    """Delete records; rows must be whole, so that the journal can restore them. Raise UnknownKey for a missing one."""
    stored = get_database_table(table)
    query = sa.delete(stored).where(stored.c.key == sa.bindparam("which"))
    for chunk in _split_into_chunks(rows):
        deleted = connection.execute(query, [{"which": get_key(row)} for row in chunk])
        _require_count(deleted.rowcount, len(chunk), table)
        changes = ((Operation.DELETE, get_key(row), format_cells(table, row), None) for row in chunk)
        _write_journal(connection, batch, table, changes)


def _update_cells(connection: Connection, table: Table, names: tuple[str, ...], rows: Sequence[Row]) -> None:
    if "key" in names:
        raise ValueError(f"a record of {table.name} would change its key")
    stored = get_database_table(table)
    values = [to_database(table, row, names) for row in rows]
    query = sa.update(stored).where(stored.c.key == sa.bindparam("which"))
    query = query.values({name: sa.bindparam(f"new_{name}") for name in values[0]})
    parameters = [_bind_parameters(row, row_values) for row, row_values in zip(rows, values, strict=True)]
    _require_count(connection.execute(query, parameters).rowcount, len(rows), table)


def _bind_parameters(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    # SQLAlchemy keeps parameters that are named as the columns for itself.
    return {"which": get_key(row)} | {f"new_{name}": value for name, value in values.items()}


def _write_journal(connection: Connection, batch: int, table: Table, changes: Iterable[_Change]) -> None:
    place: dict[str, object] = {"batch": batch, "table_name": table.name}
    rows = [
        place | {"operation": operation, "key": key, "before": _dump_json(before), "after": _dump_json(after)}
        for operation, key, before, after in changes
    ]
    if rows:
        connection.execute(sa.insert(CHANGES), rows)


def _dump_json(texts: dict[str, str] | None) -> str | None:
    return None if texts is None else json.dumps(texts, ensure_ascii=False, sort_keys=True)


def _require_count(count: int, expected: int, table: Table) -> None:
    if count != expected:
        message = f"{expected - count} of {expected} records of {table.name} are not there any more"
        raise UnknownKey(message, "read them again")


def _describe_taken_key(table: Table, rows: Sequence[Row]) -> str:
    keys = Counter(get_key(row) for row in rows)
    duplicate = next((key for key, times in keys.items() if times > 1), None)
    if len(keys) == 1 or duplicate:
        return f'the key "{duplicate or next(iter(keys))}" is in use already in {table.name}'
    return f"one of {len(keys)} keys is in use already in {table.name}"


def _split_into_chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), CHUNK_ROWS):
        yield items[start : start + CHUNK_ROWS]
