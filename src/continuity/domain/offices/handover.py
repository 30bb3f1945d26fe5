"""When the winner takes office, by the record or the `takes_office` rule, and the term that began then."""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.elections import ElectionRounds, find_rule_in_force, list_election_rounds
from continuity.domain.offices.models import KnownOffice, Rule, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
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


def list_election_handovers(record: KnownOffice, day: date, settings: Settings) -> tuple[ElectionHandover, ...]:
    """List the elections of an office near a day, by polling day, each with what it led to."""
    elections = list_election_rounds(record, day)
    pairs = zip(elections, (*(rounds.first_round for rounds in elections[1:]), date.max), strict=False)
    return tuple(_build_election_handover(rounds, record, settings, next_round) for rounds, next_round in pairs)


def find_handover_by_rule(rounds: ElectionRounds, rule: Rule, settings: Settings) -> tuple[Period, DayBasis]:
    """Find the days on which the winner may take office, by the rule, or derived where there is none.
    Days of the calendar serve ordinary elections only. Before the first round is decided the range reaches to the
    handover after a run-off, where the rule knows one.
    """
    takes_office = TakesOfficeRule.parse(rule.takes_office) if rule.takes_office else None
    if takes_office is None or (takes_office.is_by_calendar and rounds.kind != TransitionKind.ORDINARY):
        last = rounds.decisive_day + timedelta(days=settings.handover_days)
        return Period(rounds.decisive_day, last), DayBasis.DERIVED
    period = takes_office.find_period_after_rounds(rounds.first_round, rounds.decisive_day)
    is_ordinary = rounds.kind == TransitionKind.ORDINARY
    run_off = find_run_off_day(rule.run_off, rounds.decisive_day, is_ordinary=is_ordinary)
    if run_off and rounds.run_off_open:
        period = Period(period.first, takes_office.find_period_after_rounds(rounds.first_round, run_off).last)
    return period, DayBasis.RULE


def _build_election_handover(
    rounds: ElectionRounds, record: KnownOffice, settings: Settings, next_round: date
) -> ElectionHandover:
    rule = find_rule_in_force(record.rules, rounds.first_round)
    period, basis = find_handover_by_rule(rounds, rule, settings)
    if rounds.handover is not None:
        first = max(rounds.handover.earliest or rounds.decisive_day, rounds.decisive_day)
        recorded_period = Period(first, max(rounds.handover.latest or first, first))
        period, basis = recorded_period, basis if _is_whole_range(recorded_period, period) else DayBasis.RECORDED
    window_end = period.last + timedelta(days=settings.window_days)
    terms = (term for term in record.terms if _is_resulting_term(rounds, term, min(window_end, next_round)))
    term = min(terms, key=lambda candidate: candidate.earliest_start or date.max, default=None)
    return ElectionHandover(rounds=rounds, rule=rule, period=period, basis=basis, window_end=window_end, term=term)


def _is_whole_range(recorded_period: Period, rule_period: Period) -> bool:
    """Return whether a recorded first day is the whole range of the rule: it then has the range's basis."""
    return recorded_period == rule_period and rule_period.first < rule_period.last


def _is_resulting_term(rounds: ElectionRounds, term: Term, window_end: date) -> bool:
    """Return whether an election led to the term: begun within its window, by the winner where one is known."""
    day = term.latest_start
    if not term.is_substantive or day is None or rounds.winner not in (None, term.person):
        return False
    return day > rounds.first_round and rounds.decisive_day <= day <= window_end
