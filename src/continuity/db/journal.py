"""Queries on the journal. An undo and its batch cancel each other; undoing the undo restores the batch."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from continuity.db.read import build_in_condition
from continuity.db.schema.journal import BATCHES, CHANGES


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch, with the number of records it changed."""

    id: int
    at: datetime
    actor: str
    command: str
    undoes: int | None
    changes: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A changed record; `operation` is insert, update or delete.
    `before` and `after` have the texts of non-empty cells, of an update only the changed ones; None without a record.
    """

    id: int
    batch: int
    table: str
    key: str
    operation: str
    before: dict[str, str] | None
    after: dict[str, str] | None


def load_batches(connection: Connection, limit: int) -> list[BatchRow]:
    """Load the newest batches, newest first."""
    return [BatchRow(*row) for row in connection.execute(_select_batches().limit(limit))]


def get_batch(connection: Connection, number: int) -> BatchRow | None:
    """Return the batch with this number."""
    row = connection.execute(_select_batches().where(BATCHES.c.id == number)).first()
    return BatchRow(*row) if row else None


def load_changes(connection: Connection, batch: int) -> list[ChangeRow]:
    """Load the changes of a batch in order."""
    return list(_load_changes(connection, CHANGES.c.batch == batch))


def find_later_changes(connection: Connection, batch: int) -> list[ChangeRow]:
    """Find changes of the batch's records by later batches not undone since."""
    own_changes = CHANGES.alias("mine")
    is_same = (own_changes.c.table_name == CHANGES.c.table_name, own_changes.c.key == CHANGES.c.key)
    same_record = sa.exists().where(own_changes.c.batch == batch, *is_same)
    cancelled = _find_cancelled_batches(connection, after=batch)
    later_changes = _load_changes(connection, CHANGES.c.batch > batch, same_record)
    return [change for change in later_changes if change.batch not in cancelled]


def find_newest_batch(connection: Connection) -> int:
    """Return the number of the newest batch, 0 if none."""
    return connection.execute(sa.select(sa.func.max(BATCHES.c.id))).scalar_one() or 0


def is_complete_after(connection: Connection, batch: int) -> bool:
    """Return whether the journal has all changes since the batch (0: the start)."""
    return batch == 0 or connection.execute(sa.select(BATCHES.c.id).where(BATCHES.c.id == batch)).first() is not None


def load_changes_backwards(connection: Connection, after: int, below: int | None, limit: int) -> list[ChangeRow]:
    """Load changes after a batch and older than change `below`, newest first."""
    older = [] if below is None else [CHANGES.c.id < below]
    query = _select_changes(CHANGES.c.batch > after, *older).order_by(CHANGES.c.id.desc()).limit(limit)
    return [_parse_change(row) for row in connection.execute(query)]


def load_changes_of_records(
    connection: Connection, after: int, until: int, records: Mapping[str, Collection[str]]
) -> Iterator[ChangeRow]:
    """Stream changes of records (keys by table) in batches after `after` and up to `until`, except undone batches."""
    cancelled = _find_cancelled_batches(connection, after=after)
    for table, keys in records.items():
        conditions = CHANGES.c.table_name == table, build_in_condition(connection, CHANGES.c.key, keys)
        for change in _load_changes(connection, CHANGES.c.batch > after, CHANGES.c.batch <= until, *conditions):
            if change.batch not in cancelled:
                yield change


def load_batch_stamps(connection: Connection, after: int) -> dict[int, tuple[str, datetime]]:
    """Load actor and time of each later batch by number."""
    query = sa.select(BATCHES.c.id, BATCHES.c.actor, BATCHES.c.at).where(BATCHES.c.id > after)
    return {number: (actor, at) for number, actor, at in connection.execute(query)}


def find_last_undoable_batch(connection: Connection) -> BatchRow | None:
    """Find the newest batch that is neither an undo nor undone."""
    cancelled = _find_cancelled_batches(connection)
    query = sa.select(BATCHES.c.id).where(BATCHES.c.undoes.is_(None)).order_by(BATCHES.c.id.desc())
    with connection.execute(query.execution_options(yield_per=100)) as found:
        number = next((row.id for row in found if row.id not in cancelled), None)
    return None if number is None else get_batch(connection, number)


def find_undoing_batch(connection: Connection, batch: int) -> int | None:
    """Find the undo of a batch, unless undone itself."""
    cancelled = _find_cancelled_batches(connection)
    query = sa.select(BATCHES.c.id).where(BATCHES.c.undoes == batch).order_by(BATCHES.c.id.desc())
    newest_undo = connection.execute(query).scalars().first()
    return newest_undo if newest_undo is not None and batch in cancelled else None


def _select_batches() -> sa.Select[int, datetime, str, str, int | None, int]:
    size = sa.select(sa.func.count()).where(CHANGES.c.batch == BATCHES.c.id).scalar_subquery()
    table = BATCHES.c
    return sa.select(table.id, table.at, table.actor, table.command, table.undoes, size).order_by(table.id.desc())


def _load_changes(connection: Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[ChangeRow]:
    yield from map(_parse_change, connection.execute(_select_changes(*conditions).order_by(CHANGES.c.id)))


def _select_changes(*conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    table = CHANGES.c
    columns = (table.id, table.batch, table.table_name, table.key, table.operation, table.before, table.after)
    return sa.select(*columns).where(*conditions)


def _parse_change(row: Any) -> ChangeRow:  # noqa: ANN401 # a row of SQLAlchemy's
    before, after = _parse_texts(row.before), _parse_texts(row.after)
    return ChangeRow(row.id, row.batch, row.table_name, row.key, row.operation, before, after)


def _parse_texts(stored: str | None) -> dict[str, str] | None:
    return None if stored is None else json.loads(stored)


def _find_cancelled_batches(connection: Connection, *, after: int = 0) -> set[int]:
    """Collect undos and their batches, newest first: an undone undo cancels nothing."""
    query = sa.select(BATCHES.c.id, BATCHES.c.undoes).where(BATCHES.c.undoes > after).order_by(BATCHES.c.id.desc())
    cancelled: set[int] = set()
    for number, undone in connection.execute(query):
        if number not in cancelled:
            cancelled |= {number, undone}
    return cancelled
