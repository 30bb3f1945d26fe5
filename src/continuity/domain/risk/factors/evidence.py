"""The six factors that read dated evidence about a programme or a partner.

None of them moves a level.
"""

from decimal import Decimal

from continuity.domain.risk.case import Carrier, Case, find_documents, find_latest_document, is_outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, ReasonFinder, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.risk.phrases import format_date

SUFFICIENT_SCORE = Decimal(3)
"""Of a scale from one to four."""

_DOCUMENT_COLUMNS = qualify_columns("evidence", "programme", "partner", "kind", "date")


def _find_missing_document(kind: str, code: str, text: str) -> ReasonFinder:
    """Return a finder of the reason that no document of a kind is recorded.

    A text with `{partner}` is about the partner: without one there is nothing to miss.
    """

    def find_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
        if (carrier is None and "{partner}" in text) or find_documents(case, carrier, kind):
            return ()
        return (Reason(code=code, text=text.format(partner=carrier.name) if carrier else text),)

    return find_notes


def _find_capacity_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    if carrier is None:
        return ()
    check = find_latest_document(case, carrier, "capacity")
    if check is None:
        text = f"No dated check of the capacity of {carrier.name} is recorded."
        return (Reason(code="CAPACITY_UNKNOWN", text=text),)
    if is_outdated(case, check):
        months, check_day = case.settings.stale_months, format_date(check.date)
        text = f"The last check of the capacity of {carrier.name} is older than {months} months: {check_day}."
        return (Reason(code="CAPACITY_UNKNOWN", text=text, is_recorded=True),)
    if check.score is not None and check.score < SUFFICIENT_SCORE:
        text = f"The check of the capacity of {carrier.name} ({format_date(check.date)}) scores {check.score} of 4."
        return (Reason(code="CAPACITY_LOW", text=text, is_recorded=True),)
    return ()


def _find_sustainability_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find out whether all scores are stale; that there are none is not remarked on."""
    latest_score = find_latest_document(case, carrier, "sustainability")
    if latest_score is None or not is_outdated(case, latest_score):
        return ()
    text = f"The sustainability of the programme was last scored on {format_date(latest_score.date)}."
    return (Reason(code="SCORES_STALE", text=text, is_recorded=True),)


CAPACITY_FACTOR = Factor(
    symbol="E5",
    title="a partner whose capacity was checked",
    reads=qualify_columns("evidence", "partner", "kind", "date", "score"),
    rests_on="evidence",
    source="Feinberg 2008; OCA",
    codes={
        "CAPACITY_UNKNOWN": CodeInfo(
            meaning="No dated check of the partner's capacity is recorded, or the last one is stale.",
            remedy="Make an assessment of the partner's capacity with it, and record it.",
            role="watch",
            subject="partner",
        ),
        "CAPACITY_LOW": CodeInfo(
            meaning="The last check of the partner's capacity scores below three on the scale of one to four.",
            remedy="Agree with the partner on what it needs, and assess its capacity again.",
            role="watch",
            subject="partner",
        ),
    },
    evidence="capacity",
    find_notes=_find_capacity_notes,
)
"""E5: the partner's capacity was checked, not long ago, and found sufficient.

Rests on evidence, correlational: the functioning of boards predicts which coalitions last (Feinberg 2008). The scale of
one to four and the facilitated self-assessment are those of the Organizational Capacity Assessment; that three is
enough, and that a check grows stale after the months of the setting, is practice.
"""

BUY_IN_FACTOR = Factor(
    symbol="E6",
    title="the support of the community",
    reads=_DOCUMENT_COLUMNS,
    rests_on="evidence",
    source="APOC (Amazigo 2007); PSAT partnerships .71",
    codes={
        "NO_BUYIN": CodeInfo(
            meaning="No dated evidence of community support is recorded.",
            remedy="Record seats on the governing body, a survey, letters or volunteers, with their day.",
            role="both",
        ),
    },
    evidence="buy-in",
    find_notes=_find_missing_document("buy-in", "NO_BUYIN", "No dated evidence of community support is recorded."),
)
"""E6: the community's support is on record.

Rests on evidence, correlational: ownership (APOC, Amazigo 2007) and partnerships (PSAT, .71) go with what lasts.
"""

DATA_FACTOR = Factor(
    symbol="E7",
    title="the programme's data in the partner's hands",
    reads=_DOCUMENT_COLUMNS,
    rests_on="evidence",
    source="Johnson 2017",
    codes={
        "DATA_WITH_CITY": CodeInfo(
            meaning="It is not recorded that the partner holds the programme's data.",
            remedy="Agree on sharing the data, and hand over indicators and contact lists.",
            role="watch",
        ),
    },
    evidence="data",
    find_notes=_find_missing_document(
        "data", "DATA_WITH_CITY", "That {partner} holds the programme's data is not recorded."
    ),
)
"""E7: the partner holds the programme's data.

Rests on evidence, correlational: data resources predict how long a coalition lasts (Johnson 2017).
"""

OVERLAP_FACTOR = Factor(
    symbol="E9",
    title="a handover that was rehearsed",
    reads=_DOCUMENT_COLUMNS,
    rests_on="practice",
    source="Stopping As Success",
    codes={
        "NO_OVERLAP": CodeInfo(
            meaning="No period is recorded in which the partner led the delivery beside the city.",
            remedy="Let the partner lead the delivery for a period before the change.",
            role="watch",
        ),
    },
    evidence="overlap",
    find_notes=_find_missing_document(
        "overlap", "NO_OVERLAP", "No period in which {partner} led the delivery is recorded."
    ),
)
"""E9: the partner has led the delivery for a time beside the city.

Rests on practice: periods of overlap are what exits that went well had in common (Stopping As Success).
"""

EVALUATION_FACTOR = Factor(
    title="an evaluation that a successor can read",
    reads=_DOCUMENT_COLUMNS,
    rests_on="practice",
    source="DellaVigna, Kim and Linos, JPE 2024 (strength of evidence does not predict adoption)",
    codes={
        "NO_EVALUATION": CodeInfo(
            meaning="No dated evaluation is recorded.",
            remedy="Write a short evaluation that an incoming office can read.",
            role="reason",
        ),
    },
    evidence="evaluation",
    find_notes=_find_missing_document(
        "evaluation", "NO_EVALUATION", "No dated evaluation of the programme is recorded."
    ),
)
"""What an incoming office can read about the programme.

The strength of the evidence does not predict whether a city adopts a programme (DellaVigna, Kim and Linos, JPE 2024),
so an evaluation is a remedy and no protection; that it helps a successor decide is practice.
"""

SUSTAINABILITY_FACTOR = Factor(
    title="fresh scores of sustainability, where there are any",
    reads=(*_DOCUMENT_COLUMNS, "evidence.score", "evidence.domain"),
    rests_on="evidence",
    source="PSAT (Luke 2014; Implementation Science Communications 2022, table 1)",
    codes={
        "SCORES_STALE": CodeInfo(
            meaning="The last scores of the programme's sustainability are older than the months of the setting.",
            remedy="Score the programme's sustainability again.",
            role="watch",
        ),
    },
    evidence="sustainability",
    find_notes=_find_sustainability_notes,
)
"""Whether the programme's scores of sustainability are still fresh.

Rests on evidence, correlational: the domain means of the Program Sustainability Assessment Tool (PSAT) go with what was
in fact sustained, partnerships most (.71), adaptation least (.25, not significant). Only the means are recorded, from
1.0 to 7.0, never the wording of its items. That they grow stale after the months of the setting is practice.
"""
