"""When whoever wins takes office: the `takes_office` rule, the days it yields, and the term that began on them."""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.elections import Contest, contests, rule_on
from continuity.domain.offices.models import Leadership, Rule, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from continuity.domain.values.takes_office import TakesOffice, days_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A contest with what it led to.

    Attributes:
        rule: the rule in force on polling day.
        days: on one of them the winner takes office, as recorded with the election or by the rule.
        basis: what that rests on: recorded, rule or derived.
        last: of its window, until which a term that begins belongs to it.
        term: the mandate it led to, where recorded.
    """

    contest: Contest
    rule: Rule
    days: Period
    basis: str
    last: date
    term: Term | None = None

    @property
    def winner(self) -> str | None:
        """Who won, or whose term followed."""
        return self.contest.winner or (self.term.person if self.term else None)


def votes(known: Leadership, around: date, settings: Settings) -> tuple[Vote, ...]:
    """The contests of an office near a day, by polling day, each with what it led to."""
    found = contests(known, around)
    following = (*(contest.first_round for contest in found[1:]), date.max)
    return tuple(_vote(contest, known, settings, until) for contest, until in zip(found, following, strict=False))


def by_rule(contest: Contest, rule: Rule, settings: Settings) -> tuple[Period, str]:
    """The days on which the winner may take office, and what that rests on: rule, or derived where there is none.

    Days of the calendar serve ordinary elections only. Before the first round is decided the range reaches to the
    handover after a run-off, where the rule knows one.
    """
    takes_office = TakesOffice.parse(rule.takes_office) if rule.takes_office else None
    if takes_office is None or (takes_office.by_calendar and contest.kind != "ordinary"):
        return Period(contest.decisive_day, contest.decisive_day + timedelta(days=settings.handover_days)), "derived"
    days = takes_office.after_rounds(contest.first_round, contest.decisive_day)
    if rule.run_off and contest.run_off_open:
        run_off = contest.decisive_day + days_after(rule.run_off)
        return Period(days.first, takes_office.after_rounds(contest.first_round, run_off).last), "rule"
    return days, "rule"


def _vote(contest: Contest, known: Leadership, settings: Settings, following: date) -> Vote:
    rule = rule_on(known.rules, contest.first_round)
    days, basis = by_rule(contest, rule, settings)
    if contest.handover is not None:
        first = max(contest.handover.earliest or contest.decisive_day, contest.decisive_day)
        stated = Period(first, max(contest.handover.latest or first, first))
        days, basis = stated, basis if _says_no_more(stated, days) else "recorded"
    last = days.last + timedelta(days=settings.window_days)
    ours = (term for term in known.terms if _led_to(contest, term, min(last, following)))
    term = min(ours, key=lambda one: one.start.earliest if one.start and one.start.earliest else date.max, default=None)
    return Vote(contest=contest, rule=rule, days=days, basis=basis, last=last, term=term)


def _says_no_more(stated: Period, days: Period) -> bool:
    """Whether a first day is recorded as the whole range, and so rests on what the range rests on."""
    return stated == days and days.first < days.last


def _led_to(contest: Contest, term: Term, last: date) -> bool:
    """Whether the term is the mandate of a contest: begun by a day, the winner's where one is known."""
    day = term.start.latest if term.start else None
    if not term.substantive or day is None or contest.winner not in (None, term.person):
        return False
    return day > contest.first_round and contest.decisive_day <= day <= last
