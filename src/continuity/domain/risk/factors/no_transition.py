"""No transition of the office is known, neither ahead nor open: the programme's exposure is unknown.

Rests on practice: an unknown day hides no risk.
"""

from continuity.domain.programmes.models import Programme
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

NO_TRANSITION_CODES = {
    "ELECTION_UNKNOWN": CodeInfo(
        meaning="No transition of the office is known, neither ahead nor open.",
        remedy="Record the office's electoral rule, its next election or the end of its term.",
        role="reason",
        subject="office",
        has_deadline=False,
    ),
}


def build_no_transition_reason(programme: Programme) -> Reason:
    """The reason of a programme whose exposure is unknown."""
    text = f"No transition of {programme.office} is known, neither ahead nor open."
    return Reason(
        code="ELECTION_UNKNOWN", text=text, remedy=NO_TRANSITION_CODES["ELECTION_UNKNOWN"].remedy, owner=programme.owner
    )


NO_TRANSITION_FACTOR = Factor(
    title="no change of leadership is known at all",
    reads=(
        *qualify_columns("rules", "election_rule", "election_rule_start"),
        *qualify_columns("elections", "date"),
        *qualify_columns("terms", "expected_end"),
    ),
    rests_on="practice",
    source="an unknown day hides no risk",
    codes=NO_TRANSITION_CODES,
)
