"""Comparison of first days: another one corrects the recorded day or begins a new mandate."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum, auto

from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.values.dates import VagueDate

_MAX_CORRECTION = timedelta(days=183)
"""How far a first day may be corrected where no election and no expected end tells the mandates apart."""


class FirstDayChange(StrEnum):
    """A meaning of another first day in the same office."""

    CORRECTION = auto()
    NEW_MANDATE = auto()
    DOUBTFUL = auto()


def compare_first_days(
    recorded: VagueDate | None,
    expected_end: VagueDate | None,
    given: VagueDate,
    handovers: Iterable[ElectionHandover],
) -> FirstDayChange:
    """Compare a given first day with that of a recorded term without an end.
    It begins a new mandate where it follows the term's `expected_end`, or an election lies between the two. A day of an
    earlier mandate is doubtful, and so is one far from the recorded day where nothing tells the mandates apart.
    """
    if recorded is None or recorded.latest is None or given.latest is None or _can_be_same(recorded, given):
        return FirstDayChange.CORRECTION
    if given.earliest and expected_end and expected_end.latest and given.earliest >= expected_end.latest:
        return FirstDayChange.NEW_MANDATE
    known_handovers = list(handovers)
    if any(_lies_between(handover, recorded.latest, given) for handover in known_handovers):
        return FirstDayChange.NEW_MANDATE
    if any(given.latest < handover.rounds.first_round <= recorded.latest for handover in known_handovers):
        return FirstDayChange.DOUBTFUL
    is_before_end = (
        expected_end is not None and expected_end.earliest is not None and given.latest < expected_end.earliest
    )
    is_near = abs(given.latest - recorded.latest) <= _MAX_CORRECTION
    return FirstDayChange.CORRECTION if known_handovers or is_before_end or is_near else FirstDayChange.DOUBTFUL


def _can_be_same(recorded: VagueDate, given: VagueDate) -> bool:
    """Return whether both can mean one day; of a holder who was there on a day the beginning is not known."""
    if given.earliest is None or given.latest is None or recorded.latest is None:
        return recorded == given
    return (recorded.earliest or date.min) <= given.latest and given.earliest <= recorded.latest


def _lies_between(handover: ElectionHandover, recorded_day: date, given: VagueDate) -> bool:
    """Return whether an election was decided after the recorded day and by the given one.
    Who was there on a day without a known beginning may be the holder from before until the handover is over.
    """
    first_round = handover.rounds.first_round
    decided_by = first_round if given.earliest is not None else max(first_round, handover.period.last)
    return recorded_day < first_round and given.latest is not None and decided_by <= given.latest
