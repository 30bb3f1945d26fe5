"""Data quality in figures: derived, old, unconfirmed and missing facts."""

from collections.abc import Iterable

from continuity.domain.privacy.audiences import is_code_withheld
from continuity.domain.summaries.figures import CalendarQuality
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
    return (
        *_label_calendar_quality(report.figures.calendar_quality),
        *_label_watch_points(report),
        *_label_funding_gaps(report),
    )


def format_most_missing(missing: Iterable[tuple[str, int]], limit: int = 3) -> str:
    """Format the most frequently missing facts with their counts."""
    return ", ".join(
        f"{FACT_LABELS.get(name, name)} ({format_number(number)})" for name, number in tuple(missing)[:limit]
    )


def _label_calendar_quality(quality: CalendarQuality) -> tuple[Count, ...]:
    return (
        Count(quality.transitions, "Changes of leadership in the calendar"),
        Count(quality.days_by_rule, "Of them, with a day by the electoral rule"),
        Count(quality.days_derived, "Of them, with a derived day"),
        Count(quality.handovers_by_rule, "Of them, with a handover by the rule of the office"),
        Count(quality.handovers_derived, "Of them, with a derived handover"),
    )


def _label_watch_points(report: ReportData) -> tuple[Count, ...]:
    codes = [code for code in _WATCH_POINT_LABELS if not is_code_withheld(code, report.audience)]
    return tuple(Count(report.figures.code_counts[code], _WATCH_POINT_LABELS[code]) for code in codes)


def _label_funding_gaps(report: ReportData) -> tuple[Count, ...]:
    totals = report.figures.funding
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
