"""E4 and protection F: committed money that leaves no day of the span uncovered.

Rests on evidence: want of money is one of the two causes for which coalitions dissolve (Communities That Care; HCAP),
funding predicts how long they last (Johnson 2017) and goes with sustainment (PSAT, .64). That the office's own money
counts only where it names the partner is practice.
"""

from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import find_paid_period, is_committed, is_end_stated
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, CoverageGap, can_cover, find_coverage_gaps
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date, format_days, format_end, format_period, format_recorded_days
from continuity.domain.values.dates import Period, find_gaps


def _build_info(meaning: str, remedy: str) -> CodeInfo:
    return CodeInfo(meaning=meaning, remedy=remedy, role="failure")


CODES = {
    "FUNDING_NONE": _build_info(
        "No committed money is recorded for the exposed days.",
        "Commit money for the partner past the exposed days, from a day that is recorded.",
    ),
    "FUNDING_UNDATED": _build_info(
        "Money is recorded without a certain start or end, or with a day of commitment that has not certainly passed.",
        "Record from which to which day the money pays, and the day it was committed.",
    ),
    "FUNDING_STARTS": _build_info(
        "Committed money starts after the first exposed day.", "Bridge the days before the money starts."
    ),
    "FUNDING_ENDS": _build_info(
        "Committed money ends before the last exposed day.",
        "Ask for a multi-year award, find a second funder or set a reserve aside.",
    ),
    "FUNDING_GAP": _build_info(
        "Committed money leaves exposed days between two awards uncovered.", "Bridge the days between the awards."
    ),
    "FUNDING_INDICATIVE": _build_info(
        "Money is indicative, or it is not recorded that it is committed.", "Ask the funder for a commitment."
    ),
    "FUNDING_DERIVED": _build_info(
        "The last day of the money is derived or open, not stated.", "Record the last day the award states."
    ),
    "FUNDING_OTHER": _build_info(
        "Money is committed, but not to this partner.", "Commit it to the partner by name, or find money that is."
    ),
}


def list_funded_periods(case: Case, carrier: Carrier | None) -> tuple[Period, ...]:
    """List the days with committed money that counts for the partner.

    Without a partner, money of anybody counts.
    """
    rows = (row for row in case.programme.funding if _is_counted_for(row, carrier))
    return tuple(period for row in rows if (period := find_paid_period(row, case.as_of)))


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E4 does not hold for the partner.

    Without one, why there is no money for anybody (F).
    """
    periods = list_funded_periods(case, carrier)
    uncovered = find_gaps(case.exposure_period, periods)
    if not uncovered:
        return ()
    reasons = [_build_gap_reason(case, carrier, gap) for gap in find_coverage_gaps(case.exposure_period, periods)]
    for row in sorted(case.programme.funding, key=lambda row: row.key):
        if can_cover(row.start, row.end if is_end_stated(row.end_basis) else None, uncovered):
            reasons.extend(_find_defects(case, carrier, row))
    return deduplicate_reasons(reasons) or (_build_none_reason(case, carrier),)


def _is_counted_for(row: Funding, carrier: Carrier | None) -> bool:
    if carrier is None or row.partner == carrier.partner.key:
        return True
    # Money of a funder of unknown kind may be the office's own.
    return not row.partner and row.funder_kind not in (None, "", "unknown", "office")


def _format_recipient(carrier: Carrier | None) -> str:
    return f" for {carrier.name}" if carrier else ""


def _build_none_reason(case: Case, carrier: Carrier | None) -> Reason:
    text = f"No committed money{_format_recipient(carrier)} is recorded for {format_period(case.exposure_period)}."
    return Reason(code="FUNDING_NONE", text=text)


def _build_gap_reason(case: Case, carrier: Carrier | None, gap: CoverageGap) -> Reason:
    subject = f"Committed money{_format_recipient(carrier)}"
    if gap.kind == STARTS:
        delay = format_days((gap.boundary_day - case.exposure_period.first).days)
        text = f"{subject} starts on {gap.boundary_day.isoformat()}, {delay} after the first exposed day."
        return Reason(code="FUNDING_STARTS", text=text, is_recorded=True)
    if gap.kind == ENDS:
        shortfall = format_days((case.exposure_period.last - gap.boundary_day).days)
        text = f"{subject} {format_end(gap.boundary_day, case.as_of)}, {shortfall} before the last exposed day."
        return Reason(code="FUNDING_ENDS", text=text, is_recorded=True)
    text = f"{subject} leaves {format_period(gap.uncovered)} uncovered."
    return Reason(code="FUNDING_GAP", text=text, is_recorded=True)


def _find_defects(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    """Find why a row that might pay for missing days does not count."""
    if not _is_counted_for(row, carrier):
        return _find_other_partner_reasons(case, carrier, row)
    subject = f"Money{_format_recipient(carrier)}"
    if row.certainty == "indicative":
        return (Reason(code="FUNDING_INDICATIVE", text=f"{subject} is recorded as indicative.", is_recorded=True),)
    if row.certainty != "committed":
        return (Reason(code="FUNDING_INDICATIVE", text=f"{subject} is not recorded as committed."),)
    if not is_committed(row, case.as_of):
        text = (
            f"{subject} has no day of commitment that has certainly passed (recorded: {format_date(row.committed_on)})."
        )
        return (Reason(code="FUNDING_UNDATED", text=text),)
    if not is_end_stated(row.end_basis):
        text = f"{subject} has no stated end (recorded: {format_date(row.end)}, {row.end_basis})."
        return (Reason(code="FUNDING_DERIVED", text=text),)
    return _find_undated_reasons(case, row, subject)


def _find_undated_reasons(case: Case, row: Funding, subject: str) -> tuple[Reason, ...]:
    if find_paid_period(row, case.as_of):
        return ()
    text = f"{subject} has no certain start or end{format_recorded_days(row.start, row.end)}."
    return (Reason(code="FUNDING_UNDATED", text=text),)


def _find_other_partner_reasons(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    period = find_paid_period(row, case.as_of)
    if carrier is None or period is None:
        return ()
    subject = f"Committed money for {format_period(period)}"
    if row.partner:
        text = f"{subject} names another partner than {carrier.name}."
    elif row.funder_kind == "office":
        text = f"{subject} is the office's own and does not name {carrier.name}."
    else:
        text = f"{subject} names no partner, and what its funder is, is not recorded."
    recorded = bool(row.partner) or row.funder_kind == "office"
    return (Reason(code="FUNDING_OTHER", text=text, is_recorded=recorded),)


FACTOR = Factor(
    symbol="E4",
    title="committed money for the partner that leaves no exposed day uncovered",
    reads=qualify_columns(
        "funding", "partner", "funder_kind", "certainty", "committed_on", "start", "end", "end_basis", "known_from"
    ),
    rests_on="evidence",
    source="Communities That Care; HCAP; Johnson 2017; PSAT funding .64",
    codes=CODES,
    find_failures=find_failures,
)
