"""How much money is recorded for the programmes, by currency and calendar year, and what it outlives.

Only what adds up is added: nothing is converted between currencies, and an amount without a currency stands by itself.
Money whose last day has passed is told apart, so that no old grant makes a programme look paid for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.as_of import known, stated
from continuity.domain.programmes.lifecycle import absent, ended
from continuity.domain.programmes.models import Funding
from continuity.domain.programmes.terms_in_force import committed, pays
from continuity.domain.risk.findings import Finding
from continuity.domain.values.dates import Period, over
from continuity.domain.values.durations import Span

_YEAR = Span(months=12)
_CENTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Amounts of one currency, over all days or in one calendar year.

    `committed`, `undated`, `indicative`, `unsettled` and `over` leave nothing out and count nothing twice; the others
    say what part of the committed money they are.

    Attributes:
        committed: certainly committed by the as-of day, with a first and a last day.
        past_handover: of it, in rows that certainly run past the programme's next handover.
        no_handover: of it, for programmes of which no next handover is known.
        multi_year: of it, in rows that certainly run more than twelve months.
        evaluation: of it, in rows that pay for an evaluation too.
        undated: certainly committed, but without a first or a last day: it may all be spent.
        indicative: indicative only.
        unsettled: not recorded as committed by a day that has certainly passed, nor as indicative.
        over: money of any certainty whose last day has passed.
    """

    committed: Decimal = Decimal(0)
    past_handover: Decimal = Decimal(0)
    no_handover: Decimal = Decimal(0)
    multi_year: Decimal = Decimal(0)
    evaluation: Decimal = Decimal(0)
    undated: Decimal = Decimal(0)
    indicative: Decimal = Decimal(0)
    unsettled: Decimal = Decimal(0)
    over: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CurrencyMoney:
    """The amounts of one currency; its code is empty where none is recorded.

    Attributes:
        years: by calendar year, an amount spread evenly over its days, in whole units where these are vague or derived;
            under None what has no days to be spread over. They add up to `total` to the cent.
    """

    currency: str
    total: Sums
    years: tuple[tuple[int | None, Sums], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The money of the programmes that have not ended.

    Attributes:
        currencies: by their codes, what has none last.
        programmes: how many programmes are looked at.
        committed, past_handover, no_handover, multi_year, evaluation, undated: how many of them have such money,
            whether or not its amount is recorded.
        rows: how many rows of money they have.
        no_amount, no_currency, no_days: how many of those lack an amount, the currency of one, or a first and last day.
    """

    currencies: tuple[CurrencyMoney, ...] = ()
    programmes: int = 0
    committed: int = 0
    past_handover: int = 0
    no_handover: int = 0
    multi_year: int = 0
    evaluation: int = 0
    undated: int = 0
    rows: int = 0
    no_amount: int = 0
    no_currency: int = 0
    no_days: int = 0


def money(findings: Iterable[Finding], as_of: date) -> Money:
    """The money known on a day of the programmes that were there on it and had not ended."""
    there = running(findings, as_of)
    programmes, gaps = Counter[str](), Counter[str]()
    cents: defaultdict[str, Counter[tuple[int | None, str]]] = defaultdict(Counter)
    for finding in there:
        had: set[str] = set()
        ahead = next_change(finding, as_of)
        for row in known(finding.programme, as_of).funding:
            kinds = _kinds(row, ahead.handover_last if ahead else None, as_of)
            had.update(kinds)
            gaps.update(_gaps(row))
            if row.amount is not None:
                cents[row.currency or ""].update(_spread(row, row.amount, kinds))
        programmes.update(had & _COUNTED)
    currencies = tuple(_currency(code, cents[code]) for code in sorted(cents, key=lambda code: (not code, code)))
    return Money(currencies=currencies, programmes=len(there), **programmes, **gaps)


def running(findings: Iterable[Finding], as_of: date) -> list[Finding]:
    """Those whose programmes were there on the day and had not ended, which are those whose money is told."""
    return [one for one in findings if not ended(one.programme, as_of) and not absent(one.programme, as_of)]


def next_change(finding: Finding, as_of: date) -> Transition | None:
    """The change whose handover is the first that is not over."""
    seen = (finding.transition, *(one.transition for one in finding.others))
    ahead = [one for one in seen if one and one.handover_last >= as_of]
    return min(ahead, key=lambda one: (one.handover_last, one.polling_day), default=None)


def outlasts(period: Period | None, handover: date | None) -> bool:
    """Whether these days certainly run past a handover."""
    return period is not None and handover is not None and period.last > handover


def multi_year(first: date, last: date) -> bool:
    """Whether these are more than twelve months."""
    return last >= _YEAR.after(first)


_COUNTED = {one.name for one in fields(Sums)} & {one.name for one in fields(Money)}


def _kinds(row: Funding, handover: date | None, as_of: date) -> tuple[str, ...]:
    """The sums that an amount belongs to."""
    if over(row.end, as_of):
        return ("over",)
    if not committed(row, as_of):
        return ("indicative" if row.certainty == "indicative" else "unsettled",)
    if widest(row) is None:
        return ("undated",)
    period = pays(row, as_of)
    parts = {
        "committed": True,
        "past_handover": outlasts(period, handover),
        "no_handover": handover is None,
        "multi_year": period is not None and multi_year(period.first, period.last),
        "evaluation": row.pays_evaluation == "yes",
    }
    return tuple(name for name, belongs in parts.items() if belongs)


def _gaps(row: Funding) -> Iterator[str]:
    """What the row lacks, and the row itself."""
    yield "rows"
    if row.amount is None:
        yield "no_amount"
    elif not row.currency:
        yield "no_currency"
    if widest(row) is None:
        yield "no_days"


def widest(row: Funding) -> Period | None:
    """The days of the row; of vague ones the widest they can mean, which keeps a year whole."""
    first, last = row.start and row.start.earliest, row.end and row.end.latest
    return Period(first, last) if first and last and first <= last else None


def _spread(row: Funding, amount: Decimal, kinds: tuple[str, ...]) -> Mapping[tuple[int | None, str], int]:
    """The amount in cents, by year and sum."""
    cents, days = int((amount * _CENTS).to_integral_value()), widest(row)
    # Cents of an amount whose days are not certain would look as if somebody had reckoned them.
    step = 1 if _on_certain_days(row) else _CENTS
    years = _by_year(cents, days, step) if days else {None: cents}
    return {(year, kind): part for year, part in years.items() for kind in kinds}


def _on_certain_days(row: Funding) -> bool:
    """Whether the first and the last day are one day each, and the last is stated."""
    return bool(row.start and row.start.exact and row.end and row.end.exact and stated(row.end_basis))


def _by_year(cents: int, days: Period, step: int) -> dict[int | None, int]:
    """Cents spread evenly over days, in steps: each year gets what is due by its end less what those before it got."""
    first, last = days.first, days.last
    whole, given, years = last.toordinal() - first.toordinal() + 1, 0, dict[int | None, int]()
    for year in range(first.year, last.year + 1):
        so_far = min(date(year, 12, 31), last).toordinal() - first.toordinal() + 1
        due = cents if so_far == whole else cents * so_far // (whole * step) * step
        years[year], given = due - given, due
    return years


def _currency(code: str, cents: Counter[tuple[int | None, str]]) -> CurrencyMoney:
    years = sorted({year for year, _ in cents}, key=lambda year: (year is None, year or 0))
    return CurrencyMoney(code, _sums(cents, years), tuple((year, _sums(cents, [year])) for year in years))


def _sums(cents: Counter[tuple[int | None, str]], years: list[int | None]) -> Sums:
    names = [one.name for one in fields(Sums)]
    return Sums(**{name: Decimal(sum(cents[year, name] for year in years)).scaleb(-2) for name in names})
