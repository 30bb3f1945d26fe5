"""Where periods leave days of the span uncovered: they start late, end early or leave a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.values.dates import Period, VagueDate, gaps, union

STARTS = "STARTS"
ENDS = "ENDS"
GAP = "GAP"


@dataclass(frozen=True, slots=True)
class Hole:
    """Uncovered days of the span.

    Attributes:
        kind: STARTS where something covers only later days, ENDS where only earlier ones, GAP where both.
        missing: the uncovered days.
        day: the first day covered after a STARTS, the last one covered before an ENDS or a GAP.
    """

    kind: str
    missing: Period
    day: date


def holes(span: Period, periods: Iterable[Period]) -> tuple[Hole, ...]:
    """The uncovered days of the span, in order; none where no period is known at all."""
    merged = union(periods)
    return tuple(_hole(missing, merged) for missing in gaps(span, merged)) if merged else ()


def _hole(missing: Period, merged: tuple[Period, ...]) -> Hole:
    before = [period.last for period in merged if period.last < missing.first]
    after = [period.first for period in merged if period.first > missing.last]
    if not before:
        return Hole(STARTS, missing, min(after))
    return Hole(GAP if after else ENDS, missing, max(before))


def might_cover(start: VagueDate | None, end: VagueDate | None, missing: Iterable[Period]) -> bool:
    """Whether a period with these dates, an absent one read as unbounded, could cover some of the missing days."""
    first = start.earliest if start and start.earliest else date.min
    last = end.latest if end and end.latest else date.max
    return first <= last and any(Period(first, last).overlaps(period) for period in missing)
