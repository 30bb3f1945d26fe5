"""`calendar --format jsonl`: one transition a line."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.calendar_json import build_transition_entry
from continuity.reports.listings.json_text import dump_lines, format_iso_day
from continuity.reports.listings.provenance import build_rule_provenance


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The transitions, each as it stands in the document, with the day, the rule and its settings."""
    provenance = {"as_of": format_iso_day(assessment.as_of), **build_rule_provenance(assessment)}
    return dump_lines(
        build_transition_entry(assessment, transition) | provenance for transition in assessment.transitions
    )
