"""`risk --format jsonl`: one finding a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.json_text import iso, lines
from continuity.reports.listings.provenance import judged_by
from continuity.reports.listings.risk_json import entry


def render(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """The findings, each as it stands in the document, with the day, the rule and its settings."""
    rule = {"as_of": iso(assessment.as_of), **judged_by(assessment)}
    return lines(entry(assessment, finding) | rule for finding in findings)
