"""Who holds an office on a day, and for which party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.offices.models import NONPARTISAN, Affiliation, Office, OfficeRecord, Term
from continuity.domain.values.dates import VagueDate, has_passed
from continuity.domain.vocabulary import (
    AffiliationStanding,
    Capacity,
    OfficeState,
    Selection,
    TransitionKind,
    VacancyReason,
)

_CAPACITY_ORDER = (
    Capacity.SUBSTANTIVE,
    Capacity.ACTING,
    Capacity.SUSPENDED,
    Capacity.DEPUTISING,
    Capacity.DESIGNATE,
    "unknown",
)
"""The parts somebody may have in an office, from the weightiest down."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a part in an office on a day: substantive, acting, suspended, deputising, designate or unknown."""

    capacity: str
    term: Term


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Why nobody holds an office in their own right.

    Attributes:
        last_term: the latest substantive one; None where none can be placed or the office has ended.
        next_election: the ordinary one ahead, where the reason is that.
    """

    reason: VacancyReason
    last_term: Term | None = None
    next_election: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """All who have a part in an office on a day.

    Attributes:
        holders: the weightiest part first, and the latest to begin where two have the same.
        vacancy: why nobody holds it in their own right, where nobody does.
    """

    office: Office
    day: date
    state: OfficeState
    holders: tuple[Holder, ...]
    vacancy: Vacancy | None


def find_holders(record: OfficeRecord, day: date) -> Holders:
    """Find who has a part in the office on a day, its state, and why; apply `filter_known_office` to the records first.
    Vacant is only what somebody left before the mandate was due to end, with no vote since; where that day is not
    recorded, the next ordinary election must still be ahead. After an end by law the holder is unknown.
    """
    holders = _list_holders(record, day)
    vacancy = None if _has_substantive_holder(holders) else _find_vacancy(record, day)
    state = _find_state(holders, vacancy, day)
    return Holders(office=record.office, day=day, state=state, holders=holders, vacancy=vacancy)


def _find_state(holders: tuple[Holder, ...], vacancy: Vacancy | None, day: date) -> OfficeState:
    if not holders:
        is_vacant = vacancy is not None and vacancy.reason in _EARLY_REASONS
        return OfficeState.VACANT if is_vacant else OfficeState.UNKNOWN
    first = holders[0]
    if first.term.end is None and has_passed(first.term.expected_end, day):
        return OfficeState.OVERDUE
    return OfficeState.CURRENT if first.capacity == Capacity.SUBSTANTIVE else OfficeState(first.capacity)


def find_substantive_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the term of whoever holds the office in their own right, the latest to begin of several.
    A term without a recorded end is over once another has certainly begun after it, even where that one is over too.
    """
    candidates = (term for term in terms if term.is_substantive and can_be_current(term, terms, day))
    return max(candidates, key=_get_start_day, default=None)


def find_last_substantive_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the latest substantive term that began by a day, over or not."""
    begun_terms = [term for term in terms if term.is_substantive and has_term_begun(term, day)]
    return max(begun_terms, key=_get_start_day, default=None)


def find_last_holding_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the term of whoever holds the office on a day, even if suspended, or held it last.
    Of several that hold it the latest to begin counts, of those that are over the last to end.
    """
    begun_terms = [term for term in terms if term.is_holding and has_term_begun(term, day)]
    if current_terms := [term for term in begun_terms if can_be_current(term, terms, day)]:
        return max(current_terms, key=_get_start_day)
    return max(begun_terms, key=lambda term: term.latest_end or date.min, default=None)


def can_be_running(term: Term, day: date) -> bool:
    """Return whether the term may run on a day: begun by it and not certainly over."""
    return has_term_begun(term, day) and not has_term_ended(term, day)


def can_be_current(term: Term, terms: Iterable[Term], day: date, seats: int = 1) -> bool:
    """Return whether the term may run on a day and is not superseded by other terms of the office."""
    return can_be_running(term, day) and not _is_superseded(term, terms, day, seats)


def has_term_begun(term: Term, day: date) -> bool:
    """Return whether the term may have begun by a day; an undated one has not."""
    return term.earliest_start is not None and term.earliest_start <= day


def has_term_ended(term: Term, day: date) -> bool:
    """Return whether the term is certainly over on a day."""
    return has_passed(term.end, day)


def find_party(affiliations: tuple[Affiliation, ...], day: date) -> str | None:
    """Find the one party a holder belongs to on a day; None where independent, nonpartisan, several or unknown."""
    members = (row for row in affiliations if row.standing in (None, AffiliationStanding.MEMBER))
    parties = {row.party for row in members if row.party and _is_within(row.start, row.end, day)}
    if any(row.standing == NONPARTISAN for row in affiliations) or len(parties) != 1:
        return None
    return parties.pop()


def has_election_since(record: OfficeRecord, term: Term, day: date) -> bool:
    """Return whether voters decided since a term began and before a day.
    An election that its holder is recorded to have won does not count; one without a recorded winner does.
    """
    start, elections = term.earliest_start or date.max, list_election_rounds(record, day)
    return any(rounds.winner != term.person and start < rounds.first_round < day for rounds in elections)


def _list_holders(record: OfficeRecord, day: date) -> tuple[Holder, ...]:
    if has_passed(record.office.end, day):
        return ()
    current_terms = (term for term in record.terms if can_be_current(term, record.terms, day, record.office.seats))
    ranked = sorted(current_terms, key=lambda term: term.key)
    ranked.sort(key=_get_start_day, reverse=True)
    ranked.sort(key=lambda term: _CAPACITY_ORDER.index(_get_capacity(term)))
    last = {(term.person, _get_capacity(term)): term for term in reversed(ranked)}
    return tuple(Holder(_get_capacity(term), term) for term in ranked if last[term.person, _get_capacity(term)] is term)


def _get_capacity(term: Term) -> str:
    return term.capacity or Capacity.SUBSTANTIVE


def _has_substantive_holder(holders: tuple[Holder, ...]) -> bool:
    return any(holder.capacity in (Capacity.SUBSTANTIVE, Capacity.SUSPENDED) for holder in holders)


def _is_superseded(term: Term, terms: Iterable[Term], day: date, seats: int = 1) -> bool:
    """Return whether a term without a recorded end must be over: as many as seats certainly held the office since."""
    if term.latest_end is not None:
        return False
    successors = [other for other in terms if other.is_substantive and _get_start_day(other) > _get_start_day(term)]
    starts = [first for other in successors if (first := find_certain_start(other)) and first <= day]
    return any(len({other.person for other in successors if can_be_running(other, first)}) >= seats for first in starts)


def find_certain_start(term: Term) -> date | None:
    """Find the day by which a term has begun whatever its dates mean: it cannot begin after its end."""
    first, last = term.latest_start, term.latest_end
    return min(first, last) if first and last else first


_EARLY_REASONS = (VacancyReason.BEFORE_DUE_DAY, VacancyReason.BEFORE_ELECTION)


def _find_vacancy(record: OfficeRecord, day: date) -> Vacancy:
    """Find why nobody holds the office in their own right."""
    if has_passed(record.office.end, day):
        return Vacancy(VacancyReason.OFFICE_ENDED)
    last_term = find_last_substantive_term(record.terms, day)
    if last_term is None:
        return Vacancy(VacancyReason.NO_TERM)
    if has_election_since(record, last_term, day):
        return Vacancy(VacancyReason.NO_RESULT, last_term)
    if last_term.expected_end is not None:
        is_past = has_passed(last_term.expected_end, day)
        return Vacancy(VacancyReason.PAST_DUE_DAY if is_past else VacancyReason.BEFORE_DUE_DAY, last_term)
    election_day = _find_next_ordinary_election(record, day)
    reason = VacancyReason.NO_DUE_DAY if election_day is None else VacancyReason.BEFORE_ELECTION
    return Vacancy(reason, last_term, election_day)


def _find_next_ordinary_election(record: OfficeRecord, day: date) -> date | None:
    if record.office.selection == Selection.APPOINTED:
        return None
    elections = (rounds for rounds in list_election_rounds(record, day) if rounds.kind == TransitionKind.ORDINARY)
    return next((rounds.first_round for rounds in elections if rounds.first_round >= day), None)


def _is_within(start: VagueDate | None, end: VagueDate | None, day: date) -> bool:
    has_begun = start is None or start.earliest is None or start.earliest <= day
    return has_begun and not has_passed(end, day)


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.min
