"""The journal of changes: list and undo."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.db import journal, read
from continuity.domain.scheduling.schedule import JOURNALLED_TABLES
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row, parse_cell
from continuity.domain.vocabulary import Operation
from continuity.errors import NothingToUndo, UndoConflict
from continuity.services.transaction import Stamp, Writer, read_database, write_tracked

if TYPE_CHECKING:
    from continuity.db.journal import BatchRow, ChangeRow

_MAX_LISTED = 5


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One changed record, with its changed cells as text."""

    table: str
    key: str
    operation: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """One command that changed something, or undid a batch; `changes` are filled only where requested."""

    number: int
    at: datetime
    actor: str
    command: str
    records: int
    undoes: int | None
    changes: tuple[RecordChange, ...] = ()


def list_batches(address: str, limit: int) -> list[Batch]:
    """List the latest batches, newest first."""
    with read_database(address) as connection:
        return [_build_batch(row) for row in journal.load_batches(connection, limit)]


def load_batch(address: str, number: int) -> Batch:
    """Load one batch with its changes. Raise NothingToUndo if there is none."""
    with read_database(address) as connection:
        row = journal.get_batch(connection, number)
        if row is None:
            raise NothingToUndo(f"there is no batch {number}", "`continuity log` shows the batches")
        return _build_batch(row, tuple(_build_change(change) for change in journal.load_changes(connection, number)))


def undo_batch(address: str, stamp: Stamp, number: int | None) -> Batch:
    """Undo a whole batch, by default the newest one not undone; return it. An undo is a batch and can be undone.
    Raise NothingToUndo if it does not exist or is undone already, UndoConflict if later batches changed its records.
    """
    with write_tracked(address, stamp) as writer:
        connection = writer.connection
        row = journal.find_last_undoable_batch(connection) if number is None else journal.get_batch(connection, number)
        if row is None:
            raise NothingToUndo(*_describe_missing_batch(number))
        _reject_undone(writer, row.id)
        writer.undoes = row.id
        changes = journal.load_changes(writer.connection, row.id)
        for change in reversed(changes):
            _revert_change(writer, change)
    return _build_batch(row, tuple(_build_change(change) for change in changes))


def _describe_missing_batch(number: int | None) -> tuple[str, str]:
    if number is None:
        return "there is nothing to undo", "`continuity log` shows what was done"
    return f"there is no batch {number}", "`continuity log` shows the batches"


def _reject_undone(writer: Writer, number: int) -> None:
    if (undoing_batch := journal.find_undoing_batch(writer.connection, number)) is not None:
        raise NothingToUndo(
            f"batch {number} is undone already, by batch {undoing_batch}",
            f"`continuity undo {undoing_batch}` brings it back",
        )
    later = journal.find_later_changes(writer.connection, number)
    if later:
        batches = sorted({change.batch for change in later}, reverse=True)
        keys = ", ".join(dict.fromkeys(change.key for change in later[:_MAX_LISTED]))
        later_batches = ", ".join(map(str, batches[:_MAX_LISTED]))
        raise UndoConflict(
            f"batch {number} cannot be undone: {keys} changed again in batch {later_batches}",
            f"undo the later ones first: `continuity undo {batches[0]}`",
        )


def _revert_change(writer: Writer, change: "ChangeRow") -> None:
    table = JOURNALLED_TABLES[change.table]
    before, after = rebuild_record(table, change.key, change.before), rebuild_record(table, change.key, change.after)
    if change.operation == Operation.INSERT:
        writer.delete(table, [after])
    elif change.operation == Operation.DELETE:
        writer.insert(table, [before])
    else:
        stored_row = read.get_row(writer.connection, table, change.key) or {}
        names = {*(change.before or {}), *(change.after or {})}
        writer.update(table, [(stored_row, {**stored_row, **{name: before[name] for name in names}})])


def rebuild_record(table: Table, key: str, texts: dict[str, str] | None) -> Row:
    """Rebuild a record from its texts in the journal."""
    filled_texts = texts or {}
    cells: Row = {name: parse_cell(table.get_column(name), filled_texts.get(name, "")) for name in table.column_names}
    return {**cells, "key": key}


def _build_batch(row: "BatchRow", changes: tuple[RecordChange, ...] = ()) -> Batch:
    return Batch(row.id, row.at, row.actor, row.command, row.changes, row.undoes, changes)


def _build_change(row: "ChangeRow") -> RecordChange:
    return RecordChange(row.table, row.key, row.operation, row.before or {}, row.after or {})
