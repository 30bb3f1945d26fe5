"""Findings in a few lines for people."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from continuity.domain.assessment import RULE_VERSION, Assessment
from continuity.domain.leadership import Transition
from continuity.domain.risk.facts import AT_RISK, COVERED, ENDS_FIRST, LEVELS, NOT_EXPOSED, UNKNOWN_EXPOSURE, Finding


def verdict(finding: Finding) -> str:
    """Status and level in words, with the day it stands at."""
    level = f" ({finding.level})" if finding.level else ""
    at = f" at {finding.transition.polling_day}" if finding.transition else ""
    until = f", until {finding.covered_until}" if finding.status == COVERED and finding.covered_until else ""
    return f"{finding.status}{level}{at}{until}"


def compared(before: Finding | None, after: Finding | None) -> str:
    """What a change did to one finding, and what is still open."""
    if after is None:
        return "No finding: the office is ceremonial.\n"
    lines = [f"before: {verdict(before)}" if before else "before: no finding", f"after:  {verdict(after)}"]
    still = after.reasons if after.status == AT_RISK else after.watch_points
    title = "still open" if after.status == AT_RISK else "to watch"
    lines += [f"{title}: {reason.code}: {reason.text}" for reason in still]
    return "".join(f"{line}\n" for line in lines)


def counts(findings: Iterable[Finding]) -> str:
    """How many stand where, in one line."""
    statuses = Counter(finding.status for finding in findings)
    levels = ", ".join(f"{number} {level}" for level in LEVELS if (number := _at(findings, level)))
    parts = [f"{statuses[AT_RISK]} at risk" + (f" ({levels})" if levels else "")]
    words = ((ENDS_FIRST, "end first"), (UNKNOWN_EXPOSURE, "of unknown exposure"))
    parts += [f"{statuses[status]} {text}" for status, text in words]
    parts += [f"{statuses[status]} {text}" for status, text in ((COVERED, "covered"), (NOT_EXPOSED, "not exposed"))]
    return ", ".join(parts)


def footing(assessment: Assessment) -> str:
    """What every list of findings rests on."""
    settings = assessment.settings
    until = settings.horizon.after(assessment.as_of)
    return (
        f"As of {assessment.as_of}, looking {settings.horizon} ahead to {until}; rule {RULE_VERSION}, "
        f"window {settings.window_days} days."
    )


def _at(findings: Iterable[Finding], level: str) -> int:
    return sum(finding.level == level for finding in findings)


def table_row(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """One line of the risk table."""
    first = finding.reasons[0] if finding.reasons else None
    more = f" (+{len(finding.reasons) - 1})" if len(finding.reasons) > 1 else ""
    step = min(
        (one for one in finding.reasons if one.due and one.remedy), key=lambda one: one.due or date.max, default=None
    )
    transition = finding.transition
    return (
        finding.level or finding.status,
        f"{finding.programme.name or finding.programme.key} ({assessment.name('city', finding.programme.city)})",
        f"{transition.kind} {transition.polling_day}{' open' if transition.open else ''}" if transition else "",
        f"{first.code}: {first.text}{more}" if first else "",
        step.remedy if step else "",
        f"{step.due}{' late' if step.late else ''}" if step else "",
    )


def transition_row(transition: Transition) -> tuple[str, ...]:
    """One line of the calendar."""
    states = [
        word for word, holds in (("open", transition.open), ("certain change", transition.certain_change)) if holds
    ]
    first, last = transition.handover_first, transition.handover_last
    return (
        str(transition.polling_day),
        transition.office,
        transition.kind,
        str(transition.quiet_from or ""),
        str(first) if first == last else f"{first} to {last}",
        ", ".join(states),
        transition.basis,
    )
