"""Consistency of rows with each other and with the record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import Problem, ProblemCode, describe_error
from continuity.domain.schema.tables import ELECTIONS, OFFICES, TABLES_BY_NAME, TABLES_BY_NOUN, TERMS
from continuity.domain.schema.validation import find_overfilled_terms, find_violations, parse_transition_key
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import ElectionKind
from continuity.errors import BadValue
from continuity.importers.model import Entry
from continuity.services.lookup import suggest_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

PlannedRow: TypeAlias = tuple[Table, Entry, Row]
"""A row where it stood, and the whole record it would leave."""

UnreadKeys: TypeAlias = Mapping[str, frozenset[str] | None]
"""By table name, the keys of rows left out for their own problems; None for any key."""

_CHAINED_COLUMNS = {
    **dict.fromkeys(("cities", "offices", "parties", "partners"), "successor"),
    "elections": "replaces",
}
"""Columns that lead from one record to the next and must not lead back."""


def find_inconsistencies(
    connection: "Connection", planned_rows: list[PlannedRow], unread: UnreadKeys
) -> Iterator[Problem]:
    """Find every contradiction; `unread` as in `build_change_plan`."""
    yield from _find_row_problems(planned_rows)
    yield from _find_dangling_references(_TableKeys(connection, planned_rows, unread), planned_rows)
    yield from _find_overlapping_terms(connection, planned_rows)
    yield from _find_cycles(connection, planned_rows)
    yield from _find_invalid_run_offs(connection, planned_rows)


def _find_row_problems(planned_rows: list[PlannedRow]) -> Iterator[Problem]:
    for table, entry, row in planned_rows:
        for violation in find_violations(table, row):
            yield entry.build_problem(violation.column, *describe_error(violation))
        if "transition" in row:
            try:
                parse_transition_key(str(row["transition"]))
            except BadValue as error:
                yield entry.build_problem("transition", *describe_error(error))


def _find_dangling_references(keys: "_TableKeys", planned_rows: list[PlannedRow]) -> Iterator[Problem]:
    for table, entry, row in planned_rows:
        for column, tables, key in _list_references(table, row):
            if not any(keys.can_have(name, key) for name in tables):
                nouns = " or ".join(TABLES_BY_NAME[name].noun for name in tables)
                suggestion = suggest_keys(key, set().union(*(keys.load_keys(name) for name in tables)))
                parameters = {"nouns": nouns, "key": key, "suggestion": suggestion}
                yield entry.build_problem(column, ProblemCode.UNKNOWN_REFERENCE, parameters)


def _list_references(table: Table, row: Row) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for column in table.reference_columns:
        if row.get(column.name):
            yield column.name, column.tables, str(row[column.name])
    if row.get("transition"):
        yield "transition", (OFFICES.name,), str(row["transition"]).rpartition("/")[0]
    if table.name == "identifiers" and ":" in str(row["record"]):
        noun, _, key = str(row["record"]).partition(":")
        yield "record", (TABLES_BY_NOUN[noun].name,) if noun in TABLES_BY_NOUN else tuple(TABLES_BY_NAME), key


class _TableKeys:
    """Keys of each table, new rows included; each table is read once, on demand."""

    def __init__(self, connection: "Connection", planned_rows: list[PlannedRow], unread: UnreadKeys) -> None:
        self._connection = connection
        self._unread = unread
        self._planned_keys: dict[str, set[str]] = defaultdict(set)
        for table, _, row in planned_rows:
            self._planned_keys[table.name].add(str(row["key"]))
        self._keys: dict[str, set[str]] = {}

    def can_have(self, name: str, key: str) -> bool:
        """Return whether the table has the key or would have it without a problem."""
        unread = self._unread.get(name, frozenset())
        return unread is None or key in unread or key in self.load_keys(name)

    def load_keys(self, name: str) -> set[str]:
        if name not in self._keys:
            self._keys[name] = self._planned_keys[name] | read.load_keys(self._connection, TABLES_BY_NAME[name])
        return self._keys[name]


def _find_overlapping_terms(connection: "Connection", planned_rows: list[PlannedRow]) -> Iterator[Problem]:
    """Find certain overlaps of substantive terms, stored ones included."""
    entries = {str(row["key"]): (entry, row) for table, entry, row in planned_rows if table is TERMS}
    offices = {str(row["office"]) for _, row in entries.values()}
    if not offices:
        return
    stored = [row for office in sorted(offices) for row in read.load_rows(connection, TERMS, where={"office": office})]
    terms = [row for row in stored if str(row["key"]) not in entries] + [row for _, row in entries.values()]
    seats = {str(row["key"]): int(str(row["seats"] or 1)) for row in read.load_rows(connection, OFFICES, keys=offices)}
    seats |= {str(row["key"]): int(str(row["seats"] or 1)) for table, _, row in planned_rows if table is OFFICES}
    for term, violation in find_overfilled_terms(terms, seats):
        entry = entries.get(str(term["key"]), next(iter(entries.values())))[0]
        yield entry.build_problem(violation.column, *describe_error(violation))


def _find_cycles(connection: "Connection", planned_rows: list[PlannedRow]) -> Iterator[Problem]:
    for name, column in _CHAINED_COLUMNS.items():
        planned = [(entry, row) for table, entry, row in planned_rows if table.name == name and row[column]]
        if not planned:
            continue
        rows = (*read.load_rows(connection, TABLES_BY_NAME[name]), *(row for _, row in planned))
        next_keys = {str(row["key"]): row[column] for row in rows if row[column]}
        for entry, row in planned:
            key = str(row["key"])
            if row[column] != key and (path := _find_path_back(key, next_keys)):
                yield entry.build_problem(column, ProblemCode.CIRCLE, {"path": " > ".join(path), "column": column})


def _find_path_back(key: str, next_keys: Mapping[str, object]) -> list[str]:
    """Return the path of keys from a record to itself; empty without one."""
    path = [key]
    while (next_key := str(next_keys.get(path[-1]) or "")) and next_key not in path:
        path.append(next_key)
    return [*path, key] if next_key == key else []


def _find_invalid_run_offs(connection: "Connection", planned_rows: list[PlannedRow]) -> Iterator[Problem]:
    """Find run-offs whose first round is of another office, later or itself a run-off."""
    run_offs = [(entry, row) for table, entry, row in planned_rows if table is ELECTIONS and row["run_off_of"]]
    keys = {str(row["run_off_of"]) for _, row in run_offs}
    elections = {str(row["key"]): row for row in read.load_rows(connection, ELECTIONS, keys=keys)} if keys else {}
    elections |= {str(row["key"]): row for table, _, row in planned_rows if table is ELECTIONS}
    for entry, row in run_offs:
        first_round = elections.get(str(row["run_off_of"]))
        if first_round is not None and not _can_be_run_off(row, first_round):
            parameters = {"run_off": row["key"], "first_round": first_round["key"]}
            yield entry.build_problem("run_off_of", ProblemCode.WRONG_FIRST_ROUND, parameters)


def _can_be_run_off(run_off: Row, first_round: Row) -> bool:
    day, first_round_day = run_off["date"], first_round["date"]
    if run_off["office"] != first_round["office"] or first_round["kind"] == ElectionKind.RUN_OFF:
        return False
    if not isinstance(day, VagueDate) or not isinstance(first_round_day, VagueDate):
        return True
    return day.latest is None or first_round_day.earliest is None or first_round_day.earliest < day.latest
