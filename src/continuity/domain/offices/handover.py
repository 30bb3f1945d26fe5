"""When the winner takes office, by the record or the `takes_office` rule, and the term that began then."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.offices.elections import ElectionRounds, find_rule_in_force, get_rule_basis, list_election_rounds
from continuity.domain.offices.models import Affiliation, KnownOffice, Office, Rule, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import ONE_DAY, Period, VagueDate, get_last_day, has_passed
from continuity.domain.values.run_off import find_run_off_day
from continuity.domain.values.takes_office import TakesOfficeRule
from continuity.domain.vocabulary import DayBasis, TransitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionHandover:
    """An election with what it led to, and the rule in force on polling day.
    The winner takes office on one of the days of `period`. A term that begins by `window_end` belongs to the election.
    """

    rounds: ElectionRounds
    rule: Rule
    period: Period
    basis: DayBasis
    window_end: date
    term: Term | None = None

    @property
    def winner(self) -> str | None:
        """Who won, or whose term followed."""
        return self.rounds.winner or (self.term.person if self.term else None)

    def derive_winner_term(self) -> Term | None:
        """Derive the term of a recorded winner from the handover, where no term followed."""
        if self.rounds.winner is None or self.term is not None:
            return None
        party, start = self.rounds.winner_party, VagueDate.from_days(self.period.first, self.period.last)
        affiliations = (Affiliation(party=party),) if party else ()
        return Term(key="", person=self.rounds.winner, start=start, affiliations=affiliations)


def list_election_handovers(record: KnownOffice, day: date, settings: Settings) -> tuple[ElectionHandover, ...]:
    """List the elections of an office near a day, by polling day, each with what it led to.
    None is projected whose winner would serve no longer than the window before the office ends.
    """
    elections = list_election_rounds(record, day)
    deciding = [rounds.first_round for rounds in elections if not rounds.brings_nobody]
    handovers = (
        _build_election_handover(
            rounds, record, settings, next((found for found in deciding if found > rounds.first_round), date.max)
        )
        for rounds in elections
    )
    return tuple(handover for handover in handovers if not _is_pointless(handover, record.office, settings))


def end_recalled_terms(record: KnownOffice, handovers: tuple[ElectionHandover, ...], as_of: date) -> KnownOffice:
    """End the terms of holders whom a recall vote removed, where no end is recorded.
    They leave on the day before the first of the handover, and not before the vote.
    """
    terms = list(record.terms)
    for handover in handovers:
        if handover.rounds.holder_stays is not False or handover.rounds.last_day >= as_of:
            continue
        begun = [term for term in terms if term.is_holding and _has_begun_before(term, handover.rounds.first_round)]
        # A suspension that is over does not hide the holder's own term, which went on.
        serving = [term for term in begun if not has_passed(term.end, handover.rounds.first_round)] or begun
        removed_term = max(serving, key=lambda term: term.earliest_start or date.min, default=None)
        if (winner_term := _derive_winner_term(removed_term, handovers, handover.rounds.first_round)) is not None:
            terms.append(winner_term)
            removed_term = winner_term
        if removed_term is not None and removed_term.end is None and removed_term.person != handover.winner:
            first_day = handover.term.earliest_start if handover.term else None
            last_day = max(min(handover.period.first, first_day or date.max) - ONE_DAY, handover.rounds.last_day)
            terms[terms.index(removed_term)] = replace(removed_term, end=VagueDate.from_day(last_day))
    return replace(record, terms=tuple(terms))


def _derive_winner_term(last_term: Term | None, handovers: tuple[ElectionHandover, ...], day: date) -> Term | None:
    """Derive the term of the winner of the last vote before a day, where none is recorded since."""
    votes = (vote for vote in reversed(handovers) if vote.rounds.last_day < day and not vote.rounds.brings_nobody)
    vote = next(votes, None)
    winner_term = vote.derive_winner_term() if vote else None
    if vote is None or winner_term is None or last_term is None:
        return winner_term
    has_begun_since = last_term.earliest_start is not None and last_term.earliest_start >= vote.rounds.decisive_day
    return None if has_begun_since or last_term.person == winner_term.person else winner_term


def _has_begun_before(term: Term, day: date) -> bool:
    return term.earliest_start is not None and term.earliest_start < day


def find_handover_by_rule(rounds: ElectionRounds, rule: Rule, settings: Settings) -> tuple[Period, DayBasis]:
    """Find the days on which the winner may take office, by the rule, or derived where there is none.
    Days of the calendar serve ordinary elections only. Before the first round is decided the range reaches to the
    handover after a run-off, where the rule knows one. Where the vote is vague, the range begins with the handover
    after its first day and ends with the one after its last.
    """
    takes_office = TakesOfficeRule.parse(rule.takes_office) if rule.takes_office else None
    is_ordinary = rounds.kind == TransitionKind.ORDINARY
    run_off = find_run_off_day(rule.run_off, rounds.last_day, is_ordinary=is_ordinary)
    last_round = run_off if run_off and rounds.run_off_open else rounds.last_day
    # A run-off that is only scheduled may not be needed.
    deciding_day = rounds.decisive_day if rounds.first_is_held or rounds.winner else rounds.first_round
    if takes_office is None or (takes_office.is_by_calendar and not is_ordinary):
        return Period(deciding_day, last_round + timedelta(days=settings.handover_days)), DayBasis.DERIVED
    first = takes_office.find_period_after_rounds(rounds.first_round, deciding_day).first
    last = takes_office.find_period_after_rounds(get_last_day(rounds.first_date), last_round).last
    return Period(first, last), get_rule_basis(rule)


def _build_election_handover(
    rounds: ElectionRounds, record: KnownOffice, settings: Settings, next_round: date
) -> ElectionHandover:
    rule = find_rule_in_force(record.rules, rounds.first_round)
    period, basis = find_handover_by_rule(rounds, rule, settings)
    if rounds.handover is not None:
        first = max(rounds.handover.earliest or rounds.decisive_day, rounds.decisive_day)
        recorded_period = Period(first, max(get_last_day(rounds.handover), first))
        period, basis = recorded_period, basis if _is_whole_range(recorded_period, period) else DayBasis.RECORDED
    window_end = period.last + timedelta(days=settings.window_days)
    # Who begins on the next polling day was voted for on it.
    last_start = min(window_end, next_round - ONE_DAY)
    terms = (
        term
        for term in record.terms
        if _is_resulting_term(rounds, term, _find_first_start(rounds, term, record, period), (last_start, next_round))
    )
    term = min(terms, key=lambda candidate: candidate.earliest_start or date.max, default=None)
    return ElectionHandover(rounds=rounds, rule=rule, period=period, basis=basis, window_end=window_end, term=term)


def _find_first_start(rounds: ElectionRounds, term: Term, record: KnownOffice, handover: Period) -> date:
    """Find the day from which a term may have come from a vote: the deciding round.
    Where only a day in office is recorded, the handover must be past on it, unless somebody else held the office before
    the vote: until then the old holder may have been seen.
    """
    if term.start is None or term.start.earliest is not None:
        return rounds.decisive_day
    before = [other for other in record.terms if other.is_holding and _has_begun_before(other, rounds.first_round)]
    last = max(before, key=lambda other: other.earliest_start or date.min, default=None)
    is_another = last is not None and last.person != term.person
    return rounds.last_day + ONE_DAY if is_another else handover.last


def _is_pointless(handover: ElectionHandover, office: Office, settings: Settings) -> bool:
    last = get_last_day(office.end) if office.end else None
    shortest_service = timedelta(days=settings.window_days)
    is_projected = handover.rounds.basis != DayBasis.RECORDED
    return is_projected and last is not None and last < handover.period.first + shortest_service


def _is_whole_range(recorded_period: Period, rule_period: Period) -> bool:
    """Return whether a recorded first day is the whole range of the rule: it then has the range's basis."""
    return recorded_period == rule_period and rule_period.first < rule_period.last


def _is_resulting_term(rounds: ElectionRounds, term: Term, first_start: date, limits: tuple[date, date]) -> bool:
    """Return whether an election led to the term: begun within its window, by the winner where one is known.
    A vote after which the holder stays led to none. A vague first day that may lie in the window does, unless it may
    lie after the next vote too.
    """
    day, (last_start, next_round) = term.latest_start, limits
    if not term.is_substantive or day is None or rounds.winner not in (None, term.person) or rounds.holder_stays:
        return False
    earliest = term.start.earliest if term.start else None
    if earliest is None:
        return first_start <= day < next_round
    return first_start <= day and (day <= last_start or (earliest <= last_start and day < next_round))
