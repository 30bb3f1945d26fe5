"""What lies ahead for an office, and what is still open.

Each kind of transition is found by itself; where several of one office overlap, from the first day of the one to the
last day of the other's handover, they are one event, and the first in `PRECEDENCE` tells its story.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.changes import without_election
from continuity.domain.incumbency import Incumbency, incumbency
from continuity.domain.known import known_on
from continuity.domain.leadership import Leadership, Transition
from continuity.domain.polls import election_transitions
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
    found = (*election_transitions(known, as_of, settings), *without_election(known, as_of, settings))
    events = _merged(found)
    past = tuple(event for event in events if _is_past(event, as_of))
    holder = incumbency(known, as_of, past[-1] if past else None)
    ahead = tuple(_seen(event, holder) for event in events if not _is_past(event, as_of))
    if not past or _is_closed(past[-1], as_of, settings):
        return Outlook(past, None, ahead)
    return Outlook(past[:-1], _opened(_seen(past[-1], holder), as_of, settings), ahead)


def _merged(found: tuple[Transition, ...]) -> list[Transition]:
    events: list[Transition] = []
    for transition in sorted(found, key=lambda one: (_first_day(one), PRECEDENCE.index(one.kind))):
        if events and _first_day(transition) <= events[-1].dated_last:
            events[-1] = min(events[-1], transition, key=lambda one: PRECEDENCE.index(one.kind))
        else:
            events.append(transition)
    return events


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


def _seen(transition: Transition, holder: Incumbency) -> Transition:
    """The transition with what is known of whoever holds the office before it."""
    return replace(
        transition,
        incumbent=holder.next,
        overdue=holder.overdue,
        vacant=holder.vacant,
        certain_change=holder.certain_change(transition),
    )
