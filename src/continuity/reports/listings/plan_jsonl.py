"""`plan --format jsonl`: one action a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.listings.json_text import dump_lines, format_iso_day
from continuity.reports.listings.plan_json import build_action_entry
from continuity.reports.listings.provenance import build_rule_provenance


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """The actions, each as it stands in the document, with the day, the rule and its settings."""
    provenance = {"as_of": format_iso_day(assessment.as_of), **build_rule_provenance(assessment)}
    return dump_lines(build_action_entry(action) | provenance for action in actions)
