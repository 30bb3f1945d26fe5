"""What is not recorded of a change: result, handover day, or that there is one."""

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.vocabulary import DayBasis, TransitionKind


def is_result_missing(transition: Transition) -> bool:
    """Return whether a transition is open only for want of a recorded result."""
    is_settled = transition.result_known or transition.vacant or transition.kind == TransitionKind.ABOLITION
    return transition.open and not is_settled


def build_no_transition_reason(programme: Programme) -> Reason:
    """Build the reason of a programme whose exposure is unknown."""
    return Reason(code="ELECTION_UNKNOWN", parameters={"office": programme.office}, owner=programme.owner)


def build_cancelled_reason(programme: Programme, polling_date: VagueDate) -> Reason:
    """Build the reason of a programme whose election was cancelled, with nothing in its place."""
    parameters: dict[str, Parameter] = {"office": programme.office, "day": polling_date}
    return Reason(
        code="ELECTION_UNKNOWN",
        variant="cancelled",
        remedy="cancelled",
        parameters=parameters,
        is_recorded=True,
        owner=programme.owner,
    )


def _find_result_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find a missing result: of this transition, or of one that gave way to it."""
    unresolved = case.unresolved_transition or (case.transition if _is_result_due(case) else None)
    if unresolved is None:
        return ()
    variant = "projected" if unresolved.is_only_projected else ""
    return (Reason(code="RESULT_UNKNOWN", variant=variant, remedy=variant, parameters={"event": unresolved}),)


def _is_result_due(case: Case) -> bool:
    # Between two rounds no result is due yet.
    is_ahead = case.transition.is_election and case.as_of <= case.transition.last_polling_day
    return is_result_missing(case.transition) and not is_ahead


def _find_handover_day_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find whether the handover is only reckoned with, and may still be ahead."""
    transition = case.transition
    if transition.handover_basis != DayBasis.DERIVED or case.as_of > transition.scheduled_handover_last:
        return ()
    period = Period(transition.handover_first, transition.scheduled_handover_last)
    return (Reason(code="HANDOVER_UNKNOWN", parameters={"office": transition.office, "period": period}),)


RESULT_FACTOR = Factor(
    reads=(
        *qualify_columns("elections", "status", "winner", "winner_party"),
        *qualify_columns("terms", "person", "start"),
    ),
    rests_on="practice",
    source="an unrecorded result hides no risk",
    codes={"RESULT_UNKNOWN": CodeInfo(role="both", subject="office")},
    find_notes=_find_result_notes,
)

NO_TRANSITION_FACTOR = Factor(
    reads=(
        *qualify_columns("rules", "election_rule", "election_rule_start"),
        *qualify_columns("elections", "date"),
        *qualify_columns("terms", "expected_end"),
    ),
    rests_on="practice",
    source="an unknown day hides no risk",
    codes={"ELECTION_UNKNOWN": CodeInfo(role="reason", subject="office", has_deadline=False)},
)

HANDOVER_DAY_FACTOR = Factor(
    reads=("elections.handover", "rules.takes_office", "terms.start"),
    rests_on="practice",
    source="from polling day to office it takes 3 to 180 days in the fourteen cities",
    codes={"HANDOVER_UNKNOWN": CodeInfo(role="both", subject="office")},
    find_notes=_find_handover_day_notes,
)
"""Without the day a range is reckoned with, whose length is a setting."""
