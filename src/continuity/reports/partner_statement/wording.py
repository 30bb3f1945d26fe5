"""Wording of a partner statement, for readers who have never seen the record."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from continuity.domain.programmes.partner_record import PartnerAgreement, PartnerEvidence, PartnerFunding
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import AgreementStatus, EndBasis, FunderKind, FundingCertainty
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.timeline.bars import format_date_as_recorded
from continuity.reports.wording.english import NOT_RECORDED, format_count, mark_day
from continuity.reports.wording.funding import format_amount
from continuity.reports.wording.names import funder_kind_label

PARTNER_KIND_LABELS = {
    "community": "community organisation",
    "charity": "charity",
    "faith": "faith organisation",
    "social-enterprise": "social enterprise",
    "academic": "university or research body",
    "private": "private company",
    "foundation": "foundation",
    "public": "public body",
}
ROLE_LABELS = {
    "implementing": "you carry it out (implementing)",
    "accountable": "you answer for it (accountable)",
    "extending": "you manage it for whoever pays (extending)",
    "funding": "you pay for it (funding)",
}
SCOPE_LABELS = {
    "deliver": "you deliver it",
    "co-deliver": "you deliver it together with others",
    "advise": "you advise on it",
}
AGREEMENT_STATUS_LABELS = {
    "named": "no agreement recorded; you are named as having a part in it",
    "draft": "a draft, not signed",
    "signed": "signed",
    "terminated": "signed and then terminated",
}
MAY_END_LABELS = {"yes": "the office may end it alone", "no": "the office may not end it alone"}
EVIDENCE_LABELS = {
    "capacity": "check of your capacity",
    "buy-in": "support of the community",
    "data": "the programme's data in your hands",
    "evaluation": "evaluation",
    "overlap": "period in which you led beside the city",
    "sustainability": "how lasting the programme is",
}
CERTAINTY_LABELS = {"committed": "committed", "indicative": "indicative only"}
_SCORE_SCALES = {"capacity": "1 to 4", "sustainability": "1 to 7"}
_UNKNOWN = "unknown"

Record = TypeVar("Record")
_Fact: TypeAlias = tuple[str, Callable[[Record], object]]
"""Label of a fact, and its reader."""

_AGREEMENT_FACTS: Mapping[str, _Fact[PartnerAgreement]] = {
    "role": ("your role", lambda row: row.role),
    "scope": ("what you may do", lambda row: row.scope),
    "status": ("whether it is signed", lambda row: row.status),
    "signed_on": ("the day of signing", lambda row: row.signed_on),
    "start": ("the first day", lambda row: row.start),
    "end": ("the last day", lambda row: row.end),
    "notice_days": ("the notice", lambda row: row.notice_days),
    "office_may_end_alone": ("whether the office may end it alone", lambda row: row.office_may_end_alone),
    "evidence": ("the document", lambda row: row.evidence),
}
_FUNDING_FACTS: Mapping[str, _Fact[PartnerFunding]] = {
    "amount": ("the amount", lambda row: row.amount),
    "currency": ("the currency", lambda row: row.currency),
    "certainty": ("whether it is committed", lambda row: row.certainty),
    "committed_on": ("the day of commitment", lambda row: row.committed_on),
    "start": ("the first day", lambda row: row.start),
    "end": ("the last day", lambda row: row.end),
}
_EVIDENCE_FACTS: Mapping[str, _Fact[PartnerEvidence]] = {
    "kind": ("the kind", lambda row: row.kind),
    "date": ("the day", lambda row: row.date),
    "title": ("the title", lambda row: row.title),
    "url": ("the address", lambda row: row.url),
}


def format_word(labels: Mapping[str, str], word: str | None, subject_name: str = "") -> str:
    """Return the label of a recorded word, or that it is unknown or not recorded."""
    subject = f"{subject_name}: " if subject_name else ""
    if word == _UNKNOWN:
        return f"{subject}recorded as not known"
    return labels.get(word, word) if word else f"{subject}{NOT_RECORDED}"


def list_agreement_facts(row: PartnerAgreement) -> tuple[tuple[str, str], ...]:
    """List labelled facts of an agreement; omit empty ones if it is only `named`."""
    role, scope = format_word(ROLE_LABELS, row.role, "role"), format_word(SCOPE_LABELS, row.scope, "what you may do")
    facts = (
        ("Your part", f"{role}; {scope}", True),
        ("Agreement", _format_signing(row), True),
        ("In force", _format_in_force(row), row.start or row.end),
        ("Ending it", _format_ending(row), row.notice_days is not None or row.office_may_end_alone),
        ("Document", isolate_direction(row.evidence or ""), row.evidence),
        ("Confirmed by you", _format_date(row.confirmed_on), True),
        ("Reviewed", _format_review(row), row.reviewed_on or row.reviewed_by),
    )
    return tuple((label, text) for label, text, recorded in facts if recorded or row.status != AgreementStatus.NAMED)


def list_missing_agreement_facts(row: PartnerAgreement) -> tuple[str, ...]:
    """List the missing or unknown facts of an agreement."""
    if row.status == AgreementStatus.NAMED:
        return (*_list_missing_facts(row, (_AGREEMENT_FACTS["role"], _AGREEMENT_FACTS["scope"])), "an agreement")
    inapplicable = {"signed_on"} if row.status == AgreementStatus.DRAFT else set()
    inapplicable |= {"end"} if row.end_basis == EndBasis.OPEN else set()
    return _list_missing_facts(row, (fact for name, fact in _AGREEMENT_FACTS.items() if name not in inapplicable))


def list_missing_funding_facts(rows: Iterable[PartnerFunding]) -> tuple[str, ...]:
    """List the facts missing in any funding row; an open end is not missing."""
    missing: list[str] = []
    for row in rows:
        inapplicable = "end" if row.end_basis == EndBasis.OPEN else ""
        missing += _list_missing_facts(row, (fact for name, fact in _FUNDING_FACTS.items() if name != inapplicable))
        missing += [] if row.funder or row.funder_kind not in (None, _UNKNOWN) else ["who pays"]
    return tuple(dict.fromkeys(missing))


def list_missing_evidence_facts(rows: Iterable[PartnerEvidence]) -> tuple[str, ...]:
    """List the facts missing in any evidence row."""
    return tuple(dict.fromkeys(label for row in rows for label in _list_missing_facts(row, _EVIDENCE_FACTS.values())))


def _list_missing_facts(row: Record, facts: Iterable[_Fact[Record]]) -> tuple[str, ...]:
    return tuple(label for label, read_fact in facts if read_fact(row) in (None, "", _UNKNOWN))


def format_funding_cells(row: PartnerFunding, key: str, payer: str) -> tuple[str, ...]:
    """Format payer, amount, certainty and days; `payer` is empty if not recorded."""
    is_own = row.funder == key or (not row.funder and row.funder_kind == FunderKind.OWN)
    payee_note = "" if row.partner in (None, key) else ", to another organisation"
    return (
        f"you{payee_note}" if is_own else payer or funder_kind_label(row),
        _format_funding_amount(row),
        _format_commitment(row),
        f"{_format_date(row.start)} to {format_end(row.end, row.end_basis)}",
    )


def format_evidence_cells(row: PartnerEvidence) -> tuple[str, ...]:
    """Format kind, day, score and reference."""
    part = f": {row.domain}" if row.domain else ""
    references = ((row.title, "title"), (row.url, "address"))
    return (
        f"{format_word(EVIDENCE_LABELS, row.kind)}{part}",
        _format_date(row.date),
        _format_score(row),
        "; ".join(isolate_direction(part or f"{label} {NOT_RECORDED}") for part, label in references),
    )


def format_end(end: VagueDate | None, basis: str | None) -> str:
    """Format a last day, with its basis if not stated."""
    if end is None:
        return "no end agreed" if basis == EndBasis.OPEN else NOT_RECORDED
    return f"{_format_date(end)}{' (worked out, not stated)' if basis == EndBasis.DERIVED else ''}"


def _format_date(day: VagueDate | None) -> str:
    return format_date_as_recorded(day, mark_day)


def _format_signing(row: PartnerAgreement) -> str:
    status = format_word(AGREEMENT_STATUS_LABELS, row.status, "whether it is signed")
    if row.signed_on or row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED):
        return f"{status}; day of signing: {_format_date(row.signed_on)}"
    return status


def _format_in_force(row: PartnerAgreement) -> str:
    if not (row.start or row.end or row.end_basis == EndBasis.OPEN):
        return NOT_RECORDED
    return f"first day: {_format_date(row.start)}; last day: {format_end(row.end, row.end_basis)}"


def _format_ending(row: PartnerAgreement) -> str:
    notice = NOT_RECORDED if row.notice_days is None else format_count(row.notice_days, "day")
    may_end = format_word(MAY_END_LABELS, row.office_may_end_alone, "whether the office may end it alone")
    return f"{may_end}; notice: {notice}"


def _format_review(row: PartnerAgreement) -> str:
    reviewer_note = f" by {isolate_direction(row.reviewed_by)}" if row.reviewed_by else ""
    if reviewer_note and not row.reviewed_on:
        return f"{reviewer_note.strip()}; day not recorded"
    return f"{_format_date(row.reviewed_on)}{reviewer_note}"


def _format_funding_amount(row: PartnerFunding) -> str:
    if row.amount is None:
        return NOT_RECORDED
    return f"{format_amount(row.amount)} {isolate_direction(row.currency or '(currency not recorded)')}"


def _format_commitment(row: PartnerFunding) -> str:
    certainty = format_word(CERTAINTY_LABELS, row.certainty)
    if row.committed_on:
        return f"{certainty}, {_format_date(row.committed_on)}"
    return f"{certainty}, day not recorded" if row.certainty == FundingCertainty.COMMITTED else certainty


def _format_score(row: PartnerEvidence) -> str:
    if row.score is None:
        return NOT_RECORDED
    scale = _SCORE_SCALES.get(row.kind or "")
    return f"{row.score} (on a scale of {scale})" if scale else str(row.score)
