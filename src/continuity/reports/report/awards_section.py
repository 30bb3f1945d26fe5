"""Awards as a document section and as a workbook sheet."""

from collections.abc import Callable

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Funding
from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.awards import Award, Commitment
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import Block, DataTable, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report.findings_section import format_handover
from continuity.reports.report.model import ReportData
from continuity.reports.spreadsheet.typed_workbook import DAY_WIDTH, NAME_WIDTH, NUMBER_WIDTH, TypedCell, TypedSheet
from continuity.reports.timeline.bars import format_date_as_recorded, format_end_as_recorded
from continuity.reports.wording.english import NOT_RECORDED, format_vague_date, mark_day
from continuity.reports.wording.funding import NO_CURRENCY, format_amount
from continuity.reports.wording.labels import TRANSITION_LABELS, format_transition_day
from continuity.reports.wording.names import funder_kind_label, programme_name

AWARDS_TITLE = "Money, award by award"
AWARDS_NOTE = (
    "Of the programmes that were there and had not ended. It lasts past the next handover, or for more than twelve "
    "months, where committed money certainly does by the days that are stated; it does not, where the days rule it "
    "out; else it is not known."
)
COMMITMENT_LABELS = {
    Commitment.COMMITTED: "committed",
    Commitment.INDICATIVE: "indicative",
    Commitment.DAY_UNCERTAIN: "day of commitment not certain",
    Commitment.UNRECORDED: "not recorded whether committed",
}
NO_AWARDS = "No award is recorded."
AWARDS_OMITTED = "A report of so many programmes leaves its awards to the workbook."

_NOT_KNOWN = "none known"
_PAYS_EVALUATION = {"yes": "paid for", "no": "not paid for"}


def build_awards_section(report: ReportData) -> Section:
    """Build the awards section; abridged reports leave the rows to the workbook."""
    listed_awards = () if report.is_abridged else report.figures.awards
    rows = [format_award_row(report.assessment, award) for award in listed_awards]
    paragraph = Paragraph(AWARDS_OMITTED if report.is_abridged else NO_AWARDS)
    blocks: tuple[Block, ...] = (DataTable(AWARDS_NOTE, AWARD_COLUMNS, rows),) if rows else (paragraph,)
    return Section(title=AWARDS_TITLE, blocks=blocks, level=3)


def format_award_row(assessment: Assessment, award: Award) -> tuple[str, ...]:
    """Format an award as a cell for each of `AWARD_COLUMNS`."""
    return tuple(format_cell(assessment, award) for format_cell in _AWARD_CELLS.values())


def _format_programme(assessment: Assessment, award: Award) -> str:
    city = assessment.display_name("city", award.finding.programme.city)
    return f"{isolate_direction(programme_name(assessment, award.finding))}, {isolate_direction(city)}"


def _format_payee(assessment: Assessment, award: Award) -> str:
    return isolate_direction(_partner_name(assessment, award.funding.partner)) or NOT_RECORDED


def _partner_name(assessment: Assessment, key: str | None) -> str:
    return assessment.display_name("partner", key) if key else ""


def _format_funder_kind(funding: Funding) -> str:
    return funder_kind_label(funding) if funding.funder_kind not in (None, "", "unknown") else ""


def _format_funder(assessment: Assessment, funding: Funding) -> str:
    name, kind = _partner_name(assessment, funding.funder), _format_funder_kind(funding)
    if not name:
        return kind or NOT_RECORDED
    return f"{isolate_direction(name)} ({kind})" if kind else isolate_direction(name)


def build_awards_sheet(report: ReportData) -> TypedSheet:
    """Build the sheet with one row per award."""
    columns = [(heading, width) for heading, width, _ in _SHEET_COLUMNS]
    awards = report.figures.awards
    rows = [tuple(read_cell(report.assessment, award) for *_, read_cell in _SHEET_COLUMNS) for award in awards]
    return TypedSheet("Awards", columns, rows, "Programme")


def _evaluator_name(assessment: Assessment, award: Award) -> str:
    return _partner_name(assessment, award.evaluation.partner) if award.evaluation else ""


def _recorded_answer(answer: str | None) -> str | None:
    return answer if answer in _PAYS_EVALUATION else None


def _build_day_cell(day: VagueDate | None) -> TypedCell:
    return None if day is None else day.earliest if day.is_exact else str(day)


def build_transition_cell(transition: Transition | None) -> TypedCell:
    """Build the cell of a transition's day; a vague one is text, as it was written."""
    if transition is None:
        return None
    return _build_day_cell(transition.polling_date) or transition.polling_day


def _format_amount_cell(award: Award) -> str:
    if award.funding.amount is None:
        return "amount not recorded"
    currency = isolate_direction(award.funding.currency) if award.funding.currency else f"({NO_CURRENCY})"
    return f"{format_amount(award.funding.amount)} {currency}"


def _format_transition(transition: Transition | None) -> str:
    if transition is None:
        return _NOT_KNOWN
    label = TRANSITION_LABELS.get(transition.kind, transition.kind)
    return f"{label} of {format_transition_day(transition)}, handover {format_handover(transition)}"


def _format_evaluation(assessment: Assessment, award: Award) -> str:
    payment_note = _PAYS_EVALUATION.get(award.funding.pays_evaluation or "", "not recorded whether paid for")
    if award.evaluation is None or award.evaluation.date is None:
        return f"{payment_note}; none recorded"
    evaluator = _evaluator_name(assessment, award)
    evaluator_note = f"with {evaluator}" if evaluator else "with whom not recorded"
    newest = f"{format_vague_date(award.evaluation.date)}, {evaluator_note}"
    return f"{payment_note}; newest: {isolate_direction(newest)}"


_AWARD_CELLS: dict[str, Callable[[Assessment, Award], str]] = {
    "Funder": lambda found, award: _format_funder(found, award.funding),
    "Programme": _format_programme,
    "Paid to": _format_payee,
    "Amount": lambda _, award: f"{_format_amount_cell(award)}, {COMMITMENT_LABELS[award.commitment]}",
    "First day": lambda _, award: format_date_as_recorded(award.funding.start, mark_day),
    "Last day": lambda _, award: format_end_as_recorded(award.funding.end, award.funding.end_basis, mark_day),
    "Next change of leadership": lambda _, award: _format_transition(award.transition),
    "Lasts past its handover": lambda _, award: award.outlasts_handover,
    "More than twelve months": lambda _, award: award.multi_year,
    "Evaluation": _format_evaluation,
}
AWARD_COLUMNS = tuple(_AWARD_CELLS)

_SHEET_COLUMNS: tuple[tuple[str, int, Callable[[Assessment, Award], TypedCell]], ...] = (
    ("Funder", NAME_WIDTH, lambda found, row: _partner_name(found, row.funding.funder)),
    ("Kind of funder", NAME_WIDTH, lambda _, row: _format_funder_kind(row.funding)),
    ("Paid to", NAME_WIDTH, lambda found, row: _partner_name(found, row.funding.partner)),
    ("Programme", NAME_WIDTH, lambda found, row: programme_name(found, row.finding)),
    ("City", NAME_WIDTH, lambda found, row: found.display_name("city", row.finding.programme.city)),
    ("Amount", NUMBER_WIDTH + 6, lambda _, row: row.funding.amount),
    ("Currency", NUMBER_WIDTH, lambda _, row: row.funding.currency),
    ("First day", DAY_WIDTH, lambda _, row: _build_day_cell(row.funding.start)),
    ("Last day", DAY_WIDTH, lambda _, row: _build_day_cell(row.funding.end)),
    ("Last day is", DAY_WIDTH, lambda _, row: row.end_basis),
    ("Certainty", NAME_WIDTH, lambda _, row: COMMITMENT_LABELS[row.commitment]),
    ("Next change of leadership", DAY_WIDTH, lambda _, row: build_transition_cell(row.transition)),
    ("Its handover", NAME_WIDTH, lambda _, row: format_handover(row.transition) if row.transition else None),
    ("Lasts past it", DAY_WIDTH, lambda _, row: row.outlasts_handover.value),
    ("More than twelve months", DAY_WIDTH, lambda _, row: row.multi_year.value),
    ("Pays for an evaluation", DAY_WIDTH, lambda _, row: _recorded_answer(row.funding.pays_evaluation)),
    ("Newest evaluation", DAY_WIDTH, lambda _, row: _build_day_cell(row.evaluation.date if row.evaluation else None)),
    ("Evaluation with", NAME_WIDTH, _evaluator_name),
)
