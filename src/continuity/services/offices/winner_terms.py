"""The terms that an election result begins and ends, and takes back where a later result corrects it."""

from dataclasses import dataclass, replace
from datetime import date

from continuity.db import read
from continuity.domain.offices.event_effects import EffectCode, EventRecord
from continuity.domain.offices.handover import ElectionHandover, list_election_handovers
from continuity.domain.offices.models import KnownOffice, Term
from continuity.domain.offices.terms import find_last_holding_term
from continuity.domain.offices.winner_terms import (
    RE_ELECTED,
    find_day_before,
    find_expected_end,
    find_winner_start,
    list_replaced_terms,
    was_ended_for,
)
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, ELECTIONS, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, has_passed
from continuity.domain.vocabulary import (
    AffiliationStanding,
    Capacity,
    DayBasis,
    ElectionKind,
    Selection,
    TermBasis,
)
from continuity.errors import ContradictoryRecords
from continuity.services.lookup import find_exact_record
from continuity.services.offices.elections import get_exact_day, load_known_leadership
from continuity.services.records import add_record_with, edit_record_with, remove_record_with
from continuity.services.settings import load_settings
from continuity.services.transaction import Writer

_TERM_BASES: dict[str, TermBasis] = {Selection.COUNCIL: TermBasis.COUNCIL, Selection.APPOINTED: TermBasis.APPOINTED}

_START_NOTES = {
    EffectCode.TERM_BEGINS_BY_RULE: "first day by the electoral rule",
    EffectCode.TERM_BEGINS_AFTER_VOTE: "first day not recorded: the days after the vote on which a winner may begin",
}
"""The mark of a first day that nobody recorded, by what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionContext:
    """An election among all that is recorded of its office, what lies ahead too.
    `begun` is the term that it led to, by the record: a recorded winner's, else whoever began in its window.
    """

    election: Row
    office: KnownOffice
    handovers: tuple[ElectionHandover, ...]
    handover: ElectionHandover

    @property
    def day(self) -> date:
        """The polling day of this round."""
        return get_exact_day(self.election)

    @property
    def begun(self) -> Term | None:
        """The term that the election led to."""
        return self.handover.term

    @property
    def previous_terms(self) -> tuple[Term, ...]:
        """The other terms, open again where they ended for the winner alone."""
        others = (term for term in self.office.terms if term != self.begun)
        start = self.begun.start if self.begun else None
        return tuple(replace(term, end=None) if start and was_ended_for(term, start) else term for term in others)

    @property
    def outgoing(self) -> Term | None:
        """The term of whoever held the office on polling day, or last before it."""
        return find_last_holding_term(self.previous_terms, self.day)


def load_election_context(writer: Writer, election: Row) -> ElectionContext:
    """Load an election with the terms around it. Raise ContradictoryRecords for a round that decides nothing."""
    day = get_exact_day(election)
    office = load_known_leadership(writer, str(election["office"]), date.max)
    handovers = list_election_handovers(office, day, load_settings(writer.connection))
    for handover in handovers:
        if day in (handover.rounds.first_round, handover.rounds.decisive_day):
            return ElectionContext(election=election, office=office, handovers=handovers, handover=handover)
    first_round = election["run_off_of"]
    edit = f"`continuity election edit {election['key']} --run-off-of KEY` names its first round"
    hint = f"`continuity election result {first_round} --undecided` corrects its first round" if first_round else edit
    raise ContradictoryRecords(f"{election['key']} is not the round that decides", hint)


def load_name(writer: Writer, table: Table, key: str) -> str:
    """Load the name of a record; its key where it has none."""
    row = read.get_row(writer.connection, table, key)
    return str(row["name"]) if row else key


def take_back_terms(writer: Writer, context: ElectionContext, event: EventRecord) -> None:
    """Remove the term that a result began, and the ends it wrote.
    The record itself says which: the journal would too, but not after a result that was imported or typed by hand.
    Raise StillReferenced where other records rest on the term.
    """
    begun = context.begun
    if begun is None or begun.start is None:
        return
    _remove_affiliations(writer, begun)
    remove_record_with(writer, TERMS, begun.key)
    name = load_name(writer, PEOPLE, begun.person)
    event.add(begun.key, EffectCode.TERM_TAKEN_BACK, person=name, start=begun.start)
    for term in _reopen_terms(writer, context, begun.start):
        event.add(term.key, EffectCode.TERM_REOPENED, person=load_name(writer, PEOPLE, term.person))


def begin_winner_term(writer: Writer, key: str, took_office: VagueDate | None, event: EventRecord) -> None:
    """Record the first day of an election's winner, and end the terms before it.
    A winner's term that is recorded already is kept, and moves to `took_office`.
    """
    context = load_election_context(writer, find_exact_record(writer.connection, ELECTIONS, key))
    begun, winner = context.begun, str(context.election["winner"])
    known_start = begun.start if begun and begun.start and begun.start.earliest else None
    start = took_office or known_start or find_winner_start(context.handover)
    if begun is not None:
        _correct_term(writer, begun, context, took_office)
    for term in list_replaced_terms(context.office.office, context.previous_terms, context.outgoing, start):
        _end_term_before(writer, term, start, winner, event)
    code = EffectCode.TERM_BEGINS if begun or took_office else _find_start_code(context)
    term_key = begun.key if begun else _add_term(writer, context, start, _START_NOTES.get(code, ""))
    shown_start = begun.start if begun and not took_office else start
    event.add(term_key, code, person=load_name(writer, PEOPLE, winner), start=shown_start)


def _reopen_terms(writer: Writer, context: ElectionContext, start: VagueDate) -> list[Term]:
    """Take back the ends that a winner's first day wrote."""
    reopened = [term for term in context.office.terms if term != context.begun and was_ended_for(term, start)]
    for term in reopened:
        edit_record_with(writer, TERMS, term.key, {"end": "", "end_reason": ""})
    return reopened


def _end_term_before(writer: Writer, term: Term, start: VagueDate, winner: str, event: EventRecord) -> None:
    end = find_day_before(start)
    is_same_holder = term.person == winner and term.is_holding
    reason = {"end_reason": RE_ELECTED} if is_same_holder else {}
    before, after = edit_record_with(writer, TERMS, term.key, {"end": str(end), **reason})
    if before != after:
        code = EffectCode.OLD_MANDATE_ENDS if is_same_holder else EffectCode.TERM_ENDS
        event.add(term.key, code, person=load_name(writer, PEOPLE, term.person), end=end)


def _find_start_code(context: ElectionContext) -> EffectCode:
    if context.handover.rounds.handover is not None:
        return EffectCode.TERM_BEGINS
    is_by_rule = context.handover.basis == DayBasis.RULE
    return EffectCode.TERM_BEGINS_BY_RULE if is_by_rule else EffectCode.TERM_BEGINS_AFTER_VOTE


def _add_term(writer: Writer, context: ElectionContext, start: VagueDate, note: str) -> str:
    """Add the winner's term with its party; `note` marks a first day that nobody recorded."""
    cells = {
        "office": context.office.office.key,
        "person": str(context.election["winner"]),
        "start": str(start),
        "expected_end": str(find_expected_end(context.handover, context.handovers, start) or ""),
        "capacity": Capacity.SUBSTANTIVE,
        "basis": _find_term_basis(context),
        "note": note,
    }
    affiliations = ((AFFILIATIONS, row) for row in _list_affiliations(context))
    return str(add_record_with(writer, [(TERMS, cells), *affiliations])["key"])


def _find_term_basis(context: ElectionContext) -> TermBasis:
    if context.election["kind"] == ElectionKind.BY_ELECTION:
        return TermBasis.BY_ELECTION
    return _TERM_BASES.get(context.office.office.selection or "", TermBasis.ELECTED)


def _list_affiliations(context: ElectionContext) -> list[dict[str, str]]:
    """List the winner's party as recorded with the election, else that in which a re-elected holder was on the day."""
    election, outgoing = context.election, context.outgoing
    if election["winner_party"]:
        return [{"party": str(election["winner_party"]), "standing": AffiliationStanding.MEMBER}]
    if outgoing is None or outgoing.person != election["winner"]:
        return []
    current = (row for row in outgoing.affiliations if not has_passed(row.end, context.day))
    return [{"party": row.party or "", "standing": row.standing or ""} for row in current]


def _correct_term(writer: Writer, begun: Term, context: ElectionContext, start: VagueDate | None) -> None:
    """Correct the first day and the party of a term that the election led to; the terms before it are open again."""
    if start is not None and begun.start is not None:
        _reopen_terms(writer, context, begun.start)
        row = read.get_row(writer.connection, TERMS, begun.key) or {}
        note = {"note": ""} if row["note"] in _START_NOTES.values() else {}
        edit_record_with(writer, TERMS, begun.key, {"start": str(start), **note})
    party = context.election["winner_party"]
    if party and all(row.party != party for row in begun.affiliations):
        _remove_affiliations(writer, begun)
        cells = {"term": begun.key, "party": str(party), "standing": AffiliationStanding.MEMBER}
        add_record_with(writer, [(AFFILIATIONS, cells)])


def _remove_affiliations(writer: Writer, term: Term) -> None:
    writer.delete(AFFILIATIONS, list(read.load_rows(writer.connection, AFFILIATIONS, where={"term": term.key})))
