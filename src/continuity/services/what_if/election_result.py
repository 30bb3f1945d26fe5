"""Simulated election results: a new leader or re-election."""

from datetime import date

from continuity.domain.offices.election_transitions import list_elections_to_simulate
from continuity.domain.offices.holders import find_current_term, find_holders
from continuity.domain.offices.incumbency import build_incumbency
from continuity.domain.offices.models import KnownOffice, Term, Transition
from continuity.domain.offices.terms import find_party
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import AffiliationStanding, Capacity, VacancyReason
from continuity.errors import ContradictoryRecords
from continuity.reports.wording.holders import format_holder_phrase
from continuity.reports.wording.sentences import CERTAIN_CHANGES
from continuity.services.lookup import load_names
from continuity.services.offices.elections import get_exact_day, load_known_leadership
from continuity.services.offices.events import ElectionResult, record_result
from continuity.services.records import add_record_with, parse_texts
from continuity.services.transaction import Writer


def simulate_result(writer: Writer, election: Row, party: str | None, as_of: date, settings: Settings) -> None:
    """Simulate that an election's result is known on the as-of day: the winner's `party`, or None for re-election.
    Until polling day a new term decides, known at once: the winner of the election would count only later. Raise
    ContradictoryRecords if it is not held or decided already, or the holder is unknown or certain to go.
    """
    leadership = load_known_leadership(writer, str(election["office"]), as_of)
    transition = _find_undecided_transition(election, leadership, as_of, settings)
    if party:
        person = _add_invented_winner(writer, election)
    else:
        person = _find_staying_holder(writer, transition, leadership, as_of, settings)
    if get_exact_day(election) >= as_of:
        _record_term(writer, transition, person, party or _find_holder_party(leadership, as_of, settings), as_of)
    else:
        record_result(writer, str(election["key"]), ElectionResult(winner=person, party=party), as_of)


def _find_undecided_transition(election: Row, leadership: KnownOffice, as_of: date, settings: Settings) -> Transition:
    day = get_exact_day(election)
    found = list_elections_to_simulate(leadership, as_of, settings)
    transition = next((candidate for candidate in found if day in (candidate.first_day, candidate.polling_day)), None)
    if transition is None:
        message = f"{election['key']} decides nothing on {as_of}"
        raise ContradictoryRecords(message, "name the election that takes its place")
    if transition.result_known:
        message = f"the result of {election['key']} is recorded already"
        raise ContradictoryRecords(message, "`continuity election edit` corrects a record")
    return transition


def _add_invented_winner(writer: Writer, election: Row) -> str:
    key = f"what-if-winner-{str(election['key']).replace('/', '-')}"
    return str(add_record_with(writer, [(PEOPLE, {"key": key, "name": key})])["key"])


def find_holder_term(
    writer: Writer, record: KnownOffice, as_of: date, settings: Settings, alternative: str = ""
) -> Term:
    """Find the term of whoever holds an office, even if suspended.
    Raise ContradictoryRecords, with what to record first, where nobody is known to.
    """
    holders = find_holders(record, as_of, settings)
    if holders.vacancy is None:
        return holders.holders[0].term
    phrase = format_holder_phrase(holders, load_names(writer.connection))
    first_step = "record the term first: `continuity term add`"
    if holders.vacancy.reason == VacancyReason.NO_RESULT:
        first_step = "record the result first: `continuity election result`"
    hint = f"{first_step}, or {alternative}" if alternative else first_step
    raise ContradictoryRecords(f"{record.office.key} has no known holder on {as_of}: {phrase}", hint)


def _find_staying_holder(
    writer: Writer, transition: Transition, leadership: KnownOffice, as_of: date, settings: Settings
) -> str:
    """Find the holder, unless certain to go."""
    hint = "give the party that wins instead"
    holder = transition.outgoing
    if transition.last_start_day >= as_of:
        current_term = find_holder_term(writer, leadership, as_of, settings, hint)
        holder = holder or current_term.person
    if holder is None:
        raise ContradictoryRecords(f"nobody is recorded who could stay at {transition.key}", hint)
    if change_codes := build_incumbency(leadership, as_of, settings).list_certain_changes(transition):
        reasons = " and ".join(CERTAIN_CHANGES.get(code, code) for code in change_codes)
        raise ContradictoryRecords(f"the holder of {leadership.office.key} cannot stay by the record: {reasons}", hint)
    return holder


def _record_term(writer: Writer, transition: Transition, person: str, party: str | None, as_of: date) -> None:
    first, last = transition.handover_first, transition.handover_last
    term = f"{transition.key}/what-if"
    cells = {
        "office": transition.office,
        "person": person,
        "start": str(first) if first == last else f"{first}/{last}",
        "capacity": Capacity.SUBSTANTIVE,
        "known_from": as_of.isoformat(),
    }
    _insert_unchecked(writer, TERMS, term, cells)
    if party is not None:
        affiliation = {"term": term, "party": party, "standing": AffiliationStanding.MEMBER}
        _insert_unchecked(writer, AFFILIATIONS, f"{term}/{party}", affiliation)


def _insert_unchecked(writer: Writer, table: Table, key: str, cells: dict[str, str]) -> None:
    """Add a row unchecked: beside a term not ended yet it might be refused."""
    row = {**dict.fromkeys(table.column_names), **parse_texts(writer.connection, table, cells), "key": key}
    writer.insert(table, [row])


def _find_holder_party(leadership: KnownOffice, as_of: date, settings: Settings) -> str | None:
    holder = find_current_term(leadership, as_of, settings)
    return find_party(holder.affiliations, as_of) if holder else None
