"""Who holds an office on a day, and for which party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.elections import contests
from continuity.domain.offices.models import NONPARTISAN, Affiliation, Leadership, Term
from continuity.domain.values.dates import VagueDate, over

_PARTS = {
    "substantive": "{} holds it ({})",
    "acting": "{} is acting ({})",
    "suspended": "{} is suspended from it ({})",
    "deputising": "{} deputises ({}), which is not acting",
    "designate": "{} is designate ({}) and not in office yet",
    "unknown": "{} is recorded ({}), in what capacity is not known",
}
"""The parts somebody may have in an office, from the weightiest down, each with how it is said."""


HOLDING = (None, "substantive", "suspended")
"""The capacities of whoever holds an office in their own right; an empty one is substantive."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has a part in an office on a day.

    Attributes:
        part: substantive, acting, suspended, deputising, designate; unknown where the capacity is recorded as that.
        term: the term this rests on.
    """

    part: str
    term: Term


@dataclass(frozen=True, slots=True)
class Holders:
    """All who have a part in an office on a day.

    Attributes:
        state: current, acting, suspended, deputising, designate, vacant, overdue or unknown.
        holders: the weightiest part first, and the latest to begin where two have the same.
        reason: why, in one sentence of keys and dates.
    """

    state: str
    holders: tuple[Holder, ...]
    reason: str

    @property
    def term(self) -> Term | None:
        """The term of whoever comes first."""
        return self.holders[0].term if self.holders else None


def holders_on(leadership: Leadership, day: date) -> Holders:
    """Who has a part in the office on a day, what that makes of the office, and why.

    Vacant is only what somebody left before the mandate was due to end, with no vote since; where that day is not
    recorded, the next ordinary election must still be ahead. After an end by law the holder is unknown.

    Args:
        leadership: the records to go by; `known.known_on` leaves out what could not be known on the day.
        day: the day asked about.
    """
    holders = _holders(leadership, day)
    state, why = _without_holder(leadership, day) if not _in_own_right(holders) else ("", "")
    said = [_PARTS[holder.part].format(holder.term.person, _dates(holder.term)) for holder in holders]
    if len(holders) > 1:
        said.append(f"these {len(holders)} parts are recorded at once")
    if holders:
        first = holders[0]
        state = "current" if first.part == "substantive" else first.part
        if first.term.end is None and over(first.term.expected_end, day):
            state = "overdue"
            said.append(f"the expected end of {first.term.person} is past, and no end is recorded")
    said += [why] if why else []
    return Holders(state, holders, f"{leadership.office.key} on {day}: {'; '.join(said)}.")


def substantive_on(terms: tuple[Term, ...], day: date) -> Term | None:
    """The term of whoever holds the office in their own right, the latest to begin where several may.

    A term without a recorded end is over once another has certainly begun after it, even where that one is over too.
    """
    may_hold = (term for term in terms if term.substantive and holds(term, day) and not outlived(term, terms, day))
    return max(may_hold, key=_began, default=None)


def last_substantive(terms: tuple[Term, ...], day: date) -> Term | None:
    """The latest substantive term that began by a day, whether or not it is over."""
    begun = [term for term in terms if term.substantive and began_by(term, day)]
    return max(begun, key=_began, default=None)


def last_holder(terms: tuple[Term, ...], day: date) -> Term | None:
    """The term of whoever holds the office on a day or held it last; while suspended, one still does.

    Of several that hold it the latest to begin counts, of those that are over the last to end.
    """
    begun = [term for term in terms if term.capacity in HOLDING and began_by(term, day)]
    there = [term for term in begun if holds(term, day) and not outlived(term, terms, day)]
    return max(there, key=_began, default=None) or max(begun, key=_until, default=None)


def holds(term: Term, day: date) -> bool:
    """Whether the term may run on a day: begun by it and not certainly over."""
    return began_by(term, day) and not ended_by(term, day)


def began_by(term: Term, day: date) -> bool:
    """Whether the term may have begun by a day; an undated one is never placed."""
    return term.start is not None and term.start.earliest is not None and term.start.earliest <= day


def ended_by(term: Term, day: date) -> bool:
    """Whether the term is certainly over on a day."""
    return over(term.end, day)


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


def voted_since(leadership: Leadership, term: Term, day: date) -> bool:
    """Whether voters decided since a term began and before a day, and not for its holder as far as is recorded."""
    return any(
        term.person != contest.winner and (_first(term) or date.max) < contest.first_round < day
        for contest in contests(leadership, day)
    )


def _holders(leadership: Leadership, day: date) -> tuple[Holder, ...]:
    if over(leadership.office.end, day):
        return ()
    there = [term for term in leadership.terms if holds(term, day)]
    left = [term for term in there if not outlived(term, leadership.terms, day, leadership.office.seats)]
    ranked = sorted(left, key=lambda term: term.key)
    ranked.sort(key=_began, reverse=True)
    ranked.sort(key=lambda term: list(_PARTS).index(_part(term)))
    latest = {(term.person, _part(term)): term for term in reversed(ranked)}
    return tuple(Holder(_part(term), term) for term in ranked if latest[term.person, _part(term)] is term)


def _part(term: Term) -> str:
    return term.capacity or "substantive"


def _in_own_right(holders: tuple[Holder, ...]) -> bool:
    return any(holder.part in ("substantive", "suspended") for holder in holders)


def outlived(term: Term, terms: Iterable[Term], day: date, seats: int = 1) -> bool:
    """Whether a term without a recorded end must be over: as many as there are seats certainly held it since."""
    if term.end is not None and term.end.latest is not None:
        return False
    later = [one for one in terms if one.substantive and _began(one) > _began(term)]
    days = [first for one in later if (first := certainly_begun(one)) and first <= day]
    return any(len({one.person for one in later if holds(one, first)}) >= seats for first in days)


def certainly_begun(term: Term) -> date | None:
    """The day by which a term has begun whatever its dates mean; it cannot begin after its end."""
    first, last = _latest_first(term), term.end.latest if term.end else None
    return min(first, last) if first and last else first


def _without_holder(leadership: Leadership, day: date) -> tuple[str, str]:
    """What an office is that nobody holds in their own right, and why."""
    office = leadership.office
    if over(office.end, day):
        return "unknown", f"it ended on {office.end}, and its successor is {office.successor or 'not recorded'}"
    last = last_substantive(leadership.terms, day)
    if last is None:
        return "unknown", "no term is recorded that can be placed on this day"
    ended = f"the term of {last.person} ended on {last.end}"
    if voted_since(leadership, last, day):
        return "unknown", f"{ended}, and the result of the election since it began is not recorded"
    early, due = _left_early(leadership, last, day)
    return "vacant" if early else "unknown", f"{ended}, {due}, and no successor is recorded"


def _left_early(leadership: Leadership, last: Term, day: date) -> tuple[bool, str]:
    """Whether the mandate of a term that is over is certain not to be due to end before a day, and when it is."""
    if last.expected_end is not None:
        early = not over(last.expected_end, day)
        due = last.expected_end
        return early, f"before it was due to end on {due}" if early else f"its expected end {due} is past"
    polls = (one.first_round for one in contests(leadership, day) if one.kind == "ordinary" and one.first_round >= day)
    polling = None if leadership.office.selection == "appointed" else next(polls, None)
    if polling is None:
        return False, "when it was due to end is not recorded"
    return True, f"before the election of {polling}"


def _dates(term: Term) -> str:
    if term.end is not None:
        return f"{term.start} to {term.end}"
    return f"since {term.start}, {f'due to end on {term.expected_end}' if term.expected_end else 'no end recorded'}"


def _within(start: VagueDate | None, end: VagueDate | None, day: date) -> bool:
    begun = start is None or start.earliest is None or start.earliest <= day
    return begun and not over(end, day)


def _began(term: Term) -> date:
    return _first(term) or date.min


def _first(term: Term) -> date | None:
    return term.start.earliest if term.start else None


def _until(term: Term) -> date:
    return (term.end.latest if term.end else None) or date.min


def _latest_first(term: Term) -> date | None:
    return term.start.latest if term.start else None
