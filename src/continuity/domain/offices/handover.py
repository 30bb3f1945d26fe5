"""When whoever wins takes office: the `takes_office` rule, the days it yields, and the term that began on them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.elections import Contest, contests, rule_on
from continuity.domain.offices.models import Leadership, Rule, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import DAY, Period
from continuity.errors import BadValue

_DAYS_AFTER = re.compile(r"\+([0-9]{1,3})d")
_CALENDAR_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")
_WEEKDAY = re.compile(r"([1-4])(MO|TU|WE|TH|FR|SA|SU) (1[0-2]|[1-9])")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LEAP_YEAR = 2000
_HINT = "write +4d, +19d..+20d, 01-01, 12-01..12-07 or 1MO 12 (first Monday of December)"


@dataclass(frozen=True, slots=True)
class TakesOffice:
    """The rule by which the handover follows a polling day.

    Attributes:
        first, last: both ends of the range, in one of three forms: days after polling, a calendar day, or the n-th
            weekday of a month; the same twice where the rule names one day.
    """

    first: str
    last: str

    @classmethod
    def parse(cls, text: str) -> "TakesOffice":
        """Read a rule.

        Raises:
            BadValue: it has none of the forms, mixes two of them or ends before it begins.
        """
        first, dots, last = (part.strip() for part in text.strip().partition(".."))
        rule = cls(first, last if dots else first)
        forms = {_form(rule.first), _form(rule.last)}
        if len(forms) != 1 or None in forms:
            raise BadValue(f'"{text.strip()[:60]}" is not a takes-office rule', _HINT)
        if not rule.by_calendar and int(rule.first[1:-1]) > int(rule.last[1:-1]):
            raise BadValue(f'"{text.strip()}" ends before it begins', _HINT)
        return rule

    @property
    def by_calendar(self) -> bool:
        """Whether the ends are days of the calendar rather than days after polling."""
        return not self.first.startswith("+")

    def after(self, polling: date) -> Period:
        """The first day of the rule after polling to the last day of the rule after that."""
        first = _next(self.first, polling)
        if self.first == self.last:
            return Period(first, first)
        return Period(first, _next(self.last, polling if not self.by_calendar else first - timedelta(days=1)))

    def after_rounds(self, first_round: date, decisive: date) -> Period:
        """The days of the rule after an election of two rounds, or of one that is both.

        A day of the calendar is the first such day after the first round; where it does not lie after the decisive
        one, the handover is the day after that.
        """
        if not self.by_calendar:
            return self.after(decisive)
        days, earliest = self.after(first_round), decisive + DAY
        return Period(max(days.first, earliest), max(days.last, earliest))


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


def days_after(offset: str) -> timedelta:
    """The length of an offset such as `+14d`."""
    return timedelta(days=int(offset.strip()[1:-1]))


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


def _form(text: str) -> str | None:
    if _DAYS_AFTER.fullmatch(text):
        return "days after"
    if (match := _CALENDAR_DAY.fullmatch(text)) and _is_day(int(match[1]), int(match[2])):
        return "calendar day"
    if _WEEKDAY.fullmatch(text):
        return "weekday"
    return None


def _is_day(month: int, day: int) -> bool:
    try:
        return bool(date(_LEAP_YEAR, month, day))
    except ValueError:
        return False


def _next(text: str, polling: date) -> date:
    if text.startswith("+"):
        return polling + days_after(text)
    return next(day for year in range(polling.year, polling.year + 3) if (day := _in_year(text, year)) > polling)


def _in_year(text: str, year: int) -> date:
    from dateutil.relativedelta import relativedelta, weekday

    if match := _CALENDAR_DAY.fullmatch(text):
        return date(year, 1, 1) + relativedelta(month=int(match[1]), day=int(match[2]))
    number, name, month = int(text[0]), text[1:3], int(text[4:])
    return date(year, month, 1) + relativedelta(weekday=weekday(_WEEKDAYS.index(name), number))
