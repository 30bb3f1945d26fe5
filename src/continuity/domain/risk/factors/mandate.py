"""E8 and protection M: a mandate that outlasts the change.
Rests on practice and guidance (Strong Cities guide, chapter 3) and on the plain working of statutes; no estimate for
cities was found. Where the council chooses the office, the majority that changes the one can repeal the other, so a
resolution or a strategy is a watch point there.
"""

from dataclasses import replace
from datetime import date

from continuity.domain.known import is_certainly_known
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.vocabulary import MandateKind, Selection

_LASTING_MANDATES = (MandateKind.STATUTE, MandateKind.RESOLUTION, MandateKind.STRATEGY)

CODES = dict.fromkeys(("NO_MANDATE", "MANDATE_ENDS"), CodeInfo(role="both"))
CODES |= {"MANDATE_REVOCABLE": CodeInfo(role="watch")}


def find_missing_mandate(case: Case) -> tuple[Reason, ...]:
    """Find why M is not held; only a statute holds where the council elects."""
    reasons = find_notes(case, None)
    if not _can_council_repeal(case.programme):
        return reasons
    return tuple(replace(reason, remedy="statute") for reason in reasons)


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find what is wanting in the mandate."""
    programme = case.programme
    if programme.mandate not in _LASTING_MANDATES or not is_certainly_known(programme.mandate_on, None, case.as_of):
        return (_build_absent_reason(case, programme),)
    if programme.mandate_until is None:
        return _find_unlimited_reasons(case, programme)
    day = programme.mandate_until.earliest
    if day is None or day < case.exposure_period.last:
        return (_build_end_reason(case, programme.mandate, day),)
    return _find_revocable_reasons(programme)


def _build_end_reason(case: Case, mandate: str, day: date | None) -> Reason:
    parameters: dict[str, Parameter] = {"mandate": mandate, "period": case.exposure_period}
    if day is None:
        return Reason(code="MANDATE_ENDS", variant="end-uncertain", parameters=parameters)
    variant, parameters["day"] = "ended" if day < case.as_of else "ends", day
    return Reason(code="MANDATE_ENDS", variant=variant, parameters=parameters, is_recorded=True)


def _build_absent_reason(case: Case, programme: Programme) -> Reason:
    code, remedy = "NO_MANDATE", "council" if programme.selection == Selection.COUNCIL else ""
    if programme.mandate in _LASTING_MANDATES:
        return Reason(code=code, variant="undated", parameters={"mandate": programme.mandate}, remedy=remedy)
    if programme.mandate == MandateKind.EXECUTIVE:
        parameters = {"office": programme.office}
        return Reason(code=code, variant="executive", parameters=parameters, remedy=remedy, is_recorded=True)
    return Reason(code=code, variant="unrecorded", parameters={"as_of": case.as_of}, remedy=remedy)


def _find_unlimited_reasons(case: Case, programme: Programme) -> tuple[Reason, ...]:
    if programme.mandate != MandateKind.STRATEGY:
        return _find_revocable_reasons(programme)
    parameters: dict[str, Parameter] = {"day": programme.mandate_on, "period": case.exposure_period}
    remedy = "council" if programme.selection == Selection.COUNCIL else "strategy"
    return (Reason(code="NO_MANDATE", variant="strategy", parameters=parameters, remedy=remedy),)


def _find_revocable_reasons(programme: Programme) -> tuple[Reason, ...]:
    if not _can_council_repeal(programme):
        return ()
    parameters = {"office": programme.office, "mandate": programme.mandate}
    return (Reason(code="MANDATE_REVOCABLE", parameters=parameters, is_recorded=True),)


def _can_council_repeal(programme: Programme) -> bool:
    return programme.selection == Selection.COUNCIL and programme.mandate != MandateKind.STATUTE


FACTOR = Factor(
    symbol="E8",
    reads=(*qualify_columns("programmes", "mandate", "mandate_on", "mandate_until"), "offices.selection"),
    rests_on="practice",
    source="Strong Cities guide, chapter 3",
    codes=CODES,
    find_notes=find_notes,
)
