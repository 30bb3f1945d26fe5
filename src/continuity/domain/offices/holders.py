"""Who has a part in an office on a day: the one answer for every command and document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from continuity.domain.offices.handover import ElectionHandover, end_recalled_terms, list_election_handovers
from continuity.domain.offices.holder_mandates import has_continued_through
from continuity.domain.offices.models import KnownOffice, Office, OfficeRecord, Term
from continuity.domain.offices.terms import can_be_current, find_last_holding_term, has_office_ended
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate, get_last_day, has_passed
from continuity.domain.vocabulary import Capacity, DayBasis, OfficeState, Selection, TransitionKind, VacancyReason

_CAPACITY_ORDER = (
    Capacity.SUBSTANTIVE,
    Capacity.ACTING,
    Capacity.SUSPENDED,
    Capacity.DEPUTISING,
    Capacity.DESIGNATE,
    "unknown",
)
"""The parts somebody may have in an office, from the weightiest down."""

_EARLY_REASONS = (VacancyReason.BEFORE_DUE_DAY, VacancyReason.BEFORE_ELECTION)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a part in an office on a day: substantive, acting, suspended, deputising, designate or unknown."""

    capacity: str
    term: Term


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Why nobody is known to hold an office in their own right.

    Attributes:
        last_term: the latest substantive one; None where none can be placed or the office has ended.
        election: the polling day whose result is not recorded, or of the next election, where that is why.
        is_recorded: whether that day is recorded, rather than projected by the rule.
    """

    reason: VacancyReason
    last_term: Term | None = None
    election: VagueDate | None = None
    is_recorded: bool = True


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

    @property
    def current_term(self) -> Term | None:
        """The term of whoever holds it in their own right and is not suspended; None where nobody is known to."""
        first = self.holders[0] if self.holders else None
        return first.term if first and first.capacity == Capacity.SUBSTANTIVE else None


def find_holders(record: KnownOffice, day: date, settings: Settings) -> Holders:
    """Find who has a part in the office on a day, its state, and why; every answer to that question comes from here.

    After an election whose result is not recorded nobody is known to hold the office from the first day of the
    handover on, unless a later fact says who does. Who is recorded to have won holds it from then on. Vacant is only
    what somebody left before the mandate was due to end, with no vote since; where that day is not recorded, the next
    ordinary election must still be ahead. After an end by law the holder is unknown.
    """
    handovers = list_election_handovers(record, day, settings)
    known = end_recalled_terms(record, handovers, day)
    known = replace(known, terms=(*known.terms, *_derive_winners_terms(known, handovers, day)))
    listed = _omit_suspended(_list_holders(known, day))
    holders = tuple(holder for holder in listed if is_known_to_run(holder.term, handovers, day))
    last_known = next((holder.term for holder in listed if holder not in holders), None)
    vacancy = None if _has_own_holder(holders) else _find_vacancy(known, day, handovers, last_known)
    return Holders(
        office=record.office,
        day=day,
        state=_find_state(holders, vacancy, day, handovers),
        holders=holders,
        vacancy=vacancy,
    )


def _omit_suspended(holders: tuple[Holder, ...]) -> tuple[Holder, ...]:
    """Omit the own term of whoever is suspended: it goes on, and counts again afterwards."""
    suspended = {holder.term.person for holder in holders if holder.capacity == Capacity.SUSPENDED}
    is_own = Capacity.SUBSTANTIVE
    return tuple(holder for holder in holders if holder.capacity != is_own or holder.term.person not in suspended)


def find_current_term(record: KnownOffice, day: date, settings: Settings) -> Term | None:
    """Find the term of whoever is known to hold the office in their own right on a day."""
    return find_holders(record, day, settings).current_term


def is_known_to_run(term: Term, handovers: tuple[ElectionHandover, ...], day: date) -> bool:
    """Return whether a term that runs on a day is known to: no vote since may have ended it."""
    return _find_vote_against(term, handovers, day) is None


def _find_vote_against(term: Term, handovers: tuple[ElectionHandover, ...], day: date) -> ElectionHandover | None:
    """Find the first past vote after which nothing recorded says that the term goes on."""
    if _is_seen(term, day):
        return None
    own = (vote.rounds.first_round for vote in handovers if vote.term == term)
    seen_on = term.start.latest if term.start and term.start.earliest is None else None
    start = next(own, date.min if seen_on else term.earliest_start or date.max)
    votes = (vote for vote in handovers if start < vote.rounds.first_round and _has_taken_effect(vote, day))
    votes = (vote for vote in votes if seen_on is None or seen_on < vote.period.last)
    return next((vote for vote in votes if vote.winner != term.person and not has_continued_through(term, vote)), None)


def _is_seen(term: Term, day: date) -> bool:
    """Return whether the record shows the holder in office on a day: seen on it or later, or gone only after it."""
    is_last_day_ahead = term.end is not None and term.end.earliest is not None and term.end.earliest >= day
    return is_last_day_ahead or (term.last_seen_on is not None and term.last_seen_on >= day)


def _has_taken_effect(handover: ElectionHandover, day: date) -> bool:
    """Return whether a vote is past on a day and its winner may have taken office."""
    return handover.rounds.last_polling_day < day and handover.period.first <= day


def _derive_winners_terms(record: OfficeRecord, handovers: tuple[ElectionHandover, ...], day: date) -> Iterator[Term]:
    """Derive the term of the winner of the last vote, from its handover on, where none is recorded since."""
    votes = (vote for vote in reversed(handovers) if _has_taken_effect(vote, day) and not vote.rounds.brings_nobody)
    vote = next(votes, None)
    winner_term = vote.derive_winner_term() if vote else None
    if vote is None or winner_term is None:
        return
    winner = winner_term.person
    begun = [term for term in record.terms if (start := term.latest_start) and start <= day]
    terms = [term for term in begun if term.is_holding]
    is_superseded = any((term.latest_start or date.min) >= vote.period.first for term in terms)
    has_left_since = any(
        term.person == winner and term.end is not None and get_last_day(term.end) >= vote.period.last for term in terms
    )
    in_charge = [term for term in begun if term.is_holding or term.capacity == Capacity.ACTING]
    running = [term for term in in_charge if can_be_current(term, record.terms, day)]
    goes_on = any((term.is_holding and term.person == winner) or _is_seen(term, day) for term in running)
    if not (is_superseded or has_left_since or goes_on):
        yield winner_term


def _find_state(
    holders: tuple[Holder, ...], vacancy: Vacancy | None, day: date, handovers: tuple[ElectionHandover, ...]
) -> OfficeState:
    if not holders:
        is_vacant = vacancy is not None and vacancy.reason in _EARLY_REASONS
        return OfficeState.VACANT if is_vacant else OfficeState.UNKNOWN
    first = holders[0]
    if is_overdue(first.term, handovers, day):
        return OfficeState.OVERDUE
    return OfficeState.CURRENT if first.capacity == Capacity.SUBSTANTIVE else OfficeState(first.capacity)


def is_overdue(term: Term, handovers: tuple[ElectionHandover, ...], day: date) -> bool:
    """Return whether a term is past its expected end with no end recorded, and its holder has won no vote since."""
    if term.end is not None or not has_passed(term.expected_end, day):
        return False
    start = term.earliest_start or date.max
    votes = (vote for vote in handovers if start < vote.rounds.first_round and vote.rounds.last_day < day)
    return not any(vote.rounds.winner == term.person for vote in votes)


def _list_holders(record: OfficeRecord, day: date) -> tuple[Holder, ...]:
    if has_office_ended(record.office, day):
        return ()
    current_terms = (term for term in record.terms if can_be_current(term, record.terms, day, record.office.seats))
    ranked = sorted(current_terms, key=lambda term: term.key)
    ranked.sort(key=_get_start_day, reverse=True)
    ranked.sort(key=lambda term: _CAPACITY_ORDER.index(_get_capacity(term)))
    last = {(term.person, _get_capacity(term)): term for term in reversed(ranked)}
    return tuple(Holder(_get_capacity(term), term) for term in ranked if last[term.person, _get_capacity(term)] is term)


def _get_capacity(term: Term) -> str:
    return term.capacity or Capacity.SUBSTANTIVE


def _has_own_holder(holders: tuple[Holder, ...]) -> bool:
    return any(holder.capacity in (Capacity.SUBSTANTIVE, Capacity.SUSPENDED) for holder in holders)


def _find_vacancy(
    record: OfficeRecord, day: date, handovers: tuple[ElectionHandover, ...], last_known: Term | None
) -> Vacancy:
    """Find why nobody is known to hold the office in their own right."""
    if has_office_ended(record.office, day):
        return Vacancy(VacancyReason.OFFICE_ENDED)
    last_term = last_known or find_last_holding_term(record.terms, day)
    if last_term is None:
        return Vacancy(VacancyReason.NO_TERM)
    start = last_term.earliest_start or date.max
    votes = (vote for vote in handovers if start < vote.rounds.first_round and _has_taken_effect(vote, day))
    others = (
        vote
        for vote in votes
        if vote.rounds.winner != last_term.person
        and not vote.rounds.brings_nobody
        and not has_continued_through(last_term, vote)
    )
    if vote := _find_vote_against(last_term, handovers, day) if last_known else next(others, None):
        is_recorded = vote.rounds.basis == DayBasis.RECORDED
        return Vacancy(VacancyReason.NO_RESULT, last_term, vote.rounds.polling_date, is_recorded)
    if last_term.expected_end is not None:
        is_past = has_passed(last_term.expected_end, day)
        return Vacancy(VacancyReason.PAST_DUE_DAY if is_past else VacancyReason.BEFORE_DUE_DAY, last_term)
    ahead = [vote.rounds for vote in handovers if vote.rounds.first_round >= day]
    is_appointed = record.office.selection == Selection.APPOINTED
    if is_appointed or not any(rounds.kind == TransitionKind.ORDINARY for rounds in ahead):
        return Vacancy(VacancyReason.NO_DUE_DAY, last_term)
    return Vacancy(VacancyReason.BEFORE_ELECTION, last_term, ahead[0].first_date)


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.min
