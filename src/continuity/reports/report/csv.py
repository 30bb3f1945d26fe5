"""`report csv`: one line a finding, in the columns that these readers get."""

from continuity.domain.privacy.audiences import leaves
from continuity.reports.listings.columns import RISK, ReportColumn
from continuity.reports.listings.encode import render_csv
from continuity.reports.report.model import Dossier


def render(dossier: Dossier) -> str:
    """The findings as CSV.

    The columns are those of `risk --format csv`, less what is not for the readers, and two more at the end: for whom
    the file was made, and what it leaves out for them.
    """
    columns = [column for column in RISK if leaves(column.name, dossier.audience)]
    left_out = "; ".join(dossier.left_out)
    columns += [
        ReportColumn("audience", lambda _, __: dossier.audience.name),
        ReportColumn("left_out", lambda _, __: left_out),
    ]
    return render_csv(columns, dossier.assessment, dossier.findings)
