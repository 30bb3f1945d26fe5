"""The mandates by which somebody holds an office.
They are terms, and elections won, of which some led to a term and of which some have no recorded result.
"""

from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.offices.models import OfficeRecord, Rule, Term
from continuity.domain.offices.terms import find_party, has_term_ended
from continuity.domain.values.dates import ONE_DAY, get_last_day
from continuity.domain.vocabulary import Selection, TermBasis, TermLimitKind, TransitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderMandate:
    """How somebody came to hold the office last before a day: by a term, or an election since the last term began.
    `person` is None where only the party that won is recorded; `party` is that of the day before. `term` is the
    person's last; unless `is_current_term` it tells only of the mandate before.
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
        if self.term is None or not self.is_current_term or self.term.expected_end is None:
            return False
        left_on, due_day = self.term.latest_end, self.term.expected_end.earliest
        return left_on is not None and due_day is not None and left_on < due_day


def find_last_mandate(term: Term | None, handovers: tuple[ElectionHandover, ...], day: date) -> HolderMandate | None:
    """Find the last mandate before a day: a term, or a later election."""
    past_handovers = (candidate for candidate in reversed(handovers) if candidate.rounds.last_polling_day < day)
    handover = next((candidate for candidate in past_handovers if not candidate.rounds.brings_nobody), None)
    if handover is None or (
        term is not None and (_has_begun_since(term, handover) or has_continued_through(term, handover))
    ):
        return _build_term_mandate(term, day) if term is not None else None
    return _build_election_mandate(handover, term, day)


def count_mandates(
    person: str, record: OfficeRecord, rule: Rule, until: date, handovers: tuple[ElectionHandover, ...] = ()
) -> int:
    """Count the mandates of a person as the rule's limit counts them: terms begun by `until`, and elections before it.

    A term counts that began by election, or by the council where it chooses, when more than half of the rule's term was
    due. Counted backwards; where the limit is consecutive, from the person's last mandate to the one of somebody else
    before it. An ordinary election counts where it led to no term of its own, and is known to have kept or brought its
    winner.
    """
    begun_terms = ((term.earliest_start or date.max, term) for term in record.terms if term.is_substantive)
    term_mandates = [
        (day, term.person, _is_counted(term, record, rule, handovers)) for day, term in begun_terms if day <= until
    ]
    past_handovers = (
        handover
        for handover in handovers
        if handover.rounds.kind == TransitionKind.ORDINARY and handover.rounds.first_round < until
    )
    won_mandates = [
        (handover.rounds.first_round, holder, True)
        for handover in past_handovers
        if (holder := _find_winner_without_term(handover, record.terms)) is not None
    ]
    mandates = [(holder, is_counted) for _, holder, is_counted in sorted((*term_mandates, *won_mandates))]
    if rule.term_limit_kind != TermLimitKind.LIFETIME:
        while mandates and mandates[-1][0] != person:
            mandates.pop()
        others = [index for index, (holder, _) in enumerate(mandates) if holder != person]
        mandates = mandates[others[-1] + 1 if others else 0 :]
    return sum(is_counted for holder, is_counted in mandates if holder == person)


def _is_counted(term: Term, record: OfficeRecord, rule: Rule, handovers: tuple[ElectionHandover, ...]) -> bool:
    """Return whether a term began by election, or by the choosing council, for more than half of the rule's term."""
    bases = _COUNTED_BASES if record.office.selection != Selection.COUNCIL else (*_COUNTED_BASES, TermBasis.COUNCIL)
    if term.basis not in bases:
        return False
    start, due_day = term.earliest_start, _find_due_day(term, handovers)
    if start is None or due_day is None or rule.term_years is None:
        return True
    return 2 * (due_day - start).days > rule.term_years * _DAYS_A_YEAR


def _find_due_day(term: Term, handovers: tuple[ElectionHandover, ...]) -> date | None:
    """Find the day on which a mandate was due to end when it began: as recorded, else by the next ordinary election.
    None where it began by an ordinary election, which is taken to be for a whole term.
    """
    ordinary = [handover for handover in handovers if handover.rounds.kind == TransitionKind.ORDINARY]
    if any(handover.term == term for handover in ordinary):
        return None
    if term.expected_end is not None:
        return get_last_day(term.expected_end)
    start, days = term.earliest_start or date.max, (handover.rounds.first_round for handover in ordinary)
    return min((day for day in days if day > start), default=None)


_COUNTED_BASES = (None, "", TermBasis.ELECTED, TermBasis.BY_ELECTION)
_DAYS_A_YEAR = 365.25


def _build_term_mandate(term: Term, day: date) -> HolderMandate:
    last = term.end.earliest if term.end and term.end.earliest else date.max
    return HolderMandate(person=term.person, party=find_party(term.affiliations, min(day - ONE_DAY, last)), term=term)


def _build_election_mandate(handover: ElectionHandover, term: Term | None, day: date) -> HolderMandate | None:
    """Build the winner's mandate, with the term that goes on through the vote; None without person and party."""
    rounds = handover.rounds
    if rounds.winner is None:
        return HolderMandate(person=None, party=rounds.winner_party) if rounds.winner_party else None
    if term is None or term.person != rounds.winner:
        return HolderMandate(person=rounds.winner, party=rounds.winner_party)
    party = rounds.winner_party or find_party(term.affiliations, day - ONE_DAY)
    is_current = not has_term_ended(term, handover.period.last)
    return HolderMandate(person=term.person, party=party, term=term, is_current_term=is_current)


def _has_begun_since(term: Term, handover: ElectionHandover) -> bool:
    return term == handover.term or (term.latest_start or date.max) >= handover.rounds.polling_day


def has_continued_through(term: Term, handover: ElectionHandover) -> bool:
    """Return whether a term is recorded to have gone on through a vote that nobody is recorded to have won.
    The holder is recorded to stay, or in office once the handover was past, or to have left after the vote's window.
    A term without an end proves nothing by itself.
    """
    if handover.winner is not None or (term.latest_start or date.max) >= handover.rounds.first_round:
        return False
    if handover.rounds.brings_nobody:
        return bool(handover.rounds.holder_stays) and not has_term_ended(term, handover.rounds.first_round)
    if term.last_seen_on is not None and term.last_seen_on >= handover.period.last:
        return True
    return term.end is not None and term.end.earliest is not None and term.end.earliest > handover.window_end


def _find_winner_without_term(handover: ElectionHandover, terms: tuple[Term, ...]) -> str | None:
    if handover.term is not None:
        return None
    winner, substantive_terms = handover.rounds.winner, [term for term in terms if term.is_substantive]
    if winner is None:
        return next((term.person for term in substantive_terms if has_continued_through(term, handover)), None)
    winner_terms = [term for term in substantive_terms if term.person == winner]
    begun_terms = (term for term in winner_terms if (term.earliest_start or date.max) <= handover.window_end)
    has_own_term = any((term.latest_start or date.max) >= handover.rounds.first_round for term in begun_terms)
    return None if has_own_term else winner
