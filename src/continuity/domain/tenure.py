"""Who holds an office on a day, and for which party."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.dates import VagueDate
from continuity.domain.leadership import NONPARTISAN, Affiliation, Rule, Term


@dataclass(frozen=True, slots=True)
class Tenure:
    """The state of an office on a day.

    Attributes:
        state: current, acting, deputising, suspended, overdue or unknown.
        term: the term this rests on; None where unknown.
    """

    state: str
    term: Term | None


def tenure_on(terms: tuple[Term, ...], day: date) -> Tenure:
    """Who holds the office on a day.

    A substantive holder comes before everybody who stands in. A term past its expected end without a recorded end is
    overdue, an undated one proves nothing.
    """
    if (term := substantive_on(terms, day)) is not None:
        late = term.end is None and _over(term.expected_end, day)
        return Tenure("overdue" if late else "current", term)
    for state in ("acting", "suspended", "deputising"):
        standing_in = [term for term in terms if term.capacity == state and holds(term, day)]
        if standing_in:
            return Tenure(state, max(standing_in, key=_began))
    return Tenure("unknown", None)


def substantive_on(terms: tuple[Term, ...], day: date) -> Term | None:
    """The term of whoever holds the office in their own right, the latest to begin where several may."""
    return max((term for term in terms if term.substantive and holds(term, day)), key=_began, default=None)


def last_substantive(terms: tuple[Term, ...], day: date) -> Term | None:
    """The latest substantive term that began by a day, whether or not it is over."""
    begun = [term for term in terms if term.substantive and began_by(term, day)]
    return max(begun, key=_began, default=None)


def holds(term: Term, day: date) -> bool:
    """Whether the term may run on a day: begun by it and not certainly over."""
    return began_by(term, day) and not ended_by(term, day)


def began_by(term: Term, day: date) -> bool:
    """Whether the term may have begun by a day; an undated one is never placed."""
    return term.start is not None and term.start.earliest is not None and term.start.earliest <= day


def ended_by(term: Term, day: date) -> bool:
    """Whether the term is certainly over on a day."""
    return _over(term.end, day)


def party_of(affiliations: tuple[Affiliation, ...], day: date) -> str | None:
    """The one party a holder belongs to on a day; None where independent, nonpartisan, several or unknown."""
    parties = {
        row.party
        for row in affiliations
        if row.party and row.standing in (None, "member") and _within(row.start, row.end, day)
    }
    if any(row.standing == NONPARTISAN for row in affiliations) or len(parties) != 1:
        return None
    return parties.pop()


def mandates_served(terms: tuple[Term, ...], term: Term, rule: Rule) -> int:
    """How many mandates of the person count against the rule's limit, the given one included.

    Counted backwards from the given term; where the limit is consecutive, to the last mandate of somebody else.
    """
    count = 0
    dated = [
        other for other in terms if other.substantive and other.start is not None and _began(other) <= _began(term)
    ]
    for other in sorted(dated, key=_began, reverse=True):
        if other.person == term.person:
            count += 1
        elif rule.term_limit_kind != "lifetime":
            break
    return count


def _over(end: VagueDate | None, day: date) -> bool:
    return end is not None and end.latest is not None and end.latest < day


def _within(start: VagueDate | None, end: VagueDate | None, day: date) -> bool:
    begun = start is None or start.earliest is None or start.earliest <= day
    return begun and not _over(end, day)


def _began(term: Term) -> date:
    return term.start.earliest if term.start is not None and term.start.earliest is not None else date.min
