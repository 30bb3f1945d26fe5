"""The office that decides on the programme ends. It moves no level by itself.

Rests on practice: in Liverpool in 2023 an office ended and another took over its programmes.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import event

CODES = {
    "OFFICE_ENDS": CodeInfo(
        meaning="The office that decides on the programme ends.",
        remedy="Find out which office follows, record it, and have the programme confirmed by it.",
        part="both",
        about="office",
    ),
}


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the office ends."""
    if case.transition.kind != "abolition":
        return ()
    text = f"{event(case.transition)} leaves the programme to whichever office follows."
    return (Reason(code="OFFICE_ENDS", text=text, recorded=True),)


FACTOR = Factor(
    title="the office itself ends",
    reads=columns("offices", "end", "successor", "known_from"),
    rests_on="practice",
    source="Liverpool 2023: an office ended and another took over its programmes",
    codes=CODES,
    notes=notes,
)
