"""E7: the partner holds the programme's data.

Rests on evidence, correlational: data resources predict how long a coalition lasts (Johnson 2017).
"""

from continuity.domain.risk.case import Carrier, Case, documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "DATA_WITH_CITY": CodeInfo(
        meaning="It is not recorded that the partner holds the programme's data.",
        remedy="Agree on sharing the data, and hand over indicators and contact lists.",
        part="watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether it is not recorded that the partner holds the data."""
    if carrier is None or documents(case, carrier, "data"):
        return ()
    return (Reason(code="DATA_WITH_CITY", text=f"That {carrier.name} holds the programme's data is not recorded."),)


FACTOR = Factor(
    symbol="E7",
    title="the programme's data in the partner's hands",
    reads=columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="evidence",
    source="Johnson 2017",
    codes=CODES,
    evidence="data",
    notes=notes,
)
