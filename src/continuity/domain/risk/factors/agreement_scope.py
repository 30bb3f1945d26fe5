"""E3: the partner may run the programme, and the office cannot end that alone.
Rests on practice: the rungs of participation on which power is shared and not open to unilateral change (Arnstein 6 and
7), and control over programme management as a domain of community empowerment (Laverack). The 90 days of notice are a
setting.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from continuity.domain.programmes.models import Agreement
from continuity.domain.programmes.terms_in_force import find_in_force_period
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, deduplicate_reasons, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period, find_gaps
from continuity.domain.vocabulary import AgreementScope, AgreementStatus, YesNo

CODES = dict.fromkeys(("SCOPE_ADVISORY", "OFFICE_MAY_END", "OFFICE_MAY_END_UNKNOWN"), CodeInfo(role="failure"))


def has_sufficient_terms(row: Agreement, settings: Settings) -> bool:
    """Return whether the terms of an agreement meet E3."""
    return _can_deliver(row) and _has_lasting_terms(row, settings)


def list_sufficient_periods(case: Case, carrier: Carrier) -> tuple[Period, ...]:
    """List the days on which agreements that meet E3 are in force."""
    rows = (row for row in carrier.agreements if has_sufficient_terms(row, case.settings))
    return tuple(period for row in rows if (period := find_in_force_period(row, case.as_of)))


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E3 does not hold for the agreements in force, else for those to come.
    An agreement with weaker terms beside others that carry all its days is no failure.
    """
    if carrier is None:
        return ()
    uncovered = find_gaps(case.exposure_period, list_sufficient_periods(case, carrier))
    in_force = [(row, period) for row in carrier.agreements if (period := find_in_force_period(row, case.as_of))]
    current = [(row, period) for row, period in in_force if period.overlaps(case.exposure_period)]
    if not current:
        return _find_draft_failures(case, carrier)
    if uncovered == find_gaps(case.exposure_period, (period for _, period in in_force)):
        return ()
    rows = (row for row, period in current if any(period.overlaps(gap) for gap in uncovered))
    return deduplicate_reasons(_iterate_weaknesses(case, carrier, rows))


def _find_draft_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    rows = [row for row in carrier.agreements if row.status != AgreementStatus.NAMED]
    if any(has_sufficient_terms(row, case.settings) for row in rows):
        return ()
    return deduplicate_reasons(_iterate_weaknesses(case, carrier, rows))


def _can_deliver(row: Agreement) -> bool:
    return row.scope in (AgreementScope.DELIVER, AgreementScope.CO_DELIVER)


def _has_lasting_terms(row: Agreement, settings: Settings) -> bool:
    if row.office_may_end_alone == YesNo.YES:
        return row.notice_days is not None and row.notice_days >= settings.notice_days
    return row.office_may_end_alone == YesNo.NO


def _iterate_weaknesses(case: Case, carrier: Carrier, rows: Iterable[Agreement]) -> Iterator[Reason]:
    for row in rows:
        if not _can_deliver(row):
            yield _build_scope_reason(carrier, row)
        if not _has_lasting_terms(row, case.settings):
            yield _build_break_reason(carrier, row)


def _build_scope_reason(carrier: Carrier, row: Agreement) -> Reason:
    parameters = {"partner": carrier.name}
    if row.scope == AgreementScope.ADVISE:
        return Reason(code="SCOPE_ADVISORY", variant="advisory", parameters=parameters, is_recorded=True)
    return Reason(code="SCOPE_ADVISORY", variant="unrecorded", parameters=parameters)


def _build_break_reason(carrier: Carrier, row: Agreement) -> Reason:
    parameters: dict[str, Parameter] = {"partner": carrier.name}
    if row.office_may_end_alone != YesNo.YES:
        return Reason(code="OFFICE_MAY_END_UNKNOWN", parameters=parameters)
    if row.notice_days is None:
        return Reason(code="OFFICE_MAY_END", variant="no-notice", parameters=parameters, is_recorded=True)
    parameters["notice"] = timedelta(days=row.notice_days)
    return Reason(code="OFFICE_MAY_END", variant="notice", parameters=parameters, is_recorded=True)


FACTOR = Factor(
    symbol="E3",
    reads=qualify_columns("agreements", "partner", "scope", "office_may_end_alone", "notice_days"),
    rests_on="practice",
    source="Arnstein, rungs 6 and 7; Laverack, control over programme management",
    codes=CODES,
    find_failures=find_failures,
)
