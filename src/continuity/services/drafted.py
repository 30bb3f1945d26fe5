"""What a file of sheets says of the record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from continuity.domain.schema.tables import PROGRAMMES
from continuity.importers.read_file import Read
from continuity.importers.unresolved_records import drafts_of
from continuity.services.drafting import Drafting

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMED = 5


def drafted(connection: "Connection", read: Read) -> Drafting:
    """Make entries of what was read, and say which recorded programmes of the same cities stand in no row."""
    drafting = Drafting(connection)
    drafting.make(draft for headed, layout in read.sheets for draft in drafts_of(headed, layout))
    drafting.remarks += _absent(connection, drafting)
    return drafting


def _absent(connection: "Connection", found: Drafting) -> Iterator[str]:
    from continuity.db import read

    entries = found.entries.get(PROGRAMMES.name, [])
    cities = {str(entry.row["city"]) for entry in entries if entry.row.get("city")}
    keys = {str(entry.row["key"]) for entry in entries}
    rows = read.select(connection, PROGRAMMES, {"key", "city"}) if cities else ()
    left = [str(row["key"]) for row in rows if str(row["city"]) in cities and str(row["key"]) not in keys]
    if left:
        named = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
        number = (
            f"{len(left)} programmes recorded for the same cities stand" if len(left) > 1 else "one programme stands"
        )
        yield f"{number} in no row; nothing was removed: {named} (`continuity programme remove KEY` does that)"
