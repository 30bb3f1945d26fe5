"""Findings in the report: a section each, or a row each if abridged."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import Assessment, Finding, Reason
from continuity.domain.risk.measures import has_expired
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus, TransitionKind
from continuity.reports.document.model import Block, BulletList, DataTable, DescriptionList, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report import summary
from continuity.reports.report.city_annex import describe_holder
from continuity.reports.report.model import ReportData
from continuity.reports.wording import labels
from continuity.reports.wording.english import NOT_RECORDED, format_day, format_exact_days
from continuity.reports.wording.labels import BASIS_LABELS, STATUS_LABELS
from continuity.reports.wording.names import funder_names, office_name, partner_names, programme_name
from continuity.reports.wording.reasons import reason_label
from continuity.reports.wording.sentences import format_reason, format_remedy

_RUNS_UNTIL_NOTE = "“Runs until” is the day the programme stops if nobody decides anything."
_OTHER_PROGRAMMES_NOTE = (
    "Those that end before the handover, whose exposure is unknown, that are covered, or that are not exposed."
)


def build_findings_sections(report: ReportData) -> Iterator[Section]:
    """Build the sections on programmes at risk and on all others."""
    abridged = report.is_abridged
    at_risk = [finding for finding in report.findings if finding.status == FindingStatus.AT_RISK]
    others = [finding for finding in report.findings if finding.status != FindingStatus.AT_RISK]
    build_sections = _build_table_section if abridged else _build_full_sections
    note = _RUNS_UNTIL_NOTE if at_risk else "No programme is at risk."
    yield from build_sections(report, "Programmes at risk", at_risk, note)
    if abridged:
        yield _build_remedies_section(report.findings)
    other_note = _OTHER_PROGRAMMES_NOTE if others else "There are none."
    yield from build_sections(report, "Other programmes", others, other_note)


def format_place(assessment: Assessment, city: str, office: str) -> str:
    """Format the city and the office."""
    city_name = assessment.display_name("city", city)
    return f"{isolate_direction(city_name)}, {isolate_direction(office_name(assessment, office))}"


def format_change(transition: Transition) -> str:
    """Format a transition's polling day, kind and basis."""
    kind = labels.TRANSITION_LABELS.get(transition.kind, transition.kind)
    basis = labels.DAY_BASIS_LABELS.get(transition.basis, transition.basis)
    result_note = "" if transition.result_known else ", no result recorded"
    open_note = f", still open{result_note}" if transition.open else ""
    return f"{labels.format_transition_day(transition)} ({kind}, {basis}{open_note})"


def format_handover(transition: Transition) -> str:
    """Format the days of a handover and their basis."""
    first, last = transition.handover_first, labels.resolve_handover_last(transition)
    days = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    note = f"; {labels.HANDOVER_UNCONFIRMED}" if labels.is_handover_unconfirmed(transition) else ""
    return f"{days} ({labels.handover_basis_label(transition)}){note}"


def _build_full_sections(report: ReportData, title: str, findings: Sequence[Finding], note: str) -> Iterator[Section]:
    yield Section(title=title, blocks=(Paragraph(note),))
    for status, same_status in groupby(findings, key=lambda finding: finding.status):
        if status == FindingStatus.NOT_EXPOSED:
            yield _build_not_exposed_section(report, tuple(same_status))
        else:
            yield from (_build_programme_section(report, finding) for finding in same_status)


def _build_programme_section(report: ReportData, finding: Finding) -> Section:
    assessment = report.assessment
    verdict = finding.level.capitalize() if finding.level else STATUS_LABELS[finding.status]
    blocks: list[Block] = [DescriptionList(tuple(_list_facts(report, finding)))]
    if finding.reasons:
        blocks.append(BulletList(_format_reasons(assessment, finding.reasons)))
    if watch_points := _select_watch_points(finding):
        blocks += [Paragraph("To watch:"), BulletList(_format_reasons(assessment, watch_points))]
    name = isolate_direction(programme_name(assessment, finding))
    return Section(title=f"{verdict}: {name}", blocks=tuple(blocks), level=3)


def _list_facts(report: ReportData, finding: Finding) -> Iterator[tuple[str, str]]:
    assessment, audience, programme = report.assessment, report.audience, finding.programme
    yield "City and office", format_place(assessment, programme.city, programme.office)
    if finding.basis:
        yield "At risk", labels.BASIS_PHRASES[finding.basis]
    if finding.transition:
        yield "Change of leadership", format_change(finding.transition)
        yield "Handover", format_handover(finding.transition)
        if finding.transition.kind in (TransitionKind.VACANCY, TransitionKind.SUSPENSION):
            yield "In office now", isolate_direction(describe_holder(report.figures, finding.transition.office))
    elif finding.status == FindingStatus.UNKNOWN_EXPOSURE:
        yield "Change of leadership", ""
    if finding.status == FindingStatus.COVERED and finding.covered_until:
        yield "Covered until", format_day(finding.covered_until)
    yield "Runs until", _format_runs_until(finding)
    if audience.can_see_partners:
        yield "Partners", ", ".join(map(isolate_direction, partner_names(assessment, finding)))
        yield "Funders", ", ".join(map(isolate_direction, funder_names(assessment, finding)))
    if audience.can_see_owners:
        yield "Owner", isolate_direction(programme.owner or "")
    if finding.treatment:
        yield "Decision recorded", format_treatment(finding.treatment, assessment.as_of)


def format_treatment(treatment: Treatment, as_of: date) -> str:
    """Format the decision about a finding, with vague days as written."""
    parts = (
        treatment.decision or "not named",
        f"by {isolate_direction(treatment.owner)}" if treatment.owner else "",
        f"due {_format_treatment_date(treatment.due)}" if treatment.due else "",
        f"until {_format_treatment_date(treatment.until)}" if treatment.until else "",
        "it has expired" if has_expired(treatment, as_of) else "",
    )
    return ", ".join(part for part in parts if part)


def _format_treatment_date(day: VagueDate) -> str:
    return format_day(day.earliest) if day.earliest and day.is_exact else format_exact_days(day, format_day)


def _format_reasons(assessment: Assessment, reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(
        f"{format_reason(reason, assessment, format_day)} What would clear it: {format_remedy(reason)}"
        for reason in reasons
    )


def _select_watch_points(finding: Finding) -> tuple[Reason, ...]:
    """Return watch points only where there is nothing worse to report."""
    return () if finding.status == FindingStatus.AT_RISK else finding.watch_points


def _format_runs_until(finding: Finding) -> str:
    return labels.format_stop(finding.runs_until, finding.runs_until_cause) or NOT_RECORDED


def _build_not_exposed_section(report: ReportData, findings: Sequence[Finding]) -> Section:
    rows = [_format_row(report.assessment, finding) for finding in findings]
    caption = "They have ended, or no change of leadership in the time looked at concerns them."
    columns = ("Programme", "City and office", "Runs until")
    table = DataTable(caption, columns, [(name, place, until) for name, _, place, *_, until in rows])
    return Section(title=STATUS_LABELS[FindingStatus.NOT_EXPOSED], blocks=(table,), level=3)


def _build_table_section(report: ReportData, title: str, findings: Sequence[Finding], note: str) -> Iterator[Section]:
    if not findings:
        yield Section(title=title, blocks=(Paragraph(note),))
        return
    table = DataTable(
        f"By level or status, then by the day of the change. {note}",
        ("Programme", "Level or status", "City and office", "Day of the change", "Why", "Runs until"),
        [_format_row(report.assessment, finding) for finding in findings],
    )
    yield Section(title=title, blocks=(table,))


def _format_row(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    basis = f" ({BASIS_LABELS[finding.basis]})" if finding.basis else ""
    return (
        isolate_direction(programme_name(assessment, finding)),
        f"{(finding.level or STATUS_LABELS[finding.status]).capitalize()}{basis}",
        format_place(assessment, finding.programme.city, finding.programme.office),
        format_change(finding.transition) if finding.transition else "",
        ", ".join(reason_label(reason.code) for reason in (*finding.reasons, *_select_watch_points(finding))),
        _format_runs_until(finding),
    )


def _build_remedies_section(findings: Sequence[Finding]) -> Section:
    pairs = tuple((reason_label(code), remedy) for code, remedy in summary.list_remedies(findings))
    paragraph = Paragraph("Each reason named above, and what would clear it.")
    return Section(title="What clears each reason", blocks=(paragraph, DescriptionList(pairs)))
