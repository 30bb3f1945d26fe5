"""E2: signed agreements that together leave no day of the span uncovered.

Rests on some evidence, that formal and finished steps carry further than plans (Johnson 2017; HCAP), and on practice:
what counts is what is dated and signed, as in the Open Contracting Data Standard (`dateSigned`, `period`). The cut-offs
are practice.
"""

from datetime import date

from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import find_in_force_period, is_end_stated, is_signed
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, CoverageGap, can_cover, find_coverage_gaps
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date, format_days, format_end, format_period, format_recorded_days
from continuity.domain.values.dates import find_gaps

_NO_PERIOD = "no certain start or end"


def _build_info(meaning: str, remedy: str) -> CodeInfo:
    return CodeInfo(meaning=meaning, remedy=remedy, role="failure")


CODES = {
    "NO_AGREEMENT": _build_info(
        "A partner is named, but no agreement with it is recorded for the exposed days.",
        "Sign an agreement to deliver past the exposed days that the office cannot end alone, or record the one there "
        "is with its break clause.",
    ),
    "AGREEMENT_UNSIGNED": _build_info(
        "The agreement is a draft, or it is not recorded that it was signed.", "Sign the agreement."
    ),
    "AGREEMENT_UNDATED": _build_info(
        "The agreement lacks a certain signing day, start or stated end, so it is on no day certainly in force.",
        "Record the days on which the agreement was signed, starts and ends, as its text states them.",
    ),
    "AGREEMENT_STARTS": _build_info(
        "The agreement starts after the first exposed day.", "Let the agreement start before the handover."
    ),
    "AGREEMENT_ENDS": _build_info(
        "The agreement ends before the last exposed day.", "Extend the agreement, or sign its renewal."
    ),
    "AGREEMENT_GAP": _build_info(
        "The agreements leave exposed days between them uncovered.", "Sign an agreement for the days between."
    ),
    "AGREEMENT_TERMINATED": _build_info(
        "The agreement was terminated and does not run to the last exposed day.",
        "Sign a new agreement, with this or another community partner.",
    ),
}


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E2 does not hold."""
    if carrier is None:
        return ()
    periods = [period for row in carrier.agreements if (period := find_in_force_period(row, case.as_of))]
    uncovered = find_gaps(case.exposure_period, periods)
    if not uncovered:
        return ()
    reasons = [_build_gap_reason(case, carrier, gap) for gap in find_coverage_gaps(case.exposure_period, periods)]
    for row in carrier.agreements:
        if can_cover(row.start, row.end if is_end_stated(row.end_basis) else None, uncovered):
            reasons.extend(_find_defects(case, carrier, row))
    return deduplicate_reasons(reasons) or (_build_none_reason(case, carrier),)


def _build_none_reason(case: Case, carrier: Carrier) -> Reason:
    text = f"No agreement with {carrier.name} is recorded for {format_period(case.exposure_period)}."
    return Reason(code="NO_AGREEMENT", text=text)


def _build_gap_reason(case: Case, carrier: Carrier, gap: CoverageGap) -> Reason:
    subject = f"The agreement with {carrier.name}"
    if gap.kind == STARTS:
        delay = format_days((gap.boundary_day - case.exposure_period.first).days)
        text = f"{subject} starts on {gap.boundary_day.isoformat()}, {delay} after the first exposed day."
        return Reason(code="AGREEMENT_STARTS", text=text, is_recorded=True)
    if gap.kind == ENDS:
        return _build_end_reason(case, carrier, gap.boundary_day)
    text = f"The agreements with {carrier.name} leave {format_period(gap.uncovered)} uncovered."
    return Reason(code="AGREEMENT_GAP", text=text, is_recorded=True)


def _build_end_reason(case: Case, carrier: Carrier, day: date) -> Reason:
    last_agreements = [
        row for row in carrier.agreements if (period := find_in_force_period(row, case.as_of)) and period.last == day
    ]
    if all(row.status == "terminated" for row in last_agreements):
        text = f"The agreement with {carrier.name} was terminated; it {format_end(day, case.as_of)}."
        return Reason(code="AGREEMENT_TERMINATED", text=text, is_recorded=True)
    shortfall = format_days((case.exposure_period.last - day).days)
    text = f"The agreement with {carrier.name} {format_end(day, case.as_of)}, {shortfall} before the last exposed day."
    return Reason(code="AGREEMENT_ENDS", text=text, is_recorded=True)


def _find_defects(case: Case, carrier: Carrier, row: Agreement) -> tuple[Reason, ...]:
    """Find why the agreement is in force on no day."""
    if row.status == "named" or find_in_force_period(row, case.as_of):
        return ()
    subject = f"The agreement with {carrier.name}"
    if row.status == "terminated":
        text = f"{subject} was terminated; until which day it ran is not certain."
        return (Reason(code="AGREEMENT_TERMINATED", text=text, is_recorded=True),)
    if row.status == "draft":
        return (Reason(code="AGREEMENT_UNSIGNED", text=f"{subject} is recorded as a draft.", is_recorded=True),)
    if row.status != "signed":
        return (Reason(code="AGREEMENT_UNSIGNED", text=f"{subject} is not recorded as signed."),)
    return (Reason(code="AGREEMENT_UNDATED", text=f"{subject} has {_describe_missing_date(row, case.as_of)}."),)


def _describe_missing_date(row: Agreement, as_of: date) -> str:
    if row.signed_on is None:
        return "no signing day"
    if not is_signed(row, as_of):
        return f"no signing day that has certainly passed (recorded: {format_date(row.signed_on)})"
    if not is_end_stated(row.end_basis):
        return f"no stated end (recorded: {format_date(row.end)}, {row.end_basis})"
    return f"{_NO_PERIOD}{format_recorded_days(row.start, row.end)}"


FACTOR = Factor(
    symbol="E2",
    title="signed agreements that leave no exposed day uncovered",
    reads=qualify_columns("agreements", "partner", "role", "status", "signed_on", "start", "end", "end_basis"),
    rests_on="practice",
    source="Johnson 2017; HCAP (ASPE/NORC); OCDS dateSigned and period",
    codes=CODES,
    find_failures=find_failures,
)
