"""`calendar --format csv`: one line a transition, in the columns of the JSON and how it was made."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.columns import CALENDAR_FILE
from continuity.reports.listings.encode import render_csv


def render(assessment: Assessment, _findings: Sequence[Finding] = (), *, excel: bool = False) -> str:
    """The transitions as CSV; with the mark for Excel where asked."""
    return render_csv(CALENDAR_FILE, assessment, assessment.transitions, excel=excel)
