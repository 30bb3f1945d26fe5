"""When the winner takes office, by the record or the `takes_office` rule.

The term that began on those days comes with it, where one did.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.elections import ElectionRounds, find_rule_in_force, list_election_rounds
from continuity.domain.offices.models import KnownOffice, Rule, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from continuity.domain.values.takes_office import TakesOfficeRule, parse_offset


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionHandover:
    """An election with what it led to.

    Attributes:
        rule: the rule in force on polling day.
        period: on one of them the winner takes office, as recorded with the election or by the rule.
        basis: what that rests on: recorded, rule or derived.
        window_end: of its window, until which a term that begins belongs to it.
        term: the mandate it led to, where recorded.
    """

    rounds: ElectionRounds
    rule: Rule
    period: Period
    basis: str
    window_end: date
    term: Term | None = None

    @property
    def winner(self) -> str | None:
        """Who won, or whose term followed."""
        return self.rounds.winner or (self.term.person if self.term else None)


def list_election_handovers(
    known_record: KnownOffice, reference_day: date, settings: Settings
) -> tuple[ElectionHandover, ...]:
    """List the elections of an office near a day, each with what it led to.

    They come by polling day.
    """
    elections = list_election_rounds(known_record, reference_day)
    next_first_rounds = (*(rounds.first_round for rounds in elections[1:]), date.max)
    return tuple(
        _build_election_handover(rounds, known_record, settings, next_first_round)
        for rounds, next_first_round in zip(elections, next_first_rounds, strict=False)
    )


def find_handover_by_rule(rounds: ElectionRounds, rule: Rule, settings: Settings) -> tuple[Period, str]:
    """Find the days on which the winner may take office, and what they rest on.

    That is the rule, or derived where there is none. Days of the calendar serve ordinary elections only. Before the
    first round is decided the range reaches to the handover after a run-off, where the rule knows one.
    """
    takes_office = TakesOfficeRule.parse(rule.takes_office) if rule.takes_office else None
    if takes_office is None or (takes_office.is_by_calendar and rounds.kind != "ordinary"):
        return Period(rounds.decisive_day, rounds.decisive_day + timedelta(days=settings.handover_days)), "derived"
    period = takes_office.find_period_after_rounds(rounds.first_round, rounds.decisive_day)
    if rule.run_off and rounds.run_off_open:
        run_off = rounds.decisive_day + parse_offset(rule.run_off)
        return Period(period.first, takes_office.find_period_after_rounds(rounds.first_round, run_off).last), "rule"
    return period, "rule"


def _build_election_handover(
    rounds: ElectionRounds, known_record: KnownOffice, settings: Settings, next_first_round: date
) -> ElectionHandover:
    rule = find_rule_in_force(known_record.rules, rounds.first_round)
    period, basis = find_handover_by_rule(rounds, rule, settings)
    if rounds.handover is not None:
        first = max(rounds.handover.earliest or rounds.decisive_day, rounds.decisive_day)
        recorded_period = Period(first, max(rounds.handover.latest or first, first))
        period, basis = recorded_period, basis if _is_whole_range(recorded_period, period) else "recorded"
    window_end = period.last + timedelta(days=settings.window_days)
    resulting_terms = (
        term for term in known_record.terms if _is_resulting_term(rounds, term, min(window_end, next_first_round))
    )
    term = min(
        resulting_terms,
        key=lambda candidate: candidate.earliest_start or date.max,
        default=None,
    )
    return ElectionHandover(rounds=rounds, rule=rule, period=period, basis=basis, window_end=window_end, term=term)


def _is_whole_range(recorded_period: Period, rule_period: Period) -> bool:
    """Return whether a recorded first day is the whole range of the rule.

    It then rests on what the range rests on.
    """
    return recorded_period == rule_period and rule_period.first < rule_period.last


def _is_resulting_term(rounds: ElectionRounds, term: Term, window_end: date) -> bool:
    """Return whether the term is the mandate that an election led to.

    It has begun by a day, and is the winner's where one is known.
    """
    day = term.latest_start
    if not term.is_substantive or day is None or rounds.winner not in (None, term.person):
        return False
    return day > rounds.first_round and rounds.decisive_day <= day <= window_end
