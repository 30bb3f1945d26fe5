"""Which of the recorded terms run on a day, which came last, and for which party."""

from collections.abc import Iterable
from datetime import date

from continuity.domain.offices.models import NONPARTISAN, Affiliation, Office, Term
from continuity.domain.values.dates import VagueDate, get_last_day, has_passed
from continuity.domain.vocabulary import AffiliationStanding


def find_substantive_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the term of whoever holds the office in their own right, the latest to begin of several.
    A term without a recorded end is over once another has certainly begun after it, even where that one is over too.
    """
    candidates = (term for term in terms if term.is_substantive and can_be_current(term, terms, day))
    return max(candidates, key=_get_start_day, default=None)


def find_current_holding_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the term of whoever holds the office on a day, even if suspended, the latest to begin of several."""
    candidates = (term for term in terms if term.is_holding and can_be_current(term, terms, day))
    return max(candidates, key=_get_start_day, default=None)


def find_last_holding_term(terms: tuple[Term, ...], day: date) -> Term | None:
    """Find the term of whoever holds the office on a day, even if suspended, or held it last.
    Of several that hold it the latest to begin counts, of those that are over the last to end.
    """
    begun_terms = [term for term in terms if term.is_holding and has_term_begun(term, day)]
    if current_terms := [term for term in begun_terms if can_be_current(term, terms, day)]:
        return max(current_terms, key=_get_start_day)
    return max(begun_terms, key=lambda term: term.latest_end or date.min, default=None)


def has_office_ended(office: Office, day: date) -> bool:
    """Return whether an office certainly ended before a day."""
    return office.end is not None and get_last_day(office.end) < day


def can_be_running(term: Term, day: date) -> bool:
    """Return whether the term may run on a day: begun by it and not certainly over."""
    return has_term_begun(term, day) and not has_term_ended(term, day)


def can_be_current(term: Term, terms: Iterable[Term], day: date, seats: int = 1) -> bool:
    """Return whether the term may run on a day and is not superseded by other terms of the office."""
    return can_be_running(term, day) and not _is_superseded(term, terms, day, seats)


def has_term_begun(term: Term, day: date) -> bool:
    """Return whether the term may have begun by a day; an undated one has not."""
    return term.earliest_start is not None and term.earliest_start <= day


def has_term_ended(term: Term, day: date) -> bool:
    """Return whether the term is certainly over on a day."""
    return has_passed(term.end, day)


def find_party(affiliations: tuple[Affiliation, ...], day: date) -> str | None:
    """Find the one party a holder belongs to on a day; None where independent, nonpartisan, several or unknown."""
    members = (row for row in affiliations if row.standing in (None, AffiliationStanding.MEMBER))
    parties = {row.party for row in members if row.party and _is_within(row.start, row.end, day)}
    if any(row.standing == NONPARTISAN for row in affiliations) or len(parties) != 1:
        return None
    return parties.pop()


def _is_superseded(term: Term, terms: Iterable[Term], day: date, seats: int = 1) -> bool:
    """Return whether a term without a recorded end must be over: as many as seats certainly held the office since."""
    if term.latest_end is not None:
        return False
    later_terms = (other for other in terms if _get_start_day(other) > _get_start_day(term))
    # A suspension ends neither the holder's own mandate nor the term of whoever acts.
    successors = [
        other
        for other in later_terms
        if other.is_substantive or (term.is_holding and other.is_holding and other.person != term.person)
    ]
    starts = [first for other in successors if (first := find_certain_start(other)) and first <= day]
    return any(len({other.person for other in successors if can_be_running(other, first)}) >= seats for first in starts)


def find_certain_start(term: Term) -> date | None:
    """Find the day by which a term has begun whatever its dates mean: it cannot begin after its end."""
    first, last = term.latest_start, term.latest_end
    return min(first, last) if first and last else first


def _is_within(start: VagueDate | None, end: VagueDate | None, day: date) -> bool:
    has_begun = start is None or start.earliest is None or start.earliest <= day
    return has_begun and not has_passed(end, day)


def _get_start_day(term: Term) -> date:
    return term.earliest_start or date.min
