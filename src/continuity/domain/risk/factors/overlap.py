"""E9: the partner has led the delivery for a time beside the city.

Rests on practice: periods of overlap are what exits that went well had in common (Stopping As Success).
"""

from continuity.domain.risk.case import Carrier, Case, documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "NO_OVERLAP": CodeInfo(
        meaning="No period is recorded in which the partner led the delivery beside the city.",
        remedy="Let the partner lead the delivery for a period before the change.",
        part="watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether no overlap is recorded."""
    if carrier is None or documents(case, carrier, "overlap"):
        return ()
    return (Reason(code="NO_OVERLAP", text=f"No period in which {carrier.name} led the delivery is recorded."),)


FACTOR = Factor(
    symbol="E9",
    title="a handover that was rehearsed",
    reads=columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="practice",
    source="Stopping As Success",
    codes=CODES,
    evidence="overlap",
    notes=notes,
)
