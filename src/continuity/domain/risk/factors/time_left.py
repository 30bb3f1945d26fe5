"""A3: there is little time to sign, or none, until the transition closes.
Rests on practice, with some evidence: in the pre-election period long-term commitments are deferred (Local Government
Association guidance), so the time to sign ends before it, and services change from polling day on (Toral), before the
winner takes office. The 90 days are a setting.
"""

from datetime import timedelta

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason

CODES = {"LATE": CodeInfo(role="reason"), "OPEN": CodeInfo(role="reason")}


def is_late(case: Case) -> bool:
    """Return whether A3 holds: not for an election that nobody recorded, once its handover by the rule is past."""
    if is_overtaken(case):
        return False
    return case.as_of >= case.transition.quiet_start - timedelta(days=case.settings.late_days)


def is_overtaken(case: Case) -> bool:
    """Return whether nobody recorded the election, and its handover by the rule is past: who won can be looked up."""
    return case.transition.is_only_projected and case.as_of > case.transition.scheduled_handover_last


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find where the day is in the transition."""
    transition = case.transition
    if is_overtaken(case):
        return ()
    if case.as_of > transition.last_polling_day:
        elapsed = case.as_of - transition.polling_day
        return (Reason(code="OPEN", parameters={"event": transition, "elapsed": elapsed}, is_recorded=True),)
    return (_build_late_reason(case),) if is_late(case) else ()


def _build_late_reason(case: Case) -> Reason:
    transition, quiet_start = case.transition, case.transition.quiet_start
    parameters: dict[str, Parameter] = {"event": transition, "day": quiet_start}
    if case.as_of < quiet_start:
        variant = "before-quiet-period" if transition.quiet_from else "before-day"
        parameters["left"] = quiet_start - case.as_of
    else:
        variant = "in-quiet-period" if transition.quiet_from else "on-day"
    return Reason(code="LATE", variant=variant, parameters=parameters, is_recorded=True)


FACTOR = Factor(
    symbol="A3",
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
