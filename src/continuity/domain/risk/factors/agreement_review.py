"""Whether a partner confirmed its record, and somebody reviewed it of late; it moves no level.
The record is that of its agreements, or of its part without one. Rests on practice: the Human Services Data
Specification records when a service was last assured, and by whom. The months are a setting.
"""

from collections.abc import Iterator

from continuity.domain.known import is_certainly_known
from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import find_in_force_period
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.agreement_scope import has_sufficient_terms
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementStatus

CODES = dict.fromkeys(("UNCONFIRMED", "STALE"), CodeInfo(role="watch"))


def find_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find what the partner has not confirmed, and what was not reviewed."""
    return deduplicate_reasons(_iterate_review_reasons(case, carrier)) if carrier else ()


def _iterate_review_reasons(case: Case, carrier: Carrier) -> Iterator[Reason]:
    for row in _list_relied_on(case, carrier):
        variant, parameters = "agreement" if _is_agreement(row) else "part", {"partner": carrier.name}
        if not is_certainly_known(row.confirmed_on, None, case.as_of):
            yield Reason(code="UNCONFIRMED", variant=variant, parameters=parameters)
        if _is_stale(case, row):
            yield _build_unreviewed_reason(case, carrier, row)


def _build_unreviewed_reason(case: Case, carrier: Carrier, row: Agreement) -> Reason:
    if not is_certainly_known(row.reviewed_on, None, case.as_of):
        variant = "agreement" if _is_agreement(row) else "part"
        return Reason(code="STALE", variant=variant, parameters={"partner": carrier.name})
    variant = "reviewed-agreement" if _is_agreement(row) else "reviewed-part"
    parameters = {"partner": carrier.name, "day": row.reviewed_on}
    return Reason(code="STALE", variant=variant, parameters=parameters, is_recorded=True)


def _is_agreement(row: Agreement) -> bool:
    return row.status != AgreementStatus.NAMED


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
    reads=qualify_columns("agreements", "partner", "confirmed_on", "reviewed_on"),
    rests_on="practice",
    source="HSDS, assured_date",
    codes=CODES,
    find_notes=find_notes,
)
