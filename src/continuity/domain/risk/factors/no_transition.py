"""No transition of the office is known, neither ahead nor open: the programme's exposure is unknown.

Rests on practice: an unknown day hides no risk.
"""

from continuity.domain.programmes.models import Programme
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "ELECTION_UNKNOWN": CodeInfo(
        meaning="No transition of the office is known, neither ahead nor open.",
        remedy="Record the office's electoral rule, its next election or the end of its term.",
        part="reason",
        about="office",
        dated=False,
    ),
}


def reason(programme: Programme) -> Reason:
    """The reason of a programme whose exposure is unknown."""
    text = f"No transition of {programme.office} is known, neither ahead nor open."
    return Reason(code="ELECTION_UNKNOWN", text=text, remedy=CODES["ELECTION_UNKNOWN"].remedy, owner=programme.owner)


FACTOR = Factor(
    title="no change of leadership is known at all",
    reads=(
        *columns("rules", "election_rule", "election_rule_start"),
        *columns("elections", "date"),
        *columns("terms", "expected_end"),
    ),
    rests_on="practice",
    source="an unknown day hides no risk",
    codes=CODES,
)
