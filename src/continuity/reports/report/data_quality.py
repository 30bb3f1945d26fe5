"""Data quality in figures: derived, old, unconfirmed and missing facts."""

from collections.abc import Iterable

from continuity.domain.privacy.audiences import is_code_withheld
from continuity.domain.risk.findings import Assessment, Finding, has_reason
from continuity.domain.summaries.funding_totals import total_funding
from continuity.reports.report.model import ReportData
from continuity.reports.report.summary import Count
from continuity.reports.wording.english import format_number

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


def list_quality_counts(report: ReportData) -> tuple[Count, ...]:
    """Count derived, unreviewed and missing data visible to the audience."""
    return (*_count_day_bases(report.assessment), *_count_watch_points(report), *_count_funding_gaps(report))


def format_most_missing(missing: Iterable[tuple[str, int]], limit: int = 3) -> str:
    """Format the most frequently missing facts with their counts."""
    return ", ".join(
        f"{FACT_LABELS.get(name, name)} ({format_number(number)})" for name, number in tuple(missing)[:limit]
    )


def _count_day_bases(assessment: Assessment) -> tuple[Count, ...]:
    transitions = assessment.transitions
    return (
        Count(len(transitions), "Changes of leadership in the calendar"),
        Count(
            sum(transition.basis == "rule" for transition in transitions), "Of them, with a day by the electoral rule"
        ),
        Count(sum(transition.basis == "derived" for transition in transitions), "Of them, with a derived day"),
        Count(
            sum(transition.handover_basis == "rule" for transition in transitions),
            "Of them, with a handover by the rule of the office",
        ),
        Count(
            sum(transition.handover_basis == "derived" for transition in transitions),
            "Of them, with a derived handover",
        ),
    )


def _count_watch_points(report: ReportData) -> tuple[Count, ...]:
    codes = [code for code in _WATCH_POINT_LABELS if not is_code_withheld(code, report.audience)]
    return tuple(Count(_count_findings_with(report.findings, code), _WATCH_POINT_LABELS[code]) for code in codes)


def _count_findings_with(findings: Iterable[Finding], code: str) -> int:
    return sum(has_reason(finding, code) for finding in findings)


def _count_funding_gaps(report: ReportData) -> tuple[Count, ...]:
    totals = total_funding(report.findings, report.assessment.as_of)
    rows, days = (
        Count(totals.row_count, "Rows of money"),
        Count(totals.no_days, "Of them, without a first and last day"),
    )
    if not report.audience.can_see_amounts:
        return rows, days
    return (
        rows,
        Count(totals.no_amount, "Of them, without an amount"),
        Count(totals.no_currency, "Of them, with an amount without a currency"),
        days,
    )
