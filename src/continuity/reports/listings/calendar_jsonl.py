"""`calendar --format jsonl`: one transition a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.calendar_json import entry
from continuity.reports.listings.json_text import iso, lines
from continuity.reports.listings.provenance import judged_by


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The transitions, each as it stands in the document, with the day, the rule and its settings."""
    rule = {"as_of": iso(assessment.as_of), **judged_by(assessment)}
    return lines(entry(assessment, transition) | rule for transition in assessment.transitions)
