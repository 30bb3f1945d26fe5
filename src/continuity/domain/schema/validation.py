"""Records that cannot be true: one by itself, or two of them together.
Only what is certain is refused: a vague date may mean many days, and a record is refused where none of them makes
sense. Everything else is for `continuity check` to point at.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import DATE_ORDERS, EVIDENCE, SETTINGS
from continuity.domain.schema.values import Row
from continuity.domain.settings import SETTING_NAMES, parse_setting
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.values.recurrence import is_list_of_days, list_rule_days
from continuity.domain.vocabulary import Capacity, EvidenceKind
from continuity.errors import BadValue

SCORE_SCALES: dict[str, tuple[Decimal, Decimal]] = {
    EvidenceKind.CAPACITY: (Decimal(1), Decimal(4)),
    EvidenceKind.SUSTAINABILITY: (Decimal(1), Decimal(7)),
}
"""The lowest and highest score of the instruments whose scores are read."""

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Violation:
    """A contradiction in a record: its column, the problem, and what to do next."""

    column: str
    message: str
    hint: str


def find_violations(table: Table, row: Row) -> list[Violation]:
    """Find what cannot be true of one record taken by itself."""
    return [
        *_find_reversed_dates(row),
        *_find_self_references(table, row),
        *_find_misplaced_key(table, row),
        *_find_bad_currency(row),
        *_find_too_small_numbers(row),
        *_find_incomplete_cells(table, row),
        *_find_start_off_rule(row),
        *_find_score_off_scale(table, row),
        *_find_bad_setting(table, row),
    ]


def find_overfilled_terms(terms: Iterable[Row], seats: Mapping[str, int]) -> list[tuple[Row, Violation]]:
    """Find the terms that certainly give an office more substantive holders than seats.
    `terms` are all of the offices concerned; an office that is not in `seats` has one.
    """
    by_office: dict[str, list[tuple[Period, Row]]] = {}
    for term in terms:
        period = _find_certain_period(term)
        if period is not None and term.get("capacity") in (None, Capacity.SUBSTANTIVE):
            by_office.setdefault(str(term["office"]), []).append((period, term))
    violations: list[tuple[Row, Violation]] = []
    for office, held_terms in by_office.items():
        held_terms.sort(key=lambda pair: (pair[0], str(pair[1]["key"])))
        violations += _find_overfilled_in_office(held_terms, seats.get(office, 1))
    return violations


def parse_transition_key(text: str) -> tuple[str, date]:
    """Parse the office and the day of a transition: `london/mayor/2028-05-04`. Raise BadValue for another form."""
    office, _, day = text.strip().rpartition("/")
    hint = "write the office and the day: london/mayor/2028-05-04"
    if "/" not in office:
        raise BadValue(f'"{text[:80]}" names no transition', hint)
    vague_day = VagueDate.parse(day)
    if vague_day.earliest is None or not vague_day.is_exact:
        raise BadValue(f'"{text[:80]}" does not end in one day', hint)
    return office, vague_day.earliest


def _find_reversed_dates(row: Row) -> list[Violation]:
    violations = []
    for first, last in DATE_ORDERS:
        start, end = row.get(first), row.get(last)
        if isinstance(start, VagueDate) and isinstance(end, VagueDate) and _is_certainly_after(start, end):
            message = f"{last} {end} lies before {first} {start}"
            violations.append(Violation(last, message, f"correct {first} or {last}"))
    return violations


def _is_certainly_after(start: VagueDate, end: VagueDate) -> bool:
    return start.earliest is not None and end.latest is not None and start.earliest > end.latest


def _find_self_references(table: Table, row: Row) -> list[Violation]:
    names = [column.name for column in table.reference_columns if table.name in column.tables]
    hint = "name another record or leave it empty"
    own_names = (name for name in names if row.get(name) and row[name] == row.get("key"))
    return [Violation(name, f"{row['key']} names itself as its {name}", hint) for name in own_names]


def _find_misplaced_key(table: Table, row: Row) -> list[Violation]:
    key, city = str(row.get("key") or ""), str(row.get("city") or "")
    if table.name == "offices" and key.rpartition("/")[0] != city:
        message = f'the office "{key}" must stand under its city'
        return [Violation("key", message, f"write {city}/{key.rpartition('/')[2]}")]
    if table.name in ("cities", "people", "parties", "partners") and "/" in key:
        hint = f"a {table.noun} stands under nothing: leave the slash out"
        return [Violation("key", f'the key "{key}" has a slash', hint)]
    return []


def _find_bad_currency(row: Row) -> list[Violation]:
    currency = row.get("currency")
    if currency is None or _CURRENCY.fullmatch(str(currency)):
        return []
    return [Violation("currency", f'"{currency}" is not a currency code', "write three capitals of ISO 4217: EUR")]


def _find_too_small_numbers(row: Row) -> list[Violation]:
    violations = []
    amount = row.get("amount")
    if isinstance(amount, Decimal) and amount < 0:
        violations.append(Violation("amount", f"the amount {amount} is below zero", "leave a payment back to the note"))
    if row.get("seats") == 0:
        hint = "leave seats empty, or give the office an end"
        violations.append(Violation("seats", "an office has at least one seat", hint))
    return violations


def _find_incomplete_cells(table: Table, row: Row) -> list[Violation]:
    """Find cells that say nothing without another cell."""
    rule = row.get("election_rule")
    if rule and not row.get("election_rule_start") and not is_list_of_days(str(rule)):
        hint = "give a polling day on the rule as election_rule_start, from which it counts"
        return [Violation("election_rule_start", "the election rule has no day to count from", hint)]
    if table.name == "identifiers" and ":" not in str(row.get("record")):
        message = f'"{row.get("record")}" names no record'
        return [Violation("record", message, "write noun and key, such as city:london")]
    if table.name == "evidence" and not row.get("programme") and not row.get("partner"):
        return [Violation("programme", "the evidence speaks of no programme and no partner", "name one of them")]
    return []


def _find_start_off_rule(row: Row) -> list[Violation]:
    """Find a rule that does not yield its own first polling day, and so counts from a day on which nobody votes."""
    rule, start = row.get("election_rule"), row.get("election_rule_start")
    if rule is None or not isinstance(start, VagueDate) or start.earliest is None or not start.is_exact:
        return []
    if list_rule_days(str(rule), start.earliest, Period(start.earliest, start.earliest)):
        return []
    message = f"a rule start that is not on the rule: {start} is no day of {rule}"
    return [Violation("election_rule_start", message, "give a polling day that the rule yields, or correct the rule")]


def _find_score_off_scale(table: Table, row: Row) -> list[Violation]:
    """Find scores outside their scale, and PSAT domains on other evidence."""
    if table is not EVIDENCE:
        return []
    kind, score = row.get("kind"), row.get("score")
    scale = SCORE_SCALES.get(str(kind))
    violations = []
    if isinstance(score, Decimal) and scale and not scale[0] <= score <= scale[1]:
        lowest, highest = scale
        message = f"a score of {kind} lies between {lowest} and {highest}, not at {score}"
        violations.append(Violation("score", message, "convert it to that scale, or leave it to the note"))
    if row.get("domain") and kind != EvidenceKind.SUSTAINABILITY:
        message = f"only a score of sustainability has a domain, not {kind or 'evidence of no kind'}"
        violations.append(Violation("domain", message, "leave the domain empty, or correct the kind"))
    return violations


def _find_bad_setting(table: Table, row: Row) -> list[Violation]:
    if table is not SETTINGS:
        return []
    try:
        parse_setting(str(row.get("key")), str(row.get("value")))
    except BadValue as error:
        return [Violation("value" if row.get("key") in SETTING_NAMES else "key", error.message, error.hint)]
    return []


def _find_certain_period(term: Row) -> Period | None:
    """Find the days the person certainly held the office, both included; the first alone where no end is recorded."""
    start, end = term.get("start"), term.get("end")
    if not isinstance(start, VagueDate) or start.latest is None:
        return None
    last = end.earliest if isinstance(end, VagueDate) else start.latest
    return Period(start.latest, last) if last is not None and last >= start.latest else None


def _find_overfilled_in_office(held_terms: list[tuple[Period, Row]], seats: int) -> list[tuple[Row, Violation]]:
    violations: list[tuple[Row, Violation]] = []
    for index, (period, term) in enumerate(held_terms):
        other_terms = [other for other_period, other in held_terms[:index] if period.first in other_period]
        if len(other_terms) >= seats:
            violations.append((term, _build_overfilled_violation(period.first, term, other_terms[-1], seats)))
    return violations


def _build_overfilled_violation(day: date, term: Row, other: Row, seats: int) -> Violation:
    seats_text = "one seat" if seats == 1 else f"{seats} seats"
    message = f"{term['key']} and {other['key']} both hold {term['office']} on {day}, which has {seats_text}"
    end = other.get("end")
    if isinstance(end, VagueDate) and end.latest == day:
        hint = "the handover day belongs to the successor: end the first term a day earlier"
        return Violation("start", message, hint)
    return Violation("start", message, "correct the days, or set the capacity of one to acting or suspended")
