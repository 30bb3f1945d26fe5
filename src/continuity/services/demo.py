"""The demonstration: the reference packs in a database of their own, and every output there is."""

from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from continuity.domain.assessment import Assessment
from continuity.domain.risk.facts import COVERED, NOT_EXPOSED
from continuity.domain.settings import Settings
from continuity.errors import FileTrouble
from continuity.reports import render
from continuity.services.assessing import assessment
from continuity.services.database import create
from continuity.services.exchange import export_pack, import_pack
from continuity.services.files import write_file
from continuity.services.session import Stamp

DATABASE = "continuity.db"
PACKS = ("fourteen", "invented")


def demo(folder: Path, stamp: Stamp, as_of: date, settings: Settings, *, progress: Callable[[str], None]) -> Assessment:
    """Make the demonstration in a folder; an earlier one in it is replaced.

    Args:
        folder: where; made where it is missing.
        stamp: who asks, how and when.
        as_of: the day to judge by.
        settings: the numbers the rule turns on.
        progress: told before each step that takes long.

    Raises:
        FileTrouble: the folder cannot be written to.
    """
    address = str(folder / DATABASE)
    _cleared(folder / DATABASE)
    progress(f"Making {address} ...")
    create(address)
    for pack in PACKS:
        with as_file(files("continuity") / "reference" / pack) as source:
            import_pack(address, stamp, source)
    progress("Judging the programmes and writing the reports ...")
    found = assessment(address, as_of, settings)
    listed = [finding for finding in found.findings if finding.status not in (COVERED, NOT_EXPOSED)]
    write_file(folder / "risk.csv", render("risk-csv", found, listed).encode())
    write_file(folder / "report.html", render("html", found, found.findings).encode())
    export_pack(address, folder / "pack")
    return found


def _cleared(database: Path) -> None:
    try:
        database.unlink(missing_ok=True)
    except OSError as error:
        raise FileTrouble(
            f"cannot replace {database}: {(error.strerror or '').lower()}", "give another folder"
        ) from None
