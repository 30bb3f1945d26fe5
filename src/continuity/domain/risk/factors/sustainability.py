"""Whether the programme's scores of sustainability are still fresh. It moves no level.

Rests on evidence, correlational: the domain means of the Program Sustainability Assessment Tool (PSAT) go with what was
in fact sustained, partnerships most (.71), adaptation least (.25, not significant). Only the means are recorded, from
1.0 to 7.0, never the wording of its items. That they grow stale after the months of the setting is practice.
"""

from continuity.domain.risk.case import Carrier, Case, find_latest_document, is_outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date

SUSTAINABILITY_CODES = {
    "SCORES_STALE": CodeInfo(
        meaning="The last scores of the programme's sustainability are older than the months of the setting.",
        remedy="Score the programme's sustainability again.",
        role="watch",
    ),
}


def find_sustainability_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether there are scores, and all of them are stale; that there are none is not remarked on."""
    latest_score = find_latest_document(case, carrier, "sustainability")
    if latest_score is None or not is_outdated(case, latest_score):
        return ()
    text = f"The sustainability of the programme was last scored on {format_date(latest_score.date)}."
    return (Reason(code="SCORES_STALE", text=text, is_recorded=True),)


SUSTAINABILITY_FACTOR = Factor(
    title="fresh scores of sustainability, where there are any",
    reads=qualify_columns("evidence", "programme", "partner", "kind", "date", "score", "domain"),
    rests_on="evidence",
    source="PSAT (Luke 2014; Implementation Science Communications 2022, table 1)",
    codes=SUSTAINABILITY_CODES,
    evidence="sustainability",
    find_notes=find_sustainability_notes,
)
