"""`risk --format jsonl`: one finding a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.json_text import dump_lines, format_iso_day
from continuity.reports.listings.provenance import build_rule_provenance
from continuity.reports.listings.risk_json import build_finding_entry


def render(assessment: Assessment, findings: Sequence[Finding]) -> str:
    """The findings, each as it stands in the document, with the day, the rule and its settings."""
    provenance = {"as_of": format_iso_day(assessment.as_of), **build_rule_provenance(assessment)}
    return dump_lines(build_finding_entry(assessment, finding) | provenance for finding in findings)
