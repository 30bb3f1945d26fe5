"""A3: there is little time to sign, or none, until the transition closes.

Rests on practice, with some evidence: in the pre-election period long-term commitments are deferred (Local Government
Association guidance), so the time to sign ends before it, and services change from polling day on (Toral), before the
winner takes office. The 90 days are a setting.
"""

from datetime import timedelta

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_days, format_event

CODES = {
    "LATE": CodeInfo(
        meaning="The pre-election period is near or has begun: there is little time left to sign.",
        remedy="Sign what can be signed now; leave the rest ready for the incoming office.",
        role="reason",
    ),
    "OPEN": CodeInfo(
        meaning="The day of the change has passed and the transition is still open.",
        remedy="Ask whoever takes the office to confirm the programme, and record what became of it.",
        role="reason",
    ),
}


def is_late(case: Case) -> bool:
    """Return whether A3 holds."""
    return case.as_of >= case.transition.quiet_start - timedelta(days=case.settings.late_days)


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find where the day is in the transition."""
    transition = case.transition
    if case.as_of > transition.polling_day:
        text = f"{format_event(transition)} was {format_days((case.as_of - transition.polling_day).days)} ago."
        return (Reason(code="OPEN", text=text, is_recorded=True),)
    if not is_late(case):
        return ()
    return (
        Reason(code="LATE", text=f"{format_event(transition)} is near: {_format_time_left(case)}.", is_recorded=True),
    )


def _format_time_left(case: Case) -> str:
    quiet_start = case.transition.quiet_start
    deadline_label = "the pre-election period" if case.transition.quiet_from else "that day"
    if case.as_of < quiet_start:
        return f"{format_days((quiet_start - case.as_of).days)} left until {deadline_label} ({quiet_start.isoformat()})"
    return f"{deadline_label} began on {quiet_start.isoformat()}" if case.transition.quiet_from else "the day has come"


FACTOR = Factor(
    symbol="A3",
    title="little time is left to sign",
    reads=(
        *qualify_columns("elections", "date", "kind", "status", "run_off_of", "replaces"),
        *qualify_columns("rules", "election_rule", "election_rule_start", "quiet_days"),
        *qualify_columns("terms", "expected_end"),
    ),
    rests_on="practice",
    source="pre-election guidance of the Local Government Association; Toral (disruption starts at defeat)",
    codes=CODES,
    find_notes=find_notes,
)
