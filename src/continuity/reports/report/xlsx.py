"""`report xlsx`: the report as a workbook, one sheet per part."""

from collections.abc import Callable, Iterator, Sequence

from continuity.domain.comparison.report_diff import ReportChanges
from continuity.domain.offices.models import Transition
from continuity.domain.privacy.audiences import is_column_visible
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.settings import describe_deviations, format_setting_values
from continuity.domain.summaries.action_plan import Action
from continuity.domain.summaries.figures import Completeness
from continuity.domain.summaries.funding_totals import FundingTotals
from continuity.reports.listings.action_plan import PLAN_COLUMNS, sort_plan
from continuity.reports.listings.columns import CALENDAR_COLUMNS, RISK_COLUMNS
from continuity.reports.listings.encode import ReportColumn, Subject
from continuity.reports.report import summary
from continuity.reports.report.awards_section import build_awards_sheet, build_transition_cell
from continuity.reports.report.findings_section import format_handover
from continuity.reports.report.model import ReportData
from continuity.reports.spreadsheet.typed_workbook import (
    DAY_WIDTH,
    NAME_WIDTH,
    NUMBER_WIDTH,
    SENTENCE_WIDTH,
    TypedCell,
    TypedSheet,
    render_typed_workbook,
)
from continuity.reports.wording import funding
from continuity.reports.wording.changes import build_change_line, format_no_changes
from continuity.reports.wording.english import format_column_heading
from continuity.reports.wording.labels import resolve_handover_last, stop_cause_label
from continuity.reports.wording.names import funder_names, office_name, partner_names
from continuity.reports.wording.reasons import reason_label
from continuity.reports.wording.sentences import format_reason, format_remedy


def render(report: ReportData) -> bytes:
    """Render the report as a workbook."""
    return render_typed_workbook(_build_sheets(report))


def _build_sheets(report: ReportData) -> Iterator[TypedSheet]:
    yield build_report_sheet(report)
    if report.changes:
        yield build_changes_sheet(report.assessment, report.changes)
    yield build_findings_sheet(report)
    yield build_plan_sheet(report)
    yield build_calendar_sheet(report)
    if report.audience.can_see_amounts:
        yield from build_funding_sheets(report.figures.funding)
        yield build_awards_sheet(report)
    yield from build_quality_sheets(report)
    yield from build_requested_sheets(report)


_NARROW_COLUMNS = frozenset(
    "as_of status level basis kind polling_day polling_day_latest quiet_from handover handover_latest agreement_until "
    "money_until runs_until covered_until start_by due late treatment treatment_until treatment_expired certain_change "
    "open rule".split()
)

_SENTENCE_COLUMNS = frozenset({"next_action", "action", "names"})
_CellReader = Callable[[Assessment, Subject], TypedCell]


def build_report_sheet(report: ReportData) -> TypedSheet:
    """Build the sheet on the report itself: headline, counts, audience, settings."""
    return TypedSheet("Report", (("What", 48), ("Figure or text", SENTENCE_WIDTH)), tuple(_list_report_rows(report)))


def build_findings_sheet(report: ReportData) -> TypedSheet:
    """Build the sheet with one row per finding."""
    columns = _select_columns(report, RISK_COLUMNS, _FINDING_CELL_READERS)
    columns += [
        ("Handover in words", NAME_WIDTH, lambda _, row: format_handover(row.transition) if row.transition else None),
        ("Runs until, because of", NAME_WIDTH, lambda _, row: stop_cause_label(row.runs_until_cause)),
        ("Reasons in sentences", SENTENCE_WIDTH, lambda found, row: _list_sentences(found, row.reasons)),
        ("What would clear them", SENTENCE_WIDTH, lambda _, row: _list_remedies(row.reasons)),
    ]
    if is_column_visible("watch_points", report.audience):
        columns.append(("To watch", SENTENCE_WIDTH, lambda found, row: _list_sentences(found, row.watch_points)))
    return _build_sheet("Findings", columns, report.assessment, report.findings, "Name")


def build_plan_sheet(report: ReportData) -> TypedSheet:
    """Build the sheet with one row per action."""
    cell_readers: dict[str, _CellReader[Action]] = {
        "city": lambda assessment, action: assessment.display_name("city", action.city) if action.city else None,
        "office": lambda assessment, action: office_name(assessment, action.office) if action.office else None,
        "programmes": lambda _, action: action.programmes,
        "names": lambda _, action: action.names,
        "clears": lambda _, action: tuple(map(reason_label, action.clears)),
    }
    columns = _select_columns(report, PLAN_COLUMNS, cell_readers)
    return _build_sheet("Plan", columns, report.assessment, sort_plan(report.figures.plan), "Action")


def build_calendar_sheet(report: ReportData) -> TypedSheet:
    """Build the sheet with one row per transition."""
    cell_readers: dict[str, _CellReader[Transition]] = {
        "city": lambda assessment, transition: assessment.display_name("city", transition.city),
        "office": lambda assessment, transition: office_name(assessment, transition.office),
        "polling_day": lambda _, transition: build_transition_cell(transition),
        "handover_latest": lambda _, transition: resolve_handover_last(transition),
    }
    columns = _select_columns(report, CALENDAR_COLUMNS, cell_readers)
    columns.append(("Handover in words", NAME_WIDTH, lambda _, transition: format_handover(transition)))
    return _build_sheet("Calendar", columns, report.assessment, report.assessment.transitions, "City")


def build_funding_sheets(totals: FundingTotals) -> Iterator[TypedSheet]:
    """Build the sheets of amounts by currency and by year."""
    yield _build_amount_sheet("Money", funding.build_currency_table(totals))
    yield _build_amount_sheet("Money by year", funding.build_year_table(totals))


def build_quality_sheets(report: ReportData) -> Iterator[TypedSheet]:
    """Build the sheets on data quality and on completeness by city."""
    count_rows = [(count.label, count.number) for count in summary.list_quality_counts(report)]
    yield TypedSheet("Data quality", (("What", SENTENCE_WIDTH), ("Number", NUMBER_WIDTH)), count_rows)
    numbers = ((heading, NUMBER_WIDTH) for heading in ("Programmes", "Facts recorded", "Of", "Percent"))
    headings = (("City", NAME_WIDTH), *numbers, ("Missing, with how often", SENTENCE_WIDTH))
    rows = [_build_completeness_cells(report.assessment, city) for city in report.figures.completeness]
    yield TypedSheet("Completeness", headings, rows)


def build_requested_sheets(report: ReportData) -> Iterator[TypedSheet]:
    """Build the sheets for requested contacts and notes."""
    record_name = report.assessment.display_name
    if report.contacts:
        rows = [(record_name("partner", key), text) for key, text in sorted(report.contacts.items())]
        yield TypedSheet("Contacts", (("Partner", NAME_WIDTH), ("Contact", SENTENCE_WIDTH)), rows)
    if report.notes:
        notes = [(noun, record_name(noun, key), text) for (noun, key), text in sorted(report.notes.items())]
        yield TypedSheet("Notes", (("Record", DAY_WIDTH), ("Name", NAME_WIDTH), ("Note", SENTENCE_WIDTH)), notes)


def _list_report_rows(report: ReportData) -> Iterator[tuple[TypedCell, TypedCell]]:
    assessment, findings = report.assessment, report.findings
    yield "Headline", summary.format_headline(assessment, findings)
    yield "As of", assessment.as_of
    yield "Looks ahead to", assessment.settings.horizon.add_to(assessment.as_of)
    counts = (*summary.count_main_statuses(findings), *summary.count_other_statuses(findings))
    yield from ((f"Programmes {count.label}", count.number) for count in counts)
    yield from ((f"At risk, {count.label}", count.number) for count in summary.count_levels(findings))
    yield "Covered", summary.COVERED_NOTE
    yield from ((count.label, count.number) for count in funding.list_funding_counts(report.figures.funding))
    yield "Money", funding.FUNDING_NOTE
    yield "For whom", report.audience_note
    yield "Narrowed to", "; ".join(report.filters) or "nothing, it is about all that is recorded"
    yield "An empty cell", "Not recorded, or nothing that applies"
    yield "Risk rule version", int(RULE_VERSION)
    yield from ((f"Setting {name}", text) for name, text in format_setting_values(assessment.settings).items())
    yield "Not the rule's own settings", "; ".join(describe_deviations(assessment.settings)) or "none"


def _select_columns(
    report: ReportData, columns: Sequence[ReportColumn[Subject]], readers: dict[str, _CellReader[Subject]]
) -> list[tuple[str, int, _CellReader[Subject]]]:
    """Return heading, width and reader of each column the audience may see."""
    return [
        (format_column_heading(column.name), _column_width(column.name), readers.get(column.name, column.read_cell))
        for column in columns
        if is_column_visible(column.name, report.audience)
    ]


def _column_width(name: str) -> int:
    return SENTENCE_WIDTH if name in _SENTENCE_COLUMNS else DAY_WIDTH if name in _NARROW_COLUMNS else NAME_WIDTH


def _build_sheet(
    name: str,
    columns: Sequence[tuple[str, int, _CellReader[Subject]]],
    assessment: Assessment,
    subjects: Sequence[Subject],
    repeated_heading: str,
) -> TypedSheet:
    rows = (tuple(read_cell(assessment, subject) for *_, read_cell in columns) for subject in subjects)
    return TypedSheet(name, [(heading, width) for heading, width, _ in columns], rows, repeated_heading)


def _list_sentences(assessment: Assessment, reasons: Sequence[Reason]) -> TypedCell:
    return tuple(format_reason(reason, assessment) for reason in reasons)


def _list_remedies(reasons: Sequence[Reason]) -> TypedCell:
    return tuple(dict.fromkeys(map(format_remedy, reasons)))


def _build_amount_sheet(name: str, table: funding.AmountTable) -> TypedSheet:
    columns = [
        *((key_column, DAY_WIDTH + 10) for key_column in table.key_columns),
        *((heading, NUMBER_WIDTH + 6) for heading in table.amount_headings),
    ]
    return TypedSheet(name, columns, [(*keys, *amounts) for keys, amounts in table.rows])


def _build_completeness_cells(assessment: Assessment, city: Completeness) -> tuple[TypedCell, ...]:
    missing = tuple(f"{summary.FACT_LABELS.get(name, name)}: {number}" for name, number in city.missing)
    return assessment.display_name("city", city.city), city.programmes, city.recorded, city.of, city.percent, missing


_FINDING_CELL_READERS: dict[str, _CellReader[Finding]] = {
    "polling_day": lambda _, finding: build_transition_cell(finding.transition),
    "partners": partner_names,
    "funders": funder_names,
    "city": lambda assessment, finding: assessment.display_name("city", finding.programme.city),
    "office": lambda assessment, finding: office_name(assessment, finding.programme.office),
    "reasons": lambda _, finding: tuple(reason_label(reason.code) for reason in finding.reasons),
    "missing": lambda _, finding: tuple(summary.FACT_LABELS.get(name, name) for name in finding.missing_columns),
}
"""Readers of columns that show names and labels where the CSV has keys and codes."""

_COLUMNS = (
    *((heading, NAME_WIDTH) for heading in ("Change", "Programme", "Name", "City", "Office")),
    ("Since", DAY_WIDTH),
    ("Before", NAME_WIDTH),
    ("Now", NAME_WIDTH),
    ("Cause", SENTENCE_WIDTH),
)


def build_changes_sheet(assessment: Assessment, changes: ReportChanges) -> TypedSheet:
    """Build the sheet with one row per changed programme."""
    return TypedSheet("Changed", _COLUMNS, tuple(_build_rows(assessment, changes)))


def _build_rows(assessment: Assessment, changes: ReportChanges) -> Iterator[tuple[TypedCell, ...]]:
    for sentence in (changes.coverage_note, format_no_changes(changes)):
        if sentence:
            yield (sentence, *[None] * (len(_COLUMNS) - 1))
    for difference in changes.changes:
        line = build_change_line(assessment, difference)
        verdict_cells = (changes.previous_as_of, line.before, line.after, line.cause)
        yield (line.kind, difference.programme, line.programme, line.city, line.office, *verdict_cells)
