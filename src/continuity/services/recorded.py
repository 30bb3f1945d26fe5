"""The records that rows of a sheet may mean: those of the database, and those that other sheets of the file bring."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row
from continuity.importers.model import Entry

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Records:
    """Reads each table once.

    Args:
        connection: inside a transaction.
        entries: by table name, what other sheets of the file say of records; it may still grow.
    """

    def __init__(self, connection: "Connection", entries: Mapping[str, Sequence[Entry]]) -> None:
        self._connection = connection
        self._entries = entries
        self._rows: dict[str, dict[str, Row]] = {}

    def stored(self, table: Table) -> Mapping[str, Row]:
        """The records of a table in the database, by key."""
        from continuity.db import read

        if table.name not in self._rows:
            self._rows[table.name] = {str(row["key"]): row for row in read.rows(self._connection, table)}
        return self._rows[table.name]

    def of(self, table: Table) -> dict[str, Row]:
        """The same with those that only the other sheets bring."""
        brought = {str(entry.row["key"]): entry.row for entry in self._entries.get(table.name, ())}
        return brought | dict(self.stored(table))
