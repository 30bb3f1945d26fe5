"""The holder's term is past its expected end, and nobody recorded that it ended. It moves no level.

Rests on practice: no end date does not mean current (openstates/people: 311 of 608 mayors listed as current were past
their end date in August 2026).
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

OVERDUE_CODES = {
    "TERM_OVERDUE": CodeInfo(
        meaning="The holder's term is past its expected end, and no end is recorded.",
        remedy="Record the end of the term, or its new expected end.",
        role="both",
        subject="office",
    ),
}


def find_overdue_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the term is overdue."""
    if not case.transition.overdue:
        return ()
    text = f"The term in {case.transition.office} is past its expected end, and no end is recorded."
    return (Reason(code="TERM_OVERDUE", text=text, is_recorded=True),)


OVERDUE_FACTOR = Factor(
    title="a term past its expected end",
    reads=qualify_columns("terms", "end", "expected_end"),
    rests_on="practice",
    source="openstates/people: 311 of 608 mayors listed as current were past their end date in August 2026",
    codes=OVERDUE_CODES,
    find_notes=find_overdue_notes,
)
