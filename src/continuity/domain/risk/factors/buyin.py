"""E6: the community's support is on record. It moves no level.

Rests on evidence, correlational: ownership (APOC, Amazigo 2007) and partnerships (PSAT, .71) go with what lasts.
"""

from continuity.domain.risk.case import Carrier, Case, documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "NO_BUYIN": CodeInfo(
        meaning="No dated evidence of community support is recorded.",
        remedy="Record seats on the governing body, a survey, letters or volunteers, with their day.",
        part="both",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether evidence of support is wanting."""
    if documents(case, carrier, "buy-in"):
        return ()
    return (Reason(code="NO_BUYIN", text="No dated evidence of community support is recorded."),)


FACTOR = Factor(
    symbol="E6",
    title="the support of the community",
    reads=columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="evidence",
    source="APOC (Amazigo 2007); PSAT partnerships .71",
    codes=CODES,
    evidence="buy-in",
    notes=notes,
)
