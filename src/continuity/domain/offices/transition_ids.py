"""The identity of a transition, by which the next calendar file and the next report find it again.

A polling day cannot be part of it: an election that the rule projects is recorded on another day, edited or postponed.
What stays is the office, the kind, and the year in which the cycle has the election; one that replaces another has the
other's year. Other kinds take the year of their first day. Several of a kind in one year are numbered in their order.
The price: an election whose recorded day is edited into another year without naming what it replaces is another one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from continuity.domain.offices.election_transitions import list_election_transitions
from continuity.domain.offices.elections import is_first_round
from continuity.domain.offices.incumbency import build_incumbency
from continuity.domain.offices.models import Election, KnownOffice, OfficeRecord, Transition
from continuity.domain.settings import Settings
from continuity.domain.values.dates import OPEN_DATE_LENGTH, get_first_day, get_last_day
from continuity.domain.vocabulary import ElectionKind, ElectionStatus


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
        base = _find_base(office_records.get(transition.office), transition)
        counts[base] += 1
        transitions_by_id[f"{base}/{counts[base]}"] = transition
    return transitions_by_id


def list_cancelled_transitions(record: KnownOffice, as_of: date, settings: Settings) -> dict[str, Transition]:
    """List by identity the cancelled elections that nothing replaces, as if they were held; for a year after their day.
    They are numbered after those that are held.
    """
    replaced = {row.replaces for row in record.elections}
    counts = Counter(_find_election_base(row, record) for row in record.elections if is_first_round(row))
    found: dict[str, Transition] = {}
    for row in sorted(record.elections, key=lambda election: get_first_day(election.date)):
        is_over = (
            row.status == ElectionStatus.CANCELLED and row.key not in replaced and row.kind != ElectionKind.RUN_OFF
        )
        if is_over and as_of <= get_last_day(row.date) + OPEN_DATE_LENGTH:
            base = _find_election_base(row, record)
            counts[base] += 1
            found[f"{base}/{counts[base]}"] = _restore_transition(row, record, as_of, settings)
    return found


def count_revisions(transition_id: str, record: OfficeRecord) -> int:
    """Count the moves and cancellations of what has an identity, by the elections that share it; 0 for other kinds."""
    base = transition_id.rpartition("/")[0]
    polling_days = (row for row in record.elections if row.kind != ElectionKind.RUN_OFF)
    rows = [row for row in polling_days if _find_election_base(row, record) == base]
    cancelled_count = sum(row.status == ElectionStatus.CANCELLED for row in rows)
    return max(len(rows) - 1, 0) + cancelled_count


def _restore_transition(row: Election, record: KnownOffice, as_of: date, settings: Settings) -> Transition:
    """Build the transition that a cancelled election would have been."""
    others = (election for election in record.elections if election != row)
    scheduled = replace(row, status=ElectionStatus.SCHEDULED)
    restored = replace(record, elections=(*others, scheduled))
    transitions = list_election_transitions(build_incumbency(restored, as_of, settings))
    return next(found for found in transitions if found.first_day == get_first_day(row.date))


def _find_base(record: OfficeRecord | None, transition: Transition) -> str:
    """Find the office, the kind, and the year in which the cycle has the transition."""
    day = transition.start_day
    row = _find_recorded_election(record, day) if record and transition.is_election else None
    return _find_election_base(row, record) if row and record else f"{transition.office}/{transition.kind}/{day.year}"


def _find_election_base(row: Election, record: OfficeRecord) -> str:
    """Find the base of an election: with the year of the first poll that it replaces, however it was moved."""
    kind = row.kind if row.kind in tuple(ElectionKind) else ElectionKind.ORDINARY
    by_key = {election.key: election for election in record.elections}
    while (replaced := by_key.pop(row.replaces or "", None)) is not None:
        row = replaced
    return f"{record.office.key}/{kind}/{get_first_day(row.date).year}"


def _find_recorded_election(record: OfficeRecord, day: date) -> Election | None:
    first_rounds = (election for election in record.elections if is_first_round(election))
    return next((election for election in first_rounds if get_first_day(election.date) == day), None)
