"""The transitions of an office on a day: what lies ahead, and what is still open, from docs/calendar.md."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from oracle_elections import exists, needs_new_day, next_office
from oracle_events import Event, View, list_events, view
from oracle_holders import Held, held_on, is_vacant
from oracle_incumbents import Turn, certain

from continuity.domain.offices.models import OfficeRecord
from continuity.domain.settings import Settings

ORDER = (
    "abolition ordinary appointment-end departure suspension return succession coalition-change vacancy overdue"
    " term-end"
).split()
"""The kinds in the order of the table of docs/calendar.md; `ordinary` stands for every election."""


def absorbed(kept: Event, dropped: Event, as_of: date) -> Event:
    """The first in the order tells the story; who came after is a fact about both, and the later election tells it."""
    if kept.kind == "abolition":
        return kept
    if kept.polls and dropped.polls:
        return with_result_of(kept, dropped) if is_past(dropped, as_of) else kept
    if kept.after is None and dropped.after is not None and dropped.kind != "suspension":
        day = dropped.handover
        kept = replace(kept, after=dropped.after, handover=day, dated=day, last=day, derived=False)
    return replace(kept, formed=kept.formed or (dropped.formed and dropped.kind == "coalition-change"))


def with_result_of(kept: Event, later: Event) -> Event:
    """ "Of two elections the earlier does, with the result of the later once that is held"."""
    kept = replace(kept, after=later.after, formed=later.formed, stayed=later.stayed, removed=later.removed)
    if not later.handover_recorded:
        return kept
    return replace(kept, handover=later.handover, dated=later.dated, last=later.last, derived=False)


def in_order(event: Event) -> int:
    """Elections of whatever kind are one kind."""
    return ORDER.index("ordinary" if event.polls else event.kind)


def are_one(kept: Event, event: Event, as_of: date) -> bool:
    """ "Transitions that overlap, from the first day to the last day of the handover, are one".

    "What has happened already is not described by something of a higher kind that is still ahead."
    """
    higher, lower = sorted((kept, event), key=in_order)
    ahead = in_order(higher) < in_order(lower)
    ahead = ahead and is_past(lower, as_of) and not is_past(higher, as_of)
    return event.first[0] <= kept.dated and not ahead


def merged(events: list[Event], as_of: date) -> list[Event]:
    """Each is held against what came before it, however that came together."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda each: (each.first[0], in_order(each))):
        at = next((at for at in reversed(range(len(kept))) if are_one(kept[at], event, as_of)), None)
        if at is None:
            kept.append(event)
        else:
            first, second = sorted((kept[at], event), key=in_order)
            kept[at] = absorbed(first, second, as_of)
    return kept


def turn_of(event: Event, as_of: date) -> Turn:
    asks = event.polls or event.kind in ("appointment-end", "term-end")
    return Turn(polling=event.first[0], today=as_of, polls=event.polls, asks=asks)


def judged_person(event: Event, seen: View) -> Event:
    """Whether the person is certain to change or has stayed, and whether the seat is empty."""
    before, after = event.before, event.after
    same = event.stayed or (before is not None and after is not None and before.person == after.person)
    differs = before is not None and after is not None and not same
    leaves = before is not None and certain(before, seen.known, turn_of(event, seen.as_of), seen.votes)
    gone = leaves or event.removed or event.kind == "departure"
    return replace(
        event,
        certain=differs or (gone and not same),
        stayed=same,
        vacant=is_vacant(seen.known, seen.votes, seen.as_of),
    )


def is_past(event: Event, as_of: date) -> bool:
    """ "A transition is past once its last day is": on polling day the vote is ahead, any other first day has begun."""
    return event.first[1] < as_of if event.polls else event.first[1] <= as_of


def opened(event: Event, seen: View, *, latest_one: bool) -> Event | None:
    """A past transition while it is open, its handover stretched for want of a result.

    "It closes at once if the same person goes on"; "with a result it closes at the end of its window";
    "without a result it stays open until the next transition"; "a coalition change only while it is the latest".
    """
    closes = event.dated + timedelta(days=seen.settings.window_days)
    if event.stayed and event.kind != "abolition":
        return None
    if not latest_one and (event.kind == "coalition-change" or not event.known):
        return None
    if event.known:
        return replace(event, open=True) if seen.as_of <= closes else None
    wanting = event.kind != "abolition" and not event.vacant
    return replace(event, open=True, last=max(event.last, seen.as_of), for_want_of_result=wanting)


def all_events(seen: View) -> list[Event]:
    real = [each for each in list_events(seen) if each.kind == "abolition" or exists(seen.known, each.first[0])]
    return [judged_person(each, seen) for each in merged(real, seen.as_of)]


def goes_on(event: Event, seen: View) -> bool:
    """ "An event ahead at which the holder is known to go on is no transition"; the vote of this very day is one."""
    polls = seen.votes.contests
    today = [each for each in polls if each.winner and seen.as_of in (each.first[0], each.polling[0])]
    return event.stayed and not (event.polls and event.first[0] == seen.as_of and today)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What the text says of an office on a day: the open transitions, all those ahead, and who holds it."""

    open: list[Event]
    ahead: list[Event]
    needs_day: bool | None
    held: Held | None

    def near(self, until: date) -> list[Event]:
        return [each for each in self.ahead if each.polling[0] <= until]


def calendar(leadership: OfficeRecord, as_of: date, settings: Settings) -> Calendar:
    seen = view(leadership, as_of, settings)
    events = all_events(seen)
    past = [each for each in events if is_past(each, as_of)]
    newest = max(past, key=lambda each: each.polling[0], default=None)
    still = [opened(each, seen, latest_one=each is newest) for each in past]
    return Calendar(
        open=[each for each in still if each is not None],
        ahead=[each for each in events if not is_past(each, as_of) and not goes_on(each, seen)],
        needs_day=needs_new_day(seen.known, seen.votes.contests, as_of, settings.window_days),
        held=held_on(seen.known, seen.votes, as_of),
    )


def transitions(leadership: OfficeRecord, as_of: date, settings: Settings) -> tuple[list[Event], bool]:
    """The open ones and those inside the horizon, by polling day, and whether any is known beyond it."""
    seen = calendar(leadership, as_of, settings)
    near = seen.near(settings.horizon.add_to(as_of))
    return [*seen.open, *near], len(near) < len(seen.ahead)


def heir(leadership: OfficeRecord, as_of: date, settings: Settings) -> str | None:
    """ "After the window of an abolition programmes follow the `successor` of the office"."""
    seen = view(leadership, as_of, settings)
    for event in all_events(seen):
        if event.kind == "abolition" and event.dated + timedelta(days=settings.window_days) < as_of:
            return next_office(seen.known.office)
    return None
