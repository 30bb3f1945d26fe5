"""Who holds the office after a past change is not recorded. It moves no level by itself.

Rests on practice: an unrecorded result hides no risk.
"""

from continuity.domain.offices.models import Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_event

RESULT_CODES = {
    "RESULT_UNKNOWN": CodeInfo(
        meaning="Who holds the office after a past change is not recorded.",
        remedy="Record the result.",
        role="both",
        subject="office",
    ),
}


def is_result_missing(transition: Transition) -> bool:
    """Whether a transition is open only for want of a recorded result, not of a holder or of an heir."""
    return transition.open and not (transition.result_known or transition.vacant or transition.kind == "abolition")


def find_result_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the result of this transition is wanting, or that of an earlier one which gave way to it."""
    unresolved = case.unresolved_transition or (case.transition if _is_result_due(case) else None)
    if unresolved is None:
        return ()
    return (Reason(code="RESULT_UNKNOWN", text=f"{format_event(unresolved)} has no recorded result."),)


def _is_result_due(case: Case) -> bool:
    """Between two rounds no result is due yet."""
    is_ahead = case.transition.is_election and case.as_of <= case.transition.polling_day
    return is_result_missing(case.transition) and not is_ahead


RESULT_FACTOR = Factor(
    title="the result of a past change is not recorded",
    reads=(
        *qualify_columns("elections", "status", "winner", "winner_party"),
        *qualify_columns("terms", "person", "start"),
    ),
    rests_on="practice",
    source="an unrecorded result hides no risk",
    codes=RESULT_CODES,
    find_notes=find_result_notes,
)
