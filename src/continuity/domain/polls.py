"""Elections as transitions: when the winner takes office, and who that is."""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.contests import Contest, contests, rule_on
from continuity.domain.dates import Period, VagueDate
from continuity.domain.handover import TakesOffice, days_after
from continuity.domain.leadership import CoalitionMember, Leadership, Rule, Term, Transition
from continuity.domain.settings import Settings
from continuity.domain.tenure import last_substantive, party_of, substantive_on


@dataclass(frozen=True, slots=True)
class _Handover:
    days: Period
    basis: str


def election_transitions(known: Leadership, as_of: date, settings: Settings) -> list[Transition]:
    """One transition for each contest of the office, recorded or projected.

    Where the holder is known to go on after one that is not past, by the next term, the office does not change hands.
    """
    found = ((contest, _transition(contest, known, settings)) for contest in contests(known, as_of))
    return [one for contest, one in found if not (one.stayed and _foreseen(contest, as_of))]


def by_rule(contest: Contest, rule: Rule, settings: Settings) -> tuple[Period, str]:
    """The days on which the winner may take office, and what that rests on: rule, or derived where there is none.

    Days of the calendar serve ordinary elections only. Before the first round is decided the range reaches to the
    handover after a run-off, where the rule knows one.
    """
    takes_office = TakesOffice.parse(rule.takes_office) if rule.takes_office else None
    if takes_office is None or (takes_office.by_calendar and contest.kind != "ordinary"):
        return Period(contest.decisive_day, contest.decisive_day + timedelta(days=settings.handover_days)), "derived"
    if takes_office.by_calendar:
        return takes_office.after(contest.first_round), "rule"
    days = takes_office.after(contest.decisive_day)
    if rule.run_off and contest.run_off_open:
        return Period(days.first, days.last + days_after(rule.run_off)), "rule"
    return days, "rule"


def _foreseen(contest: Contest, as_of: date) -> bool:
    """Whether what is known of the outcome was known before polling day was over."""
    return contest.winner is None and contest.first_round >= as_of


def _transition(contest: Contest, known: Leadership, settings: Settings) -> Transition:
    rule = rule_on(known.rules, contest.first_round)
    days, basis = by_rule(contest, rule, settings)
    term = _term_of(contest, known.terms, days, settings)
    formed = _coalition_of(contest, known, days, settings)
    handover = _recorded(contest, term, formed)
    if handover is None or (handover.days == days and days.first < days.last):
        # A first day that is recorded as the whole range says no more than what the range rests on.
        handover = _Handover(days, basis)
    outgoing = _outgoing(contest, known.terms)
    successor = contest.winner or (term.person if term else None)
    return Transition(
        city=known.office.city,
        office=known.office.key,
        kind=contest.kind,
        polling_day=contest.polling_day,
        first_day=contest.first_round,
        basis=contest.basis,
        quiet_from=None if rule.quiet_days is None else contest.first_round - timedelta(days=rule.quiet_days),
        handover_first=handover.days.first,
        handover_last=handover.days.last,
        dated_last=handover.days.last,
        handover_basis=handover.basis,
        result_known=bool(successor or contest.winner_party or formed),
        stayed=successor is not None and outgoing is not None and successor == outgoing.person,
        successor=successor,
        successor_party=contest.winner_party or _party(term, handover.days.first),
        outgoing=outgoing.person if outgoing else None,
        outgoing_party=_party(outgoing, contest.first_round),
    )


def _term_of(contest: Contest, terms: tuple[Term, ...], days: Period, settings: Settings) -> Term | None:
    """The mandate the contest led to: the first to begin by the end of its window, the winner's where one is known."""
    limit = days.last + timedelta(days=settings.window_days)
    ours = [term for term in terms if _follows(term, contest, limit)]
    return min(ours, key=lambda term: _first(term.start), default=None)


def _follows(term: Term, contest: Contest, limit: date) -> bool:
    if not term.substantive or term.basis == "succession" or term.start is None or term.start.latest is None:
        return False
    if contest.winner is not None and term.person != contest.winner:
        return False
    return term.start.latest > contest.first_round and contest.decisive_day <= term.start.latest <= limit


def _outgoing(contest: Contest, terms: tuple[Term, ...]) -> Term | None:
    """The holder before the vote; a term that may have begun after it is no proof that its holder was there before."""
    before = tuple(
        term for term in terms if term.start and term.start.latest and term.start.latest < contest.first_round
    )
    return substantive_on(before, contest.first_round) or last_substantive(before, contest.first_round)


def _coalition_of(contest: Contest, known: Leadership, days: Period, settings: Settings) -> CoalitionMember | None:
    limit = days.last + timedelta(days=settings.window_days)
    formed = [one for one in known.coalitions if one.start and contest.first_round < _first(one.start) <= limit]
    return min(formed, key=lambda one: _first(one.start), default=None)


def _recorded(contest: Contest, term: Term | None, formed: CoalitionMember | None) -> _Handover | None:
    stated = contest.handover or (term.start if term else None) or (formed.start if formed else None)
    if stated is None:
        return None
    first = max(stated.earliest or contest.decisive_day, contest.decisive_day)
    return _Handover(Period(first, max(stated.latest or first, first)), "recorded")


def _party(term: Term | None, day: date) -> str | None:
    return party_of(term.affiliations, day) if term else None


def _first(day: VagueDate | None) -> date:
    return day.earliest if day and day.earliest else date.max
