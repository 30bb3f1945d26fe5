"""E9: the partner has led the delivery for a time beside the city.

Rests on practice: periods of overlap are what exits that went well had in common (Stopping As Success).
"""

from continuity.domain.risk.case import Carrier, Case, find_documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

OVERLAP_CODES = {
    "NO_OVERLAP": CodeInfo(
        meaning="No period is recorded in which the partner led the delivery beside the city.",
        remedy="Let the partner lead the delivery for a period before the change.",
        role="watch",
    ),
}


def find_overlap_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether no overlap is recorded."""
    if carrier is None or find_documents(case, carrier, "overlap"):
        return ()
    return (Reason(code="NO_OVERLAP", text=f"No period in which {carrier.name} led the delivery is recorded."),)


OVERLAP_FACTOR = Factor(
    symbol="E9",
    title="a handover that was rehearsed",
    reads=qualify_columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="practice",
    source="Stopping As Success",
    codes=OVERLAP_CODES,
    evidence="overlap",
    find_notes=find_overlap_notes,
)
