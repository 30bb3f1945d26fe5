"""How much is at risk: the protections held, the aggravators found, and the table of levels."""

from continuity.domain.programmes.terms_in_force import in_force
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors import funding, holder_change, mandate, partner, party_change, time_left
from continuity.domain.risk.findings import Reason

PROTECTIONS = {
    "F": "committed money of anybody that leaves no exposed day uncovered",
    "M": "a mandate that holds to the last exposed day",
    "P": "a community partner with a signed agreement in force on the first exposed day",
}

READ_BY = {"F": "E4", "M": "E8", "P": "E2"}
"""The factor that reads what each protection rests on."""

TABLE = (
    ("high", "critical", "critical"),
    ("moderate", "high", "critical"),
    ("low", "moderate", "high"),
    ("low", "low", "moderate"),
)
"""By the number of protections; columns: no aggravator, A1 or A3 or A4, A2."""

COLUMNS = ("none", "A1, A3 or A4", "A2")


def lacking(case: Case, carriers: tuple[Carrier, ...]) -> dict[str, tuple[Reason, ...]]:
    """Why each protection is not held; nothing where it is: F money of anybody, M mandate, P a signed agreement."""
    return {
        "F": funding.fails(case, None),
        "M": mandate.lacking(case),
        "P": () if any(empowered(case, carrier) for carrier in carriers) else (_unsigned(case),),
    }


def protections(case: Case, carriers: tuple[Carrier, ...]) -> tuple[str, ...]:
    """The protections held."""
    return tuple(symbol for symbol, reasons in lacking(case, carriers).items() if not reasons)


def aggravators(case: Case) -> tuple[str, ...]:
    """The aggravators found: A1 person, A2 party, A3 little time, A4 vacancy."""
    found = {
        "A1": holder_change.person_changes(case.transition),
        "A2": party_change.party_change(case.programme, case.transition) == "different",
        "A3": time_left.late(case),
        "A4": case.transition.vacant,
    }
    return tuple(name for name, holds in found.items() if holds)


def level(held: tuple[str, ...], found: tuple[str, ...]) -> str:
    """The level of a programme at risk."""
    return TABLE[len(held)][COLUMNS.index(column(found))]


def column(found: tuple[str, ...]) -> str:
    """The column of the table in which aggravators are looked up."""
    return COLUMNS[2] if "A2" in found else COLUMNS[1] if found else COLUMNS[0]


def empowered(case: Case, carrier: Carrier) -> bool:
    """Whether a partner gives protection P."""
    periods = (in_force(row, case.as_of) for row in carrier.agreements)
    return partner.independent(case, carrier) and any(period and case.span.first in period for period in periods)


def _unsigned(case: Case) -> Reason:
    day = case.span.first.isoformat()
    return Reason(
        code="NO_AGREEMENT",
        text=f"No community partner has a signed agreement in force on {day}.",
        remedy=f"Sign an agreement with a community partner that is in force on {day}.",
    )
