"""The events at which an office may change hands, one kind a function, read from the table of docs/calendar.md."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from oracle_as_of import DAY, earliest, known_leadership, last_day, latest
from oracle_elections import Contest, contests, next_office, office_end
from oracle_holders import is_overdue, left_early, running, runs, was_left
from oracle_incumbents import Holder, holder_before
from oracle_rules import Span, rule_on, span_of_date
from oracle_votes import (
    Votes,
    end_of,
    given_terms,
    holders,
    is_day_in_office,
    mandates,
    party_on,
    start_of,
    went_on,
    without_recalled,
)

from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.settings import Settings

POLLS = ("ordinary", "by-election", "repeat", "recall")


@dataclass(frozen=True, kw_only=True)
class Event:
    """One transition; `last` is stretched, `dated` is the handover's last day before that.

    `first` and `polling` run from the first to the last day that they can mean.
    """

    kind: str
    first: Span
    polling: Span
    quiet: date | None
    handover: date
    dated: date
    last: date
    derived: bool = False
    basis: str = "recorded"
    handover_recorded: bool = False
    before: Holder | None = None
    after: Holder | None = None
    formed: bool = False
    removed: bool = False
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
        return self.after is not None or self.formed or self.stayed

    @property
    def only_projected(self) -> bool:
        """ "An election that only the rule projects, past and not recorded"."""
        return self.open and self.polls and self.basis != "recorded" and not self.known


@dataclass(frozen=True, kw_only=True)
class View:
    """An office with what is known about it on a day."""

    known: OfficeRecord
    as_of: date
    settings: Settings
    votes: Votes


def view(leadership: OfficeRecord, as_of: date, settings: Settings) -> View:
    known = known_leadership(leadership, as_of)
    polls = contests(known, settings)
    known = without_recalled(known, [each for each in polls if each.polling[1] < as_of])
    given = given_terms(polls, known, settings.window_days)
    votes = Votes(contests=polls, given=given, window=settings.window_days)
    return View(known=known, as_of=as_of, settings=settings, votes=votes)


def elections(seen: View) -> Iterator[Event]:
    for contest, term in seen.votes.pairs():
        yield election(contest, term, seen)


def election(contest: Contest, term: Term | None, seen: View) -> Event:
    """ "The handover is the one recorded with the election; else the first day of the term that followed"."""
    rule = rule_on(seen.known, contest.first[0])
    quiet = contest.first[0] - timedelta(days=rule.quiet_days) if rule and rule.quiet_days is not None else None
    (begin, end), derived = contest.handover, contest.derived
    formed = formed_after(contest, seen)
    began = start_of(term) if term is not None and not is_day_in_office(term) else formed
    if began is not None and not contest.recorded_handover:
        begin, end, derived = began, began, False
    before = holder_before(contest.first[0], seen.known, seen.votes)
    return Event(
        kind=contest.kind,
        first=contest.first,
        polling=contest.polling,
        quiet=quiet,
        handover=begin,
        dated=end,
        last=end,
        derived=derived,
        basis=contest.basis,
        handover_recorded=contest.recorded_handover or began is not None,
        before=before,
        after=holder_after(contest, term, before, seen),
        formed=formed is not None,
        removed=contest.stays == "no",
        stayed=contest.stays == "yes",
    )


def holder_after(contest: Contest, term: Term | None, before: Holder | None, seen: View) -> Holder | None:
    """Who is known to hold the office after an election: a term, a winner, or the holder who is seen there since."""
    if term is not None:
        party = contest.winner_party or party_on(term, start_of(term))
        return Holder(person=term.person, party=party, term=term)
    if contest.winner is not None:
        return Holder(person=contest.winner, party=contest.winner_party)
    if contest.stays == "yes":
        return before
    if before is None or before.term is None or contest.polling[1] >= seen.as_of:
        return None
    return before if went_on(before.term, contest, seen.votes.window) else None


def formed_after(contest: Contest, seen: View) -> date | None:
    """The day on which a coalition was formed within the window of an election."""
    last = contest.handover[1] + timedelta(days=seen.settings.window_days)
    starts = [start for each in seen.known.coalitions if (start := latest(each.start)) is not None]
    return min((start for start in starts if contest.first[0] < start <= last), default=None)


def other(seen: View, kind: str, first: Span, until: date | None = None) -> Event:
    """A transition without a polling day: from its first day to where the next holder starts, or a range."""
    last = until or first[1] + timedelta(days=seen.settings.handover_days)
    before = holder_before(first[0], seen.known, seen.votes)
    return Event(
        kind=kind, first=first, polling=first, quiet=first[0], handover=first[0], dated=last, last=last,
        derived=until is None, before=before,
    )  # fmt: skip


def day_after(span: Span) -> Span:
    return span[0] + DAY, span[1] + DAY


def once(day: date) -> Span:
    return day, day


def followed(seen: View, kind: str, first: Span, term: Term) -> Event:
    """The end of a term, with whoever begins within its window."""
    until = first[1] + timedelta(days=seen.settings.handover_days + seen.settings.window_days)
    following = [each for each in mandates(seen.known) if start_of(term) < start_of(each) <= until]
    if not following:
        return other(seen, kind, first)
    heir_term = following[0]
    event = other(seen, kind, first, max(first[0], start_of(heir_term)))
    after = Holder(person=heir_term.person, party=party_on(heir_term, first[0]), term=heir_term)
    return replace(event, after=after)


def abolition(seen: View) -> Iterator[Event]:
    """ "The office, or its city, has an `end`": the day after the last."""
    end = office_end(seen.known.office)
    if end is not None:
        first = day_after(end)
        yield replace(other(seen, "abolition", first, first[1]), formed=next_office(seen.known.office) is not None)


def appointment_ends(seen: View) -> Iterator[Event]:
    """ "A term in an appointed office has an `expected_end`": the day after the last."""
    if seen.known.office.selection != "appointed":
        return
    for term in holders(seen.known):
        due, end = earliest(term.expected_end), end_of(term)
        if term.expected_end is not None and due is not None and (end is None or end >= due):
            event = followed(seen, "appointment-end", day_after(span_of_date(term.expected_end)), term)
            later = next_holder(seen, term)
            if term.capacity == "suspended" and later is not None and later.person == term.person:
                continue
            yield replace(event, stayed=later is not None and later.person == term.person)


def next_holder(seen: View, after: Term) -> Term | None:
    return next((each for each in holders(seen.known) if start_of(each) > start_of(after)), None)


def departures(seen: View) -> Iterator[Event]:
    """ "A term's end is known ahead, before it was due"."""
    for term in holders(seen.known):
        later = next_holder(seen, term)
        goes_on = later is not None and later.person == term.person
        early = (term.expected_end is None or left_early(term)) and not goes_on
        if term.end is not None and last_day(term.end) >= seen.as_of and early:
            yield followed(seen, "departure", day_after(span_of_date(term.end)), term)


def vacancies(seen: View) -> Iterator[Event]:
    """ "Nobody holds the office before the mandate was due to end"."""
    row = [each for each in holders(seen.known) if start_of(each) <= seen.as_of]
    if row and row[-1].end is not None and was_left(seen.known, seen.votes, seen.as_of):
        yield other(seen, "vacancy", day_after(span_of_date(row[-1].end)))


def suspensions(seen: View) -> Iterator[Event]:
    """ "A term of capacity `suspended` begins, whether somebody acts or not", and the "new term" of who comes back."""
    for before, term in pairwise([None, *holders(seen.known)]):
        assert term is not None
        first = once(start_of(term))
        if term.capacity == "suspended":
            again = before is not None and before.capacity == "suspended" and before.person == term.person
            if not again:
                event = other(seen, "suspension", first, first[0])
                yield replace(event, formed=True, removed=True, after=acting_on(seen, first[0]))
        elif before is not None and is_return(before, term, seen):
            event = other(seen, "return", first, first[0])
            yield replace(event, formed=True, before=acting_on(seen, first[0] - DAY), after=who(term))


def is_return(before: Term, term: Term, seen: View) -> bool:
    """ "A suspended holder comes back in a term of their own", other than by an election."""
    return before.capacity == "suspended" and before.person == term.person and term not in seen.votes.given


def who(term: Term) -> Holder:
    return Holder(person=term.person, party=party_on(term, start_of(term)), term=term)


def acting_on(seen: View, day: date) -> Holder | None:
    """Who acts on a day."""
    row = [each for each in seen.known.terms if each.capacity == "acting" and runs(each, list(seen.known.terms), day)]
    return who(max(row, key=start_of)) if row else None


def successions(seen: View) -> Iterator[Event]:
    """ "Another person takes over without an election": a new person whose term belongs to none."""
    for before, term in pairwise(holders(seen.known)):
        if term.person == before.person or not term.is_substantive or term in seen.votes.given:
            continue
        event = other(seen, "succession", once(start_of(term)), start_of(term))
        yield replace(event, after=who(term))


def overdue(seen: View) -> Iterator[Event]:
    """ "A term is past its `expected_end`, and no end is recorded"."""
    for term in running(seen.known, seen.votes, seen.as_of):
        if term.is_holding and term.expected_end and is_overdue(term, seen.votes, seen.as_of):
            yield replace(other(seen, "overdue", day_after(span_of_date(term.expected_end))), basis="derived")


def term_ends(seen: View) -> Iterator[Event]:
    """ "The last term of an elected office has an `expected_end`".

    "No rule is in force, and no election is within 183 days of it."
    """
    row = holders(seen.known)
    if not row or row[-1].expected_end is None or seen.known.office.selection == "appointed":
        return
    due = span_of_date(row[-1].expected_end)
    near = [each for each in seen.votes.contests if abs((each.first[0] - due[0]).days) <= seen.settings.window_days]
    if rule_on(seen.known, due[0]) is None and not near and row[-1].end in (None, row[-1].expected_end):
        yield other(seen, "term-end", day_after(due))


def parties_on(seen: View, day: date) -> frozenset[str]:
    rows = seen.known.coalitions
    return frozenset(
        each.party for each in rows if (latest(each.start) or date.min) <= day <= (earliest(each.end) or date.max)
    )


def coalition_changes(seen: View) -> Iterator[Event]:
    """ "Other parties are behind the office than the day before"; a fall gives way to a new one formed soon enough."""
    edges = {start for each in seen.known.coalitions if (start := latest(each.start)) is not None}
    edges |= {end + DAY for each in seen.known.coalitions if (end := earliest(each.end)) is not None}
    days = [day for day in sorted(edges) if parties_on(seen, day) != parties_on(seen, day - DAY)]
    reach = timedelta(days=seen.settings.handover_days + seen.settings.window_days)
    for day in days[1:]:
        soon = any(day < each <= day + reach and parties_on(seen, each) for each in days)
        formed = bool(parties_on(seen, day))
        voted = any(each.first[0] < day <= each.polling[0] + reach for each in seen.votes.contests)
        if formed or not (soon or voted):
            event = other(seen, "coalition-change", once(day), day if formed else None)
            yield replace(event, formed=formed)


def list_events(seen: View) -> list[Event]:
    """Every event of an office, before those that overlap are made one."""
    return [
        *abolition(seen),
        *elections(seen),
        *appointment_ends(seen),
        *departures(seen),
        *vacancies(seen),
        *suspensions(seen),
        *successions(seen),
        *overdue(seen),
        *term_ends(seen),
        *coalition_changes(seen),
    ]
