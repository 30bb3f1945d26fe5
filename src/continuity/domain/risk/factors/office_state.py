"""The factors about the office itself; only A4, an empty office, moves a level."""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.vocabulary import TransitionKind


def _find_vacancy_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    transition = case.transition
    parameters: dict[str, Parameter] = {
        "office": transition.office,
        "since": transition.vacant_since,
        "acting": transition.acting,
    }
    reason = Reason(code="VACANCY", parameters=parameters, is_recorded=True)
    return (reason,) if transition.vacant else ()


def _find_overdue_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    reason = Reason(code="TERM_OVERDUE", parameters={"office": case.transition.office}, is_recorded=True)
    return (reason,) if case.transition.overdue else ()


def _find_office_end_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    reason = Reason(code="OFFICE_ENDS", parameters={"event": case.transition}, is_recorded=True)
    return (reason,) if case.transition.kind == TransitionKind.ABOLITION else ()


VACANCY_FACTOR = Factor(
    symbol="A4",
    reads=qualify_columns("terms", "person", "start", "end", "expected_end", "capacity"),
    rests_on="practice",
    source="Aurora 2018 and Toronto 2023: seats empty for weeks before anybody was chosen",
    codes={"VACANCY": CodeInfo(role="reason", subject="office")},
    find_notes=_find_vacancy_notes,
)
"""Rests on practice: seats stood empty for weeks before anybody was chosen (Aurora 2018, Toronto 2023), and whoever
acts meanwhile decides on programmes.
"""

OVERDUE_FACTOR = Factor(
    reads=qualify_columns("terms", "end", "expected_end"),
    rests_on="practice",
    source="openstates/people: 311 of 608 mayors listed as current were past their end date in August 2026",
    codes={"TERM_OVERDUE": CodeInfo(role="both", subject="office")},
    find_notes=_find_overdue_notes,
)
"""Rests on practice: no end date does not mean current (openstates/people: 311 of 608 mayors listed as current were
past their end date in August 2026).
"""

OFFICE_END_FACTOR = Factor(
    reads=qualify_columns("offices", "end", "successor", "known_from"),
    rests_on="practice",
    source="Liverpool 2023: an office ended and another took over its programmes",
    codes={"OFFICE_ENDS": CodeInfo(role="both", subject="office")},
    find_notes=_find_office_end_notes,
)
"""Rests on practice: in Liverpool in 2023 an office ended and another took over its programmes."""
