"""What two sheets of one file say of one record: whatever differs from the record counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import ELECTIONS, TERMS
from continuity.domain.schema.values import Row, write_cell
from continuity.importers.model import Entry, Problem
from continuity.importers.unresolved_records import Draft

if TYPE_CHECKING:
    from sqlalchemy import Connection


def joined(first: Entry, second: Entry, recorded: Row) -> tuple[Entry, list[Problem]]:
    """One entry of two, and what they say differently, each other than what is recorded.

    In a workbook that was exported and edited, each cell stands twice: the one that was edited is meant.

    Args:
        first: of the table's own sheet.
        second: of a row that holds several records.
        recorded: the record as it stands; empty where it is new.
    """
    row: Row = dict(first.row)
    problems: list[Problem] = []
    for column, value in second.row.items():
        one, stands = first.row.get(column), recorded.get(column)
        if column not in first.row or one == stands:
            row[column] = value
        elif value not in (one, stands):
            message = f'"{write_cell(value)}", but sheet "{first.sheet}" row {first.line} says "{write_cell(one)}"'
            problems.append(second.problem(column, message, "both rows speak of one record: write the same in both"))
    return replace(first, row=row), problems


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


def beside(draft: Draft, rows: Collection[Row]) -> str | None:
    """A sentence on the record that stays as it is beside a new one of the same office; None where there is none.

    Args:
        draft: a new term or election, with its keys.
        rows: the recorded ones of its table.
    """
    same = [row for row in rows if row.get("office") == draft.cells.get("office")]
    if draft.table is TERMS:
        held = [row for row in same if not row["end"] and row["capacity"] in (None, "substantive")]
        return _open_term(draft, held[-1]) if held else None
    if draft.table is ELECTIONS:
        ahead = [row for row in same if row["status"] in (None, "scheduled") and row["kind"] in (None, "ordinary")]
        return _other_day(draft, ahead[-1]) if ahead else None
    return None


def _open_term(draft: Draft, row: Row) -> str:
    return (
        f"{draft.cells['person']} is new in {draft.cells['office']}; the term {row['key']} has no end and stays as "
        f"recorded (`continuity term end {row['key']} --on DAY` records its last day)"
    )


def _other_day(draft: Draft, row: Row) -> str:
    return (
        f"{draft.cells['office']} votes on {draft.cells['date']}, and on {row['date']} as recorded "
        f"(`continuity election cancel {row['key']}` if that one does not take place)"
    )
