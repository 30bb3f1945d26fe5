"""The level of risk: protections held, aggravators found, and their table."""

from continuity.domain.programmes.terms_in_force import find_in_force_period
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors import funding, holder_change, mandate, partner, party_change, time_left
from continuity.domain.risk.findings import Reason
from continuity.domain.vocabulary import PartyChange, RiskLevel

PROTECTION_FACTORS = {"F": "E4", "M": "E8", "P": "E2"}
"""The factor that reads what each protection rests on."""

LEVEL_TABLE = (
    (RiskLevel.HIGH, RiskLevel.CRITICAL, RiskLevel.CRITICAL),
    (RiskLevel.MODERATE, RiskLevel.HIGH, RiskLevel.CRITICAL),
    (RiskLevel.LOW, RiskLevel.MODERATE, RiskLevel.HIGH),
    (RiskLevel.LOW, RiskLevel.LOW, RiskLevel.MODERATE),
)
"""By the number of protections; columns: no aggravator, A1 or A3 or A4, A2."""

LEVEL_TABLE_COLUMNS = ("none", "A1, A3 or A4", "A2")


def find_missing_protections(case: Case, carriers: tuple[Carrier, ...]) -> dict[str, tuple[Reason, ...]]:
    """Find why F (money), M (mandate) and P (signed agreement) are not held."""
    return {
        "F": funding.find_failures(case, None),
        "M": mandate.find_missing_mandate(case),
        "P": () if any(is_empowered(case, carrier) for carrier in carriers) else (_build_unsigned_reason(case),),
    }


def list_protections(case: Case, carriers: tuple[Carrier, ...]) -> tuple[str, ...]:
    """List the protections held."""
    return tuple(symbol for symbol, reasons in find_missing_protections(case, carriers).items() if not reasons)


def list_aggravators(case: Case) -> tuple[str, ...]:
    """List which of A1 (person), A2 (party), A3 (time) and A4 (vacancy) hold."""
    holding_by_symbol = {
        "A1": holder_change.has_person_change(case.transition),
        "A2": party_change.compare_parties(case.programme, case.transition) == PartyChange.DIFFERENT,
        "A3": time_left.is_late(case),
        "A4": case.transition.vacant,
    }
    return tuple(name for name, holds in holding_by_symbol.items() if holds)


def look_up_level(protections: tuple[str, ...], aggravators: tuple[str, ...]) -> RiskLevel:
    """Look up the level of a programme at risk."""
    return LEVEL_TABLE[len(protections)][LEVEL_TABLE_COLUMNS.index(find_table_column(aggravators))]


def find_table_column(aggravators: tuple[str, ...]) -> str:
    """Find the column of the table for these aggravators."""
    return LEVEL_TABLE_COLUMNS[2 if "A2" in aggravators else 1 if aggravators else 0]


def is_empowered(case: Case, carrier: Carrier) -> bool:
    """Return whether a partner gives protection P."""
    first, periods = case.exposure_period.first, (find_in_force_period(row, case.as_of) for row in carrier.agreements)
    return partner.is_independent(case, carrier) and any(period and first in period for period in periods)


def _build_unsigned_reason(case: Case) -> Reason:
    parameters = {"day": case.exposure_period.first}
    return Reason(code="NO_AGREEMENT", variant="first-day", parameters=parameters, remedy="first-day")
