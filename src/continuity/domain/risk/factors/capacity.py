"""E5: the partner's capacity was checked, not long ago, and found sufficient.

Rests on evidence, correlational: the functioning of boards predicts which coalitions last (Feinberg 2008). The scale of
one to four and the facilitated self-assessment are those of the Organizational Capacity Assessment; that three is
enough, and that a check grows stale after the months of the setting, is practice.
"""

from decimal import Decimal

from continuity.domain.risk.case import Carrier, Case, find_latest_document, is_outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date

SUFFICIENT_SCORE = Decimal(3)
"""Of a scale from one to four."""

CAPACITY_CODES = {
    "CAPACITY_UNKNOWN": CodeInfo(
        meaning="No dated check of the partner's capacity is recorded, or the last one is stale.",
        remedy="Make an assessment of the partner's capacity with it, and record it.",
        role="watch",
        subject="partner",
    ),
    "CAPACITY_LOW": CodeInfo(
        meaning="The last check of the partner's capacity scores below three on the scale of one to four.",
        remedy="Agree with the partner on what it needs, and assess its capacity again.",
        role="watch",
        subject="partner",
    ),
}


def find_capacity_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """What is wanting in the partner's capacity, as far as is recorded."""
    if carrier is None:
        return ()
    check = find_latest_document(case, carrier, "capacity")
    if check is None:
        text = f"No dated check of the capacity of {carrier.name} is recorded."
        return (Reason(code="CAPACITY_UNKNOWN", text=text),)
    if is_outdated(case, check):
        months, check_day = case.settings.stale_months, format_date(check.date)
        text = f"The last check of the capacity of {carrier.name} is older than {months} months: {check_day}."
        return (Reason(code="CAPACITY_UNKNOWN", text=text, is_recorded=True),)
    if check.score is not None and check.score < SUFFICIENT_SCORE:
        text = f"The check of the capacity of {carrier.name} ({format_date(check.date)}) scores {check.score} of 4."
        return (Reason(code="CAPACITY_LOW", text=text, is_recorded=True),)
    return ()


CAPACITY_FACTOR = Factor(
    symbol="E5",
    title="a partner whose capacity was checked",
    reads=qualify_columns("evidence", "partner", "kind", "date", "score"),
    rests_on="evidence",
    source="Feinberg 2008; OCA",
    codes=CAPACITY_CODES,
    evidence="capacity",
    find_notes=find_capacity_notes,
)
