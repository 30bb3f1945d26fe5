"""Whether the record of the agreements was confirmed by the partner and reviewed of late. It moves no level.

Rests on practice: the Human Services Data Specification records when a service was last assured, and by whom. The
months are a setting.
"""

from collections.abc import Iterator

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factor import CodeInfo, Factor, columns, once
from continuity.domain.risk.factors.agreement import in_force
from continuity.domain.risk.factors.scope import carries
from continuity.domain.risk.facts import Agreement, Reason
from continuity.domain.risk.known import happened
from continuity.domain.risk.words import written
from continuity.domain.spans import Span

CODES = {
    "UNCONFIRMED": CodeInfo(
        meaning="The partner has not confirmed the record of an agreement.",
        remedy="Ask the partner to confirm the record.",
        part="watch",
    ),
    "STALE": CodeInfo(
        meaning="The record of an agreement was not reviewed within the months of the setting.",
        remedy="Review the record.",
        part="watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Which agreement was not confirmed, and which not reviewed."""
    return once(_reviews(case, carrier)) if carrier else ()


def _reviews(case: Case, carrier: Carrier) -> Iterator[Reason]:
    for row in _relied_on(case, carrier):
        if not happened(row.confirmed_on, None, case.as_of):
            yield Reason(code="UNCONFIRMED", text=f"{carrier.name} has not confirmed the record of its agreement.")
        if _stale(case, row):
            yield _unreviewed(case, carrier, row)


def _unreviewed(case: Case, carrier: Carrier, row: Agreement) -> Reason:
    if not happened(row.reviewed_on, None, case.as_of):
        return Reason(code="STALE", text=f"No review of the agreement with {carrier.name} is recorded.")
    text = f"The agreement with {carrier.name} was last reviewed: {written(row.reviewed_on)}."
    return Reason(code="STALE", text=text, recorded=True)


def _relied_on(case: Case, carrier: Carrier) -> tuple[Agreement, ...]:
    """The agreements that carry days of the span; where none does, all of them."""
    return tuple(row for row in carrier.agreements if _counts(case, row)) or carrier.agreements


def _counts(case: Case, row: Agreement) -> bool:
    period = in_force(row, case.as_of)
    return carries(row, case.settings) and period is not None and period.overlaps(case.span)


def _stale(case: Case, row: Agreement) -> bool:
    reviewed = row.reviewed_on
    if reviewed is None or reviewed.earliest is None or not happened(reviewed, None, case.as_of):
        return True
    return Span(months=case.settings.stale_months).after(reviewed.earliest) < case.as_of


FACTOR = Factor(
    title="agreements confirmed by the partner and reviewed of late",
    reads=columns("agreements", "partner", "confirmed_on", "reviewed_on"),
    rests_on="practice",
    source="HSDS, assured_date",
    codes=CODES,
    notes=notes,
)
