"""`calendar --format jsonl`: one transition a line."""

from collections.abc import Sequence

from continuity.domain.assessment import Assessment
from continuity.domain.risk.facts import Finding
from continuity.reports.calendar_json import entry
from continuity.reports.jsontext import lines


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The transitions, each as it stands in the document."""
    return lines(entry(assessment, transition) for transition in assessment.transitions)
