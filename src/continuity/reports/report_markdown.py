"""`report markdown`: the report as Markdown, for a wiki, an issue or a chat."""

from continuity.reports.document import markdown as page_markdown
from continuity.reports.report.document import build_report_document
from continuity.reports.report.model import ReportData


def render(report: ReportData) -> str:
    """The report on the findings of every status."""
    return page_markdown.write(build_report_document(report))
