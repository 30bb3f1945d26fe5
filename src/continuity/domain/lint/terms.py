"""Whether the days of terms can be relied on.

They may be missing, too far apart, past, or filled in by a machine.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from continuity.domain.lint.base import LintData, LintMatch, LintRule, format_term_days, join_names
from continuity.domain.offices.elections import find_rule_in_force
from continuity.domain.offices.holders import has_term_begun
from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import Severity

_NEW_YEAR = "01-01"
_BULK_MINIMUM = 5
"""So many first-of-January starts are a pattern, if they are also more than a third."""


def check_undated(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find terms that nothing places.

    They have no start, or are known only to have begun by some day.
    """
    for office_record in data.office_records:
        terms = [term for term in office_record.terms if term.earliest_start is None]
        if terms:
            names = join_names(
                [f"{data.display_name('person', term.person)} ({format_term_days(term)})" for term in terms]
            )
            text = f"No first day is recorded in {office_record.office.key} for {names}."
            yield LintMatch(text, tuple(f"term:{term.key}" for term in terms))


def check_overdue(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find the latest holders past the expected end of their mandate.

    No end is recorded for them.
    """
    for office_record in data.deciding_offices:
        for term in _list_latest_terms(data.known_offices[office_record.office.key], as_of):
            due_day = term.expected_end.latest if term.expected_end else None
            if term.end is None and due_day is not None and due_day < as_of:
                name = data.display_name("person", term.person)
                text = f"{name} was due to leave {office_record.office.key} by {due_day}, and no end is recorded."
                yield LintMatch(text, (f"term:{term.key}", f"office:{office_record.office.key}"))


def check_too_long(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find terms that are certainly longer than their rule allows.

    A late handover is granted. An open term counts to the as-of day.
    """
    for office_record in data.office_records:
        for term in office_record.terms:
            years = _find_exceeded_years(term, office_record, as_of, data.settings)
            if years is not None and term.is_substantive and not _has_moved_election(term, office_record):
                holder = f"{data.display_name('person', term.person)} in {office_record.office.key}"
                text = f"The term of {holder} ({format_term_days(term)}) exceeds the {years} years of its rule."
                yield LintMatch(text, (f"term:{term.key}", f"office:{office_record.office.key}"))


def check_first_of_january(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find starts on 1 January in bulk, where no rule of the office says so.

    They are counted by office, else by city.
    """
    cities: dict[str, list[Term]] = {}
    for office_record in data.office_records:
        if any(_NEW_YEAR in (rule.takes_office or "") for rule in office_record.rules):
            continue
        if bulk := _find_bulk_starts(office_record.terms):
            yield _build_bulk_match(f"office:{office_record.office.key}", bulk, office_record.terms)
        else:
            cities.setdefault(office_record.office.city, []).extend(office_record.terms)
    for city, terms in cities.items():
        if bulk := _find_bulk_starts(terms):
            yield _build_bulk_match(f"city:{city}", bulk, terms)


def _list_latest_terms(office_record: OfficeRecord, as_of: date) -> list[Term]:
    """List the latest terms to begin, as many as there are seats.

    Earlier ones are followed by somebody.
    """
    begun_terms = [term for term in office_record.terms if term.is_substantive and has_term_begun(term, as_of)]
    begun_terms.sort(key=lambda term: term.earliest_start or date.min, reverse=True)
    return begun_terms[: office_record.office.seats]


def _find_exceeded_years(term: Term, office_record: OfficeRecord, as_of: date, settings: Settings) -> int | None:
    """Find the years of the rule that the term exceeds by more than a handover."""
    first = term.latest_start
    end_date = term.end or term.expected_end
    last = end_date.earliest if end_date else as_of
    years = find_rule_in_force(office_record.rules, first).term_years if first else None
    if first is None or last is None or years is None:
        return None
    latest_end = Duration(months=12 * years).add_to(first) + timedelta(days=settings.handover_days)
    return years if last > latest_end else None


def _has_moved_election(term: Term, office_record: OfficeRecord) -> bool:
    """Return whether a moved election explains the length of the term.

    It was moved into the term, or inside it.
    """
    latest_start, end_date = term.latest_start, term.end or term.expected_end
    days = [election.date.earliest for election in office_record.elections if election.replaces]
    latest_end = end_date.latest if end_date else None
    return any(
        day and latest_start and latest_start <= day and (latest_end is None or day <= latest_end) for day in days
    )


def _find_bulk_starts(terms: Sequence[Term]) -> list[Term]:
    new_year_terms = [
        term for term in terms if term.start and term.start.is_exact and str(term.start).endswith(_NEW_YEAR)
    ]
    return new_year_terms if len(new_year_terms) >= _BULK_MINIMUM and 3 * len(new_year_terms) > len(terms) else []


def _build_bulk_match(record: str, bulk: Sequence[Term], terms: Sequence[Term]) -> LintMatch:
    days = join_names([str(term.start) for term in bulk])
    text = f"{len(bulk)} of the {len(terms)} terms in {record.partition(':')[2]} start on a 1 January: {days}."
    return LintMatch(text, (record, *(f"term:{term.key}" for term in bulk)))


LINT_RULES = (
    LintRule(
        "OVERDUE",
        Severity.ERROR,
        "The latest holder is past the day the mandate was due to end, and no end is recorded.",
        "Record the end of the term and who followed, or the new day the mandate is due to end.",
        check_overdue,
    ),
    LintRule(
        "UNDATED",
        Severity.WARNING,
        "Terms without a first day, or known only to have begun by some day: they never count as holding the office.",
        "Record the first day, or as much of it as is known: 2019, 2019-05 or 2019-05-01/2019-05-20.",
        check_undated,
    ),
    LintRule(
        "TERM_TOO_LONG",
        Severity.WARNING,
        "A term is longer than the rule's years and 90 days, and no election that was moved explains it.",
        "Record each mandate as a term of its own, say what a moved election replaces, or correct the days or rule.",
        check_too_long,
    ),
    LintRule(
        "FIRST_OF_JANUARY",
        Severity.WARNING,
        "At least five terms, and more than a third, of an office or a city start on a 1 January that no rule sets: "
        "often a year that a machine made into a day.",
        "Where only the year is known, record the year.",
        check_first_of_january,
    ),
)
