"""Elections as transitions: when the winner takes office, and who that is."""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.offices.holder_mandates import HolderMandate, has_continued_through
from continuity.domain.offices.incumbency import Incumbency, build_incumbency
from continuity.domain.offices.models import CoalitionMember, KnownOffice, Term, Transition
from continuity.domain.offices.terms import find_party
from continuity.domain.settings import Settings
from continuity.domain.values.dates import ONE_DAY, Period, VagueDate, get_last_day
from continuity.domain.vocabulary import DayBasis


def list_elections_to_simulate(record: KnownOffice, as_of: date, settings: Settings) -> list[Transition]:
    """List a transition for each election, recorded or projected, to try results on.
    Where others come before an election, nobody knows who will hold the office then: the holder on the day is named,
    and may be tried as the one who stays.
    """
    incumbency = build_incumbency(record, as_of, settings)
    holder = incumbency.find_mandate_before(as_of + ONE_DAY)
    return [
        replace(transition, outgoing=holder.person)
        if holder and not transition.outgoing and transition.polling_day > as_of
        else transition
        for transition in list_election_transitions(incumbency)
    ]


def list_election_transitions(incumbency: Incumbency) -> list[Transition]:
    """List one transition for each election of an office, with the holder before it."""
    return [_build_transition(handover, incumbency) for handover in incumbency.handovers]


def _build_transition(handover: ElectionHandover, incumbency: Incumbency) -> Transition:
    rounds, quiet_days = handover.rounds, handover.rule.quiet_days
    coalition_member = _find_new_coalition_member(handover, incumbency.record)
    period, basis = _find_handover_period(handover, coalition_member)
    outgoing = incumbency.find_mandate_before(rounds.first_round)
    holder_stays = _is_holder_staying(handover, outgoing, incumbency.as_of)
    return Transition(
        city=incumbency.record.office.city,
        office=incumbency.record.office.key,
        kind=rounds.kind,
        polling_day=rounds.polling_day,
        polling_date=None if rounds.polling_date.is_exact else rounds.polling_date,
        first_day=rounds.first_round,
        last_first_day=get_last_day(rounds.first_date),
        deciding_day=rounds.decisive_day,
        basis=rounds.basis,
        quiet_from=None if quiet_days is None else rounds.first_round - timedelta(days=quiet_days),
        handover_first=period.first,
        handover_last=period.last,
        scheduled_handover_last=period.last,
        handover_basis=basis,
        result_known=bool(handover.winner or rounds.winner_party or coalition_member or holder_stays),
        holder_stays=holder_stays,
        successor=outgoing.person if outgoing and holder_stays else handover.winner,
        successor_party=rounds.winner_party or _find_term_party(handover.term, period.first),
        outgoing=outgoing.person if outgoing else None,
        outgoing_party=outgoing.party if outgoing else None,
    )


def _is_holder_staying(handover: ElectionHandover, outgoing: HolderMandate | None, as_of: date) -> bool:
    """Return whether the holder won, or is recorded to have gone on through a past vote."""
    if handover.winner is not None:
        return outgoing is not None and handover.winner == outgoing.person
    if handover.rounds.brings_nobody:
        return bool(handover.rounds.holder_stays)
    if outgoing is None:
        return False
    is_past = handover.rounds.last_day < as_of
    return is_past and outgoing.term is not None and has_continued_through(outgoing.term, handover)


def _find_handover_period(handover: ElectionHandover, member: CoalitionMember | None) -> tuple[Period, DayBasis]:
    """Find the days of the handover and their basis: recorded with the election, else by who began, else by rule."""
    start_date = (handover.term.start if handover.term else None) or (member.start if member else None)
    if handover.rounds.handover is not None or start_date is None or start_date.earliest is None:
        return handover.period, handover.basis
    first = max(start_date.earliest, handover.rounds.decisive_day)
    period = Period(first, max(start_date.latest or first, first))
    return period, handover.basis if period == handover.period and period.first < period.last else DayBasis.RECORDED


def _find_new_coalition_member(handover: ElectionHandover, record: KnownOffice) -> CoalitionMember | None:
    first, last = handover.rounds.first_round, handover.window_end
    new_members = [member for member in record.coalitions if first < _get_earliest_day(member.start) <= last]
    return min(new_members, key=lambda member: _get_earliest_day(member.start), default=None)


def _find_term_party(term: Term | None, day: date) -> str | None:
    return find_party(term.affiliations, day) if term else None


def _get_earliest_day(day: VagueDate | None) -> date:
    return day.earliest if day and day.earliest else date.max
