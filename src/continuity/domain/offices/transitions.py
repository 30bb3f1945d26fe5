"""What lies ahead for an office, and what is still open.

Each kind of transition is found by itself; where several of one office overlap, from the first day of the one to the
last day of the other's handover, they are one event, and the first in `PRECEDENCE` tells its story.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.election_transitions import at_polls
from continuity.domain.offices.incumbency import Incumbency, incumbency
from continuity.domain.offices.models import Leadership, Office, Transition
from continuity.domain.offices.other_transitions import without_election
from continuity.domain.settings import Settings

PRECEDENCE = (
    "abolition",
    "ordinary",
    "by-election",
    "repeat",
    "appointment-end",
    "departure",
    "succession",
    "coalition-change",
    "vacancy",
    "overdue",
)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The transitions of one office as seen on a day.

    Attributes:
        past: those that are closed, by polling day.
        open: the one that is not closed yet; only the latest past one can be.
        ahead: all that are known to come, by polling day, however far.
    """

    past: tuple[Transition, ...] = ()
    open: Transition | None = None
    ahead: tuple[Transition, ...] = ()

    def within(self, horizon: date) -> tuple[Transition, ...]:
        """The open one and those ahead up to a day, by polling day."""
        ahead = tuple(transition for transition in self.ahead if transition.polling_day <= horizon)
        return (self.open, *ahead) if self.open else ahead

    def beyond(self, horizon: date) -> bool:
        """Whether any is known after a day."""
        return any(transition.polling_day > horizon for transition in self.ahead)

    @property
    def next_ordinary(self) -> Transition | None:
        """The next ordinary election, however far ahead."""
        return next((transition for transition in self.ahead if transition.kind == "ordinary"), None)


def outlook(leadership: Leadership, as_of: date, settings: Settings) -> Outlook:
    """The transitions of an office on a day, from what could be known on it."""
    known = known_on(leadership, as_of)
    seat = incumbency(known, as_of, settings)
    found = (one for one in (*at_polls(seat), *without_election(seat)) if _in_its_life(one, known.office))
    events = _merged(found, as_of)
    past = tuple(event for event in events if _is_past(event, as_of))
    ahead = tuple(event for event in events if not _is_past(event, as_of) and not _settled(event, known, as_of))
    coming = tuple(_seen(event, seat) for event in ahead)
    if not past or _is_closed(past[-1], as_of, settings):
        return Outlook(past, None, coming)
    return Outlook(past[:-1], _opened(_seen(past[-1], seat), as_of, settings), coming)


def _in_its_life(transition: Transition, office: Office) -> bool:
    """Whether the office is there to change hands; its own end is the last thing that happens to it."""
    last = office.end.latest if office.end else None
    return transition.kind == "abolition" or last is None or _first_day(transition) <= last


def _settled(event: Transition, known: Leadership, as_of: date) -> bool:
    """Whether the holder is known to go on after what lies ahead, so that the office does not change hands.

    A winner recorded with the election is what the vote of this very day leads to, and it lies ahead until it is over.
    """
    voted = {event.first_day, event.polling_day} if event.polls and _first_day(event) == as_of else set()
    return event.stayed and not any(one.winner and one.date.earliest in voted for one in known.elections)


def _merged(found: Iterable[Transition], as_of: date) -> list[Transition]:
    """Those that overlap are one; what lies after the handover of the one that tells the story is another."""
    events: list[Transition] = []
    for transition in sorted(found, key=lambda one: (_first_day(one), PRECEDENCE.index(one.kind))):
        if events and _first_day(transition) <= events[-1].dated_last:
            events[-1] = _one(events[-1], transition, as_of)
        else:
            events.append(transition)
    return events


def _one(first: Transition, second: Transition, as_of: date) -> Transition:
    """Two that overlap as one: the first in order; of two elections the earlier, with the result of the later."""
    if not (first.polls and second.polls):
        return min(first, second, key=lambda one: PRECEDENCE.index(one.kind))
    if not _is_past(second, as_of):
        return first
    told = ("handover_first", "handover_last", "dated_last", "handover_basis")
    days = {name: getattr(second, name) for name in told if second.handover_basis == "recorded"}
    return replace(
        first,
        result_known=second.result_known,
        successor=second.successor,
        successor_party=second.successor_party,
        stayed=second.successor is not None and second.successor == first.outgoing,
        **days,
    )


def _first_day(transition: Transition) -> date:
    return transition.first_day or transition.polling_day


def _is_past(transition: Transition, as_of: date) -> bool:
    """On polling day the vote is still ahead; any other first day has begun."""
    return _first_day(transition) < as_of if transition.polls else _first_day(transition) <= as_of


def _is_closed(transition: Transition, as_of: date, settings: Settings) -> bool:
    return transition.stayed or (transition.result_known and as_of > _window_end(transition, settings))


def _opened(transition: Transition, as_of: date, settings: Settings) -> Transition:
    if transition.result_known:
        return replace(transition, open=True, closes_on=_window_end(transition, settings))
    return replace(transition, open=True, handover_last=max(transition.dated_last, as_of))


def _window_end(transition: Transition, settings: Settings) -> date:
    return transition.dated_last + timedelta(days=settings.window_days)


def _seen(transition: Transition, seat: Incumbency) -> Transition:
    """The transition with what is known of whoever holds the office before it."""
    holder = seat.before(_first_day(transition))
    return replace(
        transition,
        incumbent=holder.word if holder else None,
        overdue=seat.overdue,
        vacant=seat.vacant,
        certain_change=seat.certain_change(transition),
    )
