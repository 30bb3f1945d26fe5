"""`plan --format json`: the actions as "continuity.plan/1", a stable interface; keys are only ever added, last."""

from collections.abc import Sequence

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.listings.json_text import Json, dump_document, format_iso_day
from continuity.reports.listings.provenance import build_settings_entry

SCHEMA = "continuity.plan/1"


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """The actions given, as one document."""
    entries: list[Json] = [build_action_entry(action) for action in actions]
    return dump_document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": format_iso_day(assessment.as_of),
            "settings": build_settings_entry(assessment.settings),
            "actions": entries,
        }
    )


def build_action_entry(action: Action) -> dict[str, Json]:
    """One action."""
    return {
        "programmes": list(action.programmes),
        "names": list(action.names),
        "city": action.city,
        "office": action.office,
        "action": action.remedy,
        "owner": action.owner,
        "due": format_iso_day(action.due),
        "start_by": format_iso_day(action.start_by),
        "late": action.late,
        "clears": list(action.clears),
        "treatment": action.treatment or None,
    }
