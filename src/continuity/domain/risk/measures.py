"""How long a programme runs, and how much of it is recorded."""

from collections.abc import Iterable
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import find_stated_end
from continuity.domain.programmes.models import Agreement, Funding, KnownProgramme, Treatment
from continuity.domain.programmes.terms_in_force import find_in_force_period, find_paid_period
from continuity.domain.risk.case import Carrier, Case, list_carriers
from continuity.domain.risk.factors.agreement_scope import list_sufficient_periods
from continuity.domain.risk.factors.funding import list_funded_periods
from continuity.domain.values.dates import Period, merge_periods
from continuity.domain.vocabulary import AgreementRole, AgreementStatus, EndBasis, EvidenceKind, StopCause

_UNRECORDED = (None, "", "unknown")


def compute_runs_until(programme: KnownProgramme, as_of: date) -> tuple[date | None, StopCause | None]:
    """Compute when the programme stops if nobody decides anything, and why; None if nothing is recorded.
    It is the first of its stated end, the last day of its signed agreements and the last day of its committed money.
    """
    agreements = (row for row in programme.agreements if row.role != AgreementRole.FUNDING)
    signed_agreements = [row for row in agreements if row.status == AgreementStatus.SIGNED]
    end_days = (
        (find_stated_end(programme), StopCause.STATED_END),
        (_find_latest_end(find_in_force_period(row, as_of) for row in signed_agreements), StopCause.AGREEMENTS),
        (_find_latest_end(find_paid_period(row, as_of) for row in programme.funding), StopCause.FUNDING),
    )
    dated_ends = [(day, cause) for day, cause in end_days if day is not None]
    return min(dated_ends, key=lambda item: item[0]) if dated_ends else (None, None)


def compute_covered_until(case: Case, carrier: Carrier) -> date:
    """Compute to which day agreements and money hold without a break."""
    return min(
        _find_unbroken_end(case.exposure_period.first, list_sufficient_periods(case, carrier)),
        _find_unbroken_end(case.exposure_period.first, list_funded_periods(case, carrier)),
    )


def find_recorded_facts(programme: KnownProgramme) -> dict[str, bool]:
    """Find which of the eleven facts that the rule reads are recorded, by columns."""
    statuses = (AgreementStatus.DRAFT, AgreementStatus.SIGNED, AgreementStatus.TERMINATED)
    partner_agreements = (row for row in programme.agreements if row.role != AgreementRole.FUNDING)
    agreements = [row for row in partner_agreements if row.status in statuses]
    subjects = (None, "", *(carrier.partner.key for carrier in list_carriers(programme)))
    evaluations = (row for row in programme.evidence if row.kind == EvidenceKind.EVALUATION)
    return {
        "programmes.office": bool(programme.office),
        "programmes.launched": programme.launched is not None,
        "programmes.end": programme.end is not None or programme.end_basis == EndBasis.OPEN,
        "programmes.owner": bool(programme.owner),
        "programmes.mandate": programme.mandate not in _UNRECORDED,
        "agreements.partner": bool(list_carriers(programme)),
        "agreements.status": bool(agreements),
        "agreements.start, end": any(_has_days(row) for row in agreements),
        "funding.certainty": bool(programme.funding),
        "funding.start, end": any(_has_days(row) for row in programme.funding),
        "evidence.kind evaluation": any(row.partner in subjects for row in evaluations),
    }


def find_treatment(programme: KnownProgramme, transition: Transition) -> Treatment | None:
    """Find what was decided about the finding, under any round of the transition."""
    keys = (transition.key, f"{transition.office}/{transition.start_day}")
    return next((row for key in keys for row in programme.treatments if row.transition == key), None)


def has_expired(treatment: Treatment, as_of: date) -> bool:
    """Return whether the last day of a decision, if it has one, may have passed."""
    return treatment.until is not None and (treatment.until.earliest or date.min) < as_of


def _find_latest_end(periods: Iterable[Period | None]) -> date | None:
    return max((period.last for period in periods if period), default=None)


def _find_unbroken_end(first: date, periods: tuple[Period, ...]) -> date:
    return next(period.last for period in merge_periods(periods) if first in period)


def _has_days(row: Agreement | Funding) -> bool:
    return row.start is not None and row.end is not None
