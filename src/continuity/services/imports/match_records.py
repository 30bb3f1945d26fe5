"""Matching of rows without key, such as agreements or elections, with stored records.
The identity of such records is in cells that change. So a row matches the record with the same days first, else the
only one left of those it may mean. A record from another sheet of the file is matched by its days alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import Problem, ProblemCode
from continuity.domain.schema.tables import TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import ElectionKind, ElectionStatus
from continuity.errors import BadValue
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.imports.merge_rows import RecordLookup, merge_records
from continuity.services.imports.new_mandates import MandateResolver
from continuity.services.imports.resolve_names import format_row

_MAX_MOVED_DAYS = 183
"""How far an election may be moved and be the same one still."""


@dataclass(frozen=True, slots=True)
class MatchRule:
    """The columns that tell the records of a slot apart, and when other days may match."""

    reference_columns: tuple[str, ...]
    identity_columns: tuple[str, ...]
    can_match: Callable[[UnresolvedRecord, Row], bool]


def _can_always_match(_record: UnresolvedRecord, _row: Row) -> bool:
    return True


def _is_open_ended(_record: UnresolvedRecord, row: Row) -> bool:
    return not row.get("end")


def _is_nearby_election(record: UnresolvedRecord, row: Row) -> bool:
    """Return whether a row may mean an election some months away, not held yet."""
    status, kind = row.get("status"), row.get("kind")
    if status not in (None, ElectionStatus.SCHEDULED, "unknown") or kind not in (None, ElectionKind.ORDINARY):
        return False
    stored_day = row.get("date")
    try:
        day = VagueDate.parse(record.cells.get("date", ""))
    except BadValue:
        return False
    if not isinstance(stored_day, VagueDate) or stored_day.earliest is None or day.earliest is None:
        return False
    return abs((stored_day.earliest - day.earliest).days) <= _MAX_MOVED_DAYS


MATCH_RULES: Mapping[str, MatchRule] = {
    "rules": MatchRule(("office",), ("start", "election_rule_start"), _can_always_match),
    "terms": MatchRule(("office", "person"), ("start",), _is_open_ended),
    "affiliations": MatchRule(("term",), ("party",), _is_open_ended),
    "elections": MatchRule(("office",), ("date",), _is_nearby_election),
    "agreements": MatchRule(("programme", "partner"), ("signed_on", "start", "end"), _can_always_match),
    "funding": MatchRule(("programme", "partner"), ("funder", "start", "end"), _can_always_match),
    "evidence": MatchRule(("programme", "kind"), ("date", "title"), _can_always_match),
}

_SINGLE_RECORDS = {
    "terms": ("office", "person", "people"),
    "affiliations": ("term", "party", "parties"),
    "elections": ("office", "date", ""),
}
"""What a starter sheet has one of: by table, in which place, which cell tells them apart, and whose name it is."""

RecordGroup: TypeAlias = list[UnresolvedRecord]
"""Drafts of one record, the one that says most first."""

Match: TypeAlias = tuple[RecordGroup, Row | None]
"""The drafts, and the record as it stands; None where it is new."""


class RecordMatcher:
    """Matches rows of unnamed records; `problems` are ambiguous rows."""

    def __init__(self, lookup: RecordLookup, mandates: MandateResolver) -> None:
        self._lookup = lookup
        self._mandates = mandates
        self._identities: dict[str, dict[tuple[str, ...], str]] = {}
        self.problems: list[Problem] = []

    def match(self, records: Sequence[UnresolvedRecord]) -> list[Match]:
        """Match the records of a table with stored ones."""
        table = records[0].table
        rule = MATCH_RULES[table.name]
        groups: dict[tuple[str, ...], list[RecordGroup]] = defaultdict(list)
        for record in (candidate for candidate in records if not candidate.single or table.name not in _SINGLE_RECORDS):
            _add_to_groups(groups[_get_reference(rule, record.cells)], record)
        for single_group in self._group_single_records(table, [candidate for candidate in records if candidate.single]):
            groups[_get_reference(rule, single_group[0].cells)].append(single_group)
        rows_by_reference: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self._lookup.load_all(table).values():
            rows_by_reference[_get_reference(rule, format_row(row))].append(row)
        matches: list[Match] = []
        for reference, group in groups.items():
            matches += self._pair_with_rows(rule, group, rows_by_reference.get(reference, []))
        return matches

    def _group_single_records(self, table: Table, records: Sequence[UnresolvedRecord]) -> Iterable[RecordGroup]:
        parent_column, value_column, slot = _SINGLE_RECORDS.get(table.name, ("", "", ""))
        groups: dict[str, RecordGroup] = {}
        for record in records if parent_column else ():
            first, *_ = group = groups.setdefault(record.cells.get(parent_column, ""), [record])
            if first.cells.get(value_column) != record.cells.get(value_column):
                heading, value = _describe_value(record, slot, value_column)
                _, other = _describe_value(first, slot, value_column)
                parameters = {"value": value, "row": first.line, "other": other}
                self.problems.append(record.build_problem(heading, ProblemCode.DIFFERENT_SINGLE, parameters))
            elif record is not first:
                self.problems += merge_records(first, record)
                group.append(record)
        return groups.values()

    def _pair_with_rows(self, rule: MatchRule, groups: list[RecordGroup], rows: Iterable[Row]) -> list[Match]:
        left_rows = list(rows)
        matches: list[Match] = []
        unmatched_groups: list[RecordGroup] = []
        for record_group in sorted(groups, key=lambda group: not _get_identity_cells(rule, group[0].cells)):
            same_row = _find_same_row(rule, record_group[0], left_rows)
            if same_row is None:
                unmatched_groups.append(record_group)
            else:
                left_rows.remove(same_row)
                matches.append((record_group, same_row))
        for record_group in unmatched_groups:
            stored = self._lookup.load_stored(record_group[0].table)
            candidates = [row for row in left_rows if row["key"] in stored and rule.can_match(record_group[0], row)]
            if record_group[0].table is TERMS:
                candidates = self._mandates.select_same_mandates(record_group[0], candidates)
            if len(candidates) > 1 or (candidates and len(unmatched_groups) > 1):
                self._report_ambiguity(rule, record_group[0], candidates)
            else:
                matches.append((record_group, candidates[0] if candidates else None))
        return matches

    def _report_ambiguity(self, rule: MatchRule, record: UnresolvedRecord, rows: list[Row]) -> None:
        keys = tuple(str(row["key"]) for row in rows)
        column = next((name for name in rule.identity_columns if record.cells.get(name)), "")
        parameters = {"table": record.table.name, "noun": record.table.noun, "keys": keys}
        self.problems.append(record.build_problem(column, ProblemCode.AMBIGUOUS_ROW, parameters))

    def find_or_create_key(self, table: Table, cells: Mapping[str, str], make_key: Callable[[], str]) -> str:
        """Find the key of the record with the same identity, or create one."""
        if table.name not in self._identities:
            rows = reversed([*self._lookup.load_all(table).items()])
            self._identities[table.name] = {_get_identity(table, format_row(row)): key for key, row in rows}
        keys_by_identity, identity = self._identities[table.name], _get_identity(table, cells)
        if identity not in keys_by_identity:
            keys_by_identity[identity] = make_key()
        return keys_by_identity[identity]


def _add_to_groups(groups: list[RecordGroup], record: UnresolvedRecord) -> None:
    for group in groups:
        if _has_all_cells(group[0], record):
            group.append(record)
            return
        if _has_all_cells(record, group[0]):
            group.insert(0, record)
            return
    groups.append([record])


def _describe_value(record: UnresolvedRecord, slot: str, value_column: str) -> tuple[str, str]:
    if slot in record.row_records:
        related_record = record.row_records[slot]
        return related_record.headings.get("name", "name"), related_record.cells["name"]
    column = "standing" if slot else value_column
    return record.headings.get(column, column), record.cells[column]


def _get_identity(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in table.identity_columns)


def _has_all_cells(record: UnresolvedRecord, other: UnresolvedRecord) -> bool:
    return all(record.cells.get(column) == text for column, text in other.cells.items() if text)


def _get_reference(rule: MatchRule, cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in rule.reference_columns)


def _find_same_row(rule: MatchRule, record: UnresolvedRecord, rows: list[Row]) -> Row | None:
    """Find the stored row with the same days, else the last possible one."""
    identity_cells = _get_identity_cells(rule, record.cells)
    if not identity_cells:
        rows_without_days = [row for row in rows if not _get_identity_cells(rule, format_row(row))]
        return next(reversed(rows_without_days or [row for row in rows if rule.can_match(record, row)] or rows), None)
    return next((row for row in rows if identity_cells.items() <= format_row(row).items()), None)


def _get_identity_cells(rule: MatchRule, cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cells[name] for name in rule.identity_columns if cells.get(name)}
