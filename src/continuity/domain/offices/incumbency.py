"""Who holds an office before a transition, and what is known of that holder.

An office is held by a sequence of mandates: terms, and elections won, of which some led to a term and of which some
have no recorded result. What is said of a holder counts only at the transition that decides on that mandate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.elections import LOOK_AROUND, rule_on
from continuity.domain.offices.handover import Vote, votes
from continuity.domain.offices.holders import HOLDING, certainly_begun, ended_by, last_holder, party_of, substantive_on
from continuity.domain.offices.models import Leadership, Rule, Term, Transition
from continuity.domain.settings import Settings
from continuity.domain.values.dates import DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """How somebody came to hold the office last before a day: by a term, or by an election since the last term began.

    Attributes:
        person: None where only the party that won is recorded.
        party: on the day before.
        term: the last term of that person, where recorded.
        speaks: whether that term tells of this mandate, and not only of the one before it.
    """

    person: str | None
    party: str | None = None
    term: Term | None = None
    speaks: bool = True

    @property
    def word(self) -> str | None:
        """What the holder does when the mandate is decided on again."""
        return self.term.next if self.term and self.speaks else None

    @property
    def left_early(self) -> bool:
        """Whether the holder left or leaves before the mandate was due to end."""
        if self.term is None or not self.speaks or self.term.end is None or self.term.expected_end is None:
            return False
        left, due = self.term.end.latest, self.term.expected_end.earliest
        return left is not None and due is not None and left < due


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbency:
    """The holders of an office as seen on a day.

    Attributes:
        known: the records of the office, less what could not be known on the day.
        votes: its elections, each with what it led to.
    """

    known: Leadership
    as_of: date
    settings: Settings
    votes: tuple[Vote, ...]

    def before(self, day: date, besides: Term | None = None) -> Mandate | None:
        """The mandate under which the office is held before a day, one term left aside; None where none is recorded."""
        terms = tuple(term for term in self.known.terms if term != besides)
        return _last_mandate(last_holder(_begun_before(terms, day), day - DAY), self.votes, day)

    @property
    def overdue(self) -> bool:
        """Whether the holder's term is past its expected end without a recorded end."""
        term, end = substantive_on(self.known.terms, self.as_of), self.known.office.end
        if term is None or term.end is not None or term.expected_end is None:
            return False
        return _over(term.expected_end.latest, self.as_of) and not (end and _over(end.latest, self.as_of))

    @property
    def vacant(self) -> bool:
        """Whether nobody holds the office before the mandate was due to end, or where that day is not recorded."""
        left = self.left_behind
        return left is not None and not (left.expected_end and _over(left.expected_end.latest, self.as_of))

    @property
    def left_behind(self) -> Term | None:
        """The term that is over with nobody recorded to hold the office since, by a term or by a vote."""
        mandate = self._now
        if mandate is None or mandate.term is None or not mandate.speaks:
            return None
        return mandate.term if ended_by(mandate.term, self.as_of) else None

    def held_by(self, term: Term | None) -> bool:
        """Whether the office is held by a term on the day, no vote since having decided on somebody else."""
        return self._now is not None and self._now.term is not None and self._now.term == term

    @property
    def _now(self) -> Mandate | None:
        return _last_mandate(last_holder(self.known.terms, self.as_of), self.votes, self.as_of)

    def certain_change(self, transition: Transition) -> tuple[str, ...]:
        """Why the person is certain to change at a transition; empty where it is not certain.

        A mandate that ends by law proves nothing: its holder may be elected or appointed again.
        """
        if transition.stayed:
            return ()
        mandate = self.before(transition.first_day or transition.polling_day)
        leaving = mandate.word if mandate and mandate.word in ("not-standing", "term-limited") else None
        asked = transition.polls or transition.kind == "appointment-end"
        codes = (
            leaving if asked else None,
            "limit-reached" if leaving is None and self._at_limit(transition, mandate) else None,
            "left-early" if transition.kind == "departure" or (mandate and mandate.left_early) else None,
            "successor-known" if transition.successor and transition.outgoing else None,
        )
        return tuple(code for code in codes if code)

    def _at_limit(self, transition: Transition, mandate: Mandate | None) -> bool:
        """Whether the mandates of the holder, up to the day and to the transition, reach the limit in force at it."""
        day = transition.first_day or transition.polling_day
        rule = rule_on(self.known.rules, day)
        if not transition.polls or rule.term_limit is None or mandate is None or mandate.person is None:
            return False
        until = min(day, self.as_of)
        return (
            mandates_served(mandate.person, self.known.terms, rule, until, self._votes_of(mandate)) >= rule.term_limit
        )

    def _votes_of(self, mandate: Mandate) -> tuple[Vote, ...]:
        """The elections around the day, and around the first days of the holder's terms, however long ago."""
        own = [term.start.earliest for term in self.known.terms if term.person == mandate.person and term.start]
        far = {day for day in own if day and day < self.as_of - LOOK_AROUND}
        around = [vote for day in sorted(far) for vote in votes(self.known, day, self.settings)]
        return tuple({(vote.contest.first_round, vote.contest.kind): vote for vote in (*around, *self.votes)}.values())


def incumbency(known: Leadership, as_of: date, settings: Settings) -> Incumbency:
    """The holders of an office, from what could be known on a day."""
    return Incumbency(known=known, as_of=as_of, settings=settings, votes=votes(known, as_of, settings))


def mandates_served(person: str, terms: tuple[Term, ...], rule: Rule, until: date, held: Iterable[Vote] = ()) -> int:
    """How many mandates of a person begun by a day count against the rule's limit.

    Counted backwards; where the limit is consecutive, from the person's last mandate to the one of somebody else before
    it. An ordinary election counts where it led to no term of its own, and is known to have kept or brought its winner.

    Args:
        person: whose mandates.
        terms: all terms of the office.
        rule: the limit, and how it counts.
        until: terms begun by it count, and elections before it.
        held: the elections of the office, recorded and projected.
    """
    begun = [(day, term.person) for term in terms if term.substantive and (day := _first(term)) and day <= until]
    past = (vote for vote in held if vote.contest.kind == "ordinary" and vote.contest.first_round < until)
    won = [(vote.contest.first_round, who) for vote in past if (who := _won_beside(vote, terms)) is not None]
    mandates = [who for _, who in sorted((*begun, *won))]
    if rule.term_limit_kind == "lifetime":
        return mandates.count(person)
    while mandates and mandates[-1] != person:
        mandates.pop()
    others = [at for at, who in enumerate(mandates) if who != person]
    return len(mandates) - (others[-1] + 1 if others else 0)


def _last_mandate(term: Term | None, votes: tuple[Vote, ...], day: date) -> Mandate | None:
    """The last term, or the last election before the day where that term is from before it."""
    vote = next((one for one in reversed(votes) if one.contest.polling_day < day), None)
    if vote is None or (term is not None and (_began_since(term, vote) or _went_on(term, vote))):
        return _by_term(term, day) if term is not None else None
    return _by_vote(vote, term, day)


def _by_term(term: Term, day: date) -> Mandate:
    last = term.end.earliest if term.end and term.end.earliest else date.max
    return Mandate(person=term.person, party=party_of(term.affiliations, min(day - DAY, last)), term=term)


def _by_vote(vote: Vote, term: Term | None, day: date) -> Mandate | None:
    """The winner, with the term that goes on through the vote; None where neither person nor party is recorded."""
    contest = vote.contest
    if contest.winner is None:
        return Mandate(person=None, party=contest.winner_party) if contest.winner_party else None
    if term is None or term.person != contest.winner:
        return Mandate(person=contest.winner, party=contest.winner_party)
    party = contest.winner_party or party_of(term.affiliations, day - DAY)
    return Mandate(person=term.person, party=party, term=term, speaks=not ended_by(term, vote.days.last))


def _began_since(term: Term, vote: Vote) -> bool:
    return term == vote.term or _latest_first(term) >= vote.contest.polling_day


def _went_on(term: Term, vote: Vote) -> bool:
    """Whether a term is recorded to have gone on through a vote that nobody is recorded to have won.

    Its recorded end must lie past the window of the vote. A term without an end proves nothing.
    """
    if vote.winner is not None or _latest_first(term) >= vote.contest.first_round:
        return False
    return term.end is not None and term.end.earliest is not None and term.end.earliest > vote.last


def _won_beside(vote: Vote, terms: tuple[Term, ...]) -> str | None:
    """Who came to another mandate by a vote that no term tells of."""
    first = vote.contest.first_round
    if vote.contest.winner is None:
        return next((term.person for term in terms if term.substantive and _went_on(term, vote)), None)
    own = (term for term in terms if term.substantive and term.person == vote.contest.winner)
    told = any((_first(term) or date.max) <= vote.last and _latest_first(term) >= first for term in own)
    return None if told else vote.contest.winner


def _begun_before(terms: tuple[Term, ...], day: date) -> tuple[Term, ...]:
    """The terms begun before a day.

    One that may have begun after it is no proof that its holder was there before, unless the next had begun by then.
    """
    dated = sorted((term for term in terms if _first(term)), key=lambda term: _first(term) or date.max)
    holding = [term for term in dated if term.capacity in HOLDING]
    following = (*(_first(term) or date.max for term in holding[1:]), date.max)
    return tuple(
        term
        for term, after in zip(holding, following, strict=False)
        if (_first(term) or date.max) < day and ((certainly_begun(term) or date.max) < day or after <= day)
    )


def _over(last: date | None, day: date) -> bool:
    return last is not None and last < day


def _first(term: Term) -> date | None:
    return term.start.earliest if term.start else None


def _latest_first(term: Term) -> date:
    return (term.start.latest if term.start else None) or date.max
