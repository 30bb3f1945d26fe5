"""The report as a document, for Markdown and plain text."""

from collections.abc import Iterator
from datetime import date
from itertools import compress
from typing import TypeAlias

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment
from continuity.reports.document import markdown, text
from continuity.reports.document.model import Block, DataTable, DescriptionList, Document, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report import findings_section, sections, summary
from continuity.reports.report.awards_section import build_awards_section
from continuity.reports.report.findings_section import format_change, format_handover, format_place
from continuity.reports.report.model import ReportData
from continuity.reports.wording.english import NOT_RECORDED, format_count, format_day, format_number
from continuity.reports.wording.labels import LATE_NOTE
from continuity.reports.wording.sentences import format_remedy

_Pairs: TypeAlias = tuple[tuple[str, str], ...]


def build_report_document(report: ReportData) -> Document:
    """Build the report as a document."""
    assessment = report.assessment
    until = format_day(_horizon_end(assessment))
    filters = f" Only {'; '.join(map(isolate_direction, report.filters))}." if report.filters else ""
    return Document(
        title="Prevention programmes and changes of leadership",
        lead=(
            f"As of {format_day(assessment.as_of)}. Looks ahead to {until}.{filters} {report.audience_note}",
            summary.format_headline(assessment, report.findings),
        ),
        sections=tuple(_build_sections(report)),
    )


def render_markdown(report: ReportData) -> str:
    """Render the report as Markdown."""
    return markdown.render(build_report_document(report))


def render_text(report: ReportData) -> str:
    """Render the report as plain text."""
    return text.render(build_report_document(report))


def _build_sections(report: ReportData) -> Iterator[Section]:
    yield _build_status_section(report)
    if report.changes:
        yield sections.build_changes_section(report.assessment, report.changes)
    yield _build_decisions_section(report)
    yield from findings_section.build_findings_sections(report)
    yield _build_calendar_section(report.assessment)
    yield sections.build_cities_section(report)
    yield sections.build_funding_section(report)
    if report.audience.can_see_amounts:
        yield build_awards_section(report)
    yield sections.build_quality_section(report)
    yield from sections.build_requested_sections(report)
    yield sections.build_rule_section(report.assessment)


def _build_status_section(report: ReportData) -> Section:
    counts = (*summary.count_main_statuses(report.findings), *summary.count_other_statuses(report.findings))
    pairs: _Pairs = tuple((count.label.capitalize(), format_number(count.number)) for count in counts)
    blocks: list[Block] = [DescriptionList(pairs)]
    if any(finding.level for finding in report.findings):
        level_counts = summary.count_levels(report.findings)
        levels = ", ".join(f"{format_number(count.number)} {count.label}" for count in level_counts)
        blocks.append(Paragraph(f"Levels of the programmes at risk: {levels}."))
    blocks.append(Paragraph(f"{summary.COVERED_NOTE} {summary.LEVELS_NOTE}"))
    return Section(title="Where the programmes stand", blocks=tuple(blocks))


def _build_decisions_section(report: ReportData) -> Section:
    decisions = summary.list_decisions(report.assessment, report.findings)
    if not decisions:
        return Section(title="Decisions due", blocks=(Paragraph("No decision is due."),))
    caption = "The next step for each programme that is at risk or whose exposure is unknown, the first due first."
    columns = ("Decision", "Programmes", "City and office", "Owner", "Start by", "Due")
    visible = [column != "Owner" or report.audience.can_see_owners for column in columns]
    rows = [_format_decision_row(report, decision) for decision in decisions]
    table = DataTable(caption, tuple(compress(columns, visible)), [tuple(compress(row, visible)) for row in rows])
    return Section(title="Decisions due", blocks=(table,))


def _format_decision_row(report: ReportData, decision: summary.Decision) -> tuple[str, ...]:
    assessment, step, names = report.assessment, decision.step, decision.programmes
    programmes = "; ".join(map(isolate_direction, names))
    start = format_day(step.start_by) if step.start_by else "no day known"
    overdue_note = " (has passed: start now)" if step.start_by and step.start_by < assessment.as_of else ""
    due = format_day(step.due) if step.due else "no day known"
    return (
        format_remedy(step),
        format_count(len(names), "programme") if report.is_abridged and len(names) > 1 else programmes,
        format_place(assessment, decision.city, decision.office),
        isolate_direction(step.owner) if step.owner else NOT_RECORDED,
        f"{start}{overdue_note}",
        f"{due} ({LATE_NOTE})" if step.late else due,
    )


def _build_calendar_section(assessment: Assessment) -> Section:
    until = format_day(_horizon_end(assessment))
    if not assessment.transitions:
        return Section(title="Calendar", blocks=(Paragraph(f"No change of leadership is known up to {until}."),))
    table = DataTable(
        f"Changes of leadership that are still open or lie ahead up to {until}.",
        ("City and office", "Day of the change", "Pre-election period from", "Handover", "Change of person"),
        [_format_transition_row(assessment, transition) for transition in assessment.transitions],
    )
    return Section(title="Calendar", blocks=(table,))


def _format_transition_row(assessment: Assessment, transition: Transition) -> tuple[str, ...]:
    certain = "certain" if transition.certain_change else "not certain"
    return (
        format_place(assessment, transition.city, transition.office),
        format_change(transition),
        format_day(transition.quiet_from) if transition.quiet_from else NOT_RECORDED,
        format_handover(transition),
        "the same person goes on" if transition.holder_stays else certain,
    )


def _horizon_end(assessment: Assessment) -> date:
    return assessment.settings.horizon.add_to(assessment.as_of)
