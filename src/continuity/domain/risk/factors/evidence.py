"""The six factors that read dated evidence about a programme or a partner; none of them moves a level."""

from decimal import Decimal

from continuity.domain.risk.case import Carrier, Case, find_documents, find_latest_document, is_outdated
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason
from continuity.domain.vocabulary import EvidenceKind

SUFFICIENT_SCORE = Decimal(3)
"""Of a scale from one to four."""

_DOCUMENT_COLUMNS = qualify_columns("evidence", "programme", "partner", "kind", "date")


def _find_capacity_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    if carrier is None:
        return ()
    check = find_latest_document(case, carrier, EvidenceKind.CAPACITY)
    parameters: dict[str, Parameter] = {"partner": carrier.name}
    if check is None:
        return (Reason(code="CAPACITY_UNKNOWN", variant="unchecked", parameters=parameters),)
    parameters["day"] = check.date
    if is_outdated(case, check):
        parameters["months"] = case.settings.stale_months
        return (Reason(code="CAPACITY_UNKNOWN", variant="outdated", parameters=parameters, is_recorded=True),)
    if check.score is not None and check.score < SUFFICIENT_SCORE:
        parameters["score"] = check.score
        return (Reason(code="CAPACITY_LOW", parameters=parameters, is_recorded=True),)
    return ()


def _find_buy_in_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    return () if find_documents(case, carrier, EvidenceKind.BUY_IN) else (Reason(code="NO_BUYIN"),)


def _find_data_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    if carrier is None or find_documents(case, carrier, EvidenceKind.DATA):
        return ()
    return (Reason(code="DATA_WITH_CITY", parameters={"partner": carrier.name}),)


def _find_overlap_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    if carrier is None or find_documents(case, carrier, EvidenceKind.OVERLAP):
        return ()
    return (Reason(code="NO_OVERLAP", parameters={"partner": carrier.name}),)


def _find_evaluation_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    return () if find_documents(case, carrier, EvidenceKind.EVALUATION) else (Reason(code="NO_EVALUATION"),)


def _find_sustainability_notes(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find out whether all scores are stale; that there are none is not remarked on."""
    latest_score = find_latest_document(case, carrier, EvidenceKind.SUSTAINABILITY)
    if latest_score is None or not is_outdated(case, latest_score):
        return ()
    return (Reason(code="SCORES_STALE", parameters={"day": latest_score.date}, is_recorded=True),)


CAPACITY_FACTOR = Factor(
    symbol="E5",
    reads=qualify_columns("evidence", "partner", "kind", "date", "score"),
    rests_on="evidence",
    source="Feinberg 2008; OCA",
    codes=dict.fromkeys(("CAPACITY_UNKNOWN", "CAPACITY_LOW"), CodeInfo(role="watch", subject="partner")),
    evidence=EvidenceKind.CAPACITY,
    find_notes=_find_capacity_notes,
)
"""Rests on evidence, correlational: the functioning of boards predicts which coalitions last (Feinberg 2008). The scale
of one to four and the facilitated self-assessment are those of the Organizational Capacity Assessment; that three is
enough, and that a check grows stale after the months of the setting, is practice.
"""

BUY_IN_FACTOR = Factor(
    symbol="E6",
    reads=_DOCUMENT_COLUMNS,
    rests_on="evidence",
    source="APOC (Amazigo 2007); PSAT partnerships .71",
    codes={"NO_BUYIN": CodeInfo(role="both")},
    evidence=EvidenceKind.BUY_IN,
    find_notes=_find_buy_in_notes,
)
"""Rests on evidence, correlational: ownership (APOC, Amazigo 2007) and partnerships (PSAT, .71) go with what lasts."""

DATA_FACTOR = Factor(
    symbol="E7",
    reads=_DOCUMENT_COLUMNS,
    rests_on="evidence",
    source="Johnson 2017",
    codes={"DATA_WITH_CITY": CodeInfo(role="watch")},
    evidence=EvidenceKind.DATA,
    find_notes=_find_data_notes,
)
"""Rests on evidence, correlational: data resources predict how long a coalition lasts (Johnson 2017)."""

OVERLAP_FACTOR = Factor(
    symbol="E9",
    reads=_DOCUMENT_COLUMNS,
    rests_on="practice",
    source="Stopping As Success",
    codes={"NO_OVERLAP": CodeInfo(role="watch")},
    evidence=EvidenceKind.OVERLAP,
    find_notes=_find_overlap_notes,
)
"""Rests on practice: periods of overlap are what exits that went well had in common (Stopping As Success)."""

EVALUATION_FACTOR = Factor(
    reads=_DOCUMENT_COLUMNS,
    rests_on="practice",
    source="DellaVigna, Kim and Linos, JPE 2024 (strength of evidence does not predict adoption)",
    codes={"NO_EVALUATION": CodeInfo(role="reason")},
    evidence=EvidenceKind.EVALUATION,
    find_notes=_find_evaluation_notes,
)
"""The strength of the evidence does not predict whether a city adopts a programme (DellaVigna, Kim and Linos, JPE
2024), so an evaluation is a remedy and no protection; that it helps a successor decide is practice.
"""

SUSTAINABILITY_FACTOR = Factor(
    reads=(*_DOCUMENT_COLUMNS, "evidence.score", "evidence.domain"),
    rests_on="evidence",
    source="PSAT (Luke 2014; Implementation Science Communications 2022, table 1)",
    codes={"SCORES_STALE": CodeInfo(role="watch")},
    evidence=EvidenceKind.SUSTAINABILITY,
    find_notes=_find_sustainability_notes,
)
"""Rests on evidence, correlational: the domain means of the Program Sustainability Assessment Tool (PSAT) go with what
was in fact sustained, partnerships most (.71), adaptation least (.25, not significant). Only the means are recorded,
from 1.0 to 7.0, never the wording of its items. That they grow stale after the months of the setting is practice.
"""
