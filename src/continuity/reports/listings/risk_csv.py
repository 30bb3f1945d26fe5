"""`risk --format csv`: one line a finding."""

from collections.abc import Sequence

from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.columns import RISK_COLUMNS
from continuity.reports.listings.encode import render_csv


def render(assessment: Assessment, findings: Sequence[Finding], *, excel: bool = False) -> str:
    """The findings as CSV; with the mark for Excel where asked."""
    return render_csv(RISK_COLUMNS, assessment, findings, excel=excel)
