"""What an incoming office can read about the programme. It moves no level.

The strength of the evidence does not predict whether a city adopts a programme (DellaVigna, Kim and Linos, JPE 2024),
so an evaluation is a remedy and no protection; that it helps a successor decide is practice.
"""

from continuity.domain.risk.case import Carrier, Case, find_documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

EVALUATION_CODES = {
    "NO_EVALUATION": CodeInfo(
        meaning="No dated evaluation is recorded.",
        remedy="Write a short evaluation that an incoming office can read.",
        role="reason",
    ),
}


def find_evaluation_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether an evaluation is wanting."""
    if find_documents(case, carrier, "evaluation"):
        return ()
    return (Reason(code="NO_EVALUATION", text="No dated evaluation of the programme is recorded."),)


EVALUATION_FACTOR = Factor(
    title="an evaluation that a successor can read",
    reads=qualify_columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="practice",
    source="DellaVigna, Kim and Linos, JPE 2024 (strength of evidence does not predict adoption)",
    codes=EVALUATION_CODES,
    evidence="evaluation",
    find_notes=find_evaluation_notes,
)
