"""Listings as CSV: UTF-8, comma, CRLF, RFC 4180, with text cells kept from running as formulas."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.formula_escape import escape_formula
from continuity.reports.listings.columns import Cell, ReportColumn, Subject

BOM = "\ufeff"
"""The mark by which Excel knows UTF-8."""


def render_csv(
    columns: Iterable[ReportColumn[Subject]],
    assessment: Assessment,
    subjects: Iterable[Subject],
    *,
    excel: bool = False,
) -> str:
    """A header and one line a subject."""
    columns = tuple(columns)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for subject in subjects:
        writer.writerow([_format_cell(column.read_cell(assessment, subject)) for column in columns])
    return (BOM if excel else "") + buffer.getvalue()


def _format_cell(cell: Cell) -> str:
    """Days and yes and no go out as they are, so that a program reads them; only text is guarded."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else escape_formula(cell)
