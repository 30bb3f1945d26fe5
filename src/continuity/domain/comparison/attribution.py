"""Why a programme's verdict changed since it was last reported, step by step.
The verdict is worked out again by the record, the day and the settings of the last report, and each of them is put into
its present state in turn. Whichever step changes the verdict is a cause; none is guessed.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from continuity.domain.comparison.snapshot import FindingSnapshot
from continuity.domain.risk.findings import Finding, Reason
from continuity.domain.settings import Settings, format_setting_values

RULE = "rule"
SETTING = "setting"
CORRECTION = "correction"
RECORD = "record"
TIME = "time"
NOT_KNOWN = "not-known"
CAUSES = (RULE, SETTING, CORRECTION, RECORD, TIME, NOT_KNOWN)

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


class Verdict(NamedTuple):
    """What of a finding is compared; `transition_key` is a key."""

    status: str
    level: str | None = None
    transition_key: str | None = None

    @property
    def level_or_status(self) -> str:
        """Its level, or its status where it has none."""
        return self.level or self.status


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record changed between two reports, last by `actor` on `day` in UTC."""

    noun: str
    key: str
    kind: str
    actor: str
    day: date


@dataclass(frozen=True, slots=True)
class ElapsedEvent:
    """What the passing of time alone did; `day` is that of the change of leadership.
    `kind` is `programme-ended`, `change-passed`, `change-closed`, `change-near` or `reasons-gone` (the `codes`).
    """

    kind: str
    day: date | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One step that changed the verdict; `kind` is one of `CAUSES`.
    `resulting_verdict` is None where the programme was in no report after the step. `records`, of a correction or a
    record, bear on the programme; some readers are not told them. `setting_changes` are name, old value and new value.
    `elapsed`, of time, is what has passed, or the reasons that appeared.
    """

    kind: str
    resulting_verdict: Verdict | None = None
    records: tuple[RecordChange, ...] = ()
    omitted_records: int = 0
    setting_changes: tuple[tuple[str, str, str], ...] = ()
    rule_versions: tuple[str, str] | None = None
    elapsed: tuple[ElapsedEvent | Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictTrail:
    """The verdicts on one programme from the last report to this one; None where it is in no report.
    All replays are by the settings of the last report: `replayed` by its record and day, `replayed_on_new_day` by its
    record on the new day, `replayed_with_new_records` by the record of now too, `replayed_with_corrections` by the
    record of now on the old day. `reassessed` is worked out again by all that holds now.
    """

    reported: Verdict | None
    replayed: Verdict | None
    replayed_on_new_day: Verdict | None
    replayed_with_new_records: Verdict | None
    replayed_with_corrections: Verdict | None
    reassessed: Verdict | None
    current: Verdict | None


def attribute_change(trail: VerdictTrail) -> tuple[Attribution, ...]:
    """List the steps that changed the verdict, in their order: time, the record, the settings.
    A changed record is a correction where, by what is recorded now, the verdict on the old day was another already; for
    a programme that had not been reported, or is not any more, it is a record. Where working out either report again
    gives another verdict than was reported, the journal does not tell all, and the cause is not known.
    """
    if trail.replayed != trail.reported or trail.reassessed != trail.current:
        return (Attribution(kind=NOT_KNOWN, resulting_verdict=trail.current),)
    is_comparable = trail.replayed_with_corrections is not None and trail.replayed is not None
    record_kind = CORRECTION if is_comparable and trail.replayed_with_corrections != trail.replayed else RECORD
    steps = (
        (TIME, trail.replayed, trail.replayed_on_new_day),
        (record_kind, trail.replayed_on_new_day, trail.replayed_with_new_records),
        (SETTING, trail.replayed_with_new_records, trail.current),
    )
    return tuple(Attribution(kind=kind, resulting_verdict=after) for kind, before, after in steps if before != after)


def extract_verdict(finding: Finding | FindingSnapshot | None) -> Verdict | None:
    """Extract what of a finding is compared."""
    if finding is None:
        return None
    transition = finding.transition
    key = transition if isinstance(transition, str) or transition is None else transition.key
    return Verdict(finding.status, finding.level, key)


def diff_settings(before: Settings, after: Settings) -> tuple[tuple[str, str, str], ...]:
    """List the settings that differ, with their values as they are typed."""
    old_texts, new_texts = format_setting_values(before), format_setting_values(after)
    return tuple((name, old, new_texts[name]) for name, old in old_texts.items() if old != new_texts[name])
