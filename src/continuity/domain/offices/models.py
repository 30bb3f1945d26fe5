"""The facts about an office that tell its holders and its transitions."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from continuity.domain.values.dates import VagueDate, get_last_day
from continuity.domain.vocabulary import Capacity, DayBasis, ElectionKind, ElectionStatus, OfficeKind, TransitionKind

NONPARTISAN = "nonpartisan"

ELECTION_KINDS = (
    TransitionKind.ORDINARY,
    TransitionKind.BY_ELECTION,
    TransitionKind.REPEAT,
    TransitionKind.RECALL,
)

HOLDING_CAPACITIES = (None, Capacity.SUBSTANTIVE, Capacity.SUSPENDED)
"""The capacities of whoever holds an office in their own right; an empty one is substantive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A post, apart from its holder; fields as in the offices table.
    The city's end counts like its own; `city_successor` is the only executive office of the city's successor.
    """

    key: str
    city: str
    title: str = ""
    kind: str | None = OfficeKind.EXECUTIVE
    selection: str | None = None
    seats: int = 1
    start: VagueDate | None = None
    end: VagueDate | None = None
    successor: str | None = None
    known_from: VagueDate | None = None
    city_end: VagueDate | None = None
    city_known_from: VagueDate | None = None
    city_successor: str | None = None

    @property
    def next_office(self) -> str | None:
        """The office that its programmes follow after its end, or after the end of its city."""
        return self.successor or self.city_successor


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The electoral rule of an office between two days; fields as in the rules table."""

    start: VagueDate | None = None
    end: VagueDate | None = None
    election_rule: str | None = None
    election_rule_start: VagueDate | None = None
    term_years: int | None = None
    term_limit: int | None = None
    term_limit_kind: str | None = None
    takes_office: str | None = None
    run_off: str | None = None
    quiet_days: int | None = None
    basis: str | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """A party, or the want of one, during a term or a part of it."""

    party: str | None = None
    standing: str | None = None
    start: VagueDate | None = None
    end: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One mandate of one person in the office; fields as in the terms table.
    `still_serving_on` is the as-of day where the record has a later end that could not be known on it.
    """

    key: str
    person: str
    start: VagueDate | None = None
    end: VagueDate | None = None
    expected_end: VagueDate | None = None
    capacity: str | None = None
    basis: str | None = None
    end_reason: str | None = None
    next: str | None = None
    next_on: VagueDate | None = None
    known_from: VagueDate | None = None
    verified_on: VagueDate | None = None
    still_serving_on: date | None = None
    affiliations: tuple[Affiliation, ...] = ()

    @property
    def is_substantive(self) -> bool:
        """Whether the person holds the office in their own right, as by default."""
        return self.capacity in (None, Capacity.SUBSTANTIVE)

    @property
    def is_holding(self) -> bool:
        """Whether the person holds the office in their own right, even if suspended."""
        return self.capacity in HOLDING_CAPACITIES

    @property
    def earliest_start(self) -> date | None:
        """The first day on which the term may have begun; where only a day in office is recorded, that day."""
        return (self.start.earliest or self.start.latest) if self.start else None

    @property
    def latest_start(self) -> date | None:
        """The day by which the term has begun, as far as its start says."""
        return self.start.latest if self.start else None

    @property
    def last_seen_on(self) -> date | None:
        """The last day on which the record shows the holder in office, apart from first and last days."""
        in_office_on = self.start.latest if self.start and self.start.earliest is None else None
        verified_on = self.verified_on.earliest if self.verified_on and self.end is None else None
        return max((day for day in (in_office_on, verified_on, self.still_serving_on) if day), default=None)

    @property
    def latest_end(self) -> date | None:
        """The last day on which the term may still run."""
        return self.end.latest if self.end else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionMember:
    """A party behind the office between two days."""

    party: str
    start: VagueDate | None = None
    end: VagueDate | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One polling day for the office; fields as in the elections table."""

    key: str
    date: VagueDate
    kind: str | None = ElectionKind.ORDINARY
    status: str | None = ElectionStatus.SCHEDULED
    handover: VagueDate | None = None
    run_off_of: str | None = None
    replaces: str | None = None
    winner: str | None = None
    winner_party: str | None = None
    holder_stays: str | None = None
    known_from: VagueDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRecord:
    """All that is recorded about who leads from one office, and when that may change."""

    office: Office
    rules: tuple[Rule, ...] = ()
    terms: tuple[Term, ...] = ()
    elections: tuple[Election, ...] = ()
    coalitions: tuple[CoalitionMember, ...] = ()


KnownOffice = NewType("KnownOffice", OfficeRecord)
"""The records less what could not be known on the as-of day; only `domain.known` makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """An event at which the office may change hands.

    Attributes:
        polling_day: the first round, and the run-off once the first is held undecided; for a kind without polling, its
            first day. Where the day is vague, the first it can mean.
        polling_date: the day as it is recorded, where it is vague; None for an exact one.
        last_polling_day: the last day that it can mean, after which it is past.
        first_day, last_first_day: the first round, from which exposure counts; `polling_day` where there is no other.
        deciding_day: the last round that is known of, from which the winner takes office.
        quiet_from: first day of the pre-election period; None where its length is not recorded.
        handover_first, handover_last: the days on one of which the next holder starts, the last never before the
            as-of day while no result is known.
        scheduled_handover_last: `handover_last` before that stretching.
        certain_change: why the person is certain to change, one code each; empty where it is not certain.
        open: whether it lies in the past and is not closed yet.
        closes_on: the last day it is open, where that is known.
        result_known: whether the next holder is recorded.
        incumbent_candidacy: standing, not-standing or term-limited; None where not recorded.
        vacant: whether no substantive or suspended holder serves before the term was due to end, or that is unknown.
        vacant_since, acting: the first day without a holder, and who acts meanwhile, where somebody is recorded to.
        overdue: whether the holder's term is past its expected end without a recorded end.
    """

    city: str
    office: str
    kind: TransitionKind
    polling_day: date
    handover_first: date
    handover_last: date
    scheduled_handover_last: date
    polling_date: VagueDate | None = None
    first_day: date | None = None
    last_first_day: date | None = None
    deciding_day: date | None = None
    basis: DayBasis = DayBasis.RECORDED
    quiet_from: date | None = None
    handover_basis: DayBasis = DayBasis.RECORDED
    certain_change: tuple[str, ...] = ()
    open: bool = False
    closes_on: date | None = None
    result_known: bool = False
    holder_stays: bool = False
    successor: str | None = None
    successor_party: str | None = None
    outgoing: str | None = None
    outgoing_party: str | None = None
    incumbent_candidacy: str | None = None
    vacant: bool = False
    vacant_since: date | None = None
    acting: str | None = None
    overdue: bool = False

    @property
    def start_day(self) -> date:
        """Return the first round, or the day itself where there is no other."""
        return self.first_day or self.polling_day

    @property
    def last_start_day(self) -> date:
        """Return the last day that the first round, or the day itself, can mean."""
        return self.last_first_day or self.last_polling_day

    @property
    def quiet_start(self) -> date:
        """Return the first day on which new commitments are out of reach: of the quiet period, else of the polls."""
        return self.quiet_from or self.start_day

    @property
    def last_polling_day(self) -> date:
        """Return the last day that the polling day can mean."""
        return get_last_day(self.polling_date) if self.polling_date else self.polling_day

    @property
    def is_only_projected(self) -> bool:
        """Whether it is a past election that the rule projects and nobody recorded."""
        return self.open and self.basis != DayBasis.RECORDED and self.is_election and not self.result_known

    @property
    def key(self) -> str:
        """The office and the polling day or first day, as records name a transition."""
        return f"{self.office}/{self.polling_day.isoformat()}"

    @property
    def is_election(self) -> bool:
        """Whether it is an election."""
        return self.kind in ELECTION_KINDS
