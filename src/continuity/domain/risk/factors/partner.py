"""E1: a community partner, outside the control of the city and the office.

Rests on evidence by analogy: where a new party took the town hall, schools run by it lost ground and schools run by
others did not (Akhtari, Moreira and Trucco, AER 2022); two thirds to three quarters of community coalitions outlive
their first money by two to five years (Feinberg 2008; HCAP; Johnson 2017). Which kinds count is practice: a setting.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

_OTHER_PARTNER_REMEDY = "Agree with a community partner that it delivers the programme."
"""What clears it where the kind is recorded: there is none left to record."""

CODES = {
    "NO_PARTNER": CodeInfo(
        meaning="No partner is recorded with a part in the programme beyond paying for it.",
        remedy="Name a community partner, sign an agreement to deliver with it and secure its money.",
        role="failure",
    ),
    "NOT_COMMUNITY": CodeInfo(
        meaning="The partner is not of a kind that counts as a community partner, or its kind is not recorded.",
        remedy="Record the partner's kind, or agree with a community partner that it delivers the programme.",
        role="failure",
    ),
    "PARTNER_CONTROLLED": CodeInfo(
        meaning="The city or the office owns or appoints the partner.",
        remedy="Agree with a partner outside the city's control that it delivers the programme.",
        role="failure",
    ),
}


def is_independent(case: Case, carrier: Carrier) -> bool:
    """Return whether E1 holds."""
    return not find_failures(case, carrier)


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E1 does not hold."""
    if carrier is None:
        name = case.programme.name or case.programme.key
        return (Reason(code="NO_PARTNER", text=f"No community partner is recorded for {name}."),)
    return (*_find_kind_failures(case, carrier), *_find_control_failures(case, carrier))


def _find_kind_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    kind = carrier.partner.kind
    if kind in case.settings.community_kinds:
        return ()
    if kind in (None, "", "unknown"):
        return (Reason(code="NOT_COMMUNITY", text=f"What kind of partner {carrier.name} is, is not recorded."),)
    text = f"{carrier.name} is recorded as {kind}, which does not count as a community partner."
    return (Reason(code="NOT_COMMUNITY", text=text, remedy=_OTHER_PARTNER_REMEDY, is_recorded=True),)


def _find_control_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    controller = carrier.partner.controlled_by
    if not controller or controller not in (case.programme.city, case.programme.office):
        return ()
    text = f"{carrier.name} is recorded as controlled by {controller}."
    return (Reason(code="PARTNER_CONTROLLED", text=text, is_recorded=True),)


FACTOR = Factor(
    symbol="E1",
    title="a community partner outside the control of the city and the office",
    reads=(
        *qualify_columns("agreements", "partner", "role"),
        *qualify_columns("partners", "kind", "controlled_by"),
    ),
    rests_on="evidence",
    source="Akhtari, Moreira and Trucco, AER 2022; Feinberg 2008",
    codes=CODES,
    find_failures=find_failures,
)
