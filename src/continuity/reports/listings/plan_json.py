"""`plan --format json`: the actions as "continuity.plan/1", a stable interface; keys are only ever added, last."""

from collections.abc import Sequence

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.listings.json_text import Json, document, iso
from continuity.reports.listings.provenance import settings_entry

SCHEMA = "continuity.plan/1"


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """The actions given, as one document."""
    entries: list[Json] = [entry(action) for action in actions]
    return document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": iso(assessment.as_of),
            "settings": settings_entry(assessment.settings),
            "actions": entries,
        }
    )


def entry(action: Action) -> dict[str, Json]:
    """One action."""
    return {
        "programmes": list(action.programmes),
        "names": list(action.names),
        "city": action.city,
        "office": action.office,
        "action": action.remedy,
        "owner": action.owner,
        "due": iso(action.due),
        "start_by": iso(action.start_by),
        "late": action.late,
        "clears": list(action.clears),
        "treatment": action.treatment or None,
    }
