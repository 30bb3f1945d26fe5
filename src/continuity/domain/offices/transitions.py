"""What lies ahead for an office, and what is still open.
Transitions of one office that overlap, from the first day of the one to the last day of the other's handover, are one
event, and the first in the order of `TransitionKind` describes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.offices.election_transitions import list_election_transitions
from continuity.domain.offices.elections import find_cancelled_election
from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.offices.incumbency import Incumbency, build_incumbency
from continuity.domain.offices.models import KnownOffice, Office, Transition
from continuity.domain.offices.other_transitions import list_other_transitions
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate, get_last_day
from continuity.domain.vocabulary import DayBasis, TransitionKind
from continuity.errors import UnknownKey


@dataclass(frozen=True, slots=True)
class Outlook:
    """The transitions of one office as seen on a day, by polling day; those in `past` are closed.
    Those in `open` are past and not closed yet: the latest, and earlier ones at which the person changed. `ahead` has
    all, however far. `cancelled` is the polling day of an election that has nothing in its place.
    """

    past: tuple[Transition, ...] = ()
    open: tuple[Transition, ...] = ()
    ahead: tuple[Transition, ...] = ()
    cancelled: VagueDate | None = None
    handovers: tuple[ElectionHandover, ...] = ()

    @property
    def transitions(self) -> tuple[Transition, ...]:
        """All transitions, closed or not, by polling day."""
        return tuple(sorted((*self.past, *self.open, *self.ahead), key=lambda transition: transition.start_day))

    def list_up_to(self, horizon: date) -> tuple[Transition, ...]:
        """List the open transitions and those ahead up to a day, by polling day."""
        return (*self.open, *(transition for transition in self.ahead if transition.polling_day <= horizon))

    def has_beyond(self, horizon: date) -> bool:
        """Return whether any is known after a day."""
        return any(transition.polling_day > horizon for transition in self.ahead)

    @property
    def latest_open(self) -> Transition | None:
        """The latest open transition."""
        return self.open[-1] if self.open else None

    @property
    def next_ordinary_election(self) -> Transition | None:
        """The next ordinary election, however far ahead."""
        return next((transition for transition in self.ahead if transition.kind == TransitionKind.ORDINARY), None)


def build_outlook(record: KnownOffice, as_of: date, settings: Settings) -> Outlook:
    """Build the outlook of an office on a day, from what could be known on it."""
    incumbency = build_incumbency(record, as_of, settings)
    found = (*list_election_transitions(incumbency), *list_other_transitions(incumbency))
    events = _merge_overlapping((event for event in found if _is_in_office_lifetime(event, record.office)), as_of)
    past = tuple(event for event in events if _is_past(event, as_of))
    ahead = [event for event in events if not (_is_past(event, as_of) or _is_holder_continuing(event, record, as_of))]
    is_open = {event: _is_open(event, event is past[-1], as_of, settings) for event in past}
    cancelled_election = find_cancelled_election(record, as_of)
    return Outlook(
        past=tuple(event for event in past if not is_open[event]),
        open=tuple(
            _mark_open(_add_holder_facts(event, incumbency), as_of, settings) for event in past if is_open[event]
        ),
        ahead=tuple(_add_holder_facts(event, incumbency) for event in ahead),
        cancelled=cancelled_election.date if cancelled_election else None,
        handovers=incumbency.handovers,
    )


def select_transition(outlook: Outlook, office: str, day: date | None) -> Transition:
    """Select the change of leadership that is meant.

    It is the latest open one, else the next; or the one of a day, past ones too. An election that only the rule
    projects, past and not recorded, is meant where nothing else is.

    Raises:
        UnknownKey: no change is known, or none of that day.
    """
    transitions = outlook.transitions
    recorded_open = tuple(transition for transition in outlook.open if not transition.is_only_projected)
    upcoming = recorded_open[-1:] or outlook.ahead or outlook.open[-1:]
    matches = tuple(event for event in transitions if day in _list_transition_days(event)) if day else upcoming
    if matches:
        return matches[0]
    if day is None:
        hint = "record its next election or its rule, or name a past change with --transition DAY"
        raise UnknownKey(f"no change of leadership is known for {office}", hint)
    nearest = sorted(transitions, key=lambda transition: abs((transition.polling_day - day).days))[:3]
    known_days = ", ".join(sorted(transition.polling_day.isoformat() for transition in nearest))
    hint = f"known: {known_days}" if known_days else "record its next election or its rule"
    raise UnknownKey(f"no change of leadership of {office} is known for {day.isoformat()}", hint)


def _is_in_office_lifetime(transition: Transition, office: Office) -> bool:
    # Its own end is the last thing that happens to an office.
    last = get_last_day(office.end) if office.end else None
    return transition.kind == TransitionKind.ABOLITION or last is None or transition.start_day <= last


def _is_holder_continuing(event: Transition, record: KnownOffice, as_of: date) -> bool:
    """Return whether the holder is known to go on after what lies ahead: the office then does not change hands.
    A winner recorded with the election is what the vote of this very day leads to, and it lies ahead until it is over.
    """
    decided_days = {event.first_day, event.polling_day} if event.is_election and event.start_day == as_of else set()
    elected_days = {election.date.earliest for election in record.elections if election.winner}
    return event.holder_stays and elected_days.isdisjoint(decided_days)


def _merge_overlapping(transitions: Iterable[Transition], as_of: date) -> list[Transition]:
    """Merge transitions that overlap into one event; what lies after the handover of the describing one is another."""
    events: list[Transition] = []
    order = tuple(TransitionKind)
    for transition in sorted(transitions, key=lambda event: (event.start_day, order.index(event.kind))):
        is_overlapping = events and transition.start_day <= events[-1].scheduled_handover_last
        if is_overlapping and not _is_only_lower_past(events[-1], transition, as_of):
            events[-1] = _merge_pair(events[-1], transition, as_of)
        else:
            events.append(transition)
    return events


def _is_only_lower_past(first: Transition, second: Transition, as_of: date) -> bool:
    """Return whether one is past and the other, which would describe both, ahead: what has happened stays open."""
    if first.is_election and second.is_election:
        return False
    order = tuple(TransitionKind)
    lower, higher = sorted((first, second), key=lambda event: order.index(event.kind), reverse=True)
    return _is_past(lower, as_of) and not _is_past(higher, as_of)


def _merge_pair(first: Transition, second: Transition, as_of: date) -> Transition:
    """Merge two that overlap: the first in order stays, of two elections the earlier with the result of the later."""
    if not (first.is_election and second.is_election):
        return min(first, second, key=lambda transition: tuple(TransitionKind).index(transition.kind))
    if not _is_past(second, as_of):
        return first
    handover = second if second.handover_basis == DayBasis.RECORDED else first
    return replace(
        first,
        result_known=second.result_known,
        successor=second.successor,
        successor_party=second.successor_party,
        holder_stays=second.holder_stays or (second.successor is not None and second.successor == first.outgoing),
        handover_first=handover.handover_first,
        handover_last=handover.handover_last,
        scheduled_handover_last=handover.scheduled_handover_last,
        handover_basis=handover.handover_basis,
    )


def _is_past(transition: Transition, as_of: date) -> bool:
    # On the last polling day the vote is still ahead; any other first day has begun.
    last = transition.last_start_day
    return last < as_of if transition.is_election else last <= as_of


def _is_open(transition: Transition, is_latest: bool, as_of: date, settings: Settings) -> bool:
    """Return whether a past transition is not closed: the latest, or one at which the person changed.
    A result that nobody recorded is overtaken by the next transition.
    """
    if transition.holder_stays or (transition.result_known and as_of > _compute_window_end(transition, settings)):
        return False
    return is_latest or (transition.result_known and transition.kind != TransitionKind.COALITION_CHANGE)


def _mark_open(transition: Transition, as_of: date, settings: Settings) -> Transition:
    if transition.result_known:
        return replace(transition, open=True, closes_on=_compute_window_end(transition, settings))
    return replace(transition, open=True, handover_last=max(transition.scheduled_handover_last, as_of))


def _compute_window_end(transition: Transition, settings: Settings) -> date:
    return transition.scheduled_handover_last + timedelta(days=settings.window_days)


def _add_holder_facts(transition: Transition, incumbency: Incumbency) -> Transition:
    mandate = incumbency.find_mandate_before(transition.start_day)
    return replace(
        transition,
        incumbent_candidacy=mandate.next_candidacy if mandate else None,
        overdue=incumbency.is_overdue,
        vacant=incumbency.is_vacant,
        vacant_since=incumbency.vacant_since,
        acting=incumbency.acting_person,
        certain_change=incumbency.list_certain_changes(transition),
    )


def _list_transition_days(transition: Transition) -> tuple[date, date]:
    return transition.polling_day, transition.start_day
