"""E4 and protection F: committed money that leaves no day of the span uncovered.
Rests on evidence: want of money is one of the two causes for which coalitions dissolve (Communities That Care; HCAP),
funding predicts how long they last (Johnson 2017) and goes with sustainment (PSAT, .64). That the office's own money
counts only where it names the partner is practice.
"""

from datetime import date

from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import (
    find_committed_period,
    find_paid_period,
    is_committed,
    is_end_stated,
)
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, CoverageGap, can_cover, find_coverage_gaps
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.values.dates import Period, find_gaps
from continuity.domain.vocabulary import FunderKind, FundingCertainty

_CODE_NAMES = (
    "FUNDING_NONE FUNDING_UNDATED FUNDING_STARTS FUNDING_ENDS FUNDING_GAP FUNDING_INDICATIVE FUNDING_DERIVED "
    "FUNDING_OTHER"
)
CODES = dict.fromkeys(_CODE_NAMES.split(), CodeInfo(role="failure"))


def list_funded_periods(case: Case, carrier: Carrier | None) -> tuple[Period, ...]:
    """List the days with committed money for the partner, or for anybody."""
    rows = (row for row in case.programme.funding if _is_counted_for(row, carrier))
    return tuple(period for row in rows if (period := find_paid_period(row, case.as_of)))


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E4 does not hold for the partner, or F for anybody."""
    periods = list_funded_periods(case, carrier)
    uncovered = find_gaps(case.exposure_period, periods)
    if not uncovered:
        return ()
    reasons = [_build_gap_reason(case, carrier, gap) for gap in find_coverage_gaps(case.exposure_period, periods)]
    for row in sorted(case.programme.funding, key=lambda row: row.key):
        if can_cover(row.start, row.end if is_end_stated(row.end_basis) else None, uncovered):
            reasons.extend(_find_defects(case, carrier, row))
    recipient = carrier.name if carrier else None
    none_parameters: dict[str, Parameter] = {"recipient": recipient, "period": case.exposure_period}
    return deduplicate_reasons(reasons) or (Reason(code="FUNDING_NONE", parameters=none_parameters),)


def _is_counted_for(row: Funding, carrier: Carrier | None) -> bool:
    if carrier is None or row.partner == carrier.partner.key:
        return True
    # Money of a funder of unknown kind may be the office's own.
    return not row.partner and row.funder_kind not in (None, "", "unknown", FunderKind.OFFICE)


def _build_gap_reason(case: Case, carrier: Carrier | None, gap: CoverageGap) -> Reason:
    day = gap.boundary_day
    parameters: dict[str, Parameter] = {"recipient": carrier.name if carrier else None, "day": day}
    if gap.kind == ENDS and _stops_with_organisation(case, carrier, day):
        return Reason(code="FUNDING_ENDS", variant="organisation", parameters=parameters, is_recorded=True)
    if gap.kind == STARTS:
        parameters["delay"] = day - case.exposure_period.first
        return Reason(code="FUNDING_STARTS", parameters=parameters, is_recorded=True)
    if gap.kind == ENDS:
        variant, parameters["shortfall"] = "ended" if day < case.as_of else "ends", case.exposure_period.last - day
        return Reason(code="FUNDING_ENDS", variant=variant, parameters=parameters, is_recorded=True)
    parameters["period"] = gap.uncovered
    return Reason(code="FUNDING_GAP", parameters=parameters, is_recorded=True)


def _stops_with_organisation(case: Case, carrier: Carrier | None, day: date) -> bool:
    """Return whether money that was committed for longer stops because who pays or receives it ends."""
    rows = (row for row in case.programme.funding if _is_counted_for(row, carrier))
    paid = ((find_paid_period(row, case.as_of), find_committed_period(row, case.as_of)) for row in rows)
    return any(period and committed and period.last == day < committed.last for period, committed in paid)


def _find_defects(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    """Find why a row that might pay for missing days does not count."""
    if not _is_counted_for(row, carrier):
        return _find_other_partner_reasons(case, carrier, row)
    parameters: dict[str, Parameter] = {"recipient": carrier.name if carrier else None}
    if row.certainty == FundingCertainty.INDICATIVE:
        return (Reason(code="FUNDING_INDICATIVE", variant="indicative", parameters=parameters, is_recorded=True),)
    if row.certainty != FundingCertainty.COMMITTED:
        return (Reason(code="FUNDING_INDICATIVE", variant="unrecorded", parameters=parameters),)
    return _find_date_defects(case, row, parameters)


def _find_date_defects(case: Case, row: Funding, parameters: dict[str, Parameter]) -> tuple[Reason, ...]:
    if not is_committed(row, case.as_of):
        parameters["committed_on"] = row.committed_on
        return (Reason(code="FUNDING_UNDATED", variant="commitment-ahead", parameters=parameters),)
    if not is_end_stated(row.end_basis):
        parameters |= {"end": row.end, "basis": row.end_basis}
        return (Reason(code="FUNDING_DERIVED", parameters=parameters),)
    if find_paid_period(row, case.as_of):
        return ()
    if find_committed_period(row, case.as_of):
        return (Reason(code="FUNDING_ENDS", variant="no-organisation", parameters=parameters, is_recorded=True),)
    variant = "period-uncertain" if row.start or row.end else "period-missing"
    parameters |= {"start": row.start, "end": row.end}
    return (Reason(code="FUNDING_UNDATED", variant=variant, parameters=parameters),)


def _find_other_partner_reasons(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    period = find_paid_period(row, case.as_of)
    if carrier is None or period is None:
        return ()
    parameters: dict[str, Parameter] = {"partner": carrier.name, "period": period}
    if row.partner:
        return (Reason(code="FUNDING_OTHER", variant="other-partner", parameters=parameters, is_recorded=True),)
    if row.funder_kind == FunderKind.OFFICE:
        return (Reason(code="FUNDING_OTHER", variant="office", parameters=parameters, is_recorded=True),)
    return (Reason(code="FUNDING_OTHER", variant="funder-unknown", parameters=parameters),)


FACTOR = Factor(
    symbol="E4",
    reads=(
        *qualify_columns("funding", "partner", "funder", "funder_kind", "certainty", "committed_on", "start", "end"),
        *qualify_columns("funding", "end_basis", "known_from"),
    ),
    rests_on="evidence",
    source="Communities That Care; HCAP; Johnson 2017; PSAT funding .64",
    codes=CODES,
    find_failures=find_failures,
)
