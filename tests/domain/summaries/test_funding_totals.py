"""Money as a funder asks for it: how much, until when, past which handover, and what is not recorded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.domain.programmes.models import Funding
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.funding_totals import (
    CurrencyFunding,
    FundingSums,
    FundingTotals,
    find_next_transition,
    total_funding,
)
from continuity.domain.vocabulary import DayBasis
from support.risk_cases import AS_OF, find, funding, later, on, programme, transition

GRANT = {"amount": Decimal(1000), "currency": "EUR"}
OLD = {"start": "2020-01-01", "end": "2025-12-31"}


def found(*rows: Funding, **changes: Any) -> Finding:
    return find(programme(funding=rows, **changes))


def told(*rows: Funding, as_of: date = AS_OF, **changes: Any) -> FundingTotals:
    return total_funding([found(*rows, **changes)], as_of)


def euros(*rows: Funding, **changes: Any) -> FundingSums:
    (only,) = told(*rows, **changes).currencies
    return only.total


def years(*rows: Funding) -> dict[int | None, Decimal]:
    (only,) = told(*rows).currencies
    return {year: sums.committed for year, sums in only.sums_by_year}


def test_nothing_recorded_is_no_money_and_no_programme_with_any() -> None:
    assert total_funding([], AS_OF) == FundingTotals()
    assert told() == FundingTotals(programme_count=1)


def test_committed_and_indicative_money_are_kept_apart() -> None:
    sums = euros(funding(**GRANT), funding(key="f2", certainty="indicative", **GRANT))
    assert (sums.committed, sums.indicative, sums.unsettled, sums.expired) == (1000, 1000, 0, 0)


def test_past_election_by_rule_alone_is_never_the_next_change() -> None:
    """Issue 14, line 14: money is not measured against an election that nobody recorded."""
    past, ahead = transition(polling_day=date(2026, 7, 2), basis="rule", open=True, handover_last=AS_OF), later()
    open_finding, next_finding = (replace(found(), transition=each) for each in (past, ahead))
    both = replace(open_finding, other_findings=(next_finding,))
    assert past.is_only_projected
    assert find_next_transition(open_finding, AS_OF) is None
    assert find_next_transition(both, AS_OF) == ahead
    recorded = replace(past, basis=DayBasis.RECORDED)
    assert find_next_transition(replace(both, transition=recorded), AS_OF) == recorded


@pytest.mark.parametrize("change", [{"certainty": "unknown"}, {"certainty": None}, {"committed_on": "2026"}])
def test_money_that_is_not_certainly_committed_is_not_counted_as_committed(change: dict[str, Any]) -> None:
    sums = euros(funding(**(GRANT | change)))
    assert (sums.committed, sums.unsettled) == (0, 1000)


def test_money_committed_after_the_day_was_not_known_on_it() -> None:
    assert told(funding(committed_on="2026-09-01", **GRANT)) == FundingTotals(programme_count=1)


@pytest.mark.parametrize(
    ("end", "basis", "past"),
    [
        ("2027-05-11", "stated", True),
        ("2027-05-10", "stated", False),
        ("2027", None, False),
        ("2028", "derived", False),
    ],
)
def test_money_outlives_the_handover_only_where_its_stated_end_certainly_does(
    end: str, basis: str | None, *, past: bool
) -> None:
    row = funding(end=end, end_basis=basis, **GRANT)
    assert euros(row).past_handover == (1000 if past else 0)
    assert told(row).past_handover == int(past)


def test_the_next_handover_is_the_first_that_is_not_over() -> None:
    over = transition(handover_last=date(2026, 7, 1), open=True, result_known=True)
    row = funding(**GRANT)
    seen = total_funding([find(programme(funding=(row,)), over, later(), transition())], AS_OF)
    assert seen.past_handover == 1
    assert total_funding([find(programme(funding=(row,)), over, later())], AS_OF).past_handover == 0


def test_without_a_known_handover_no_money_is_said_to_outlive_one() -> None:
    lost = total_funding([Finding(programme=programme(funding=(funding(**GRANT),)), status="unknown-exposure")], AS_OF)
    sums = lost.currencies[0].total
    assert (sums.committed, sums.past_handover, sums.no_handover) == (1000, 0, 1000)
    assert (lost.past_handover, lost.no_handover) == (0, 1)


@pytest.mark.parametrize(
    ("start", "end", "more"),
    [
        ("2026-02-01", "2027-01-31", False),
        ("2026-02-01", "2027-02-01", True),
        ("2028-02-29", "2029-02-27", False),
        ("2028-02-29", "2029-02-28", True),
        ("2026", "2027", False),
        ("2025", "2027", True),
        (None, "2029-01-01", False),
    ],
)
def test_multi_year_money_certainly_runs_more_than_twelve_months(start: str | None, end: str, *, more: bool) -> None:
    row = funding(start=start, end=end, **GRANT)
    assert told(row).multi_year == int(more)
    assert euros(row).multi_year == (1000 if more else 0)


def test_money_that_pays_for_an_evaluation_too_is_told() -> None:
    told_yes = told(funding(pays_evaluation="yes", **GRANT))
    assert (told_yes.evaluation, told_yes.currencies[0].total.evaluation) == (1, 1000)
    assert told(funding(pays_evaluation="unknown", **GRANT)).evaluation == 0


def test_money_whose_last_day_has_passed_is_told_apart() -> None:
    seen = told(funding(**GRANT, **OLD))
    assert seen.currencies[0].total == FundingSums(expired=Decimal(1000))
    assert (seen.committed, seen.multi_year) == (0, 0)


def test_currencies_are_never_added_up_and_an_amount_without_one_stands_by_itself() -> None:
    rows = [funding(key=key, amount=Decimal(5), currency=key) for key in ("USD", "EUR")]
    seen = told(*rows, funding(key="f3", amount=Decimal(7), currency=None))
    assert [(one.currency, one.total.committed) for one in seen.currencies] == [("EUR", 5), ("USD", 5), ("", 7)]
    assert (seen.row_count, seen.no_amount, seen.no_currency) == (3, 0, 1)


def test_a_row_without_an_amount_counts_its_programme_and_is_named_as_missing() -> None:
    seen = told(funding(amount=None, currency=None))
    assert (seen.committed, seen.currencies, seen.no_amount, seen.no_currency) == (1, (), 1, 0)


def test_an_amount_is_spread_evenly_over_its_days() -> None:
    row = funding(amount=Decimal(731), currency="EUR", start="2026-01-01", end="2027-12-31")
    assert years(row) == {2026: Decimal("365.5"), 2027: Decimal("365.5")}
    leap = funding(amount=Decimal(731), currency="EUR", start="2027-01-01", end="2028-12-31")
    assert years(leap) == {2027: 365, 2028: 366}


def test_a_vague_year_keeps_its_money() -> None:
    assert years(funding(**GRANT, start="2027", end="2027")) == {2027: 1000}


@pytest.mark.parametrize("days", [{"start": None}, {"end": None}, {"start": "2029-01-01"}, {"end": "2027/.."}])
def test_money_without_both_days_stands_under_no_year(days: dict[str, Any]) -> None:
    row = funding(**(GRANT | days))
    ((year, sums),) = told(row).currencies[0].sums_by_year
    assert (year, sums) == (None, FundingSums(undated=Decimal(1000)))
    assert (told(row).no_days, told(row).undated) == (1, 1)


@given(
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.dates(date(2020, 1, 1), date(2060, 1, 1)),
    st.integers(0, 9000),
)
def test_the_years_of_an_amount_add_up_to_it(amount: Decimal, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    row = funding(amount=amount, currency="EUR", start=first.isoformat(), end=last.isoformat(), certainty="indicative")
    (only,) = told(row).currencies
    assert sum(sums.indicative + sums.expired for _, sums in only.sums_by_year) == amount
    assert only.total.indicative + only.total.expired == amount
    assert [year for year, _ in only.sums_by_year] == list(range(first.year, last.year + 1))


def test_programmes_that_have_ended_or_were_not_there_yet_have_no_money() -> None:
    row = funding(**GRANT)
    assert told(row, end="2026-07-31", end_basis="stated").programme_count == 0
    assert told(row, status="ended").programme_count == 0
    assert told(row, launched="2026-09-01").programme_count == 0
    assert told(row, launched="2026-09-01", status="planned").committed == 1


def test_the_order_of_findings_changes_nothing() -> None:
    several = [found(funding(amount=Decimal(n), currency=code)) for n, code in ((1, "EUR"), (2, ""), (3, "GBP"))]
    assert total_funding(several, AS_OF) == total_funding(several[::-1], AS_OF)
    assert isinstance(total_funding(several, AS_OF).currencies[0], CurrencyFunding)


def test_an_old_award_without_days_is_no_committed_money_of_today() -> None:
    old = funding(**(GRANT | {"start": None, "end": None, "committed_on": "2019-03", "pays_evaluation": "yes"}))
    assert euros(old) == FundingSums(undated=Decimal(1000))
    assert (told(old).committed, told(old).evaluation) == (0, 0)


@pytest.mark.parametrize("unsure", [{"start": "2026"}, {"end": "2028-06"}, {"end_basis": "derived"}])
def test_what_is_spread_over_days_that_are_not_certain_is_told_in_whole_units(unsure: dict[str, str]) -> None:
    row = funding(**({"start": "2026-01-10", "end": "2028-06-30"} | unsure), amount=Decimal("1000.50"), currency="EUR")
    *others, last = years(row).values()
    assert len(others) == 2
    assert all(part == int(part) for part in others)
    assert sum((*others, last)) == Decimal("1000.50")


def test_money_at_the_end_of_the_years_is_reckoned_too() -> None:
    row = funding(amount=Decimal(1), currency="EUR", start=on("2999-06-01"), end=on("2999-12-31"))
    assert (told(row).multi_year, years(row)) == (0, {2999: 1})
