"""Who holds the office after a past change is not recorded. It moves no level by itself.

Rests on practice: an unrecorded result hides no risk.
"""

from continuity.domain.offices.models import Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import event

CODES = {
    "RESULT_UNKNOWN": CodeInfo(
        meaning="Who holds the office after a past change is not recorded.",
        remedy="Record the result.",
        part="both",
        about="office",
    ),
}


def wanting(transition: Transition) -> bool:
    """Whether a transition is open only for want of a recorded result, not of a holder or of an heir."""
    return transition.open and not (transition.result_known or transition.vacant or transition.kind == "abolition")


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the result of this transition is wanting, or that of an earlier one which gave way to it."""
    earlier = case.unresolved or (case.transition if _due(case) else None)
    if earlier is None:
        return ()
    return (Reason(code="RESULT_UNKNOWN", text=f"{event(earlier)} has no recorded result."),)


def _due(case: Case) -> bool:
    """Between two rounds no result is due yet."""
    ahead = case.transition.polls and case.as_of <= case.transition.polling_day
    return wanting(case.transition) and not ahead


FACTOR = Factor(
    title="the result of a past change is not recorded",
    reads=(*columns("elections", "status", "winner", "winner_party"), *columns("terms", "person", "start")),
    rests_on="practice",
    source="an unrecorded result hides no risk",
    codes=CODES,
    notes=notes,
)
