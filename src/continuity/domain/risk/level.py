"""How much is at risk: the protections held, the aggravators found, and the table of levels."""

from continuity.domain.dates import gaps
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors import mandate, money, partner, party, person, time_left
from continuity.domain.risk.factors.agreement import in_force

TABLE = (
    ("high", "critical", "critical"),
    ("moderate", "high", "critical"),
    ("low", "moderate", "high"),
    ("low", "low", "moderate"),
)
"""By the number of protections; columns: no aggravator, A1 or A3 or A4, A2."""


def protections(case: Case, carriers: tuple[Carrier, ...]) -> tuple[str, ...]:
    """The protections held: F money of anybody, M mandate, P a community partner with a signed agreement."""
    held = {
        "F": not gaps(case.span, money.funded(case, None)),
        "M": mandate.protects(case),
        "P": any(_empowered(case, carrier) for carrier in carriers),
    }
    return tuple(name for name, holds in held.items() if holds)


def aggravators(case: Case) -> tuple[str, ...]:
    """The aggravators found: A1 person, A2 party, A3 little time, A4 vacancy."""
    found = {
        "A1": person.person_changes(case.transition),
        "A2": party.party_change(case.programme, case.transition) == "different",
        "A3": time_left.late(case),
        "A4": case.transition.vacant,
    }
    return tuple(name for name, holds in found.items() if holds)


def level(held: tuple[str, ...], found: tuple[str, ...]) -> str:
    """The level of a programme at risk."""
    column = 2 if "A2" in found else 1 if found else 0
    return TABLE[len(held)][column]


def _empowered(case: Case, carrier: Carrier) -> bool:
    periods = (in_force(row, case.as_of) for row in carrier.agreements)
    return partner.independent(case, carrier) and any(period and case.span.first in period for period in periods)
