"""What a finding says beside its verdict: until when the programme runs, and how much of it is recorded."""

from collections.abc import Iterable
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import stated_end
from continuity.domain.programmes.models import Agreement, Funding, Programme, Treatment
from continuity.domain.programmes.terms_in_force import in_force, pays
from continuity.domain.risk.case import Carrier, Case, carriers
from continuity.domain.risk.factors.agreement_scope import carrying
from continuity.domain.risk.factors.funding import funded
from continuity.domain.values.dates import Period, union

_UNRECORDED = (None, "", "unknown")


def runs_until(programme: Programme, as_of: date) -> tuple[date | None, str]:
    """The day the programme stops if nobody decides anything, and why; None where nothing is recorded.

    Of its stated end, the last day of its signed agreements and the last day of its committed money, the first.
    """
    signed = [row for row in programme.agreements if row.status == "signed" and row.role != "funding"]
    lasts = (
        (stated_end(programme), "its stated end"),
        (_last(in_force(row, as_of) for row in signed), "the last day of its agreements"),
        (_last(pays(row, as_of) for row in programme.funding), "the last day of its committed money"),
    )
    dated = [(day, cause) for day, cause in lasts if day is not None]
    return min(dated, key=lambda item: item[0]) if dated else (None, "")


def covered_until(case: Case, carrier: Carrier) -> date:
    """The last day on which the partner, its terms and its money hold without a break from the span's first day."""
    return min(_unbroken(case.span.first, carrying(case, carrier)), _unbroken(case.span.first, funded(case, carrier)))


def completeness(programme: Programme) -> dict[str, bool]:
    """Whether each of the eleven facts that the rule reads is recorded, by the columns that hold it."""
    agreed = [
        row for row in programme.agreements if row.status in ("draft", "signed", "terminated") and row.role != "funding"
    ]
    about = (None, "", *(carrier.partner.key for carrier in carriers(programme)))
    return {
        "programmes.office": bool(programme.office),
        "programmes.launched": programme.launched is not None,
        "programmes.end": programme.end is not None or programme.end_basis == "open",
        "programmes.owner": bool(programme.owner),
        "programmes.mandate": programme.mandate not in _UNRECORDED,
        "agreements.partner": bool(carriers(programme)),
        "agreements.status": bool(agreed),
        "agreements.start, end": any(_dated(row) for row in agreed),
        "funding.certainty": bool(programme.funding),
        "funding.start, end": any(_dated(row) for row in programme.funding),
        "evidence.kind evaluation": any(
            row.kind == "evaluation" and row.partner in about for row in programme.evidence
        ),
    }


def treatment(programme: Programme, transition: Transition) -> Treatment | None:
    """What somebody decided about the finding at the transition, recorded under its first round or its last."""
    first = (transition.first_day or transition.polling_day).isoformat()
    keys = (transition.key, f"{transition.office}/{first}")
    return next((row for key in keys for row in programme.treatments if row.transition == key), None)


def expired(decided: Treatment, as_of: date) -> bool:
    """Whether the last day of a decision may have passed; one without a last day holds until it is changed."""
    return decided.until is not None and (decided.until.earliest or date.min) < as_of


def _last(periods: Iterable[Period | None]) -> date | None:
    return max((period.last for period in periods if period), default=None)


def _unbroken(first: date, periods: tuple[Period, ...]) -> date:
    return next(period.last for period in union(periods) if first in period)


def _dated(row: Agreement | Funding) -> bool:
    return row.start is not None and row.end is not None
