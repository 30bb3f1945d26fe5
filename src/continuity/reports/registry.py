"""Every output format, one line each, with modules imported on first use.
A new format needs its function, its line here, its test and its row in the docs.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.summaries.action_plan import Action
from continuity.domain.summaries.figures import Figures
from continuity.errors import BadValue, UsageError
from continuity.reports.document.model import Document
from continuity.reports.report.model import ReportData


class ReportRenderer(NamedTuple):
    """A format of the report, with the path of its render function."""

    function: str
    suffix: str
    media_type: str


REPORT_FORMATS = {
    "html": ReportRenderer("report.html.render", ".html", "text/html"),
    "xlsx": ReportRenderer(
        "report.xlsx.render", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    "csv": ReportRenderer("report.csv.render", ".csv", "text/csv"),
    "markdown": ReportRenderer("report.document.render_markdown", ".md", "text/markdown"),
    "text": ReportRenderer("report.document.render_text", ".txt", "text/plain"),
}
DOCUMENT_FORMATS = {name: f"document.{name}.render" for name in ("html", "markdown", "text")}
LISTING_FORMATS = {
    "risk-json": "listings.findings.render_json",
    "risk-jsonl": "listings.findings.render_jsonl",
    "risk-csv": "listings.findings.render_csv",
    "calendar-json": "listings.calendar.render_json",
    "calendar-jsonl": "listings.calendar.render_jsonl",
    "calendar-csv": "listings.calendar.render_csv",
    "calendar-ics": "ics.calendar.render",
}
PLAN_FORMATS = {
    "plan-json": "listings.action_plan.render_json",
    "plan-jsonl": "listings.action_plan.render_jsonl",
    "plan-csv": "listings.action_plan.render_csv",
    "plan-ics": "ics.action_plan.render",
}
BINARY_FORMATS = frozenset(name for name, form in REPORT_FORMATS.items() if not form.media_type.startswith("text/"))
"""Formats that can only be written to a file."""

_DOCUMENT_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_KNOWN_SUFFIXES = _DOCUMENT_SUFFIXES | {f".{name}": name for name in ("xlsx", "csv", "json", "jsonl", "ics")}


def render_report(name: str, report: ReportData) -> bytes:
    """Render the report in one of `REPORT_FORMATS`, else raise BadValue; equal data give equal bytes."""
    functions = {known_name: form.function for known_name, form in REPORT_FORMATS.items()}
    content: str | bytes = _load(name, functions, "a format of the report")(report)
    return content if isinstance(content, bytes) else content.encode()


def render_document(name: str, document: Document) -> bytes:
    """Render a document in one of `DOCUMENT_FORMATS`, else raise BadValue; equal data give equal bytes."""
    text: str = _load(name, DOCUMENT_FORMATS, "a form of a page")(document)
    return text.encode()


def render_listing(name: str, figures: Figures, findings: Sequence[Finding], *, excel: bool = False) -> str:
    """Render the findings or the calendar in one of `LISTING_FORMATS`; `excel` adds a BOM to a CSV.
    The figures must already be reduced to what their readers may see. Raise BadValue for an unknown format, and for
    `excel` with another format than CSV.
    """
    render = _load(name, LISTING_FORMATS, "a format of a listing")
    text: str = render(figures, findings, **_build_excel_options(name, LISTING_FORMATS, excel=excel))
    return text


def render_plan(name: str, assessment: Assessment, actions: Sequence[Action], *, excel: bool = False) -> str:
    """Render the actions in one of `PLAN_FORMATS`; raise BadValue for others, and for `excel` unless it is CSV."""
    render = _load(name, PLAN_FORMATS, "a format of the plan")
    text: str = render(assessment, actions, **_build_excel_options(name, PLAN_FORMATS, excel=excel))
    return text


def _load(name: str, functions: dict[str, str], noun: str) -> Callable[..., Any]:
    if name not in functions:
        raise BadValue(f'"{name}" is not {noun}', f"write one of {', '.join(functions)}")
    module, _, function = functions[name].rpartition(".")
    render: Callable[..., Any] = getattr(import_module(f"continuity.reports.{module}"), function)
    return render


def _build_excel_options(name: str, functions: dict[str, str], *, excel: bool) -> dict[str, bool]:
    able = sorted(known_name for known_name in functions if known_name.endswith("-csv"))
    if excel and name not in able:
        has = "has" if len(able) == 1 else "have"
        raise BadValue(f"{name} has no variant for Excel", f"only {' and '.join(able)} {has} one")
    return {"excel": True} if excel else {}


def resolve_document_format(path: Path | None) -> str:
    """Return the format of a file's suffix, text without suffix or file; raise UsageError for other kinds of file."""
    suffix = path.suffix.casefold() if path else ""
    if suffix and suffix not in _DOCUMENT_SUFFIXES:
        raise UsageError(f"a page cannot be written as {suffix}", "let the name end in .html, .md or .txt")
    return _DOCUMENT_SUFFIXES.get(suffix, "text")


def validate_output_suffix(path: Path | None, report_format: str) -> None:
    """Raise `UsageError` for the suffix of another format; unknown ones pass."""
    expected_format = _KNOWN_SUFFIXES.get(path.suffix.casefold(), report_format) if path else report_format
    if path and expected_format != report_format:
        suffix = REPORT_FORMATS[report_format].suffix
        raise UsageError(
            f"{path.name} is the name of a file in {expected_format}, and {report_format} was asked for",
            f"name it {path.with_suffix(suffix).name}, or ask for {expected_format}",
        )
