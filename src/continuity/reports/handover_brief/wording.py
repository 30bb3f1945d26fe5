"""How the handover brief says who carries a programme, until when, and what it rests on."""

from collections.abc import Sequence
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.summaries.handover_brief import (
    AGREEMENT_ENDS,
    COUNCIL,
    DUTY,
    MANDATE_ENDS,
    PROGRAMME_BEGINS,
    PROGRAMME_ENDS,
    UNSIGNED,
    Due,
    may_end_from,
)
from continuity.domain.values.dates import over
from continuity.reports.document.model import NOT_RECORDED
from continuity.reports.document.text_layout import isolated
from continuity.reports.handover_brief.model import Brief
from continuity.reports.wording.english import counted, english, vaguely
from continuity.reports.wording.names import funder_name, programme_name

MANDATES = {
    DUTY: "Statute",
    COUNCIL: "Resolution of the council",
    "strategy": "Strategy",
    "executive": "Decision of the office",
    None: NOT_RECORDED,
}
_SCOPES = {"deliver": "delivers", "co-deliver": "delivers with others", "advise": "advises only"}
_ROLES = {
    "implementing": "implementing",
    "accountable": "accountable",
    "extending": "extending",
    "funding": "pays only",
}
_DUES = {
    PROGRAMME_ENDS: "The programme ends",
    PROGRAMME_BEGINS: "The programme is to begin",
    MANDATE_ENDS: "What it rests on ends",
}


def name(brief: Brief, one: Finding) -> str:
    """What a programme is called."""
    return isolated(programme_name(brief.dossier.assessment, one))


def carried(found: Assessment, programme: Programme, as_of: date) -> str:
    """Who carries a programme, each with how far that is agreed."""
    rows = [row for row in programme.agreements if row.role != "funding" and not _over(row, as_of)]
    told = (f"{isolated(found.name('partner', row.partner.key))} ({agreed(row)})" for row in rows)
    return "; ".join(told) or "no partner recorded"


def agreed(row: Agreement) -> str:
    """How far an agreement is: who only is named has none that is recorded."""
    if row.status == "named":
        return "no agreement recorded"
    if row.status == "draft":
        return "draft agreement"
    if row.status == "terminated":
        return f"terminated agreement, {_last(row)}"
    if row.status == "signed":
        return f"signed agreement, {_last(row)}"
    return "agreement not recorded as signed"


def part(row: Agreement) -> str:
    """What a partner does in a programme."""
    told = (_SCOPES.get(row.scope or ""), _ROLES.get(row.role or ""))
    return ", ".join(dict.fromkeys(one for one in told if one)) or NOT_RECORDED


def ending(brief: Brief, row: Agreement) -> tuple[str, str, str]:
    """With whom an agreement is, until when, and from when the office may have ended it."""
    partner = isolated(brief.dossier.assessment.name("partner", row.partner.key))
    return partner, ends(row), may_end(row, brief.first_day)


def may_end(row: Agreement, first: date) -> str:
    """From when the office may have ended an agreement alone; without recorded notice, nothing stands in its way."""
    if row.office_may_end_alone == "no":
        return "not alone, before its last day"
    day = may_end_from(row, first)
    if day is None:
        return f"whether it can alone is {NOT_RECORDED}"
    last = row.end.earliest if row.end else None
    if last is not None and last < day:
        return "ends before notice given then runs out"
    notice = f"{counted(row.notice_days, 'day')} of notice" if row.notice_days is not None else "notice not recorded"
    return f"{english(day)} ({notice})"


def outlived(changes: Sequence[Transition] | None) -> str:
    """How many changes a programme has outlived, and how many times the same person went on."""
    if changes is None:
        return "launch not recorded"
    again = sum(one.stayed for one in changes)
    unknown = sum(not one.stayed and not one.result_known for one in changes)
    told = [str(len(changes) - again - unknown or "none")]
    told += [f"the same person went on {'once' if again == 1 else f'{again} times'}"] if again else []
    told += [f"of {unknown} more the result is not recorded"] if unknown else []
    return "; ".join(told)


def due(found: Assessment, one: Due) -> str:
    """What falls due, in a few words."""
    if isinstance(one.row, Funding):
        firm = {"committed": "Committed money", "indicative": "Indicative money"}
        who = isolated(funder_name(found, one.row))
        return f"{firm.get(one.row.certainty or '', 'Money not recorded as committed')} ends: {who}"
    if isinstance(one.row, Agreement):
        who = isolated(found.name("partner", one.row.partner.key))
        words = {AGREEMENT_ENDS: "The agreement ends", UNSIGNED: "The agreement is a draft and waits to be signed"}
        return f"{words[one.what]}: {who}"
    return _DUES[one.what]


def mandate_cells(brief: Brief, programme: Programme, word: str | None) -> tuple[str, str, str]:
    """The reference of what a programme rests on, since when and until when it holds."""
    if word is None:
        return NOT_RECORDED, "", ""
    reference = str(brief.programmes[programme.key]["mandate_reference"] or "")
    until = vaguely(programme.mandate_until) if programme.mandate_until else "no last day recorded"
    return isolated(reference) or NOT_RECORDED, vaguely(programme.mandate_on), until


def partners(brief: Brief, programme: Programme) -> str:
    """The partners of a programme; with whom to ask there, where that was asked for by name."""
    contacts, name = brief.dossier.contacts, brief.dossier.assessment.name
    keys = dict.fromkeys(row.partner.key for row in programme.agreements if row.role != "funding")
    told = [
        isolated(name("partner", key)) + (f": {isolated(contacts[key])}" if key in contacts else "") for key in keys
    ]
    return "; ".join(told) or NOT_RECORDED


def ends(row: Agreement | Funding) -> str:
    """The last day as it was written, with what it rests on where that is not its text."""
    if row.end is None:
        return "open end" if row.end_basis == "open" else NOT_RECORDED
    return vaguely(row.end) + (f" ({row.end_basis})" if row.end_basis in ("derived", "open") else "")


def _last(row: Agreement) -> str:
    return f"until {ends(row)}" if row.end else f"last day: {ends(row)}"


def _over(row: Agreement, as_of: date) -> bool:
    return row.status in ("signed", "terminated") and over(row.end, as_of)
