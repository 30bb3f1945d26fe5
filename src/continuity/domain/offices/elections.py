"""The elections of an office, recorded or projected by its rules; a first round and its run-offs are one election."""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.models import Election, Office, OfficeRecord, Rule
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.values.recurrence import list_rule_days
from continuity.domain.vocabulary import DayBasis, ElectionKind, ElectionStatus, TransitionKind

PROJECTION_RANGE = timedelta(days=13 * 366)
"""How far from a day contests are projected; longer than twice the longest mandate met."""

_ELECTION_LEAD_TIME = timedelta(days=90 + 183)
"""How long before its first day an office may be voted on: the longest range of handovers, and the window."""

_DEFAULT_SLOT_DISTANCE = timedelta(days=366)

_SPECIAL_KINDS = (ElectionKind.BY_ELECTION, ElectionKind.REPEAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRounds:
    """A first round with what followed from it.
    Exposure and the quiet period count from `first_round`, the handover from `decisive_day`, the last recorded round.
    With `first_is_held` the decisive round is the one to name. `run_off_open`: a run-off may follow, by the record.
    """

    kind: TransitionKind
    first_round: date
    decisive_day: date
    basis: DayBasis
    first_is_held: bool = False
    handover: VagueDate | None = None
    winner: str | None = None
    winner_party: str | None = None
    run_off_open: bool = False

    @property
    def polling_day(self) -> date:
        """The first round, and the run-off once the first is held undecided."""
        return self.decisive_day if self.first_is_held else self.first_round


def list_election_rounds(record: OfficeRecord, reference_day: date) -> tuple[ElectionRounds, ...]:
    """List all elections of an office near a day, by polling day."""
    search_period = Period(reference_day - PROJECTION_RANGE, reference_day + PROJECTION_RANGE)
    first_rounds = (election for election in record.elections if is_first_round(election))
    recorded = tuple(_build_election_rounds(first, record.elections) for first in first_rounds)
    free_days = _list_free_slots(_list_slots(record, search_period), record.elections)
    projected = tuple(
        ElectionRounds(
            kind=TransitionKind.ORDINARY, first_round=day, decisive_day=day, basis=DayBasis.RULE, run_off_open=True
        )
        for day in free_days
    )
    return tuple(sorted((*recorded, *projected), key=lambda rounds: rounds.first_round))


def find_rule_in_force(rules: tuple[Rule, ...], day: date) -> Rule:
    """Find the rule in force on a day: the latest to begin of several, an empty one where none is."""
    in_force = [rule for rule in rules if day in _find_rule_period(rule)]
    return max(in_force, key=lambda rule: _find_rule_period(rule).first, default=Rule())


def is_first_round(election: Election) -> bool:
    """Return whether an election, not cancelled and with a day, is the first or only round."""
    is_counted = election.status != ElectionStatus.CANCELLED and election.kind != ElectionKind.RUN_OFF
    return is_counted and election.date.earliest is not None


def _build_election_rounds(first: Election, elections: tuple[Election, ...]) -> ElectionRounds:
    is_undecided = not (first.winner or first.winner_party)
    run_offs = [row for row in elections if row.run_off_of == first.key and row.status != ElectionStatus.CANCELLED]
    counted = (run_off for run_off in run_offs if is_undecided or run_off.status == ElectionStatus.HELD)
    rounds = sorted((first, *counted), key=_get_polling_day)
    decided_rounds = [election for election in rounds if election.winner or election.winner_party]
    return ElectionRounds(
        kind=TransitionKind(first.kind) if first.kind in _SPECIAL_KINDS else TransitionKind.ORDINARY,
        first_round=_get_polling_day(first),
        decisive_day=_get_polling_day(rounds[-1]),
        basis=DayBasis.RECORDED,
        first_is_held=first.status == ElectionStatus.HELD,
        handover=next((election.handover for election in reversed(rounds) if election.handover), None),
        winner=decided_rounds[-1].winner if decided_rounds else None,
        winner_party=decided_rounds[-1].winner_party if decided_rounds else None,
        run_off_open=len(rounds) == 1 and not decided_rounds,
    )


def _get_polling_day(election: Election) -> date:
    return election.date.earliest or date.max


def _list_slots(record: OfficeRecord, search_period: Period) -> list[date]:
    electable_period = _find_electable_period(record.office)
    days: set[date] = set()
    for rule in record.rules:
        rule_start = rule.election_rule_start.earliest if rule.election_rule_start else None
        if rule.election_rule is None:
            continue
        rule_period = _find_rule_period(rule)
        rule_days = list_rule_days(rule.election_rule, rule_start, search_period)
        days.update(day for day in rule_days if day in rule_period and day in electable_period)
    return sorted(days)


def _list_free_slots(slots: list[date], elections: tuple[Election, ...]) -> list[date]:
    """List the slots whose place no recorded ordinary election takes.
    What replaces an election takes the place of what it replaces; any other takes the nearest place within half the
    distance between two places.
    """
    by_key = {election.key: election for election in elections}
    free_slots = list(slots)
    for election in elections:
        if election.kind not in (None, ElectionKind.ORDINARY) or election.date.earliest is None:
            continue
        replaced_election = by_key.get(election.replaces or "", election)
        replaced_day = replaced_election.date.earliest or election.date.earliest
        nearest = min(free_slots, key=lambda slot: abs(slot - replaced_day), default=None)
        if nearest is not None and abs(nearest - replaced_day) <= _compute_half_gap(slots, nearest):
            free_slots.remove(nearest)
    return free_slots


def _compute_half_gap(slots: list[date], slot: date) -> timedelta:
    index = slots.index(slot)
    distances = [abs(slots[other] - slot) for other in (index - 1, index + 1) if 0 <= other < len(slots)]
    return min(distances, default=_DEFAULT_SLOT_DISTANCE) / 2


def _find_electable_period(office: Office) -> Period:
    # Elections before the first day of an office lead to its first holder.
    first = office.start.earliest if office.start else None
    last = office.end.latest if office.end else None
    return Period(first - _ELECTION_LEAD_TIME if first else date.min, last or date.max)


def _find_rule_period(rule: Rule) -> Period:
    first = rule.start.earliest if rule.start else None
    last = rule.end.latest if rule.end else None
    return Period(first or date.min, last or date.max)
