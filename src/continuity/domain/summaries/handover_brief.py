"""What an incoming leader takes over: facts and days, without a verdict.

Which decisions the first hundred days bring is practice: the manuals and binders by which administrations hand over
begin with what lapses soon and with what can still be ended (Harvard and US Conference of Mayors, transition manual for
newly elected mayors, 2007). The number of days is custom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.known import is_known
from continuity.domain.offices.models import Transition
from continuity.domain.offices.snapshot import OfficeSnapshot, resolve_successor_office
from continuity.domain.offices.transitions import Outlook
from continuity.domain.programmes.lifecycle import find_stated_end
from continuity.domain.programmes.models import Agreement, Funding, KnownProgramme, Programme
from continuity.domain.values.dates import Period, VagueDate, has_passed
from continuity.domain.values.durations import Duration
from continuity.errors import UnknownKey

HUNDRED_DAYS = 100

PROGRAMME_ENDS, AGREEMENT_ENDS, MONEY_ENDS = "programme ends", "agreement ends", "money ends"
MANDATE_ENDS, PROGRAMME_BEGINS, UNSIGNED = "mandate ends", "programme begins", "agreement unsigned"

DUTY, COUNCIL, POLICY = "statute", "resolution", ("strategy", "executive")
"""What a programme rests on: a duty by law, a decision of the council, or policy that the office may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """What falls due for a programme.

    Attributes:
        kind: one of the words above.
        recorded_date: the day as recorded; None where nothing is.
        row: the agreement or the money it is about.
    """

    kind: str
    programme: Programme
    recorded_date: VagueDate | None = None
    row: Agreement | Funding | None = None

    @property
    def earliest_day(self) -> date:
        """The first day that can be meant, before everything where there is none."""
        return (self.recorded_date.earliest if self.recorded_date else None) or date.min


def select_transition(outlook: Outlook, office: str, day: date | None) -> Transition:
    """Select the change of leadership that is meant.

    It is the open one, else the next; or the one of a day, past ones too.

    Raises:
        UnknownKey: no change is known, or none of that day.
    """
    open_transitions: tuple[Transition, ...] = (outlook.open,) if outlook.open else ()
    known_transitions: tuple[Transition, ...] = (*outlook.past, *open_transitions, *outlook.ahead)
    matches = (
        (*open_transitions, *outlook.ahead)
        if day is None
        else tuple(transition for transition in known_transitions if day in _list_transition_days(transition))
    )
    if matches:
        return matches[0]
    if day is None:
        raise UnknownKey(
            f"no change of leadership is known for {office}",
            "record its next election or its rule, or name a past change with --transition DAY",
        )
    nearest = sorted(known_transitions, key=lambda transition: abs((transition.polling_day - day).days))[:3]
    known_days = ", ".join(sorted(transition.polling_day.isoformat() for transition in nearest))
    raise UnknownKey(
        f"no change of leadership of {office} is known for {day.isoformat()}",
        f"known: {known_days}" if known_days else "record its next election or its rule",
    )


def compute_first_hundred_days(transition: Transition) -> Period:
    """Compute the days that may be among the first hundred of the next holder.

    They run from the first day of the handover to the hundredth counted from its last.
    """
    return Period(transition.handover_first, Duration(days=HUNDRED_DAYS - 1).add_to(transition.handover_last))


def list_past_transitions(office: str, snapshot: OfficeSnapshot) -> tuple[Transition, ...]:
    """List the closed changes of an office and of its successors, earliest first."""
    past_transitions: list[Transition] = []
    from_day, last_office, office_key = date.min, resolve_successor_office(office, snapshot), office
    while True:
        past_transitions += [
            transition for transition in snapshot.outlooks[office_key].past if transition.start_day >= from_day
        ]
        if office_key == last_office:
            return tuple(past_transitions)
        from_day = next(
            (transition.polling_day for transition in reversed(past_transitions) if transition.kind == "abolition"),
            from_day,
        )
        office_key = str(snapshot.office_records[office_key].office.successor)


def list_survived_transitions(programme: Programme, transitions: Iterable[Transition]) -> tuple[Transition, ...] | None:
    """List the changes before which the programme was certainly there.

    None where its launch is not recorded.
    """
    launch_day = programme.launched.latest if programme.launched else None
    return (
        None
        if launch_day is None
        else tuple(transition for transition in transitions if launch_day < transition.start_day)
    )


def find_break_date(row: Agreement, first: date) -> date | None:
    """Find the first day on which the office may have ended an agreement alone.

    That is if it gives notice on the first day it can. None where the office cannot do that, or where it is not
    recorded whether it can. Without recorded notice it is the first day itself: nothing recorded stands in the way.

    Args:
        row: a signed agreement.
        first: the first day on which notice can be given.
    """
    if row.office_may_end_alone != "yes":
        return None
    start_day = row.start.earliest if row.start and row.start.earliest else first
    return Duration(days=row.notice_days or 0).add_to(max(first, start_day))


def can_be_in_force_after(row: Agreement, day: date) -> bool:
    """Return whether a signed agreement may be in force on a day or after it."""
    return row.status == "signed" and not has_passed(row.end, day)


def list_due_items(programme: KnownProgramme, period: Period) -> tuple[DueItem, ...]:
    """List what falls due for a programme within a period, by day.

    What waits for a decision without a day comes last.

    A vague date counts where any of the days it can mean lies within.
    """
    dated_items = (
        item
        for item in _iterate_dated_items(programme)
        if item.recorded_date and _can_fall_within(item.recorded_date, period)
    )
    unsigned_items = (
        DueItem(kind=UNSIGNED, programme=programme, row=row) for row in programme.agreements if row.status == "draft"
    )
    return (*sorted(dated_items, key=lambda item: item.earliest_day), *unsigned_items)


def find_mandate(programme: Programme, as_of: date) -> str | None:
    """Find what the programme rests on, as far as it was decided by the day.

    None where nothing is recorded.
    """
    is_decided = programme.mandate in (DUTY, COUNCIL, *POLICY) and is_known(programme.mandate_on, None, as_of)
    return programme.mandate if is_decided else None


def group_by_mandate(programmes: Sequence[Programme], as_of: date) -> Mapping[str | None, list[Programme]]:
    """Group the programmes by what they rest on.

    Duty comes first, then the council, then policy, then what is not recorded.
    """
    order: tuple[str | None, ...] = (DUTY, COUNCIL, *POLICY, None)
    return {
        mandate: [programme for programme in programmes if find_mandate(programme, as_of) == mandate]
        for mandate in order
    }


def _iterate_dated_items(programme: Programme) -> Iterator[DueItem]:
    if find_stated_end(programme):
        yield _build_due_item(PROGRAMME_ENDS, programme, programme.end)
    if programme.status == "planned":
        yield _build_due_item(PROGRAMME_BEGINS, programme, programme.launched)
    if programme.mandate:
        yield _build_due_item(MANDATE_ENDS, programme, programme.mandate_until)
    for row in programme.agreements:
        if row.status in ("signed", "terminated"):
            yield _build_due_item(AGREEMENT_ENDS, programme, row.end, row)
    for funding in programme.funding:
        yield _build_due_item(MONEY_ENDS, programme, funding.end, funding)


def _build_due_item(
    kind: str, programme: Programme, recorded_date: VagueDate | None, row: Agreement | Funding | None = None
) -> DueItem:
    return DueItem(kind=kind, programme=programme, recorded_date=recorded_date, row=row)


def _can_fall_within(recorded_date: VagueDate, period: Period) -> bool:
    return (recorded_date.earliest or date.min) <= period.last and period.first <= (recorded_date.latest or date.max)


def _list_transition_days(transition: Transition) -> tuple[date, date]:
    return transition.polling_day, transition.start_day
