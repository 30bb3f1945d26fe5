"""E7: the partner holds the programme's data.

Rests on evidence, correlational: data resources predict how long a coalition lasts (Johnson 2017).
"""

from continuity.domain.risk.case import Carrier, Case, find_documents
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

DATA_CODES = {
    "DATA_WITH_CITY": CodeInfo(
        meaning="It is not recorded that the partner holds the programme's data.",
        remedy="Agree on sharing the data, and hand over indicators and contact lists.",
        role="watch",
    ),
}


def find_data_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether it is not recorded that the partner holds the data."""
    if carrier is None or find_documents(case, carrier, "data"):
        return ()
    return (Reason(code="DATA_WITH_CITY", text=f"That {carrier.name} holds the programme's data is not recorded."),)


DATA_FACTOR = Factor(
    symbol="E7",
    title="the programme's data in the partner's hands",
    reads=qualify_columns("evidence", "programme", "partner", "kind", "date"),
    rests_on="evidence",
    source="Johnson 2017",
    codes=DATA_CODES,
    evidence="data",
    find_notes=find_data_notes,
)
