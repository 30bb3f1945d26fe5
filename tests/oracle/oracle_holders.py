"""Who holds the office on a day, read from "Who holds the office" of docs/calendar.md."""

from dataclasses import dataclass
from datetime import date

from oracle_as_of import earliest, first_day, last_day, latest
from oracle_elections import Contest, exists
from oracle_votes import Votes, end_of, holders, is_day_in_office, start_of, went_on

from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.values.dates import VagueDate

WEIGHTS = ("substantive", "acting", "suspended", "deputising", "designate")


@dataclass(frozen=True, kw_only=True)
class Held:
    """The answer for a day: the state, and who has a part in the office."""

    state: str
    parts: frozenset[tuple[str, str]]


def capacity(term: Term) -> str:
    return term.capacity or "substantive"


def winners_terms(leadership: OfficeRecord, votes: Votes, day: date) -> list[Term]:
    """ "Who is recorded to have won holds the office from the handover on, even where no term is recorded of them"."""
    row = []
    for contest, own in votes.pairs():
        if contest.winner is None or own is not None or contest.handover[0] > day or contest.polling[1] >= day:
            continue
        own_rows = [each for each in holders(leadership) if each.person == contest.winner]
        recorded = [
            each
            for each in own_rows
            if contest.polling[0] <= start_of(each) <= day
            or (runs_past(each, contest) and not is_followed(each, leadership, contest))
        ]
        serving = any(
            serves(each, day) and start_of(each) < contest.polling[0]
            for each in leadership.terms
            if each.start is not None and capacity(each) in WEIGHTS[:3]
        )
        if not recorded and not serving:
            start = VagueDate.from_day(contest.handover[0])
            row.append(Term(key=f"won/{contest.first[0]}", person=contest.winner, start=start))
    return row


def serves(term: Term, day: date) -> bool:
    """ "A recorded end that lies later than the day asked about", or on it, shows that the holder serves."""
    end = earliest(term.end)
    seen = is_day_in_office(term) and start_of(term) == day
    return seen or term.still_serving_on is not None or (end is not None and end >= day)


def runs_past(term: Term, contest: Contest) -> bool:
    """Whether a term from before an election is not over by the last day of its handover."""
    return start_of(term) < contest.handover[0] and (end_of(term) or date.max) >= contest.handover[1]


def ends(later: Term, term: Term) -> bool:
    """ "Another substantive term", or "a suspended one of somebody else"."""
    return later.is_substantive or (term.is_holding and later.is_holding and later.person != term.person)


def is_followed(term: Term, leadership: OfficeRecord, contest: Contest) -> bool:
    """ "One without an end is over once another substantive term has begun"."""
    later = [each for each in holders(leadership) if start_of(term) < start_of(each) < contest.polling[0]]
    return term.end is None and any(ends(each, term) for each in later)


def votes_against(term: Term, votes: Votes, day: date) -> list[Contest]:
    """The votes after which "nobody holds the office on the strength of" this term.

    "From the first day of the handover on, and once the polling day is past."
    """
    row = []
    for contest, own in votes.pairs():
        new = start_of(term) >= contest.polling[0] and not is_day_in_office(term)
        done = contest.polling[1] < day and contest.handover[0] <= day
        if not done or new or own == term or contest.winner == term.person:
            continue
        if is_day_in_office(term) and start_of(term) >= contest.handover[1]:
            continue
        if not serves(term, day) and not went_on(term, contest, votes.window):
            row.append(contest)
    return row


def runs(term: Term, begun: list[Term], day: date) -> bool:
    """ "From its first day to its end; one without an end is over once another substantive term has begun"."""
    if start_of(term) > day or day > (end_of(term) or date.max):
        return False
    return term.end is not None or not any(
        ends(each, term) and start_of(each) > start_of(term) and start_of(each) <= day for each in begun
    )


def running(leadership: OfficeRecord, votes: Votes, day: date) -> list[Term]:
    """The terms that run on a day and that no vote speaks against."""
    if not exists(leadership, day):
        return []
    recorded = [each for each in leadership.terms if each.start is not None]
    row = [*recorded, *winners_terms(leadership, votes, day)]
    return omit_own([each for each in row if runs(each, row, day) and not votes_against(each, votes, day)])


def omit_own(terms: list[Term]) -> list[Term]:
    """ "While somebody is suspended, an own term that goes on does not count"."""
    suspended = {each.person for each in terms if each.capacity == "suspended"}
    return [each for each in terms if not (each.is_substantive and each.person in suspended)]


def is_overdue(term: Term, votes: Votes, day: date) -> bool:
    """ "Past its `expected_end`, with no end recorded and no vote won since"."""
    due = latest(term.expected_end)
    won = any(
        each.winner == term.person and each.polling[0] > start_of(term) and each.polling[1] < day
        for each in votes.contests
    )
    return due is not None and due < day and term.end is None and not won


def left_early(term: Term) -> bool:
    """Whether the holder is recorded to leave before the mandate was due to end."""
    end = end_of(term)
    return end is not None and term.expected_end is not None and end < first_day(term.expected_end)


def voted_since(term: Term, votes: Votes, day: date, *, handed_over: bool) -> bool:
    """Whether a vote since a term, at which its holder was not kept, decides on the office."""
    end = end_of(term) or date.max
    for contest in votes.contests:
        if handed_over and contest.handover[0] > day:
            continue
        if contest.polling[1] >= day or contest.polling[0] <= start_of(term) or contest.stays is not None:
            continue
        kept = (contest.winner == term.person and runs_past(term, contest)) or went_on(term, contest, votes.window)
        if contest.polling[0] > end or not kept:
            return True
    return False


def is_vacant(leadership: OfficeRecord, votes: Votes, day: date, *, handed_over: bool = False) -> bool:
    """Whether it was left, and the mandate would still run: A4, "empty before the mandate was due to end"."""
    row = [each for each in holders(leadership) if start_of(each) <= day]
    due = earliest(row[-1].expected_end) if row else None
    if not exists(leadership, day):
        return False
    return was_left(leadership, votes, day, handed_over=handed_over) and (due is None or day <= due)


def was_left(leadership: OfficeRecord, votes: Votes, day: date, *, handed_over: bool = False) -> bool:
    """ "Only what somebody left before the mandate was due to end, with no vote since", or that day is not recorded."""
    row = [each for each in holders(leadership) if start_of(each) <= day]
    end = end_of(row[-1]) if row else None
    own = [each for each in running(leadership, votes, day) if each.is_holding]
    if not row or end is None or end >= day or own:
        return False
    if voted_since(row[-1], votes, day, handed_over=handed_over):
        return False
    return row[-1].expected_end is None or end < last_day(row[-1].expected_end)


def is_called_vacant(leadership: OfficeRecord, votes: Votes, day: date) -> bool:
    """ "Or before the next ordinary election where that day is not recorded": where none is known, it is unknown."""
    row = [each for each in holders(leadership) if start_of(each) <= day]
    end = end_of(row[-1]) if row else None
    known = end is not None and any(each.kind == "ordinary" and each.first[0] > end for each in votes.contests)
    due = row[-1].expected_end is not None if row else False
    if not exists(leadership, day) or not is_vacant(leadership, votes, day, handed_over=True):
        return False
    return due or known


def contradict(leadership: OfficeRecord, votes: Votes, day: date) -> bool:
    """Whether two facts give two answers, and the text does not tell which of them counts.

    Somebody won and took office on a recorded day, or follows who acts, and another is recorded to serve still. Or
    the winner's term from before the vote ended after the handover.
    """
    rows = [each for each in leadership.terms if each.start is not None and capacity(each) in WEIGHTS[:3]]
    for contest in votes.contests:
        old = [each for each in rows if start_of(each) < contest.polling[0] and contest.polling[1] < day]
        others = [each for each in old if contest.winner not in (None, each.person)]
        doubtful = [each for each in others if contest.recorded_handover or each.capacity == "acting"]
        serving = any(serves(each, day) for each in doubtful)
        over = [each for each in old if (end_of(each) or date.max) < day]
        ended = any(each.person == contest.winner and runs_past(each, contest) for each in over)
        if serving or ended:
            return True
    return False


def held_on(leadership: OfficeRecord, votes: Votes, day: date) -> Held | None:
    """The answer for a day; None where the record contradicts itself."""
    if contradict(leadership, votes, day):
        return None
    terms = running(leadership, votes, day)
    parts = frozenset((each.person, capacity(each)) for each in terms)
    first = min((WEIGHTS.index(capacity(each)) for each in terms), default=None)
    if first is None:
        return Held(state="vacant" if is_called_vacant(leadership, votes, day) else "unknown", parts=parts)
    weightiest = max((each for each in terms if capacity(each) == WEIGHTS[first]), key=start_of)
    if weightiest.is_holding and is_overdue(weightiest, votes, day):
        return Held(state="overdue", parts=parts)
    return Held(state=WEIGHTS[first] if first > 0 else "current", parts=parts)
