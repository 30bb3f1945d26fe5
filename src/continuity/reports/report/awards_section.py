"""The awards in the report to be read, and as a sheet of its workbook."""

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, Grid, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.report.awards import READ, Award, awards
from continuity.reports.report.findings_section import handover
from continuity.reports.report.model import Dossier
from continuity.reports.spreadsheet.typed_workbook import DAYS, NAMES, NUMBERS, TypedCell, TypedSheet
from continuity.reports.timeline.bars import end_written, written
from continuity.reports.wording.english import english
from continuity.reports.wording.funding import NO_CURRENCY, amount
from continuity.reports.wording.labels import KIND_WORDS

TITLE = "Money, award by award"
COLUMNS = (
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
NONE = "No award is recorded."
TOO_MANY = "A report of so many programmes leaves its awards to the workbook."

_NOT_KNOWN = "none known"
_PAYS_EVALUATION = {"yes": "paid for", "no": "not paid for"}


def awards_section(dossier: Dossier) -> Section:
    """The awards as a table."""
    found = () if dossier.brief else awards(dossier)
    rows = [told(dossier, one) for one in found]
    nothing = Words(TOO_MANY if dossier.brief else NONE)
    blocks: tuple[Block, ...] = (Grid(READ, COLUMNS, rows),) if rows else (nothing,)
    return Section(title=TITLE, blocks=blocks, level=3)


def told(dossier: Dossier, one: Award) -> tuple[str, ...]:
    """The award in words, a cell for each of `COLUMNS`."""
    kind = f" ({one.kind})" if one.kind and one.funder else ""
    return (
        f"{isolated(one.funder)}{kind}" if one.funder else one.kind or NOT_RECORDED,
        f"{isolated(one.programme)}, {isolated(dossier.assessment.name('city', one.city))}",
        isolated(one.paid) or NOT_RECORDED,
        f"{_amount(one)}, {one.certainty}",
        written(one.row.start),
        end_written(one.row.end, one.row.end_basis),
        _change(one.change),
        one.lasts,
        one.multi_year,
        _evaluation(one),
    )


def awards_sheet(dossier: Dossier) -> TypedSheet:
    """The awards, a fact a cell."""
    columns = (
        ("Funder", NAMES),
        ("Kind of funder", NAMES),
        ("Paid to", NAMES),
        ("Programme", NAMES),
        ("City", NAMES),
        ("Amount", NUMBERS + 6),
        ("Currency", NUMBERS),
        ("First day", DAYS),
        ("Last day", DAYS),
        ("Last day is", DAYS),
        ("Certainty", NAMES),
        ("Next change of leadership", DAYS),
        ("Its handover", NAMES),
        ("Lasts past it", DAYS),
        ("More than twelve months", DAYS),
        ("Pays for an evaluation", DAYS),
        ("Newest evaluation", DAYS),
        ("Evaluation with", NAMES),
    )
    return TypedSheet("Awards", columns, [_cells(dossier, one) for one in awards(dossier)], "Programme")


def _cells(dossier: Dossier, one: Award) -> tuple[TypedCell, ...]:
    row = one.row
    return (
        *(one.funder, one.kind, one.paid, one.programme, dossier.assessment.name("city", one.city)),
        *(row.amount, row.currency, _day(row.start), _day(row.end), one.basis, one.certainty),
        one.change.polling_day if one.change else None,
        handover(one.change) if one.change else None,
        *(one.lasts, one.multi_year, row.pays_evaluation if row.pays_evaluation in _PAYS_EVALUATION else None),
        *(_day(one.evaluated), one.evaluator),
    )


def _day(day: VagueDate | None) -> TypedCell:
    """One day as a day, a vague one as it was written."""
    return None if day is None else day.earliest if day.exact else str(day)


def _amount(one: Award) -> str:
    if one.row.amount is None:
        return "amount not recorded"
    return f"{amount(one.row.amount)} {isolated(one.row.currency) if one.row.currency else f'({NO_CURRENCY})'}"


def _change(one: Transition | None) -> str:
    if one is None:
        return _NOT_KNOWN
    return f"{KIND_WORDS.get(one.kind, one.kind)} of {english(one.polling_day)}, handover {handover(one)}"


def _evaluation(one: Award) -> str:
    paid = _PAYS_EVALUATION.get(one.row.pays_evaluation or "", "not recorded whether paid for")
    return f"{paid}; newest: {isolated(one.evaluation)}" if one.evaluation else f"{paid}; none recorded"
