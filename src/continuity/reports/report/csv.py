"""`report csv`: one line a finding, in the columns that these readers get."""

from continuity.domain.privacy.audiences import is_column_visible
from continuity.reports.listings.columns import RISK_COLUMNS
from continuity.reports.listings.encode import ReportColumn, dump_csv
from continuity.reports.report.model import ReportData


def render(report: ReportData) -> str:
    """The findings as CSV.

    The columns are those of `risk --format csv`, less what is not for the readers, and two more at the end: for whom
    the file was made, and what it leaves out for them.
    """
    columns = [column for column in RISK_COLUMNS if is_column_visible(column.name, report.audience)]
    left_out = "; ".join(report.left_out)
    columns += [
        ReportColumn("audience", lambda _, __: report.audience.name),
        ReportColumn("left_out", lambda _, __: left_out),
    ]
    return dump_csv(columns, report.assessment, report.findings)
