"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.offices.holders import HOLDING, holds, outlived, party_of, substantive_on
from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import CoalitionMember, Leadership, Term, Transition
from continuity.domain.values.dates import DAY, VagueDate
from continuity.domain.values.durations import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What happened, on which day, and whose term followed; `again` where that is the holder's own, however late."""

    kind: str
    day: date
    until: date | None = None
    basis: str = "recorded"
    after: Term | None = None
    settled: bool = False
    again: bool = False


def without_election(seat: Incumbency) -> Iterator[Transition]:
    """Every transition of an office that no election brought about, past and to come."""
    for change in _changes(seat):
        if change.day < date.max:
            yield _transition(change, seat)


def _changes(seat: Incumbency) -> Iterator[_Change]:
    yield from _abolition(seat.known)
    if seat.known.office.selection == "appointed":
        yield from _appointment_ends(seat)
    yield from _departures(seat)
    yield from _successions(seat)
    yield from _coalition_changes(seat.known)
    yield from _coalition_ends(seat)
    yield from _vacancy(seat)
    yield from _overdue(seat)


def _transition(change: _Change, seat: Incumbency) -> Transition:
    unknown = change.after is None and change.until is None
    last = _after(change.day, seat.settings.handover_days) if unknown else max(change.until or change.day, change.day)
    # Whoever takes over while the one who leaves is still there was not there before.
    before = seat.before(change.day, besides=change.after if change.kind == "departure" else None)
    successor = change.after.person if change.after else None
    return Transition(
        city=seat.known.office.city,
        office=seat.known.office.key,
        kind=change.kind,
        polling_day=change.day,
        basis=change.basis,
        quiet_from=change.day,
        handover_first=change.day,
        handover_last=last,
        dated_last=last,
        handover_basis="derived" if unknown else "recorded",
        result_known=change.settled or change.after is not None,
        stayed=change.again or (before is not None and successor is not None and before.person == successor),
        successor=successor,
        successor_party=party_of(change.after.affiliations, change.day) if change.after else None,
        outgoing=before.person if before else None,
        outgoing_party=before.party if before else None,
    )


def _abolition(known: Leadership) -> Iterator[_Change]:
    end = known.office.end
    last = (end.earliest or end.latest) if end else None
    if end and last:
        until = _after(end.latest) if end.latest else None
        yield _Change(kind="abolition", day=_after(last), until=until, settled=known.office.successor is not None)


def _appointment_ends(seat: Incumbency) -> Iterator[_Change]:
    for term in seat.known.terms:
        due, left = _earliest(term.expected_end), term.end.latest if term.end else None
        if not term.substantive or due is None or (left is not None and left < due):
            continue
        following = _following(seat.known.terms, term)
        again = following is not None and following.person == term.person
        yield _followed("appointment-end", due, term, seat, again=again)


def _departures(seat: Incumbency) -> Iterator[_Change]:
    """Leaving that is announced for a day to come, before the mandate is due to end."""
    for term in seat.known.terms:
        left, due = _earliest(term.end), _earliest(term.expected_end)
        if term.capacity not in HOLDING or left is None or left < seat.as_of or (due is not None and left >= due):
            continue
        if not _goes_on(seat.known.terms, term, _after(left)):
            yield _followed("departure", left, term, seat)


def _goes_on(terms: tuple[Term, ...], term: Term, day: date) -> bool:
    """Whether the holder of a term that ends holds the office by another one from then on."""
    mine = (one for one in terms if one != term and one.person == term.person)
    return any(one.capacity in HOLDING and holds(one, day) and not outlived(one, terms, day) for one in mine)


def _followed(kind: str, last: date, term: Term, seat: Incumbency, *, again: bool = False) -> _Change:
    """The change on the day after the last of a term, with whoever is recorded to follow within its window."""
    limit = _after(last, 1 + seat.settings.handover_days + seat.settings.window_days)
    later = [one for one in seat.known.terms if one.substantive and _start(term) < _start(one) <= limit]
    heir = min(later, key=_start, default=None)
    until = heir.start.latest if heir and heir.start else None
    return _Change(kind=kind, day=_after(last), until=until, after=heir, again=again)


def _following(terms: tuple[Term, ...], after: Term) -> Term | None:
    """The next to hold the office, however late."""
    later = [term for term in terms if term.capacity in HOLDING and _start(after) < _start(term) < date.max]
    return min(later, key=_start, default=None)


def _successions(seat: Incumbency) -> Iterator[_Change]:
    """Terms of another person than the one before that no election led to."""
    voted = [vote.term for vote in seat.votes if vote.term]
    dated = [term for term in seat.known.terms if term.capacity in HOLDING and _earliest(term.start)]
    for before, term in pairwise(sorted(dated, key=_start)):
        if term.person != before.person and term.substantive and term not in voted:
            until = term.start.latest if term.start else None
            yield _Change(kind="succession", day=_start(term), until=until, after=term)


def _coalition_changes(known: Leadership) -> Iterator[_Change]:
    """The days on which other parties stand behind the office than the day before."""
    begun = {_earliest(member.start) for member in known.coalitions}
    left = {_after(member.end.latest) for member in known.coalitions if member.end and member.end.latest}
    days = sorted(day for day in begun | left if day is not None)
    for day in days[1:]:
        behind = _parties(known.coalitions, day)
        if behind and behind != _parties(known.coalitions, day - DAY):
            yield _Change(kind="coalition-change", day=day, until=day, settled=True)


def _coalition_ends(seat: Incumbency) -> Iterator[_Change]:
    """The days from which certainly nobody is behind the office any more, and nobody is again within the window.

    An election shortly before explains it: its result is what then is not recorded.
    """
    members = seat.known.coalitions
    window = timedelta(days=seat.settings.handover_days + seat.settings.window_days)
    for day in sorted({_after(member.end.latest) for member in members if member.end and member.end.latest}):
        formed = any(day <= (_earliest(one.start) or date.max) <= day + window for one in members)
        if _parties(members, day - DAY) and not _parties(members, day) and not formed:
            around = (vote.contest for vote in seat.votes)
            if not any(one.first_round < day <= one.decisive_day + window for one in around):
                yield _Change(kind="coalition-change", day=day)


def _vacancy(seat: Incumbency) -> Iterator[_Change]:
    """A seat that was left before the mandate was due to end, and that nobody is recorded to hold since."""
    term = seat.left_behind
    left, due = (term.end, term.expected_end) if term else (None, None)
    if left and left.latest and (due is None or due.latest is None or left.latest < due.latest):
        yield _Change(kind="vacancy", day=_after(left.latest))


def _overdue(seat: Incumbency) -> Iterator[_Change]:
    """A holder whose mandate has run out, unless an election explains it or it is an appointment."""
    term = substantive_on(seat.known.terms, seat.as_of)
    due = term.expected_end.latest if term and term.expected_end else None
    if seat.overdue and due and seat.known.office.selection != "appointed" and seat.held_by(term):
        yield _Change(kind="overdue", day=_after(due), basis="derived")


def _parties(coalitions: tuple[CoalitionMember, ...], day: date) -> frozenset[str]:
    return frozenset(
        member.party
        for member in coalitions
        if (first := _earliest(member.start)) is not None
        and first <= day
        and (member.end is None or member.end.latest is None or day <= member.end.latest)
    )


def _after(day: date, days: int = 1) -> date:
    return Span(days=days).after(day)


def _earliest(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _start(term: Term) -> date:
    return _earliest(term.start) or date.max
