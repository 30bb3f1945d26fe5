"""Whether all the money hangs on the office: a watch point, which undoes nothing.

Rests on practice: the stability of funding is one of the eight domains of the PSAT, and the one that scores lowest.
"""

from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import pays
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import between

CODES = {
    "SINGLE_SOURCE": CodeInfo(
        meaning="All committed money for the exposed days is the office's own.",
        remedy="Add a source outside the office.",
        part="watch",
    ),
}


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether all committed money for the exposed days is the office's own."""
    rows = [row for row in case.programme.funding if _in_span(case, row)]
    if not rows or any(row.funder_kind != "office" for row in rows):
        return ()
    text = f"All committed money for {between(case.span)} is recorded as that of {case.programme.office}."
    return (Reason(code="SINGLE_SOURCE", text=text, recorded=True),)


def _in_span(case: Case, row: Funding) -> bool:
    period = pays(row, case.as_of)
    return period is not None and period.overlaps(case.span)


FACTOR = Factor(
    title="money from more than the office itself",
    reads=columns("funding", "funder_kind", "certainty", "committed_on", "start", "end", "end_basis", "known_from"),
    rests_on="practice",
    source="PSAT, funding stability",
    codes=CODES,
    notes=notes,
)
