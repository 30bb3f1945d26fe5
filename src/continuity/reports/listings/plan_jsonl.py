"""`plan --format jsonl`: one action a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.listings.json_text import iso, lines
from continuity.reports.listings.plan_json import entry
from continuity.reports.listings.provenance import judged_by


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """The actions, each as it stands in the document, with the day, the rule and its settings."""
    rule = {"as_of": iso(assessment.as_of), **judged_by(assessment)}
    return lines(entry(action) | rule for action in actions)
