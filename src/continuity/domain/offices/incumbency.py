"""Who holds an office before a transition, and what is known of that holder.

An office is held by a sequence of mandates: terms, and elections won, of which some led to a term and of which some
have no recorded result. What is said of a holder counts only at the transition that decides on that mandate.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.elections import PROJECTION_RANGE, find_rule_in_force
from continuity.domain.offices.handover import ElectionHandover, list_election_handovers
from continuity.domain.offices.holders import (
    HOLDING_CAPACITIES,
    find_certain_start,
    find_last_holding_term,
    find_party,
    find_substantive_term,
    has_term_ended,
)
from continuity.domain.offices.models import OfficeRecord, Rule, Term, Transition
from continuity.domain.settings import Settings
from continuity.domain.values.dates import ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderMandate:
    """How somebody came to hold the office last before a day: by a term, or by an election since the last term began.

    Attributes:
        person: None where only the party that won is recorded.
        party: on the day before.
        term: the last term of that person, where recorded.
        is_current_term: whether that term tells of this mandate, and not only of the one before it.
    """

    person: str | None
    party: str | None = None
    term: Term | None = None
    is_current_term: bool = True

    @property
    def next_candidacy(self) -> str | None:
        """What the holder does when the mandate is decided on again."""
        return self.term.next if self.term and self.is_current_term else None

    @property
    def has_left_early(self) -> bool:
        """Whether the holder left or leaves before the mandate was due to end."""
        if self.term is None or not self.is_current_term or self.term.end is None or self.term.expected_end is None:
            return False
        left_on, due_day = self.term.end.latest, self.term.expected_end.earliest
        return left_on is not None and due_day is not None and left_on < due_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbency:
    """The holders of an office as seen on a day.

    Attributes:
        known_record: the records of the office, less what could not be known on the day.
        handovers: its elections, each with what it led to.
    """

    known_record: OfficeRecord
    as_of: date
    settings: Settings
    handovers: tuple[ElectionHandover, ...]

    def find_mandate_before(self, day: date, excluding: Term | None = None) -> HolderMandate | None:
        """The mandate under which the office is held before a day, one term left aside; None where none is recorded."""
        terms = tuple(term for term in self.known_record.terms if term != excluding)
        return _find_last_mandate(
            find_last_holding_term(_list_begun_before(terms, day), day - ONE_DAY), self.handovers, day
        )

    @property
    def is_overdue(self) -> bool:
        """Whether the holder's term is past its expected end without a recorded end."""
        term, end = find_substantive_term(self.known_record.terms, self.as_of), self.known_record.office.end
        if term is None or term.end is not None or term.expected_end is None:
            return False
        return _is_before(term.expected_end.latest, self.as_of) and not (end and _is_before(end.latest, self.as_of))

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds the office before the mandate was due to end, or where that day is not recorded."""
        term = self.vacated_term
        return term is not None and not (term.expected_end and _is_before(term.expected_end.latest, self.as_of))

    @property
    def vacated_term(self) -> Term | None:
        """The term that is over with nobody recorded to hold the office since, by a term or by a vote."""
        mandate = self._current_mandate
        if mandate is None or mandate.term is None or not mandate.is_current_term:
            return None
        return mandate.term if has_term_ended(mandate.term, self.as_of) else None

    def is_held_by(self, term: Term | None) -> bool:
        """Whether the office is held by a term on the day, no vote since having decided on somebody else."""
        return (
            self._current_mandate is not None
            and self._current_mandate.term is not None
            and self._current_mandate.term == term
        )

    @property
    def _current_mandate(self) -> HolderMandate | None:
        return _find_last_mandate(
            find_last_holding_term(self.known_record.terms, self.as_of), self.handovers, self.as_of
        )

    def list_certain_changes(self, transition: Transition) -> tuple[str, ...]:
        """Why the person is certain to change at a transition; empty where it is not certain.

        A mandate that ends by law proves nothing: its holder may be elected or appointed again.
        """
        if transition.holder_stays:
            return ()
        mandate = self.find_mandate_before(transition.first_day or transition.polling_day)
        candidacy_code = (
            mandate.next_candidacy if mandate and mandate.next_candidacy in ("not-standing", "term-limited") else None
        )
        is_decided_by_choice = transition.is_election or transition.kind == "appointment-end"
        codes = (
            candidacy_code if is_decided_by_choice else None,
            "limit-reached" if candidacy_code is None and self._is_at_limit(transition, mandate) else None,
            "left-early" if transition.kind == "departure" or (mandate and mandate.has_left_early) else None,
            "successor-known" if transition.successor and transition.outgoing else None,
        )
        return tuple(code for code in codes if code)

    def _is_at_limit(self, transition: Transition, mandate: HolderMandate | None) -> bool:
        """Whether the mandates of the holder, up to the day and to the transition, reach the limit in force at it."""
        day = transition.first_day or transition.polling_day
        rule = find_rule_in_force(self.known_record.rules, day)
        if not transition.is_election or rule.term_limit is None or mandate is None or mandate.person is None:
            return False
        until = min(day, self.as_of)
        return (
            count_mandates(mandate.person, self.known_record.terms, rule, until, self._list_handovers_around(mandate))
            >= rule.term_limit
        )

    def _list_handovers_around(self, mandate: HolderMandate) -> tuple[ElectionHandover, ...]:
        """The elections around the day, and around the first days of the holder's terms, however long ago."""
        term_starts = [
            term.start.earliest for term in self.known_record.terms if term.person == mandate.person and term.start
        ]
        distant_starts = {day for day in term_starts if day and day < self.as_of - PROJECTION_RANGE}
        distant_handovers = [
            handover
            for day in sorted(distant_starts)
            for handover in list_election_handovers(self.known_record, day, self.settings)
        ]
        return tuple(
            {
                (handover.rounds.first_round, handover.rounds.kind): handover
                for handover in (*distant_handovers, *self.handovers)
            }.values()
        )


def build_incumbency(known_record: OfficeRecord, as_of: date, settings: Settings) -> Incumbency:
    """The holders of an office, from what could be known on a day."""
    return Incumbency(
        known_record=known_record,
        as_of=as_of,
        settings=settings,
        handovers=list_election_handovers(known_record, as_of, settings),
    )


def count_mandates(
    person: str, terms: tuple[Term, ...], rule: Rule, until: date, handovers: Iterable[ElectionHandover] = ()
) -> int:
    """How many mandates of a person begun by a day count against the rule's limit.

    Counted backwards; where the limit is consecutive, from the person's last mandate to the one of somebody else before
    it. An ordinary election counts where it led to no term of its own, and is known to have kept or brought its winner.

    Args:
        person: whose mandates.
        terms: all terms of the office.
        rule: the limit, and how it counts.
        until: terms begun by it count, and elections before it.
        handovers: the elections of the office, recorded and projected.
    """
    term_mandates = [
        (day, term.person)
        for term in terms
        if term.is_substantive and (day := _get_earliest_start(term)) and day <= until
    ]
    past_handovers = (
        handover for handover in handovers if handover.rounds.kind == "ordinary" and handover.rounds.first_round < until
    )
    won_mandates = [
        (handover.rounds.first_round, holder)
        for handover in past_handovers
        if (holder := _find_winner_without_term(handover, terms)) is not None
    ]
    mandates = [holder for _, holder in sorted((*term_mandates, *won_mandates))]
    if rule.term_limit_kind == "lifetime":
        return mandates.count(person)
    while mandates and mandates[-1] != person:
        mandates.pop()
    others = [index for index, holder in enumerate(mandates) if holder != person]
    return len(mandates) - (others[-1] + 1 if others else 0)


def _find_last_mandate(term: Term | None, handovers: tuple[ElectionHandover, ...], day: date) -> HolderMandate | None:
    """The last term, or the last election before the day where that term is from before it."""
    handover = next((candidate for candidate in reversed(handovers) if candidate.rounds.polling_day < day), None)
    if handover is None or (
        term is not None and (_has_begun_since(term, handover) or _has_continued_through(term, handover))
    ):
        return _build_term_mandate(term, day) if term is not None else None
    return _build_election_mandate(handover, term, day)


def _build_term_mandate(term: Term, day: date) -> HolderMandate:
    last = term.end.earliest if term.end and term.end.earliest else date.max
    return HolderMandate(person=term.person, party=find_party(term.affiliations, min(day - ONE_DAY, last)), term=term)


def _build_election_mandate(handover: ElectionHandover, term: Term | None, day: date) -> HolderMandate | None:
    """The winner, with the term that goes on through the vote; None where neither person nor party is recorded."""
    rounds = handover.rounds
    if rounds.winner is None:
        return HolderMandate(person=None, party=rounds.winner_party) if rounds.winner_party else None
    if term is None or term.person != rounds.winner:
        return HolderMandate(person=rounds.winner, party=rounds.winner_party)
    party = rounds.winner_party or find_party(term.affiliations, day - ONE_DAY)
    return HolderMandate(
        person=term.person, party=party, term=term, is_current_term=not has_term_ended(term, handover.period.last)
    )


def _has_begun_since(term: Term, handover: ElectionHandover) -> bool:
    return term == handover.term or _get_latest_start(term) >= handover.rounds.polling_day


def _has_continued_through(term: Term, handover: ElectionHandover) -> bool:
    """Whether a term is recorded to have gone on through a vote that nobody is recorded to have won.

    Its recorded end must lie past the window of the vote. A term without an end proves nothing.
    """
    if handover.winner is not None or _get_latest_start(term) >= handover.rounds.first_round:
        return False
    return term.end is not None and term.end.earliest is not None and term.end.earliest > handover.window_end


def _find_winner_without_term(handover: ElectionHandover, terms: tuple[Term, ...]) -> str | None:
    """Who came to another mandate by a vote that no term tells of."""
    first = handover.rounds.first_round
    if handover.rounds.winner is None:
        return next(
            (term.person for term in terms if term.is_substantive and _has_continued_through(term, handover)), None
        )
    winner_terms = (term for term in terms if term.is_substantive and term.person == handover.rounds.winner)
    has_own_term = any(
        (_get_earliest_start(term) or date.max) <= handover.window_end and _get_latest_start(term) >= first
        for term in winner_terms
    )
    return None if has_own_term else handover.rounds.winner


def _list_begun_before(terms: tuple[Term, ...], day: date) -> tuple[Term, ...]:
    """The terms begun before a day.

    One that may have begun after it is no proof that its holder was there before, unless the next had begun by then.
    """
    dated_terms = sorted(
        (term for term in terms if _get_earliest_start(term)), key=lambda term: _get_earliest_start(term) or date.max
    )
    holding_terms = [term for term in dated_terms if term.capacity in HOLDING_CAPACITIES]
    next_starts = (*(_get_earliest_start(term) or date.max for term in holding_terms[1:]), date.max)
    return tuple(
        term
        for term, next_start in zip(holding_terms, next_starts, strict=False)
        if (_get_earliest_start(term) or date.max) < day
        and ((find_certain_start(term) or date.max) < day or next_start <= day)
    )


def _is_before(last: date | None, day: date) -> bool:
    return last is not None and last < day


def _get_earliest_start(term: Term) -> date | None:
    return term.start.earliest if term.start else None


def _get_latest_start(term: Term) -> date:
    return (term.start.latest if term.start else None) or date.max
