"""What stays of a transition while its days move, so that it can be told again in the next file or the next report.

A polling day cannot be part of it, for it moves: an election that the rule projects is recorded on another day, edited,
or postponed. What stays is the office, the kind of transition, and the year in which the cycle has the election; for an
election that replaces another one that is the other's year, so that one postponed into the next year stays the same.
Where an office has several transitions of a kind in one year they are numbered in their order. Other kinds of
transition take the year of their first day. The price: an election whose recorded day is edited into another year
without naming what it replaces is another one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from continuity.domain.offices.models import Election, Leadership, Transition


def identities(leaderships: Mapping[str, Leadership], transitions: Iterable[Transition]) -> dict[str, Transition]:
    """Transitions by what stays of them: `london/mayor/ordinary/2028/1`, in their order.

    Args:
        leaderships: by office key; an office without one takes every election at the day it has now.
        transitions: by polling day. A number holds as long as those before it in the year are given too.
    """
    numbers: Counter[str] = Counter()
    found: dict[str, Transition] = {}
    for transition in transitions:
        year = _year(leaderships.get(transition.office), transition)
        base = f"{transition.office}/{transition.kind}/{year}"
        numbers[base] += 1
        found[f"{base}/{numbers[base]}"] = transition
    return found


def _year(leadership: Leadership | None, transition: Transition) -> int:
    """The year in which the cycle has the election, whatever day it was moved to."""
    day = transition.first_day or transition.polling_day
    found = _recorded(leadership, day) if leadership and transition.polls else None
    by_key = {election.key: election for election in leadership.elections} if leadership else {}
    while found is not None and (replaced := by_key.pop(found.replaces or "", None)) is not None:
        found = replaced
    return found.date.earliest.year if found and found.date.earliest else day.year


def _recorded(leadership: Leadership, day: date) -> Election | None:
    at_the_polls = (one for one in leadership.elections if one.status != "cancelled" and one.kind != "run-off")
    return next((one for one in at_the_polls if one.date.earliest == day), None)
