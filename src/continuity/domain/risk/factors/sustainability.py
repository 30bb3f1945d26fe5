"""Whether the programme's scores of sustainability are still fresh. It moves no level.

Rests on evidence, correlational: the domain means of the Program Sustainability Assessment Tool (PSAT) go with what was
in fact sustained, partnerships most (.71), adaptation least (.25, not significant). Only the means are recorded, from
1.0 to 7.0, never the wording of its items. That they grow stale after the months of the setting is practice.
"""

from continuity.domain.risk.case import Carrier, Case, latest, outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import written

CODES = {
    "SCORES_STALE": CodeInfo(
        meaning="The last scores of the programme's sustainability are older than the months of the setting.",
        remedy="Score the programme's sustainability again.",
        part="watch",
    ),
}


def notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether there are scores, and all of them are stale; that there are none is not remarked on."""
    last = latest(case, carrier, "sustainability")
    if last is None or not outdated(case, last):
        return ()
    text = f"The sustainability of the programme was last scored on {written(last.date)}."
    return (Reason(code="SCORES_STALE", text=text, recorded=True),)


FACTOR = Factor(
    title="fresh scores of sustainability, where there are any",
    reads=columns("evidence", "programme", "partner", "kind", "date", "score", "domain"),
    rests_on="evidence",
    source="PSAT (Luke 2014; Implementation Science Communications 2022, table 1)",
    codes=CODES,
    evidence="sustainability",
    notes=notes,
)
