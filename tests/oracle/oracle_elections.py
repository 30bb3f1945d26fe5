"""The elections of an office, recorded and projected, by walking the calendar day by day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from oracle_as_of import DAY, earliest, latest

from continuity.domain.offices.models import Election, OfficeRecord, Rule

WEEKDAYS = {name: number for number, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
LAST_YEAR = 2045


@dataclass(frozen=True, kw_only=True)
class Contest:
    """One election with its run-off: the first round, the decisive day, and what is recorded of the result."""

    kind: str
    first: date
    polling: date
    handover: tuple[date, date]
    derived: bool
    winner: str | None = None
    winner_party: str | None = None
    recorded_handover: bool = False
    projected: bool = False


def month_days(year: int, month: int) -> list[date]:
    """Every day of a month, found by walking."""
    day, days = date(year, month, 1), []
    while day.month == month:
        days.append(day)
        day += DAY
    return days


def on_rule(parts: dict[str, str], year: int) -> list[date]:
    """The days of one year that a rule names: the nth weekday of a month, or a weekday among days of the month."""
    found = re.fullmatch(r"\+?(\d)?([A-Z]{2})", parts["BYDAY"])
    assert found is not None
    named = [each for each in month_days(year, int(parts["BYMONTH"])) if each.weekday() == WEEKDAYS[found[2]]]
    if "BYMONTHDAY" in parts:
        allowed = [int(each) for each in parts["BYMONTHDAY"].split(",")]
        return [each for each in named if each.day in allowed]
    return [named[int(found[1] or 1) - 1]]


@cache
def occurrences(text: str, start: date) -> tuple[date, ...]:
    """Every polling day of a rule from its first on."""
    parts = dict(part.split("=") for part in text.split(";"))
    step = int(parts.get("INTERVAL", "1"))
    years = range(start.year, LAST_YEAR, step)
    return tuple(day for year in years for day in on_rule(parts, year) if day >= start)


def in_force(rule: Rule, day: date) -> bool:
    start, end = latest(rule.start), earliest(rule.end)
    return (start is None or start <= day) and (end is None or day <= end)


def rule_on(leadership: OfficeRecord, day: date) -> Rule | None:
    return next((rule for rule in leadership.rules if in_force(rule, day)), None)


def exists(leadership: OfficeRecord, day: date) -> bool:
    start, end = earliest(leadership.office.start), latest(leadership.office.end)
    return (start is None or start <= day) and (end is None or day <= end)


def projected(leadership: OfficeRecord) -> dict[date, int]:
    """The days the rules give, each with the distance to the next of the same rule."""
    days: dict[date, int] = {}
    for rule in leadership.rules:
        if rule.election_rule is None or rule.election_rule_start is None:
            continue
        start = rule.election_rule_start.earliest
        assert start is not None
        all_days = occurrences(rule.election_rule, start)
        for day, following in pairwise(all_days):
            if in_force(rule, day) and exists(leadership, day):
                days[day] = (following - day).days
    return days


def day_of(election: Election) -> date:
    assert election.date.earliest is not None
    return election.date.earliest


def unheld(elections: tuple[Election, ...], key: str | None) -> bool:
    return any(each.key == key and each.status != "held" for each in elections)


def displaced(leadership: OfficeRecord, days: dict[date, int]) -> set[date]:
    """The projected days whose place a recorded ordinary election takes."""
    gone: set[date] = set()
    for election in sorted(leadership.elections, key=day_of):
        if election.kind not in (None, "ordinary") or unheld(leadership.elections, election.replaces):
            continue
        day = day_of(election)
        near = [each for each in days if each not in gone and abs((each - day).days) * 2 <= days[each]]
        if near:
            gone.add(min(near, key=lambda each: abs((each - day).days)))
    return gone


def next_calendar_day(form: str, after: date) -> date:
    """The first day after polling that bears this month and day, or is this weekday of this month."""
    day = after + DAY
    weekday = re.fullmatch(r"(\d)([A-Z]{2}) (\d+)", form)
    while True:
        if weekday is None and day.strftime("%m-%d") == form:
            return day
        if weekday is not None and day in on_rule({"BYDAY": weekday[1] + weekday[2], "BYMONTH": weekday[3]}, day.year):
            return day
        day += DAY


def from_form(form: str, polling: date, *, ordinary: bool) -> tuple[date, date] | None:
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
) -> tuple[tuple[date, date], bool]:
    """The handover by rule; else the days from polling on, and that they are derived.

    A calendar day is the first such day after the first round, and never before the day after the decisive one.
    """
    counted_from = polling if form is None or form.startswith("+") else first or polling
    given = from_form(form, counted_from, ordinary=ordinary) if form else None
    if given is None:
        return (polling, polling + timedelta(days=spread)), True
    if counted_from == polling:
        return given, False
    return (max(given[0], polling + DAY), max(given[1], polling + DAY)), False


def run_off_days(rule: Rule | None) -> int | None:
    return int(rule.run_off[1:-1]) if rule is not None and rule.run_off else None


def by_rule(
    rule: Rule | None, rounds: tuple[date, date], spread: int, *, kind: str, undecided: bool
) -> tuple[tuple[date, date], bool]:
    """The handover by rule; while a run-off may follow, the days after polling reach to those after it."""
    form, ordinary = rule.takes_office if rule else None, kind == "ordinary"
    first, polling = rounds
    (begin, end), derived = handover_after(form, polling, spread, ordinary=ordinary, first=first)
    later = run_off_days(rule)
    if undecided and later and not derived:
        second = polling + timedelta(days=later)
        (_, end), _ = handover_after(form, second, spread, ordinary=ordinary, first=first)
    return (begin, end), derived


def runoff_row(election: Election, leadership: OfficeRecord) -> Election | None:
    rows = [each for each in leadership.elections if each.kind == "run-off" and each.run_off_of == election.key]
    return next((each for each in rows if each.status != "cancelled"), None)


def contest(election: Election, leadership: OfficeRecord, spread: int) -> Contest:
    """One recorded election; the run-off decides once the first round is held without a winner."""
    first = day_of(election)
    kind = election.kind or "ordinary"
    row = runoff_row(election, leadership) if election.winner is None and election.status == "held" else None
    decisive = row or election
    polling = day_of(decisive)
    undecided = row is None and election.winner is None
    given, derived = by_rule(rule_on(leadership, first), (first, polling), spread, kind=kind, undecided=undecided)
    if decisive.handover is not None:
        given, derived = (decisive.handover.earliest or given[0], decisive.handover.latest or given[1]), False
    return Contest(
        kind=kind,
        first=first,
        polling=polling,
        handover=given,
        derived=derived,
        winner=decisive.winner,
        winner_party=decisive.winner_party,
        recorded_handover=decisive.handover is not None,
    )


def contests(leadership: OfficeRecord, spread: int) -> list[Contest]:
    """Every election that takes place, recorded or projected, by its first round."""
    days = projected(leadership)
    found = [
        contest(each, leadership, spread)
        for each in leadership.elections
        if each.kind != "run-off" and each.status != "cancelled" and exists(leadership, day_of(each))
    ]
    found += list(projections(leadership, set(days) - displaced(leadership, days), spread))
    return sorted(found, key=lambda each: each.first)


def projections(leadership: OfficeRecord, days: set[date], spread: int) -> Iterator[Contest]:
    for day in sorted(days):
        given, derived = by_rule(rule_on(leadership, day), (day, day), spread, kind="ordinary", undecided=True)
        yield Contest(kind="ordinary", first=day, polling=day, handover=given, derived=derived, projected=True)
