"""Which changed records bear on a programme, and who changed them: by the journal and by what the rule reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from continuity.domain.comparison.attribution import ADDED, CHANGED, REMOVED, Touched
from continuity.domain.offices import models as office_models
from continuity.domain.offices.models import Leadership
from continuity.domain.programmes import models
from continuity.domain.programmes.models import Programme
from continuity.domain.schema import tables
from continuity.domain.schema.tables import BY_NAME

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from continuity.db.journal import ChangeRow

Records = set[tuple[str, str]]
"""Records by the name of their table and their key."""

_UNREAD = frozenset({"name", "title", "owner", "amount", "currency", "pays_evaluation", "reviewed_on", "confirmed_on"})
"""Cells that travel with the facts, and on which no verdict rests."""


def _read(*makes: type, also: tuple[str, ...] = ()) -> frozenset[str]:
    return frozenset({*also, *(one.name for make in makes for one in fields(make))}) - _UNREAD


READ: dict[str, frozenset[str]] = {
    tables.PROGRAMMES.name: _read(Programme, also=("launched_term", "sensitive")),
    tables.AGREEMENTS.name: _read(models.Agreement, also=("programme",)),
    tables.FUNDING.name: _read(models.Funding, also=("programme",)),
    tables.OUTCOMES.name: _read(models.Outcome, also=("programme",)),
    tables.PARTNERS.name: _read(models.Partner),
    tables.ELECTIONS.name: _read(office_models.Election, also=("office",)),
    tables.TERMS.name: _read(office_models.Term, also=("office",)),
    tables.AFFILIATIONS.name: _read(office_models.Affiliation, also=("term",)),
    tables.COALITIONS.name: _read(office_models.CoalitionMember, also=("office",)),
    tables.RULES.name: _read(office_models.Rule, also=("office",)),
    tables.OFFICES.name: _read(office_models.Office),
    tables.CITIES.name: frozenset({"region", "country"}),
}
"""The cells on which a verdict, or the scope of a report, rests, by table, those first that are nearest to a programme.

Evidence and treatments change reasons and remedies, but neither status nor level.
"""
_RANK = {name: place for place, name in enumerate(READ)}


def bearing(
    connection: "Connection", programmes: Iterable[Programme], leaderships: Mapping[str, Leadership]
) -> dict[str, Records]:
    """The records that bear on each programme, by its key, in a number of queries that does not grow."""
    there = list(programmes)
    heirs = {key: line_of(key, leaderships) for key in {one.office for one in there}}
    offices = _of_offices(connection, {key for line in heirs.values() for key in line}, leaderships)
    outcomes = _owned(connection, "outcomes", "programme", {one.key for one in there})
    return {
        one.key: {
            *_own(one),
            *outcomes[one.key],
            *(record for key in heirs[one.office] for record in offices[key]),
        }
        for one in there
    }


def touched(
    connection: "Connection", after: int, until: int, among: Mapping[str, Records]
) -> dict[str, tuple[Touched, ...]]:
    """By programme, the records bearing on it that differ from what they were, the nearest first.

    What was undone, or changed back, or changed only in cells that nothing rests on, is not among them.
    """
    from continuity.db import journal

    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for table, key in {record for own in among.values() for record in own}:
        wanted[table].add(key)
    nets: defaultdict[tuple[str, str], _Net] = defaultdict(_Net)
    for change in journal.changes_of(connection, after, until, dict(sorted(wanted.items()))):
        nets[change.table, change.key].add(change)
    stamps = journal.stamps(connection, after)
    found = {place: told for place, net in nets.items() if (told := _told(place, net, stamps))}
    return {
        programme: tuple(found[place] for place in sorted(own & found.keys(), key=_nearness))
        for programme, own in among.items()
    }


@dataclass(slots=True)
class _Net:
    """What several changes of one record come to; the cell of an empty name says whether it is there."""

    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    batches: dict[str, int] = field(default_factory=dict)

    def add(self, change: "ChangeRow") -> None:
        old, new = change.before or {}, change.after or {}
        if change.operation != "update":
            old, new = old | {"": _there(change.before)}, new | {"": _there(change.after)}
        for name in {*old, *new}:
            self.before.setdefault(name, old.get(name, ""))
            self.after[name] = new.get(name, "")
            self.batches[name] = change.batch

    def differing(self, read: Collection[str]) -> set[str]:
        return {name for name, old in self.before.items() if old != self.after[name] and (name in read or not name)}


def _there(cells: dict[str, str] | None) -> str:
    return "" if cells is None else "there"


def _told(place: tuple[str, str], net: _Net, stamps: Mapping[int, tuple[str, "datetime"]]) -> Touched | None:
    table, key = place
    names = net.differing(READ[table])
    if not names or ("" in net.before and not net.before[""] and not net.after[""]):
        return None
    how = CHANGED if "" not in names else ADDED if net.after[""] else REMOVED
    actor, at = stamps[max(net.batches[name] for name in names)]
    return Touched(BY_NAME[table].noun, key, how, actor, at.date())


def _nearness(place: tuple[str, str]) -> tuple[int, str]:
    return _RANK[place[0]], place[1]


def _own(programme: Programme) -> Iterator[tuple[str, str]]:
    """The programme's row, its agreements and money, its partners and its city."""
    yield tables.PROGRAMMES.name, programme.key
    yield tables.CITIES.name, programme.city
    yield from ((tables.AGREEMENTS.name, row.key) for row in programme.agreements)
    yield from ((tables.FUNDING.name, row.key) for row in programme.funding)
    partners = {row.partner.key for row in programme.agreements}
    partners |= {key for row in programme.funding for key in (row.partner, row.funder) if key}
    yield from ((tables.PARTNERS.name, key) for key in partners)


def line_of(office: str, leaderships: Mapping[str, Leadership]) -> tuple[str, ...]:
    """The office and its heirs."""
    found = [office]
    while (there := leaderships.get(found[-1])) and there.office.successor not in (None, *found):
        found.append(str(there.office.successor))
    return tuple(found)


def _of_offices(
    connection: "Connection", offices: Collection[str], leaderships: Mapping[str, Leadership]
) -> defaultdict[str, Records]:
    """All that says who leads from an office and when that changes, by its key."""
    found: defaultdict[str, Records] = defaultdict(set)
    terms: dict[str, str] = {}
    for office in offices & leaderships.keys():
        there = leaderships[office]
        terms |= {term.key: office for term in there.terms}
        found[office] |= {(tables.OFFICES.name, office), (tables.CITIES.name, there.office.city)}
        found[office] |= {(tables.TERMS.name, term.key) for term in there.terms}
        found[office] |= {(tables.ELECTIONS.name, election.key) for election in there.elections}
    for table in ("rules", "coalitions"):
        for office, own in _owned(connection, table, "office", offices).items():
            found[office] |= own
    for term, own in _owned(connection, "affiliations", "term", terms).items():
        found[terms[term]] |= own
    return found


def _owned(connection: "Connection", table: str, column: str, owners: Collection[str]) -> defaultdict[str, Records]:
    """The records of a table by the record they belong to."""
    from continuity.db.fact_query import Source

    found: defaultdict[str, Records] = defaultdict(set)
    for key, owner in Source(connection, BY_NAME[table]).among(column, owners).pairs(column).items():
        found[owner].add((table, key))
    return found
