"""A scheduled report as a short e-mail: headline, changes and decisions due soon."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from continuity.domain.comparison.report_diff import BETTER, KINDS, LEFT, MOVED, NEWLY_AT_RISK, WORSE, ReportChanges
from continuity.domain.risk.findings import Assessment
from continuity.domain.vocabulary import FindingStatus
from continuity.reports.document.model import Block, BulletList, Document, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report import summary
from continuity.reports.report.findings_section import format_place
from continuity.reports.report.model import ReportData
from continuity.reports.report.sections import build_audience_section
from continuity.reports.wording.changes import ChangeLine, build_change_line, format_changes_title, format_no_changes
from continuity.reports.wording.english import format_count, format_day, mark_day
from continuity.reports.wording.sentences import format_remedy

MAX_LINES = 20
"""Limit on the changes, and on the decisions, in an e-mail; the rest are counted."""

DECISION_WINDOW = timedelta(days=90)

ATTACHED_NOTE = "The full report is attached."

_SUBJECT_LABELS = {
    NEWLY_AT_RISK: "newly at risk",
    WORSE: "worse",
    FindingStatus.ENDS_FIRST: "ending before the handover",
    BETTER: "better",
    FindingStatus.COVERED: "covered",
    LEFT: "left",
    MOVED: "at another change of leadership",
}


def format_subject(report: ReportData, name: str, day: date) -> str:
    """Format the subject line: counts, but no programme names; `name` is that of the city or of the schedule."""
    return f"Continuity: {_format_subject_counts(report)} — {' '.join(name.split())}, {format_day(day)}"


def build_email(report: ReportData, full_report_note: str = ATTACHED_NOTE) -> Document:
    """Build the e-mail; `full_report_note` points to the full report."""
    assessment = report.assessment
    return Document(
        title="Prevention programmes and changes of leadership",
        lead=(
            f"As of {format_day(assessment.as_of)}.",
            summary.format_headline(assessment, report.findings),
            f"{_format_counts(report)} {summary.COVERED_NOTE}",
        ),
        sections=tuple(_build_sections(report, full_report_note)),
    )


def _format_subject_counts(report: ReportData) -> str:
    changes = report.changes
    if changes is None or changes.previous_as_of is None:
        return f"{sum(finding.status == FindingStatus.AT_RISK for finding in report.findings)} at risk"
    kinds = Counter(change.kind for change in changes.changes)
    return ", ".join(f"{kinds[kind]} {_SUBJECT_LABELS[kind]}" for kind in KINDS if kinds[kind]) or "no change"


def _format_counts(report: ReportData) -> str:
    counts = (*summary.count_main_statuses(report.findings), *summary.count_other_statuses(report.findings))
    return f"{', '.join(f'{count.number} {count.label}' for count in counts)}."


def _build_sections(report: ReportData, full_report_note: str) -> Iterator[Section]:
    if report.changes:
        blocks = tuple(_build_change_blocks(report.assessment, report.changes))
        yield Section(title=format_changes_title(report.changes), blocks=blocks)
    yield _build_decisions_section(report)
    audience_section = build_audience_section(report)
    yield Section(title=audience_section.title, blocks=(*audience_section.blocks, Paragraph(full_report_note)))


def _build_change_blocks(assessment: Assessment, changes: ReportChanges) -> Iterator[Block]:
    if changes.coverage_note:
        yield Paragraph(changes.coverage_note)
    if sentence := format_no_changes(changes):
        yield Paragraph(sentence)
    if changes.changes:
        listed = changes.changes[:MAX_LINES]
        lines = [_format_change_line(build_change_line(assessment, change, mark_day)) for change in listed]
        yield BulletList((*lines, *_format_remainder(len(changes.changes) - len(lines), "change")))


def _format_change_line(change_line: ChangeLine) -> str:
    place_text = f"{isolate_direction(change_line.city)}, {isolate_direction(change_line.office)}"
    verdicts = f"{change_line.before} → {change_line.after}"
    programme = isolate_direction(change_line.programme)
    return f"{change_line.kind}: {programme} ({place_text}), {verdicts}. {change_line.cause}"


def _build_decisions_section(report: ReportData) -> Section:
    assessment = report.assessment
    last = assessment.as_of + DECISION_WINDOW
    decisions = summary.list_decisions(assessment, report.findings)
    due_decisions = [decision for decision in decisions if decision.step.due and decision.step.due <= last]
    heading = f"Decisions due by {format_day(last)}"
    if not due_decisions:
        return Section(title=heading, blocks=(Paragraph("No decision is due by then."),))
    lines = [_format_decision(assessment, decision) for decision in due_decisions[:MAX_LINES]]
    remainder = _format_remainder(len(due_decisions) - len(lines), "decision")
    return Section(title=heading, blocks=(BulletList((*lines, *remainder)),))


def _format_decision(assessment: Assessment, decision: summary.Decision) -> str:
    step, names = decision.step, decision.programmes
    programmes = isolate_direction(names[0]) if len(names) == 1 else format_count(len(names), "programme")
    place = format_place(assessment, decision.city, decision.office)
    return f"{_format_days(assessment, decision)} {format_remedy(step)} ({programmes}; {place})"


def _format_days(assessment: Assessment, decision: summary.Decision) -> str:
    due, start = decision.step.due, decision.step.start_by
    late = ", late" if decision.step.late else ""
    begin = "start now" if start is None or start < assessment.as_of else f"start by {format_day(start)}"
    return f"Due {format_day(due) if due else 'soon'}{late}, {begin}:"


def _format_remainder(number: int, noun: str) -> Sequence[str]:
    return (f"And {format_count(number, f'more {noun}')}.",) if number else ()
