"""The whole record out as a CSV pack, and a pack in."""

from dataclasses import dataclass
from pathlib import Path

from continuity.domain.records import TABLES
from continuity.errors import PackRefused
from continuity.importers.pack import Pack, read_pack
from continuity.services.files import writing_files
from continuity.services.intake import Plan, plan_for
from continuity.services.session import Stamp, reading, writing


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        batch: its number in the journal; None where nothing was written.
    """

    added: int
    changed: int
    unchanged: int
    batch: int | None


def import_pack(address: str, stamp: Stamp, folder: Path, *, dry_run: bool = False) -> Imported:
    """Read a pack into the record: new records are added, changed ones changed, none is removed.

    A file speaks only of the columns it has; an empty cell empties the record's.

    Raises:
        FileTrouble: the folder or a file cannot be read.
        PackRefused: something is wrong with it; all of it is listed and nothing was written.
    """
    pack = read_pack(folder)
    with writing(address, stamp) as writer:
        plan = plan_for(
            writer.connection,
            {sheet.table.name: sheet.entries for sheet in pack.sheets},
            {sheet.table.name: sheet.unread for sheet in pack.sheets},
        )
        _refuse(folder, pack, plan)
        if not dry_run:
            plan.write(writer)
        return Imported(plan.added, plan.changed, plan.unchanged, writer.batch)


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


def _refuse(folder: Path, pack: Pack, plan: Plan) -> None:
    problems = [*pack.strangers, *(one for sheet in pack.sheets for one in sheet.problems), *plan.problems]
    if problems:
        number = f"{len(problems)} problems" if len(problems) > 1 else "one problem"
        raise PackRefused(
            f"{folder}: {number}; nothing was imported",
            "correct the file and import it again",
            tuple(str(problem) for problem in sorted(problems)),
        )
