"""Days by rule: polling days, run-offs and handovers, by walking the calendar day by day."""

import re
from datetime import date, timedelta
from functools import cache

from oracle_as_of import DAY, earliest, first_day, last_day, latest

from continuity.domain.offices.models import OfficeRecord, Rule
from continuity.domain.values.dates import VagueDate

Span = tuple[date, date]

WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
LAST_YEAR = 2045
FACT_REACH = timedelta(days=273)


def month_days(year: int, month: int) -> list[date]:
    """Every day of a month, found by walking."""
    day, days = date(year, month, 1), []
    while day.month == month:
        days.append(day)
        day += DAY
    return days


def nth_weekday(text: str, month: int, year: int) -> list[date]:
    """`1MO` is the first Monday of a month, `-1SU` the last Sunday, `TU` every Tuesday."""
    found = re.fullmatch(r"(\+|-)?(\d)?([A-Z]{2})", text)
    assert found is not None
    named = [each for each in month_days(year, month) if each.weekday() == WEEKDAYS[found[3]]]
    if found[2] is None:
        return named
    return [named[-int(found[2])] if found[1] == "-" else named[int(found[2]) - 1]]


def on_rule(parts: dict[str, str], year: int) -> list[date]:
    """The days of one year that a rule names: the nth weekday of a month, or a weekday among days of the month."""
    named = nth_weekday(parts["BYDAY"], int(parts["BYMONTH"]), year)
    if "BYMONTHDAY" not in parts:
        return named
    allowed = [int(each) for each in parts["BYMONTHDAY"].split(",")]
    return [each for each in named if each.day in allowed]


@cache
def parts_of(text: str) -> dict[str, str]:
    return dict(part.split("=") for part in text.split(";"))


@cache
def occurrences(text: str, start: date) -> tuple[date, ...]:
    """Every polling day of a rule from its first on: "an RRULE from its start, or a list"."""
    if text.startswith("DATES:"):
        days = (date.fromisoformat(each) for each in text.removeprefix("DATES:").split(","))
        return tuple(day for day in days if day >= start)
    parts = parts_of(text)
    years = range(start.year, LAST_YEAR, int(parts.get("INTERVAL", "1")))
    return tuple(day for year in years for day in on_rule(parts, year) if day >= start)


def in_force(rule: Rule, day: date) -> bool:
    start, end = latest(rule.start), earliest(rule.end)
    return (start is None or start <= day) and (end is None or day <= end)


def rule_on(leadership: OfficeRecord, day: date) -> Rule | None:
    """The rule in force; of several the latest to begin, then the one that counts from the latest day."""
    rows = [rule for rule in leadership.rules if in_force(rule, day)]
    return max(rows, key=order_of_rule, default=None)


def order_of_rule(rule: Rule) -> tuple[date, date, str]:
    start, counted = rule.start.earliest if rule.start else None, rule.election_rule_start
    return start or date.min, (counted.earliest if counted else None) or date.min, str(rule)


def start_of_rule(rule: Rule) -> date:
    """A list of days needs no day to count from; a recurrence rule without one has no days."""
    listed = rule.election_rule is not None and rule.election_rule.startswith("DATES:")
    none = date.min if listed else date.max
    return first_day(rule.election_rule_start) if rule.election_rule_start is not None else none


def interval(rule: Rule) -> int:
    """Every how many years a rule holds an election; 0 where it is no yearly rule."""
    if rule.election_rule is None or rule.election_rule.startswith("DATES:"):
        return 0
    return int(parts_of(rule.election_rule).get("INTERVAL", "1"))


def election_facts(leadership: OfficeRecord) -> list[date]:
    """ "Facts are ordinary elections that replace none"."""
    return [
        first_day(each.date)
        for each in leadership.elections
        if each.kind in (None, "ordinary") and each.replaces is None and each.status != "cancelled"
    ]


def term_facts(leadership: OfficeRecord, rule: Rule) -> list[tuple[int, date]]:
    """ "First days of elected terms within 273 days after a polling day of some year", with that year."""
    assert rule.election_rule is not None
    parts = parts_of(rule.election_rule)
    bases = (None, "elected", "council") if leadership.office.selection == "council" else (None, "elected")
    elected = [each for each in leadership.terms if each.is_substantive and each.basis in bases]
    days = [each.start.earliest for each in elected if each.start is not None and each.start.earliest is not None]
    return [
        (poll.year, day)
        for day in days
        for year in (day.year - 1, day.year)
        for poll in on_rule(parts, year)
        if poll <= day <= poll + FACT_REACH
    ]


def first_of_cycle(leadership: OfficeRecord, rule: Rule) -> int | None:
    """The year of the first of two facts that set the cycle: they "lie one gap of the rule apart".

    "In other years than the rule has"; "both must lie in the time the rule is in force, one of them must be an
    election, and no election may be recorded after them"; "for offices with one yearly rule".
    """
    gap = interval(rule)
    if gap < 2 or len(leadership.rules) != 1 or rule.election_rule_start is None:
        return None
    polls = {day.year for day in election_facts(leadership) if in_force(rule, day)}
    terms = {year for year, day in term_facts(leadership, rule) if in_force(rule, day)}
    last = max((day.year for day in election_facts(leadership)), default=0)
    firsts = [
        year
        for year in polls | terms
        if year + gap in polls | terms and (year in polls or year + gap in polls) and year + gap >= last
        and (year - start_of_rule(rule).year) % gap
    ]  # fmt: skip
    return max(firsts, default=None)


def rule_days(leadership: OfficeRecord, rule: Rule) -> tuple[date, ...]:
    """Every day of a rule: on its own cycle, or on the one that recorded facts set, from the first of them on."""
    assert rule.election_rule is not None
    first = first_of_cycle(leadership, rule)
    start = start_of_rule(rule) if first is None else date(first, 1, 1)
    return occurrences(rule.election_rule, start)


def projected_days(leadership: OfficeRecord) -> dict[date, Rule]:
    """The days the rules give while they are in force."""
    return {
        day: rule
        for rule in leadership.rules
        if rule.election_rule is not None
        for day in rule_days(leadership, rule)
        if in_force(rule, day)
    }


def next_calendar_day(form: str, after: date) -> date:
    """The first day after another that bears this month and day, or is this weekday of this month."""
    day = after + DAY
    weekday = re.fullmatch(r"(-?\d[A-Z]{2}) (\d+)", form)
    while True:
        if weekday is None and day.strftime("%m-%d") == form:
            return day
        if weekday is not None and day in nth_weekday(weekday[1], int(weekday[2]), day.year):
            return day
        day += DAY


def from_form(form: str, polling: date, *, ordinary: bool) -> Span | None:
    """ "Days of the calendar serve ordinary elections only." """
    first, _, last = form.partition("..")
    if first.startswith("+"):
        spans = [int(each[1:-1]) for each in (first, last or first)]
        return polling + timedelta(days=spans[0]), polling + timedelta(days=spans[1])
    if not ordinary:
        return None
    begins = next_calendar_day(first, polling)
    return begins, next_calendar_day(last, begins - DAY) if last else begins


@cache
def handover_after(
    form: str | None, polling: date, spread: int, *, ordinary: bool, first: date | None = None
) -> tuple[Span, bool]:
    """The handover by rule; else "a range from polling day to 90 days after, which is derived".

    "The first such day after the first round, and where that is not after the run-off, the day after the run-off."
    """
    counted_from = polling if form is None or form.startswith("+") else first or polling
    given = from_form(form, counted_from, ordinary=ordinary) if form else None
    if given is None:
        return (polling, polling + timedelta(days=spread)), True
    if counted_from == polling:
        return given, False
    return (max(given[0], polling + DAY), max(given[1], polling + DAY)), False


@cache
def run_off_after(form: str | None, first: date, *, ordinary: bool) -> date | None:
    """The day of a run-off: "`run_off` takes `+14d`, `12-12`, `1TU 4` or `-1SU 10`"."""
    given = from_form(form, first, ordinary=ordinary) if form else None
    return given[0] if given else None


def span_of_date(vague: VagueDate) -> Span:
    return first_day(vague), last_day(vague)
