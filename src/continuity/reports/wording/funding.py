"""Wording of funding: sums, counts of programmes and amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from continuity.domain.summaries.funding_totals import CurrencyFunding, FundingSums, FundingTotals
from continuity.domain.values.percentages import compute_percentage

AMOUNT_LABELS = {
    "committed": "Committed",
    "past_handover": "Of it, past the next handover",
    "no_handover": "Of it, no next handover known",
    "multi_year": "Of it, for more than twelve months",
    "evaluation": "Of it, evaluation included",
    "undated": "Committed, days not recorded",
    "indicative": "Indicative only",
    "unsettled": "Not certain to be committed",
    "expired": "Last day has passed",
}
"""Labels of the sums, in display order."""

COMMITTED_PARTS = ("past_handover", "no_handover", "multi_year", "evaluation")
"""Sums that are part of `committed`."""

NO_CURRENCY, NO_YEAR = "currency not recorded", "no days recorded"

FUNDING_NOTE = (
    "Nothing is converted between currencies. An amount is spread evenly over its days, in whole units where these are "
    "vague or derived. Committed money without a first or a last day may all be spent, and stands by itself. Past the "
    "next handover: the stated last day certainly lies after the last day of the handover that comes first. What is "
    "not recorded counts for none of these."
)


@dataclass(frozen=True, slots=True)
class FundingCount:
    """A count of programmes by funding; `percent` is None if there are none at all."""

    label: str
    number: int
    percent: int | None


def list_funding_counts(totals: FundingTotals) -> tuple[FundingCount, ...]:
    """Count the programmes with each kind of funding, amount recorded or not."""
    counts = (
        ("Programmes that have not ended", totals.programme_count),
        ("Programmes with committed money", totals.committed),
        ("Programmes with committed money that runs past the next handover", totals.past_handover),
        ("Programmes with committed money, but no next handover known", totals.no_handover),
        ("Programmes with committed money for more than twelve months", totals.multi_year),
        ("Programmes with committed money that pays for an evaluation too", totals.evaluation),
        ("Programmes with committed money whose days are not recorded", totals.undated),
    )
    total = totals.programme_count
    return tuple(FundingCount(label, number, compute_percentage(number, total)) for label, number in counts)


@dataclass(frozen=True, slots=True)
class AmountTable:
    """Sums as every document shows them; `amount_names` are keys of `AMOUNT_LABELS`.
    A row has cells for `key_columns`, then an amount for each of `amount_names`.
    """

    key_columns: tuple[str, ...]
    amount_names: tuple[str, ...]
    rows: tuple[tuple[tuple[str | int, ...], tuple[Decimal, ...]], ...]

    @property
    def amount_headings(self) -> tuple[str, ...]:
        """Headings of the amounts."""
        return tuple(AMOUNT_LABELS[name] for name in self.amount_names)


def build_currency_table(totals: FundingTotals) -> AmountTable:
    """Build the table of sums by currency."""
    rows = [((_currency_label(currency),), list_amounts(currency.total)) for currency in totals.currencies]
    return _build_table(("Currency",), rows)


def build_year_table(totals: FundingTotals) -> AmountTable:
    """Build the table of sums by currency and calendar year."""
    rows = [
        ((_currency_label(currency), NO_YEAR if year is None else year), list_amounts(sums))
        for currency in totals.currencies
        for year, sums in currency.sums_by_year
    ]
    return _build_table(("Currency", "Year"), rows)


def list_amounts(sums: FundingSums) -> dict[str, Decimal]:
    """Return each sum under its name in `AMOUNT_LABELS`."""
    return {
        "committed": sums.committed,
        "past_handover": sums.past_handover,
        "no_handover": sums.no_handover,
        "multi_year": sums.multi_year,
        "evaluation": sums.evaluation,
        "undated": sums.undated,
        "indicative": sums.indicative,
        "unsettled": sums.unsettled,
        "expired": sums.expired,
    }


def _build_table(
    key_columns: tuple[str, ...], rows: Sequence[tuple[tuple[str | int, ...], Mapping[str, Decimal]]]
) -> AmountTable:
    """Show `committed` always, and any other sum unless it is zero in every row."""
    names = tuple(name for name in AMOUNT_LABELS if name == "committed" or any(amounts[name] for _, amounts in rows))
    amount_rows = tuple((keys, tuple(amounts[name] for name in names)) for keys, amounts in rows)
    return AmountTable(key_columns, names, amount_rows)


def _currency_label(totals: CurrencyFunding) -> str:
    return totals.currency or NO_CURRENCY


def format_amount(value: Decimal) -> str:
    """Format an amount, with cents only if there are any: 1,234 or 1,234.50."""
    return f"{value:,.2f}".removesuffix(".00")
