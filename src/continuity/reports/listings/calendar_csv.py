"""`calendar --format csv`: one line a transition, in the columns of the JSON and how it was made."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.columns import CALENDAR_CSV_COLUMNS
from continuity.reports.listings.encode import render_csv


def render(assessment: Assessment, _findings: Sequence[Finding] = (), *, excel: bool = False) -> str:
    """The transitions as CSV; with the mark for Excel where asked."""
    return render_csv(CALENDAR_CSV_COLUMNS, assessment, assessment.transitions, excel=excel)
