"""Awards as a document section and as a workbook sheet."""

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, DataTable, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report.awards import AWARDS_NOTE, Award, build_awards
from continuity.reports.report.findings_section import format_handover
from continuity.reports.report.model import ReportData
from continuity.reports.spreadsheet.typed_workbook import DAY_WIDTH, NAME_WIDTH, NUMBER_WIDTH, TypedCell, TypedSheet
from continuity.reports.timeline.bars import format_date_as_recorded, format_end_as_recorded
from continuity.reports.wording.english import format_day
from continuity.reports.wording.funding import NO_CURRENCY, format_amount
from continuity.reports.wording.labels import TRANSITION_LABELS

AWARDS_TITLE = "Money, award by award"
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
    listed_awards = () if report.is_abridged else build_awards(report)
    rows = [format_award_row(report, award) for award in listed_awards]
    paragraph = Paragraph(AWARDS_OMITTED if report.is_abridged else NO_AWARDS)
    blocks: tuple[Block, ...] = (DataTable(AWARDS_NOTE, AWARD_COLUMNS, rows),) if rows else (paragraph,)
    return Section(title=AWARDS_TITLE, blocks=blocks, level=3)


def format_award_row(report: ReportData, award: Award) -> tuple[str, ...]:
    """Format an award as a cell for each of `AWARD_COLUMNS`."""
    kind = f" ({award.funder_kind})" if award.funder_kind and award.funder else ""
    city = report.assessment.display_name("city", award.city)
    return (
        f"{isolate_direction(award.funder)}{kind}" if award.funder else award.funder_kind or NOT_RECORDED,
        f"{isolate_direction(award.programme)}, {isolate_direction(city)}",
        isolate_direction(award.payee) or NOT_RECORDED,
        f"{_format_amount_cell(award)}, {award.certainty}",
        format_date_as_recorded(award.funding.start),
        format_end_as_recorded(award.funding.end, award.funding.end_basis),
        _format_transition(award.transition),
        award.outlasts_handover,
        award.multi_year,
        _format_evaluation(award),
    )


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
    return TypedSheet(
        "Awards", columns, [_build_award_cells(report, award) for award in build_awards(report)], "Programme"
    )


def _build_award_cells(report: ReportData, award: Award) -> tuple[TypedCell, ...]:
    funding = award.funding
    return (
        *(
            award.funder,
            award.funder_kind,
            award.payee,
            award.programme,
            report.assessment.display_name("city", award.city),
        ),
        *(
            funding.amount,
            funding.currency,
            _build_day_cell(funding.start),
            _build_day_cell(funding.end),
            award.end_basis,
            award.certainty,
        ),
        award.transition.polling_day if award.transition else None,
        format_handover(award.transition) if award.transition else None,
        *(
            award.outlasts_handover,
            award.multi_year,
            funding.pays_evaluation if funding.pays_evaluation in _PAYS_EVALUATION else None,
        ),
        *(_build_day_cell(award.evaluated_on), award.evaluator),
    )


def _build_day_cell(day: VagueDate | None) -> TypedCell:
    """Return an exact day as a date and a vague one as text."""
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


def _format_evaluation(award: Award) -> str:
    payment_note = _PAYS_EVALUATION.get(award.funding.pays_evaluation or "", "not recorded whether paid for")
    return (
        f"{payment_note}; newest: {isolate_direction(award.evaluation)}"
        if award.evaluation
        else f"{payment_note}; none recorded"
    )
