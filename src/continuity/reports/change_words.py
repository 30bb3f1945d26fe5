"""How the documents tell the days of a handover."""

from datetime import date

from continuity.domain.offices.models import Transition
from continuity.reports.prose import DAY_BASIS_WORDS

NOT_TOLD = "whether it has taken place is not recorded"


def days_passed(one: Transition) -> bool:
    """Whether its days have passed while nothing tells that it has taken place.

    The rule reckons with the as-of day as its last then; no record and no electoral rule says so.
    """
    return one.open and one.handover_last > one.dated_last


def last_told(one: Transition) -> date:
    """The last day of the handover by what is recorded or reckoned."""
    return one.dated_last if days_passed(one) else one.handover_last


def basis_told(one: Transition) -> str:
    """Where its days come from."""
    return DAY_BASIS_WORDS.get(one.handover_basis, one.handover_basis)
