"""Changes that the terms of an office tell of: ends, departures, suspensions, successions and empty seats."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.offices.elections import find_rule_in_force
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import KnownOffice, Term
from continuity.domain.offices.terms import can_be_current, find_current_holding_term, has_term_begun
from continuity.domain.offices.transition_events import TransitionEvent, add_days, find_day_after
from continuity.domain.values.dates import ONE_DAY, VagueDate, get_first_day, get_last_day
from continuity.domain.vocabulary import Capacity, DayBasis, Selection, TransitionKind


def find_term_events(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find what happens to an office by its terms alone."""
    if incumbency.record.office.selection == Selection.APPOINTED:
        yield from _find_appointment_ends(incumbency)
    else:
        yield from _find_term_ends(incumbency)
    yield from _find_departures(incumbency)
    yield from _find_suspensions(incumbency.record)
    yield from _find_returns(incumbency)
    yield from _find_successions(incumbency)
    yield from _find_vacancy(incumbency)
    yield from _find_overdue_term(incumbency)


def _find_appointment_ends(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    for term in incumbency.record.terms:
        due, left_on = term.expected_end, term.latest_end
        if not term.is_holding or due is None or (left_on is not None and left_on < get_first_day(due)):
            continue
        next_term = _find_next_term(incumbency.record.terms, term)
        stays = next_term is not None and next_term.person == term.person
        if stays and term.capacity == Capacity.SUSPENDED:
            continue
        yield _build_term_end_event(TransitionKind.APPOINTMENT_END, due, term, incumbency, holder_stays=stays)


def _find_term_ends(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find the end of the last mandate of an elected office, where neither a rule nor an election says what follows."""
    term = max((term for term in incumbency.record.terms if term.is_holding), key=_get_last_start, default=None)
    due = term.expected_end if term else None
    if term is None or due is None or (term.latest_end is not None and term.latest_end < get_first_day(due)):
        return
    mandate = incumbency.find_mandate_before(get_first_day(find_day_after(due)))
    is_over = get_last_day(due) < incumbency.as_of
    if is_over and mandate is not None and mandate.person not in (None, term.person):
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


def _find_departures(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find announced departures on days to come, before the mandate is due to end."""
    for term in incumbency.record.terms:
        if not term.is_holding or term.end is None or get_last_day(term.end) < incumbency.as_of:
            continue
        left_on, due = get_first_day(term.end), term.expected_end
        if due is not None and left_on >= get_first_day(due):
            continue
        if not _has_further_term(incumbency.record.terms, term, add_days(get_last_day(term.end))):
            yield _build_term_end_event(TransitionKind.DEPARTURE, term.end, term, incumbency)


def _has_further_term(terms: tuple[Term, ...], term: Term, day: date) -> bool:
    further_terms = (other for other in terms if other != term and other.person == term.person)
    return any(other.is_holding and can_be_current(other, terms, day) for other in further_terms)


def _find_suspensions(record: KnownOffice) -> Iterator[TransitionEvent]:
    """Find the first days of suspensions, whether somebody acts or not."""
    terms = _list_holding_terms(record)
    for previous_term, term in zip([None, *terms], terms, strict=False):
        is_going_on = previous_term is not None and previous_term.capacity == Capacity.SUSPENDED
        is_same_person = previous_term is not None and previous_term.person == term.person
        if term.capacity == Capacity.SUSPENDED and not (is_going_on and is_same_person):
            first, until = _get_start_day(term), term.latest_start or _get_start_day(term)
            start = VagueDate.from_days(first, until)
            acting = _find_acting_term(record.terms, start, term.end)
            yield TransitionEvent(
                TransitionKind.SUSPENSION, start, latest_day=until, next_term=acting, is_result_known=True
            )


def _find_returns(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find the terms of holders who come back from a suspension, which no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    for previous_term, term in pairwise(_list_holding_terms(incumbency.record)):
        is_back = previous_term.capacity == Capacity.SUSPENDED and term.is_substantive
        if is_back and term.person == previous_term.person and term.start and term not in elected_terms:
            first, until = _get_start_day(term), term.latest_start or _get_start_day(term)
            day_before = VagueDate.from_day(first - ONE_DAY)
            acting = _find_acting_term(incumbency.record.terms, day_before, day_before)
            yield TransitionEvent(
                TransitionKind.RETURN,
                VagueDate.from_days(first, until),
                latest_day=until,
                next_term=term,
                outgoing=acting,
            )


def _find_acting_term(terms: tuple[Term, ...], start: VagueDate | None, end: VagueDate | None) -> Term | None:
    """Find the last term of somebody acting that may have begun between two dates, or run through them."""
    first = get_first_day(start) if start else date.min
    last = get_last_day(end) if end else date.max
    acting = (term for term in terms if term.capacity == Capacity.ACTING and has_term_begun(term, last))
    current = (term for term in acting if can_be_current(term, terms, max(first, _get_start_day(term))))
    return max(current, key=_get_start_day, default=None)


def _build_term_end_event(
    kind: TransitionKind, end: VagueDate, term: Term, incumbency: Incumbency, *, holder_stays: bool = False
) -> TransitionEvent:
    """Build the change on the day after the last of a term, with whoever is recorded to follow within its window."""
    days = 1 + incumbency.settings.handover_days + incumbency.settings.window_days
    limit = add_days(get_last_day(end), days)
    terms, start = incumbency.record.terms, _get_start_day(term)
    later_terms = [other for other in terms if other.is_substantive and start < _get_start_day(other) <= limit]
    if term.capacity == Capacity.SUSPENDED:
        # Coming back is a change of its own.
        later_terms = [other for other in later_terms if other.person != term.person]
    next_term = min(later_terms, key=_get_start_day, default=None)
    until = next_term.latest_start if next_term else None
    day = find_day_after(end)
    return TransitionEvent(kind, day, latest_day=until, next_term=next_term, holder_stays=holder_stays)


def _find_next_term(terms: tuple[Term, ...], previous_term: Term) -> Term | None:
    start = _get_start_day(previous_term)
    later_terms = [term for term in terms if term.is_holding and start < _get_start_day(term) < date.max]
    return min(later_terms, key=_get_start_day, default=None)


def _find_successions(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find terms of another person than the one before that no election led to."""
    elected_terms = [handover.term for handover in incumbency.handovers if handover.term]
    for previous_term, term in pairwise(_list_holding_terms(incumbency.record)):
        if term.person != previous_term.person and term.is_substantive and term not in elected_terms:
            first, until = _get_start_day(term), term.latest_start
            start = VagueDate.from_days(first, until) if until else VagueDate.from_day(first)
            yield TransitionEvent(TransitionKind.SUCCESSION, start, latest_day=until, next_term=term)


def _list_holding_terms(record: KnownOffice) -> list[Term]:
    dated_terms = (term for term in record.terms if term.is_holding and term.earliest_start)
    return sorted(dated_terms, key=_get_start_day)


def _find_vacancy(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    term = incumbency.vacated_term
    left_on, due_day = (term.end, term.expected_end) if term else (None, None)
    if left_on and left_on.latest and (due_day is None or due_day.latest is None or left_on.latest < due_day.latest):
        yield TransitionEvent(TransitionKind.VACANCY, find_day_after(left_on))


def _find_overdue_term(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find a holder whose mandate has run out, except an appointee's, and unless an election explains it."""
    term = find_current_holding_term(incumbency.record.terms, incumbency.as_of)
    due = term.expected_end if term else None
    is_appointed = incumbency.record.office.selection == Selection.APPOINTED
    if due is not None and not is_appointed and incumbency.is_overdue and incumbency.is_held_by(term):
        yield TransitionEvent(TransitionKind.OVERDUE, find_day_after(due), basis=DayBasis.DERIVED)


def _get_last_start(term: Term) -> date:
    return term.earliest_start or date.min


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.max
