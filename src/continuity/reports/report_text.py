"""`report text`: the report as plain text, for a terminal or the body of a mail."""

from continuity.reports import page_text
from continuity.reports.dossier import Dossier
from continuity.reports.report_page import report_page


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    return page_text.write(report_page(dossier))
