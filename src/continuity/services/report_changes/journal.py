"""Changed records behind each programme, with their authors, from the journal."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from continuity.db import journal
from continuity.db.fact_query import FactQuery
from continuity.domain.comparison.attribution import ADDED, CHANGED, REMOVED, RecordChange
from continuity.domain.offices import models as office_models
from continuity.domain.offices.models import OfficeRecord
from continuity.domain.offices.snapshot import find_successor_chain
from continuity.domain.programmes import models
from continuity.domain.programmes.models import Programme
from continuity.domain.schema import tables
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.vocabulary import Operation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from continuity.db.journal import ChangeRow

RecordIds = set[tuple[str, str]]
"""Records by the name of their table and their key."""

_IRRELEVANT_COLUMNS = frozenset("name title owner amount currency pays_evaluation reviewed_on confirmed_on".split())
"""Cells that travel with the facts, and on which no verdict rests."""


def _list_relevant_columns(*fact_types: type, extra_columns: tuple[str, ...] = ()) -> frozenset[str]:
    names = (fact_field.name for fact_type in fact_types for fact_field in fields(fact_type))
    return frozenset((*extra_columns, *names)) - _IRRELEVANT_COLUMNS


RELEVANT_COLUMNS: dict[str, frozenset[str]] = {
    tables.PROGRAMMES.name: _list_relevant_columns(Programme, extra_columns=("launched_term", "sensitive")),
    tables.AGREEMENTS.name: _list_relevant_columns(models.Agreement, extra_columns=("programme",)),
    tables.FUNDING.name: _list_relevant_columns(models.Funding, extra_columns=("programme",)),
    tables.OUTCOMES.name: _list_relevant_columns(models.Outcome, extra_columns=("programme",)),
    tables.PARTNERS.name: _list_relevant_columns(models.Partner),
    tables.ELECTIONS.name: _list_relevant_columns(office_models.Election, extra_columns=("office",)),
    tables.TERMS.name: _list_relevant_columns(office_models.Term, extra_columns=("office",)),
    tables.AFFILIATIONS.name: _list_relevant_columns(office_models.Affiliation, extra_columns=("term",)),
    tables.COALITIONS.name: _list_relevant_columns(office_models.CoalitionMember, extra_columns=("office",)),
    tables.RULES.name: _list_relevant_columns(office_models.Rule, extra_columns=("office",)),
    tables.OFFICES.name: _list_relevant_columns(office_models.Office),
    tables.CITIES.name: frozenset("region country end successor known_from".split()),
}
"""The cells on which a verdict, or the scope of a report, rests, by table, those first that are nearest to a programme.

Evidence and treatments change reasons and remedies, but neither status nor level.
"""
_TABLE_RANK = {name: rank for rank, name in enumerate(RELEVANT_COLUMNS)}


def find_relevant_records(
    connection: "Connection", programmes: Iterable[Programme], leaderships: Mapping[str, OfficeRecord]
) -> dict[str, RecordIds]:
    """Find the records behind each programme in a constant number of queries."""
    programme_list = list(programmes)
    office_keys = {programme.office for programme in programme_list}
    chains = {key: find_successor_chain(key, leaderships) for key in office_keys}
    offices = _find_office_records(connection, {key for chain in chains.values() for key in chain}, leaderships)
    outcomes = _find_owned_records(connection, "outcomes", "programme", {programme.key for programme in programme_list})
    return {
        programme.key: {
            *_list_own_records(programme),
            *outcomes[programme.key],
            *(record for key in chains[programme.office] for record in offices[key]),
        }
        for programme in programme_list
    }


def find_changed_records(
    connection: "Connection", after: int, until: int, relevant_records: Mapping[str, RecordIds]
) -> dict[str, tuple[RecordChange, ...]]:
    """Find net changes in records behind each programme, the nearest records first, in cells that rules read."""
    keys_by_table: defaultdict[str, set[str]] = defaultdict(set)
    for table, key in {record for record_ids in relevant_records.values() for record in record_ids}:
        keys_by_table[table].add(key)
    nets: defaultdict[tuple[str, str], _NetChange] = defaultdict(_NetChange)
    for change in journal.load_changes_of_records(connection, after, until, dict(sorted(keys_by_table.items()))):
        nets[change.table, change.key].add(change)
    stamps = journal.load_batch_stamps(connection, after)
    summaries = {record_id: _summarise_change(record_id, net, stamps) for record_id, net in nets.items()}
    found = {record_id: summary for record_id, summary in summaries.items() if summary}
    return {
        programme: tuple(found[record_id] for record_id in sorted(record_ids & found.keys(), key=_get_sort_key))
        for programme, record_ids in relevant_records.items()
    }


@dataclass(slots=True)
class _NetChange:
    """The sum of changes to one record; the cell "" shows its existence."""

    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    batches: dict[str, int] = field(default_factory=dict)

    def add(self, change: "ChangeRow") -> None:
        old, new = change.before or {}, change.after or {}
        if change.operation != Operation.UPDATE:
            old, new = old | {"": _format_presence(change.before)}, new | {"": _format_presence(change.after)}
        for name in {*old, *new}:
            self.before.setdefault(name, old.get(name, ""))
            self.after[name] = new.get(name, "")
            self.batches[name] = change.batch

    def find_differences(self, columns: Collection[str]) -> set[str]:
        return {name for name, old in self.before.items() if old != self.after[name] and (name in columns or not name)}


def _format_presence(cells: dict[str, str] | None) -> str:
    return "" if cells is None else "there"


def _summarise_change(
    record_id: tuple[str, str], net: _NetChange, stamps: Mapping[int, tuple[str, "datetime"]]
) -> RecordChange | None:
    table, key = record_id
    names = net.find_differences(RELEVANT_COLUMNS[table])
    if not names or ("" in net.before and not net.before[""] and not net.after[""]):
        return None
    change_kind = CHANGED if "" not in names else ADDED if net.after[""] else REMOVED
    actor, at = stamps[max(net.batches[name] for name in names)]
    return RecordChange(TABLES_BY_NAME[table].noun, key, change_kind, actor, at.date())


def _get_sort_key(record_id: tuple[str, str]) -> tuple[int, str]:
    return _TABLE_RANK[record_id[0]], record_id[1]


def _list_own_records(programme: Programme) -> Iterator[tuple[str, str]]:
    yield tables.PROGRAMMES.name, programme.key
    yield tables.CITIES.name, programme.city
    yield from ((tables.AGREEMENTS.name, row.key) for row in programme.agreements)
    yield from ((tables.FUNDING.name, row.key) for row in programme.funding)
    partners = {row.partner.key for row in programme.agreements}
    partners |= {key for row in programme.funding for key in (row.partner, row.funder) if key}
    yield from ((tables.PARTNERS.name, key) for key in partners)


def _find_office_records(
    connection: "Connection", offices: Collection[str], leaderships: Mapping[str, OfficeRecord]
) -> defaultdict[str, RecordIds]:
    found: defaultdict[str, RecordIds] = defaultdict(set)
    terms: dict[str, str] = {}
    for office in offices & leaderships.keys():
        office_leadership = leaderships[office]
        terms |= {term.key: office for term in office_leadership.terms}
        found[office] |= {(tables.OFFICES.name, office), (tables.CITIES.name, office_leadership.office.city)}
        found[office] |= {(tables.TERMS.name, term.key) for term in office_leadership.terms}
        found[office] |= {(tables.ELECTIONS.name, election.key) for election in office_leadership.elections}
    for table in ("rules", "coalitions"):
        for office, record_ids in _find_owned_records(connection, table, "office", offices).items():
            found[office] |= record_ids
    for term, record_ids in _find_owned_records(connection, "affiliations", "term", terms).items():
        found[terms[term]] |= record_ids
    return found


def _find_owned_records(
    connection: "Connection", table: str, column: str, owners: Collection[str]
) -> defaultdict[str, RecordIds]:
    found: defaultdict[str, RecordIds] = defaultdict(set)
    for key, owner in FactQuery(connection, TABLES_BY_NAME[table]).where_in(column, owners).load_column(column).items():
        found[owner].add((table, key))
    return found
