"""Whether all the money is the office's own: a watch point, which undoes nothing.
Rests on practice: the stability of funding is one of the eight domains of the PSAT, and the one that scores lowest.
"""

from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import find_paid_period
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.vocabulary import FunderKind

CODES = {"SINGLE_SOURCE": CodeInfo(role="watch")}


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find whether all committed money for the exposed days is the office's own."""
    rows = [row for row in case.programme.funding if _is_in_exposure_period(case, row)]
    if not rows or any(row.funder_kind != FunderKind.OFFICE for row in rows):
        return ()
    parameters: dict[str, Parameter] = {"period": case.exposure_period, "office": case.programme.office}
    return (Reason(code="SINGLE_SOURCE", parameters=parameters, is_recorded=True),)


def _is_in_exposure_period(case: Case, row: Funding) -> bool:
    period = find_paid_period(row, case.as_of)
    return period is not None and period.overlaps(case.exposure_period)


FACTOR = Factor(
    reads=qualify_columns(
        "funding", "funder_kind", "certainty", "committed_on", "start", "end", "end_basis", "known_from"
    ),
    rests_on="practice",
    source="PSAT, funding stability",
    codes=CODES,
    find_notes=find_notes,
)
