"""E2: signed agreements that together leave no day of the span uncovered.

Rests on some evidence, that formal and finished steps carry further than plans (Johnson 2017; HCAP), and on practice:
what counts is what is dated and signed, as in the Open Contracting Data Standard (`dateSigned`, `period`). The cut-offs
are practice.
"""

from datetime import date

from continuity.domain.programmes.as_of import stated
from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import in_force, is_signed
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, Hole, holes, might_cover
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns, once
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import between, days, ends, recorded_days, written
from continuity.domain.values.dates import gaps

_NO_PERIOD = "no certain start or end"


def _info(meaning: str, remedy: str) -> CodeInfo:
    return CodeInfo(meaning=meaning, remedy=remedy, part="failure")


CODES = {
    "NO_AGREEMENT": _info(
        "A partner is named, but no agreement with it is recorded for the exposed days.",
        "Sign an agreement to deliver past the exposed days that the office cannot end alone, or record the one there "
        "is with its break clause.",
    ),
    "AGREEMENT_UNSIGNED": _info(
        "The agreement is a draft, or it is not recorded that it was signed.", "Sign the agreement."
    ),
    "AGREEMENT_UNDATED": _info(
        "The agreement lacks a certain signing day, start or stated end, so it is on no day certainly in force.",
        "Record the days on which the agreement was signed, starts and ends, as its text states them.",
    ),
    "AGREEMENT_STARTS": _info(
        "The agreement starts after the first exposed day.", "Let the agreement start before the handover."
    ),
    "AGREEMENT_ENDS": _info(
        "The agreement ends before the last exposed day.", "Extend the agreement, or sign its renewal."
    ),
    "AGREEMENT_GAP": _info(
        "The agreements leave exposed days between them uncovered.", "Sign an agreement for the days between."
    ),
    "AGREEMENT_TERMINATED": _info(
        "The agreement was terminated and does not run to the last exposed day.",
        "Sign a new agreement, with this or another community partner.",
    ),
}


def fails(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Why E2 does not hold."""
    if carrier is None:
        return ()
    periods = [period for row in carrier.agreements if (period := in_force(row, case.as_of))]
    missing = gaps(case.span, periods)
    if not missing:
        return ()
    found = [_hole(case, carrier, hole) for hole in holes(case.span, periods)]
    for row in carrier.agreements:
        if might_cover(row.start, row.end if stated(row.end_basis) else None, missing):
            found.extend(_defect(case, carrier, row))
    return once(found) or (_none(case, carrier),)


def _none(case: Case, carrier: Carrier) -> Reason:
    text = f"No agreement with {carrier.name} is recorded for {between(case.span)}."
    return Reason(code="NO_AGREEMENT", text=text)


def _hole(case: Case, carrier: Carrier, hole: Hole) -> Reason:
    subject = f"The agreement with {carrier.name}"
    if hole.kind == STARTS:
        late = days((hole.day - case.span.first).days)
        text = f"{subject} starts on {hole.day.isoformat()}, {late} after the first exposed day."
        return Reason(code="AGREEMENT_STARTS", text=text, recorded=True)
    if hole.kind == ENDS:
        return _end(case, carrier, hole.day)
    text = f"The agreements with {carrier.name} leave {between(hole.missing)} uncovered."
    return Reason(code="AGREEMENT_GAP", text=text, recorded=True)


def _end(case: Case, carrier: Carrier, day: date) -> Reason:
    last = [row for row in carrier.agreements if (period := in_force(row, case.as_of)) and period.last == day]
    if all(row.status == "terminated" for row in last):
        text = f"The agreement with {carrier.name} was terminated; it {ends(day, case.as_of)}."
        return Reason(code="AGREEMENT_TERMINATED", text=text, recorded=True)
    early = days((case.span.last - day).days)
    text = f"The agreement with {carrier.name} {ends(day, case.as_of)}, {early} before the last exposed day."
    return Reason(code="AGREEMENT_ENDS", text=text, recorded=True)


def _defect(case: Case, carrier: Carrier, row: Agreement) -> tuple[Reason, ...]:
    """Why the agreement is on no day in force."""
    if row.status == "named" or in_force(row, case.as_of):
        return ()
    subject = f"The agreement with {carrier.name}"
    if row.status == "terminated":
        text = f"{subject} was terminated; until which day it ran is not certain."
        return (Reason(code="AGREEMENT_TERMINATED", text=text, recorded=True),)
    if row.status == "draft":
        return (Reason(code="AGREEMENT_UNSIGNED", text=f"{subject} is recorded as a draft.", recorded=True),)
    if row.status != "signed":
        return (Reason(code="AGREEMENT_UNSIGNED", text=f"{subject} is not recorded as signed."),)
    return (Reason(code="AGREEMENT_UNDATED", text=f"{subject} has {_undated(row, case.as_of)}."),)


def _undated(row: Agreement, as_of: date) -> str:
    if row.signed_on is None:
        return "no signing day"
    if not is_signed(row, as_of):
        return f"no signing day that has certainly passed (recorded: {written(row.signed_on)})"
    if not stated(row.end_basis):
        return f"no stated end (recorded: {written(row.end)}, {row.end_basis})"
    return f"{_NO_PERIOD}{recorded_days(row.start, row.end)}"


FACTOR = Factor(
    symbol="E2",
    title="signed agreements that leave no exposed day uncovered",
    reads=columns("agreements", "partner", "role", "status", "signed_on", "start", "end", "end_basis"),
    rests_on="practice",
    source="Johnson 2017; HCAP (ASPE/NORC); OCDS dateSigned and period",
    codes=CODES,
    fails=fails,
)
