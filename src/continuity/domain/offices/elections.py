"""The elections of an office, recorded or projected by its rules; a first round and its run-offs are one election."""

from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.election_cycle import find_cycle_shift, find_rule_period, list_cycle_days
from continuity.domain.offices.models import Election, Office, OfficeRecord, Rule
from continuity.domain.values.dates import Period, VagueDate, get_first_day, get_last_day
from continuity.domain.vocabulary import DayBasis, ElectionKind, ElectionStatus, RuleBasis, TransitionKind, YesNo

PROJECTION_RANGE = timedelta(days=13 * 366)
"""How far from a day contests are projected; longer than twice the longest mandate met."""

_ELECTION_LEAD_TIME = timedelta(days=90 + 183)
"""How long before its first day an office may be voted on: the longest range of handovers, and the window."""

_DEFAULT_SLOT_DISTANCE = timedelta(days=366)

_SPECIAL_KINDS = (ElectionKind.BY_ELECTION, ElectionKind.REPEAT, ElectionKind.RECALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionRounds:
    """A first round with what followed from it.
    Exposure and the quiet period count from the first day of `first_date`, the handover from `decisive_date`, the last
    recorded round. With `first_is_held` the decisive round is the one to name. `run_off_open`: a run-off may follow,
    by the record.
    """

    kind: TransitionKind
    first_date: VagueDate
    decisive_date: VagueDate
    basis: DayBasis
    first_is_held: bool = False
    handover: VagueDate | None = None
    winner: str | None = None
    winner_party: str | None = None
    holder_stays: bool | None = None
    run_off_open: bool = False

    @property
    def first_round(self) -> date:
        """The first day on which the first round may be."""
        return get_first_day(self.first_date)

    @property
    def decisive_day(self) -> date:
        """The first day on which the deciding round may be."""
        return get_first_day(self.decisive_date)

    @property
    def last_day(self) -> date:
        """The last day on which the deciding round may be."""
        return get_last_day(self.decisive_date)

    @property
    def brings_nobody(self) -> bool:
        """Whether it is a recall vote that says only whether the holder stays."""
        return self.holder_stays is not None and self.winner is None and self.winner_party is None

    @property
    def polling_date(self) -> VagueDate:
        """The first round, and the run-off once the first is held undecided."""
        return self.decisive_date if self.first_is_held else self.first_date

    @property
    def polling_day(self) -> date:
        """The first day that `polling_date` can mean."""
        return get_first_day(self.polling_date)

    @property
    def last_polling_day(self) -> date:
        """The last day that `polling_date` can mean."""
        return get_last_day(self.polling_date)


def list_election_rounds(record: OfficeRecord, reference_day: date) -> tuple[ElectionRounds, ...]:
    """List all elections of an office near a day, by polling day."""
    search_period = Period(reference_day - PROJECTION_RANGE, reference_day + PROJECTION_RANGE)
    first_rounds = (election for election in record.elections if is_first_round(election))
    recorded = tuple(_build_election_rounds(first, record.elections) for first in first_rounds)
    free_days = _list_free_slots(_list_slots(record, search_period), record.elections)
    projected = tuple(
        ElectionRounds(
            kind=TransitionKind.ORDINARY,
            first_date=VagueDate.from_day(day),
            decisive_date=VagueDate.from_day(day),
            basis=get_rule_basis(find_rule_in_force(record.rules, day)),
            run_off_open=True,
        )
        for day in free_days
    )
    return tuple(sorted((*recorded, *projected), key=lambda rounds: rounds.first_round))


def find_cancelled_election(record: OfficeRecord, as_of: date) -> Election | None:
    """Find the latest ordinary election that was cancelled, with nothing recorded in its place and none past since.
    What ends with the office needs no new day.
    """
    cancelled = [election for election in record.elections if _is_cancelled_without_successor(election, record)]
    last = max(cancelled, key=lambda election: get_last_day(election.date), default=None)
    if last is None or (record.office.end is not None and get_last_day(record.office.end) < as_of):
        return None
    day, rounds = get_first_day(last.date), list_election_rounds(record, as_of)
    # Half a year after its day, a vote belongs to the next place of the cycle.
    later = Period(day + _DEFAULT_SLOT_DISTANCE / 2, day + PROJECTION_RANGE)
    places = (place for rule in record.rules for place in list_cycle_days(rule, later))
    next_slot = min(places, default=day + 2 * _DEFAULT_SLOT_DISTANCE)
    nearby = (day - _DEFAULT_SLOT_DISTANCE / 2, next_slot - _DEFAULT_SLOT_DISTANCE / 2)
    is_answered = any(
        nearby[0] <= found.first_round < nearby[1] and found.basis == DayBasis.RECORDED and found.kind in _IN_ITS_PLACE
        for found in rounds
    )
    is_overtaken = any(day < found.first_round and found.last_day < as_of for found in rounds)
    return None if is_answered or is_overtaken else last


_IN_ITS_PLACE = (TransitionKind.ORDINARY, TransitionKind.REPEAT)


def _is_cancelled_without_successor(election: Election, record: OfficeRecord) -> bool:
    is_ordinary = election.kind in (None, "", ElectionKind.ORDINARY)
    is_replaced = any(other.replaces == election.key for other in record.elections)
    # A winner who would serve no half a year is not voted for.
    last = get_last_day(record.office.end) - _DEFAULT_SLOT_DISTANCE / 2 if record.office.end else date.max
    return (
        election.status == ElectionStatus.CANCELLED
        and is_ordinary
        and not is_replaced
        and last > get_last_day(election.date)
    )


def find_rule_in_force(rules: tuple[Rule, ...], day: date) -> Rule:
    """Find the rule in force on a day: the latest to begin of several, an empty one where none is."""
    in_force = [rule for rule in rules if day in find_rule_period(rule)]
    return max(in_force, key=_get_rule_order, default=Rule())


def _get_rule_order(rule: Rule) -> tuple[date, date, str]:
    """Return when a rule begins, and what tells it from another of the same day, whatever the order of rows."""
    start = rule.election_rule_start.earliest if rule.election_rule_start else None
    return find_rule_period(rule).first, start or date.min, str(rule)


def get_rule_basis(rule: Rule) -> DayBasis:
    """Return the basis of the days of a rule: derived, where its legal source was not read."""
    return DayBasis.DERIVED if rule.basis == RuleBasis.DERIVED else DayBasis.RULE


def is_first_round(election: Election) -> bool:
    """Return whether an election that is not cancelled is the first or only round."""
    return election.status != ElectionStatus.CANCELLED and election.kind != ElectionKind.RUN_OFF


def _build_election_rounds(first: Election, elections: tuple[Election, ...]) -> ElectionRounds:
    is_undecided = not (first.winner or first.winner_party)
    run_offs = [row for row in elections if row.run_off_of == first.key and row.status != ElectionStatus.CANCELLED]
    counted = (run_off for run_off in run_offs if is_undecided or run_off.status == ElectionStatus.HELD)
    rounds = sorted((first, *counted), key=lambda election: get_first_day(election.date))
    # A run-off that is only scheduled may not be needed.
    certain_rounds = rounds if first.status == ElectionStatus.HELD else [first]
    decided_rounds = [election for election in rounds if election.winner or election.winner_party]
    return ElectionRounds(
        kind=TransitionKind(first.kind) if first.kind in _SPECIAL_KINDS else TransitionKind.ORDINARY,
        first_date=first.date,
        decisive_date=rounds[-1].date,
        basis=DayBasis.RECORDED,
        first_is_held=first.status == ElectionStatus.HELD,
        handover=next((election.handover for election in reversed(certain_rounds) if election.handover), None),
        winner=decided_rounds[-1].winner if decided_rounds else None,
        winner_party=decided_rounds[-1].winner_party if decided_rounds else None,
        holder_stays=_HOLDER_STAYS.get(first.holder_stays),
        run_off_open=len(rounds) == 1 and not decided_rounds and not first.holder_stays,
    )


_HOLDER_STAYS: dict[str | None, bool] = {YesNo.YES: True, YesNo.NO: False}


def _list_slots(record: OfficeRecord, search_period: Period) -> list[date]:
    electable_period = _find_electable_period(record.office)
    days: set[date] = set()
    shift = find_cycle_shift(record)
    for rule in record.rules:
        rule_period = find_rule_period(rule)
        rule_days = list_cycle_days(rule, search_period, shift.start if shift else None)
        days.update(day for day in rule_days if day in rule_period and day in electable_period)
    return sorted(days)


def _list_free_slots(slots: list[date], elections: tuple[Election, ...]) -> list[date]:
    """List the slots whose place no recorded ordinary election takes.
    What replaces an election takes the place of what it replaces; any other takes the nearest place within half the
    distance between two places.
    """
    by_key = {election.key: election for election in elections}
    ordinary = [election for election in elections if election.kind in (None, ElectionKind.ORDINARY)]
    replaced_keys = {election.replaces for election in ordinary}
    free_slots = list(slots)
    for election in ordinary:
        if election.key in replaced_keys:
            continue
        replaced_day = get_first_day(_find_first_replaced(election, by_key).date)
        nearest = min(free_slots, key=lambda slot: abs(slot - replaced_day), default=None)
        if nearest is not None and abs(nearest - replaced_day) <= _compute_half_gap(slots, nearest):
            free_slots.remove(nearest)
    return free_slots


def _find_first_replaced(election: Election, by_key: dict[str, Election]) -> Election:
    """Find the election at the beginning of a chain of moves, whose place in the cycle all of them take."""
    seen = {election.key}
    while (replaced := by_key.get(election.replaces or "")) is not None and replaced.key not in seen:
        seen.add(replaced.key)
        election = replaced
    return election


def _compute_half_gap(slots: list[date], slot: date) -> timedelta:
    index = slots.index(slot)
    distances = [abs(slots[other] - slot) for other in (index - 1, index + 1) if 0 <= other < len(slots)]
    return min(distances, default=_DEFAULT_SLOT_DISTANCE) / 2


def _find_electable_period(office: Office) -> Period:
    # Elections before the first day of an office lead to its first holder.
    first = office.start.earliest if office.start else None
    last = get_last_day(office.end) if office.end else date.max
    return Period(first - _ELECTION_LEAD_TIME if first else date.min, last)
