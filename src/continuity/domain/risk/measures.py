"""What a finding says beside its verdict: until when the programme runs, and how much of it is recorded."""

from collections.abc import Iterable
from datetime import date

from continuity.domain.dates import Period, union
from continuity.domain.leadership import Transition
from continuity.domain.risk.case import Carrier, Case, carriers
from continuity.domain.risk.exposure import stated_end
from continuity.domain.risk.factors.agreement import in_force
from continuity.domain.risk.factors.money import funded, pays
from continuity.domain.risk.factors.scope import carrying
from continuity.domain.risk.facts import Agreement, Funding, Programme, Treatment

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


def completeness(programme: Programme) -> tuple[bool, ...]:
    """Whether each of the eleven facts that the rule reads is recorded, in the order of docs/risk.md."""
    agreed = [row for row in programme.agreements if row.status in ("draft", "signed", "terminated")]
    return (
        bool(programme.office),
        programme.launched is not None,
        programme.end is not None or programme.end_basis == "open",
        bool(programme.owner),
        programme.mandate not in _UNRECORDED,
        bool(carriers(programme)),
        bool(agreed),
        any(_dated(row) for row in agreed),
        bool(programme.funding),
        any(_dated(row) for row in programme.funding),
        any(row.kind == "evaluation" for row in programme.evidence),
    )


def treatment(programme: Programme, transition: Transition) -> Treatment | None:
    """What somebody decided about the finding at the transition."""
    return next((row for row in programme.treatments if row.transition == transition.key), None)


def _last(periods: Iterable[Period | None]) -> date | None:
    return max((period.last for period in periods if period), default=None)


def _unbroken(first: date, periods: tuple[Period, ...]) -> date:
    return next(period.last for period in union(periods) if first in period)


def _dated(row: Agreement | Funding) -> bool:
    return row.start is not None and row.end is not None
