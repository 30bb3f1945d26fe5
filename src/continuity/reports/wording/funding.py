"""How the documents speak of money: its sums, how many programmes have it, and amounts as people write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from continuity.domain.summaries.funding_totals import CurrencyMoney, Money, Sums
from continuity.domain.values.percentages import percent

SUMS = {
    "committed": "Committed",
    "past_handover": "Of it, past the next handover",
    "no_handover": "Of it, no next handover known",
    "multi_year": "Of it, for more than twelve months",
    "evaluation": "Of it, evaluation included",
    "undated": "Committed, days not recorded",
    "indicative": "Indicative only",
    "unsettled": "Not certain to be committed",
    "over": "Last day has passed",
}
"""The sums of a currency and of a year by their names, in the order in which they are shown."""

PARTS = ("past_handover", "no_handover", "multi_year", "evaluation")
"""Those that say what part of the committed money they are."""

NO_CURRENCY, NO_YEAR = "currency not recorded", "no days recorded"

NOTE = (
    "Nothing is converted between currencies. An amount is spread evenly over its days, in whole units "
    "where these are vague or derived. Committed money without a first or a last day may all be spent, and stands by "
    "itself. Past the next handover: the "
    "stated last day certainly lies after the last day of the handover that comes first. What is not recorded counts "
    "for none of these."
)
"""What a reader has to know to read the sums."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many programmes of all have money of a kind; `percent` is None of nothing."""

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
        ("Programmes with committed money whose days are not recorded", money.undated),
    )
    return tuple(Share(label, number, percent(number, money.programmes)) for label, number in counts)


@dataclass(frozen=True, slots=True)
class AmountTable:
    """The sums as every document shows them: the headings, then for each row its heads and an amount a heading.

    Attributes:
        heads: what the rows are about: the currency, and in a table by year the year, None for what has no days.
        names: which of `SUMS`.
    """

    heads: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[tuple[str | int, ...], tuple[Decimal, ...]], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands over the amounts."""
        return tuple(SUMS[name] for name in self.names)


def by_currency(money: Money) -> AmountTable:
    """The sums of each currency."""
    return _table(("Currency",), [((_code(one),), one.total) for one in money.currencies])


def by_year(money: Money) -> AmountTable:
    """The sums of each currency and calendar year."""
    rows = [
        ((_code(one), NO_YEAR if year is None else year), sums) for one in money.currencies for year, sums in one.years
    ]
    return _table(("Currency", "Year"), rows)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[tuple[str | int, ...], Sums]]) -> AmountTable:
    """The rows under the sums that have to be shown: what is committed, and whatever else is not zero throughout."""
    names = tuple(name for name in SUMS if name == "committed" or any(getattr(sums, name) for _, sums in rows))
    return AmountTable(heads, names, tuple((head, tuple(getattr(sums, name) for name in names)) for head, sums in rows))


def _code(one: CurrencyMoney) -> str:
    return one.currency or NO_CURRENCY


def amount(value: Decimal) -> str:
    """An amount with a comma between the thousands, and with cents where there are any: 1,234 or 1,234.50."""
    return f"{value:,.2f}".removesuffix(".00")
