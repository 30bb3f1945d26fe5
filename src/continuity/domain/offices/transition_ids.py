"""The identity of a transition, by which the next calendar file and the next report find it again.

A polling day cannot be part of it: an election that the rule projects is recorded on another day, edited or postponed.
What stays is the office, the kind, and the year in which the cycle has the election; one that replaces another has the
other's year. Other kinds take the year of their first day. Several of a kind in one year are numbered in their order.
The price: an election whose recorded day is edited into another year without naming what it replaces is another one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from continuity.domain.offices.elections import is_first_round
from continuity.domain.offices.models import Election, OfficeRecord, Transition


def assign_transition_ids(
    office_records: Mapping[str, OfficeRecord], transitions: Iterable[Transition]
) -> dict[str, Transition]:
    """Assign an identity, such as `london/mayor/ordinary/2028/1`, to each transition; they come by polling day.
    A number holds as long as those before it in the year are given too. An office without records takes every election
    at the day it has now.
    """
    counts: Counter[str] = Counter()
    transitions_by_id: dict[str, Transition] = {}
    for transition in transitions:
        year = _find_cycle_year(office_records.get(transition.office), transition)
        base = f"{transition.office}/{transition.kind}/{year}"
        counts[base] += 1
        transitions_by_id[f"{base}/{counts[base]}"] = transition
    return transitions_by_id


def _find_cycle_year(record: OfficeRecord | None, transition: Transition) -> int:
    """Find the year in which the cycle has the election, however it was moved."""
    day = transition.start_day
    current = _find_recorded_election(record, day) if record and transition.is_election else None
    by_key = {election.key: election for election in record.elections} if record else {}
    while current is not None and (replaced := by_key.pop(current.replaces or "", None)) is not None:
        current = replaced
    return current.date.earliest.year if current and current.date.earliest else day.year


def _find_recorded_election(record: OfficeRecord, day: date) -> Election | None:
    first_rounds = (election for election in record.elections if is_first_round(election))
    return next((election for election in first_rounds if election.date.earliest == day), None)
