"""New mandates in an imported file: the term before a new one ends, and what is in doubt is a question."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from continuity.domain.offices.first_days import FirstDayChange, compare_first_days
from continuity.domain.offices.handover import list_election_handovers
from continuity.domain.offices.models import KnownOffice
from continuity.domain.offices.winner_terms import find_day_before
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode
from continuity.domain.schema.tables import PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import Capacity
from continuity.errors import BadValue
from continuity.importers.model import Entry
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.imports.merge_rows import RecordLookup
from continuity.services.offices.elections import load_complete_offices
from continuity.services.settings import load_settings

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.domain.settings import Settings

_SUBSTANTIVE = (None, Capacity.SUBSTANTIVE)
_UNDATED = VagueDate("", None, None)


class MandateResolver:
    """Tells new mandates from corrections by the elections on record; `remarks` are what was done or is in doubt."""

    def __init__(self, connection: "Connection", lookup: RecordLookup) -> None:
        self._connection = connection
        self._lookup = lookup
        self.remarks: list[ImportRemark] = []

    def select_same_mandates(self, record: UnresolvedRecord, rows: Sequence[Row]) -> list[Row]:
        """Select the open terms whose first day a row may correct; one in doubt is selected, and stays as recorded."""
        given = _parse_date(record.cells.get("start", ""))
        if given is None:
            return list(rows)
        changes = [(row, self._compare(row, given)) for row in rows]
        same = [row for row, change in changes if change != FirstDayChange.NEW_MANDATE]
        if [change for _, change in changes if change != FirstDayChange.NEW_MANDATE] == [FirstDayChange.DOUBTFUL]:
            self._ask_about_first_day(record, same[0])
            record.cells = {name: record.cells[name] for name in ("office", "person")}
        return same

    def end_preceding_terms(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """End the open term before each new one, where an election or its expected end lies between them.
        Of several new terms of one office nobody can tell which comes next, so nothing is ended.
        """
        stored, given_rows = self._lookup.load_stored(TERMS), {str(entry.row["key"]): entry.row for entry in entries}
        open_rows: dict[object, list[Row]] = defaultdict(list)
        for key, stored_row in stored.items():
            if _is_open(stored_row) and not given_rows.get(key, {}).get("end"):
                open_rows[stored_row["office"]].append(stored_row)
        new_entries: dict[object, list[Entry]] = defaultdict(list)
        for entry in entries:
            if str(entry.row["key"]) not in stored and entry.row.get("capacity") in _SUBSTANTIVE:
                new_entries[entry.row["office"]].append(entry)
        for office, office_entries in new_entries.items():
            row = self._find_preceding_row(office_entries[0], open_rows[office])
            if len(office_entries) == 1 and row is not None:
                yield from self._end_term_before(office_entries[0], row)

    def _find_preceding_row(self, entry: Entry, rows: Iterable[Row]) -> Row | None:
        """Find the latest open term before a new one; of several holders of one office only the person's own."""
        office = self._offices.get(str(entry.row["office"]))
        is_shared = office is not None and office.office.seats > 1
        candidates = [row for row in rows if not is_shared or row["person"] == entry.row["person"]]
        return max(candidates, key=lambda row: (_get_date(row, "start") or _UNDATED).earliest or date.min, default=None)

    def _end_term_before(self, entry: Entry, row: Row) -> Iterator[Entry]:
        start = entry.row.get("start")
        names = {"person": self._load_name(entry.row["person"]), "office": row["office"], "term": row["key"]}
        is_new = isinstance(start, VagueDate) and self._compare(row, start) == FirstDayChange.NEW_MANDATE
        if not isinstance(start, VagueDate) or not is_new or self._has_term_between(row, start):
            self.remarks.append(ImportRemark(ImportRemarkCode.OPEN_TERM, names))
            return
        days = {"start": start, "end": find_day_before(start)}
        self.remarks.append(ImportRemark(ImportRemarkCode.NEW_MANDATE, {**names, **days}))
        yield replace(entry, row={"key": row["key"], "end": days["end"]})

    def _has_term_between(self, row: Row, start: VagueDate) -> bool:
        """Return whether another recorded term began between an open one and a new first day, and so ended it."""
        first, last = (_get_date(row, "start") or _UNDATED).latest or date.min, start.latest or date.max
        office = self._offices.get(str(row["office"]))
        starts = [term.earliest_start for term in office.terms if term.is_substantive] if office else []
        return any(first < day < last for day in starts if day)

    def _ask_about_first_day(self, record: UnresolvedRecord, row: Row) -> None:
        parameters = {
            "place": record.get_place("start"),
            "day": record.cells["start"],
            "recorded": row["start"],
            "person": self._load_name(row["person"]),
            "term": row["key"],
        }
        self.remarks.append(ImportRemark(ImportRemarkCode.OTHER_FIRST_DAY, parameters))

    def _compare(self, row: Row, given: VagueDate) -> FirstDayChange:
        office, day = self._offices.get(str(row["office"])), given.latest or given.earliest
        handovers = list_election_handovers(office, day, self._settings) if office and day else ()
        return compare_first_days(_get_date(row, "start"), _get_date(row, "expected_end"), given, handovers)

    def _load_name(self, person: object) -> str:
        row = self._lookup.load_all(PEOPLE).get(str(person), {})
        return str(row.get("name") or person)

    @cached_property
    def _settings(self) -> "Settings":
        return load_settings(self._connection)

    @cached_property
    def _offices(self) -> Mapping[str, KnownOffice]:
        return load_complete_offices(self._connection)


def _is_open(row: Row) -> bool:
    return row["end"] is None and row["capacity"] in _SUBSTANTIVE


def _get_date(row: Row, column: str) -> VagueDate | None:
    value = row.get(column)
    return value if isinstance(value, VagueDate) else None


def _parse_date(text: str) -> VagueDate | None:
    try:
        return VagueDate.parse(text) if text else None
    except BadValue:
        return None
