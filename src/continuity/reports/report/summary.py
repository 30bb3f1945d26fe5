"""What the first page of a report says: how many programmes stand where, and what is to be decided by when."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.risk.findings import (
    AT_RISK,
    COVERED,
    ENDS_FIRST,
    LEVELS,
    NOT_EXPOSED,
    STATUSES,
    UNKNOWN_EXPOSURE,
    Assessment,
    Finding,
    Reason,
)
from continuity.reports.listings.columns import next_step
from continuity.reports.wording.english import counted, english, figure
from continuity.reports.wording.names import programme_name

NOT_SAFE = (
    "Covered is not safe: it says that a community partner holds a signed agreement and the money for the months after "
    "the handover, not that the programme will go on."
)
"""What every document says beside the number of programmes that are covered."""
NOT_COMPARABLE = "Levels of partisan and nonpartisan offices are not comparable."


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the first page."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to decide, for all programmes of an office that need the same by the same day."""

    step: Reason
    city: str
    office: str
    programmes: tuple[str, ...]


def headline(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """The answer in one sentence."""
    until = english(assessment.settings.horizon.after(assessment.as_of))
    if not findings:
        return f"No programme is recorded, so nothing can be said about the changes of leadership up to {until}."
    risky = [finding for finding in findings if finding.status == AT_RISK]
    changes = f"at a change of leadership that is still open or is due by {until}"
    programmes = counted(len(findings), "programme")
    if not risky:
        return (
            f"None of {programmes} is at risk {changes}."
            if len(findings) > 1
            else f"The one programme is not at risk {changes}."
        )
    verb = "is" if len(risky) == 1 else "are"
    return f"{figure(len(risky))} of {programmes} {verb} at risk {changes}: {bases(risky)}."


def counts(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """The three figures under the headline; what is at risk on the record is told apart from what lacks records."""
    statuses = _statuses(findings)
    return (
        Count(statuses[AT_RISK, "recorded"], "at risk on the record"),
        Count(statuses[AT_RISK, "unrecorded"], "at risk because nothing is recorded"),
        Count(statuses[COVERED, None], "covered"),
    )


def further_counts(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """The figures beside them."""
    statuses = _statuses(findings)
    return (
        Count(statuses[ENDS_FIRST, None], "end before the handover"),
        Count(statuses[UNKNOWN_EXPOSURE, None], "with unknown exposure"),
        Count(statuses[NOT_EXPOSED, None], "not exposed"),
    )


def standings(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The levels and statuses that occur, the worst first."""
    found = {finding.level or finding.status for finding in findings}
    return tuple(word for word in (*LEVELS, *STATUSES) if word in found)


def levels(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """How many programmes at risk bear each level, the worst first."""
    found = Counter(finding.level for finding in findings if finding.status == AT_RISK)
    return tuple(Count(found[level], level) for level in LEVELS)


def decisions(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Decision, ...]:
    """The next step of every finding that has one, by due day; those without a day last."""
    together: defaultdict[tuple[str, str, Reason], list[str]] = defaultdict(list)
    for finding in findings:
        step = next_step(finding)
        if finding.status in (AT_RISK, UNKNOWN_EXPOSURE) and step and step.remedy:
            place = (finding.programme.city, finding.programme.office, _without_case(step))
            together[place].append(programme_name(assessment, finding))
    found = [Decision(step, city, office, tuple(names)) for (city, office, step), names in together.items()]
    return tuple(sorted(found, key=_by_due))


def remedies(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """What clears each reason that occurs, by its code."""
    found = {(reason.code, reason.remedy) for finding in findings for reason in finding.reasons}
    return tuple(sorted(found))


def _statuses(findings: Iterable[Finding]) -> Counter[tuple[str, str | None]]:
    return Counter((finding.status, finding.basis if finding.status == AT_RISK else None) for finding in findings)


def bases(risky: Sequence[Finding]) -> str:
    """How many are at risk for what is recorded, and how many only for what is not."""
    recorded = sum(finding.basis == "recorded" for finding in risky)
    return f"{figure(recorded)} on the record, {figure(len(risky) - recorded)} because nothing is recorded"


def _without_case(step: Reason) -> Reason:
    """The step less the words of one programme, so that equal steps are told once."""
    return Reason(
        code="", text="", remedy=step.remedy, owner=step.owner, due=step.due, start_by=step.start_by, late=step.late
    )


def _by_due(decision: Decision) -> tuple[date, str, str, str, str]:
    step = decision.step
    return step.due or date.max, decision.city, decision.office, step.remedy, step.owner or ""
