"""The effect of rows on the record: additions, changes and problems.
A row typed at the command line and a pack of a hundred thousand take the same path.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.former_names import RENAMED_TABLES, build_former_name
from continuity.domain.schema.import_problems import Problem, ProblemCode
from continuity.domain.schema.record_keys import generate_key
from continuity.domain.schema.tables import IDENTIFIERS, SETTINGS, TABLES_BY_NAME
from continuity.domain.schema.values import Row
from continuity.domain.settings import normalize_setting
from continuity.importers.model import Entry
from continuity.reports.wording.imports import sort_problems
from continuity.services.consistency import PlannedRow, UnreadKeys, find_inconsistencies

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.services.transaction import Writer

_MAX_SINGLE_LOOKUPS = 50
"""Up to so many rows are looked up one parent at a time; more are met with the whole table."""


@dataclass(slots=True)
class ChangePlan:
    """Planned changes by table name, updates as pairs of before and after; problems are reasons against writing."""

    inserts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, list[tuple[Row, Row]]] = field(default_factory=lambda: defaultdict(list))
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def write(self, writer: "Writer") -> None:
        """Write all rows, parents first."""
        for table in TABLES_BY_NAME.values():
            writer.insert(table, self.inserts.get(table.name, ()))
            writer.update(table, self.updates.get(table.name, ()))

    @property
    def added_count(self) -> int:
        """Return the number of new records."""
        return sum(map(len, self.inserts.values()))

    @property
    def changed_count(self) -> int:
        """Return the number of changed records."""
        return sum(map(len, self.updates.values()))


def build_change_plan(
    connection: "Connection", entries: Mapping[str, Sequence[Entry]], unread: UnreadKeys | None = None
) -> ChangePlan:
    """Plan the effect of rows, by table name, and find all problems; references to `unread` are none."""
    plan = ChangePlan()
    planned_rows: list[PlannedRow] = []
    for table in TABLES_BY_NAME.values():
        table_entries = list(entries.get(table.name, ()))
        if table is IDENTIFIERS:
            table_entries += _list_former_names(plan, table_entries)
        planned_rows += _plan_table(connection, table, table_entries, plan)
    plan.problems = sort_problems([*plan.problems, *find_inconsistencies(connection, planned_rows, unread or {})])
    return plan


def _list_former_names(plan: ChangePlan, entries: Sequence[Entry]) -> Iterator[Entry]:
    """List the former names of the records that the plan renames, but those that are given."""
    given = {_get_identity(IDENTIFIERS, entry.row) for entry in entries}
    for table in RENAMED_TABLES:
        for before, after in plan.updates.get(table.name, ()):
            row = build_former_name(table, before, after)
            if row is not None and _get_identity(IDENTIFIERS, row) not in given:
                yield Entry("", 0, row)


def _plan_table(connection: "Connection", table: Table, entries: Sequence[Entry], plan: ChangePlan) -> list[PlannedRow]:
    """Complete each entry to a whole record with its key."""
    existing = _ExistingRecords(connection, table, entries)
    planned_rows: list[PlannedRow] = []
    entries_by_key: dict[str, Entry] = {}
    for entry in entries:
        before = existing.find_match(entry.row)
        key = str(before["key"]) if before else str(entry.row.get("key") or existing.assign_key(entry.row))
        if key in entries_by_key:
            column, parameters = "key" if table.has_key else "", {"key": key, "line": entries_by_key[key].line}
            plan.problems.append(entry.build_problem(column, ProblemCode.DOUBLED_RECORD, parameters))
            continue
        entries_by_key[key] = entry
        after = _merge_row(table, key, before, entry.row)
        planned_rows.append((table, entry, after))
        if before is None:
            plan.inserts[table.name].append(after)
        elif before != after:
            plan.updates[table.name].append((before, after))
        else:
            plan.unchanged += 1
    return planned_rows


def _merge_row(table: Table, key: str, before: Row | None, row: Row) -> Row:
    """Merge an entry into its stored record; settings in normal form."""
    after: Row = {**dict.fromkeys(table.column_names), **(before or {}), **row, "key": key}
    if table is SETTINGS and after["value"] is not None:
        after["value"] = normalize_setting(key, str(after["value"]))
    return {"key": key, **after}


class _ExistingRecords:
    def __init__(self, connection: "Connection", table: Table, entries: Sequence[Entry]) -> None:
        self._table = table
        rows = list(_load_candidates(connection, table, entries))
        self._by_key = {str(row["key"]): row for row in rows}
        self._by_identity: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in rows:
            self._by_identity[_get_identity(table, row)].append(row)
        self._taken_keys = _load_taken_keys(connection, table, entries)

    def find_match(self, row: Row) -> Row | None:
        if row.get("key"):
            return self._by_key.get(str(row["key"]))
        found = self._by_identity.get(_get_identity(self._table, row), [])
        return found[0] if found else None

    def assign_key(self, row: Row) -> str:
        """Assign a free key; equal new records in one file get the same."""
        identity = ("", *_get_identity(self._table, row))
        if earlier := self._by_identity.get(identity):
            return str(earlier[0]["key"])
        key = generate_key(self._table, row, self._taken_keys)
        self._taken_keys.add(key)
        self._by_identity[identity].append({"key": key})
        return key


def _get_identity(table: Table, row: Row) -> tuple[object, ...]:
    return tuple(row.get(name) for name in table.identity_columns)


def _load_candidates(connection: "Connection", table: Table, entries: Sequence[Entry]) -> Iterator[Row]:
    keyless = [entry for entry in entries if not entry.row.get("key")]
    if not entries:
        return
    if len(entries) > _MAX_SINGLE_LOOKUPS or (keyless and not table.parent_columns):
        yield from read.load_rows(connection, table)
        return
    given_keys = [str(entry.row["key"]) for entry in entries if entry.row.get("key")]
    yield from read.load_rows(connection, table, keys=given_keys)
    first_column = table.identity_columns[0]
    for value in {str(entry.row.get(first_column) or "") for entry in keyless}:
        yield from read.load_rows(connection, table, where={first_column: value})


def _load_taken_keys(connection: "Connection", table: Table, entries: Sequence[Entry]) -> set[str]:
    given_keys = {str(entry.row["key"]) for entry in entries if entry.row.get("key")}
    return given_keys | read.load_keys(connection, table) if len(given_keys) < len(entries) else given_keys
