"""`report text`: the report as plain text, for a terminal or the body of a mail."""

from continuity.reports.document import text as page_text
from continuity.reports.report.document import build_report_document
from continuity.reports.report.model import ReportData


def render(report: ReportData) -> str:
    """The report on the findings of every status."""
    return page_text.write(build_report_document(report))
