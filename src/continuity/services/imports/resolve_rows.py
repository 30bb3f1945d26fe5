"""Drafts as entries: with keys for names, with the record each of them means, and with what goes without saying."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.implied_values import implied
from continuity.domain.schema.starter_sheet import PROFILE
from continuity.domain.schema.tables import BY_NAME, CITIES, PROGRAMMES, RULES
from continuity.domain.schema.values import Row, parse_cell
from continuity.domain.values.countries import CODES
from continuity.errors import BadValue, ContinuityError
from continuity.importers.model import Entry, Problem
from continuity.importers.read_file import Read
from continuity.importers.unresolved_records import Draft, drafts_of
from continuity.services.imports.match_records import Matching, merged
from continuity.services.imports.merge_rows import Records, beside, joined
from continuity.services.imports.resolve_names import Naming, name_column, texts_of
from continuity.services.offices.profiles import applied, country_of
from continuity.services.offices.timezones import zone_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


_UNCLEAR_NAMED = 20


class Drafting:
    """Makes entries of the drafts of a file, table by table.

    Attributes:
        entries: by table name, one a record; of a record that a table's sheet has twice, both.
        problems: everything that is wrong with the drafts.
        unread: by table name, the keys of records that were left out for their problems.
        remarks: what was added to what the file says.
    """

    def __init__(self, connection: "Connection") -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.problems: list[Problem] = []
        self.unread: dict[str, set[str]] = {}
        self.remarks: list[str] = []
        self._naming = Naming(connection)
        self._records = Records(connection, self.entries)
        self._matching = Matching(self._records)
        self._queue: list[Draft] = []
        self._zones: list[str] = []
        self._places: dict[tuple[str, str], int] = {}

    def make(self, drafts: Iterable[Draft]) -> None:
        """Make the entries: of each table first what its own sheet says, then what linked rows say beside it."""
        found = list(drafts)
        self.problems += [_idle(draft) for draft in found if draft.lacks]
        self._queue = [draft for draft in found if not draft.lacks]
        self._naming.promise(self._queue)
        for table in BY_NAME.values():
            own = [draft for draft in self._queue if draft.table is table]
            self._alone([draft for draft in own if not draft.linked])
            self._linked([draft for draft in own if draft.linked])
        self.problems += (*self._naming.problems, *self._matching.problems)
        self.remarks += [f"time zones taken from the country: {_some(self._zones)}"] if self._zones else []
        self.remarks += self._naming.alike()

    def _alone(self, drafts: Sequence[Draft]) -> None:
        """Rows that are one record each."""
        for draft in drafts:
            if not self._naming.refer(draft):
                continue
            key = self._naming.identify(draft) if name_column(draft.table) else self._identity(draft)
            if key is not None:
                self._enter(draft, key, None)

    def _identity(self, draft: Draft) -> str:
        """The key of a row without a name: its own, that of the record with its identity, or a new one."""
        names = self._naming.names(draft.table)
        if given := draft.cells.get("key", "").strip():
            return given
        return self._matching.identical(draft.table, draft.cells, lambda: names.add(draft))

    def _linked(self, drafts: Sequence[Draft]) -> None:
        """Rows that hold several records; those of one record are one."""
        for draft in drafts:
            self._name_by_profile(draft)
        whole = [draft for draft in drafts if self._naming.refer(draft)]
        if whole and not name_column(whole[0].table):
            self._matched(whole)
            return
        together: dict[str, Draft] = {}
        for draft in whole:
            key = self._naming.identify(draft)
            if key in together:
                self.problems += merged(together[key], draft)
            elif key is not None:
                together[key] = draft
        there = self._records.of(whole[0].table) if whole else {}
        for key, draft in together.items():
            _keep_writing(draft, there.get(key))
            self._complete(draft, there.get(key))
            self._enter(draft, key, there.get(key))

    def _matched(self, drafts: Sequence[Draft]) -> None:
        names = self._naming.names(drafts[0].table)
        for group, before in self._matching.matched(drafts):
            first = group[0]
            self._imply(first, before)
            if before is None and first.single:
                aside = beside(first, self._records.stored(first.table).values())
                self.remarks += [aside] if aside else []
            key = str(before["key"]) if before else names.add(first)
            for draft in group:
                self._naming.know(draft, key)
            self._enter(first, key, before)

    def _complete(self, draft: Draft, before: Row | None) -> None:
        """What a new city or office gets beside what the row says."""
        if draft.cells.get(PROFILE):
            self._follow_profile(draft, before)
        if draft.table is CITIES and before is None and not draft.cells.get("timezone"):
            self._place(draft)
        self._imply(draft, before)

    def _imply(self, draft: Draft, before: Row | None) -> None:
        near = {slot: other.cells for slot, other in draft.beside.items()}
        draft.cells |= implied(draft.slot, draft.cells, near, texts_of(before) if before else None)

    def _name_by_profile(self, draft: Draft) -> None:
        if draft.cells.get(PROFILE) and not draft.cells.get("title"):
            draft.cells["title"] = next((texts.get("title", "") for _, texts in self._profile(draft)), "")

    def _follow_profile(self, draft: Draft, before: Row | None) -> None:
        """Fill a new office from its profile, and give an office without rules those of the profile."""
        parts = self._profile(draft)
        name, city = draft.cells[PROFILE], draft.beside.get("cities")
        country = city.cells.get("country", "") if city else ""
        office = self._naming.key_of(draft)
        if parts and office not in self._ruled and country and country != country_of(name):
            message = f"the profile {name} is one of {country_of(name)}, the city is in {country}"
            self.problems.append(draft.problem(PROFILE, message, "`continuity office profiles` lists them by country"))
        if before is None and parts:
            draft.cells = {**parts[0][1], **{name: text for name, text in draft.cells.items() if text}}
        if office in self._ruled:
            self.remarks += self._passed_over(str(office), name)
        else:
            for _, texts in parts[1:]:
                links = {"office": draft}
                self._queue.append(Draft(RULES.name, draft.grid, draft.line, dict(texts), links=links))

    def _passed_over(self, office: str, profile: str) -> list[str]:
        """That an office has rules of another origin, which a profile does not replace."""
        rules = [row for row in self._records.stored(RULES).values() if row["office"] == office]
        if not rules or any(str(row["note"] or "").startswith(f"profile {profile}:") for row in rules):
            return []
        return [f"{office} has a rule already; the profile {profile} was not applied (`continuity rule list` shows it)"]

    @cached_property
    def _ruled(self) -> frozenset[str]:
        """The offices that have rules, in the database or on a sheet of rules."""
        recorded = {str(row["office"]) for row in self._records.stored(RULES).values()}
        return frozenset(recorded | {one.cells.get("office", "") for one in self._queue if one.table is RULES})

    def _profile(self, draft: Draft) -> list[tuple[Table, Mapping[str, str]]]:
        try:
            return [*applied(draft.cells[PROFILE], {}, {})]
        except ContinuityError as error:
            self.problems.append(draft.problem(PROFILE, error.message, error.hint))
            return []

    def _place(self, draft: Draft) -> None:
        country, name = draft.cells.get("country", ""), draft.cells.get("name", "")
        zone = zone_of(country, name)
        if zone is not None:
            draft.cells["timezone"] = zone
            self._zones.append(f"{name} {zone}")

    def _enter(self, draft: Draft, key: str, before: Row | None) -> None:
        """Read the cells of a draft, and keep the entry or what is wrong with it."""
        row, faults = _read(draft)
        names = self._naming.names(draft.table)
        new = before is None and (key in names.new or key not in names.keys)
        faults += [] if faults else _wanting(draft, row, new=new)
        self.problems += faults
        if faults:
            self.unread.setdefault(draft.table.name, set()).add(key)
            return
        entry = Entry(draft.grid.file, draft.line, {**row, "key": key}, draft.grid.sheet, draft.headings)
        self._keep(draft, key, entry)

    def _keep(self, draft: Draft, key: str, entry: Entry) -> None:
        """Keep an entry; a linked row's goes into that of the table's own sheet, where there is one."""
        entries = self.entries.setdefault(draft.table.name, [])
        place = self._places.get((draft.table.name, key)) if draft.linked else None
        if place is None:
            self._places.setdefault((draft.table.name, key), len(entries))
            entries.append(entry)
        else:
            stored = self._records.stored(draft.table).get(key, {})
            entries[place], problems = joined(entries[place], entry, stored)
            self.problems += problems


def _some(texts: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(texts) - _UNCLEAR_NAMED
    return ", ".join(texts[:_UNCLEAR_NAMED]) + (f" and {more} more" if more > 0 else "")


def _idle(draft: Draft) -> Problem:
    column = next(name for name, text in draft.cells.items() if text)
    return draft.problem(column, f"the row names no {draft.lacks}", f"name the {draft.lacks}, or empty the cell")


def _keep_writing(draft: Draft, before: Row | None) -> None:
    """A record that was found by its name keeps the name as it is written there."""
    column = name_column(draft.table)
    if before is not None and column and not draft.cells.get("key"):
        draft.cells[column] = str(before[column])


def _read(draft: Draft) -> tuple[Row, list[Problem]]:
    row: Row = {}
    faults: list[Problem] = []
    passed = (PROFILE, "key") if draft.linked or name_column(draft.table) else (PROFILE,)
    for name, text in draft.cells.items():
        if name in passed or (draft.linked and not text):
            continue
        try:
            row[name] = parse_cell(draft.table.column(name), text)
        except BadValue as error:
            faults.append(draft.problem(name, error.message, error.hint))
    return row, faults


def _wanting(draft: Draft, row: Row, *, new: bool) -> list[Problem]:
    """The cells that a record cannot do without."""
    needed = [column for column in draft.table.columns if column.required and column.name != "key"]
    empty = [column for column in needed if row.get(column.name) is None and (new or column.name in row)]
    return [draft.problem(column.name, *_why(draft, column)) for column in empty]


def _why(draft: Draft, column: Column) -> tuple[str, str]:
    """What to say of an empty cell; the time zone is asked for only where the country does not tell it."""
    country = draft.cells.get("country", "")
    if draft.linked and column.name == "timezone" and country in CODES:
        return f"{country} has several time zones", "write it in the column time zone, such as America/Chicago"
    return "the cell is empty", f"it must be filled: {column.help}"


_NAMED = 5


def drafted(connection: "Connection", read: Read) -> Drafting:
    """Make entries of what was read, and say which recorded programmes of the same cities stand in no row."""
    drafting = Drafting(connection)
    drafting.make(draft for headed, layout in read.sheets for draft in drafts_of(headed, layout))
    drafting.remarks += _absent(connection, drafting)
    return drafting


def _absent(connection: "Connection", found: Drafting) -> Iterator[str]:
    from continuity.db import read

    entries = found.entries.get(PROGRAMMES.name, [])
    cities = {str(entry.row["city"]) for entry in entries if entry.row.get("city")}
    keys = {str(entry.row["key"]) for entry in entries}
    rows = read.select(connection, PROGRAMMES, {"key", "city"}) if cities else ()
    left = [str(row["key"]) for row in rows if str(row["city"]) in cities and str(row["key"]) not in keys]
    if left:
        named = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
        number = (
            f"{len(left)} programmes recorded for the same cities stand" if len(left) > 1 else "one programme stands"
        )
        yield f"{number} in no row; nothing was removed: {named} (`continuity programme remove KEY` does that)"
