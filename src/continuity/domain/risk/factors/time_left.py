"""A3: there is little time left to sign, or none, until the transition closes.

Rests on practice, with some evidence: in the pre-election period long-term commitments are deferred (Local Government
Association guidance), so the time to sign ends before it, and services change from polling day on (Toral), before the
winner takes office. The 90 days are a setting.
"""

from datetime import timedelta

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.deadlines import quiet_from
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import days, event

CODES = {
    "LATE": CodeInfo(
        meaning="The pre-election period is near or has begun: there is little time left to sign.",
        remedy="Sign what can be signed now; leave the rest ready for the incoming office.",
        part="reason",
    ),
    "OPEN": CodeInfo(
        meaning="The day of the change has passed and the transition is still open.",
        remedy="Ask whoever takes the office to confirm the programme, and record what became of it.",
        part="reason",
    ),
}


def late(case: Case) -> bool:
    """Whether A3 holds."""
    return case.as_of >= quiet_from(case.transition) - timedelta(days=case.settings.late_days)


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Where the day stands in the transition."""
    transition = case.transition
    if case.as_of > transition.polling_day:
        text = f"{event(transition)} was {days((case.as_of - transition.polling_day).days)} ago."
        return (Reason(code="OPEN", text=text, recorded=True),)
    if not late(case):
        return ()
    return (Reason(code="LATE", text=f"{event(transition)} is near: {_left(case)}.", recorded=True),)


def _left(case: Case) -> str:
    first = quiet_from(case.transition)
    what = "the pre-election period" if case.transition.quiet_from else "that day"
    if case.as_of < first:
        return f"{days((first - case.as_of).days)} left until {what} ({first.isoformat()})"
    return f"{what} began on {first.isoformat()}" if case.transition.quiet_from else "the day has come"


FACTOR = Factor(
    symbol="A3",
    title="little time is left to sign",
    reads=(
        *columns("elections", "date", "kind", "status", "run_off_of", "replaces"),
        *columns("rules", "election_rule", "election_rule_start", "quiet_days"),
        *columns("terms", "expected_end"),
    ),
    rests_on="practice",
    source="pre-election guidance of the Local Government Association; Toral (disruption starts at defeat)",
    codes=CODES,
    notes=notes,
)
