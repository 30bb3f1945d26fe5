"""Transactions of use cases, and the batch of their changes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.db import write
from continuity.db.engine import open_copy, open_database, transaction
from continuity.db.migrations import require_current
from continuity.domain.schema.columns import Table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from continuity.domain.schema.values import Row


@dataclass(frozen=True, slots=True)
class Stamp:
    """Author, command and time (with time zone) of a change."""

    command: str
    actor: str
    at: datetime


@dataclass(slots=True)
class Writer:
    """Writes records into one batch, opened by the first change; `undoes` is the batch that it undoes, if any."""

    connection: "Connection"
    stamp: Stamp
    undoes: int | None = None
    batch: int | None = field(default=None)

    def insert(self, table: Table, rows: Sequence["Row"]) -> None:
        """Add records."""
        if rows:
            write.insert(self.connection, self._ensure_batch(), table, rows)

    def update(self, table: Table, pairs: Sequence[tuple["Row", "Row"]]) -> None:
        """Change records, in pairs of before and after."""
        if any(before != after for before, after in pairs):
            write.update(self.connection, self._ensure_batch(), table, pairs)

    def delete(self, table: Table, rows: Sequence["Row"]) -> None:
        """Remove records."""
        if rows:
            write.delete(self.connection, self._ensure_batch(), table, rows)

    def _ensure_batch(self) -> int:
        if self.batch is None:
            stamp = self.stamp
            self.batch = write.begin_batch(
                self.connection, command=stamp.command, actor=stamp.actor, at=stamp.at, undoes=self.undoes
            )
        return self.batch


@contextmanager
def read_database(address: str) -> Iterator["Connection"]:
    """Open a read connection to a database of the current revision."""
    with _open_transaction(address, write=False) as connection:
        yield connection


@contextmanager
def write_untracked(address: str) -> Iterator["Connection"]:
    """Open a connection past the journal, for runs of schedules."""
    with _open_transaction(address, write=True) as connection:
        yield connection


@contextmanager
def _open_transaction(address: str, *, write: bool) -> Iterator["Connection"]:
    engine = open_database(address)
    try:
        with transaction(engine, write=write) as connection:
            require_current(connection)
            yield connection
    finally:
        engine.dispose()


@contextmanager
def write_tracked(address: str, stamp: Stamp) -> Iterator[Writer]:
    """Open a writer: everything or nothing, in one batch."""
    with _open_writer(open_database(address), stamp) as writer:
        yield writer


@contextmanager
def _open_writer(engine: "Engine", stamp: Stamp, *, commit: bool = True) -> Iterator[Writer]:
    try:
        with transaction(engine, write=True, commit=commit) as connection:
            require_current(connection)
            yield Writer(connection, stamp)
    finally:
        engine.dispose()


@contextmanager
def dry_run(address: str, stamp: Stamp) -> Iterator[Writer]:
    """Open a writer whose changes are always rolled back.
    It blocks nobody: a file is copied into memory first, and a server allows concurrent writers.
    """
    with _open_writer(open_copy(address), stamp, commit=False) as writer:
        try:
            yield writer
        finally:
            writer.connection.rollback()
