"""`report markdown`: the report as Markdown, for a wiki, an issue or a chat."""

from continuity.reports import page_markdown
from continuity.reports.dossier import Dossier
from continuity.reports.report_page import report_page


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    return page_markdown.write(report_page(dossier))
