"""A4: the office has no holder before the term was due to end, or that day is not recorded.

Rests on practice: seats stood empty for weeks before anybody was chosen (Aurora 2018, Toronto 2023), and whoever acts
meanwhile decides on programmes.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason

VACANCY_CODES = {
    "VACANCY": CodeInfo(
        meaning="The office has no holder before the term was due to end, or that day is not recorded.",
        remedy="Ask the acting office to confirm the programme, and record who holds the office.",
        role="reason",
        subject="office",
    ),
}


def find_vacancy_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the seat stands empty."""
    if not case.transition.vacant:
        return ()
    text = f"For {case.transition.office} no holder is recorded, and the term was not certainly due to end."
    return (Reason(code="VACANCY", text=text, is_recorded=True),)


VACANCY_FACTOR = Factor(
    symbol="A4",
    title="the office stands empty before its time",
    reads=qualify_columns("terms", "person", "start", "end", "expected_end", "capacity"),
    rests_on="practice",
    source="Aurora 2018 and Toronto 2023: seats empty for weeks before anybody was chosen",
    codes=VACANCY_CODES,
    find_notes=find_vacancy_notes,
)
