"""The linter's run over the record: one transaction, a number of queries that does not grow with the record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from continuity.domain.lint.base import Recorded, Remark
from continuity.domain.lint.registry import remarks
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, TABLES
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.services.lookup import meant
from continuity.services.settings import settings_of
from continuity.services.transaction import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

Rows: TypeAlias = Mapping[str, list[Row]]

_READ = frozenset("key name title country region source verified_on record scheme value".split())
_PARENTS = ("city", "office", "term", "programme", "partner")
"""The columns that lead to the city of a record, the first filled one counting."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the linter has to say, and the settings it went by."""

    remarks: tuple[Remark, ...]
    settings: Settings


def checked(address: str, as_of: date, city: str | None = None) -> Checked:
    """What the linter has to say of the record as of a day, by severity, code and record.

    Args:
        address: the database.
        as_of: the day.
        city: only the records of this city: a key, an exact name or the beginning of a key. People, parties and
            identifiers belong to no city, partners where one is recorded.

    Raises:
        UnknownKey, AmbiguousKey: there is no such city, or several.
    """
    with reading(address) as connection:
        key = None if city is None else str(meant(connection, CITIES, city)["key"])
        found = recorded(connection, as_of, key)
        return Checked(remarks(found, as_of), found.settings)


def recorded(connection: "Connection", as_of: date, city: str | None = None) -> Recorded:
    """What the rules read on a day, of one city where its key is given."""
    from continuity.db import facts

    leaderships = facts.leaderships(connection)
    rows = _rows(connection)
    posts = {key: leadership.office for key, leadership in leaderships.items()}
    offices = {key for key, office in posts.items() if city in (None, office.city)}
    programmes = facts.programmes(connection, as_of)
    return Recorded(
        leaderships=[leaderships[key] for key in sorted(offices)],
        programmes=[programme for programme in programmes if city in (None, programme.city)],
        rows=rows if city is None else _of_city(rows, city),
        posts=posts,
        names=_names(rows),
        settings=settings_of(connection),
    )


def _rows(connection: "Connection") -> Rows:
    from continuity.db import read

    wanted = _READ.union(_PARENTS)
    return {table.name: list(read.select(connection, table, wanted)) for table in TABLES}


def _names(rows: Rows) -> dict[tuple[str, str], str]:
    return {
        (table.noun, str(row["key"])): str(row["name"])
        for table in TABLES
        for row in rows[table.name]
        if row.get("name")
    }


def _of_city(rows: Rows, city: str) -> Rows:
    """The records of one city; tables come in the order in which they build on each other."""
    homes: dict[tuple[str, str], str | None] = {}
    for table in TABLES:
        for row in rows[table.name]:
            homes[table.name, str(row["key"])] = _home(table, row, homes)
    return {name: [row for row in found if homes[name, str(row["key"])] == city] for name, found in rows.items()}


def _home(table: Table, row: Row, homes: Mapping[tuple[str, str], str | None]) -> str | None:
    """The city a record belongs to: a city itself, else what its parent belongs to."""
    if table is CITIES:
        return str(row["key"])
    parent = next((name for name in _PARENTS if row.get(name)), None)
    return homes.get((table.column(parent).tables[0], str(row[parent]))) if parent else None
