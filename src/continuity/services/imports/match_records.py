"""Which record of those already there a row means that brings no key: the agreement it speaks of, the next election.

What tells such records apart is what changes in them, so a row is met first with the record that has the same days, and
then with the only one that is left of those it may mean. A record that another sheet of the file brings is met by its
days alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.errors import BadValue
from continuity.importers.model import Problem
from continuity.importers.unresolved_records import Draft
from continuity.services.imports.merge_rows import Records
from continuity.services.imports.resolve_names import folded, name_column, texts_of

_NEAR_DAYS = 183
"""How far an election may be moved and be the same one still."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the records of a slot are told apart.

    Attributes:
        by: the references that a row and its record have in common.
        days: the cells that make a record the very one.
        may_mean: whether a row may mean a record whose days differ.
    """

    by: tuple[str, ...]
    days: tuple[str, ...]
    may_mean: Callable[[Draft, Row], bool]


def _any(_draft: Draft, _row: Row) -> bool:
    return True


def _unended(_draft: Draft, row: Row) -> bool:
    return not row.get("end")


def _near(draft: Draft, row: Row) -> bool:
    """An election that is not held, some months away at most."""
    if row.get("status") not in (None, "scheduled", "unknown") or row.get("kind") not in (None, "ordinary"):
        return False
    then = row.get("date")
    try:
        day = VagueDate.parse(draft.cells.get("date", ""))
    except BadValue:
        return False
    if not isinstance(then, VagueDate) or then.earliest is None or day.earliest is None:
        return False
    return abs((then.earliest - day.earliest).days) <= _NEAR_DAYS


KINDS: Mapping[str, Kind] = {
    "rules": Kind(("office",), ("start", "election_rule_start"), _any),
    "terms": Kind(("office", "person"), ("start",), _unended),
    "affiliations": Kind(("term",), ("party",), _unended),
    "elections": Kind(("office",), ("date",), _near),
    "agreements": Kind(("programme", "partner"), ("signed_on", "start", "end"), _any),
    "funding": Kind(("programme", "partner"), ("funder", "start", "end"), _any),
    "evidence": Kind(("programme", "kind"), ("date", "title"), _any),
}


_ONE = {
    "terms": ("office", "person", "people"),
    "affiliations": ("term", "party", "parties"),
    "elections": ("office", "date", ""),
}
"""What a starter sheet has one of: by table, in which place, which cell tells them apart, and whose name it is."""

Matched: TypeAlias = tuple[list[Draft], Row | None]
"""Drafts of one record, the one that says most first, and the record as it stands; None where it is new."""


class Matching:
    """The records of the slots that have no name.

    Attributes:
        problems: rows that may mean any of several records.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._identities: dict[str, dict[tuple[str, ...], str]] = {}
        self.problems: list[Problem] = []

    def matched(self, drafts: Sequence[Draft]) -> list[Matched]:
        """The drafts of a table with the records they mean; those that say the same of one record are together."""
        table = drafts[0].table
        kind = KINDS[table.name]
        groups: dict[tuple[str, ...], list[list[Draft]]] = defaultdict(list)
        for draft in (one for one in drafts if not one.single or table.name not in _ONE):
            _put(groups[_reference(kind, draft.cells)], draft)
        for together in self._one_each(table, [one for one in drafts if one.single]):
            groups[_reference(kind, together[0].cells)].append(together)
        recorded: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self._records.of(table).values():
            recorded[_reference(kind, texts_of(row))].append(row)
        found: list[Matched] = []
        for reference, group in groups.items():
            found += self._paired(kind, group, recorded.get(reference, []))
        return found

    def _one_each(self, table: Table, drafts: Sequence[Draft]) -> Iterable[list[Draft]]:
        """What a starter sheet has one of, the rows that say it together; what they say differently is a problem."""
        place, what, slot = _ONE.get(table.name, ("", "", ""))
        found: dict[str, list[Draft]] = {}
        for draft in drafts if place else ():
            first, *_ = together = found.setdefault(draft.cells.get(place, ""), [draft])
            if first.cells.get(what) != draft.cells.get(what):
                heading, said = _said(draft, slot, what)
                message = f'"{said}", but row {first.line} says "{_said(first, slot, what)[1]}"'
                self.problems.append(draft.problem(heading, message, "there can be one only: write the same in both"))
            elif draft is not first:
                self.problems += merged(first, draft)
                together.append(draft)
        return found.values()

    def _paired(self, kind: Kind, groups: list[list[Draft]], rows: Iterable[Row]) -> list[Matched]:
        left = list(rows)
        found: list[Matched] = []
        others: list[list[Draft]] = []
        for drafts in sorted(groups, key=lambda group: not _days(kind, group[0].cells)):
            same = _same(kind, drafts[0], left)
            if same is None:
                others.append(drafts)
            else:
                left.remove(same)
                found.append((drafts, same))
        for drafts in others:
            stored = self._records.stored(drafts[0].table)
            meant = [row for row in left if row["key"] in stored and kind.may_mean(drafts[0], row)]
            if len(meant) > 1 or (meant and len(others) > 1):
                self._ask(kind, drafts[0], meant)
            else:
                found.append((drafts, meant[0] if meant else None))
        return found

    def _ask(self, kind: Kind, draft: Draft, rows: list[Row]) -> None:
        keys = ", ".join(str(row["key"]) for row in rows)
        column = next((name for name in kind.days if draft.cells.get(name)), "")
        message = f"which of the {draft.table.name} recorded is meant cannot be told: {keys}"
        hint = f"change it in the sheet {draft.table.name}, or with `continuity {draft.table.noun} edit`"
        self.problems.append(draft.problem(column, message, hint))

    def identical(self, table: Table, cells: Mapping[str, str], new: Callable[[], str]) -> str:
        """The key of the record with the same identity, an earlier row's included; a new one where there is none."""
        if table.name not in self._identities:
            rows = self._records.of(table).items()
            self._identities[table.name] = {_identity(table, texts_of(row)): key for key, row in reversed([*rows])}
        known, identity = self._identities[table.name], _identity(table, cells)
        if identity not in known:
            known[identity] = new()
        return known[identity]


def merged(into: Draft, other: Draft) -> list[Problem]:
    """Take what another row says of the same record; what the two say differently is a problem.

    Of a name that they write in other capitals, the first row's writing counts.
    """
    problems = []
    for column, text in other.cells.items():
        if not text:
            continue
        if not into.cells.get(column):
            into.cells[column] = text
            into.lines[column] = other.line
            into.headings.setdefault(column, other.headings.get(column, column))
        elif not _agree(into, column, text):
            message = f'"{text}", but row {into.lines.get(column, into.line)} says "{into.cells[column]}"'
            problems.append(other.problem(column, message, "both rows speak of one record: write the same in both"))
    return problems


def _agree(draft: Draft, column: str, text: str) -> bool:
    """Whether a draft says so already; a name does in any capitals, by which it was found."""
    there = draft.cells[column]
    return text == there or (column == name_column(draft.table) and folded(text) == folded(there))


def _put(groups: list[list[Draft]], draft: Draft) -> None:
    """Add a draft to those that say all it does, or that say nothing beside what it says."""
    for group in groups:
        if _says(group[0], draft):
            group.append(draft)
            return
        if _says(draft, group[0]):
            group.insert(0, draft)
            return
    groups.append([draft])


def _said(draft: Draft, slot: str, what: str) -> tuple[str, str]:
    """Under which heading a row says what an office has one of, and what it says."""
    if slot in draft.beside:
        named = draft.beside[slot]
        return named.headings.get("name", "name"), named.cells["name"]
    column = "standing" if slot else what
    return draft.headings.get(column, column), draft.cells[column]


def _identity(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in table.identity)


def _says(one: Draft, other: Draft) -> bool:
    return all(one.cells.get(column) == text for column, text in other.cells.items() if text)


def _reference(kind: Kind, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in kind.by)


def _same(kind: Kind, draft: Draft, rows: list[Row]) -> Row | None:
    """The record with the days of a draft; where it gives none, the last that it may mean."""
    own = _days(kind, draft.cells)
    if not own:
        bare = [row for row in rows if not _days(kind, texts_of(row))]
        return next(reversed(bare or [row for row in rows if kind.may_mean(draft, row)] or rows), None)
    recorded = ((row, texts_of(row)) for row in rows)
    return next((row for row, there in recorded if all(there.get(name) == text for name, text in own.items())), None)


def _days(kind: Kind, cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that make a record the very one, where they are filled."""
    return {name: cells[name] for name in kind.days if cells.get(name)}
