"""Why a programme stands otherwise than it was last reported: what changed its verdict, step by step.

The verdict is worked out again by the record, the day and the settings of the last report, and each of them is put into
its present state in turn. Whichever step changes the verdict is a cause; none is guessed.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from continuity.domain.comparison.snapshot import KeptFinding
from continuity.domain.risk.findings import Finding
from continuity.domain.settings import NAMES, Settings, written

RULE = "rule"
SETTING = "setting"
CORRECTION = "correction"
RECORD = "record"
TIME = "time"
NOT_KNOWN = "not-known"
CAUSES = (RULE, SETTING, CORRECTION, RECORD, TIME, NOT_KNOWN)

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


class Verdict(NamedTuple):
    """Where a programme stands: what of a finding is compared; `transition` is a key."""

    status: str
    level: str | None = None
    transition: str | None = None

    @property
    def word(self) -> str:
        """Its level, or its status where it has none."""
        return self.level or self.status


@dataclass(frozen=True, slots=True)
class Touched:
    """One record that was changed between two reports.

    Attributes:
        noun, key: which.
        how: added, changed or removed, on the whole.
        actor: who made the last of the changes.
        day: when that was, by the journal, in UTC.
    """

    noun: str
    key: str
    how: str
    actor: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One step that changed the verdict.

    Attributes:
        kind: which of `CAUSES`.
        led_to: the verdict after it; None where the programme was in no report after it.
        records: of a correction or a record, those changed that bear on the programme, where the readers are told.
        more: how many more of them there are.
        settings: of a setting, the name, the old value and the new one of each that differs.
        versions: of the rule, the old one and the new one.
        passed: of time, what has passed, a sentence each.
    """

    kind: str
    led_to: Verdict | None = None
    records: tuple[Touched, ...] = ()
    more: int = 0
    settings: tuple[tuple[str, str, str], ...] = ()
    versions: tuple[str, str] | None = None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """The verdicts on one programme from the last report to this one; None where it is in no report.

    Attributes:
        reported: as it was reported.
        then: by the record, the day and the settings of the last report, worked out again.
        later: by the same record and settings, on the new day.
        recorded: by the record of now too, still by the old settings.
        corrected: by the record of now and the old settings, but on the old day.
        again: by all that holds now, worked out again.
        now: as it is reported now.
    """

    reported: Verdict | None
    then: Verdict | None
    later: Verdict | None
    recorded: Verdict | None
    corrected: Verdict | None
    again: Verdict | None
    now: Verdict | None


def steps(trail: Trail) -> tuple[Cause, ...]:
    """The steps that changed the verdict, in their order: time, the record, the settings.

    A changed record is a correction where, by what is recorded now, the programme stood otherwise on the old day
    already; one that had not been reported, or is not any more, is a record. Where working out the last report, or this
    one, again gives another verdict than was reported, the journal does not tell all, and the cause is not known.
    """
    if trail.then != trail.reported or trail.again != trail.now:
        return (Cause(kind=NOT_KNOWN, led_to=trail.now),)
    both = trail.corrected is not None and trail.then is not None
    changed = CORRECTION if both and trail.corrected != trail.then else RECORD
    taken = (
        (TIME, trail.then, trail.later),
        (changed, trail.later, trail.recorded),
        (SETTING, trail.recorded, trail.now),
    )
    return tuple(Cause(kind=kind, led_to=after) for kind, before, after in taken if before != after)


def verdict(finding: Finding | KeptFinding | None) -> Verdict | None:
    """What of a finding is compared."""
    if finding is None:
        return None
    where = finding.transition
    return Verdict(finding.status, finding.level, where if isinstance(where, str) or where is None else where.key)


def changed_settings(before: Settings, after: Settings) -> tuple[tuple[str, str, str], ...]:
    """The settings that differ, with their values as they are typed."""
    pairs = ((name, written(getattr(before, name)), written(getattr(after, name))) for name in NAMES)
    return tuple((name, old, new) for name, old, new in pairs if old != new)
