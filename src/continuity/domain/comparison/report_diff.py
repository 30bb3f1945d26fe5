"""What changed between two reports: each programme, in which way, and why.
Unknown exposure counts as high. A programme ending before the handover is neither better nor worse than one at risk.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.comparison.attribution import Attribution, ElapsedEvent, Verdict, extract_verdict
from continuity.domain.comparison.snapshot import FindingSnapshot, ReportSnapshot
from continuity.domain.programmes.lifecycle import has_programme_ended
from continuity.domain.risk.findings import Finding, Reason
from continuity.domain.vocabulary import FindingStatus, RiskLevel

NEWLY_AT_RISK = "newly-at-risk"
WORSE = "worse"
BETTER = "better"
LEFT = "left"
MOVED = "moved"
KINDS = (NEWLY_AT_RISK, WORSE, FindingStatus.ENDS_FIRST, BETTER, FindingStatus.COVERED, LEFT, MOVED)
"""In the order in which they are told. A moved one is as bad as before, but at another change of leadership, or of an
exposure that is known now or is not any more."""

GONE, OUT_OF_SCOPE = "gone", "out-of-scope"

_LEVEL_SEVERITY: dict[str, int] = {level: len(RiskLevel) - place for place, level in enumerate(RiskLevel)}

_SEVERITY: dict[str, int] = _LEVEL_SEVERITY | {FindingStatus.UNKNOWN_EXPOSURE: _LEVEL_SEVERITY[RiskLevel.HIGH]}

_UNREPORTED = (None, FindingStatus.NOT_EXPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """One programme that stands otherwise than it was last reported; `kind` is one of `KINDS`.
    `absence_reason` says why it is no longer in the report: its record is gone, or it is out of scope.
    """

    kind: str
    before: FindingSnapshot | None
    after: Finding | None
    absence_reason: str | None = None
    attributions: tuple[Attribution, ...] = ()

    @property
    def programme(self) -> str:
        """The key of the programme."""
        return self.after.programme.key if self.after else self.before.programme if self.before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChanges:
    """What changed since the last report of a schedule; `previous_as_of` is None where this is the first.
    `coverage_note` is on the periods that this report is for.
    """

    previous_as_of: date | None = None
    changes: tuple[ReportChange, ...] = ()
    coverage_note: str = ""


def list_report_changes(
    before: Mapping[str, FindingSnapshot], after: Iterable[Finding], level: str | None = None
) -> tuple[ReportChange, ...]:
    """List the changed programmes, the worst of each kind first; with a `level`, those at or above it then or now."""
    current = {finding.programme.key: finding for finding in after}
    pairs = [(before.get(key), current.get(key)) for key in sorted({*before, *current})]
    changes = [
        ReportChange(kind=change_kind, before=old, after=new)
        for old, new in pairs
        if (change_kind := classify_change(extract_verdict(old), extract_verdict(new)))
        and (_is_at_level(old, level) or _is_at_level(new, level))
    ]
    return tuple(sorted(changes, key=_get_sort_key))


def classify_change(before: Verdict | None, after: Verdict | None) -> str | None:
    """Classify how a verdict changed; None where it is no news, as while a programme stays unexposed or unreported."""
    old, new = (verdict.level_or_status if verdict else None for verdict in (before, after))
    if new in _UNREPORTED:
        return None if old in _UNREPORTED else LEFT
    if old not in _SEVERITY or new not in _SEVERITY:
        return _classify_without_risk(before, after)
    severity_change = _SEVERITY[str(new)] - _SEVERITY[str(old)]
    return (WORSE if severity_change > 0 else BETTER) if severity_change else _classify_move(before, after)


def _classify_without_risk(before: Verdict | None, after: Verdict | None) -> str | None:
    if before and after and before.level_or_status == after.level_or_status:
        return _classify_move(before, after)
    word = after.level_or_status if after else ""
    return NEWLY_AT_RISK if word in _SEVERITY else word


def _classify_move(before: Verdict | None, after: Verdict | None) -> str | None:
    return MOVED if before != after else None


def _is_at_level(finding: FindingSnapshot | Finding | None, level: str | None) -> bool:
    if level is None:
        return True
    verdict = extract_verdict(finding)
    return verdict is not None and _SEVERITY.get(verdict.level_or_status, 0) >= _LEVEL_SEVERITY[level]


def _get_sort_key(change: ReportChange) -> tuple[int, int, date, str]:
    """Rank programmes that left by how bad they were, the others by how bad they are."""
    verdict = extract_verdict(change.before if change.kind == LEFT else change.after)
    if change.after and change.after.transition:
        day = change.after.transition.polling_day
    else:
        day = (change.before.polling_day if change.before else None) or date.max
    severity = _SEVERITY.get(verdict.level_or_status if verdict else "", 0)
    return KINDS.index(change.kind), -severity, day, change.programme


_MAX_NAMED = 2


def find_elapsed(
    change: ReportChange, previous_report: ReportSnapshot, as_of: date, codes: Collection[str]
) -> tuple[ElapsedEvent | Reason, ...]:
    """Find what has passed, empty where it cannot be said plainly; `codes` are the programme's by the day alone."""
    before, after = change.before, change.after
    if before is None or after is None:
        return ()
    if has_programme_ended(after.programme, as_of):
        return (ElapsedEvent("programme-ended"),)
    if events := tuple(_find_transition_events(before, after, previous_report, as_of)):
        return events
    if new := [reason for reason in after.reasons if reason.code in codes and reason.code not in before.codes]:
        return tuple(new[:_MAX_NAMED])
    gone = tuple(code for code in before.codes if code not in codes)
    return (ElapsedEvent("reasons-gone", codes=gone[:_MAX_NAMED]),) if gone else ()


def _find_transition_events(
    before: FindingSnapshot, after: Finding, previous_report: ReportSnapshot, as_of: date
) -> Iterator[ElapsedEvent]:
    transition = after.transition
    if before.transition == (transition.key if transition else None):
        return
    if before.polling_day and previous_report.as_of <= before.polling_day <= as_of:
        yield ElapsedEvent("change-passed", before.polling_day)
    elif before.polling_day and before.polling_day < previous_report.as_of:
        yield ElapsedEvent("change-closed", before.polling_day)
    if transition and transition.polling_day > previous_report.settings.horizon.add_to(previous_report.as_of):
        yield ElapsedEvent("change-near", transition.polling_day)
