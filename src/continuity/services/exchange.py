"""The record out as a CSV pack: all of it, or what may be given away."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES
from continuity.domain.schema.values import Row
from continuity.io.atomic_write import writing_files
from continuity.services.session import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


def export_pack(address: str, folder: Path, *, excel: bool = False, share: bool = False) -> dict[str, int]:
    """Write the record as one CSV file a table.

    Args:
        address: of the database.
        folder: where; made where it is missing.
        excel: whether to begin each file with the mark by which Excel knows UTF-8.
        share: whether to leave out what is marked sensitive, contacts and notes; the full record has them.

    Returns:
        How many records each file holds, by file name.

    Raises:
        FileTrouble: the folder cannot be made or a file not written; the files that were there stay as they were.
    """
    from continuity.reports.pack import lines

    counts: dict[str, int] = {}
    with reading(address) as connection, writing_files(folder) as files:
        for table, rows in _tables(connection, share=share):
            name = f"{table.name}.csv"
            counts[name] = 0
            files.write(name, lines(table, _counted(rows, counts, name), excel=excel))
    return counts


def _tables(connection: "Connection", *, share: bool) -> Iterator[tuple[Table, Iterator[Row]]]:
    from continuity.db import read
    from continuity.services.sharing import sharing

    part = sharing(connection) if share else None
    for table in TABLES:
        rows = read.rows(connection, table)
        yield (part.table(table), part.rows(table, rows)) if part else (table, rows)


def _counted(rows: Iterator[Row], counts: dict[str, int], name: str) -> Iterator[Row]:
    for row in rows:
        counts[name] += 1
        yield row
