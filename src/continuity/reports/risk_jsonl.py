"""`risk --format jsonl`: one finding a line."""

from collections.abc import Sequence

from continuity.domain.assessment import Assessment
from continuity.domain.risk.facts import Finding
from continuity.reports.jsontext import lines
from continuity.reports.risk_json import entry


def render(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """The findings, each as it stands in the document."""
    return lines(entry(assessment, finding) for finding in findings)
