"""E5: the partner's capacity was checked, not long ago, and found sufficient.

Rests on evidence, correlational: the functioning of boards predicts which coalitions last (Feinberg 2008). The scale of
one to four and the facilitated self-assessment are those of the Organizational Capacity Assessment; that three is
enough, and that a check grows stale after the months of the setting, is practice.
"""

from decimal import Decimal

from continuity.domain.risk.case import Carrier, Case, latest, outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import written

ENOUGH = Decimal(3)
"""Of a scale from one to four."""

CODES = {
    "CAPACITY_UNKNOWN": CodeInfo(
        meaning="No dated check of the partner's capacity is recorded, or the last one is stale.",
        remedy="Make an assessment of the partner's capacity with it, and record it.",
        part="watch",
        about="partner",
    ),
    "CAPACITY_LOW": CodeInfo(
        meaning="The last check of the partner's capacity scores below three on the scale of one to four.",
        remedy="Agree with the partner on what it needs, and assess its capacity again.",
        part="watch",
        about="partner",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """What is wanting in the partner's capacity, as far as is recorded."""
    if carrier is None:
        return ()
    check = latest(case, carrier, "capacity")
    if check is None:
        text = f"No dated check of the capacity of {carrier.name} is recorded."
        return (Reason(code="CAPACITY_UNKNOWN", text=text),)
    if outdated(case, check):
        months = case.settings.stale_months
        text = f"The last check of the capacity of {carrier.name} is older than {months} months: {written(check.date)}."
        return (Reason(code="CAPACITY_UNKNOWN", text=text, recorded=True),)
    if check.score is not None and check.score < ENOUGH:
        text = f"The check of the capacity of {carrier.name} ({written(check.date)}) scores {check.score} of 4."
        return (Reason(code="CAPACITY_LOW", text=text, recorded=True),)
    return ()


FACTOR = Factor(
    symbol="E5",
    title="a partner whose capacity was checked",
    reads=columns("evidence", "partner", "kind", "date", "score"),
    rests_on="evidence",
    source="Feinberg 2008; OCA",
    codes=CODES,
    evidence="capacity",
    notes=notes,
)
