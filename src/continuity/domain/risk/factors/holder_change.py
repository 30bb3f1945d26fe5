"""A1: another person is certain to hold the office; and where it is not known whether the holder stands again.

Rests on evidence: services fall and staff is replaced when the town hall changes hands (Akhtari, Moreira and Trucco
2022; Toral), though city budgets as a whole show little of it (Ferreira and Gyourko 2009). An incumbent who stands
again neither helps nor hurts; incumbents are often returned, how often depends on the country (Freier 2015; Lucas).
"""

from continuity.domain.offices.models import Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason

CODES = {
    "PERSON_CHANGES": CodeInfo(
        meaning="The holder of the office is certain to change.",
        remedy="Prepare a handover pack, and offer the incoming office a briefing.",
        part="reason",
        about="office",
    ),
    "INCUMBENT_UNKNOWN": CodeInfo(
        meaning="Whether the holder stands again is not recorded.",
        remedy="Record whether the holder stands again.",
        part="reason",
        about="office",
    ),
}

WHY = {
    "not-standing": "the holder does not stand again",
    "term-limited": "the holder is term-limited",
    "limit-reached": "the mandates recorded reach the limit",
    "left-early": "the holder left or leaves before the term was due to end",
    "successor-known": "another next holder is recorded",
}
"""By code, why the person is certain to change."""


def person_changes(transition: Transition) -> bool:
    """Whether A1 holds: another person is certain to hold the office."""
    if transition.stayed:
        return False
    followed = transition.successor is not None and transition.outgoing is not None
    return bool(transition.certain_change) or (followed and transition.successor != transition.outgoing)


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """That the person changes, or that it is not known whether the holder stands."""
    office = case.transition.office
    if person_changes(case.transition):
        why = ", ".join(WHY.get(code, code) for code in case.transition.certain_change or ("successor-known",))
        text = f"The holder of {office} is certain to change: {why}."
        return (Reason(code="PERSON_CHANGES", text=text, recorded=True),)
    if _incumbent_unknown(case.transition):
        return (Reason(code="INCUMBENT_UNKNOWN", text=f"Whether the holder of {office} stands again is not recorded."),)
    return ()


def _incumbent_unknown(transition: Transition) -> bool:
    asked = transition.polls or transition.kind == "appointment-end"
    settled = transition.open or transition.vacant or transition.result_known or transition.stayed
    recorded = transition.incumbent not in (None, "", "unknown")
    return asked and not settled and not recorded


FACTOR = Factor(
    symbol="A1",
    title="the person is certain to change",
    reads=(
        *columns("terms", "person", "start", "end", "expected_end", "end_reason", "next", "next_on"),
        *columns("rules", "term_limit", "term_limit_kind"),
        *columns("elections", "winner"),
    ),
    rests_on="evidence",
    source="Akhtari, Moreira and Trucco 2022; Toral; Freier 2015; Lucas",
    codes=CODES,
    notes=notes,
)
