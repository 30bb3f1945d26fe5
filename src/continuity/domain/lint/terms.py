"""Whether the days of terms can be relied on: missing, too far apart, past, or filled in by a machine."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from continuity.domain.lint.base import ERROR, WARNING, Check, Found, Recorded, among, days_of
from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.elections import rule_on
from continuity.domain.offices.holders import began_by
from continuity.domain.offices.models import Leadership, Term
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Span

_NEW_YEAR = "01-01"
_BULK = 5
"""So many first-of-January starts are a pattern, if they are also more than a third."""


def undated(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Terms that nothing places: without a start, or known only to have begun by some day."""
    for leadership in recorded.leaderships:
        terms = [term for term in leadership.terms if term.start is None or term.start.earliest is None]
        if terms:
            names = among([f"{recorded.name('person', term.person)} ({days_of(term)})" for term in terms])
            text = f"No first day is recorded in {leadership.office.key} for {names}."
            yield Found(text, tuple(f"term:{term.key}" for term in terms))


def overdue(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """The latest holders of an office whose mandate is past its expected end without a recorded one."""
    for leadership in recorded.deciding:
        for term in _latest(known_on(leadership, as_of), as_of):
            due = term.expected_end.latest if term.expected_end else None
            if term.end is None and due is not None and due < as_of:
                name = recorded.name("person", term.person)
                text = f"{name} was due to leave {leadership.office.key} by {due}, and no end is recorded."
                yield Found(text, (f"term:{term.key}", f"office:{leadership.office.key}"))


def too_long(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Terms that are certainly longer than their rule allows, a late handover granted; an open one to the as-of day."""
    for leadership in recorded.leaderships:
        for term in leadership.terms:
            years = _exceeded(term, leadership, as_of, recorded.settings)
            if years is not None and term.substantive and not _moved(term, leadership):
                whose = f"{recorded.name('person', term.person)} in {leadership.office.key}"
                text = f"The term of {whose} ({days_of(term)}) exceeds the {years} years of its rule."
                yield Found(text, (f"term:{term.key}", f"office:{leadership.office.key}"))


def first_of_january(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Starts on 1 January in bulk, by office, else by city, where no rule of the office says so."""
    cities: dict[str, list[Term]] = {}
    for leadership in recorded.leaderships:
        if any(_NEW_YEAR in (rule.takes_office or "") for rule in leadership.rules):
            continue
        if bulk := _bulk(leadership.terms):
            yield _padded(f"office:{leadership.office.key}", bulk, leadership.terms)
        else:
            cities.setdefault(leadership.office.city, []).extend(leadership.terms)
    for city, terms in cities.items():
        if bulk := _bulk(terms):
            yield _padded(f"city:{city}", bulk, terms)


def _latest(leadership: Leadership, as_of: date) -> list[Term]:
    """The latest terms to begin, as many as there are seats: earlier ones are followed by somebody."""
    begun = [term for term in leadership.terms if term.substantive and began_by(term, as_of)]
    return sorted(begun, key=_began, reverse=True)[: leadership.office.seats]


def _exceeded(term: Term, leadership: Leadership, as_of: date, settings: Settings) -> int | None:
    """The years of the rule that the term exceeds by more than a handover may take."""
    first = term.start.latest if term.start else None
    stated = term.end or term.expected_end
    last = stated.earliest if stated else as_of
    years = rule_on(leadership.rules, first).term_years if first else None
    if first is None or last is None or years is None:
        return None
    longest = Span(months=12 * years).after(first) + timedelta(days=settings.handover_days)
    return years if last > longest else None


def _moved(term: Term, leadership: Leadership) -> bool:
    """Whether an election that was moved into the term, or inside it, explains its length."""
    first, last = term.start, term.end or term.expected_end
    days = [election.date.earliest for election in leadership.elections if election.replaces]
    begun = first.latest if first else None
    ended = last.latest if last else None
    return any(day and begun and begun <= day and (ended is None or day <= ended) for day in days)


def _bulk(terms: Sequence[Term]) -> list[Term]:
    """The terms that start on a first of January, where these are many."""
    padded = [term for term in terms if term.start and term.start.exact and str(term.start).endswith(_NEW_YEAR)]
    return padded if len(padded) >= _BULK and 3 * len(padded) > len(terms) else []


def _padded(record: str, bulk: Sequence[Term], terms: Sequence[Term]) -> Found:
    days = among([str(term.start) for term in bulk])
    text = f"{len(bulk)} of the {len(terms)} terms in {record.partition(':')[2]} start on a 1 January: {days}."
    return Found(text, (record, *(f"term:{term.key}" for term in bulk)))


def _began(term: Term) -> date:
    return term.start.earliest if term.start and term.start.earliest else date.min


CHECKS = (
    Check(
        "OVERDUE",
        ERROR,
        "The latest holder is past the day the mandate was due to end, and no end is recorded.",
        "Record the end of the term and who followed, or the new day the mandate is due to end.",
        overdue,
    ),
    Check(
        "UNDATED",
        WARNING,
        "Terms without a first day, or known only to have begun by some day: they never count as holding the office.",
        "Record the first day, or as much of it as is known: 2019, 2019-05 or 2019-05-01/2019-05-20.",
        undated,
    ),
    Check(
        "TERM_TOO_LONG",
        WARNING,
        "A term is longer than the rule's years and 90 days, and no election that was moved explains it.",
        "Record each mandate as a term of its own, say what a moved election replaces, or correct the days or rule.",
        too_long,
    ),
    Check(
        "FIRST_OF_JANUARY",
        WARNING,
        "At least five terms, and more than a third, of an office or a city start on a 1 January that no rule sets: "
        "often a year that a machine made into a day.",
        "Where only the year is known, record the year.",
        first_of_january,
    ),
)
