"""Days left uncovered by periods that start late, end early or leave a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.values.dates import Period, VagueDate, find_gaps, merge_periods

STARTS = "STARTS"
ENDS = "ENDS"
GAP = "GAP"


@dataclass(frozen=True, slots=True)
class CoverageGap:
    """Uncovered days of the span: before what is covered (STARTS), after it (ENDS), or between (GAP).
    `boundary_day` is the first day covered after a STARTS, the last one covered before an ENDS or a GAP.
    """

    kind: str
    uncovered: Period
    boundary_day: date


def find_coverage_gaps(whole: Period, periods: Iterable[Period]) -> tuple[CoverageGap, ...]:
    """Find the uncovered days, in order; none where no period is known at all."""
    merged = merge_periods(periods)
    return tuple(_classify_gap(uncovered, merged) for uncovered in find_gaps(whole, merged)) if merged else ()


def _classify_gap(uncovered: Period, merged: tuple[Period, ...]) -> CoverageGap:
    before = [period.last for period in merged if period.last < uncovered.first]
    after = [period.first for period in merged if period.first > uncovered.last]
    if not before:
        return CoverageGap(STARTS, uncovered, min(after))
    return CoverageGap(GAP if after else ENDS, uncovered, max(before))


def can_cover(start: VagueDate | None, end: VagueDate | None, uncovered: Iterable[Period]) -> bool:
    """Return whether such a period could cover missing days; no date is unbounded."""
    first = start.earliest if start and start.earliest else date.min
    last = end.latest if end and end.latest else date.max
    return first <= last and any(Period(first, last).overlaps(period) for period in uncovered)
