"""Timeline bars of an office's terms."""

from collections.abc import Sequence
from datetime import date

from continuity.domain.offices.models import Term
from continuity.domain.offices.tenures import Tenure, list_tenures
from continuity.domain.risk.findings import Assessment
from continuity.domain.values.dates import ONE_DAY, find_certain_period
from continuity.reports.timeline.bars import AHEAD, HELD, BarSegment, TimelineBar, make_period, split_segments

_TERM_STYLES = (HELD, AHEAD)


def build_term_bars(assessment: Assessment, office: str) -> tuple[TimelineBar, ...]:
    """Build bars of an office's terms by first day, undated terms last."""
    record = assessment.office_records.get(office)
    tenures = list_tenures(record, assessment.as_of, assessment.settings) if record else ()
    ordered = sorted(tenures, key=lambda tenure: _term_order(tenure.term))
    terms = [tenure.term for tenure in ordered]
    return tuple(
        TimelineBar(
            kind="Term",
            name=_holder_name(assessment, tenure.term),
            start=tenure.term.start,
            end=tenure.term.end,
            expected_end=None if tenure.term.end else tenure.term.expected_end,
            segments=_build_term_segments(tenure, _find_successor_start(tenure.term, terms), assessment.as_of),
        )
        for tenure in ordered
    )


def _term_order(term: Term) -> tuple[date, str]:
    return term.earliest_start or date.max, term.key


def _holder_name(assessment: Assessment, term: Term) -> str:
    name = assessment.display_name("person", term.person)
    return name if term.is_substantive else f"{name} ({term.capacity})"


def _find_successor_start(term: Term, ordered: Sequence[Term]) -> date | None:
    """Find the next substantive holder's start: it ends a term without an end."""
    start = term.earliest_start
    starts = (other.earliest_start for other in ordered if other.is_substantive)
    return next((day for day in starts if start and day and day > start), None)


def _build_term_segments(tenure: Tenure, successor_start: date | None, as_of: date) -> tuple[BarSegment, ...]:
    """Leave the holder open on vague days, after the expected end and after an election without a result."""
    term, start = tenure.term, tenure.term.start
    expected = term.expected_end.latest if term.expected_end else None
    if start is None:
        return ()
    if term.end is not None:
        certain_days = find_certain_period(start, term.end) if (term.earliest_start or as_of) <= as_of else None
        return split_segments(start.earliest, term.end.latest, certain_days, _TERM_STYLES)
    last_certain = tenure.doubtful_from - ONE_DAY if tenure.doubtful_from else date.max
    if successor_start is not None:
        last = successor_start - ONE_DAY
        return split_segments(start.earliest, last, make_period(start.latest, min(last, last_certain)), _TERM_STYLES)
    last = max(as_of, expected or as_of, start.latest or as_of)
    last_certain = min(as_of, expected or as_of, last_certain)
    return split_segments(start.earliest, last, make_period(start.latest, last_certain), _TERM_STYLES)
