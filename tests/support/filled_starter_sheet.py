"""A row of the starter sheet with every cell filled, where each of them goes, and the record read back as text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from continuity.domain.schema.tables import TABLES
from continuity.domain.schema.values import format_row
from continuity.importers.read_file import ReadOptions
from continuity.services.imports.run import ImportOptions, ImportResult, import_path
from continuity.services.transaction import read_database
from support.reference_packs import AS_OF, STAMP
from support.starter_workbooks import starter

Texts = Mapping[str, str]
Record = dict[str, dict[str, dict[str, str]]]

CITY, OFFICE, TERM = "invented-bay", "invented-bay/mayor", "invented-bay/mayor/2024-05-06"
PROGRAMME, ELECTION = "invented-bay/lantern", "invented-bay/mayor/2028-05-04"
PART = f"{PROGRAMME}/1"
"""The key of its agreement, and that of its money."""

FULL = {
    "city": "Invented Bay",
    "country": "GB",
    "office": "Mayor",
    "profile": "england-city-mayor",
    "holder": "Ada Quay",
    "party": "Invented Party",
    "next election": "2028-05-04",
    "programme": "Lantern Watch",
    "launched": "2024-09",
    "end": "2029-08-31",
    "partner": "Invented Trust",
    "partner kind": "charity",
    "agreement signed": "2026-06-15",
    "agreement end": "2029-08-30",
    "scope": "deliver",
    "office may end alone": "no",
    "money until": "2029-03-31",
    "funder": "Invented Foundation",
    "mandate": "resolution",
    "owner": "Prevention officer",
    "time zone": "Europe/London",
    "holder since": "2024-05-06",
    "term ends": "2028-05-08",
    "stands again": "standing",
    "controlled by": "Invented Bay",
    "agreement start": "2026-07-01",
    "notice days": "90",
    "money from": "2026-08-01",
    "funder kind": "foundation",
    "mandate on": "2024-07-01",
    "mandate until": "2030-07-01",
    "key": PROGRAMME,
}

PLAIN = {
    "city": "Invented Bay",
    "country": "GB",
    "office": "Mayor",
    "holder": "Ada Quay",
    "party": "Invented Party",
    "programme": "Lantern Watch",
    "launched": "2024-09",
    "partner": "Invented Trust",
}
"""What an officer types at least."""

LANDS = {
    "city": ("cities", CITY, "name", "Invented Bay"),
    "country": ("cities", CITY, "country", "GB"),
    "office": ("offices", OFFICE, "title", "Mayor"),
    "profile": ("rules", f"{OFFICE}/2024-05-02", "takes_office", "+4d"),
    "holder": ("people", "ada-quay", "name", "Ada Quay"),
    "party": ("parties", "invented-party", "name", "Invented Party"),
    "next election": ("elections", ELECTION, "date", "2028-05-04"),
    "programme": ("programmes", PROGRAMME, "name", "Lantern Watch"),
    "launched": ("programmes", PROGRAMME, "launched", "2024-09"),
    "end": ("programmes", PROGRAMME, "end", "2029-08-31"),
    "partner": ("partners", "invented-trust", "name", "Invented Trust"),
    "partner kind": ("partners", "invented-trust", "kind", "charity"),
    "agreement signed": ("agreements", PART, "signed_on", "2026-06-15"),
    "agreement end": ("agreements", PART, "end", "2029-08-30"),
    "scope": ("agreements", PART, "scope", "deliver"),
    "office may end alone": ("agreements", PART, "office_may_end_alone", "no"),
    "money until": ("funding", PART, "end", "2029-03-31"),
    "funder": ("partners", "invented-foundation", "name", "Invented Foundation"),
    "mandate": ("programmes", PROGRAMME, "mandate", "resolution"),
    "owner": ("programmes", PROGRAMME, "owner", "Prevention officer"),
    "time zone": ("cities", CITY, "timezone", "Europe/London"),
    "holder since": ("terms", TERM, "start", "2024-05-06"),
    "term ends": ("terms", TERM, "expected_end", "2028-05-08"),
    "stands again": ("terms", TERM, "next", "standing"),
    "controlled by": ("partners", "invented-trust", "controlled_by", CITY),
    "agreement start": ("agreements", PART, "start", "2026-07-01"),
    "notice days": ("agreements", PART, "notice_days", "90"),
    "money from": ("funding", PART, "start", "2026-08-01"),
    "funder kind": ("funding", PART, "funder_kind", "foundation"),
    "mandate on": ("programmes", PROGRAMME, "mandate_on", "2024-07-01"),
    "mandate until": ("programmes", PROGRAMME, "mandate_until", "2030-07-01"),
    "key": ("programmes", PROGRAMME, "key", PROGRAMME),
}
"""By heading, the record and the cell in which the filled row leaves its text."""


def take(address: str, path: Path, *rows: Texts, **wish: Any) -> ImportResult:
    """Import a starter sheet with these rows."""
    return import_path(address, STAMP, starter(path, *rows), ReadOptions(), ImportOptions(as_of=AS_OF, **wish))


def read_in(address: str, path: Path, how: ReadOptions | None = None, **wish: Any) -> ImportResult:
    """Import a file that is there."""
    return import_path(address, STAMP, path, how or ReadOptions(), ImportOptions(as_of=AS_OF, **wish))


def recorded(address: str) -> Record:
    """Everything that is recorded, by table and key, as text."""
    from continuity.db import read

    with read_database(address) as connection:
        return {
            table.name: {
                str(row["key"]): {"key": str(row["key"])} | format_row(table, row)
                for row in read.load_rows(connection, table)
            }
            for table in TABLES
        }


def differences(before: Record, after: Record) -> dict[tuple[str, str], dict[str, tuple[str, str]]]:
    """The cells that differ, by table and key; a record that was not there was empty."""
    found = {}
    for table, rows in after.items():
        for key in {*rows, *before[table]}:
            old, new = before[table].get(key, {}), rows.get(key, {})
            cells = {name: (old.get(name, ""), new.get(name, "")) for name in {*old, *new}}
            changed = {name: pair for name, pair in cells.items() if pair[0] != pair[1]}
            if changed or not old or not new:
                found[table, key] = changed
    return found
