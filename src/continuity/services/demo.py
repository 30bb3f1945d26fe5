"""The demonstration: the reference packs in a database of their own, and every output there is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from continuity.domain.risk.findings import COVERED, NOT_EXPOSED, Assessment
from continuity.domain.values.durations import Span
from continuity.errors import ContinuityError, FileTrouble
from continuity.io.atomic_write import write_file
from continuity.reports import render
from continuity.reports.documents import document
from continuity.services.assessment import assessment
from continuity.services.database import create
from continuity.services.exports.csv_pack import export_pack
from continuity.services.history import log
from continuity.services.imports.run import import_pack
from continuity.services.reports import dossier
from continuity.services.transaction import Stamp

DATABASE = "continuity.db"
_ALL = 1_000_000
PACKS = ("fourteen", "invented")
COMMAND = "continuity demo"
"""Under which the demonstration stands in the journal: any other command there is somebody's own work."""


def demo(
    folder: Path, stamp: Stamp, as_of: date, horizon: Span | None, *, progress: Callable[[str], None]
) -> Assessment:
    """Make the demonstration in a folder; an earlier one in it is replaced, unless somebody has changed it since.

    Args:
        folder: where; made where it is missing.
        stamp: who asks, how and when.
        as_of: the day to judge by.
        horizon: how far to look ahead; None for the rule's own.
        progress: told before each step that takes long.

    Raises:
        FileTrouble: the folder holds something else, or cannot be written to.
    """
    address = str(folder / DATABASE)
    _clear(folder)
    progress(f"Making {address} ...")
    create(address)
    for pack in PACKS:
        with as_file(files("continuity") / "reference" / pack) as source:
            import_pack(address, replace(stamp, command=COMMAND), source)
    progress("Judging the programmes and writing the reports ...")
    found = assessment(address, as_of, horizon)
    listed = [finding for finding in found.findings if finding.status not in (COVERED, NOT_EXPOSED)]
    write_file(folder / "risk.csv", render("risk-csv", found, listed).encode())
    write_file(folder / "report.html", document("html", dossier(address, as_of, horizon)))
    export_pack(address, folder / "pack")
    return found


def _clear(folder: Path) -> None:
    """Make room for the demonstration, and for nothing but an earlier one."""
    database = folder / DATABASE
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not database.is_file():
        raise FileTrouble(f"{folder} is there and holds no demonstration", "give a new folder")
    try:
        own = any(batch.command != COMMAND for batch in log(str(database), _ALL))
    except ContinuityError:
        own = True
    if own:
        raise FileTrouble(f"{database} holds more than a demonstration", "give a new folder, or move it away first")
    try:
        database.unlink()
    except OSError as error:
        reason = (error.strerror or "unknown cause").lower()
        raise FileTrouble(f"cannot replace {database}: {reason}", "give a new folder") from None
