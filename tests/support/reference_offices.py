"""Leadership facts straight from a CSV pack, without a database."""

from functools import cache
from pathlib import Path
from typing import Any

from continuity.domain.offices.models import Affiliation, CoalitionMember, Election, Office, OfficeRecord, Rule, Term
from continuity.importers.csv_pack import read_pack

REFERENCE = Path(__file__).parents[2] / "src" / "continuity" / "reference"


@cache
def offices_of(pack: str) -> dict[str, OfficeRecord]:
    """The offices of one of the packs that come with the program, by key."""
    sheets = read_pack(REFERENCE / pack).sheets
    rows = {sheet.table.name: [entry.row for entry in sheet.entries] for sheet in sheets}

    def of(table: str, column: str, key: Any) -> list[dict[str, Any]]:
        return [row for row in rows.get(table, ()) if row[column] == key]

    def terms(office: Any) -> tuple[Term, ...]:
        return tuple(
            _fact(
                Term, row, affiliations=tuple(_fact(Affiliation, own) for own in of("affiliations", "term", row["key"]))
            )
            for row in of("terms", "office", office)
        )

    return {
        str(row["key"]): OfficeRecord(
            office=_fact(Office, row | {"seats": row["seats"] or 1}),
            rules=tuple(_fact(Rule, own) for own in of("rules", "office", row["key"])),
            terms=terms(row["key"]),
            elections=tuple(_fact(Election, own) for own in of("elections", "office", row["key"])),
            coalitions=tuple(_fact(CoalitionMember, own) for own in of("coalitions", "office", row["key"])),
        )
        for row in rows["offices"]
    }


def _fact(kind: Any, row: dict[str, Any], **more: Any) -> Any:
    return kind(**{name: value for name, value in row.items() if name in kind.__dataclass_fields__}, **more)
