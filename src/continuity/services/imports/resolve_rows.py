"""Resolution of rows to entries: keys for names, stored records, defaults."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.implied_values import infer_cells
from continuity.domain.schema.import_problems import (
    ImportRemark,
    ImportRemarkCode,
    Parameters,
    Problem,
    ProblemCode,
    describe_error,
)
from continuity.domain.schema.starter_sheet import PROFILE_COLUMN
from continuity.domain.schema.tables import CITIES, PROGRAMMES, RULES, TABLES_BY_NAME, TERMS
from continuity.domain.schema.values import Row
from continuity.errors import ContinuityError
from continuity.importers.model import Entry
from continuity.importers.read_file import ParsedFile
from continuity.importers.unresolved_records import UnresolvedRecord, build_unresolved_records
from continuity.services.imports.match_records import RecordMatcher
from continuity.services.imports.merge_rows import RecordLookup, find_other_polling_day, merge_entries, merge_records
from continuity.services.imports.name_index import find_name_column
from continuity.services.imports.new_mandates import MandateResolver
from continuity.services.imports.parse_records import (
    build_idle_problem,
    find_missing_cells,
    keep_stored_spelling,
    parse_record,
)
from continuity.services.imports.resolve_names import NameResolver, format_row
from continuity.services.offices.profiles import apply_profile, find_profile_country, is_from_profile
from continuity.services.offices.timezones import find_timezone

if TYPE_CHECKING:
    from sqlalchemy import Connection


_MAX_LISTED_TEXTS = 20
_MAX_LISTED_PROGRAMMES = 5


class RowResolver:
    """Resolves the rows of a file to entries, table by table.
    `entries`, by table name, are both of a record that is twice on its table's sheet. `unread` are, by table name, the
    keys of records left out for their problems.
    """

    def __init__(self, connection: "Connection") -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.problems: list[Problem] = []
        self.unread: dict[str, set[str]] = {}
        self.remarks: list[ImportRemark] = []
        self._name_resolver = NameResolver(connection)
        self._lookup = RecordLookup(connection, self.entries)
        self._mandates = MandateResolver(connection, self._lookup)
        self._matcher = RecordMatcher(self._lookup, self._mandates)
        self._queue: list[UnresolvedRecord] = []
        self._timezone_notes: list[str] = []
        self._entry_indexes: dict[tuple[str, str], int] = {}

    def resolve(self, records: Iterable[UnresolvedRecord]) -> None:
        """Resolve entries by table, those of its own sheet before linked rows."""
        all_records = list(records)
        self.problems += [build_idle_problem(record) for record in all_records if record.missing_heading]
        self._queue = [record for record in all_records if not record.missing_heading]
        self._name_resolver.reserve_keys(self._queue)
        for table in TABLES_BY_NAME.values():
            table_records = [record for record in self._queue if record.table is table]
            self._resolve_single_rows([record for record in table_records if not record.linked])
            self._resolve_linked_rows([record for record in table_records if record.linked])
        for entry in list(self._mandates.end_preceding_terms(self.entries.get(TERMS.name, ()))):
            self._store_entry(TERMS, entry, linked=True)
        self.problems += (*self._name_resolver.problems, *self._matcher.problems)
        self.remarks += self._mandates.remarks
        if self._timezone_notes:
            zones = _count_beyond(self._timezone_notes, _MAX_LISTED_TEXTS)
            self.remarks.append(ImportRemark(ImportRemarkCode.TIMEZONES_CHOSEN, zones))
        self.remarks += (*self._name_resolver.find_namesakes(), *self._name_resolver.find_similar_names())

    def _resolve_single_rows(self, records: Sequence[UnresolvedRecord]) -> None:
        for record in records:
            if not self._name_resolver.resolve_references(record):
                continue
            has_name = find_name_column(record.table)
            key = self._name_resolver.resolve_key(record) if has_name else self._find_or_create_key(record)
            if key is not None:
                self._add_entry(record, key, None)

    def _find_or_create_key(self, record: UnresolvedRecord) -> str:
        names = self._name_resolver.load_index(record.table)
        if given_key := record.cells.get("key", "").strip():
            return given_key
        return self._matcher.find_or_create_key(record.table, record.cells, lambda: names.add_record(record))

    def _resolve_linked_rows(self, records: Sequence[UnresolvedRecord]) -> None:
        """Resolve rows of several records, and merge rows of the same record."""
        for record in records:
            self._set_title_from_profile(record)
        resolved = [record for record in records if self._name_resolver.resolve_references(record)]
        if resolved and not find_name_column(resolved[0].table):
            self._resolve_matched_rows(resolved)
            return
        records_by_key: dict[str, UnresolvedRecord] = {}
        for record in resolved:
            key = self._name_resolver.resolve_key(record)
            if key in records_by_key:
                self.problems += merge_records(records_by_key[key], record)
            elif key is not None:
                records_by_key[key] = record
        stored_rows = self._lookup.load_all(resolved[0].table) if resolved else {}
        for key, record in records_by_key.items():
            keep_stored_spelling(record, stored_rows.get(key))
            self._complete_record(record, stored_rows.get(key))
            self._add_entry(record, key, stored_rows.get(key))

    def _resolve_matched_rows(self, records: Sequence[UnresolvedRecord]) -> None:
        names = self._name_resolver.load_index(records[0].table)
        for group, before in self._matcher.match(records):
            first = group[0]
            self._add_implied_cells(first, before)
            if before is None and first.single:
                remark = find_other_polling_day(first, self._lookup.load_stored(first.table).values())
                self.remarks += [remark] if remark else []
            key = str(before["key"]) if before else names.add_record(first)
            for record in group:
                self._name_resolver.set_key(record, key)
            self._add_entry(first, key, before)

    def _complete_record(self, record: UnresolvedRecord, before: Row | None) -> None:
        if record.cells.get(PROFILE_COLUMN):
            self._apply_profile(record, before)
        if record.table is CITIES and before is None and not record.cells.get("timezone"):
            self._set_timezone(record)
        self._add_implied_cells(record, before)

    def _add_implied_cells(self, record: UnresolvedRecord, before: Row | None) -> None:
        related_cells = {slot: other.cells for slot, other in record.row_records.items()}
        record.cells |= infer_cells(record.slot, record.cells, related_cells, format_row(before) if before else None)

    def _set_title_from_profile(self, record: UnresolvedRecord) -> None:
        if record.cells.get(PROFILE_COLUMN) and not record.cells.get("title"):
            record.cells["title"] = next((texts.get("title", "") for _, texts in self._load_profile(record)), "")

    def _apply_profile(self, record: UnresolvedRecord, before: Row | None) -> None:
        """Fill a new office from its profile, with rules if it has none."""
        parts = self._load_profile(record)
        name, city = record.cells[PROFILE_COLUMN], record.row_records.get("cities")
        country = city.cells.get("country", "") if city else ""
        office = self._name_resolver.get_key(record)
        if parts and office not in self._offices_with_rules and country and country != find_profile_country(name):
            parameters = {"profile": name, "profile_country": find_profile_country(name), "country": country}
            self.problems.append(record.build_problem(PROFILE_COLUMN, ProblemCode.FOREIGN_PROFILE, parameters))
        if before is None and parts:
            record.cells = {**parts[0][1], **{name: text for name, text in record.cells.items() if text}}
        if office in self._offices_with_rules:
            self.remarks += self._find_ignored_profile(str(office), name)
        else:
            for _, texts in parts[1:]:
                links = {"office": record}
                self._queue.append(UnresolvedRecord(RULES.name, record.grid, record.line, dict(texts), links=links))

    def _find_ignored_profile(self, office: str, profile: str) -> list[ImportRemark]:
        rules = [row for row in self._lookup.load_stored(RULES).values() if row["office"] == office]
        if not rules or any(is_from_profile(row, profile) for row in rules):
            return []
        return [ImportRemark(ImportRemarkCode.PROFILE_NOT_APPLIED, {"office": office, "profile": profile})]

    @cached_property
    def _offices_with_rules(self) -> frozenset[str]:
        stored = {str(row["office"]) for row in self._lookup.load_stored(RULES).values()}
        return frozenset(stored | {record.cells.get("office", "") for record in self._queue if record.table is RULES})

    def _load_profile(self, record: UnresolvedRecord) -> list[tuple[Table, Mapping[str, str]]]:
        try:
            return [*apply_profile(record.cells[PROFILE_COLUMN], {}, {})]
        except ContinuityError as error:
            self.problems.append(record.build_problem(PROFILE_COLUMN, *describe_error(error)))
            return []

    def _set_timezone(self, record: UnresolvedRecord) -> None:
        country, name = record.cells.get("country", ""), record.cells.get("name", "")
        zone = find_timezone(country, name)
        if zone is not None:
            record.cells["timezone"] = zone
            self._timezone_notes.append(f"{name} {zone}")

    def _add_entry(self, record: UnresolvedRecord, key: str, before: Row | None) -> None:
        row, problems = parse_record(record)
        names = self._name_resolver.load_index(record.table)
        new = before is None and (key in names.new_records or key not in names.keys)
        problems += [] if problems else find_missing_cells(record, row, new=new)
        self.problems += problems
        if problems:
            self.unread.setdefault(record.table.name, set()).add(key)
            return
        entry = Entry(record.grid.file, record.line, {**row, "key": key}, record.grid.sheet, record.headings)
        self._store_entry(record.table, entry, linked=record.linked)

    def _store_entry(self, table: Table, entry: Entry, *, linked: bool) -> None:
        """Store an entry; a linked one merges into its table's own sheet."""
        entries, key = self.entries.setdefault(table.name, []), str(entry.row["key"])
        index = self._entry_indexes.get((table.name, key)) if linked else None
        if index is None:
            self._entry_indexes.setdefault((table.name, key), len(entries))
            entries.append(entry)
        else:
            stored_row = self._lookup.load_stored(table).get(key, {})
            entries[index], problems = merge_entries(entries[index], entry, stored_row)
            self.problems += problems


def _count_beyond(texts: Sequence[str], limit: int) -> Parameters:
    return {"listed": tuple(texts[:limit]), "more": max(0, len(texts) - limit)}


def resolve_sheets(connection: "Connection", parsed_file: ParsedFile) -> RowResolver:
    """Resolve sheets to entries, and remark on their cities' programmes without row."""
    resolver = RowResolver(connection)
    records_by_sheet = (build_unresolved_records(sheet, mapping) for sheet, mapping in parsed_file.sheets)
    resolver.resolve(chain.from_iterable(records_by_sheet))
    resolver.remarks += _find_absent_programmes(connection, resolver)
    return resolver


def _find_absent_programmes(connection: "Connection", resolver: RowResolver) -> Iterator[ImportRemark]:
    entries = resolver.entries.get(PROGRAMMES.name, [])
    cities = {str(entry.row["city"]) for entry in entries if entry.row.get("city")}
    keys = {str(entry.row["key"]) for entry in entries}
    rows = read.select_rows(connection, PROGRAMMES, {"key", "city"}) if cities else ()
    absent_keys = [str(row["key"]) for row in rows if str(row["city"]) in cities and str(row["key"]) not in keys]
    if absent_keys:
        several = len(absent_keys) > 1
        code = ImportRemarkCode.ABSENT_PROGRAMMES if several else ImportRemarkCode.ABSENT_PROGRAMME
        yield ImportRemark(code, {"count": len(absent_keys), **_count_beyond(absent_keys, _MAX_LISTED_PROGRAMMES)})
