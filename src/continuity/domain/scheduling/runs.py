"""Runs of schedules and the delivery of each report to each destination."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from continuity.domain.vocabulary import DeliveryState, RunState

LEASE_DURATION = timedelta(minutes=15)
"""For how long a run belongs to whoever claimed it: as long as the report of a network may take to be made."""

LEASE_PER_DELIVERY = timedelta(minutes=6)
"""By how much each delivery lengthens that: more than a mail server is waited for."""

RETRY_DELAYS = tuple(timedelta(hours=hours) for hours in (0.25, 1, 4, 12, 24, 48))
"""How long after each attempt that failed for the time being the next run may try again; after the last, none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One due date of one schedule, or several in one.

    Attributes:
        schedule_cells: cells of the schedule at the time of the claim.
        due: latest of the times covered.
        coverage_notes: sentences on missed times (key "") and on reminders (by city).
        offices: limits the report to their programmes; None for the schedule's whole scope.
        reminder_keys: keys of the reminders, against repeats after an election moves.
        leased_until: end of the worker's exclusive right.
    """

    key: str
    schedule: str
    schedule_cells: dict[str, str]
    due: datetime
    coverage_notes: dict[str, str]
    as_of: date
    state: RunState
    worker: str
    leased_until: datetime
    offices: tuple[str, ...] | None = None
    reminder_keys: tuple[str, ...] = ()
    failure_reason: str = ""

    def format_coverage(self, city: str) -> str:
        """Format the sentences for one city, or for all with an empty key."""
        notes = sorted(self.coverage_notes.items())
        return " ".join(text for subject, text in notes if not city or subject in ("", city))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one destination, under the run's key and a number.
    `channel` is a name in `continuity.delivery`; an empty `city` means all. `retry_at` is the earliest automatic retry,
    if any. A skipped delivery had nothing to send.
    """

    key: str
    run: str
    channel: str
    target: str
    city: str = ""
    state: DeliveryState = DeliveryState.CLAIMED
    attempts: int = 0
    retry_at: datetime | None = None
    changed_at: datetime
    explanation: str = ""

    @property
    def is_final(self) -> bool:
        """Return whether no later run will touch the delivery."""
        has_given_up = self.state == DeliveryState.FAILED and self.retry_at is None
        return has_given_up or self.state in (DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.SKIPPED)


def compute_retry_time(attempts: int, now: datetime) -> datetime | None:
    """Return the time of the next retry; None after the last attempt."""
    return now + RETRY_DELAYS[attempts - 1] if 0 < attempts <= len(RETRY_DELAYS) else None
