"""How the documents speak of money: its sums, how many programmes have it, and amounts as people write them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from continuity.domain.money import Money, Sums, percent

SUMS = {
    "committed": "Committed",
    "past_handover": "Of it, past the next handover",
    "no_handover": "Of it, no next handover known",
    "multi_year": "Of it, for more than twelve months",
    "evaluation": "Of it, evaluation included",
    "indicative": "Indicative only",
    "unsettled": "Not certain to be committed",
    "over": "Last day has passed",
}
"""The sums of a currency and of a year by their names, in the order in which they are shown."""

NO_CURRENCY, NO_YEAR = "currency not recorded", "no days recorded"

NOTE = (
    "Nothing is converted between currencies. An amount is spread evenly over its days. Past the next handover: the "
    "stated last day certainly lies after the last day of the handover that comes first. What is not recorded counts "
    "for none of these."
)
"""What a reader has to know to read the sums."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many programmes of all have money of a kind; `percent` is rounded down, and None of nothing."""

    label: str
    number: int
    percent: int | None


def shares(money: Money) -> tuple[Share, ...]:
    """How many programmes have which money, whether or not its amount is recorded."""
    counts = (
        ("Programmes that have not ended", money.programmes),
        ("Programmes with committed money", money.committed),
        ("Programmes with committed money that runs past the next handover", money.past_handover),
        ("Programmes with committed money, but no next handover known", money.no_handover),
        ("Programmes with committed money for more than twelve months", money.multi_year),
        ("Programmes with committed money that pays for an evaluation too", money.evaluation),
    )
    return tuple(Share(label, number, percent(number, money.programmes)) for label, number in counts)


def shown(sums: Iterable[Sums]) -> tuple[str, ...]:
    """The names of the sums that a table has to show: what is committed, and whatever else is not zero throughout."""
    found = tuple(sums)
    return tuple(name for name in SUMS if name == "committed" or any(getattr(one, name) for one in found))


def amount(value: Decimal) -> str:
    """An amount with a comma between the thousands, and with cents where there are any: 1,234 or 1,234.50."""
    return f"{value:,.2f}".removesuffix(".00")
