"""The cycle of an office's ordinary elections: the rule's, or the one that recorded facts show.
Where two recorded facts lie a whole gap of the rule apart, in other years than the rule expects, they set the cycle.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.models import Election, OfficeRecord, Rule, Term
from continuity.domain.values.dates import Period, VagueDate, get_first_day, get_last_day
from continuity.domain.values.recurrence import list_rule_days
from continuity.domain.vocabulary import ElectionKind, ElectionStatus, TermBasis

_YEARS_BETWEEN = re.compile(r"FREQ=YEARLY.*;INTERVAL=(\d+)|INTERVAL=(\d+).*;FREQ=YEARLY")
_YEAR = timedelta(days=366)
_LONGEST_HANDOVER = timedelta(days=90 + 183)
"""A term that begins later than this after a polling day tells nothing of the cycle."""

_SHORTEST_CYCLE = 2
"""Years between elections from which a cycle can be shifted by a whole year."""

_ELECTED_BASES = (None, "", TermBasis.ELECTED, TermBasis.COUNCIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleShift:
    """A cycle that two recorded facts set, from the polling day of the first of them on.
    `second_fact` is the polling day or first day in office that the later of them says.
    """

    start: date
    second_fact: VagueDate
    used_days: tuple[date, ...]
    expected_days: tuple[date, ...]


@dataclass(frozen=True, slots=True, order=True)
class _CycleFact:
    """A recorded polling day or first day in office, with the polling day of any year that it belongs to."""

    slot: date
    phase: int
    is_election: bool
    text: str


def find_cycle_shift(record: OfficeRecord) -> CycleShift | None:
    """Find the cycle that recorded facts set against the rule; None where they agree, or where several rules stand.
    One of the two facts is an election; the other may be the first day of a term. No election is recorded after them.
    """
    rules = [rule for rule in record.rules if rule.election_rule]
    years_between = _find_years_between(rules[0]) if len(rules) == 1 else 0
    if years_between < _SHORTEST_CYCLE or not any(_is_cycle_election(election) for election in record.elections):
        return None
    facts = sorted(_list_facts(record, rules[0], years_between))
    last_slot = max((fact.slot for fact in facts if fact.is_election), default=date.max)
    pairs = [pair for pair in _pair_facts(facts, years_between) if pair[1].slot >= last_slot]
    if not pairs:
        return None
    first, second = max(pairs, key=lambda pair: (pair[1].slot, pair[0].is_election, pair[1].is_election))
    return _build_shift(rules[0], years_between, first, second) if second.phase else None


def find_election_off_cycle(record: OfficeRecord) -> tuple[Election, int] | None:
    """Find the last recorded election in a year that its rule does not have, with the year it expects.
    It replaces the nearest projected election, and sets no cycle by itself.
    """
    rules = [rule for rule in record.rules if rule.election_rule]
    years_between = _find_years_between(rules[0]) if len(rules) == 1 else 0
    elections = [election for election in record.elections if _is_cycle_election(election)]
    if years_between < _SHORTEST_CYCLE or not elections or find_cycle_shift(record) is not None:
        return None
    last = max(elections, key=lambda election: get_first_day(election.date))
    day = _find_middle(last.date)
    around = Period(day - _YEAR * years_between, day + _YEAR * years_between)
    nearest = min(list_cycle_days(rules[0], around), key=lambda slot: abs(slot - day), default=None)
    if nearest is None or nearest not in find_rule_period(rules[0]) or abs(nearest - day) <= _YEAR / 2:
        return None
    return last, nearest.year


def list_cycle_days(rule: Rule, period: Period, start: date | None = None) -> tuple[date, ...]:
    """List the days of an election rule within a period, from its start, or in a cycle that begins on another day."""
    if rule.election_rule is None:
        return ()
    own_start = rule.election_rule_start.earliest if rule.election_rule_start else None
    return list_rule_days(rule.election_rule, start or own_start, period)


def find_rule_period(rule: Rule) -> Period:
    """Find the days on which a rule is in force."""
    first = rule.start.earliest if rule.start else None
    last = rule.end.latest if rule.end else None
    return Period(first or date.min, last or date.max)


def _find_years_between(rule: Rule) -> int:
    match = _YEARS_BETWEEN.search(rule.election_rule or "")
    return int(match[1] or match[2]) if match else 0


def _list_facts(record: OfficeRecord, rule: Rule, years_between: int) -> Iterator[_CycleFact]:
    dates = [(election.date, True) for election in record.elections if _is_cycle_election(election)]
    dates += [(term.start, False) for term in record.terms if term.start and _is_cycle_term(term)]
    days = [(_find_middle(vague), is_election, vague) for vague, is_election in dates]
    # Whole decades, so that offices of one rule share the days that are worked out.
    decades = [day.year // 10 * 10 for day, *_ in days]
    around = Period(date(min(decades) - 10, 1, 1), date(max(decades) + 19, 12, 31))
    start = rule.election_rule_start.earliest if rule.election_rule_start else None
    if start is None:
        return
    # Whole cycles back, for a rule yields no day before its start.
    back = -(-max(start.year - around.first.year, 0) // years_between) * years_between
    starts = {years: _add_years(start, years - back) for years in range(years_between)}
    slots = {day: years for years, first in starts.items() for day in list_cycle_days(rule, around, first)}
    for day, is_election, vague in days:
        slot = _find_slot(day, slots, is_election=is_election)
        if slot is not None and slot in find_rule_period(rule):
            yield _CycleFact(slot, slots[slot], is_election, vague.text)


def _find_slot(day: date, slots: Iterable[date], *, is_election: bool) -> date | None:
    """Find the polling day of any year to which a fact belongs: the nearest, for a term the last before it."""
    if is_election:
        return min(slots, key=lambda slot: abs(slot - day), default=None)
    before = [slot for slot in slots if slot <= day <= slot + _LONGEST_HANDOVER]
    return max(before, default=None)


def _pair_facts(facts: list[_CycleFact], years_between: int) -> Iterator[tuple[_CycleFact, _CycleFact]]:
    """Yield the facts of neighbouring polling days of one cycle, one of them an election."""
    for first in facts:
        for second in facts:
            is_gap = first.phase == second.phase and second.slot.year - first.slot.year == years_between
            if is_gap and (first.is_election or second.is_election):
                yield first, second


def _is_cycle_election(election: Election) -> bool:
    is_ordinary = election.kind in (None, "", ElectionKind.ORDINARY)
    return is_ordinary and election.status != ElectionStatus.CANCELLED and not election.replaces


def _is_cycle_term(term: Term) -> bool:
    is_dated = term.start is not None and term.start.earliest is not None
    return term.is_substantive and term.basis in _ELECTED_BASES and is_dated


def _find_middle(vague: VagueDate) -> date:
    first, last = get_first_day(vague), get_last_day(vague)
    return first + (last - first) / 2


def _build_shift(rule: Rule, years_between: int, first: _CycleFact, second: _CycleFact) -> CycleShift:
    around = Period(first.slot, _add_years(second.slot, years_between) + _YEAR)
    return CycleShift(
        start=first.slot,
        second_fact=VagueDate.parse(second.text),
        used_days=list_cycle_days(rule, around, first.slot)[:3],
        expected_days=list_cycle_days(rule, around)[:2],
    )


def _add_years(day: date, years: int) -> date:
    from dateutil.relativedelta import relativedelta

    return day + relativedelta(years=years)
