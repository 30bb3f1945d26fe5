"""What whoever comes next takes over at one change of leadership: facts and days, without a verdict.

Which decisions the first hundred days bring is practice: the manuals and binders by which administrations hand over
begin with what lapses soon and with what can still be ended (Harvard and US Conference of Mayors, transition manual for
newly elected mayors, 2007). The number of days is custom.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.as_of import begun
from continuity.domain.offices.models import Transition
from continuity.domain.offices.snapshot import Bench, heir
from continuity.domain.offices.transitions import Outlook
from continuity.domain.programmes.lifecycle import stated_end
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.values.dates import Period, VagueDate, over
from continuity.domain.values.durations import Span
from continuity.errors import UnknownKey

HUNDRED_DAYS = 100

PROGRAMME_ENDS, AGREEMENT_ENDS, MONEY_ENDS = "programme ends", "agreement ends", "money ends"
MANDATE_ENDS, PROGRAMME_BEGINS, UNSIGNED = "mandate ends", "programme begins", "agreement unsigned"

DUTY, COUNCIL, POLICY = "statute", "resolution", ("strategy", "executive")
"""What a programme rests on: a duty by law, a decision of the council, or policy that the office may change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What falls due for a programme.

    Attributes:
        what: one of the words above.
        written: the day as recorded; None where nothing is.
        row: the agreement or the money it is about.
    """

    what: str
    programme: Programme
    written: VagueDate | None = None
    row: Agreement | Funding | None = None

    @property
    def first(self) -> date:
        """The first day that can be meant; what has none comes before everything."""
        return (self.written.earliest if self.written else None) or date.min


def chosen(outlook: Outlook, office: str, day: date | None) -> Transition:
    """The change of leadership that is meant: the open one, else the next; or the one of a day, past ones too.

    Raises:
        UnknownKey: no change is known, or none of that day.
    """
    standing: tuple[Transition, ...] = (outlook.open,) if outlook.open else ()
    there: tuple[Transition, ...] = (*outlook.past, *standing, *outlook.ahead)
    meant = (*standing, *outlook.ahead) if day is None else tuple(one for one in there if day in _days(one))
    if meant:
        return meant[0]
    if day is None:
        raise UnknownKey(
            f"no change of leadership is known for {office}",
            "record its next election or its rule, or name a past change with --transition DAY",
        )
    near = sorted(there, key=lambda one: abs((one.polling_day - day).days))[:3]
    known = ", ".join(sorted(one.polling_day.isoformat() for one in near))
    raise UnknownKey(
        f"no change of leadership of {office} is known for {day.isoformat()}",
        f"known: {known}" if known else "record its next election or its rule",
    )


def hundred_days(transition: Transition) -> Period:
    """The first hundred days of whoever takes over, on whichever day of the handover they start."""
    return Period(transition.handover_first, Span(days=HUNDRED_DAYS - 1).after(transition.handover_last))


def changes_before(office: str, on: Bench) -> tuple[Transition, ...]:
    """The closed changes of an office and of those that took its place, the earliest first."""
    found: list[Transition] = []
    since, last, key = date.min, heir(office, on), office
    while True:
        found += [one for one in on.outlooks[key].past if _first_day(one) >= since]
        if key == last:
            return tuple(found)
        since = next((one.polling_day for one in reversed(found) if one.kind == "abolition"), since)
        key = str(on.leaderships[key].office.successor)


def outlived(programme: Programme, changes: Iterable[Transition]) -> tuple[Transition, ...] | None:
    """The changes before which the programme was certainly there; None where its launch is not recorded."""
    launch = programme.launched.latest if programme.launched else None
    return None if launch is None else tuple(one for one in changes if launch < _first_day(one))


def may_end_from(row: Agreement, first: date) -> date | None:
    """The first day on which the office may have ended an agreement alone, if it gives notice on the first day it can.

    None where the office cannot do that, or where it is not recorded whether it can. Without recorded notice it is the
    first day itself: nothing recorded stands in the way.

    Args:
        row: a signed agreement.
        first: the first day on which notice can be given.
    """
    if row.office_may_end_alone != "yes":
        return None
    starts = row.start.earliest if row.start and row.start.earliest else first
    return Span(days=row.notice_days or 0).after(max(first, starts))


def runs_on(row: Agreement, day: date) -> bool:
    """Whether a signed agreement may be in force on a day or after it."""
    return row.status == "signed" and not over(row.end, day)


def dues(programme: Programme, days: Period) -> tuple[Due, ...]:
    """What falls due for a programme within some days, by day, and then what waits for a decision without a day.

    Args:
        programme: less what was not known on the as-of day.
        days: a vague date counts where any of the days it can mean lies among these.
    """
    dated = (due for due in _dated(programme) if due.written and _within(due.written, days))
    waiting = (
        Due(what=UNSIGNED, programme=programme, row=row) for row in programme.agreements if row.status == "draft"
    )
    return (*sorted(dated, key=lambda due: due.first), *waiting)


def mandate(programme: Programme, as_of: date) -> str | None:
    """What the programme rests on, as far as it was decided by the day; None where nothing is recorded."""
    there = programme.mandate in (DUTY, COUNCIL, *POLICY) and begun(programme.mandate_on, None, as_of)
    return programme.mandate if there else None


def by_mandate(programmes: Sequence[Programme], as_of: date) -> Mapping[str | None, list[Programme]]:
    """The programmes by what they rest on: duty first, then the council, then policy, then what is not recorded."""
    order: tuple[str | None, ...] = (DUTY, COUNCIL, *POLICY, None)
    return {word: [one for one in programmes if mandate(one, as_of) == word] for word in order}


def _dated(programme: Programme) -> Iterator[Due]:
    if stated_end(programme):
        yield _due(PROGRAMME_ENDS, programme, programme.end)
    if programme.status == "planned":
        yield _due(PROGRAMME_BEGINS, programme, programme.launched)
    if programme.mandate:
        yield _due(MANDATE_ENDS, programme, programme.mandate_until)
    for row in programme.agreements:
        if row.status in ("signed", "terminated"):
            yield _due(AGREEMENT_ENDS, programme, row.end, row)
    for money in programme.funding:
        yield _due(MONEY_ENDS, programme, money.end, money)


def _due(what: str, programme: Programme, written: VagueDate | None, row: Agreement | Funding | None = None) -> Due:
    return Due(what=what, programme=programme, written=written, row=row)


def _within(written: VagueDate, days: Period) -> bool:
    return (written.earliest or date.min) <= days.last and days.first <= (written.latest or date.max)


def _days(one: Transition) -> tuple[date, date]:
    return one.polling_day, _first_day(one)


def _first_day(one: Transition) -> date:
    return one.first_day or one.polling_day
