"""Transitions without a vote: ends of appointments and offices, departures, successions, coalitions, empty seats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from continuity.domain.contests import contests
from continuity.domain.dates import DAY, VagueDate
from continuity.domain.leadership import CoalitionMember, Leadership, Term, Transition
from continuity.domain.settings import Settings
from continuity.domain.spans import Span
from continuity.domain.tenure import holds, last_substantive, party_of, substantive_on, voted_since


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What happened, on which day, and from whose term to whose."""

    kind: str
    day: date
    until: date | None = None
    basis: str = "recorded"
    before: Term | None = None
    after: Term | None = None
    settled: bool = False


def without_election(known: Leadership, as_of: date, settings: Settings) -> Iterator[Transition]:
    """Every transition of an office that no election brought about, past and to come."""
    for change in _changes(known, as_of, settings):
        if change.day < date.max:
            yield _transition(change, known, settings)


def _changes(known: Leadership, as_of: date, settings: Settings) -> Iterator[_Change]:
    yield from _abolition(known)
    if known.office.selection == "appointed":
        yield from _appointment_ends(known, settings)
    yield from _departures(known, as_of, settings)
    yield from _successions(known)
    yield from _coalition_changes(known)
    yield from _coalition_ends(known, settings)
    yield from _empty_or_overdue(known, as_of)


def _transition(change: _Change, known: Leadership, settings: Settings) -> Transition:
    unknown = change.after is None and change.until is None
    last = _after(change.day, settings.handover_days) if unknown else max(change.until or change.day, change.day)
    return Transition(
        city=known.office.city,
        office=known.office.key,
        kind=change.kind,
        polling_day=change.day,
        basis=change.basis,
        quiet_from=change.day,
        handover_first=change.day,
        handover_last=last,
        dated_last=last,
        handover_basis="derived" if unknown else "recorded",
        result_known=change.settled or change.after is not None,
        stayed=_same_person(change.before, change.after),
        successor=change.after.person if change.after else None,
        successor_party=party_of(change.after.affiliations, change.day) if change.after else None,
        outgoing=change.before.person if change.before else None,
        outgoing_party=party_of(change.before.affiliations, change.day - DAY) if change.before else None,
    )


def _abolition(known: Leadership) -> Iterator[_Change]:
    end = known.office.end
    last = (end.earliest or end.latest) if end else None
    if end and last:
        until = _after(end.latest) if end.latest else None
        settled = known.office.successor is not None
        yield _Change(kind="abolition", day=_after(last), until=until, settled=settled, before=_at(known, last))


def _appointment_ends(known: Leadership, settings: Settings) -> Iterator[_Change]:
    for term in known.terms:
        due, left = _earliest(term.expected_end), term.end.latest if term.end else None
        if not term.substantive or due is None or (left is not None and left < due):
            continue
        yield _followed("appointment-end", due, term, known, settings)


def _departures(known: Leadership, as_of: date, settings: Settings) -> Iterator[_Change]:
    """Leaving that is announced for a day to come, before the mandate is due to end."""
    for term in known.terms:
        left, due = _earliest(term.end), _earliest(term.expected_end)
        if term.substantive and left is not None and left >= as_of and (due is None or left < due):
            yield _followed("departure", left, term, known, settings)


def _followed(kind: str, last: date, term: Term, known: Leadership, settings: Settings) -> _Change:
    """The change on the day after the last of a term, with whoever is recorded to follow within its window."""
    heir = _next_term(known.terms, term, _after(last, 1 + settings.handover_days + settings.window_days))
    until = heir.start.latest if heir and heir.start else None
    return _Change(kind=kind, day=_after(last), until=until, before=term, after=heir)


def _successions(known: Leadership) -> Iterator[_Change]:
    dated = sorted((term for term in known.terms if term.substantive and _earliest(term.start)), key=_start)
    for before, term in pairwise(dated):
        if term.person != before.person:
            until = term.start.latest if term.start else None
            yield _Change(kind="succession", day=_start(term), until=until, before=before, after=term)


def _coalition_changes(known: Leadership) -> Iterator[_Change]:
    """The days on which other parties stand behind the office than the day before."""
    begun = {_earliest(member.start) for member in known.coalitions}
    left = {_after(member.end.latest) for member in known.coalitions if member.end and member.end.latest}
    days = sorted(day for day in begun | left if day is not None)
    for day in days[1:]:
        behind = _parties(known.coalitions, day)
        if behind and behind != _parties(known.coalitions, day - DAY):
            yield _Change(kind="coalition-change", day=day, until=day, settled=True, before=_at(known, day - DAY))


def _coalition_ends(known: Leadership, settings: Settings) -> Iterator[_Change]:
    """The days from which certainly nobody is behind the office any more, and nobody is again within the window.

    An election shortly before explains it: its result is what then is not recorded.
    """
    window = timedelta(days=settings.handover_days + settings.window_days)
    for day in sorted({_after(member.end.latest) for member in known.coalitions if member.end and member.end.latest}):
        formed = any(day <= (_earliest(one.start) or date.max) <= day + window for one in known.coalitions)
        if _parties(known.coalitions, day - DAY) and not _parties(known.coalitions, day) and not formed:
            around = contests(known, day)
            if not any(one.first_round < day <= one.decisive_day + window for one in around):
                yield _Change(kind="coalition-change", day=day, before=_at(known, day - DAY))


def _empty_or_overdue(known: Leadership, as_of: date) -> Iterator[_Change]:
    """A seat without a holder, or with one whose mandate has run out, unless an election explains it."""
    last = last_substantive(known.terms, as_of)
    if last is None or voted_since(known, last, as_of):
        return
    left, due = (last.end.latest if last.end else None), (last.expected_end.latest if last.expected_end else None)
    if substantive_on(known.terms, as_of) is not None:
        if left is None and due is not None and due < as_of and known.office.selection != "appointed":
            yield _Change(kind="overdue", day=_after(due), before=last, basis="derived")
    elif left is not None and (due is None or left < due) and not suspended_on(known.terms, as_of):
        yield _Change(kind="vacancy", day=_after(left), before=last)


def suspended_on(terms: tuple[Term, ...], day: date) -> bool:
    """Whether somebody holds the office but is kept from it."""
    return any(term.capacity == "suspended" and holds(term, day) for term in terms)


def _next_term(terms: tuple[Term, ...], after: Term, limit: date) -> Term | None:
    later = [term for term in terms if term.substantive and _start(after) < _start(term) <= limit]
    return min(later, key=_start, default=None)


def _parties(coalitions: tuple[CoalitionMember, ...], day: date) -> frozenset[str]:
    return frozenset(
        member.party
        for member in coalitions
        if (first := _earliest(member.start)) is not None
        and first <= day
        and (member.end is None or member.end.latest is None or day <= member.end.latest)
    )


def _at(known: Leadership, day: date) -> Term | None:
    return substantive_on(known.terms, day)


def _same_person(before: Term | None, after: Term | None) -> bool:
    return before is not None and after is not None and before.person == after.person


def _after(day: date, days: int = 1) -> date:
    return Span(days=days).after(day)


def _earliest(day: VagueDate | None) -> date | None:
    return day.earliest if day else None


def _start(term: Term) -> date:
    return _earliest(term.start) or date.max
