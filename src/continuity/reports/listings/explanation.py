"""`explain --format json`: one finding taken apart, as "continuity.explain/1"; keys are only ever added, last."""

from collections.abc import Iterable

from continuity.domain.risk.explain.evidence import Fact, Grounds
from continuity.domain.risk.explain.explanation import Condition, Explanation, Improvement, Standing
from continuity.domain.risk.findings import RULE_VERSION
from continuity.reports.listings import risk_json
from continuity.reports.listings.json_text import Json, document, iso
from continuity.reports.listings.provenance import settings_entry

SCHEMA = "continuity.explain/1"


def render(grounds: Grounds) -> str:
    """The explanation as one document."""
    found, assessment = grounds.explanation, grounds.assessment
    return document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": iso(assessment.as_of),
            "settings": settings_entry(assessment.settings),
            "finding": risk_json.entry(assessment, found.finding),
            "steps": [{"question": step.question, "answers": list(step.answers)} for step in found.steps],
            "partners": [_standing(grounds, standing) for standing in found.standings],
            "protections": [_condition(grounds, one) for one in found.protections],
            "aggravators": [_condition(grounds, one) for one in found.aggravators],
            "cell": _cell(found),
            "clears": risk_json.reasons_entry(found.clears),
            "lowers": [_improvement(one) for one in found.lowers],
            "documents": [_document(fact) for fact in grounds.documents()],
            "missing": list(found.finding.missing),
            "transitions": [risk_json.entry(assessment, other) for other in found.finding.others],
        }
    )


def _standing(grounds: Grounds, standing: Standing) -> Json:
    return {
        "partner": standing.partner,
        "name": standing.name,
        "carries": standing.carries,
        "conditions": [_condition(grounds, one, standing.partner) for one in standing.conditions],
    }


def _condition(grounds: Grounds, condition: Condition, partner: str | None = None) -> dict[str, Json]:
    return {
        "symbol": condition.symbol,
        "title": condition.title,
        "holds": condition.holds,
        "reasons": [{"code": reason.code, "text": reason.text} for reason in condition.reasons],
        "rests_on": condition.rests_on,
        "source": condition.source,
        "facts": _facts(grounds.facts(condition, partner)),
    }


def _facts(facts: Iterable[Fact]) -> list[Json]:
    return [
        {
            "record": fact.record,
            "cells": {name: text or None for name, text in fact.cells},
            "source": fact.source or None,
            "verified_on": fact.verified_on or None,
            "known": fact.counted,
        }
        for fact in facts
    ]


def _cell(found: Explanation) -> Json:
    if found.cell is None:
        return None
    row, column = found.cell
    return {"protections": row, "aggravators": column, "level": found.finding.level}


def _improvement(improvement: Improvement) -> Json:
    return {
        "protections": list(improvement.protections),
        "level": improvement.level,
        "remedies": risk_json.reasons_entry(improvement.remedies),
    }


def _document(fact: Fact) -> Json:
    cells = {name: text or None for name, text in fact.cells}
    return {"record": fact.record, **cells, "stale": cells["stale"] == "yes", "known": fact.counted}
