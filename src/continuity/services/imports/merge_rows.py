"""Merging of two entries on one record: a cell that differs from the record wins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode, Problem, ProblemCode
from continuity.domain.schema.tables import ELECTIONS
from continuity.domain.schema.values import Row, format_cell
from continuity.domain.vocabulary import ElectionKind, ElectionStatus
from continuity.importers.model import Entry
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
            values = {"value": format_cell(value), "other": format_cell(first_value)}
            parameters = {**values, "sheet": first.sheet, "row": first.line}
            problems.append(second.build_problem(column, ProblemCode.DIFFERENT_SHEETS, parameters))
    return replace(first, row=row), problems


def merge_records(target: UnresolvedRecord, other: UnresolvedRecord) -> list[Problem]:
    """Merge another row of the same record into it, and report differences."""
    problems = []
    for column, text in other.cells.items():
        if not text:
            continue
        if not target.cells.get(column):
            target.cells[column] = text
            target.lines[column] = other.line
            target.headings.setdefault(column, other.headings.get(column, column))
        elif not _has_same_value(target, column, text):
            row = target.lines.get(column, target.line)
            parameters = {"value": text, "row": row, "other": target.cells[column]}
            problems.append(other.build_problem(column, ProblemCode.DIFFERENT_ROWS, parameters))
    return problems


def _has_same_value(record: UnresolvedRecord, column: str, text: str) -> bool:
    current = record.cells[column]
    is_name = column == find_name_column(record.table)
    return text == current or (is_name and normalise_name(text) == normalise_name(current))


class RecordLookup:
    """Stored records, read once a table, and the growing entries of other sheets."""

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


def find_other_polling_day(record: UnresolvedRecord, rows: Collection[Row]) -> ImportRemark | None:
    """Remark on the stored election ahead that a new one would leave open, if any."""
    if record.table is not ELECTIONS:
        return None
    status, kind = (None, ElectionStatus.SCHEDULED), (None, ElectionKind.ORDINARY)
    office_rows = [row for row in rows if row.get("office") == record.cells.get("office")]
    ahead = [row for row in office_rows if row["status"] in status and row["kind"] in kind]
    return _remark_on_other_day(record, ahead[-1]) if ahead else None


def _remark_on_other_day(record: UnresolvedRecord, row: Row) -> ImportRemark:
    days = {"day": record.cells["date"], "other_day": row["date"]}
    parameters = {"office": record.cells["office"], **days, "election": row["key"]}
    return ImportRemark(ImportRemarkCode.OTHER_POLLING_DAY, parameters)
