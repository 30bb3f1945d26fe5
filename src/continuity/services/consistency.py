"""Whether rows go together: with each other, and with what is recorded already."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import BY_NAME, BY_NOUN, ELECTIONS, OFFICES, TERMS
from continuity.domain.schema.validation import crowded, faults_of, split_transition
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.errors import BadValue
from continuity.importers.model import Entry, Problem
from continuity.services.lookup import suggestion

if TYPE_CHECKING:
    from sqlalchemy import Connection

Placed: TypeAlias = tuple[Table, Entry, Row]
"""A row where it stood, and the whole record it would leave."""

_FOLLOWED = (("cities", "successor"), ("offices", "successor"), ("parties", "successor"), ("elections", "replaces"))
"""Columns that lead from one record to the next and must not lead back."""


def incoherent(
    connection: "Connection", placed: list[Placed], unread: Mapping[str, frozenset[str] | None]
) -> Iterator[Problem]:
    """Everything that keeps the rows from being true together.

    Args:
        connection: inside a transaction.
        placed: the rows.
        unread: by table name, keys whose rows could not be read; None for any.
    """
    yield from _own_faults(placed)
    yield from _dangling(_Keys(connection, placed, unread), placed)
    yield from _crowded(connection, placed)
    yield from _circles(connection, placed)
    yield from _rounds(connection, placed)


def _own_faults(placed: list[Placed]) -> Iterator[Problem]:
    for table, entry, row in placed:
        for fault in faults_of(table, row):
            yield entry.problem(fault.column, fault.message, fault.hint)
        if "transition" in row:
            try:
                split_transition(str(row["transition"]))
            except BadValue as error:
                yield entry.problem("transition", error.message, error.hint)


def _dangling(keys: "_Keys", placed: list[Placed]) -> Iterator[Problem]:
    """References to records that are neither in the database nor among the rows."""
    for table, entry, row in placed:
        for column, tables, key in _named_records(table, row):
            if not any(keys.may_have(name, key) for name in tables):
                nouns = " or ".join(BY_NAME[name].noun for name in tables)
                hint = suggestion(key, set().union(*(keys.of(name) for name in tables)))
                yield entry.problem(column, f'no {nouns} "{key}"', hint or f"add the {nouns} first")


def _named_records(table: Table, row: Row) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for column in table.references:
        if row.get(column.name):
            yield column.name, column.tables, str(row[column.name])
    if row.get("transition"):
        yield "transition", (OFFICES.name,), str(row["transition"]).rpartition("/")[0]
    if table.name == "identifiers" and ":" in str(row["record"]):
        noun, _, key = str(row["record"]).partition(":")
        yield "record", (BY_NOUN[noun].name,) if noun in BY_NOUN else tuple(BY_NAME), key


class _Keys:
    """The keys of each table, those of the rows included; read once and only where asked for."""

    def __init__(
        self,
        connection: "Connection",
        placed: list[Placed],
        unread: Mapping[str, frozenset[str] | None],
    ) -> None:
        self._connection = connection
        self._unread = unread
        self._new: dict[str, set[str]] = defaultdict(set)
        for table, _, row in placed:
            self._new[table.name].add(str(row["key"]))
        self._all: dict[str, set[str]] = {}

    def may_have(self, name: str, key: str) -> bool:
        """Whether the table has the key, or would have but for a fault."""
        unread = self._unread.get(name, frozenset())
        return unread is None or key in unread or key in self.of(name)

    def of(self, name: str) -> set[str]:
        """The keys of a table."""
        from continuity.db import read

        if name not in self._all:
            self._all[name] = self._new[name] | read.all_keys(self._connection, BY_NAME[name])
        return self._all[name]


def _crowded(connection: "Connection", placed: list[Placed]) -> Iterator[Problem]:
    """Certain overlaps of substantive terms, with those that are recorded already."""
    from continuity.db import read

    entries = {str(row["key"]): (entry, row) for table, entry, row in placed if table is TERMS}
    offices = {str(row["office"]) for _, row in entries.values()}
    if not offices:
        return
    recorded = [row for office in sorted(offices) for row in read.rows(connection, TERMS, where={"office": office})]
    terms = [row for row in recorded if str(row["key"]) not in entries] + [row for _, row in entries.values()]
    seats = {str(row["key"]): int(str(row["seats"] or 1)) for row in read.rows(connection, OFFICES, keys=offices)}
    seats |= {str(row["key"]): int(str(row["seats"] or 1)) for table, _, row in placed if table is OFFICES}
    for term, fault in crowded(terms, seats):
        entry = entries.get(str(term["key"]), next(iter(entries.values())))[0]
        yield entry.problem(fault.column, fault.message, fault.hint)


def _circles(connection: "Connection", placed: list[Placed]) -> Iterator[Problem]:
    """Records that by their successors lead back to themselves."""
    from continuity.db import read

    for name, column in _FOLLOWED:
        mine = {str(row["key"]): (entry, row) for table, entry, row in placed if table.name == name and row[column]}
        if not mine:
            continue
        leads = {str(row["key"]): row[column] for row in read.rows(connection, BY_NAME[name]) if row[column]}
        leads |= {key: row[column] for key, (_, row) in mine.items()}
        for key, (entry, row) in mine.items():
            if row[column] != key and (path := _path_back(key, leads)):
                yield entry.problem(column, f"{' > '.join(path)} is a circle", f"correct {column} of one of them")


def _path_back(key: str, leads: Mapping[str, object]) -> list[str]:
    """The keys from a record back to itself; empty where it does not lead there."""
    path = [key]
    while (after := str(leads.get(path[-1]) or "")) and after not in path:
        path.append(after)
    return [*path, key] if after == key else []


def _rounds(connection: "Connection", placed: list[Placed]) -> Iterator[Problem]:
    """Run-offs that decide nothing: of another office, of a later day, or of another run-off."""
    from continuity.db import read

    mine = [(entry, row) for table, entry, row in placed if table is ELECTIONS and row["run_off_of"]]
    firsts = {str(row["run_off_of"]) for _, row in mine}
    known = {str(row["key"]): row for row in read.rows(connection, ELECTIONS, keys=firsts)} if firsts else {}
    known |= {str(row["key"]): row for table, _, row in placed if table is ELECTIONS}
    for entry, row in mine:
        first = known.get(str(row["run_off_of"]))
        if first is not None and not _decides(row, first):
            message = f"{row['key']} cannot be a run-off of {first['key']}"
            yield entry.problem("run_off_of", message, "name the first round: of the same office, on an earlier day")


def _decides(run_off: Row, first: Row) -> bool:
    day, before = run_off["date"], first["date"]
    if run_off["office"] != first["office"] or first["kind"] == "run-off":
        return False
    if not isinstance(day, VagueDate) or not isinstance(before, VagueDate):
        return True
    return day.latest is None or before.earliest is None or before.earliest < day.latest
