"""Who goes at a transition, and whether that is certain, read from "Certain change" of docs/calendar.md."""

from dataclasses import dataclass
from datetime import date, timedelta

from oracle_as_of import DAY, earliest, last_day
from oracle_elections import Contest
from oracle_holders import left_early
from oracle_rules import rule_on
from oracle_votes import Votes, end_of, holders, is_day_in_office, mandates, party_on, start_of, went_on

from continuity.domain.offices.models import OfficeRecord, Term

LEAVING = ("not-standing", "term-limited")


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A person who holds the office, with the term and the party where they are recorded.

    `renewed` where an election gave another mandate, of which the term recorded before it says nothing.
    """

    person: str
    party: str | None = None
    term: Term | None = None
    renewed: bool = False


def holder_before(day: date, leadership: OfficeRecord, votes: Votes) -> Holder | None:
    """Whoever held the office last before a day: by the last election before it, or by a term that began since."""
    terms = [each for each in holders(leadership) if start_of(each) < day]
    last = terms[-1] if terms else None
    held = [each for each, _ in votes.before(day) if each.polling[1] < day]
    if held and (last is None or start_of(last) < held[-1].polling[0]):
        won = held[-1]
        if won.winner is not None:
            return winner_of(won, last, day)
        if last is None or not (won.stays is not None or went_on(last, won, votes.window)):
            return None
    if last is None:
        return None
    until = min(day - DAY, earliest(last.end) or day - DAY)
    return Holder(person=last.person, party=party_on(last, until), term=last)


def winner_of(won: Contest, last: Term | None, day: date) -> Holder:
    """The winner, with the term of that person where it was not over by the handover."""
    same = last if last is not None and last.person == won.winner else None
    party = won.winner_party or (party_on(same, day - DAY) if same is not None else None)
    assert won.winner is not None
    return Holder(person=won.winner, party=party, term=same, renewed=same is not None and renewed(same, won))


def renewed(term: Term, won: Contest) -> bool:
    end = end_of(term)
    return end is not None and end < won.handover[1]


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """A person who came to the office on a day, and whether that counts towards a limit."""

    day: date
    person: str
    counts: bool


def is_elected(term: Term, leadership: OfficeRecord) -> bool:
    """ "By election, or by the council where it chooses"; "an empty `basis` counts as elected"."""
    council = ("council",) if leadership.office.selection == "council" else ()
    return term.basis in (None, "elected", "by-election", *council)


def is_long(start: date, due: date | None, leadership: OfficeRecord) -> bool:
    """Whether "more than half of the rule's `term_years` was due"; where that is not recorded, it is."""
    rule = rule_on(leadership, start)
    if rule is None or rule.term_years is None or due is None:
        return True
    return (due - start).days > rule.term_years * 365.25 / 2


def next_ordinary(day: date, votes: Votes) -> date | None:
    return min((each.first[0] for each in votes.contests if each.kind == "ordinary" and each.first[0] > day),
               default=None)  # fmt: skip


def counts_as_mandate(term: Term, leadership: OfficeRecord, votes: Votes) -> bool:
    """ "A term that began by an ordinary election counts whole".

    "Another is measured to its `expected_end`, else to the next ordinary election".
    """
    ordinary = [own for contest, own in votes.pairs() if contest.kind == "ordinary"]
    if not is_elected(term, leadership):
        return False
    due = last_day(term.expected_end) if term.expected_end else next_ordinary(start_of(term), votes)
    return term in ordinary or is_long(start_of(term), due, leadership)


def mandates_until(leadership: OfficeRecord, votes: Votes, until: date) -> list[Mandate]:
    """Who came to a mandate up to a day: by a term, or by an ordinary election that led to no term of its own."""
    row = [
        Mandate(day=start_of(each), person=each.person, counts=counts_as_mandate(each, leadership, votes))
        for each in mandates(leadership)
        if start_of(each) <= until
    ]
    for contest, own in votes.before(until):
        if contest.kind != "ordinary" or own is not None:
            continue
        before = [each for each in mandates(leadership) if start_of(each) < contest.polling[0]]
        there = [each.person for each in before if went_on(each, contest, votes.window)]
        person = contest.winner or (there[0] if there else None)
        last = contest.handover[1] + timedelta(days=votes.window)
        seen = [each for each in mandates(leadership) if contest.polling[0] <= start_of(each) <= last]
        has_own = any(is_day_in_office(each) and each.person == contest.winner for each in seen)
        if person is not None and not has_own:
            row.append(Mandate(day=contest.first[0], person=person, counts=True))
    return sorted(row, key=lambda each: each.day)


def limit_reached(person: str, leadership: OfficeRecord, turn: "Turn", votes: Votes) -> bool:
    """Whether "the mandates reach the limit" of the rule in force on polling day."""
    rule = rule_on(leadership, turn.polling)
    if rule is None or rule.term_limit is None:
        return False
    row = mandates_until(leadership, votes, min(turn.polling, turn.today))
    if rule.term_limit_kind != "lifetime":
        back = row[::-1]
        while back and back[0].person != person:
            back.pop(0)
        row = back[: next((at for at, each in enumerate(back) if each.person != person), len(back))]
    return sum(each.counts for each in row if each.person == person) >= rule.term_limit


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What a transition asks of its holder: whether there is a vote, or an appointment runs out."""

    polling: date
    today: date
    polls: bool
    asks: bool


def certain(holder: Holder, leadership: OfficeRecord, turn: Turn, votes: Votes) -> bool:
    """What is known of the holder that makes a change of person certain; "a recorded `next` wins over any count"."""
    term = holder.term if not holder.renewed else None
    if term is not None and (left_early(term) or (turn.asks and term.next in LEAVING)):
        return True
    said = term is not None and term.next is not None
    return turn.polls and not said and limit_reached(holder.person, leadership, turn, votes)
