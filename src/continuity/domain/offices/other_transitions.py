"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.offices.coalition_events import find_coalition_events
from continuity.domain.offices.holder_mandates import HolderMandate
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import KnownOffice, Transition
from continuity.domain.offices.term_events import find_term_events
from continuity.domain.offices.terms import find_party
from continuity.domain.offices.transition_events import TransitionEvent, add_days, find_day_after
from continuity.domain.values.dates import ONE_DAY, get_last_day
from continuity.domain.vocabulary import DayBasis, TransitionKind


def list_other_transitions(incumbency: Incumbency) -> Iterator[Transition]:
    """Yield every transition that no election brought about, past and to come."""
    for event in _iterate_events(incumbency):
        if event.day < date.max:
            yield _build_transition(event, incumbency)


def _iterate_events(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    yield from _find_abolition(incumbency.record)
    yield from find_term_events(incumbency)
    yield from find_coalition_events(incumbency)


def _build_transition(event: TransitionEvent, incumbency: Incumbency) -> Transition:
    is_handover_unknown = event.next_term is None and event.latest_day is None
    last = max(event.latest_day or event.day, event.day)
    if is_handover_unknown:
        last = add_days(get_last_day(event.first_date), incumbency.settings.handover_days)
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


def _is_holder_staying(event: TransitionEvent, outgoing: HolderMandate | None) -> bool:
    if event.kind in (TransitionKind.SUSPENSION, TransitionKind.RETURN):
        return False
    return event.holder_stays or bool(outgoing and event.next_term and outgoing.person == event.next_term.person)


def _find_outgoing(event: TransitionEvent, incumbency: Incumbency) -> HolderMandate | None:
    if event.kind == TransitionKind.RETURN:
        acting = event.outgoing
        party = find_party(acting.affiliations, event.day - ONE_DAY) if acting else None
        return HolderMandate(person=acting.person, party=party) if acting else None
    # Whoever takes over was not there before, even while the one who leaves is still there.
    is_taking_over = event.kind in (TransitionKind.DEPARTURE, TransitionKind.SUCCESSION)
    excluded_term = event.next_term if is_taking_over else None
    return incumbency.find_mandate_before(event.day, excluded_term)


def _find_abolition(record: KnownOffice) -> Iterator[TransitionEvent]:
    end = record.office.end
    if end is not None:
        day, is_known = find_day_after(end), record.office.successor is not None
        until = get_last_day(day)
        yield TransitionEvent(TransitionKind.ABOLITION, day, latest_day=until, is_result_known=is_known)
