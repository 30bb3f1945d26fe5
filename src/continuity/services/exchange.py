"""The whole record out as a CSV pack."""

from pathlib import Path

from continuity.domain.records import TABLES
from continuity.services.files import writing_files
from continuity.services.session import reading


def export_pack(address: str, folder: Path, *, excel: bool = False) -> dict[str, int]:
    """Write the full record, notes and contacts included, as one CSV file a table.

    Returns:
        How many records each file holds, by file name.

    Raises:
        FileTrouble: the folder cannot be made or a file not written; the files that were there stay as they were.
    """
    from continuity.db import read
    from continuity.reports.pack import lines

    counts: dict[str, int] = {}
    with reading(address) as connection, writing_files(folder) as files:
        for table in TABLES:
            name = f"{table.name}.csv"
            files.write(name, lines(table, read.rows(connection, table), excel=excel))
            counts[name] = read.count(connection, table)
    return counts
