"""What a change did to the findings: each one before and after."""

from collections.abc import Iterable
from dataclasses import dataclass

from continuity.domain.comparison.what_if import HypotheticalChange
from continuity.domain.risk.factors.registry import CODES
from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.domain.vocabulary import FindingStatus


@dataclass(frozen=True, slots=True)
class FindingComparison:
    """One programme's finding before and after; None where there was none."""

    programme: str
    before: Finding | None
    after: Finding | None

    @property
    def is_changed(self) -> bool:
        """Whether the verdict differs: status, level, transition, codes or the day it is covered until."""
        return _list_compared_values(self.before) != _list_compared_values(self.after)

    @property
    def cleared(self) -> tuple[str, ...]:
        """The codes that are gone; where no longer at risk, only those that kept it from being covered.
        What merely stands beside the reasons of a programme at risk is not told of a covered one, and not cleared; nor
        is anything where the change of leadership itself has gone, or a programme that was covered is at risk.
        """
        before, after = self.before, self.after
        if before is None or after is None or after.status not in (FindingStatus.AT_RISK, FindingStatus.COVERED):
            return ()
        is_at_risk = after.status == FindingStatus.AT_RISK
        if before.status == FindingStatus.COVERED and is_at_risk:
            return ()
        remaining_codes = _list_codes(after)
        cleared_codes = dict.fromkeys(code for code in _list_codes(before) if code not in remaining_codes)
        return tuple(code for code in cleared_codes if is_at_risk or CODES[code].role != "reason")

    @property
    def still_open(self) -> tuple[str, ...]:
        """The codes of the reasons after the change; where not at risk, the watch points."""
        if self.after is None:
            return ()
        reasons = self.after.reasons if self.after.status == FindingStatus.AT_RISK else _list_reasons(self.after)
        return tuple(dict.fromkeys(reason.code for reason in reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfResult:
    """What changes would do that were not kept, in the order in which they were made."""

    changes: tuple[HypotheticalChange, ...]
    before: Assessment
    after: Assessment
    comparisons: tuple[FindingComparison, ...] = ()
    notes: tuple[str, ...] = ()


def pair_findings(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[FindingComparison, ...]:
    """Pair the findings before and after, by programme key."""
    old = {finding.programme.key: finding for finding in before}
    new = {finding.programme.key: finding for finding in after}
    return tuple(FindingComparison(key, old.get(key), new.get(key)) for key in sorted({*old, *new}))


def _list_compared_values(finding: Finding | None) -> tuple[object, ...]:
    if finding is None:
        return ()
    transition = finding.transition
    days = (transition.key, transition.handover_first, transition.handover_last, transition.open) if transition else ()
    return (finding.status, finding.level, _list_codes(finding), days, finding.covered_until)


def _list_codes(finding: Finding | None) -> tuple[str, ...]:
    return tuple(reason.code for reason in _list_reasons(finding)) if finding else ()


def _list_reasons(finding: Finding) -> tuple[Reason, ...]:
    return (*finding.reasons, *finding.watch_points)
