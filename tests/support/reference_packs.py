"""The reference packs: where they are, and recorded in a database."""

from datetime import UTC, date, datetime
from pathlib import Path

import continuity
from continuity.services.imports.run import import_pack
from continuity.services.transaction import Stamp

REFERENCE = Path(continuity.__file__).parent / "reference"
PACKS = ("fourteen", "invented")
AS_OF = date(2026, 11, 23)
STAMP = Stamp("test", "tester", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


def record_cities(address: str) -> None:
    """Import both packs."""
    for pack in PACKS:
        import_pack(address, STAMP, REFERENCE / pack)
