"""A1: another person is certain to hold the office.
It also says where it is not known whether the holder stands again. Rests on evidence: services fall and staff is
replaced when the town hall changes hands (Akhtari, Moreira and Trucco 2022; Toral), though city budgets as a whole show
little of it (Ferreira and Gyourko 2009). An incumbent who stands again neither helps nor hurts; incumbents are often
returned, how often depends on the country (Freier 2015; Lucas).
"""

from continuity.domain.offices.models import Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.vocabulary import TransitionKind

CODES = dict.fromkeys(("PERSON_CHANGES", "INCUMBENT_UNKNOWN"), CodeInfo(role="reason", subject="office"))


def has_person_change(transition: Transition) -> bool:
    """Return whether A1 holds: another person is certain to hold the office."""
    if transition.holder_stays:
        return False
    is_successor_known = transition.successor is not None and transition.outgoing is not None
    return bool(transition.certain_change) or (is_successor_known and transition.successor != transition.outgoing)


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find that the person changes, or that nobody knows if the holder stands."""
    transition = case.transition
    if has_person_change(transition):
        causes = transition.certain_change or ("successor-known",)
        parameters: dict[str, Parameter] = {"office": transition.office, "causes": causes}
        return (Reason(code="PERSON_CHANGES", parameters=parameters, is_recorded=True),)
    if _is_incumbent_unknown(transition):
        return (Reason(code="INCUMBENT_UNKNOWN", parameters={"office": transition.office}),)
    return ()


def _is_incumbent_unknown(transition: Transition) -> bool:
    is_decided_by_choice = transition.is_election or transition.kind == TransitionKind.APPOINTMENT_END
    is_settled = transition.open or transition.vacant or transition.result_known or transition.holder_stays
    is_recorded = transition.incumbent_candidacy not in (None, "", "unknown")
    return is_decided_by_choice and not is_settled and not is_recorded


FACTOR = Factor(
    symbol="A1",
    reads=(
        *qualify_columns("terms", "person", "start", "end", "expected_end", "end_reason", "next", "next_on"),
        *qualify_columns("rules", "term_limit", "term_limit_kind"),
        *qualify_columns("elections", "winner"),
    ),
    rests_on="evidence",
    source="Akhtari, Moreira and Trucco 2022; Toral; Freier 2015; Lucas",
    codes=CODES,
    find_notes=find_notes,
)
