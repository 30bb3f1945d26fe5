"""What elections mean for the terms recorded: which term follows which vote, and who is known to have gone on."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from oracle_as_of import DAY, earliest, last_day, latest
from oracle_elections import Contest, recall_removes

from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.values.dates import VagueDate


def start_of(term: Term) -> date:
    day = latest(term.start)
    assert day is not None
    return day


def first_start_of(term: Term) -> date:
    """ "A vague first day that may lie in that time does, unless it may lie after the next polling day too"."""
    return start_of(term) if is_day_in_office(term) else earliest(term.start) or start_of(term)


def end_of(term: Term) -> date | None:
    """The last day on which a term may still run."""
    return last_day(term.end) if term.end is not None else None


def is_day_in_office(term: Term) -> bool:
    """ "`../DAY` says that the holder was in office on that day"."""
    return term.start is not None and term.start.earliest is None


def holders(leadership: OfficeRecord) -> list[Term]:
    """Terms of those who hold the office in their own right, suspended ones with them, by their first day."""
    return sorted((each for each in leadership.terms if each.is_holding and each.start is not None), key=start_of)


def mandates(leadership: OfficeRecord) -> list[Term]:
    return [each for each in holders(leadership) if each.is_substantive]


def party_on(term: Term, day: date) -> str | None:
    """The party of a term on a day; independents and the nonpartisan have none."""
    for each in term.affiliations:
        first, last = latest(each.start) or date.min, earliest(each.end) or date.max
        if first <= day <= last and each.standing not in ("independent", "nonpartisan"):
            return each.party if each.party != "nonpartisan" else None
    return None


def term_of(contest: Contest, leadership: OfficeRecord, following: date, window: int) -> Term | None:
    """ "A term belongs to an election if it begins from the deciding polling day to 183 days after the handover".

    "Before the next polling day, unless somebody else is recorded as the winner."
    """
    last = contest.handover[1] + timedelta(days=window)
    for term in mandates(leadership):
        too_late = first_start_of(term) > last and not is_day_in_office(term)
        if not contest.polling[0] <= start_of(term) or too_late or start_of(term) >= following:
            continue
        before = [each for each in holders(leadership) if start_of(each) < contest.first[0]]
        is_other = bool(before) and before[-1].person != term.person and start_of(term) > contest.polling[1]
        seen_too_soon = is_day_in_office(term) and start_of(term) < contest.handover[1] and not is_other
        if contest.winner in (None, term.person) and contest.stays != "yes" and not seen_too_soon:
            return term
    return None


def given_terms(contests: list[Contest], leadership: OfficeRecord, window: int) -> list[Term | None]:
    """For each election the term that belongs to it."""
    after = [each.first[0] for each in contests[1:]] + [date.max]
    return [term_of(each, leadership, day, window) for each, day in zip(contests, after, strict=False)]


@dataclass(frozen=True, kw_only=True)
class Votes:
    """The elections of an office, each with the term that belongs to it, and the length of the window."""

    contests: list[Contest]
    given: list[Term | None]
    window: int

    def pairs(self) -> list[tuple[Contest, Term | None]]:
        return list(zip(self.contests, self.given, strict=True))

    def before(self, day: date) -> list[tuple[Contest, Term | None]]:
        return [(each, term) for each, term in self.pairs() if each.first[0] < day]


def seen_in_office(term: Term, day: date) -> bool:
    """ "The same holder seen in office on or after" a day.

    "By `verified_on` of the term, by a day in office, or by a recorded end that lies later than the day asked about".
    """
    days = [latest(term.start)] if is_day_in_office(term) else []
    days += [earliest(term.verified_on)] if term.end is None else []
    return any(each is not None and each >= day for each in [*days, term.still_serving_on])


def went_on(term: Term, contest: Contest, window: int) -> bool:
    """Whether a holder from before an election is known to have gone on after it.

    Seen in office after the handover, or "an end recorded later than the window of the vote", or a recall survived.
    """
    if start_of(term) >= contest.polling[0] and not is_day_in_office(term):
        return False
    end = earliest(term.end)
    past_window = end is not None and end > contest.handover[1] + timedelta(days=window)
    return past_window or seen_in_office(term, contest.handover[1]) or contest.stays == "yes"


def has_lost(term: Term, recall: Contest, contests: list[Contest]) -> bool:
    """Whether somebody else is recorded to have won between the first day of a term and a recall vote."""
    between = [each for each in contests if start_of(term) < each.polling[0] < recall.polling[0]]
    return any(each.winner not in (None, term.person) for each in between)


def without_recalled(leadership: OfficeRecord, contests: list[Contest]) -> OfficeRecord:
    """The record with the terms ended that a recall vote ended."""
    terms = list(leadership.terms)
    for contest in contests:
        end = recall_removes(contest)
        row = [each for each in holders(leadership) if start_of(each) < contest.polling[0]]
        if end is None or not row or has_lost(row[-1], contest, contests):
            continue
        later = [start_of(each) - DAY for each in mandates(leadership) if start_of(each) > start_of(row[-1])]
        last = VagueDate.from_day(min([end, *later]))
        terms = [
            replace(each, end=last, still_serving_on=None) if each == row[-1] and each.end is None else each
            for each in terms
        ]
    return replace(leadership, terms=tuple(terms))
