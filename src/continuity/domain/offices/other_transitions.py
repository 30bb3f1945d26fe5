"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.offices.holders import can_be_current, find_party, find_substantive_term
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import CoalitionMember, KnownOffice, Term, Transition
from continuity.domain.values.dates import ONE_DAY, VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import DayBasis, Selection, TransitionKind


@dataclass(frozen=True, slots=True)
class _TransitionEvent:
    """What happened, on which day, and whose term followed: the holder's own if `holder_stays`."""

    kind: TransitionKind
    day: date
    latest_day: date | None = None
    basis: DayBasis = DayBasis.RECORDED
    next_term: Term | None = None
    is_result_known: bool = False
    holder_stays: bool = False


def list_other_transitions(incumbency: Incumbency) -> Iterator[Transition]:
    """Yield every transition that no election brought about, past and to come."""
    for event in _iterate_events(incumbency):
        if event.day < date.max:
            yield _build_transition(event, incumbency)


def _iterate_events(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    yield from _find_abolition(incumbency.record)
    if incumbency.record.office.selection == Selection.APPOINTED:
        yield from _find_appointment_ends(incumbency)
    yield from _find_departures(incumbency)
    yield from _find_successions(incumbency)
    yield from _find_coalition_changes(incumbency.record)
    yield from _find_coalition_ends(incumbency)
    yield from _find_vacancy(incumbency)
    yield from _find_overdue_term(incumbency)


def _build_transition(event: _TransitionEvent, incumbency: Incumbency) -> Transition:
    is_handover_unknown = event.next_term is None and event.latest_day is None
    last = max(event.latest_day or event.day, event.day)
    if is_handover_unknown:
        last = _add_days(event.day, incumbency.settings.handover_days)
    # Whoever takes over while the one who leaves is still there was not there before.
    excluded_term = event.next_term if event.kind == TransitionKind.DEPARTURE else None
    outgoing = incumbency.find_mandate_before(event.day, excluded_term)
    successor = event.next_term.person if event.next_term else None
    return Transition(
        city=incumbency.record.office.city,
        office=incumbency.record.office.key,
        kind=event.kind,
        polling_day=event.day,
        basis=event.basis,
        quiet_from=event.day,
        handover_first=event.day,
        handover_last=last,
        scheduled_handover_last=last,
        handover_basis=DayBasis.DERIVED if is_handover_unknown else DayBasis.RECORDED,
        result_known=event.is_result_known or event.next_term is not None,
        holder_stays=event.holder_stays or bool(outgoing and successor and outgoing.person == successor),
        successor=successor,
        successor_party=find_party(event.next_term.affiliations, event.day) if event.next_term else None,
        outgoing=outgoing.person if outgoing else None,
        outgoing_party=outgoing.party if outgoing else None,
    )


def _find_abolition(record: KnownOffice) -> Iterator[_TransitionEvent]:
    end = record.office.end
    last = (end.earliest or end.latest) if end else None
    if end and last:
        until = _add_days(end.latest) if end.latest else None
        is_known = record.office.successor is not None
        yield _TransitionEvent(TransitionKind.ABOLITION, _add_days(last), latest_day=until, is_result_known=is_known)


def _find_appointment_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    for term in incumbency.record.terms:
        due, left_on = _get_earliest_day(term.expected_end), term.latest_end
        if not term.is_substantive or due is None or (left_on is not None and left_on < due):
            continue
        next_term = _find_next_term(incumbency.record.terms, term)
        stays = next_term is not None and next_term.person == term.person
        yield _build_term_end_event(TransitionKind.APPOINTMENT_END, due, term, incumbency, holder_stays=stays)


def _find_departures(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find announced departures on days to come, before the mandate is due to end."""
    for term in incumbency.record.terms:
        left_on, due = _get_earliest_day(term.end), _get_earliest_day(term.expected_end)
        if not term.is_holding or left_on is None or left_on < incumbency.as_of or (due is not None and left_on >= due):
            continue
        if not _has_further_term(incumbency.record.terms, term, _add_days(left_on)):
            yield _build_term_end_event(TransitionKind.DEPARTURE, left_on, term, incumbency)


def _has_further_term(terms: tuple[Term, ...], term: Term, day: date) -> bool:
    further_terms = (other for other in terms if other != term and other.person == term.person)
    return any(other.is_holding and can_be_current(other, terms, day) for other in further_terms)


def _build_term_end_event(
    kind: TransitionKind, last_day: date, term: Term, incumbency: Incumbency, *, holder_stays: bool = False
) -> _TransitionEvent:
    """Build the change on the day after the last of a term, with whoever is recorded to follow within its window."""
    limit = _add_days(last_day, 1 + incumbency.settings.handover_days + incumbency.settings.window_days)
    terms, start = incumbency.record.terms, _get_start_day(term)
    later_terms = [other for other in terms if other.is_substantive and start < _get_start_day(other) <= limit]
    next_term = min(later_terms, key=_get_start_day, default=None)
    until = next_term.latest_start if next_term else None
    return _TransitionEvent(kind, _add_days(last_day), latest_day=until, next_term=next_term, holder_stays=holder_stays)


def _find_next_term(terms: tuple[Term, ...], previous_term: Term) -> Term | None:
    start = _get_start_day(previous_term)
    later_terms = [term for term in terms if term.is_holding and start < _get_start_day(term) < date.max]
    return min(later_terms, key=_get_start_day, default=None)


def _find_successions(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find terms of another person than the one before that no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    dated_terms = [term for term in incumbency.record.terms if term.is_holding and term.earliest_start]
    for previous_term, term in pairwise(sorted(dated_terms, key=_get_start_day)):
        if term.person != previous_term.person and term.is_substantive and term not in elected_terms:
            first, until = _get_start_day(term), term.latest_start
            yield _TransitionEvent(TransitionKind.SUCCESSION, first, latest_day=until, next_term=term)


def _find_coalition_changes(record: KnownOffice) -> Iterator[_TransitionEvent]:
    start_days = {_get_earliest_day(member.start) for member in record.coalitions}
    end_days = {_add_days(member.end.latest) for member in record.coalitions if member.end and member.end.latest}
    days = sorted(day for day in start_days | end_days if day is not None)
    for day in days[1:]:
        parties = _list_parties(record.coalitions, day)
        if parties and parties != _list_parties(record.coalitions, day - ONE_DAY):
            yield _TransitionEvent(TransitionKind.COALITION_CHANGE, day, latest_day=day, is_result_known=True)


def _find_coalition_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find the days from which certainly no party is behind the office any more, and none again within the window.
    An election shortly before explains it: its result is what then is not recorded.
    """
    members = incumbency.record.coalitions
    window = timedelta(days=incumbency.settings.handover_days + incumbency.settings.window_days)
    for day in sorted({_add_days(member.end.latest) for member in members if member.end and member.end.latest}):
        is_reformed = any(day <= (_get_earliest_day(member.start) or date.max) <= day + window for member in members)
        if _list_parties(members, day - ONE_DAY) and not _list_parties(members, day) and not is_reformed:
            nearby_elections = (handover.rounds for handover in incumbency.handovers)
            if not any(election.first_round < day <= election.decisive_day + window for election in nearby_elections):
                yield _TransitionEvent(TransitionKind.COALITION_CHANGE, day)


def _find_vacancy(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    term = incumbency.vacated_term
    left_on, due_day = (term.end, term.expected_end) if term else (None, None)
    if left_on and left_on.latest and (due_day is None or due_day.latest is None or left_on.latest < due_day.latest):
        yield _TransitionEvent(TransitionKind.VACANCY, _add_days(left_on.latest))


def _find_overdue_term(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find a holder whose mandate has run out, except an appointee's, and unless an election explains it."""
    term = find_substantive_term(incumbency.record.terms, incumbency.as_of)
    due_day = term.expected_end.latest if term and term.expected_end else None
    is_appointed = incumbency.record.office.selection == Selection.APPOINTED
    if due_day and not is_appointed and incumbency.is_overdue and incumbency.is_held_by(term):
        yield _TransitionEvent(TransitionKind.OVERDUE, _add_days(due_day), basis=DayBasis.DERIVED)


def _list_parties(coalitions: tuple[CoalitionMember, ...], day: date) -> frozenset[str]:
    return frozenset(
        member.party
        for member in coalitions
        if (first := _get_earliest_day(member.start)) is not None
        and first <= day
        and (member.end is None or member.end.latest is None or day <= member.end.latest)
    )


def _add_days(day: date, days: int = 1) -> date:
    return Duration(days=days).add_to(day)


def _get_earliest_day(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.max
