"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.offices.elections import find_rule_in_force
from continuity.domain.offices.holder_mandates import HolderMandate
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import CoalitionMember, KnownOffice, Term, Transition
from continuity.domain.offices.terms import (
    can_be_current,
    find_party,
    find_substantive_term,
    has_term_begun,
    has_term_ended,
)
from continuity.domain.values.dates import ONE_DAY, VagueDate, get_first_day, get_last_day
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import Capacity, DayBasis, Selection, TransitionKind


@dataclass(frozen=True, slots=True)
class _TransitionEvent:
    """What happened, on which day, and whose term followed: the holder's own if `holder_stays`.
    `first_date` is the first day of the change, which may be vague. `latest_day` is the last day of the handover, where
    it is known. `outgoing` is who was in charge, where that is not the holder before.
    """

    kind: TransitionKind
    first_date: VagueDate
    latest_day: date | None = None
    basis: DayBasis = DayBasis.RECORDED
    next_term: Term | None = None
    is_result_known: bool = False
    holder_stays: bool = False
    outgoing: Term | None = None

    @property
    def day(self) -> date:
        """The first day on which it may happen."""
        return get_first_day(self.first_date)


def list_other_transitions(incumbency: Incumbency) -> Iterator[Transition]:
    """Yield every transition that no election brought about, past and to come."""
    for event in _iterate_events(incumbency):
        if event.day < date.max:
            yield _build_transition(event, incumbency)


def _iterate_events(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    yield from _find_abolition(incumbency.record)
    if incumbency.record.office.selection == Selection.APPOINTED:
        yield from _find_appointment_ends(incumbency)
    else:
        yield from _find_term_ends(incumbency)
    yield from _find_departures(incumbency)
    yield from _find_suspensions(incumbency.record)
    yield from _find_returns(incumbency)
    yield from _find_successions(incumbency)
    yield from _find_coalition_changes(incumbency.record)
    yield from _find_coalition_ends(incumbency)
    yield from _find_vacancy(incumbency)
    yield from _find_overdue_term(incumbency)


def _build_transition(event: _TransitionEvent, incumbency: Incumbency) -> Transition:
    is_handover_unknown = event.next_term is None and event.latest_day is None
    last = max(event.latest_day or event.day, event.day)
    if is_handover_unknown:
        last = _add_days(get_last_day(event.first_date), incumbency.settings.handover_days)
    outgoing = _find_outgoing(event, incumbency)
    successor = event.next_term.person if event.next_term else None
    return Transition(
        city=incumbency.record.office.city,
        office=incumbency.record.office.key,
        kind=event.kind,
        polling_day=event.day,
        polling_date=None if event.first_date.is_exact else event.first_date,
        basis=event.basis,
        quiet_from=event.day,
        handover_first=event.day,
        handover_last=last,
        scheduled_handover_last=last,
        handover_basis=DayBasis.DERIVED if is_handover_unknown else DayBasis.RECORDED,
        result_known=event.is_result_known or event.next_term is not None,
        holder_stays=_is_holder_staying(event, outgoing),
        successor=successor,
        successor_party=find_party(event.next_term.affiliations, event.day) if event.next_term else None,
        outgoing=outgoing.person if outgoing else None,
        outgoing_party=outgoing.party if outgoing else None,
    )


def _is_holder_staying(event: _TransitionEvent, outgoing: HolderMandate | None) -> bool:
    if event.kind in (TransitionKind.SUSPENSION, TransitionKind.RETURN):
        return False
    return event.holder_stays or bool(outgoing and event.next_term and outgoing.person == event.next_term.person)


def _find_outgoing(event: _TransitionEvent, incumbency: Incumbency) -> HolderMandate | None:
    if event.kind == TransitionKind.RETURN:
        acting = event.outgoing
        party = find_party(acting.affiliations, event.day - ONE_DAY) if acting else None
        return HolderMandate(person=acting.person, party=party) if acting else None
    # Whoever takes over while the one who leaves is still there was not there before.
    excluded_term = event.next_term if event.kind == TransitionKind.DEPARTURE else None
    return incumbency.find_mandate_before(event.day, excluded_term)


def _find_abolition(record: KnownOffice) -> Iterator[_TransitionEvent]:
    end = record.office.end
    if end is not None:
        day, is_known = _find_day_after(end), record.office.successor is not None
        until = get_last_day(day)
        yield _TransitionEvent(TransitionKind.ABOLITION, day, latest_day=until, is_result_known=is_known)


def _find_appointment_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    for term in incumbency.record.terms:
        due, left_on = term.expected_end, term.latest_end
        if not term.is_substantive or due is None or (left_on is not None and left_on < get_first_day(due)):
            continue
        next_term = _find_next_term(incumbency.record.terms, term)
        stays = next_term is not None and next_term.person == term.person
        yield _build_term_end_event(TransitionKind.APPOINTMENT_END, due, term, incumbency, holder_stays=stays)


def _find_term_ends(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find the end of the last mandate of an elected office, where neither a rule nor an election says what follows."""
    term = max((term for term in incumbency.record.terms if term.is_substantive), key=_get_last_start, default=None)
    due = term.expected_end if term else None
    if term is None or due is None or (term.latest_end is not None and term.latest_end < get_first_day(due)):
        return
    rule = find_rule_in_force(incumbency.record.rules, get_first_day(due))
    if rule.election_rule is None and not _is_election_near(due, incumbency):
        yield _build_term_end_event(TransitionKind.TERM_END, due, term, incumbency)


def _is_election_near(due: VagueDate, incumbency: Incumbency) -> bool:
    window = timedelta(days=incumbency.settings.window_days)
    elections = (handover.rounds for handover in incumbency.handovers)
    return any(
        rounds.first_round <= get_last_day(due) + window and get_first_day(due) - window <= rounds.last_day
        for rounds in elections
    )


def _find_departures(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find announced departures on days to come, before the mandate is due to end."""
    for term in incumbency.record.terms:
        if not term.is_holding or term.end is None or get_last_day(term.end) < incumbency.as_of:
            continue
        left_on, due = get_first_day(term.end), term.expected_end
        if due is not None and left_on >= get_first_day(due):
            continue
        if not _has_further_term(incumbency.record.terms, term, _add_days(left_on)):
            yield _build_term_end_event(TransitionKind.DEPARTURE, term.end, term, incumbency)


def _find_suspensions(record: KnownOffice) -> Iterator[_TransitionEvent]:
    """Find the first days of suspensions, whether somebody acts or not."""
    for term in record.terms:
        if term.capacity == Capacity.SUSPENDED and term.start is not None:
            acting = _find_acting_term(record.terms, term.start, term.end)
            until = get_last_day(term.start)
            yield _TransitionEvent(
                TransitionKind.SUSPENSION, term.start, latest_day=until, next_term=acting, is_result_known=True
            )


def _find_returns(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find the terms of holders who come back from a suspension, which no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    for previous_term, term in pairwise(_list_holding_terms(incumbency.record)):
        is_back = previous_term.capacity == Capacity.SUSPENDED and term.is_substantive
        if is_back and term.person == previous_term.person and term.start and term not in elected_terms:
            acting = _find_acting_term(incumbency.record.terms, previous_term.start, term.start)
            until = get_last_day(term.start)
            yield _TransitionEvent(TransitionKind.RETURN, term.start, latest_day=until, next_term=term, outgoing=acting)


def _find_acting_term(terms: tuple[Term, ...], start: VagueDate | None, end: VagueDate | None) -> Term | None:
    """Find the last term of somebody acting that may have begun between two dates, or run through them."""
    first = get_first_day(start) if start else date.min
    last = get_last_day(end) if end else date.max
    acting = (term for term in terms if term.capacity == Capacity.ACTING and has_term_begun(term, last))
    return max((term for term in acting if not has_term_ended(term, first)), key=_get_start_day, default=None)


def _has_further_term(terms: tuple[Term, ...], term: Term, day: date) -> bool:
    further_terms = (other for other in terms if other != term and other.person == term.person)
    return any(other.is_holding and can_be_current(other, terms, day) for other in further_terms)


def _build_term_end_event(
    kind: TransitionKind, end: VagueDate, term: Term, incumbency: Incumbency, *, holder_stays: bool = False
) -> _TransitionEvent:
    """Build the change on the day after the last of a term, with whoever is recorded to follow within its window."""
    days = 1 + incumbency.settings.handover_days + incumbency.settings.window_days
    limit = _add_days(get_last_day(end), days)
    terms, start = incumbency.record.terms, _get_start_day(term)
    later_terms = [other for other in terms if other.is_substantive and start < _get_start_day(other) <= limit]
    next_term = min(later_terms, key=_get_start_day, default=None)
    until = next_term.latest_start if next_term else None
    day = _find_day_after(end)
    return _TransitionEvent(kind, day, latest_day=until, next_term=next_term, holder_stays=holder_stays)


def _find_next_term(terms: tuple[Term, ...], previous_term: Term) -> Term | None:
    start = _get_start_day(previous_term)
    later_terms = [term for term in terms if term.is_holding and start < _get_start_day(term) < date.max]
    return min(later_terms, key=_get_start_day, default=None)


def _find_successions(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find terms of another person than the one before that no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    for previous_term, term in pairwise(_list_holding_terms(incumbency.record)):
        if term.person != previous_term.person and term.is_substantive and term not in elected_terms:
            first, until = _get_start_day(term), term.latest_start
            start = VagueDate.from_days(first, until) if until else VagueDate.from_day(first)
            yield _TransitionEvent(TransitionKind.SUCCESSION, start, latest_day=until, next_term=term)


def _list_holding_terms(record: KnownOffice) -> list[Term]:
    dated_terms = (term for term in record.terms if term.is_holding and term.earliest_start)
    return sorted(dated_terms, key=_get_start_day)


def _find_coalition_changes(record: KnownOffice) -> Iterator[_TransitionEvent]:
    start_days = {_get_earliest_day(member.start) for member in record.coalitions}
    end_days = {_add_days(member.end.latest) for member in record.coalitions if member.end and member.end.latest}
    days = sorted(day for day in start_days | end_days if day is not None)
    for day in days[1:]:
        parties = _list_parties(record.coalitions, day)
        if parties and parties != _list_parties(record.coalitions, day - ONE_DAY):
            change = VagueDate.from_day(day)
            yield _TransitionEvent(TransitionKind.COALITION_CHANGE, change, latest_day=day, is_result_known=True)


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
                yield _TransitionEvent(TransitionKind.COALITION_CHANGE, VagueDate.from_day(day))


def _find_vacancy(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    term = incumbency.vacated_term
    left_on, due_day = (term.end, term.expected_end) if term else (None, None)
    if left_on and left_on.latest and (due_day is None or due_day.latest is None or left_on.latest < due_day.latest):
        yield _TransitionEvent(TransitionKind.VACANCY, VagueDate.from_day(_add_days(left_on.latest)))


def _find_overdue_term(incumbency: Incumbency) -> Iterator[_TransitionEvent]:
    """Find a holder whose mandate has run out, except an appointee's, and unless an election explains it."""
    term = find_substantive_term(incumbency.record.terms, incumbency.as_of)
    due_day = term.expected_end.latest if term and term.expected_end else None
    is_appointed = incumbency.record.office.selection == Selection.APPOINTED
    if due_day and not is_appointed and incumbency.is_overdue and incumbency.is_held_by(term):
        due = VagueDate.from_day(_add_days(due_day))
        yield _TransitionEvent(TransitionKind.OVERDUE, due, basis=DayBasis.DERIVED)


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


def _find_day_after(end: VagueDate) -> VagueDate:
    """Find the day after an end: as vague as that, with each side one day later."""
    return VagueDate.from_days(_add_days(get_first_day(end)), _add_days(get_last_day(end)))


def _get_last_start(term: Term) -> date:
    return term.earliest_start or date.min


def _get_earliest_day(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.max
