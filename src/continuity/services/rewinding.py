"""The record as it was after an earlier batch, inside a transaction that has to be taken back."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import IDENTIFIERS, SETTINGS, TABLES
from continuity.domain.schema.values import Row, parse_cell
from continuity.services.history import record_of
from continuity.services.session import Writer

if TYPE_CHECKING:
    from continuity.db.journal import ChangeRow

AT_ONCE = 20_000
"""How many changes are taken back at a time, which bounds the memory that takes."""

REWOUND = tuple(table for table in TABLES if table not in (IDENTIFIERS, SETTINGS))
"""The tables whose records the rule reads, or that these name; the settings are given to the rule by themselves."""


def rewind(writer: Writer, after: int) -> None:
    """Take back what later batches changed, the newest first, in a few statements a table for each part of it."""
    from continuity.db import journal

    below: int | None = None
    while changes := journal.backwards(writer.connection, after, below, AT_ONCE):
        below = changes[-1].id
        for table in REWOUND:
            _restore(writer, table, [change for change in changes if change.table == table.name])


def _restore(writer: Writer, table: Table, changes: Sequence["ChangeRow"]) -> None:
    """The records as they were before these changes of them, which come newest first."""
    from continuity.db import read

    keys = {change.key for change in changes}
    if not keys:
        return
    there = {str(row["key"]): row for row in read.rows(writer.connection, table, keys=keys)}
    then = _before(table, there, changes)
    writer.delete(table, [row for key, row in there.items() if key not in then])
    writer.insert(table, [row for key, row in then.items() if key not in there])
    writer.update(table, [(there[key], row) for key, row in then.items() if key in there])


def _before(table: Table, there: dict[str, Row], changes: Iterable["ChangeRow"]) -> dict[str, Row]:
    then = dict(there)
    for change in changes:
        if change.operation == "insert":
            then.pop(change.key, None)
        elif change.operation == "delete":
            then[change.key] = record_of(table, change.key, change.before)
        else:
            before = change.before or {}
            names = {*before, *(change.after or {})}
            cells = {name: parse_cell(table.column(name), before.get(name, "")) for name in names}
            then[change.key] = {**then[change.key], **cells}
    return then
