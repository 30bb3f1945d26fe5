"""Which election was meant: one that is recorded, or one that so far only the office's rule projects."""

import re
from collections.abc import Collection
from datetime import date

from continuity.domain.offices.elections import contests
from continuity.domain.offices.models import Leadership
from continuity.domain.schema.tables import ELECTIONS, OFFICES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, parse_day
from continuity.errors import BadValue, ContradictoryRecords, UnknownKey
from continuity.services.lookup import exactly, lookalikes, meaning
from continuity.services.records import add_with
from continuity.services.transaction import Writer

_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}(?![0-9])")


def election_named(writer: Writer, key: str) -> Row:
    """The election of this key; one that so far only the office's rule projects is recorded now.

    Raises:
        UnknownKey: there is none, recorded or projected; near misses of either kind are suggested.
    """
    try:
        return exactly(writer.connection, ELECTIONS, key)
    except UnknownKey as unknown:
        office, _, day = key.strip().rpartition("/")
        if key.strip() not in _projected(writer, [office], day):
            raise _suggesting(writer, key.strip(), unknown) from None
        return add_with(
            writer, [(ELECTIONS, {"office": office, "date": day, "kind": "ordinary", "status": "scheduled"})]
        )


def leadership_of(writer: Writer, office: str) -> Leadership:
    """All that is recorded about who leads from an office."""
    return _leaderships(writer, [office])[office]


def day_of(election: Row) -> date:
    """The day of an election.

    Raises:
        ContradictoryRecords: it may be one of several.
    """
    day = election["date"]
    if not isinstance(day, VagueDate) or day.earliest is None or not day.exact:
        raise ContradictoryRecords(f"{election['key']} has no certain day", "correct its date first")
    return day.earliest


def _projected(writer: Writer, offices: Collection[str], day: str) -> set[str]:
    """The keys of the elections that rules alone put around a day, of which at least the year has to be legible."""
    around = _around(day)
    if around is None:
        return set()
    return {
        f"{office}/{one.first_round}"
        for office, known in _leaderships(writer, offices).items()
        for one in contests(known, around)
        if one.basis == "rule"
    }


def _suggesting(writer: Writer, key: str, unknown: UnknownKey) -> UnknownKey:
    """The same error, suggesting what is only projected too, of this office or of one that looks like it."""
    from continuity.db import read

    office, _, day = key.rpartition("/")
    offices = lookalikes(office, read.all_keys(writer.connection, OFFICES))
    keys = _projected(writer, offices, day) | read.all_keys(writer.connection, ELECTIONS)
    near = sorted(lookalikes(key, keys), key=lambda one: _apart(day, one.rpartition("/")[2]))
    return UnknownKey(unknown.message, meaning(near) or unknown.hint)


def _apart(day: str, other: str) -> int:
    """How many days two days are apart; very many where one of them is none."""
    first, second = _around(day), _around(other)
    return abs((first - second).days) if first and second else date.max.toordinal()


def _around(day: str) -> date | None:
    """The day; where only its year is legible, the middle of it."""
    year = _YEAR.match(day)
    if year is None:
        return None
    try:
        return parse_day(day)
    except BadValue:
        return date(int(year[0]), 7, 1)


def _leaderships(writer: Writer, offices: Collection[str]) -> dict[str, Leadership]:
    from continuity.db import facts

    return facts.leaderships(writer.connection, offices)
