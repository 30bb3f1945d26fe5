"""Awards as a document section and as a workbook sheet."""

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Funding
from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.awards import Award, Commitment
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, DataTable, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report.findings_section import format_handover
from continuity.reports.report.model import ReportData
from continuity.reports.spreadsheet.typed_workbook import DAY_WIDTH, NAME_WIDTH, NUMBER_WIDTH, TypedCell, TypedSheet
from continuity.reports.timeline.bars import format_date_as_recorded, format_end_as_recorded
from continuity.reports.wording.english import format_day, format_vague_date, mark_day
from continuity.reports.wording.funding import NO_CURRENCY, format_amount
from continuity.reports.wording.labels import TRANSITION_LABELS
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
AWARD_COLUMNS = (
    "Funder",
    "Programme",
    "Paid to",
    "Amount",
    "First day",
    "Last day",
    "Next change of leadership",
    "Lasts past its handover",
    "More than twelve months",
    "Evaluation",
)
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
    city = assessment.display_name("city", award.finding.programme.city)
    return (
        _format_funder(assessment, award.funding),
        f"{isolate_direction(programme_name(assessment, award.finding))}, {isolate_direction(city)}",
        isolate_direction(_partner_name(assessment, award.funding.partner)) or NOT_RECORDED,
        f"{_format_amount_cell(award)}, {COMMITMENT_LABELS[award.commitment]}",
        format_date_as_recorded(award.funding.start, mark_day),
        format_end_as_recorded(award.funding.end, award.funding.end_basis, mark_day),
        _format_transition(award.transition),
        award.outlasts_handover,
        award.multi_year,
        _format_evaluation(assessment, award),
    )


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
    columns = (
        ("Funder", NAME_WIDTH),
        ("Kind of funder", NAME_WIDTH),
        ("Paid to", NAME_WIDTH),
        ("Programme", NAME_WIDTH),
        ("City", NAME_WIDTH),
        ("Amount", NUMBER_WIDTH + 6),
        ("Currency", NUMBER_WIDTH),
        ("First day", DAY_WIDTH),
        ("Last day", DAY_WIDTH),
        ("Last day is", DAY_WIDTH),
        ("Certainty", NAME_WIDTH),
        ("Next change of leadership", DAY_WIDTH),
        ("Its handover", NAME_WIDTH),
        ("Lasts past it", DAY_WIDTH),
        ("More than twelve months", DAY_WIDTH),
        ("Pays for an evaluation", DAY_WIDTH),
        ("Newest evaluation", DAY_WIDTH),
        ("Evaluation with", NAME_WIDTH),
    )
    rows = [_build_award_cells(report.assessment, award) for award in report.figures.awards]
    return TypedSheet("Awards", columns, rows, "Programme")


def _build_award_cells(assessment: Assessment, award: Award) -> tuple[TypedCell, ...]:
    funding, evaluation = award.funding, award.evaluation
    return (
        _partner_name(assessment, funding.funder),
        _format_funder_kind(funding),
        _partner_name(assessment, funding.partner),
        programme_name(assessment, award.finding),
        assessment.display_name("city", award.finding.programme.city),
        funding.amount,
        funding.currency,
        _build_day_cell(funding.start),
        _build_day_cell(funding.end),
        award.end_basis,
        COMMITMENT_LABELS[award.commitment],
        award.transition.polling_day if award.transition else None,
        format_handover(award.transition) if award.transition else None,
        award.outlasts_handover.value,
        award.multi_year.value,
        funding.pays_evaluation if funding.pays_evaluation in _PAYS_EVALUATION else None,
        _build_day_cell(evaluation.date if evaluation else None),
        _partner_name(assessment, evaluation.partner) if evaluation else "",
    )


def _build_day_cell(day: VagueDate | None) -> TypedCell:
    return None if day is None else day.earliest if day.is_exact else str(day)


def _format_amount_cell(award: Award) -> str:
    if award.funding.amount is None:
        return "amount not recorded"
    currency = isolate_direction(award.funding.currency) if award.funding.currency else f"({NO_CURRENCY})"
    return f"{format_amount(award.funding.amount)} {currency}"


def _format_transition(transition: Transition | None) -> str:
    if transition is None:
        return _NOT_KNOWN
    label = TRANSITION_LABELS.get(transition.kind, transition.kind)
    return f"{label} of {format_day(transition.polling_day)}, handover {format_handover(transition)}"


def _format_evaluation(assessment: Assessment, award: Award) -> str:
    payment_note = _PAYS_EVALUATION.get(award.funding.pays_evaluation or "", "not recorded whether paid for")
    if award.evaluation is None or award.evaluation.date is None:
        return f"{payment_note}; none recorded"
    evaluator = _partner_name(assessment, award.evaluation.partner)
    evaluator_note = f"with {evaluator}" if evaluator else "with whom not recorded"
    newest = f"{format_vague_date(award.evaluation.date)}, {evaluator_note}"
    return f"{payment_note}; newest: {isolate_direction(newest)}"
