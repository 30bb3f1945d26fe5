"""What became of a schedule: its runs, and the delivery of each report to each place."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

CLAIMED, RENDERED, SENDING = "claimed", "rendered", "sending"
SENT, FAILED, UNKNOWN, SKIPPED, DONE = "sent", "failed", "unknown", "skipped", "done"

LEASE_DURATION = timedelta(minutes=15)
"""For how long a run belongs to whoever claimed it: as long as the report of a network may take to be made."""

LEASE_PER_DELIVERY = timedelta(minutes=6)
"""By how much each delivery lengthens that: more than a mail server is waited for."""

RETRY_DELAYS = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
)
"""How long after each attempt that failed for the time being the next run may try again; after the last, none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was due of one schedule at one time.

    Attributes:
        key: the schedule and the moment it was due.
        ordered: the cells of the schedule as they were when it was claimed.
        due: the last of the moments it covers.
        covers: which missed times it covers, in sentences, under an empty word, and which warnings, under their cities.
        notices: the keys of those warnings, so that none comes again when an election moves.
        as_of: the day it answers for.
        offices: on what these decide, where it is not about everything the schedule is about.
        worker: who works on it.
        leased_until: up to when nobody else may.
        told: why it failed, where it did.
    """

    key: str
    schedule: str
    ordered: dict[str, str]
    due: datetime
    covers: dict[str, str]
    as_of: date
    state: str
    worker: str
    leased_until: datetime
    offices: tuple[str, ...] | None = None
    notices: tuple[str, ...] = ()
    told: str = ""

    def format_coverage(self, city: str) -> str:
        """The sentences for the report on one city, or on all of them where none is named."""
        return " ".join(text for subject, text in sorted(self.covers.items()) if not city or subject in ("", city))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One report to one place.

    Attributes:
        key: the run's, and a number.
        channel: the name of the channel, as delivery/ registers it.
        target: where to, as the channel understands it: a folder or an address.
        part: the city it is about; empty where it is about all of them.
        state: claimed, rendered, sending, sent, failed, unknown, or skipped where there was nothing to send.
        attempts: how often it was tried.
        again_at: from when on a run may try again; None where none does by itself.
        changed_at: when it came to this state.
        told: why, in a sentence.
    """

    key: str
    run: str
    channel: str
    target: str
    part: str = ""
    state: str = CLAIMED
    attempts: int = 0
    again_at: datetime | None = None
    changed_at: datetime
    told: str = ""

    @property
    def is_final(self) -> bool:
        """Whether no run will touch it any more by itself."""
        return self.state in (SENT, UNKNOWN, SKIPPED) or (self.state == FAILED and self.again_at is None)


def compute_retry_time(attempts: int, now: datetime) -> datetime | None:
    """When to try again what failed for the time being; None after the last time."""
    return now + RETRY_DELAYS[attempts - 1] if 0 < attempts <= len(RETRY_DELAYS) else None
