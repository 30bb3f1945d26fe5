"""Whether a partner confirmed its record, and somebody reviewed it of late.

The record is that of its agreements, or of its part without one. It moves no level.

Rests on practice: the Human Services Data Specification records when a service was last assured, and by whom. The
months are a setting.
"""

from collections.abc import Iterator

from continuity.domain.known import is_certainly_known
from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import find_in_force_period
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.agreement_scope import has_sufficient_terms
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date
from continuity.domain.values.durations import Duration

CODES = {
    "UNCONFIRMED": CodeInfo(
        meaning="The partner has not confirmed the record of an agreement, or of its part without one.",
        remedy="Ask the partner to confirm the record.",
        role="watch",
    ),
    "STALE": CodeInfo(
        meaning="The record of an agreement, or of a part without one, was not reviewed within the setting's months.",
        remedy="Review the record.",
        role="watch",
    ),
}


def find_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find what the partner has not confirmed, and what was not reviewed."""
    return deduplicate_reasons(_iterate_review_reasons(case, carrier)) if carrier else ()


def _iterate_review_reasons(case: Case, carrier: Carrier) -> Iterator[Reason]:
    for row in _list_relied_on(case, carrier):
        if not is_certainly_known(row.confirmed_on, None, case.as_of):
            subject = "its agreement" if _is_agreement(row) else "its part in the programme"
            yield Reason(code="UNCONFIRMED", text=f"{carrier.name} has not confirmed the record of {subject}.")
        if _is_stale(case, row):
            yield _build_unreviewed_reason(case, carrier, row)


def _build_unreviewed_reason(case: Case, carrier: Carrier, row: Agreement) -> Reason:
    subject = f"agreement with {carrier.name}" if _is_agreement(row) else f"record of the part of {carrier.name}"
    if not is_certainly_known(row.reviewed_on, None, case.as_of):
        return Reason(code="STALE", text=f"No review of the {subject} is recorded.")
    return Reason(
        code="STALE", text=f"The {subject} was last reviewed: {format_date(row.reviewed_on)}.", is_recorded=True
    )


def _is_agreement(row: Agreement) -> bool:
    return row.status != "named"


def _list_relied_on(case: Case, carrier: Carrier) -> tuple[Agreement, ...]:
    """List the agreements that carry days of the span; where none does, all of them."""
    return tuple(row for row in carrier.agreements if _is_counted(case, row)) or carrier.agreements


def _is_counted(case: Case, row: Agreement) -> bool:
    period = find_in_force_period(row, case.as_of)
    return has_sufficient_terms(row, case.settings) and period is not None and period.overlaps(case.exposure_period)


def _is_stale(case: Case, row: Agreement) -> bool:
    reviewed = row.reviewed_on
    if reviewed is None or reviewed.earliest is None or not is_certainly_known(reviewed, None, case.as_of):
        return True
    return Duration(months=case.settings.stale_months).add_to(reviewed.earliest) < case.as_of


FACTOR = Factor(
    title="agreements confirmed by the partner and reviewed of late",
    reads=qualify_columns("agreements", "partner", "confirmed_on", "reviewed_on"),
    rests_on="practice",
    source="HSDS, assured_date",
    codes=CODES,
    find_notes=find_notes,
)
