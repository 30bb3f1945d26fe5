"""Whether an office had as many holders as it has seats, on every day on which that may have changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from continuity.domain.lint.base import ERROR, WARNING, Check, Found, Recorded, among, counted
from continuity.domain.offices.models import Leadership, Term
from continuity.domain.values.dates import DAY, Period, gaps


def over(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """More holders in their own right than seats, an open end being taken at its word.

    Days that can be read so that the seats suffice say nothing: a month that one term ends and the next begins in.
    """
    for leadership in recorded.deciding:
        office = leadership.office
        held = [(term, days) for term in leadership.terms if term.substantive and (days := _stated(term, as_of))]
        crowds = {
            day: crowd
            for day in sorted({days.first for _, days in held if days.first <= as_of})
            if len(crowd := [term for term, days in held if day in days]) > office.seats
        }
        if crowds:
            day, crowd = max(crowds.items(), key=lambda item: item[0])
            names = among([recorded.name("person", term.person) for term in crowd])
            text = f"{office.key} has {counted(office.seats, 'seat')} and {len(crowd)} holders on {day}: {names}."
            keys = dict.fromkeys(term.key for terms in crowds.values() for term in terms)
            yield Found(text, (f"office:{office.key}", *(f"term:{key}" for key in keys)))


def under(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Fewer holders than seats but not none, from the first day on which all seats were held, where there is one."""
    for leadership in recorded.leaderships:
        office = leadership.office
        counts = _counts(leadership, as_of)
        full = next((at for at, (_, number) in enumerate(counts) if number >= office.seats), 0)
        days = [(day, number) for day, number in counts[full:] if 0 < number < office.seats]
        if days:
            day, number = days[-1]
            held = f"{number} is" if number == 1 else f"{number} are"
            before = f", as after {counted(len(days) - 1, 'earlier change')}" if len(days) > 1 else ""
            text = f"Of the {office.seats} seats of {office.key} {held} held from {day} on{before}."
            yield Found(text, (f"office:{office.key}",))


def empty(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Days between two dated terms on which nobody, not even acting, can have held the office."""
    for leadership in recorded.leaderships:
        begun = [term.start for term in leadership.terms if term.start]
        first = min((start.earliest for start in begun if start.earliest), default=None)
        last = max((start.earliest for start in begun if start.earliest), default=None)
        if first is None or last is None:
            continue
        found = gaps(Period(first, last), _possible(leadership.terms))
        if found:
            spells = among([_spell(gap) for gap in reversed(found)])
            text = f"No holder of {leadership.office.key} is recorded {spells}."
            yield Found(text, (f"office:{leadership.office.key}",))


def _counts(leadership: Leadership, as_of: date) -> list[tuple[date, int]]:
    """How many may hold the office on each day on which that changes, to the as-of day or the end of the office."""
    held = _possible(leadership.terms)
    end = leadership.office.end.earliest if leadership.office.end else None
    last = min(as_of, end or as_of)
    days = {one.first for one in held if one.first > date.min} | {one.last + DAY for one in held if one.last < last}
    return [(day, sum(day in one for one in held)) for day in sorted(days) if day <= last]


def _stated(term: Term, as_of: date) -> Period | None:
    """The days of a term that are certain, and those to the as-of day where it has no end."""
    first = term.start.latest if term.start else None
    last = term.end.earliest if term.end else max(as_of, first or as_of)
    return Period(first, last) if first and last and first <= last else None


def _possible(terms: Sequence[Term]) -> list[Period]:
    """The days on which each may have held the office in any capacity; one without any day is nowhere."""
    return [
        Period(_first(term) or date.min, _last(term) or date.max)
        for term in terms
        if term.capacity != "designate" and (term.start or term.end)
    ]


def _first(term: Term) -> date | None:
    return term.start.earliest if term.start else None


def _last(term: Term) -> date | None:
    return term.end.latest if term.end else None


def _spell(gap: Period) -> str:
    return f"on {gap.first}" if gap.first == gap.last else f"from {gap.first} to {gap.last}"


CHECKS = (
    Check(
        "SEATS_OVER",
        ERROR,
        "More holders in their own right than seats on a day of change; most often a term whose end was not recorded.",
        "Record the end of the earlier term, set the capacity of one to acting or suspended, or correct the seats.",
        over,
    ),
    Check(
        "SEATS_UNDER",
        WARNING,
        "An office of several seats has fewer holders than seats from a day of change on.",
        "Record the missing term, or correct the seats of the office.",
        under,
    ),
    Check(
        "GAP",
        WARNING,
        "Days between two dated terms of an office on which nobody holds it, in whatever capacity.",
        "Record who held or acted in those days; where an end is the successor's first day, end it a day earlier.",
        empty,
    ),
)
