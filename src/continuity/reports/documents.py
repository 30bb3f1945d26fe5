"""The report as a document: one module a format, loaded when it is first asked for, all from one dossier."""

from importlib import import_module
from typing import Protocol, cast

from continuity.errors import BadValue
from continuity.reports.report.model import ReportData

REPORT_FORMATS: dict[str, str] = {
    "html": "continuity.reports.report.html",
    "xlsx": "continuity.reports.report.xlsx",
    "csv": "continuity.reports.report.csv",
    "markdown": "continuity.reports.report_markdown",
    "text": "continuity.reports.report_text",
}
"""By name, the module that has `render`. To add a format: its module, a line here, its test, its row in the docs."""

BINARY_FORMATS = frozenset({"xlsx"})
"""Those that go into a file alone."""


class _ReportModule(Protocol):
    def render(self, report: ReportData) -> str | bytes: ...


def render_report(name: str, report: ReportData) -> bytes:
    """The report in one of the formats; the same dossier gives the same bytes.

    Raises:
        BadValue: there is no such format.
    """
    if name not in REPORT_FORMATS:
        raise BadValue(f'"{name}" is not a format of the report', f"write one of {', '.join(REPORT_FORMATS)}")
    content = cast("_ReportModule", import_module(REPORT_FORMATS[name])).render(report)
    return content if isinstance(content, bytes) else content.encode()
