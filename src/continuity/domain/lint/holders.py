"""Offices that stand vacant, and people who hold two offices at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.lint.seats import find_certain_term_period
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.offices.models import Office, Term
from continuity.domain.offices.terms import can_be_current
from continuity.domain.values.dates import Period
from continuity.domain.vocabulary import Capacity, Severity, VacancyReason

_EARLY_REASONS = (VacancyReason.BEFORE_DUE_DAY, VacancyReason.BEFORE_ELECTION)


def check_vacant(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find offices that nobody has held in their own right since somebody left early."""
    for known_office in data.known_offices.values():
        holders = find_holders(known_office, as_of, data.settings)
        if (last_term := _find_vacated_term(holders)) is not None:
            names = {"person": data.display_name("person", last_term.person), "end": last_term.end}
            acting = next((holder.term for holder in holders.holders if holder.capacity == Capacity.ACTING), None)
            if acting is not None:
                names["acting"] = data.display_name("person", acting.person)
            office, variant = known_office.office.key, "acting" if acting else ""
            yield build_match((f"office:{office}", f"term:{last_term.key}"), variant, office=office, **names)


def _find_vacated_term(holders: Holders) -> Term | None:
    vacancy = holders.vacancy
    return vacancy.last_term if vacancy and vacancy.reason in _EARLY_REASONS else None


def check_two_offices(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find people with two executive offices at once: more often two people of one name."""
    held_by_person: dict[str, list[tuple[Term, Office, Period]]] = defaultdict(list)
    for record in data.deciding_offices:
        for term in record.terms:
            period = find_certain_term_period(term, as_of)
            is_certain = term.end is not None or can_be_current(term, record.terms, as_of, record.office.seats)
            if term.is_substantive and period is not None and is_certain:
                held_by_person[term.person].append((term, record.office, period))
    for person, held in held_by_person.items():
        if pair := _find_latest_overlap(held):
            yield _build_two_offices_match(data, person, pair)


_Pair = tuple[tuple[Term, Office, Period], tuple[Term, Office, Period]]


def _find_latest_overlap(held: Sequence[tuple[Term, Office, Period]]) -> _Pair | None:
    """Find the two offices held at once last; a handover on one day is none."""
    pairs = (pair for pair in combinations(held, 2) if pair[0][1] != pair[1][1])
    overlapping = [(first, second) for first, second in pairs if _count_shared_days(first[2], second[2]) > 1]
    return max(overlapping, key=lambda pair: max(pair[0][2].first, pair[1][2].first), default=None)


def _count_shared_days(first: Period, second: Period) -> int:
    return (min(first.last, second.last) - max(first.first, second.first)).days + 1


def _build_two_offices_match(data: LintData, person: str, pair: _Pair) -> LintMatch:
    records = (f"person:{person}", *(f"term:{term.key}" for term, _, _ in pair))
    offices, day = tuple(office.key for _, office, _ in pair), max(period.first for _, _, period in pair)
    return build_match(records, person=data.display_name("person", person), offices=offices, day=day)


LINT_RULES = (
    LintRule("VACANT", Severity.WARNING, check_vacant),
    LintRule("TWO_OFFICES", Severity.WARNING, check_two_offices),
)
