"""The transitions of an office on a day: what lies ahead, and what is still open."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from oracle_as_of import DAY, earliest, known_leadership, latest
from oracle_elections import Contest, contests, exists, rule_on
from oracle_holders import (
    Holder,
    Turn,
    Votes,
    certain,
    empty_seat,
    given_terms,
    holder_before,
    holders,
    left_early,
    mandates,
    party_on,
    renewed,
    start_of,
    went_on,
)

from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.settings import Settings

ORDER = (
    "abolition ordinary by-election repeat appointment-end departure succession coalition-change vacancy overdue"
).split()
POLLS = ("ordinary", "by-election", "repeat")


@dataclass(frozen=True, kw_only=True)
class Event:
    """One transition; `last` is stretched, `dated` is the handover's last day before that."""

    kind: str
    first: date
    polling: date
    quiet: date | None
    handover: date
    dated: date
    last: date
    derived: bool = False
    handover_recorded: bool = False
    before: Holder | None = None
    after: Holder | None = None
    formed: bool = False
    certain: bool = False
    stayed: bool = False
    vacant: bool = False
    open: bool = False
    for_want_of_result: bool = False

    @property
    def polls(self) -> bool:
        return self.kind in POLLS

    @property
    def known(self) -> bool:
        """Whether what comes after is recorded."""
        return self.after is not None or self.formed


@dataclass(frozen=True, kw_only=True)
class View:
    """An office with what is known about it on a day."""

    known: OfficeRecord
    as_of: date
    settings: Settings
    polls: list[Contest]
    given: list[Term | None]

    @property
    def votes(self) -> Votes:
        return Votes(contests=self.polls, given=self.given, window=self.settings.window_days)


def view(leadership: OfficeRecord, as_of: date, settings: Settings) -> View:
    known = known_leadership(leadership, as_of)
    polls = contests(known, settings.handover_days)
    given = given_terms(polls, known, settings.window_days)
    return View(known=known, as_of=as_of, settings=settings, polls=polls, given=given)


def elections(seen: View) -> Iterator[Event]:
    for each, term in zip(seen.polls, seen.given, strict=True):
        rule = rule_on(seen.known, each.first)
        quiet = each.first - timedelta(days=rule.quiet_days) if rule and rule.quiet_days is not None else None
        begin, end, derived = *each.handover, each.derived
        formed = formed_after(each, seen)
        began = start_of(term) if term is not None else formed
        if began is not None and not each.recorded_handover:
            begin, end, derived = began, began, False
        after = Holder(person=each.winner, party=each.winner_party) if each.winner else None
        if term is not None:
            party = each.winner_party or party_on(term, start_of(term))
            after = Holder(person=term.person, party=party, term=term)
        yield Event(
            kind=each.kind,
            first=each.first,
            polling=each.polling,
            quiet=quiet,
            handover=begin,
            dated=end,
            last=end,
            derived=derived,
            handover_recorded=each.recorded_handover or began is not None,
            before=holder_before(each.first, seen.known, seen.votes),
            after=after,
            formed=formed is not None,
        )


def formed_after(contest: Contest, seen: View) -> date | None:
    """The day on which a coalition was formed within the window of an election."""
    last = contest.handover[1] + timedelta(days=seen.settings.window_days)
    starts = [start for each in seen.known.coalitions if (start := latest(each.start)) is not None]
    return min((start for start in starts if contest.first < start <= last), default=None)


def other(seen: View, kind: str, first: date, until: date | None = None) -> Event:
    """A transition without a polling day: from its first day to where the next holder starts, or a range."""
    last = until or first + timedelta(days=seen.settings.handover_days)
    before = holder_before(first, seen.known, seen.votes)
    return Event(
        kind=kind, first=first, polling=first, quiet=first, handover=first, dated=last, last=last,
        derived=until is None, before=before,
    )  # fmt: skip


def followed(seen: View, kind: str, first: date, term: Term) -> Event:
    """The end of a term, with whoever begins within its window."""
    until = first + timedelta(days=seen.settings.handover_days + seen.settings.window_days)
    following = [each for each in mandates(seen.known) if start_of(term) < start_of(each) <= until]
    if not following:
        return other(seen, kind, first)
    heir_term = following[0]
    event = other(seen, kind, first, max(first, start_of(heir_term)))
    after = Holder(person=heir_term.person, party=party_on(heir_term, first), term=heir_term)
    return replace(event, after=after)


def abolition(seen: View) -> Iterator[Event]:
    end = latest(seen.known.office.end)
    if end is not None:
        event = other(seen, "abolition", end + DAY, end + DAY)
        yield replace(event, formed=seen.known.office.successor is not None)


def appointment_ends(seen: View) -> Iterator[Event]:
    if seen.known.office.selection != "appointed":
        return
    for term in mandates(seen.known):
        due, end = earliest(term.expected_end), latest(term.end)
        if due is not None and (end is None or end == due):
            event = followed(seen, "appointment-end", due + DAY, term)
            later = next_holder(seen, term)
            again = later is not None and later.person == term.person
            yield replace(event, stayed=again)


def next_holder(seen: View, after: Term) -> Term | None:
    return next((each for each in holders(seen.known) if start_of(each) > start_of(after)), None)


def departures_and_vacancies(seen: View) -> Iterator[Event]:
    """An early end is a departure while it lies ahead, and a vacancy once nobody holds the office."""
    for term in holders(seen.known):
        end = latest(term.end)
        if end is None or not (left_early(term) or term.expected_end is None):
            continue
        following = next_holder(seen, term)
        filled = following is not None and start_of(following) <= seen.as_of
        if end >= seen.as_of:
            yield followed(seen, "departure", end + DAY, term)
        elif not filled and not polled_since(seen, term):
            yield other(seen, "vacancy", end + DAY)


def polled_since(seen: View, term: Term) -> bool:
    """Whether an election since a term began decided on the office, and the term did not go on through it."""
    since = [each for each in seen.polls if start_of(term) < each.polling < seen.as_of]
    if not since or (since[-1].winner is None and went_on(term, since[-1], seen.settings.window_days)):
        return False
    return since[-1].winner != term.person or renewed(term, since[-1])


def successions(seen: View) -> Iterator[Event]:
    """A new person whose term belongs to no election."""
    row = holders(seen.known)
    for before, term in pairwise(row):
        if term.person == before.person or not term.is_substantive or term in seen.given:
            continue
        event = other(seen, "succession", start_of(term), start_of(term))
        after = Holder(person=term.person, party=party_on(term, start_of(term)), term=term)
        yield replace(event, after=after)


def overdue(seen: View) -> Iterator[Event]:
    for term in mandates(seen.known):
        due = latest(term.expected_end)
        waits = due is not None and due < seen.as_of and term.end is None and next_holder(seen, term) is None
        if waits and due is not None and not polled_since(seen, term):
            yield other(seen, "overdue", due + DAY)


def parties_on(seen: View, day: date) -> frozenset[str]:
    rows = seen.known.coalitions
    return frozenset(
        each.party for each in rows if (latest(each.start) or date.min) <= day <= (earliest(each.end) or date.max)
    )


def coalition_changes(seen: View) -> Iterator[Event]:
    """Every day with other parties than the day before; a fall gives way to a new one formed soon enough."""
    edges = {start for each in seen.known.coalitions if (start := latest(each.start)) is not None}
    edges |= {end + DAY for each in seen.known.coalitions if (end := earliest(each.end)) is not None}
    days = [day for day in sorted(edges) if parties_on(seen, day) != parties_on(seen, day - DAY)]
    reach = seen.settings.handover_days + seen.settings.window_days
    for day in days[1:]:
        soon = any(day < each <= day + timedelta(days=reach) and parties_on(seen, each) for each in days)
        formed = bool(parties_on(seen, day))
        voted = any(each.first < day <= each.polling + timedelta(days=reach) for each in seen.polls)
        if formed or not (soon or voted):
            yield replace(other(seen, "coalition-change", day, day if formed else None), formed=formed)


def absorbed(kept: Event, dropped: Event, as_of: date) -> Event:
    """The first in the order tells the story; who came after is a fact about both, and the later election tells it."""
    if kept.kind == "abolition":
        return kept
    if kept.polls and dropped.polls:
        return with_result_of(kept, dropped) if is_past(dropped, as_of) else kept
    if kept.after is None and dropped.after is not None:
        day = dropped.handover
        kept = replace(kept, after=dropped.after, handover=day, dated=day, last=day, derived=False)
    return replace(kept, formed=kept.formed or dropped.formed)


def with_result_of(kept: Event, later: Event) -> Event:
    kept = replace(kept, after=later.after, formed=later.formed)
    if not later.handover_recorded:
        return kept
    return replace(kept, handover=later.handover, dated=later.dated, last=later.last, derived=False)


def in_order(event: Event) -> int:
    """Elections of whatever kind are one kind."""
    return ORDER.index("ordinary" if event.polls else event.kind)


def merged(events: list[Event], as_of: date) -> list[Event]:
    """Those that overlap are one: each is held against what came before it, however that came together."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda each: (each.first, in_order(each))):
        if kept and event.first <= kept[-1].dated:
            first, second = sorted((kept[-1], event), key=in_order)
            kept[-1] = absorbed(first, second, as_of)
        else:
            kept.append(event)
    return kept


def turn_of(event: Event, as_of: date) -> Turn:
    asks = event.polls or event.kind == "appointment-end"
    return Turn(polling=event.first, today=as_of, polls=event.polls, asks=asks)


def judged_person(event: Event, seen: View) -> Event:
    """Whether the person is certain to change or has stayed, and whether the seat is empty."""
    before, after = event.before, event.after
    same = event.stayed or (before is not None and after is not None and before.person == after.person)
    differs = before is not None and after is not None and not same
    leaves = before is not None and certain(before, seen.known, turn_of(event, seen.as_of), seen.votes)
    return replace(
        event,
        certain=differs or ((leaves or event.kind == "departure") and not same),
        stayed=same,
        vacant=empty_seat(seen.known, seen.votes, seen.as_of),
    )


def opened(event: Event, seen: View) -> Event | None:
    """The latest past transition while it is open, its handover stretched for want of a result."""
    known = event.known
    closes = event.dated + timedelta(days=seen.settings.window_days)
    if (event.stayed and event.kind != "abolition") or (known and seen.as_of > closes):
        return None
    if known:
        return replace(event, open=True)
    wanting = event.kind != "abolition" and not event.vacant
    return replace(event, open=True, last=max(event.last, seen.as_of), for_want_of_result=wanting)


def all_events(seen: View) -> list[Event]:
    found = [
        *abolition(seen),
        *elections(seen),
        *appointment_ends(seen),
        *departures_and_vacancies(seen),
        *successions(seen),
        *overdue(seen),
        *coalition_changes(seen),
    ]
    real = [each for each in found if each.kind == "abolition" or exists(seen.known, each.first)]
    return [judged_person(each, seen) for each in merged(real, seen.as_of)]


def is_past(event: Event, as_of: date) -> bool:
    """On polling day the vote is still ahead; any other first day has begun."""
    return event.first < as_of if event.polls else event.first <= as_of


def goes_on(event: Event, seen: View) -> bool:
    """Whether the holder is known to stay, other than by winning the vote of this very day."""
    today = [each for each in seen.polls if each.winner and seen.as_of in (each.first, each.polling)]
    return event.stayed and not (event.polls and event.first == seen.as_of and today)


def transitions(leadership: OfficeRecord, as_of: date, settings: Settings) -> tuple[list[Event], bool]:
    """The open one and those inside the horizon, by polling day, and whether any is known beyond it."""
    seen = view(leadership, as_of, settings)
    events = all_events(seen)
    past = [each for each in events if is_past(each, as_of)]
    ahead = [each for each in events if not is_past(each, as_of) and not goes_on(each, seen)]
    still = opened(max(past, key=lambda each: each.polling), seen) if past else None
    until = settings.horizon.add_to(as_of)
    near = [each for each in ahead if each.polling <= until]
    return [*([still] if still else []), *near], len(near) < len(ahead)


def heir(leadership: OfficeRecord, as_of: date, settings: Settings) -> str | None:
    """The office that programmes follow once the window of the abolition is over."""
    seen = view(leadership, as_of, settings)
    for event in all_events(seen):
        if event.kind == "abolition" and event.dated + timedelta(days=settings.window_days) < as_of:
            return seen.known.office.successor
    return None
