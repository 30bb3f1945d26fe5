"""Explanation of one finding as JSON, a stable interface: only append keys."""

from collections.abc import Iterable

from continuity.domain.risk.explain.evidence import FindingEvidence, SourceRecord
from continuity.domain.risk.explain.explanation import Condition, Explanation, Improvement, PartnerConditions
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.vocabulary import YesNo
from continuity.reports.listings.encode import Json, dump_document, format_iso_day
from continuity.reports.listings.findings import build_finding_entry, build_reason_entries
from continuity.reports.listings.provenance import build_settings_entry
from continuity.reports.wording.reasons import FACTOR_TITLES
from continuity.reports.wording.sentences import format_answers, format_question, format_reason

SCHEMA = "continuity.explain/1"


def render(evidence: FindingEvidence) -> str:
    """Render the explanation as one JSON document."""
    explanation, assessment = evidence.explanation, evidence.assessment
    return dump_document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": format_iso_day(assessment.as_of),
            "settings": build_settings_entry(assessment.settings),
            "finding": build_finding_entry(assessment, explanation.finding),
            "steps": [
                {"question": format_question(step), "answers": list(format_answers(step))} for step in explanation.steps
            ],
            "partners": [_build_partner_entry(evidence, standing) for standing in explanation.partner_conditions],
            "protections": [_build_condition_entry(evidence, condition) for condition in explanation.protections],
            "aggravators": [_build_condition_entry(evidence, condition) for condition in explanation.aggravators],
            "cell": _build_table_cell(explanation),
            "clears": build_reason_entries(explanation.clears),
            "lowers": [_build_improvement_entry(improvement) for improvement in explanation.lowers],
            "documents": [_build_document_entry(fact) for fact in evidence.list_documents()],
            "missing": list(explanation.finding.missing_columns),
            "transitions": [build_finding_entry(assessment, finding) for finding in explanation.finding.other_findings],
        }
    )


def _build_partner_entry(evidence: FindingEvidence, standing: PartnerConditions) -> Json:
    return {
        "partner": standing.partner,
        "name": standing.name or "nobody",
        "carries": standing.carries,
        "conditions": [
            _build_condition_entry(evidence, condition, standing.partner) for condition in standing.conditions
        ],
    }


def _build_condition_entry(
    evidence: FindingEvidence, condition: Condition, partner: str | None = None
) -> dict[str, Json]:
    return {
        "symbol": condition.symbol,
        "title": FACTOR_TITLES[condition.symbol],
        "holds": condition.holds,
        "reasons": [{"code": reason.code, "text": format_reason(reason)} for reason in condition.reasons],
        "rests_on": condition.rests_on,
        "source": condition.source,
        "facts": _build_fact_entries(evidence.list_source_records(condition, partner)),
    }


def _build_fact_entries(facts: Iterable[SourceRecord]) -> list[Json]:
    return [
        {
            "record": fact.record,
            "cells": {name: text or None for name, text in fact.cells},
            "source": fact.source or None,
            "verified_on": fact.verified_on or None,
            "known": fact.is_counted,
        }
        for fact in facts
    ]


def _build_table_cell(explanation: Explanation) -> Json:
    if explanation.cell is None:
        return None
    row, column = explanation.cell
    return {"protections": row, "aggravators": column, "level": explanation.finding.level}


def _build_improvement_entry(improvement: Improvement) -> Json:
    return {
        "protections": list(improvement.protections),
        "level": improvement.level,
        "remedies": build_reason_entries(improvement.remedies),
    }


def _build_document_entry(fact: SourceRecord) -> Json:
    cells = {name: text or None for name, text in fact.cells}
    return {"record": fact.record, **cells, "stale": cells["stale"] == YesNo.YES, "known": fact.is_counted}
