"""What an incoming office can read about the programme. It moves no level.

The strength of the evidence does not predict whether a city adopts a programme (DellaVigna, Kim and Linos, JPE 2024),
so an evaluation is a remedy and no protection; that it helps a successor decide is practice.
"""

from continuity.domain.risk.case import Carrier, Case, documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "NO_EVALUATION": CodeInfo(
        meaning="No dated evaluation is recorded.",
        remedy="Write a short evaluation that an incoming office can read.",
        part="reason",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether an evaluation is wanting."""
    if documents(case, carrier, "evaluation"):
        return ()
    return (Reason(code="NO_EVALUATION", text="No dated evaluation of the programme is recorded."),)


FACTOR = Factor(
    title="an evaluation that a successor can read",
    reads=columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="practice",
    source="DellaVigna, Kim and Linos, JPE 2024 (strength of evidence does not predict adoption)",
    codes=CODES,
    evidence="evaluation",
    notes=notes,
)
