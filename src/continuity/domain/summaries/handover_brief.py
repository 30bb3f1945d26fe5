"""What an incoming leader takes over: facts and days, without a verdict.
Which decisions the first hundred days bring is practice: the manuals and binders by which administrations hand over
begin with what lapses soon and with what can still be ended (Harvard and US Conference of Mayors, transition manual for
newly elected mayors, 2007). The number of days is custom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from continuity.domain.known import is_known
from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import find_stated_end, is_launched_after
from continuity.domain.programmes.models import Agreement, Funding, KnownProgramme, Programme
from continuity.domain.programmes.terms_in_force import find_in_force_period, find_paid_period
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.funding_totals import list_running
from continuity.domain.values.dates import Period, VagueDate, has_passed
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementRole, AgreementStatus, MandateKind, ProgrammeStatus, YesNo

HUNDRED_DAYS = 100

PROGRAMME_ENDS, AGREEMENT_ENDS, MONEY_ENDS = "programme ends", "agreement ends", "money ends"
MANDATE_ENDS, PROGRAMME_BEGINS, UNSIGNED = "mandate ends", "programme begins", "agreement unsigned"

DUTY, COUNCIL = MandateKind.STATUTE, MandateKind.RESOLUTION
POLICY = (MandateKind.STRATEGY, MandateKind.EXECUTIVE)
"""What a programme rests on: a duty by law, a decision of the council, or policy that the office may change."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """What falls due for a programme; `row` is the agreement or the money it is about."""

    kind: str
    programme: Programme
    recorded_date: VagueDate | None = None
    row: Agreement | Funding | None = None

    @property
    def earliest_day(self) -> date:
        """The first day that can be meant, before everything where there is none."""
        return (self.recorded_date.earliest if self.recorded_date else None) or date.min


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One change of leadership, and the findings on the programmes that it concerns.
    `past_transitions` are closed ones of an office and its successors, by office key.
    """

    findings: tuple[Finding, ...]
    transition: Transition
    as_of: date
    past_transitions: Mapping[str, tuple[Transition, ...]]

    @cached_property
    def first_day(self) -> date:
        """First day the new leader can act: of the handover, or the as-of day if later."""
        return max(self.transition.handover_first, self.as_of)

    @cached_property
    def first_hundred_days(self) -> Period:
        """The days that may be among the first hundred of the next holder."""
        return compute_first_hundred_days(self.transition)

    @cached_property
    def decision_period(self) -> Period:
        """The days up to the hundredth, from the as-of day if that is earlier."""
        return Period(min(self.first_hundred_days.first, self.as_of), self.first_hundred_days.last)

    @cached_property
    def handed_over(self) -> tuple[Finding, ...]:
        """Programmes that run, or may run, at the handover, by name."""
        return tuple(finding for finding in self._remaining if not self._is_ending_before(finding.programme))

    @cached_property
    def ending_before(self) -> tuple[Finding, ...]:
        """Programmes that end before the handover."""
        return tuple(finding for finding in self._remaining if self._is_ending_before(finding.programme))

    @cached_property
    def starting_after(self) -> tuple[Finding, ...]:
        """Programmes that begin after the handover."""
        return tuple(finding for finding in self._current if is_launched_after(finding.programme, self.transition))

    @cached_property
    def agreed_count(self) -> int:
        """How many handed over have a signed agreement that certainly runs on the first day."""
        return sum(self._is_agreed(finding.programme) for finding in self.handed_over)

    @cached_property
    def funded_count(self) -> int:
        """How many handed over have committed money that is certain on the first day."""
        return sum(self._is_funded(finding.programme) for finding in self.handed_over)

    @cached_property
    def due_items(self) -> tuple["DueItem", ...]:
        """What falls due for those handed over up to the hundredth day, by day; drafts last."""
        programmes = [finding.programme for finding in self.handed_over]
        items = (item for programme in programmes for item in list_due_items(programme, self.decision_period))
        return tuple(sorted(items, key=lambda item: (item.kind == UNSIGNED, item.earliest_day, item.programme.key)))

    @cached_property
    def mandate_groups(self) -> Mapping[str | None, list[Programme]]:
        """Those handed over by what they rest on."""
        return group_by_mandate([finding.programme for finding in self.handed_over], self.as_of)

    def find_mandate(self, programme: Programme) -> str | None:
        """Find what the programme rests on, as far as it was decided by the day."""
        return find_mandate(programme, self.as_of)

    def list_outlived_transitions(self, programme: Programme) -> tuple[Transition, ...] | None:
        """List the transitions a programme outlived; None if its launch is unknown."""
        return list_survived_transitions(programme, self.past_transitions.get(programme.office, ()))

    def list_open_agreements(self, programme: Programme) -> list[Agreement]:
        """List the agreements, beyond paying, whose last day has not passed on the as-of day."""
        return [row for row in programme.agreements if row.role != AgreementRole.FUNDING and not self._is_over(row)]

    def can_be_ended(self, row: Agreement) -> bool:
        """Return whether an agreement is signed and may run on the first day."""
        return can_be_in_force_after(row, self.first_day)

    def find_break_date(self, row: Agreement) -> date | None:
        """Find the first day on which the office may have ended an agreement alone."""
        return find_break_date(row, self.first_day)

    @cached_property
    def _current(self) -> tuple[Finding, ...]:
        running = list_running(self.findings, self.as_of)
        return tuple(sorted(running, key=lambda finding: (finding.programme.name.casefold(), finding.programme.key)))

    @cached_property
    def _remaining(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self._current if not is_launched_after(finding.programme, self.transition))

    def _is_agreed(self, programme: Programme) -> bool:
        agreements = (row for row in programme.agreements if row.role != AgreementRole.FUNDING)
        return any(self.first_day in period for row in agreements if (period := find_in_force_period(row, self.as_of)))

    def _is_funded(self, programme: Programme) -> bool:
        periods = (find_paid_period(row, self.as_of) for row in programme.funding)
        return any(self.first_day in period for period in periods if period)

    def _is_ending_before(self, programme: Programme) -> bool:
        end = find_stated_end(programme)
        return end is not None and end < self.transition.handover_first

    def _is_over(self, row: Agreement) -> bool:
        return row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED) and has_passed(row.end, self.as_of)


def compute_first_hundred_days(transition: Transition) -> Period:
    """Compute the days from the first of the handover to the hundredth counted from its last."""
    return Period(transition.handover_first, Duration(days=HUNDRED_DAYS - 1).add_to(transition.handover_last))


def list_survived_transitions(programme: Programme, transitions: Iterable[Transition]) -> tuple[Transition, ...] | None:
    """List the changes before which the programme was certainly there; None where its launch is not recorded."""
    launch_day = programme.launched.latest if programme.launched else None
    if launch_day is None:
        return None
    return tuple(transition for transition in transitions if launch_day < transition.start_day)


def find_break_date(row: Agreement, first: date) -> date | None:
    """Find the first day the office may have ended a signed agreement alone, with notice given on `first`.
    None where it cannot, or where that is not recorded. Without recorded notice nothing stands in the way.
    """
    if row.office_may_end_alone != YesNo.YES:
        return None
    start_day = row.start.earliest if row.start and row.start.earliest else first
    return Duration(days=row.notice_days or 0).add_to(max(first, start_day))


def can_be_in_force_after(row: Agreement, day: date) -> bool:
    """Return whether a signed agreement may be in force on a day or after it."""
    return row.status == AgreementStatus.SIGNED and not has_passed(row.end, day)


def list_due_items(programme: KnownProgramme, period: Period) -> tuple[DueItem, ...]:
    """List what falls due for a programme within a period, by day; what waits for a decision comes last.
    A vague date counts where any of the days it can mean lies within.
    """
    dated_items = (item for item in _iterate_dated_items(programme) if _can_fall_within(item.recorded_date, period))
    drafts = (row for row in programme.agreements if row.status == AgreementStatus.DRAFT)
    unsigned_items = (DueItem(UNSIGNED, programme, row=row) for row in drafts)
    return (*sorted(dated_items, key=lambda item: item.earliest_day), *unsigned_items)


def find_mandate(programme: Programme, as_of: date) -> str | None:
    """Find what the programme rests on, as far as it was decided by the day."""
    is_decided = programme.mandate in (DUTY, COUNCIL, *POLICY) and is_known(programme.mandate_on, None, as_of)
    return programme.mandate if is_decided else None


def group_by_mandate(programmes: Sequence[Programme], as_of: date) -> Mapping[str | None, list[Programme]]:
    """Group the programmes by what they rest on: duty, then the council, then policy, then what is not recorded."""
    groups: dict[str | None, list[Programme]] = {mandate: [] for mandate in (DUTY, COUNCIL, *POLICY, None)}
    for programme in programmes:
        groups[find_mandate(programme, as_of)].append(programme)
    return groups


def _iterate_dated_items(programme: Programme) -> Iterator[DueItem]:
    if find_stated_end(programme):
        yield DueItem(PROGRAMME_ENDS, programme, programme.end)
    if programme.status == ProgrammeStatus.PLANNED:
        yield DueItem(PROGRAMME_BEGINS, programme, programme.launched)
    if programme.mandate:
        yield DueItem(MANDATE_ENDS, programme, programme.mandate_until)
    for row in programme.agreements:
        if row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED):
            yield DueItem(AGREEMENT_ENDS, programme, row.end, row)
    for funding in programme.funding:
        yield DueItem(MONEY_ENDS, programme, funding.end, funding)


def _can_fall_within(day: VagueDate | None, period: Period) -> bool:
    return day is not None and (day.earliest or date.min) <= period.last and period.first <= (day.latest or date.max)
