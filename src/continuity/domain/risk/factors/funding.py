"""E4 and protection F: committed money that leaves no day of the span uncovered.

Rests on evidence: want of money is one of the two causes for which coalitions dissolve (Communities That Care; HCAP),
funding predicts how long they last (Johnson 2017) and goes with sustainment (PSAT, .64). That the office's own money
counts only where it names the partner is practice.
"""

from continuity.domain.programmes.as_of import stated
from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import committed, pays
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.coverage_gaps import ENDS, STARTS, Hole, holes, might_cover
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns, once
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import between, days, ends, recorded_days, written
from continuity.domain.values.dates import Period, gaps


def _info(meaning: str, remedy: str) -> CodeInfo:
    return CodeInfo(meaning=meaning, remedy=remedy, part="failure")


CODES = {
    "FUNDING_NONE": _info(
        "No committed money is recorded for the exposed days.",
        "Commit money for the partner past the exposed days, from a day that is recorded.",
    ),
    "FUNDING_UNDATED": _info(
        "Money is recorded without a certain start or end, or with a day of commitment that has not certainly passed.",
        "Record from which to which day the money pays, and the day it was committed.",
    ),
    "FUNDING_STARTS": _info(
        "Committed money starts after the first exposed day.", "Bridge the days before the money starts."
    ),
    "FUNDING_ENDS": _info(
        "Committed money ends before the last exposed day.",
        "Ask for a multi-year award, find a second funder or set a reserve aside.",
    ),
    "FUNDING_GAP": _info(
        "Committed money leaves exposed days between two awards uncovered.", "Bridge the days between the awards."
    ),
    "FUNDING_INDICATIVE": _info(
        "Money is indicative, or it is not recorded that it is committed.", "Ask the funder for a commitment."
    ),
    "FUNDING_DERIVED": _info(
        "The last day of the money is derived or open, not stated.", "Record the last day the award states."
    ),
    "FUNDING_OTHER": _info(
        "Money is committed, but not to this partner.", "Commit it to the partner by name, or find money that is."
    ),
}


def funded(case: Case, carrier: Carrier | None) -> tuple[Period, ...]:
    """The days with committed money that counts for the partner; of anybody where there is none."""
    rows = (row for row in case.programme.funding if _counts(row, carrier))
    return tuple(period for row in rows if (period := pays(row, case.as_of)))


def fails(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Why E4 does not hold for the partner; without one, why there is no money for anybody (F)."""
    periods = funded(case, carrier)
    missing = gaps(case.span, periods)
    if not missing:
        return ()
    found = [_hole(case, carrier, hole) for hole in holes(case.span, periods)]
    for row in sorted(case.programme.funding, key=lambda row: row.key):
        if might_cover(row.start, row.end if stated(row.end_basis) else None, missing):
            found.extend(_defect(case, carrier, row))
    return once(found) or (_none(case, carrier),)


def _counts(row: Funding, carrier: Carrier | None) -> bool:
    if carrier is None or row.partner == carrier.partner.key:
        return True
    # Money of a funder of unknown kind may be the office's own.
    return not row.partner and row.funder_kind not in (None, "", "unknown", "office")


def _whose(carrier: Carrier | None) -> str:
    return f" for {carrier.name}" if carrier else ""


def _none(case: Case, carrier: Carrier | None) -> Reason:
    text = f"No committed money{_whose(carrier)} is recorded for {between(case.span)}."
    return Reason(code="FUNDING_NONE", text=text)


def _hole(case: Case, carrier: Carrier | None, hole: Hole) -> Reason:
    subject = f"Committed money{_whose(carrier)}"
    if hole.kind == STARTS:
        late = days((hole.day - case.span.first).days)
        text = f"{subject} starts on {hole.day.isoformat()}, {late} after the first exposed day."
        return Reason(code="FUNDING_STARTS", text=text, recorded=True)
    if hole.kind == ENDS:
        early = days((case.span.last - hole.day).days)
        text = f"{subject} {ends(hole.day, case.as_of)}, {early} before the last exposed day."
        return Reason(code="FUNDING_ENDS", text=text, recorded=True)
    text = f"{subject} leaves {between(hole.missing)} uncovered."
    return Reason(code="FUNDING_GAP", text=text, recorded=True)


def _defect(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    """Why a row that might pay for missing days does not count."""
    if not _counts(row, carrier):
        return _other(case, carrier, row)
    subject = f"Money{_whose(carrier)}"
    if row.certainty == "indicative":
        return (Reason(code="FUNDING_INDICATIVE", text=f"{subject} is recorded as indicative.", recorded=True),)
    if row.certainty != "committed":
        return (Reason(code="FUNDING_INDICATIVE", text=f"{subject} is not recorded as committed."),)
    if not committed(row, case.as_of):
        text = f"{subject} has no day of commitment that has certainly passed (recorded: {written(row.committed_on)})."
        return (Reason(code="FUNDING_UNDATED", text=text),)
    if not stated(row.end_basis):
        text = f"{subject} has no stated end (recorded: {written(row.end)}, {row.end_basis})."
        return (Reason(code="FUNDING_DERIVED", text=text),)
    return _undated(case, row, subject)


def _undated(case: Case, row: Funding, subject: str) -> tuple[Reason, ...]:
    if pays(row, case.as_of):
        return ()
    text = f"{subject} has no certain start or end{recorded_days(row.start, row.end)}."
    return (Reason(code="FUNDING_UNDATED", text=text),)


def _other(case: Case, carrier: Carrier | None, row: Funding) -> tuple[Reason, ...]:
    period = pays(row, case.as_of)
    if carrier is None or period is None:
        return ()
    subject = f"Committed money for {between(period)}"
    if row.partner:
        text = f"{subject} names another partner than {carrier.name}."
    elif row.funder_kind == "office":
        text = f"{subject} is the office's own and does not name {carrier.name}."
    else:
        text = f"{subject} names no partner, and what its funder is, is not recorded."
    recorded = bool(row.partner) or row.funder_kind == "office"
    return (Reason(code="FUNDING_OTHER", text=text, recorded=recorded),)


FACTOR = Factor(
    symbol="E4",
    title="committed money for the partner that leaves no exposed day uncovered",
    reads=columns(
        "funding", "partner", "funder_kind", "certainty", "committed_on", "start", "end", "end_basis", "known_from"
    ),
    rests_on="evidence",
    source="Communities That Care; HCAP; Johnson 2017; PSAT funding .64",
    codes=CODES,
    fails=fails,
)
