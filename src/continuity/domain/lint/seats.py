"""Whether an office had as many holders as seats, whenever that changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.values.dates import ONE_DAY, Period, find_gaps
from continuity.domain.vocabulary import Capacity, Severity


def check_seats_over(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find days with more holders in their own right than seats; an open end is taken at its word.
    Days that can be read so that the seats suffice say nothing: a month that one term ends and the next begins in.
    """
    for record in data.deciding_offices:
        office = record.office
        periods = ((term, _find_certain_period(term, as_of)) for term in record.terms if term.is_substantive)
        held_terms = [(term, days) for term, days in periods if days]
        crowds_by_day = {
            day: crowd
            for day in sorted({days.first for _, days in held_terms if days.first <= as_of})
            if len(crowd := [term for term, days in held_terms if day in days]) > office.seats
        }
        if crowds_by_day:
            day, crowd = max(crowds_by_day.items(), key=lambda item: item[0])
            keys = dict.fromkeys(term.key for terms in crowds_by_day.values() for term in terms)
            records = (f"office:{office.key}", *(f"term:{key}" for key in keys))
            names = tuple(data.display_name("person", term.person) for term in crowd)
            numbers = {"seats": office.seats, "holder_count": len(crowd)}
            yield build_match(records, office=office.key, **numbers, day=day, holders=names)


def check_seats_under(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find days with some holders but fewer than seats, once all were held."""
    for record in data.office_records:
        office = record.office
        counts = _count_holders(record, as_of)
        first_full_index = next((index for index, (_, number) in enumerate(counts) if number >= office.seats), 0)
        days = [(day, number) for day, number in counts[first_full_index:] if 0 < number < office.seats]
        if days:
            day, number = days[-1]
            records, variant = (f"office:{office.key}",), "repeated" if len(days) > 1 else ""
            numbers = {"seats": office.seats, "held": number, "earlier_changes": len(days) - 1}
            yield build_match(records, variant, office=office.key, day=day, **numbers)


def check_gaps(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find days between two dated terms on which nobody can have held or acted."""
    for record in data.office_records:
        start_days = [term.earliest_start for term in record.terms if term.earliest_start]
        if not start_days:
            continue
        whole = Period(min(start_days), max(start_days))
        if gaps := find_gaps(whole, _list_possible_periods(record.terms)):
            office = record.office.key
            yield build_match((f"office:{office}",), office=office, gaps=gaps[::-1])


def _count_holders(record: OfficeRecord, as_of: date) -> list[tuple[date, int]]:
    """Count possible holders on each day of change, up to the office's end."""
    held_periods = _list_possible_periods(record.terms)
    end = record.office.end.earliest if record.office.end else None
    last = min(as_of, end or as_of)
    days = {period.first for period in held_periods if period.first > date.min}
    days |= {period.last + ONE_DAY for period in held_periods if period.last < last}
    return [(day, sum(day in period for period in held_periods)) for day in sorted(days) if day <= last]


def _find_certain_period(term: Term, as_of: date) -> Period | None:
    """Find the days of a term that are certain, to the as-of day without an end."""
    first = term.latest_start
    last = term.end.earliest if term.end else max(as_of, first or as_of)
    return Period(first, last) if first and last and first <= last else None


def _list_possible_periods(terms: Sequence[Term]) -> list[Period]:
    dated_terms = (term for term in terms if term.capacity != Capacity.DESIGNATE and (term.start or term.end))
    return [
        Period((term.start and term.start.earliest) or date.min, term.latest_end or date.max) for term in dated_terms
    ]


LINT_RULES = (
    LintRule("SEATS_OVER", Severity.ERROR, check_seats_over),
    LintRule("SEATS_UNDER", Severity.WARNING, check_seats_under),
    LintRule("GAP", Severity.WARNING, check_gaps),
)
