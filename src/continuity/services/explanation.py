"""The evidence of one finding, with its source records."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import facts, read
from continuity.domain.offices.models import Election, Term, Transition
from continuity.domain.offices.snapshot import OfficeSnapshot, find_successor_chain, resolve_successor_office
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk.assess import assess_programme, build_context, resolve_office_facts
from continuity.domain.risk.explain.evidence import FindingEvidence
from continuity.domain.risk.explain.explanation import explain_finding
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema import tables
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, get_first_day
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import OfficeKind
from continuity.errors import BadValue
from continuity.services.assessment import build_known_snapshot, load_known_programmes
from continuity.services.lookup import find_record, load_names
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def explain(address: str, text: str, as_of: date, horizon: Duration | None = None) -> FindingEvidence:
    """Explain the finding on one programme.
    Raise UnknownKey or AmbiguousKey for none or several, BadValue where a ceremonial office decides on it.
    """
    with read_database(address) as connection:
        key = str(find_record(connection, tables.PROGRAMMES, text)["key"])
        settings = load_settings(connection, horizon)
        (programme,) = load_known_programmes(connection, as_of, keys=[key])
        leaderships = facts.load_leaderships(connection)
        chain = {key: leaderships[key] for key in find_successor_chain(programme.office, leaderships)}
        snapshot = build_known_snapshot(chain, as_of, settings)
        _reject_ceremonial(programme, snapshot)
        placed, context = resolve_office_facts(programme, snapshot), build_context(programme, snapshot)
        explanation = explain_finding(placed, context, assess_programme(placed, context))
        names, office = load_names(connection), resolve_successor_office(programme.office, snapshot)
        assessment = Assessment(as_of=as_of, settings=settings, office_records=snapshot.office_records, names=names)
        records = _load_records(connection, placed, office, explanation.finding.transition, snapshot)
        return FindingEvidence(explanation, assessment, records, _list_counted_records(placed))


def _reject_ceremonial(programme: KnownProgramme, snapshot: OfficeSnapshot) -> None:
    if snapshot.office_records[programme.office].office.kind == OfficeKind.CEREMONIAL:
        message = f"{programme.office}, which stands behind {programme.key}, is ceremonial and decides on nothing"
        raise BadValue(message, f"`continuity programme edit {programme.key} --office KEY` names the office that does")


def _list_counted_records(programme: KnownProgramme) -> frozenset[str]:
    agreements = (f"agreement {row.key}" for row in programme.agreements)
    funding = (f"funding {row.key}" for row in programme.funding)
    return frozenset((*agreements, *funding, *(f"evidence {row.key}" for row in programme.evidence)))


def _load_records(
    connection: "Connection",
    programme: KnownProgramme,
    office: str,
    transition: Transition | None,
    snapshot: OfficeSnapshot,
) -> dict[str, list[Row]]:
    """Load the records behind a finding, by table; of the past only relevant ones."""
    by_programme = {"programme": programme.key}
    term_keys = _find_term_keys(snapshot.office_records[office].terms, programme, transition)
    partners = {row.partner.key for row in programme.agreements}
    evidence = [row.key for row in programme.evidence]
    rules = read.load_rows(connection, tables.RULES, where={"office": office})
    affiliations = read.load_rows(connection, tables.AFFILIATIONS)
    elections = [election for record in snapshot.office_records.values() for election in record.elections]
    terms = [term for record in snapshot.office_records.values() for term in record.terms]
    return {
        tables.PROGRAMMES.name: list(read.load_rows(connection, tables.PROGRAMMES, keys=[programme.key])),
        tables.OFFICES.name: list(read.load_rows(connection, tables.OFFICES, keys=[office])),
        tables.AGREEMENTS.name: list(read.load_rows(connection, tables.AGREEMENTS, where=by_programme)),
        tables.PARTNERS.name: list(read.load_rows(connection, tables.PARTNERS, keys=partners)),
        tables.FUNDING.name: list(read.load_rows(connection, tables.FUNDING, where=by_programme)),
        tables.EVIDENCE.name: list(read.load_rows(connection, tables.EVIDENCE, keys=evidence)),
        tables.RULES.name: [row for row in rules if _is_in_force(row, transition)],
        tables.ELECTIONS.name: _filter_known(_load_elections(connection, office, transition), elections),
        tables.TERMS.name: _filter_known(read.load_rows(connection, tables.TERMS, keys=term_keys), terms),
        tables.AFFILIATIONS.name: [row for row in affiliations if row["term"] in term_keys],
    }


def _filter_known(rows: Iterable[Row], known_facts: Iterable[Term | Election]) -> list[Row]:
    facts_by_key = {fact.key: fact for fact in known_facts}
    return [_build_known_row(row, facts_by_key[str(row["key"])]) for row in rows if row["key"] in facts_by_key]


def _find_term_keys(terms: Iterable[Term], programme: KnownProgramme, transition: Transition | None) -> set[str]:
    """Find the launching term and the mandates before and after the transition."""
    found = {programme.launched_under} if programme.launched_under else set()
    dated_terms = sorted((term for term in terms if term.start), key=lambda term: term.earliest_start or date.min)
    found |= {term.key for term in dated_terms[-1:]}
    if transition is not None:
        last_keys = {term.person: term.key for term in dated_terms}
        people = (transition.outgoing, transition.successor)
        found |= {key for person, key in last_keys.items() if person in people}
    return found


def _is_in_force(rule: Row, transition: Transition | None) -> bool:
    """Return whether a rule is in force on polling day; without a transition, always."""
    start, end = rule["start"], rule["end"]
    if transition is None:
        return True
    has_begun = not isinstance(start, VagueDate) or (start.earliest or date.min) <= transition.polling_day
    return has_begun and (not isinstance(end, VagueDate) or transition.polling_day <= (end.latest or date.max))


def _load_elections(connection: "Connection", office: str, transition: Transition | None) -> list[Row]:
    if transition is None:
        return []
    rows = list(read.load_rows(connection, tables.ELECTIONS, where={"office": office}))
    days = (transition.polling_day, transition.start_day)
    found = [row for row in rows if isinstance(row["date"], VagueDate) and get_first_day(row["date"]) in days]
    keys = {row[name] for row in found for name in ("key", "replaces", "run_off_of") if row[name]}
    return [row for row in rows if {row["key"], row["replaces"], row["run_off_of"]} & keys]


def _build_known_row(row: Row, fact: Term | Election) -> Row:
    known_row: Row = row | (build_term_cells(fact) if isinstance(fact, Term) else build_election_cells(fact))
    # Why a term ended is known no sooner than that it did.
    return known_row | {"end_reason": None} if "end_reason" in row and not known_row["end"] else known_row


def build_term_cells(term: Term) -> Row:
    """Build the cells of a term that the rule reads."""
    return {
        "key": term.key,
        "person": term.person,
        "start": term.start,
        "end": term.end,
        "expected_end": term.expected_end,
        "capacity": term.capacity,
        "basis": term.basis,
        "end_reason": term.end_reason,
        "next": term.next,
        "next_on": term.next_on,
        "known_from": term.known_from,
        "verified_on": term.verified_on,
    }


def build_election_cells(election: Election) -> Row:
    """Build the cells of an election that the rule reads."""
    return {
        "key": election.key,
        "date": election.date,
        "kind": election.kind,
        "status": election.status,
        "handover": election.handover,
        "run_off_of": election.run_off_of,
        "replaces": election.replaces,
        "winner": election.winner,
        "winner_party": election.winner_party,
        "holder_stays": election.holder_stays,
        "known_from": election.known_from,
    }
