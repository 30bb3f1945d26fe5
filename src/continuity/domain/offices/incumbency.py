"""Who holds an office before a transition, and what is known of that holder.
What is said of a holder counts only at the transition that decides on that mandate.
"""

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from continuity.domain.offices.elections import PROJECTION_RANGE, find_rule_in_force
from continuity.domain.offices.handover import ElectionHandover, end_recalled_terms, list_election_handovers
from continuity.domain.offices.holder_mandates import HolderMandate, count_mandates, find_last_mandate
from continuity.domain.offices.holders import is_overdue
from continuity.domain.offices.models import KnownOffice, Term, Transition
from continuity.domain.offices.terms import (
    can_be_current,
    find_certain_start,
    find_current_holding_term,
    find_last_holding_term,
    has_office_ended,
    has_term_ended,
)
from continuity.domain.settings import Settings
from continuity.domain.values.dates import ONE_DAY, VagueDate, has_passed
from continuity.domain.vocabulary import Candidacy, Capacity, TransitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbency:
    """The holders of an office as seen on a day, by its elections and the records that could be known then."""

    record: KnownOffice
    as_of: date
    settings: Settings
    handovers: tuple[ElectionHandover, ...]

    def find_mandate_before(self, day: date, excluding: Term | None = None) -> HolderMandate | None:
        """Find the mandate under which the office is held before a day, if recorded, less one term."""
        terms = tuple(term for term in self.record.terms if term != excluding)
        is_polling_day = any(handover.rounds.first_round == day for handover in self.handovers)
        if is_polling_day:
            terms = tuple(_date_back(term, day) for term in terms)
        term = find_last_holding_term(_list_begun_before(terms, day), day - ONE_DAY)
        return find_last_mandate(term, self.handovers, day)

    @property
    def is_overdue(self) -> bool:
        """Whether the holder's term is past its expected end without a recorded end."""
        term = find_current_holding_term(self.record.terms, self.as_of)
        has_ended = has_office_ended(self.record.office, self.as_of)
        return term is not None and not has_ended and is_overdue(term, self.handovers, self.as_of)

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds the office before the mandate was due to end, or that day is not recorded."""
        term = self.vacated_term
        if term is None or has_office_ended(self.record.office, self.as_of):
            return False
        return not has_passed(term.expected_end, self.as_of)

    @property
    def vacated_term(self) -> Term | None:
        """The term that is over with nobody recorded to hold the office since, by a term or by a vote."""
        mandate = self._current_mandate
        if mandate is None or mandate.term is None or not mandate.is_current_term:
            return None
        return mandate.term if has_term_ended(mandate.term, self.as_of) else None

    @property
    def vacant_since(self) -> date | None:
        """The first day on which certainly nobody held the office, while it is vacant."""
        last_day = self.vacated_term.latest_end if self.is_vacant and self.vacated_term else None
        return last_day + ONE_DAY if last_day else None

    @property
    def acting_person(self) -> str | None:
        """Whoever acts while the office is vacant or its holder suspended."""
        acting_terms = (term for term in self.record.terms if term.capacity == Capacity.ACTING)
        current = (term for term in acting_terms if can_be_current(term, self.record.terms, self.as_of))
        term = max(current, key=lambda candidate: candidate.earliest_start or date.min, default=None)
        return term.person if term else None

    def is_held_by(self, term: Term | None) -> bool:
        """Return whether the office is held by a term on the day, with no vote since for somebody else."""
        return term is not None and self._current_mandate is not None and self._current_mandate.term == term

    @property
    def _current_mandate(self) -> HolderMandate | None:
        return find_last_mandate(find_last_holding_term(self.record.terms, self.as_of), self.handovers, self.as_of)

    def list_certain_changes(self, transition: Transition) -> tuple[str, ...]:
        """List the codes of why the person is certain to change at a transition; empty where it is not certain.
        A mandate that ends by law proves nothing: its holder may be elected or appointed again.
        """
        if transition.holder_stays:
            return ()
        mandate = self.find_mandate_before(transition.start_day)
        candidacy = mandate.next_candidacy if mandate else None
        candidacy_code = candidacy if candidacy in (Candidacy.NOT_STANDING, Candidacy.TERM_LIMITED) else None
        is_suspension = transition.kind == TransitionKind.SUSPENSION
        is_suspended_mandate = transition.kind in (TransitionKind.SUSPENSION, TransitionKind.RETURN)
        is_over_early = mandate is not None and mandate.has_left_early and not is_suspended_mandate
        is_removed = any(
            handover.rounds.holder_stays is False and handover.rounds.first_round == transition.start_day
            for handover in self.handovers
        )
        has_left_early = transition.kind == TransitionKind.DEPARTURE or is_over_early or is_removed
        is_decided_by_choice = transition.is_election or transition.kind in _MANDATE_ENDS
        codes = (
            candidacy_code if is_decided_by_choice else None,
            "limit-reached" if candidacy not in _KNOWN_CANDIDACIES and self._is_at_limit(transition, mandate) else None,
            "left-early" if has_left_early else None,
            "suspended" if is_suspension else None,
            "successor-known" if transition.successor and transition.outgoing else None,
        )
        return tuple(code for code in codes if code)

    def _is_at_limit(self, transition: Transition, mandate: HolderMandate | None) -> bool:
        """Return whether mandates begun by the day and before the transition reach the limit in force then."""
        day = transition.start_day
        rule = find_rule_in_force(self.record.rules, day)
        if not transition.is_election or rule.term_limit is None or mandate is None or mandate.person is None:
            return False
        until, handovers = min(day, self.as_of), self._list_handovers_around(mandate)
        return count_mandates(mandate.person, self.record, rule, until, handovers) >= rule.term_limit

    def _list_handovers_around(self, mandate: HolderMandate) -> tuple[ElectionHandover, ...]:
        """List the elections around the day and around the starts of the holder's terms, however long ago."""
        term_starts = [term.earliest_start for term in self.record.terms if term.person == mandate.person]
        distant_starts = {day for day in term_starts if day and day < self.as_of - PROJECTION_RANGE}
        distant = (list_election_handovers(self.record, day, self.settings) for day in sorted(distant_starts))
        handovers = (*chain.from_iterable(distant), *self.handovers)
        return tuple({(handover.rounds.first_round, handover.rounds.kind): handover for handover in handovers}.values())


_MANDATE_ENDS = (TransitionKind.APPOINTMENT_END, TransitionKind.TERM_END)
_KNOWN_CANDIDACIES = tuple(Candidacy)
"""What is recorded of the holder's candidacy wins over any count of mandates."""


def build_incumbency(record: KnownOffice, as_of: date, settings: Settings) -> Incumbency:
    """Build the incumbency of an office from what could be known on a day."""
    handovers = list_election_handovers(record, as_of, settings)
    return Incumbency(
        record=end_recalled_terms(record, handovers, as_of), as_of=as_of, settings=settings, handovers=handovers
    )


def _date_back(term: Term, day: date) -> Term:
    """Return the term as seen the day before a vote: whoever is seen in office on polling day was there before."""
    is_seen_on_day = term.start is not None and term.start.earliest is None and term.start.latest == day
    return replace(term, start=VagueDate.parse(f"../{day - ONE_DAY}")) if is_seen_on_day else term


def _list_begun_before(terms: tuple[Term, ...], day: date) -> tuple[Term, ...]:
    """List the terms begun before a day.
    One that may have begun after it is no proof that its holder was there before, unless the next had begun by then.
    """
    dated_terms = [(start, term) for term in terms if term.is_holding and (start := term.earliest_start)]
    dated_terms.sort(key=lambda dated: dated[0])
    next_starts = (*(start for start, _ in dated_terms[1:]), date.max)
    return tuple(
        term
        for (start, term), next_start in zip(dated_terms, next_starts, strict=False)
        if start < day and ((find_certain_start(term) or date.max) < day or next_start <= day)
    )
