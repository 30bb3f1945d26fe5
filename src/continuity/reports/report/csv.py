"""`report csv`: one line per finding, in the columns its audience may see."""

from continuity.domain.privacy.audiences import is_column_visible
from continuity.reports.listings.columns import RISK_COLUMNS
from continuity.reports.listings.encode import ReportColumn, dump_csv
from continuity.reports.report.model import ReportData


def render(report: ReportData) -> str:
    """Render the findings as CSV: the visible columns of `risk --format csv`, then `audience` and `left_out`."""
    columns = [column for column in RISK_COLUMNS if is_column_visible(column.name, report.audience)]
    left_out = "; ".join(report.left_out)
    columns.append(ReportColumn("audience", lambda _, __: report.audience.name))
    columns.append(ReportColumn("left_out", lambda _, __: left_out))
    return dump_csv(columns, report.assessment, report.findings)
