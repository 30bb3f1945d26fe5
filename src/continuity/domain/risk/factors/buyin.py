"""E6: the community's support is on record. It moves no level.

Rests on evidence, correlational: ownership (APOC, Amazigo 2007) and partnerships (PSAT, .71) go with what lasts.
"""

from continuity.domain.risk.case import Carrier, Case, find_documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

BUY_IN_CODES = {
    "NO_BUYIN": CodeInfo(
        meaning="No dated evidence of community support is recorded.",
        remedy="Record seats on the governing body, a survey, letters or volunteers, with their day.",
        role="both",
    ),
}


def find_buy_in_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether evidence of support is wanting."""
    if find_documents(case, carrier, "buy-in"):
        return ()
    return (Reason(code="NO_BUYIN", text="No dated evidence of community support is recorded."),)


BUY_IN_FACTOR = Factor(
    symbol="E6",
    title="the support of the community",
    reads=qualify_columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="evidence",
    source="APOC (Amazigo 2007); PSAT partnerships .71",
    codes=BUY_IN_CODES,
    evidence="buy-in",
    find_notes=find_buy_in_notes,
)
