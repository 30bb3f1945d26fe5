"""What was changed, by whom and when, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.domain.scheduling.schedule import JOURNALLED
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row, parse_cell
from continuity.errors import NothingToUndo, UndoConflict
from continuity.services.transaction import Stamp, Writer, reading, writing

if TYPE_CHECKING:
    from continuity.db.journal import BatchRow, ChangeRow

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One record changed, with the cells that changed as text."""

    table: str
    key: str
    operation: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """One command that changed something.

    Attributes:
        records: how many records it changed.
        undoes: the batch it took back.
        changes: what it changed, where that was asked for.
    """

    number: int
    at: datetime
    actor: str
    command: str
    records: int
    undoes: int | None
    changes: tuple[Change, ...] = ()


def log(address: str, limit: int) -> list[Batch]:
    """The newest batches, newest first."""
    from continuity.db import journal

    with reading(address) as connection:
        return [_batch(row) for row in journal.batches(connection, limit)]


def one_batch(address: str, number: int) -> Batch:
    """One batch with all it changed.

    Raises:
        NothingToUndo: there is no such batch.
    """
    from continuity.db import journal

    with reading(address) as connection:
        row = journal.batch(connection, number)
        if row is None:
            raise NothingToUndo(f"there is no batch {number}", "`continuity log` shows the batches")
        return _batch(row, tuple(_change(change) for change in journal.changes(connection, number)))


def undo(address: str, stamp: Stamp, number: int | None) -> Batch:
    """Take back one batch whole; the newest that is not undone where none is named.

    An undo is a batch itself and can be undone.

    Returns:
        The batch that was taken back.

    Raises:
        NothingToUndo: there is none, or it is undone already.
        UndoConflict: later batches changed the same records.
    """
    from continuity.db import journal

    with writing(address, stamp) as writer:
        connection = writer.connection
        row = journal.last_undoable(connection) if number is None else journal.batch(connection, number)
        if row is None:
            raise NothingToUndo(*_nothing(number))
        _refuse_undone(writer, row.id)
        writer.undoes = row.id
        changes = journal.changes(writer.connection, row.id)
        for change in reversed(changes):
            _take_back(writer, change)
    return _batch(row, tuple(_change(change) for change in changes))


def _nothing(number: int | None) -> tuple[str, str]:
    if number is None:
        return "there is nothing to undo", "`continuity log` shows what was done"
    return f"there is no batch {number}", "`continuity log` shows the batches"


def _refuse_undone(writer: Writer, number: int) -> None:
    from continuity.db import journal

    if (by := journal.undone_by(writer.connection, number)) is not None:
        raise NothingToUndo(
            f"batch {number} is undone already, by batch {by}", f"`continuity undo {by}` brings it back"
        )
    later = journal.later_changes(writer.connection, number)
    if later:
        batches = sorted({change.batch for change in later}, reverse=True)
        keys = ", ".join(dict.fromkeys(change.key for change in later[:_SHOWN]))
        raise UndoConflict(
            f"batch {number} cannot be undone: {keys} changed again in batch {', '.join(map(str, batches[:_SHOWN]))}",
            f"undo the later ones first: `continuity undo {batches[0]}`",
        )


def _take_back(writer: Writer, change: "ChangeRow") -> None:
    from continuity.db import read

    table = JOURNALLED[change.table]
    before, after = record_of(table, change.key, change.before), record_of(table, change.key, change.after)
    if change.operation == "insert":
        writer.delete(table, [after])
    elif change.operation == "delete":
        writer.insert(table, [before])
    else:
        there = read.get(writer.connection, table, change.key) or {}
        names = {*(change.before or {}), *(change.after or {})}
        writer.update(table, [(there, {**there, **{name: before[name] for name in names}})])


def record_of(table: Table, key: str, texts: dict[str, str] | None) -> Row:
    """The whole record that the journal holds as the texts of its filled cells."""
    given = texts or {}
    cells: Row = {name: parse_cell(table.column(name), given.get(name, "")) for name in table.column_names}
    return {**cells, "key": key}


def _batch(row: "BatchRow", changes: tuple[Change, ...] = ()) -> Batch:
    return Batch(row.id, row.at, row.actor, row.command, row.changes, row.undoes, changes)


def _change(row: "ChangeRow") -> Change:
    return Change(row.table, row.key, row.operation, row.before or {}, row.after or {})
