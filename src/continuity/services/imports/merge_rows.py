"""Merging of two entries on one record: a cell that differs from the record wins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import ELECTIONS, TERMS
from continuity.domain.schema.values import Row, format_cell
from continuity.importers.model import Entry, Problem
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.imports.name_index import find_name_column, normalise_name

if TYPE_CHECKING:
    from sqlalchemy import Connection


def merge_entries(first: Entry, second: Entry, stored_row: Row) -> tuple[Entry, list[Problem]]:
    """Merge two entries of one record; report cells where both differ from it.

    An edited export has each cell twice, and the edited one counts. `stored_row` is empty for a new record.
    """
    row: Row = dict(first.row)
    problems: list[Problem] = []
    for column, value in second.row.items():
        first_value, stored_value = first.row.get(column), stored_row.get(column)
        if column not in first.row or first_value == stored_value:
            row[column] = value
        elif value not in (first_value, stored_value):
            message = (
                f'"{format_cell(value)}", but sheet "{first.sheet}" row {first.line} says "{format_cell(first_value)}"'
            )
            problems.append(
                second.build_problem(column, message, "both rows speak of one record: write the same in both")
            )
    return replace(first, row=row), problems


def merge_records(target: UnresolvedRecord, other: UnresolvedRecord) -> list[Problem]:
    """Merge another row of the same record into it; report differences.

    Of names in different capitals, the first row's counts.
    """
    problems = []
    for column, text in other.cells.items():
        if not text:
            continue
        if not target.cells.get(column):
            target.cells[column] = text
            target.lines[column] = other.line
            target.headings.setdefault(column, other.headings.get(column, column))
        elif not _has_same_value(target, column, text):
            message = f'"{text}", but row {target.lines.get(column, target.line)} says "{target.cells[column]}"'
            problems.append(
                other.build_problem(column, message, "both rows speak of one record: write the same in both")
            )
    return problems


def _has_same_value(record: UnresolvedRecord, column: str, text: str) -> bool:
    """Return whether a record has the value, names in any capitals."""
    current_text = record.cells[column]
    return text == current_text or (
        column == find_name_column(record.table) and normalise_name(text) == normalise_name(current_text)
    )


class RecordLookup:
    """Stored records and entries of other sheets; reads each table once.

    Args:
        connection: inside a transaction.
        entries: by table name, of other sheets; may still grow.
    """

    def __init__(self, connection: "Connection", entries: Mapping[str, Sequence[Entry]]) -> None:
        self._connection = connection
        self._entries = entries
        self._rows: dict[str, dict[str, Row]] = {}

    def load_stored(self, table: Table) -> Mapping[str, Row]:
        """Load the stored records of a table by key."""
        if table.name not in self._rows:
            self._rows[table.name] = {str(row["key"]): row for row in read.load_rows(self._connection, table)}
        return self._rows[table.name]

    def load_all(self, table: Table) -> dict[str, Row]:
        """Load stored records and those that only other sheets have."""
        file_rows = {str(entry.row["key"]): entry.row for entry in self._entries.get(table.name, ())}
        return file_rows | dict(self.load_stored(table))


def describe_open_record(record: UnresolvedRecord, rows: Collection[Row]) -> str | None:
    """Describe the stored term or election that a new one would leave open, if any."""
    office_rows = [row for row in rows if row.get("office") == record.cells.get("office")]
    if record.table is TERMS:
        open_terms = [row for row in office_rows if not row["end"] and row["capacity"] in (None, "substantive")]
        return _format_open_term(record, open_terms[-1]) if open_terms else None
    if record.table is ELECTIONS:
        ahead = [
            row for row in office_rows if row["status"] in (None, "scheduled") and row["kind"] in (None, "ordinary")
        ]
        return _format_other_day(record, ahead[-1]) if ahead else None
    return None


def _format_open_term(record: UnresolvedRecord, row: Row) -> str:
    return (
        f"{record.cells['person']} is new in {record.cells['office']}; the term {row['key']} has no end and stays as "
        f"recorded (`continuity term end {row['key']} --on DAY` records its last day)"
    )


def _format_other_day(record: UnresolvedRecord, row: Row) -> str:
    return (
        f"{record.cells['office']} votes on {record.cells['date']}, and on {row['date']} as recorded "
        f"(`continuity election cancel {row['key']}` if that one does not take place)"
    )
