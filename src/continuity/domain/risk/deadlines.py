"""The day from which nothing new can be signed, and the last day of a remedy."""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.risk.case import Case
from continuity.domain.risk.findings import Reason
from continuity.domain.values.dates import ONE_DAY


def compute_due_day(case: Case) -> tuple[date, bool]:
    """Compute the last day on which a remedy works, and whether it is late.

    It is the day before the pre-election period; once that has begun, late, the day before the handover. It is never
    before the as-of day.
    """
    day = case.transition.quiet_start - ONE_DAY
    if case.as_of <= day:
        return day, False
    return max(case.as_of, case.transition.handover_first - ONE_DAY), True


def add_deadline(case: Case, reason: Reason) -> Reason:
    """Add to a reason its owner, its due day and the day by which to start."""
    day, is_late = compute_due_day(case)
    start_by = day - timedelta(days=case.settings.lead_days)
    return replace(reason, owner=case.programme.owner, due=day, start_by=start_by, late=is_late)
