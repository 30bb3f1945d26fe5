"""What a partner's own statement says of one record, in words for somebody who has never seen the record."""

from collections.abc import Iterable, Mapping

from continuity.domain.programmes.partner_record import StatedAgreement, StatedEvidence, StatedMoney
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED
from continuity.reports.document.text_layout import isolated
from continuity.reports.timeline.bars import written
from continuity.reports.wording.english import counted
from continuity.reports.wording.funding import amount
from continuity.reports.wording.names import funder_kind

KINDS = {
    "community": "community organisation",
    "charity": "charity",
    "faith": "faith organisation",
    "social-enterprise": "social enterprise",
    "academic": "university or research body",
    "private": "private company",
    "foundation": "foundation",
    "public": "public body",
}
ROLES = {
    "implementing": "you carry it out (implementing)",
    "accountable": "you answer for it (accountable)",
    "extending": "you manage it for whoever pays (extending)",
    "funding": "you pay for it (funding)",
}
SCOPES = {
    "deliver": "you deliver it",
    "co-deliver": "you deliver it together with others",
    "advise": "you advise on it",
}
STATUSES = {
    "named": "no agreement recorded; you are named as having a part in it",
    "draft": "a draft, not signed",
    "signed": "signed",
    "terminated": "signed and then terminated",
}
MAY_END = {"yes": "the office may end it alone", "no": "the office may not end it alone"}
EVIDENCE = {
    "capacity": "check of your capacity",
    "buy-in": "support of the community",
    "data": "the programme's data in your hands",
    "evaluation": "evaluation",
    "overlap": "period in which you led beside the city",
    "sustainability": "how lasting the programme is",
}
CERTAINTY = {"committed": "committed", "indicative": "indicative only"}
_SCALES = {"capacity": "1 to 4", "sustainability": "1 to 7"}
_UNKNOWN = "unknown"

_OF_AGREEMENTS = {
    "role": "your role",
    "scope": "what you may do",
    "status": "whether it is signed",
    "signed_on": "the day of signing",
    "start": "the first day",
    "end": "the last day",
    "notice_days": "the notice",
    "office_may_end_alone": "whether the office may end it alone",
    "evidence": "the document",
}
_OF_MONEY = {
    "amount": "the amount",
    "currency": "the currency",
    "certainty": "whether it is committed",
    "committed_on": "the day of commitment",
    "start": "the first day",
    "end": "the last day",
}
_OF_EVIDENCE = {"kind": "the kind", "date": "the day", "title": "the title", "url": "the address"}


def worded(words: Mapping[str, str], word: str | None, what: str = "") -> str:
    """A word of the record in plain words; what is not recorded, or recorded as not known, is said to be so."""
    subject = f"{what}: " if what else ""
    if word == _UNKNOWN:
        return f"{subject}recorded as not known"
    return words.get(word, word) if word else f"{subject}{NOT_RECORDED}"


def agreement_facts(row: StatedAgreement) -> tuple[tuple[str, str], ...]:
    """What an agreement says, each with what it is called; where none is recorded, no more than is recorded."""
    told = (
        ("Your part", f"{worded(ROLES, row.role, 'role')}; {worded(SCOPES, row.scope, 'what you may do')}", True),
        ("Agreement", _standing(row), True),
        ("In force", _in_force(row), row.start or row.end),
        ("Ending it", _ending(row), row.notice_days is not None or row.office_may_end_alone),
        ("Document", isolated(row.evidence or ""), row.evidence),
        ("Confirmed by you", written(row.confirmed_on), True),
        ("Reviewed", _reviewed(row), row.reviewed_on or row.reviewed_by),
    )
    return tuple((label, text) for label, text, recorded in told if recorded or row.status != "named")


def missing_of_agreement(row: StatedAgreement) -> tuple[str, ...]:
    """What of an agreement is not recorded, or recorded as not known."""
    if row.status == "named":
        return (*_missing(row, {name: _OF_AGREEMENTS[name] for name in ("role", "scope")}), "an agreement")
    moot = {"signed_on"} if row.status == "draft" else set()
    moot |= {"end"} if row.end_basis == "open" else set()
    return _missing(row, {name: told for name, told in _OF_AGREEMENTS.items() if name not in moot})


def missing_of_money(rows: Iterable[StatedMoney]) -> tuple[str, ...]:
    """What of the money is not recorded everywhere; an end is not missing where none is agreed."""
    found: list[str] = []
    for row in rows:
        moot = "end" if row.end_basis == "open" else ""
        found += _missing(row, {name: told for name, told in _OF_MONEY.items() if name != moot})
        found += [] if row.funder or row.funder_kind not in (None, _UNKNOWN) else ["who pays"]
    return tuple(dict.fromkeys(found))


def missing_of_evidence(rows: Iterable[StatedEvidence]) -> tuple[str, ...]:
    """What of the evidence is not recorded everywhere."""
    return tuple(dict.fromkeys(told for row in rows for told in _missing(row, _OF_EVIDENCE)))


def _missing(row: object, columns: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(told for name, told in columns.items() if getattr(row, name) in (None, "", _UNKNOWN))


def money_cells(row: StatedMoney, key: str, payer: str) -> tuple[str, ...]:
    """Who pays how much, how firm that is, and for which days; `payer` is the name where one is recorded."""
    own = row.funder == key or (not row.funder and row.funder_kind == "own")
    whom = "" if row.partner in (None, key) else ", to another organisation"
    return (
        f"you{whom}" if own else payer or funder_kind(row),
        _amount(row),
        _committed(row),
        f"{written(row.start)} to {end_day(row.end, row.end_basis)}",
    )


def evidence_cells(row: StatedEvidence) -> tuple[str, ...]:
    """Which document it is, of which day, with which score, and where it is."""
    part = f": {row.domain}" if row.domain else ""
    told = ((row.title, "title"), (row.url, "address"))
    return (
        f"{worded(EVIDENCE, row.kind)}{part}",
        written(row.date),
        _score(row),
        "; ".join(isolated(part or f"{what} {NOT_RECORDED}") for part, what in told),
    )


def end_day(end: VagueDate | None, basis: str | None) -> str:
    """A last day as recorded, and what it rests on where nobody stated it."""
    if end is None:
        return "no end agreed" if basis == "open" else NOT_RECORDED
    return f"{end} (worked out, not stated)" if basis == "derived" else str(end)


def _standing(row: StatedAgreement) -> str:
    status = worded(STATUSES, row.status, "whether it is signed")
    if row.status in ("signed", "terminated"):
        return f"{status}; day of signing: {written(row.signed_on)}"
    return f"{status}; day of signing: {row.signed_on}" if row.signed_on else status


def _in_force(row: StatedAgreement) -> str:
    if not (row.start or row.end or row.end_basis == "open"):
        return NOT_RECORDED
    return f"first day: {written(row.start)}; last day: {end_day(row.end, row.end_basis)}"


def _ending(row: StatedAgreement) -> str:
    notice = NOT_RECORDED if row.notice_days is None else counted(row.notice_days, "day")
    return f"{worded(MAY_END, row.office_may_end_alone, 'whether the office may end it alone')}; notice: {notice}"


def _reviewed(row: StatedAgreement) -> str:
    by = f" by {isolated(row.reviewed_by)}" if row.reviewed_by else ""
    return f"{written(row.reviewed_on)}{by}" if row.reviewed_on or not by else f"{by.strip()}; day not recorded"


def _amount(row: StatedMoney) -> str:
    if row.amount is None:
        return NOT_RECORDED
    return f"{amount(row.amount)} {isolated(row.currency or '(currency not recorded)')}"


def _committed(row: StatedMoney) -> str:
    firm = worded(CERTAINTY, row.certainty)
    if row.committed_on:
        return f"{firm}, {row.committed_on}"
    return f"{firm}, day not recorded" if row.certainty == "committed" else firm


def _score(row: StatedEvidence) -> str:
    if row.score is None:
        return NOT_RECORDED
    scale = _SCALES.get(row.kind or "")
    return f"{row.score} (on a scale of {scale})" if scale else str(row.score)
