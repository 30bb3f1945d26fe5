"""Elections by key, recorded or only projected by a rule."""

import re
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import facts, read
from continuity.domain.known import filter_known_office, filter_known_offices
from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.offices.models import KnownOffice, OfficeRecord
from continuity.domain.schema.tables import ELECTIONS, OFFICES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, parse_day
from continuity.domain.vocabulary import DayBasis, ElectionKind, ElectionStatus
from continuity.errors import BadValue, ContradictoryRecords, UnknownKey
from continuity.services.lookup import find_exact_record, find_similar_keys, format_suggestion
from continuity.services.records import add_record_with
from continuity.services.transaction import Writer

if TYPE_CHECKING:
    from sqlalchemy import Connection

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}(?![0-9])")


def find_or_record_election(writer: Writer, key: str) -> Row:
    """Find an election, and record it if only projected. Raise UnknownKey, with near misses, if it is neither."""
    try:
        return find_exact_record(writer.connection, ELECTIONS, key)
    except UnknownKey as error:
        office, _, day = key.strip().rpartition("/")
        if key.strip() not in _find_projected_keys(writer, [office], day):
            raise _build_suggesting_error(writer, key.strip(), error) from None
        cells = {"office": office, "date": day, "kind": ElectionKind.ORDINARY, "status": ElectionStatus.SCHEDULED}
        return add_record_with(writer, [(ELECTIONS, cells)])


def find_standing_election(writer: Writer, election: Row) -> Row:
    """Follow an election that was moved, once or several times, to the one that now takes its place."""
    rows = read.load_rows(writer.connection, ELECTIONS, where={"office": str(election["office"])})
    moved = sorted((row for row in rows if row["replaces"]), key=lambda row: row["status"] != ElectionStatus.CANCELLED)
    next_rounds = {row["replaces"]: row for row in moved}
    while election["status"] != ElectionStatus.HELD and election["key"] in next_rounds:
        election = next_rounds[election["key"]]
    return election


def load_leadership(writer: Writer, office: str) -> OfficeRecord:
    """Load the leadership record of an office."""
    return _load_leaderships(writer, [office])[office]


def load_known_leadership(writer: Writer, office: str, as_of: date) -> KnownOffice:
    """Load the record of an office less what could not be known on the day."""
    return filter_known_office(load_leadership(writer, office), as_of)


def load_complete_offices(connection: "Connection") -> dict[str, KnownOffice]:
    """Load all that is recorded of every office, whenever it became known."""
    return filter_known_offices(facts.load_leaderships(connection), date.max)


def get_exact_day(election: Row) -> date:
    """Return the day of an election. Raise ContradictoryRecords if it is vague."""
    day = election["date"]
    if not isinstance(day, VagueDate) or day.earliest is None or not day.is_exact:
        hint = f"record the day first: `continuity election edit {election['key']} --date YYYY-MM-DD`"
        raise ContradictoryRecords(f'{election["key"]} is recorded for "{day}", which is not one day', hint)
    return day.earliest


def _find_projected_keys(writer: Writer, offices: Collection[str], day: str) -> set[str]:
    approximate_day = _parse_approximate_day(day)
    if approximate_day is None:
        return set()
    return {
        f"{office}/{election.first_round}"
        for office, leadership in _load_leaderships(writer, offices).items()
        for election in list_election_rounds(leadership, approximate_day)
        if election.basis != DayBasis.RECORDED
    }


def _build_suggesting_error(writer: Writer, key: str, error: UnknownKey) -> UnknownKey:
    office, _, day = key.rpartition("/")
    offices = find_similar_keys(office, read.load_keys(writer.connection, OFFICES))
    keys = _find_projected_keys(writer, offices, day) | read.load_keys(writer.connection, ELECTIONS)
    found = find_similar_keys(key, keys)
    found.sort(key=lambda similar_key: _count_days_between(day, similar_key.rpartition("/")[2]))
    return UnknownKey(error.message, format_suggestion(found) or error.hint)


def _count_days_between(day: str, other: str) -> int:
    """Count the days between two days; a huge number if one is invalid."""
    first, second = _parse_approximate_day(day), _parse_approximate_day(other)
    return abs((first - second).days) if first and second else date.max.toordinal()


def _parse_approximate_day(day: str) -> date | None:
    """Parse a day, or take the middle of its year."""
    year = _YEAR.match(day)
    if year is None:
        return None
    try:
        return parse_day(day)
    except BadValue:
        return date(int(year[0]), 7, 1)


def _load_leaderships(writer: Writer, offices: Collection[str]) -> dict[str, OfficeRecord]:
    return facts.load_leaderships(writer.connection, offices)
