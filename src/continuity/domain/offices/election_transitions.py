"""Elections as transitions: when the winner takes office, and who that is."""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.offices.handover import Vote
from continuity.domain.offices.holders import party_of
from continuity.domain.offices.incumbency import Incumbency, incumbency
from continuity.domain.offices.models import CoalitionMember, Leadership, Term, Transition
from continuity.domain.settings import Settings
from continuity.domain.values.dates import DAY, Period, VagueDate


def election_transitions(known: Leadership, as_of: date, settings: Settings) -> list[Transition]:
    """One transition for each contest of the office, recorded or projected, to try results on.

    Where others still come before one ahead, nobody knows who will hold the office before it; whoever holds it on the
    day may be tried as the one who stays, and is named.
    """
    seat = incumbency(known, as_of, settings)
    holder = seat.before(as_of + DAY)
    return [
        replace(one, outgoing=holder.person) if holder and not one.outgoing and one.polling_day > as_of else one
        for one in at_polls(seat)
    ]


def at_polls(seat: Incumbency) -> list[Transition]:
    """One transition for each contest of an office, with whoever is recorded to hold it before that."""
    return [_transition(vote, seat) for vote in seat.votes]


def _transition(vote: Vote, seat: Incumbency) -> Transition:
    contest, quiet_days = vote.contest, vote.rule.quiet_days
    formed = _coalition_of(vote, seat.known)
    days, basis = _handover(vote, formed)
    outgoing = seat.before(contest.first_round)
    return Transition(
        city=seat.known.office.city,
        office=seat.known.office.key,
        kind=contest.kind,
        polling_day=contest.polling_day,
        first_day=contest.first_round,
        basis=contest.basis,
        quiet_from=None if quiet_days is None else contest.first_round - timedelta(days=quiet_days),
        handover_first=days.first,
        handover_last=days.last,
        dated_last=days.last,
        handover_basis=basis,
        result_known=bool(vote.winner or contest.winner_party or formed),
        stayed=vote.winner is not None and outgoing is not None and vote.winner == outgoing.person,
        successor=vote.winner,
        successor_party=contest.winner_party or _party(vote.term, days.first),
        outgoing=outgoing.person if outgoing else None,
        outgoing_party=outgoing.party if outgoing else None,
    )


def _handover(vote: Vote, formed: CoalitionMember | None) -> tuple[Period, str]:
    """The days of the handover: as recorded with the election, else from whoever began, else by the rule."""
    began = (vote.term.start if vote.term else None) or (formed.start if formed else None)
    if vote.contest.handover is not None or began is None:
        return vote.days, vote.basis
    first = max(began.earliest or vote.contest.decisive_day, vote.contest.decisive_day)
    days = Period(first, max(began.latest or first, first))
    return days, vote.basis if days == vote.days and days.first < days.last else "recorded"


def _coalition_of(vote: Vote, known: Leadership) -> CoalitionMember | None:
    formed = [one for one in known.coalitions if vote.contest.first_round < _first(one.start) <= vote.last]
    return min(formed, key=lambda one: _first(one.start), default=None)


def _party(term: Term | None, day: date) -> str | None:
    return party_of(term.affiliations, day) if term else None


def _first(day: VagueDate | None) -> date:
    return day.earliest if day and day.earliest else date.max
