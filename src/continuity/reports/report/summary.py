"""Counts of a report in words: programmes by status, decisions due, and how good the data is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from continuity.domain.privacy.audiences import is_code_withheld
from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.domain.summaries.concentration import Concentration
from continuity.domain.summaries.figures import Figures
from continuity.domain.vocabulary import DayBasis, FindingBasis, FindingStatus, RiskLevel
from continuity.reports.listings.columns import select_next_step
from continuity.reports.report.model import ReportData
from continuity.reports.wording.english import format_count, format_day, format_number
from continuity.reports.wording.names import programme_name
from continuity.reports.wording.sentences import format_remedy

COVERED_NOTE = (
    "Covered is not safe: it says that a community partner holds a signed agreement and the money for the months after "
    "the handover, not that the programme will go on."
)
"""Required beside every count of covered programmes."""
LEVELS_NOTE = "Levels of partisan and nonpartisan offices are not comparable."

FACT_LABELS = {
    "programmes.office": "the office that decides",
    "programmes.launched": "launch",
    "programmes.end": "end",
    "programmes.owner": "owner",
    "programmes.mandate": "mandate",
    "agreements.partner": "partner",
    "agreements.status": "agreement",
    "agreements.start, end": "days of the agreement",
    "funding.certainty": "committed money",
    "funding.start, end": "days of the money",
    "evidence.kind evaluation": "evaluation",
}
"""Facts that the rule reads, by column."""

_WATCH_POINT_LABELS = {
    "UNCONFIRMED": "Programmes with a record that the partner has not confirmed",
    "STALE": "Programmes with a record that was not reviewed of late",
    "SCORES_STALE": "Programmes with assessments that are old",
}


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the first page."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A next step that programmes of one office share, due on one day."""

    step: Reason
    city: str
    office: str
    programmes: tuple[str, ...]


def format_headline(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """Format the answer in one sentence."""
    until = format_day(assessment.settings.horizon.add_to(assessment.as_of))
    if not findings:
        return f"No programme is recorded, so nothing can be said about the changes of leadership up to {until}."
    at_risk = [finding for finding in findings if finding.status == FindingStatus.AT_RISK]
    occasion = f"at a change of leadership that is still open or is due by {until}"
    programmes = format_count(len(findings), "programme")
    if not at_risk:
        subject = f"None of {programmes} is" if len(findings) > 1 else "The one programme is not"
        return f"{subject} at risk {occasion}."
    verb = "is" if len(at_risk) == 1 else "are"
    return f"{format_number(len(at_risk))} of {programmes} {verb} at risk {occasion}: {format_bases(at_risk)}."


def count_main_statuses(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """Count the programmes at risk, by basis, and the covered ones."""
    statuses = _count_statuses(findings)
    return (
        Count(statuses[FindingStatus.AT_RISK, "recorded"], "at risk on the record"),
        Count(statuses[FindingStatus.AT_RISK, "unrecorded"], "at risk because nothing is recorded"),
        Count(statuses[FindingStatus.COVERED, None], "covered"),
    )


def count_other_statuses(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """Count the programmes of every other status."""
    statuses = _count_statuses(findings)
    return (
        Count(statuses[FindingStatus.ENDS_FIRST, None], "end before the handover"),
        Count(statuses[FindingStatus.UNKNOWN_EXPOSURE, None], "with unknown exposure"),
        Count(statuses[FindingStatus.NOT_EXPOSED, None], "not exposed"),
    )


def list_verdicts(findings: Iterable[Finding]) -> tuple[str, ...]:
    """List the levels and statuses that occur, worst first."""
    occurring = {finding.level or finding.status for finding in findings}
    return tuple(verdict for verdict in (*RiskLevel, *FindingStatus) if verdict in occurring)


def count_levels(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """Count the programmes at risk by level, worst first."""
    numbers = Counter(finding.level for finding in findings if finding.status == FindingStatus.AT_RISK)
    return tuple(Count(numbers[level], level) for level in RiskLevel)


def list_decisions(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Decision, ...]:
    """List the next steps of findings by due day, undated last; group equal ones."""
    names_by_step: defaultdict[tuple[str, str, Reason], list[str]] = defaultdict(list)
    for finding in findings:
        step = select_next_step(finding)
        if finding.status in (FindingStatus.AT_RISK, FindingStatus.UNKNOWN_EXPOSURE) and step:
            # Without the facts of one programme, so that equal steps compare equal.
            step = replace(step, variant="", parameters={}, is_recorded=False)
            group = (finding.programme.city, finding.programme.office, step)
            names_by_step[group].append(programme_name(assessment, finding))
    grouped = [Decision(step, city, office, tuple(names)) for (city, office, step), names in names_by_step.items()]
    return tuple(sorted(grouped, key=_due_order))


def list_remedies(findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """List the code and remedy of each reason that occurs."""
    return tuple(sorted({(reason.code, format_remedy(reason)) for found in findings for reason in found.reasons}))


def format_concentration(assessment: Assessment, concentration: Concentration) -> str:
    """Format what a concentration means."""
    city = assessment.display_name("city", concentration.city)
    count_text = f"{len(concentration.programmes)} of {concentration.of} exposed programmes in {city}"
    return f"{count_text} rest on {concentration.name} ({concentration.covered} covered): if it fails, all of them do."


def _count_statuses(findings: Iterable[Finding]) -> Counter[tuple[str, str | None]]:
    return Counter((found.status, found.basis if found.status == FindingStatus.AT_RISK else None) for found in findings)


def format_bases(at_risk: Sequence[Finding]) -> str:
    """Format how many are at risk on the record and how many for lack of records."""
    recorded = sum(finding.basis == FindingBasis.RECORDED for finding in at_risk)
    unrecorded = format_number(len(at_risk) - recorded)
    return f"{format_number(recorded)} on the record, {unrecorded} because nothing is recorded"


def _due_order(decision: Decision) -> tuple[date, str, str, str, str]:
    step = decision.step
    return step.due or date.max, decision.city, decision.office, format_remedy(step), step.owner or ""


def list_quality_counts(report: ReportData) -> tuple[Count, ...]:
    """Count derived, unreviewed and missing data visible to the audience."""
    return (*_label_calendar_quality(report.figures), *_label_watch_points(report), *_label_funding_gaps(report))


def format_most_missing(missing: Iterable[tuple[str, int]], limit: int = 3) -> str:
    """Format the most frequently missing facts with their counts."""
    listed = tuple(missing)[:limit]
    return ", ".join(f"{FACT_LABELS.get(name, name)} ({format_number(number)})" for name, number in listed)


def _label_calendar_quality(figures: Figures) -> tuple[Count, ...]:
    return (
        Count(figures.day_bases.total(), "Changes of leadership in the calendar"),
        Count(figures.day_bases[DayBasis.RULE], "Of them, with a day by the electoral rule"),
        Count(figures.day_bases[DayBasis.DERIVED], "Of them, with a derived day"),
        Count(figures.handover_bases[DayBasis.RULE], "Of them, with a handover by the rule of the office"),
        Count(figures.handover_bases[DayBasis.DERIVED], "Of them, with a derived handover"),
    )


def _label_watch_points(report: ReportData) -> tuple[Count, ...]:
    codes = [code for code in _WATCH_POINT_LABELS if not is_code_withheld(code, report.audience)]
    return tuple(Count(report.figures.code_counts[code], _WATCH_POINT_LABELS[code]) for code in codes)


def _label_funding_gaps(report: ReportData) -> tuple[Count, ...]:
    totals = report.figures.funding
    amounts = (
        Count(totals.no_amount, "Of them, without an amount"),
        Count(totals.no_currency, "Of them, with an amount without a currency"),
    )
    return (
        Count(totals.row_count, "Rows of money"),
        *(amounts if report.audience.can_see_amounts else ()),
        Count(totals.no_days, "Of them, without a first and last day"),
    )
