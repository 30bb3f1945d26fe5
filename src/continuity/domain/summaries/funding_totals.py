"""The money recorded for the programmes, by currency and calendar year.
Only what adds up is added: nothing is converted between currencies, and an amount without a currency stands by itself.
Money whose last day has passed is told apart, so that no old grant makes a programme look paid for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import has_programme_ended, is_programme_absent
from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import find_paid_period, is_committed, is_end_stated
from continuity.domain.risk.findings import Finding
from continuity.domain.values.dates import Period, has_passed
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import FundingCertainty, YesNo

_ONE_YEAR = Duration(months=12)
_CENTS_PER_UNIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingSums:
    """Amounts of one currency, over all days or in one calendar year.
    `committed`, `undated`, `indicative`, `unsettled` and `expired` leave nothing out and count nothing twice.
    `committed` is certain by the as-of day, with a first and a last day; `undated` lacks one of these: it may all be
    spent. `unsettled` is not recorded as committed by a day that has certainly passed, nor as indicative. `expired` is
    money of any certainty whose last day has passed. The others are parts of `committed`: `past_handover` in rows that
    certainly run past the programme's next handover, `no_handover` of programmes without a known one, `multi_year` in
    rows that certainly run more than twelve months, `evaluation` in rows that pay for one too.
    """

    committed: Decimal = Decimal(0)
    past_handover: Decimal = Decimal(0)
    no_handover: Decimal = Decimal(0)
    multi_year: Decimal = Decimal(0)
    evaluation: Decimal = Decimal(0)
    undated: Decimal = Decimal(0)
    indicative: Decimal = Decimal(0)
    unsettled: Decimal = Decimal(0)
    expired: Decimal = Decimal(0)


_SUM_NAMES = tuple(field.name for field in fields(FundingSums))


@dataclass(frozen=True, slots=True)
class CurrencyFunding:
    """The amounts of one currency; its code is empty where none is recorded.
    By calendar year, an amount is spread evenly over its days, in whole units where these are vague or derived; under
    None is what has no days to be spread over. The years add up to `total` to the cent.
    """

    currency: str
    total: FundingSums
    sums_by_year: tuple[tuple[int | None, FundingSums], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingTotals:
    """The money of the programmes that have not ended, by currency code, what has none last.
    The counts from `committed` to `undated` are of programmes with such money, whether or not its amount is recorded.
    `no_amount`, `no_currency` and `no_days` count rows without an amount, its currency, or a first and last day.
    """

    currencies: tuple[CurrencyFunding, ...] = ()
    programme_count: int = 0
    committed: int = 0
    past_handover: int = 0
    no_handover: int = 0
    multi_year: int = 0
    evaluation: int = 0
    undated: int = 0
    row_count: int = 0
    no_amount: int = 0
    no_currency: int = 0
    no_days: int = 0


def total_funding(findings: Iterable[Finding], as_of: date) -> FundingTotals:
    """Total the funding known on `as_of` for programmes running that day."""
    running_findings = list_running(findings, as_of)
    programme_counts, row_counts = Counter[str](), Counter[str]()
    cents: defaultdict[str, Counter[tuple[int | None, str]]] = defaultdict(Counter)
    for finding in running_findings:
        programme_sums: set[str] = set()
        next_transition = find_next_transition(finding, as_of)
        for row in finding.programme.funding:
            sum_names = _list_sum_names(row, next_transition.handover_last if next_transition else None, as_of)
            programme_sums.update(sum_names)
            row_counts.update(_list_row_counts(row))
            if row.amount is not None:
                cents[row.currency or ""].update(_spread_amount(row, row.amount, sum_names))
        programme_counts.update(programme_sums)
    codes = sorted(cents, key=lambda code: (not code, code))
    currencies = tuple(_build_currency_funding(code, cents[code]) for code in codes)
    return FundingTotals(
        currencies=currencies,
        programme_count=len(running_findings),
        committed=programme_counts["committed"],
        past_handover=programme_counts["past_handover"],
        no_handover=programme_counts["no_handover"],
        multi_year=programme_counts["multi_year"],
        evaluation=programme_counts["evaluation"],
        undated=programme_counts["undated"],
        row_count=row_counts["rows"],
        no_amount=row_counts["no_amount"],
        no_currency=row_counts["no_currency"],
        no_days=row_counts["no_days"],
    )


def list_running(findings: Iterable[Finding], as_of: date) -> list[Finding]:
    """List the findings whose programmes were there on the day and had not ended."""
    started = (finding for finding in findings if not is_programme_absent(finding.programme, as_of))
    return [finding for finding in started if not has_programme_ended(finding.programme, as_of)]


def find_next_transition(finding: Finding, as_of: date) -> Transition | None:
    """Return the earliest transition whose handover is not yet past.
    A past election that only the rule projects is never the next one.
    """
    found = (finding.transition, *(other_finding.transition for other_finding in finding.other_findings))
    transitions = (transition for transition in found if transition and not transition.is_only_projected)
    upcoming = [transition for transition in transitions if transition.handover_last >= as_of]
    return min(upcoming, key=lambda transition: (transition.handover_last, transition.polling_day), default=None)


def has_end_past_handover(period: Period | None, handover: date | None) -> bool:
    """Return whether days certainly run past a handover."""
    return period is not None and handover is not None and period.last > handover


def is_multi_year(first: date, last: date) -> bool:
    """Return whether these days are more than twelve months, both ends included."""
    return last >= _ONE_YEAR.add_to(first)


def _list_sum_names(row: Funding, handover: date | None, as_of: date) -> tuple[str, ...]:
    if has_passed(row.end, as_of):
        return ("expired",)
    if not is_committed(row, as_of):
        return ("indicative" if row.certainty == FundingCertainty.INDICATIVE else "unsettled",)
    if find_widest_period(row) is None:
        return ("undated",)
    period = find_paid_period(row, as_of)
    memberships = {
        "committed": True,
        "past_handover": has_end_past_handover(period, handover),
        "no_handover": handover is None,
        "multi_year": period is not None and is_multi_year(period.first, period.last),
        "evaluation": row.pays_evaluation == YesNo.YES,
    }
    return tuple(name for name, belongs in memberships.items() if belongs)


def _list_row_counts(row: Funding) -> Iterator[str]:
    yield "rows"
    if row.amount is None:
        yield "no_amount"
    elif not row.currency:
        yield "no_currency"
    if find_widest_period(row) is None:
        yield "no_days"


def find_widest_period(row: Funding) -> Period | None:
    """Find the days of a row of money, both ends included; vague ones at their widest, which keeps a year whole."""
    first, last = row.start and row.start.earliest, row.end and row.end.latest
    return Period(first, last) if first and last and first <= last else None


def _spread_amount(row: Funding, amount: Decimal, sum_names: tuple[str, ...]) -> Mapping[tuple[int | None, str], int]:
    """Spread an amount in cents by year and sum."""
    cents, period = int((amount * _CENTS_PER_UNIT).to_integral_value()), find_widest_period(row)
    # Cents of an amount whose days are not certain would look as if somebody had reckoned them.
    step = 1 if _has_certain_days(row) else _CENTS_PER_UNIT
    years = _spread_by_year(cents, period, step) if period else {None: cents}
    return {(year, sum_name): part for year, part in years.items() for sum_name in sum_names}


def _has_certain_days(row: Funding) -> bool:
    return bool(row.start and row.start.is_exact and row.end and row.end.is_exact and is_end_stated(row.end_basis))


def _spread_by_year(cents: int, period: Period, step: int) -> dict[int | None, int]:
    """Spread cents evenly over days, in steps: each year gets what is due by its end less what came before it."""
    first, last = period.first, period.last
    day_count, allotted, years = last.toordinal() - first.toordinal() + 1, 0, dict[int | None, int]()
    for year in range(first.year, last.year + 1):
        days_so_far = min(date(year, 12, 31), last).toordinal() - first.toordinal() + 1
        cumulative = cents if days_so_far == day_count else cents * days_so_far // (day_count * step) * step
        years[year], allotted = cumulative - allotted, cumulative
    return years


def _build_currency_funding(code: str, cents: Counter[tuple[int | None, str]]) -> CurrencyFunding:
    years = sorted({year for year, _ in cents}, key=lambda year: (year is None, year or 0))
    return CurrencyFunding(code, _build_sums(cents, years), tuple((year, _build_sums(cents, [year])) for year in years))


def _build_sums(cents: Counter[tuple[int | None, str]], years: list[int | None]) -> FundingSums:
    return FundingSums(**{name: Decimal(sum(cents[year, name] for year in years)).scaleb(-2) for name in _SUM_NAMES})
