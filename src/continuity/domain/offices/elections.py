"""Contests: the elections of an office, recorded ones first, the others as its rules project them.

One contest is one decision of the voters: a first round with its run-offs.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.models import Election, Leadership, Office, Rule
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.values.recurrence import days_of

LOOK_AROUND = timedelta(days=13 * 366)
"""How far from a day contests are projected; longer than twice the longest mandate met."""

_LED_TO = timedelta(days=90 + 183)
"""How long before its first day an office may be voted on: the longest range of handovers, and the window."""

_ONLY_SLOT = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A first round with what followed from it.

    Attributes:
        kind: ordinary, by-election or repeat.
        first_round: from which exposure and the quiet period count.
        decisive_day: the last round that is recorded, from which the handover counts.
        first_is_held: whether the first round took place, so that the decisive one is the one to name.
        basis: recorded or rule.
        run_off_open: whether a run-off may still follow, as far as is recorded.
    """

    kind: str
    first_round: date
    decisive_day: date
    basis: str
    first_is_held: bool = False
    handover: VagueDate | None = None
    winner: str | None = None
    winner_party: str | None = None
    run_off_open: bool = False

    @property
    def polling_day(self) -> date:
        """The first round, and the run-off once the first is held undecided."""
        return self.decisive_day if self.first_is_held else self.first_round


def contests(leadership: Leadership, around: date) -> tuple[Contest, ...]:
    """All contests of an office near a day, by polling day."""
    within = Period(around - LOOK_AROUND, around + LOOK_AROUND)
    recorded = tuple(_contest(first, leadership.elections) for first in leadership.elections if _is_first(first))
    free = _free_slots(_slots(leadership, within), leadership.elections)
    projected = tuple(
        Contest(kind="ordinary", first_round=day, decisive_day=day, basis="rule", run_off_open=True) for day in free
    )
    return tuple(sorted((*recorded, *projected), key=lambda contest: contest.first_round))


def rule_on(rules: tuple[Rule, ...], day: date) -> Rule:
    """The rule in force on a day, the latest to begin where several are; an empty one where none is."""
    in_force = [rule for rule in rules if _span(rule).first <= day <= _span(rule).last]
    return max(in_force, key=lambda rule: _span(rule).first, default=Rule())


def _is_first(election: Election) -> bool:
    return election.status != "cancelled" and election.kind != "run-off" and election.date.earliest is not None


def _contest(first: Election, elections: tuple[Election, ...]) -> Contest:
    undecided = not (first.winner or first.winner_party)
    further = (e for e in elections if e.run_off_of == first.key and e.status != "cancelled")
    rounds = sorted((first, *(e for e in further if undecided or e.status == "held")), key=_day)
    decided = [election for election in rounds if election.winner or election.winner_party]
    return Contest(
        kind=first.kind if first.kind in ("by-election", "repeat") else "ordinary",
        first_round=_day(first),
        decisive_day=_day(rounds[-1]),
        basis="recorded",
        first_is_held=first.status == "held",
        handover=next((election.handover for election in reversed(rounds) if election.handover), None),
        winner=decided[-1].winner if decided else None,
        winner_party=decided[-1].winner_party if decided else None,
        run_off_open=len(rounds) == 1 and not decided,
    )


def _day(election: Election) -> date:
    return election.date.earliest or date.max


def _slots(leadership: Leadership, within: Period) -> list[date]:
    """The days on which the rules in force put ordinary elections."""
    life = _elected_in(leadership.office)
    days: set[date] = set()
    for rule in leadership.rules:
        counted_from = rule.election_rule_start.earliest if rule.election_rule_start else None
        if rule.election_rule is None or counted_from is None:
            continue
        force = _span(rule)
        found = days_of(rule.election_rule, counted_from, within)
        days.update(day for day in found if force.first <= day <= force.last and day in life)
    return sorted(days)


def _free_slots(slots: list[date], elections: tuple[Election, ...]) -> list[date]:
    """The slots whose place no recorded ordinary election takes.

    What replaces an election takes the place of what it replaces; any other takes the nearest place within half the
    distance between two places.
    """
    by_key = {election.key: election for election in elections}
    free = list(slots)
    for election in elections:
        if election.kind not in (None, "ordinary") or election.date.earliest is None:
            continue
        stands_for = by_key.get(election.replaces or "", election)
        place = stands_for.date.earliest or election.date.earliest
        nearest = min(free, key=lambda slot: abs(slot - place), default=None)
        if nearest is not None and abs(nearest - place) <= _half_gap(slots, nearest):
            free.remove(nearest)
    return free


def _half_gap(slots: list[date], slot: date) -> timedelta:
    at = slots.index(slot)
    around = [abs(slots[other] - slot) for other in (at - 1, at + 1) if 0 <= other < len(slots)]
    return min(around, default=_ONLY_SLOT) / 2


def _elected_in(office: Office) -> Period:
    """The days on which an office may be voted on: those of its life, and those before it that lead to its first."""
    first = office.start.earliest if office.start else None
    last = office.end.latest if office.end else None
    return Period(first - _LED_TO if first else date.min, last or date.max)


def _span(rule: Rule) -> Period:
    first = rule.start.earliest if rule.start else None
    last = rule.end.latest if rule.end else None
    return Period(first or date.min, last or date.max)
