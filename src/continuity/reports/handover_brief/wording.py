"""Wording of partners, terms and mandates in the handover brief."""

from collections.abc import Sequence

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.handover_brief import (
    AGREEMENT_ENDS,
    COUNCIL,
    DUTY,
    MANDATE_ENDS,
    PROGRAMME_BEGINS,
    PROGRAMME_ENDS,
    UNSIGNED,
    DueItem,
)
from continuity.domain.vocabulary import AgreementRole, AgreementStatus, EndBasis, MandateKind, YesNo
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.wording.english import NOT_RECORDED, format_count, format_day, format_vague_date
from continuity.reports.wording.names import funder_name

MANDATE_LABELS: dict[str | None, str] = {
    DUTY: "Statute",
    COUNCIL: "Resolution of the council",
    MandateKind.STRATEGY: "Strategy",
    MandateKind.EXECUTIVE: "Decision of the office",
    None: NOT_RECORDED,
}
_UNSIGNED_LABELS: dict[str, str] = {
    AgreementStatus.NAMED: "no agreement recorded",
    AgreementStatus.DRAFT: "draft agreement",
}
_SCOPE_LABELS = {"deliver": "delivers", "co-deliver": "delivers with others", "advise": "advises only"}
_ROLE_LABELS = {
    "implementing": "implementing",
    "accountable": "accountable",
    "extending": "extending",
    "funding": "pays only",
}
_DUE_LABELS = {
    PROGRAMME_ENDS: "The programme ends",
    PROGRAMME_BEGINS: "The programme is to begin",
    MANDATE_ENDS: "What it rests on ends",
    AGREEMENT_ENDS: "The agreement ends",
    UNSIGNED: "The agreement is a draft and waits to be signed",
}


def format_programme_name(brief: HandoverBrief, programme: Programme) -> str:
    """Format a programme's name."""
    return isolate_direction(programme.name or brief.report.assessment.display_name("programme", programme.key))


def format_carriers(assessment: Assessment, rows: Sequence[Agreement]) -> str:
    """Format the partners of agreements with the status of these."""
    carriers = (
        f"{isolate_direction(assessment.display_name('partner', row.partner.key))} ({format_agreement_status(row)})"
        for row in rows
    )
    return "; ".join(carriers) or "no partner recorded"


def format_agreement_status(row: Agreement) -> str:
    """Format an agreement's status and last day."""
    if row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED):
        return f"{row.status} agreement, {_format_last_day(row)}"
    return _UNSIGNED_LABELS.get(row.status or "", "agreement not recorded as signed")


def format_partner_role(row: Agreement) -> str:
    """Format a partner's scope and role."""
    labels = (_SCOPE_LABELS.get(row.scope or ""), _ROLE_LABELS.get(row.role or ""))
    return ", ".join(dict.fromkeys(label for label in labels if label)) or NOT_RECORDED


def format_ending_cells(brief: HandoverBrief, row: Agreement) -> tuple[str, str, str]:
    """Format an agreement's partner, last day and break day."""
    partner = isolate_direction(brief.report.assessment.display_name("partner", row.partner.key))
    return partner, format_end(row), format_break_day(brief, row)


def format_break_day(brief: HandoverBrief, row: Agreement) -> str:
    """Format the break day of an agreement; unrecorded notice counts as none."""
    if row.office_may_end_alone == YesNo.NO:
        return "not alone, before its last day"
    day = brief.handover.find_break_date(row)
    if day is None:
        return f"whether it can alone is {NOT_RECORDED}"
    last = row.end.earliest if row.end else None
    if last is not None and last < day:
        return "ends before notice given then runs out"
    notice = "notice not recorded" if row.notice_days is None else f"{format_count(row.notice_days, 'day')} of notice"
    return f"{format_day(day)} ({notice})"


def format_outlived(changes: Sequence[Transition] | None) -> str:
    """Format how many changes a programme outlived, re-elections apart."""
    if changes is None:
        return "launch not recorded"
    reelections = sum(transition.holder_stays for transition in changes)
    unknown_count = sum(not transition.holder_stays and not transition.result_known for transition in changes)
    parts = [str(len(changes) - reelections - unknown_count or "none")]
    times = "once" if reelections == 1 else f"{reelections} times"
    parts += [f"the same person went on {times}"] if reelections else []
    parts += [f"of {unknown_count} more the result is not recorded"] if unknown_count else []
    return "; ".join(parts)


def format_due(assessment: Assessment, due_item: DueItem) -> str:
    """Format an item that falls due."""
    if isinstance(due_item.row, Funding):
        certainty_labels = {"committed": "Committed money", "indicative": "Indicative money"}
        party_name = isolate_direction(funder_name(assessment, due_item.row))
        certainty_label = certainty_labels.get(due_item.row.certainty or "", "Money not recorded as committed")
        return f"{certainty_label} ends: {party_name}"
    if isinstance(due_item.row, Agreement):
        party_name = isolate_direction(assessment.display_name("partner", due_item.row.partner.key))
        return f"{_DUE_LABELS[due_item.kind]}: {party_name}"
    return _DUE_LABELS[due_item.kind]


def format_mandate_cells(brief: HandoverBrief, programme: Programme, mandate: str | None) -> tuple[str, str, str]:
    """Format a mandate's reference, first day and last day."""
    if mandate is None:
        return NOT_RECORDED, "", ""
    reference = str(brief.programmes[programme.key]["mandate_reference"] or "")
    until = format_vague_date(programme.mandate_until) if programme.mandate_until else "no last day recorded"
    return isolate_direction(reference) or NOT_RECORDED, format_vague_date(programme.mandate_on), until


def format_partners(brief: HandoverBrief, programme: Programme) -> str:
    """Format the partners of a programme, with requested contacts."""
    contacts, record_name = brief.report.contacts, brief.report.assessment.display_name
    keys = dict.fromkeys(row.partner.key for row in programme.agreements if row.role != AgreementRole.FUNDING)
    parts = ((record_name("partner", key), *((contacts[key],) if key in contacts else ())) for key in keys)
    return "; ".join(": ".join(map(isolate_direction, names)) for names in parts) or NOT_RECORDED


def format_end(row: Agreement | Funding) -> str:
    """Format the last day, with its basis unless stated."""
    if row.end is None:
        return "open end" if row.end_basis == EndBasis.OPEN else NOT_RECORDED
    basis = f" ({row.end_basis})" if row.end_basis in (EndBasis.DERIVED, EndBasis.OPEN) else ""
    return f"{format_vague_date(row.end)}{basis}"


def _format_last_day(row: Agreement) -> str:
    return f"until {format_end(row)}" if row.end else f"last day: {format_end(row)}"
