"""The demo: the reference packs in a database, with every output."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from continuity.domain.risk.findings import Assessment
from continuity.domain.values.durations import Duration
from continuity.errors import ContinuityError, FileError
from continuity.io.atomic_write import write_file
from continuity.reports.registry import render_listing, render_report
from continuity.services.assessment import Scope
from continuity.services.database import create_database
from continuity.services.exports.csv_pack import export_pack
from continuity.services.history import list_batches
from continuity.services.imports.run import import_pack
from continuity.services.listings import Selection, list_risk
from continuity.services.reports import build_report_data
from continuity.services.transaction import Stamp

DATABASE_NAME = "continuity.db"
_NO_LIMIT = 1_000_000
REFERENCE_PACKS = ("fourteen", "invented")
DEMO_COMMAND = "continuity demo"
"""Under which the demonstration stands in the journal: any other command there is somebody's own work."""


def build_demo(
    folder: Path, stamp: Stamp, as_of: date, horizon: Duration | None, *, progress: Callable[[str], None]
) -> Assessment:
    """Build the demo in a folder, in place of an unchanged earlier one. Raise FileError for anything else there."""
    address = str(folder / DATABASE_NAME)
    _clear_folder(folder)
    progress(f"Making {address} ...")
    create_database(address)
    for pack in REFERENCE_PACKS:
        with as_file(files("continuity") / "reference" / pack) as source:
            import_pack(address, replace(stamp, command=DEMO_COMMAND), source)
    progress("Judging the programmes and writing the reports ...")
    listing = list_risk(address, as_of, horizon, Scope(), Selection())
    write_file(folder / "risk.csv", render_listing("risk-csv", listing.figures, listing.shown).encode())
    write_file(folder / "report.html", render_report("html", build_report_data(address, as_of, horizon)))
    export_pack(address, folder / "pack")
    return listing.figures.assessment


def _clear_folder(folder: Path) -> None:
    """Remove an earlier demo, and refuse to remove anything else."""
    database = folder / DATABASE_NAME
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not database.is_file():
        raise FileError(f"{folder} is there and holds no demonstration", "give a new folder")
    try:
        has_own_work = any(batch.command != DEMO_COMMAND for batch in list_batches(str(database), _NO_LIMIT))
    except ContinuityError:
        has_own_work = True
    if has_own_work:
        raise FileError(f"{database} holds more than a demonstration", "give a new folder, or move it away first")
    try:
        database.unlink()
    except OSError as error:
        reason = (error.strerror or "unknown cause").lower()
        raise FileError(f"cannot replace {database}: {reason}", "give a new folder") from None
