"""E2: signed agreements that together leave no day of the span uncovered.
Rests on some evidence, that formal and finished steps carry further than plans (Johnson 2017; HCAP), and on practice:
what counts is what is dated and signed, as in the Open Contracting Data Standard (`dateSigned`, `period`). The cut-offs
are practice.
"""

from datetime import date

from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import find_agreed_period, is_end_stated, is_signed
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, CoverageGap, can_cover, find_coverage_gaps
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.values.dates import find_gaps
from continuity.domain.vocabulary import AgreementStatus

_CODE_NAMES = (
    "NO_AGREEMENT AGREEMENT_UNSIGNED AGREEMENT_UNDATED AGREEMENT_STARTS AGREEMENT_ENDS AGREEMENT_GAP "
    "AGREEMENT_TERMINATED"
)
CODES = dict.fromkeys(_CODE_NAMES.split(), CodeInfo(role="failure"))


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E2 does not hold."""
    if carrier is None:
        return ()
    periods = [period for row in carrier.agreements if (period := find_agreed_period(row, case.as_of))]
    uncovered = find_gaps(case.exposure_period, periods)
    if not uncovered:
        return ()
    reasons = [_build_gap_reason(case, carrier, gap) for gap in find_coverage_gaps(case.exposure_period, periods)]
    for row in carrier.agreements:
        if can_cover(row.start, row.end if is_end_stated(row.end_basis) else None, uncovered):
            reasons.extend(_find_defects(case, carrier, row))
    none_parameters: dict[str, Parameter] = {"partner": carrier.name, "period": case.exposure_period}
    return deduplicate_reasons(reasons) or (Reason(code="NO_AGREEMENT", parameters=none_parameters),)


def _build_gap_reason(case: Case, carrier: Carrier, gap: CoverageGap) -> Reason:
    day = gap.boundary_day
    if gap.kind == STARTS:
        delay = day - case.exposure_period.first
        parameters: dict[str, Parameter] = {"partner": carrier.name, "day": day, "delay": delay}
        return Reason(code="AGREEMENT_STARTS", parameters=parameters, is_recorded=True)
    if gap.kind == ENDS:
        return _build_end_reason(case, carrier, day)
    parameters = {"partner": carrier.name, "period": gap.uncovered}
    return Reason(code="AGREEMENT_GAP", parameters=parameters, is_recorded=True)


def _build_end_reason(case: Case, carrier: Carrier, day: date) -> Reason:
    periods = ((row, find_agreed_period(row, case.as_of)) for row in carrier.agreements)
    statuses = {row.status for row, period in periods if period and period.last == day}
    variant = "ended" if day < case.as_of else "ends"
    parameters: dict[str, Parameter] = {"partner": carrier.name, "day": day}
    if statuses <= {AgreementStatus.TERMINATED}:
        return Reason(code="AGREEMENT_TERMINATED", variant=variant, parameters=parameters, is_recorded=True)
    parameters["shortfall"] = case.exposure_period.last - day
    return Reason(code="AGREEMENT_ENDS", variant=variant, parameters=parameters, is_recorded=True)


def _find_defects(case: Case, carrier: Carrier, row: Agreement) -> tuple[Reason, ...]:
    """Find why the agreement is in force on no day."""
    if row.status == AgreementStatus.NAMED or find_agreed_period(row, case.as_of):
        return ()
    parameters = {"partner": carrier.name}
    if row.status == AgreementStatus.TERMINATED:
        return (Reason(code="AGREEMENT_TERMINATED", variant="undated", parameters=parameters, is_recorded=True),)
    if row.status == AgreementStatus.DRAFT:
        return (Reason(code="AGREEMENT_UNSIGNED", variant="draft", parameters=parameters, is_recorded=True),)
    if row.status != AgreementStatus.SIGNED:
        return (Reason(code="AGREEMENT_UNSIGNED", variant="unrecorded", parameters=parameters),)
    return (_build_undated_reason(carrier, row, case.as_of),)


def _build_undated_reason(carrier: Carrier, row: Agreement, as_of: date) -> Reason:
    parameters: dict[str, Parameter] = {"partner": carrier.name}
    if row.signed_on is None:
        variant = "unsigned"
    elif not is_signed(row, as_of):
        variant, parameters["signed_on"] = "signing-ahead", row.signed_on
    elif not is_end_stated(row.end_basis):
        variant, parameters = "end-not-stated", parameters | {"end": row.end, "basis": row.end_basis}
    else:
        variant = "period-uncertain" if row.start or row.end else "period-missing"
        parameters |= {"start": row.start, "end": row.end}
    return Reason(code="AGREEMENT_UNDATED", variant=variant, parameters=parameters)


FACTOR = Factor(
    symbol="E2",
    reads=qualify_columns("agreements", "partner", "role", "status", "signed_on", "start", "end", "end_basis"),
    rests_on="practice",
    source="Johnson 2017; HCAP (ASPE/NORC); OCDS dateSigned and period",
    codes=CODES,
    find_failures=find_failures,
)
