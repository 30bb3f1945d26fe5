"""The linter's run: one transaction, a constant number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from continuity.db import facts, read
from continuity.domain.known import filter_known_offices
from continuity.domain.lint.base import LintData, Remark
from continuity.domain.lint.registry import find_remarks
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, TABLES
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.services.lookup import find_record
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection

RowsByTable: TypeAlias = Mapping[str, list[Row]]

_LINTED_COLUMNS = frozenset("key name title country region successor source verified_on record scheme value".split())
_PARENT_COLUMNS = ("city", "office", "term", "programme", "partner")
"""The columns that lead to the city of a record, the first filled one counting."""


@dataclass(frozen=True, slots=True)
class LintResult:
    """Remarks of the linter and the settings in force."""

    remarks: tuple[Remark, ...]
    settings: Settings


def lint_database(address: str, as_of: date, city: str | None = None) -> LintResult:
    """List the linter's remarks on a day, by severity, code and record.
    A `city` excludes people, parties and identifiers, and partners without a city.
    """
    with read_database(address) as connection:
        key = None if city is None else str(find_record(connection, CITIES, city)["key"])
        lint_data = load_lint_data(connection, as_of, key)
        return LintResult(find_remarks(lint_data, as_of), lint_data.settings)


def load_lint_data(connection: "Connection", as_of: date, city: str | None = None) -> LintData:
    """Load the data for lint rules on a day, of one city if its key is given."""
    leaderships = facts.load_leaderships(connection)
    rows = _load_rows(connection)
    offices_by_key = {key: leadership.office for key, leadership in leaderships.items()}
    office_keys = {key for key, office in offices_by_key.items() if city in (None, office.city)}
    programmes = facts.load_programmes(connection, as_of)
    looked_at = {key: leaderships[key] for key in sorted(office_keys)}
    return LintData(
        office_records=list(looked_at.values()),
        known_offices=filter_known_offices(looked_at, as_of),
        programmes=[programme for programme in programmes if city in (None, programme.city)],
        rows=rows if city is None else _filter_by_city(rows, city),
        offices=offices_by_key,
        names=_collect_names(rows),
        settings=load_settings(connection),
    )


def _load_rows(connection: "Connection") -> RowsByTable:
    columns = _LINTED_COLUMNS.union(_PARENT_COLUMNS)
    return {table.name: list(read.select_rows(connection, table, columns)) for table in TABLES}


def _collect_names(rows: RowsByTable) -> dict[tuple[str, str], str]:
    named = ((table.noun, row) for table in TABLES for row in rows[table.name] if row.get("name"))
    return {(noun, str(row["key"])): str(row["name"]) for noun, row in named}


def _filter_by_city(rows: RowsByTable, city: str) -> RowsByTable:
    """Filter the records of one city; tables come after those they refer to."""
    cities: dict[tuple[str, str], str | None] = {}
    for table in TABLES:
        for row in rows[table.name]:
            cities[table.name, str(row["key"])] = _find_city(table, row, cities)
    return {name: [row for row in found if cities[name, str(row["key"])] == city] for name, found in rows.items()}


def _find_city(table: Table, row: Row, cities_by_record: Mapping[tuple[str, str], str | None]) -> str | None:
    if table is CITIES:
        return str(row["key"])
    parent = next((name for name in _PARENT_COLUMNS if row.get(name)), None)
    return cities_by_record.get((table.get_column(parent).tables[0], str(row[parent]))) if parent else None
