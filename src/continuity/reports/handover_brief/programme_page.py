"""One programme's page in the handover brief."""

from collections.abc import Iterator

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FundingCertainty
from continuity.reports.document.model import Block, BulletList, DataTable, DescriptionList, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.report.summary import FACT_LABELS
from continuity.reports.timeline.bars import sort_agreements, sort_funding
from continuity.reports.wording.english import NOT_RECORDED, format_count, format_vague_date
from continuity.reports.wording.funding import format_amount
from continuity.reports.wording.labels import TRANSITION_LABELS, format_stop, format_transition_day
from continuity.reports.wording.names import funder_name, partner_name, programme_name

_UNNAMED_PARTNER_NOTE = "might name a partner that is not named here."


def build_programme_sections(brief: HandoverBrief, finding: Finding) -> Iterator[Section]:
    """Build the sections of one programme's page."""
    title = isolate_direction(programme_name(brief.report.assessment, finding))
    yield Section(title=title, blocks=(DescriptionList(tuple(_list_facts(brief, finding))),), starts_page=True)
    yield _build_subsection("Changes it has outlived", _build_outlived_block(brief, finding))
    yield _build_subsection("Agreements", _build_agreements_block(brief, finding))
    yield _build_subsection("Money", _build_funding_block(brief, finding))
    yield _build_subsection("To read", _build_documents_block(brief, finding))


def _build_subsection(title: str, block: Block) -> Section:
    return Section(title=title, blocks=(block,), level=3)


def _list_facts(brief: HandoverBrief, finding: Finding) -> Iterator[tuple[str, str]]:
    programme, record = finding.programme, brief.programmes[finding.programme.key]
    holder = brief.report.figures.term_holders.get(programme.launched_under or "", "")
    yield "What it does", isolate_direction(str(record["summary"] or ""))
    yield "Theme", isolate_direction(str(record["theme"] or ""))
    yield "Status", "" if programme.status == "unknown" else programme.status or ""
    yield "Since", format_vague_date(programme.launched)
    yield "Began under", isolate_direction(holder)
    yield "Rests on", _format_mandate(brief, programme)
    yield "Stops if nothing is decided", format_stop(finding.runs_until, finding.runs_until_cause)
    yield "Answers for it in the city", isolate_direction(programme.owner or "")
    yield "Facts recorded", f"{finding.facts_recorded} of {finding.facts_total}"
    if finding.missing_columns:
        yield "Not recorded", ", ".join(FACT_LABELS.get(name, name) for name in finding.missing_columns)


def _format_mandate(brief: HandoverBrief, programme: Programme) -> str:
    mandate_kind = brief.handover.find_mandate(programme)
    if mandate_kind is None:
        return NOT_RECORDED
    reference, start, until = words.format_mandate_cells(brief, programme, mandate_kind)
    return f"{words.MANDATE_LABELS[mandate_kind]}: {reference}, since {start}; {until}"


def _build_outlived_block(brief: HandoverBrief, finding: Finding) -> Block:
    changes = brief.handover.list_outlived_transitions(finding.programme)
    if changes is None:
        return Paragraph("Its launch is not recorded, so which changes it has outlived is not known.")
    if not changes:
        return Paragraph("None since it began.")
    outcomes = {row.transition: row.outcome or "" for row in finding.programme.outcomes}
    return BulletList(tuple(_format_transition(brief, change, outcomes.get(change.key, "")) for change in changes))


def _format_transition(brief: HandoverBrief, transition: Transition, outcome: str) -> str:
    def person_name(key: str) -> str:
        return isolate_direction(brief.report.assessment.display_name("person", key))

    kind = TRANSITION_LABELS.get(transition.kind, transition.kind).capitalize()
    if transition.holder_stays and transition.outgoing:
        successor_note = f"{person_name(transition.outgoing)} went on"
    elif transition.successor:
        predecessor_note = f" after {person_name(transition.outgoing)}" if transition.outgoing else ""
        successor_note = f"{person_name(transition.successor)}{predecessor_note}"
    else:
        successor_note = "who followed is not recorded as a person" if transition.result_known else "no result recorded"
    outcome_note = f" The programme was recorded as {outcome}." if outcome and outcome != "unknown" else ""
    return f"{kind} of {format_transition_day(transition)}: {successor_note}.{outcome_note}"


def _build_agreements_block(brief: HandoverBrief, finding: Finding) -> Block:
    rows = [_format_agreement_row(brief, row) for row in sort_agreements(finding)]
    if not rows:
        return Paragraph("No agreement is recorded, and no partner is named.")
    columns = ("Partner", "Part", "How far", "From", "May be ended by the office")
    return DataTable("Who carries it, and on which terms.", columns, rows)


def _format_agreement_row(brief: HandoverBrief, row: Agreement) -> tuple[str, ...]:
    partner = isolate_direction(partner_name(brief.report.assessment, row.partner))
    break_day = words.format_break_day(brief, row) if brief.handover.can_be_ended(row) else ""
    part, status = words.format_partner_role(row), words.format_agreement_status(row)
    return partner, part, status, format_vague_date(row.start), break_day


def _build_funding_block(brief: HandoverBrief, finding: Finding) -> Block:
    rows = [_format_funding_row(brief, row) for row in sort_funding(finding)]
    if not rows:
        return Paragraph("No money is recorded.")
    columns = ("From", "For", "Amount", "Certainty", "First day", "Last day")
    return DataTable("Who pays for it, how much and until when.", columns, rows)


def _format_funding_row(brief: HandoverBrief, row: Funding) -> tuple[str, ...]:
    assessment = brief.report.assessment
    payee = isolate_direction(assessment.display_name("partner", row.partner)) if row.partner else NOT_RECORDED
    amount = NOT_RECORDED if row.amount is None else format_amount(row.amount)
    if row.amount is not None and row.currency:
        amount += f" {isolate_direction(row.currency)}"
    is_certainty_known = row.certainty in (FundingCertainty.COMMITTED, FundingCertainty.INDICATIVE)
    certainty = row.certainty if row.certainty and is_certainty_known else NOT_RECORDED
    days = format_vague_date(row.start), words.format_end(row)
    return isolate_direction(funder_name(assessment, row)), payee, amount, certainty, *days


def _build_documents_block(brief: HandoverBrief, finding: Finding) -> Block:
    texts = [_format_evaluation(row) for row in brief.evaluations.get(finding.programme.key, ())]
    for row in sort_agreements(finding):
        if document := brief.agreements.get(row.key, {}).get("evidence"):
            partner = isolate_direction(brief.report.assessment.display_name("partner", row.partner.key))
            texts.append(f"Agreement with {partner}: {isolate_direction(str(document))}")
    if withheld_count := brief.withheld_counts.get(finding.programme.key, 0):
        count_text = format_count(withheld_count, "evaluation or document", "evaluations or documents")
        texts.append(f"{count_text} left out, which {_UNNAMED_PARTNER_NOTE}")
    return BulletList(tuple(texts)) if texts else Paragraph("No evaluation and no document is recorded.")


def _format_evaluation(row: Row) -> str:
    vague_day = row["date"]
    day = f" of {format_vague_date(vague_day)}" if isinstance(vague_day, VagueDate) else ""
    parts = [isolate_direction(str(row[name])) for name in ("title", "url") if row[name]]
    return f"Evaluation{day}: {', '.join(parts) or 'title not recorded'}"
