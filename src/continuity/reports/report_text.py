"""`report text`: the report as plain text, for a terminal or the body of a mail."""

from continuity.reports.document import text as page_text
from continuity.reports.report.document import report_page
from continuity.reports.report.model import Dossier


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    return page_text.write(report_page(dossier))
