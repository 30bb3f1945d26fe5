"""Whether the days of terms can be relied on: missing, too far apart, past, or filled in by a machine."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from continuity.domain.lint.base import LintData, LintMatch, LintRule, NamedTerm, build_match
from continuity.domain.offices.elections import find_rule_in_force
from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.offices.terms import has_term_begun
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Duration
from continuity.domain.values.takes_office import TakesOfficeRule
from continuity.domain.vocabulary import Severity

_BULK_MINIMUM = 5
"""So many first-of-January starts are a pattern, if they are also more than a third."""


def check_undated(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find terms without a start, or known only to have begun by some day."""
    for record in data.office_records:
        if terms := [term for term in record.terms if term.start is None or term.start.earliest is None]:
            named_terms = tuple(NamedTerm(data.display_name("person", term.person), term) for term in terms)
            records = tuple(f"term:{term.key}" for term in terms)
            yield build_match(records, office=record.office.key, terms=named_terms)


def check_overdue(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find the latest holders past their expected end without a recorded end."""
    for record in data.deciding_offices:
        for term in _list_latest_terms(data.known_offices[record.office.key], as_of):
            due_day = term.expected_end.latest if term.expected_end else None
            if term.end is None and due_day is not None and due_day < as_of:
                office, person = record.office.key, data.display_name("person", term.person)
                records = (f"term:{term.key}", f"office:{office}")
                yield build_match(records, person=person, office=office, due_day=due_day)


def check_too_long(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find terms certainly longer than their rule and a late handover."""
    for record in data.office_records:
        for term in record.terms:
            years = _find_exceeded_years(term, record, as_of, data.settings)
            if years is not None and term.is_substantive and not _has_moved_election(term, record):
                office, person = record.office.key, data.display_name("person", term.person)
                records = (f"term:{term.key}", f"office:{office}")
                yield build_match(records, person=person, office=office, term=term, years=years)


def check_first_of_january(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find starts on 1 January in bulk that no rule sets, by office, else by city."""
    cities: dict[str, list[Term]] = {}
    for record in data.office_records:
        handover_rules = [TakesOfficeRule.parse(rule.takes_office) for rule in record.rules if rule.takes_office]
        if any(rule.names_new_year for rule in handover_rules):
            continue
        if bulk := _find_bulk_starts(record.terms):
            yield _build_bulk_match(f"office:{record.office.key}", bulk, record.terms)
        else:
            cities.setdefault(record.office.city, []).extend(record.terms)
    for city, terms in cities.items():
        if bulk := _find_bulk_starts(terms):
            yield _build_bulk_match(f"city:{city}", bulk, terms)


def _list_latest_terms(record: OfficeRecord, as_of: date) -> list[Term]:
    begun_terms = [term for term in record.terms if term.is_substantive and has_term_begun(term, as_of)]
    begun_terms.sort(key=lambda term: term.earliest_start or date.min, reverse=True)
    return begun_terms[: record.office.seats]


def _find_exceeded_years(term: Term, record: OfficeRecord, as_of: date, settings: Settings) -> int | None:
    first = term.latest_start
    end_date = term.end or term.expected_end
    last = end_date.earliest if end_date else as_of
    years = find_rule_in_force(record.rules, first).term_years if first else None
    if first is None or last is None or years is None:
        return None
    latest_end = Duration(months=12 * years).add_to(first) + timedelta(days=settings.handover_days)
    return years if last > latest_end else None


def _has_moved_election(term: Term, record: OfficeRecord) -> bool:
    """Return whether an election moved into or inside the term explains its length."""
    first, end_date = term.latest_start, term.end or term.expected_end
    days = [election.date.earliest for election in record.elections if election.replaces]
    last = end_date.latest if end_date else None
    return any(day and first and first <= day and (last is None or day <= last) for day in days)


def _is_new_year(day: date | None) -> bool:
    return day is not None and (day.month, day.day) == (1, 1)


def _find_bulk_starts(terms: Sequence[Term]) -> list[Term]:
    bulk = [term for term in terms if term.start and term.start.is_exact and _is_new_year(term.start.earliest)]
    return bulk if len(bulk) >= _BULK_MINIMUM and 3 * len(bulk) > len(terms) else []


def _build_bulk_match(record: str, bulk: Sequence[Term], terms: Sequence[Term]) -> LintMatch:
    records, days = (record, *(f"term:{term.key}" for term in bulk)), tuple(term.start for term in bulk)
    return build_match(records, count=len(bulk), total=len(terms), place=record.partition(":")[2], days=days)


LINT_RULES = (
    LintRule("OVERDUE", Severity.ERROR, check_overdue),
    LintRule("UNDATED", Severity.WARNING, check_undated),
    LintRule("TERM_TOO_LONG", Severity.WARNING, check_too_long),
    LintRule("FIRST_OF_JANUARY", Severity.WARNING, check_first_of_january),
)
