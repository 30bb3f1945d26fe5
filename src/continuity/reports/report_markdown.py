"""`report markdown`: the report as Markdown, for a wiki, an issue or a chat."""

from continuity.reports.document import markdown as page_markdown
from continuity.reports.report.document import report_page
from continuity.reports.report.model import Dossier


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    return page_markdown.write(report_page(dossier))
