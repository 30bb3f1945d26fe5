"""E8 and protection M: a mandate that outlasts the change.

Rests on practice and guidance (Strong Cities guide, chapter 3) and on the plain working of statutes; no estimate for
cities was found. Where the council chooses the office, the majority that changes the one can repeal the other, so a
resolution or a strategy is a watch point there.
"""

from dataclasses import replace

from continuity.domain.known import is_certainly_known
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date, format_end, format_period

_COUNCIL_REMEDY = (
    "Seek a resolution or an adopted strategy with support across the council, or a statute; "
    "the council that chooses the office can repeal the first two."
)
"""What to do where a mandate of the council protects nothing by itself."""

_STATUTE_REMEDY = "Seek a statute; the council that chooses the office can repeal a resolution or a strategy."
"""What gives the protection there."""

_STRATEGY_REMEDY = "Record the last day of the strategy, or seek a council resolution."

_LASTING_MANDATES = ("statute", "resolution", "strategy")

CODES = {
    "NO_MANDATE": CodeInfo(
        meaning="No statute, resolution or dated strategy is recorded behind the programme.",
        remedy="Seek a council resolution or an adopted strategy, and record its day and reference.",
        role="both",
    ),
    "MANDATE_ENDS": CodeInfo(
        meaning="The mandate ends before the last exposed day.", remedy="Have the mandate renewed.", role="both"
    ),
    "MANDATE_REVOCABLE": CodeInfo(
        meaning="The council that chooses the office can also repeal the resolution or strategy.",
        remedy="Seek support for the mandate across the council, or a statute.",
        role="watch",
    ),
}


def find_missing_mandate(case: Case) -> tuple[Reason, ...]:
    """Find why protection M is not held.

    Where the council chooses the office, a statute alone gives it.
    """
    reasons = find_notes(case, None)
    if case.programme.selection != "council" or case.programme.mandate == "statute":
        return reasons
    return tuple(replace(reason, remedy=_STATUTE_REMEDY) for reason in reasons)


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find what is wanting in the mandate."""
    programme = case.programme
    if programme.mandate not in _LASTING_MANDATES or not is_certainly_known(programme.mandate_on, None, case.as_of):
        return (_build_absent_reason(case, programme),)
    if programme.mandate_until is None:
        return _find_unlimited_reasons(case, programme)
    day = programme.mandate_until.earliest
    if day is None or day < case.exposure_period.last:
        end_text = format_end(day, case.as_of) if day else "has no certain last day"
        exposure_text = format_period(case.exposure_period)
        text = f"The {programme.mandate} behind the programme {end_text}; it is exposed over {exposure_text}."
        return (Reason(code="MANDATE_ENDS", text=text, is_recorded=day is not None),)
    return _find_revocable_reasons(programme)


def _build_absent_reason(case: Case, programme: Programme) -> Reason:
    remedy = _COUNCIL_REMEDY if programme.selection == "council" else ""
    if programme.mandate in _LASTING_MANDATES:
        text = f"Behind the programme a {programme.mandate} is recorded, but no day of it that has certainly passed."
        return Reason(code="NO_MANDATE", text=text, remedy=remedy)
    if programme.mandate == "executive":
        text = f"The programme is recorded as resting on a decision of {programme.office} alone."
        return Reason(code="NO_MANDATE", text=text, remedy=remedy, is_recorded=True)
    return Reason(code="NO_MANDATE", text=f"No mandate is recorded as of {case.as_of.isoformat()}.", remedy=remedy)


def _find_unlimited_reasons(case: Case, programme: Programme) -> tuple[Reason, ...]:
    if programme.mandate != "strategy":
        return _find_revocable_reasons(programme)
    strategy_day, exposure_text = format_date(programme.mandate_on), format_period(case.exposure_period)
    text = f"The strategy of {strategy_day} has no recorded end; {exposure_text} is exposed."
    remedy = _COUNCIL_REMEDY if programme.selection == "council" else _STRATEGY_REMEDY
    return (Reason(code="NO_MANDATE", text=text, remedy=remedy),)


def _find_revocable_reasons(programme: Programme) -> tuple[Reason, ...]:
    if programme.selection != "council" or programme.mandate == "statute":
        return ()
    text = f"The council that chooses {programme.office} can repeal the {programme.mandate}."
    return (Reason(code="MANDATE_REVOCABLE", text=text, is_recorded=True),)


FACTOR = Factor(
    symbol="E8",
    title="a mandate that outlasts the change",
    reads=(*qualify_columns("programmes", "mandate", "mandate_on", "mandate_until"), "offices.selection"),
    rests_on="practice",
    source="Strong Cities guide, chapter 3",
    codes=CODES,
    find_notes=find_notes,
)
