"""Reports that come ahead of a change of leadership: so many months before its quiet period begins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from continuity.domain.offices.models import Transition
from continuity.domain.scheduling.cadence import moment
from continuity.domain.values.dates import YEARS
from continuity.domain.values.durations import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One report ahead of one transition.

    Attributes:
        identity: what stays of the transition while its days move, as in `identities`.
        span: how long before its quiet period.
        day: the local day it is due.
        due: the moment, in UTC.
    """

    identity: str
    transition: Transition
    span: Span
    day: date
    due: datetime

    @property
    def key(self) -> str:
        """What tells it from every other notice, wherever its transition moves: `london/mayor/ordinary/2028/1/6m`."""
        return f"{self.identity}/{self.span}"


def counted_from(transition: Transition) -> date:
    """The day a notice is counted back from: the first of the quiet period; where none is known, of the vote."""
    return transition.quiet_from or transition.first_day or transition.polling_day


def notices(
    transitions: Mapping[str, Transition],
    spans: Sequence[Span],
    at: time,
    zone: str,
    after: datetime,
    until: datetime,
) -> tuple[Notice, ...]:
    """The notices due later than `after` and not later than `until`, the earliest first.

    Args:
        transitions: by their identity, as from `identities`.
        spans: how long before; one that is longer than what is left when a transition becomes known is past.
        at: the time of day.
        zone: the IANA name of the time zone.
        after: with its time zone.
        until: with its time zone.
    """
    return tuple(one for one in _all(transitions, spans, at, zone) if after < one.due <= until)


def coming_notices(
    transitions: Mapping[str, Transition],
    spans: Sequence[Span],
    at: time,
    zone: str,
    after: datetime,
    count: int | None = None,
) -> tuple[Notice, ...]:
    """The notices due later than `after`, the earliest first; so many at most where a count is given."""
    return tuple(one for one in _all(transitions, spans, at, zone) if one.due > after)[:count]


def _all(transitions: Mapping[str, Transition], spans: Sequence[Span], at: time, zone: str) -> list[Notice]:
    found = (
        Notice(identity=identity, transition=transition, span=span, day=day, due=moment(day, at, zone))
        for identity, transition in transitions.items()
        for span, day in _days(transition, spans)
    )
    return sorted(found, key=lambda one: (one.due, one.key))


def _days(transition: Transition, spans: Sequence[Span]) -> Iterator[tuple[Span, date]]:
    for span in dict.fromkeys(spans):
        day = span.before(counted_from(transition))
        if day.year in YEARS:
            yield span, day
