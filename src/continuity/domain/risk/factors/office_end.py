"""The office that decides on the programme ends. It moves no level by itself.

Rests on practice: in Liverpool in 2023 an office ended and another took over its programmes.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_event

OFFICE_END_CODES = {
    "OFFICE_ENDS": CodeInfo(
        meaning="The office that decides on the programme ends.",
        remedy="Find out which office follows, record it, and have the programme confirmed by it.",
        role="both",
        subject="office",
    ),
}


def find_office_end_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the office ends."""
    if case.transition.kind != "abolition":
        return ()
    text = f"{format_event(case.transition)} leaves the programme to whichever office follows."
    return (Reason(code="OFFICE_ENDS", text=text, is_recorded=True),)


OFFICE_END_FACTOR = Factor(
    title="the office itself ends",
    reads=qualify_columns("offices", "end", "successor", "known_from"),
    rests_on="practice",
    source="Liverpool 2023: an office ended and another took over its programmes",
    codes=OFFICE_END_CODES,
    find_notes=find_office_end_notes,
)
