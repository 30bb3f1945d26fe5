"""The record as a CSV pack, complete or to share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.tables import IDENTIFIERS, PARTNERS, PROGRAMMES, TABLES
from continuity.domain.schema.values import Row
from continuity.io.atomic_write import write_files
from continuity.reports.listings.csv_pack import render_table_chunks
from continuity.services.reports import load_privacy_marks
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def export_pack(address: str, folder: Path, *, excel: bool = False, share: bool = False) -> dict[str, int]:
    """Write one CSV file a table; return record counts by file name. On FileError existing files stay unchanged.
    `excel` adds a byte order mark for Excel. `share` omits sensitive records, contacts and notes.
    """
    counts: dict[str, int] = {}
    with read_database(address) as connection, write_files(folder) as files:
        for table, rows in _load_tables(connection, share=share):
            name = f"{table.name}.csv"
            counts[name] = 0
            files.write(name, render_table_chunks(table, _count_rows(rows, counts, name), excel=excel))
    return counts


def _load_tables(connection: "Connection", *, share: bool) -> Iterator[tuple[Table, Iterator[Row]]]:
    share_filter = load_share_filter(connection) if share else None
    for table in TABLES:
        rows = read.load_rows(connection, table)
        if share_filter:
            yield share_filter.strip_private_columns(table), share_filter.filter_rows(table, rows)
        else:
            yield table, rows


def _count_rows(rows: Iterator[Row], counts: dict[str, int], name: str) -> Iterator[Row]:
    for row in rows:
        counts[name] += 1
        yield row


@dataclass(frozen=True, slots=True)
class ShareFilter:
    """Filter of records to share; holds the keys of sensitive ones by table."""

    withheld: Mapping[str, frozenset[str]]

    def strip_private_columns(self, table: Table) -> Table:
        """Return the table without private columns; an import leaves them unchanged."""
        return replace(table, columns=tuple(column for column in table.columns if not column.private))

    def filter_rows(self, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
        """Drop records that mention a sensitive record."""
        return (row for row in rows if not self._is_withheld(table, row))

    def _is_withheld(self, table: Table, row: Row) -> bool:
        if str(row["key"]) in self.withheld.get(table.name, ()):
            return True
        if table is IDENTIFIERS:
            noun, _, key = str(row["record"]).partition(":")
            return any(noun == other.noun and key in self.withheld[other.name] for other in (PROGRAMMES, PARTNERS))
        return any(self._has_withheld_reference(column, row) for column in table.reference_columns)

    def _has_withheld_reference(self, column: Column, row: Row) -> bool:
        value = row.get(column.name)
        return value is not None and any(str(value) in self.withheld.get(name, ()) for name in column.tables)


def load_share_filter(connection: "Connection") -> ShareFilter:
    """Load the filter from the records marked sensitive."""
    found = load_privacy_marks(connection)
    return ShareFilter({PROGRAMMES.name: found.programmes, PARTNERS.name: found.partners})
