"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.offices.holders import (
    can_be_running,
    find_party,
    find_substantive_term,
    is_superseded,
)
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import CoalitionMember, KnownOffice, Term, Transition
from continuity.domain.values.dates import ONE_DAY, VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import DayBasis, Selection, TransitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _TransitionEvent:
    """What happened, on which day, and whose term followed: the holder's own if `is_same_holder`."""

    kind: TransitionKind
    day: date
    latest_day: date | None = None
    basis: DayBasis = DayBasis.RECORDED
    next_term: Term | None = None
    is_result_known: bool = False
    is_same_holder: bool = False


def list_other_transitions(incumbency: Incumbency) -> Iterator[Transition]:
    """Yield every transition that no election brought about, past and to come."""
    for event in _iterate_events(incumbency):
        if event.day < date.max:
            yield _build_transition(event, incumbency)


def _iterate_events(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    yield from _find_abolition(incumbency.known_record)
    if incumbency.known_record.office.selection == Selection.APPOINTED:
        yield from _find_appointment_ends(incumbency)
    yield from _find_departures(incumbency)
    yield from _find_successions(incumbency)
    yield from _find_coalition_changes(incumbency.known_record)
    yield from _find_coalition_ends(incumbency)
    yield from _find_vacancy(incumbency)
    yield from _find_overdue_term(incumbency)


def _build_transition(event: _TransitionEvent, incumbency: Incumbency) -> Transition:
    is_handover_unknown = event.next_term is None and event.latest_day is None
    last = (
        _add_days(event.day, incumbency.settings.handover_days)
        if is_handover_unknown
        else max(event.latest_day or event.day, event.day)
    )
    # Whoever takes over while the one who leaves is still there was not there before.
    outgoing_mandate = incumbency.find_mandate_before(
        event.day, excluding=event.next_term if event.kind == TransitionKind.DEPARTURE else None
    )
    successor = event.next_term.person if event.next_term else None
    return Transition(
        city=incumbency.known_record.office.city,
        office=incumbency.known_record.office.key,
        kind=event.kind,
        polling_day=event.day,
        basis=event.basis,
        quiet_from=event.day,
        handover_first=event.day,
        handover_last=last,
        scheduled_handover_last=last,
        handover_basis=DayBasis.DERIVED if is_handover_unknown else DayBasis.RECORDED,
        result_known=event.is_result_known or event.next_term is not None,
        holder_stays=event.is_same_holder
        or (outgoing_mandate is not None and successor is not None and outgoing_mandate.person == successor),
        successor=successor,
        successor_party=find_party(event.next_term.affiliations, event.day) if event.next_term else None,
        outgoing=outgoing_mandate.person if outgoing_mandate else None,
        outgoing_party=outgoing_mandate.party if outgoing_mandate else None,
    )


def _find_abolition(known_record: KnownOffice) -> Iterator[_TransitionEvent]:
    end = known_record.office.end
    last = (end.earliest or end.latest) if end else None
    if end and last:
        until = _add_days(end.latest) if end.latest else None
        yield _TransitionEvent(
            kind=TransitionKind.ABOLITION,
            day=_add_days(last),
            latest_day=until,
            is_result_known=known_record.office.successor is not None,
        )


def _find_appointment_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    for term in incumbency.known_record.terms:
        due_day, left_on = _get_earliest_day(term.expected_end), term.latest_end
        if not term.is_substantive or due_day is None or (left_on is not None and left_on < due_day):
            continue
        next_term = _find_next_term(incumbency.known_record.terms, term)
        is_same_holder = next_term is not None and next_term.person == term.person
        yield _build_term_end_event(
            TransitionKind.APPOINTMENT_END, due_day, term, incumbency, is_same_holder=is_same_holder
        )


def _find_departures(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find announced departures on days to come, before the mandate is due to end."""
    for term in incumbency.known_record.terms:
        left_on, due_day = _get_earliest_day(term.end), _get_earliest_day(term.expected_end)
        if (
            not term.is_holding
            or left_on is None
            or left_on < incumbency.as_of
            or (due_day is not None and left_on >= due_day)
        ):
            continue
        if not _has_further_term(incumbency.known_record.terms, term, _add_days(left_on)):
            yield _build_term_end_event(TransitionKind.DEPARTURE, left_on, term, incumbency)


def _has_further_term(terms: tuple[Term, ...], term: Term, day: date) -> bool:
    further_terms = (other for other in terms if other != term and other.person == term.person)
    return any(
        other.is_holding and can_be_running(other, day) and not is_superseded(other, terms, day)
        for other in further_terms
    )


def _build_term_end_event(
    kind: TransitionKind, last_day: date, term: Term, incumbency: Incumbency, *, is_same_holder: bool = False
) -> _TransitionEvent:
    """Build the change on the day after the last of a term, with whoever is recorded to follow within its window."""
    limit = _add_days(last_day, 1 + incumbency.settings.handover_days + incumbency.settings.window_days)
    later_terms = [
        other
        for other in incumbency.known_record.terms
        if other.is_substantive and _get_start_day(term) < _get_start_day(other) <= limit
    ]
    next_term = min(later_terms, key=_get_start_day, default=None)
    until = next_term.latest_start if next_term else None
    return _TransitionEvent(
        kind=kind, day=_add_days(last_day), latest_day=until, next_term=next_term, is_same_holder=is_same_holder
    )


def _find_next_term(terms: tuple[Term, ...], previous_term: Term) -> Term | None:
    later_terms = [
        term for term in terms if term.is_holding and _get_start_day(previous_term) < _get_start_day(term) < date.max
    ]
    return min(later_terms, key=_get_start_day, default=None)


def _find_successions(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find terms of another person than the one before that no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    dated_terms = [term for term in incumbency.known_record.terms if term.is_holding and term.earliest_start]
    for previous_term, term in pairwise(sorted(dated_terms, key=_get_start_day)):
        if term.person != previous_term.person and term.is_substantive and term not in elected_terms:
            first, until = _get_start_day(term), term.latest_start
            yield _TransitionEvent(kind=TransitionKind.SUCCESSION, day=first, latest_day=until, next_term=term)


def _find_coalition_changes(known_record: KnownOffice) -> Iterator[_TransitionEvent]:
    start_days = {_get_earliest_day(member.start) for member in known_record.coalitions}
    end_days = {_add_days(member.end.latest) for member in known_record.coalitions if member.end and member.end.latest}
    days = sorted(day for day in start_days | end_days if day is not None)
    for day in days[1:]:
        parties = _list_parties(known_record.coalitions, day)
        if parties and parties != _list_parties(known_record.coalitions, day - ONE_DAY):
            yield _TransitionEvent(kind=TransitionKind.COALITION_CHANGE, day=day, latest_day=day, is_result_known=True)


def _find_coalition_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find the days from which certainly no party is behind the office any more, and none again within the window.
    An election shortly before explains it: its result is what then is not recorded.
    """
    members = incumbency.known_record.coalitions
    window = timedelta(days=incumbency.settings.handover_days + incumbency.settings.window_days)
    for day in sorted({_add_days(member.end.latest) for member in members if member.end and member.end.latest}):
        is_reformed = any(day <= (_get_earliest_day(member.start) or date.max) <= day + window for member in members)
        if _list_parties(members, day - ONE_DAY) and not _list_parties(members, day) and not is_reformed:
            nearby_elections = (handover.rounds for handover in incumbency.handovers)
            if not any(election.first_round < day <= election.decisive_day + window for election in nearby_elections):
                yield _TransitionEvent(kind=TransitionKind.COALITION_CHANGE, day=day)


def _find_vacancy(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    term = incumbency.vacated_term
    left_on, due_day = (term.end, term.expected_end) if term else (None, None)
    if left_on and left_on.latest and (due_day is None or due_day.latest is None or left_on.latest < due_day.latest):
        yield _TransitionEvent(kind=TransitionKind.VACANCY, day=_add_days(left_on.latest))


def _find_overdue_term(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find a holder whose mandate has run out, except an appointee's, and unless an election explains it."""
    term = find_substantive_term(incumbency.known_record.terms, incumbency.as_of)
    due_day = term.expected_end.latest if term and term.expected_end else None
    if (
        incumbency.is_overdue
        and due_day
        and incumbency.known_record.office.selection != Selection.APPOINTED
        and incumbency.is_held_by(term)
    ):
        yield _TransitionEvent(kind=TransitionKind.OVERDUE, day=_add_days(due_day), basis=DayBasis.DERIVED)


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
