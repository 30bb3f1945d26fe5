"""Listings made from an assessment: one module a format, loaded when it is first asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from continuity.domain.risk.findings import Assessment, Finding
from continuity.errors import BadValue

LISTING_FORMATS: dict[str, str] = {
    "risk-json": "continuity.reports.listings.risk_json",
    "risk-jsonl": "continuity.reports.listings.risk_jsonl",
    "risk-csv": "continuity.reports.listings.risk_csv",
    "calendar-json": "continuity.reports.listings.calendar_json",
    "calendar-jsonl": "continuity.reports.listings.calendar_jsonl",
    "calendar-csv": "continuity.reports.listings.calendar_csv",
    "calendar-ics": "continuity.reports.ics.calendar",
}
"""By name, the module that has `render`. To add a format: its module, a line here, its test, its row in the docs."""

EXCEL_LISTINGS = frozenset({"risk-csv", "calendar-csv"})
"""The formats that may begin with the mark by which Excel knows UTF-8."""


class _ListingModule(Protocol):
    def render(self, assessment: Assessment, findings: Sequence[Finding], *, excel: bool = False) -> str: ...


def render_listing(name: str, assessment: Assessment, findings: Sequence[Finding], *, excel: bool = False) -> str:
    """The document in one of the formats.

    Args:
        name: which of `FORMATS`.
        assessment: what holds on the as-of day; already narrowed to whom the document is for.
        findings: those to list, in the order of the list. The calendars leave them alone.
        excel: whether a CSV begins with the mark by which Excel knows UTF-8.

    Raises:
        BadValue: there is no such format, or the mark is asked of one that has none.
    """
    if name not in LISTING_FORMATS:
        raise BadValue(f'"{name}" is not a format of a listing', f"write one of {', '.join(LISTING_FORMATS)}")
    if excel and name not in EXCEL_LISTINGS:
        raise BadValue(f"{name} has no variant for Excel", f"only {' and '.join(sorted(EXCEL_LISTINGS))} have one")
    module = cast("_ListingModule", import_module(LISTING_FORMATS[name]))
    return module.render(assessment, findings, excel=True) if excel else module.render(assessment, findings)
