"""Who held the office before an event, who came after it, and what follows from that."""

from dataclasses import dataclass
from datetime import date, timedelta

from oracle_as_of import DAY, earliest, latest
from oracle_elections import Contest, rule_on

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


def holds(term: Term) -> bool:
    return term.capacity in (None, "substantive", "suspended")


def start_of(term: Term) -> date:
    day = latest(term.start)
    assert day is not None
    return day


def holders(leadership: OfficeRecord) -> list[Term]:
    """Terms of those who hold the office in their own right, suspended ones with them, by their first day."""
    return sorted((each for each in leadership.terms if holds(each) and each.start is not None), key=start_of)


def mandates(leadership: OfficeRecord) -> list[Term]:
    return [each for each in holders(leadership) if each.is_substantive]


def party_on(term: Term, day: date) -> str | None:
    """The party of a term on a day; independents and the nonpartisan have none."""
    for each in term.affiliations:
        first, last = latest(each.start) or date.min, earliest(each.end) or date.max
        if first <= day <= last and each.standing not in ("independent", "nonpartisan"):
            return each.party if each.party != "nonpartisan" else None
    return None


def in_office(leadership: OfficeRecord, day: date, *, suspended: bool = True) -> Term | None:
    """Who holds the office on a day: whoever began last, an open end taken to go on."""
    row = holders(leadership) if suspended else mandates(leadership)
    begun = [each for each in row if start_of(each) <= day]
    return begun[-1] if begun and day <= (latest(begun[-1].end) or date.max) else None


def term_of(contest: Contest, leadership: OfficeRecord, following: date, window: int) -> Term | None:
    """The term that an election gave: it begins within the window, and no other person is recorded as winner."""
    last = contest.handover[1] + timedelta(days=window)
    for term in mandates(leadership):
        if not contest.polling <= start_of(term) <= last or start_of(term) >= following:
            continue
        if contest.winner in (None, term.person):
            return term
    return None


def given_terms(contests: list[Contest], leadership: OfficeRecord, window: int) -> list[Term | None]:
    """For each election the term that belongs to it."""
    after = [each.first for each in contests[1:]] + [date.max]
    return [term_of(each, leadership, day, window) for each, day in zip(contests, after, strict=False)]


@dataclass(frozen=True, kw_only=True)
class Votes:
    """The elections of an office, each with the term that belongs to it, and the length of the window."""

    contests: list[Contest]
    given: list[Term | None]
    window: int

    def before(self, day: date) -> list[tuple[Contest, Term | None]]:
        pairs = zip(self.contests, self.given, strict=True)
        return [(each, term) for each, term in pairs if each.first < day]


def went_on(term: Term, contest: Contest, window: int) -> bool:
    """Whether the recorded end of a term lies past the window of an election that it saw."""
    end = earliest(term.end)
    return start_of(term) < contest.first and end is not None and end > contest.handover[1] + timedelta(days=window)


def holder_before(day: date, leadership: OfficeRecord, votes: Votes) -> Holder | None:
    """Whoever held the office last before a day: by the last election before it, or by a term that began since."""
    terms = [each for each in holders(leadership) if start_of(each) < day]
    last = terms[-1] if terms else None
    held = [each for each, _ in votes.before(day) if each.polling < day]
    if held and (last is None or start_of(last) < held[-1].polling):
        won = held[-1]
        if won.winner is not None:
            return winner_of(won, last, day)
        if last is None or not went_on(last, won, votes.window):
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
    end = latest(term.end)
    return end is not None and end < won.handover[1]


def left_early(term: Term) -> bool:
    """Whether the holder is recorded to leave before the mandate was due to end."""
    end, due = latest(term.end), earliest(term.expected_end)
    return end is not None and due is not None and end < due


def begun(leadership: OfficeRecord, votes: Votes, until: date) -> list[tuple[date, str]]:
    """Who came to a mandate up to a day: by a term, or by an ordinary election that led to no term of its own."""
    row = [(start_of(each), each.person) for each in mandates(leadership) if start_of(each) <= until]
    for contest, own in votes.before(until):
        if contest.kind != "ordinary" or own is not None:
            continue
        there = [each.person for each in mandates(leadership) if went_on(each, contest, votes.window)]
        person = contest.winner or (there[0] if there else None)
        if person is not None:
            row.append((contest.first, person))
    return sorted(row)


def limit_reached(person: str, leadership: OfficeRecord, turn: "Turn", votes: Votes) -> bool:
    """Whether the mandates recorded up to the day reach the limit of the rule in force on polling day."""
    rule = rule_on(leadership, turn.polling)
    if rule is None or rule.term_limit is None:
        return False
    people = [each for _, each in begun(leadership, votes, min(turn.polling, turn.today))]
    if rule.term_limit_kind != "lifetime":
        back = people[::-1]
        while back and back[0] != person:
            back.pop(0)
        people = back[: next((at for at, each in enumerate(back) if each != person), len(back))]
    return people.count(person) >= rule.term_limit


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What a transition asks of its holder: whether there is a vote, or an appointment runs out."""

    polling: date
    today: date
    polls: bool
    asks: bool


def certain(holder: Holder, leadership: OfficeRecord, turn: Turn, votes: Votes) -> bool:
    """What is known of the holder that makes a change of person certain."""
    term = holder.term if not holder.renewed else None
    if term is not None and (left_early(term) or (turn.asks and term.next in LEAVING)):
        return True
    return turn.polls and limit_reached(holder.person, leadership, turn, votes)


def empty_seat(leadership: OfficeRecord, votes: Votes, as_of: date) -> bool:
    """Whether nobody holds the office on the day, before the last term was due to end or where that is not recorded."""
    row = [each for each in holders(leadership) if start_of(each) <= as_of]
    if not row or row[-1].end is None or in_office(leadership, as_of):
        return False
    end, due = latest(row[-1].end), earliest(row[-1].expected_end)
    if end is None or end >= as_of or (due is not None and due < as_of):
        return False
    since = [each for each, _ in votes.before(as_of) if start_of(row[-1]) < each.polling < as_of]
    if not since or (since[-1].winner is None and went_on(row[-1], since[-1], votes.window)):
        return True
    return since[-1].winner == row[-1].person and not renewed(row[-1], since[-1])
