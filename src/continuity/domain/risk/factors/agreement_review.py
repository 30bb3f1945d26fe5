"""Whether the record of a partner's agreements, or of its part without one, was confirmed by it and reviewed of late.

It moves no level.

Rests on practice: the Human Services Data Specification records when a service was last assured, and by whom. The
months are a setting.
"""

from collections.abc import Iterator

from continuity.domain.programmes.as_of import happened
from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import in_force
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.agreement_scope import carries
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns, once
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import written
from continuity.domain.values.durations import Span

CODES = {
    "UNCONFIRMED": CodeInfo(
        meaning="The partner has not confirmed the record of an agreement, or of its part without one.",
        remedy="Ask the partner to confirm the record.",
        part="watch",
    ),
    "STALE": CodeInfo(
        meaning="The record of an agreement, or of a part without one, was not reviewed within the setting's months.",
        remedy="Review the record.",
        part="watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """What of the partner was not confirmed, and what not reviewed."""
    return once(_reviews(case, carrier)) if carrier else ()


def _reviews(case: Case, carrier: Carrier) -> Iterator[Reason]:
    for row in _relied_on(case, carrier):
        if not happened(row.confirmed_on, None, case.as_of):
            what = "its agreement" if _agreed(row) else "its part in the programme"
            yield Reason(code="UNCONFIRMED", text=f"{carrier.name} has not confirmed the record of {what}.")
        if _stale(case, row):
            yield _unreviewed(case, carrier, row)


def _unreviewed(case: Case, carrier: Carrier, row: Agreement) -> Reason:
    what = f"agreement with {carrier.name}" if _agreed(row) else f"record of the part of {carrier.name}"
    if not happened(row.reviewed_on, None, case.as_of):
        return Reason(code="STALE", text=f"No review of the {what} is recorded.")
    return Reason(code="STALE", text=f"The {what} was last reviewed: {written(row.reviewed_on)}.", recorded=True)


def _agreed(row: Agreement) -> bool:
    """Whether the row tells of an agreement, and not only of a partner that is known to deliver."""
    return row.status != "named"


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
