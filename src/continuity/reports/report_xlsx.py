"""`report xlsx`: the whole report as a workbook, a sheet a part, to be filtered, sorted and reckoned with."""

from collections.abc import Iterator

from continuity.domain.summaries.funding_totals import money
from continuity.reports import report_sheets as sheets
from continuity.reports.dossier import Dossier
from continuity.reports.report_awards import awards_sheet
from continuity.reports.since_sheet import changed_sheet
from continuity.reports.typed_workbook import TypedSheet, typed_workbook


def render(dossier: Dossier) -> bytes:
    """The report on the findings of every status."""
    return typed_workbook(_sheets(dossier))


def _sheets(dossier: Dossier) -> Iterator[TypedSheet]:
    found = money(dossier.findings, dossier.assessment.as_of)
    yield sheets.report_sheet(dossier, found)
    if dossier.since:
        yield changed_sheet(dossier.assessment, dossier.since)
    yield sheets.findings_sheet(dossier)
    yield sheets.plan_sheet(dossier)
    yield sheets.calendar_sheet(dossier)
    if dossier.audience.amounts:
        yield from sheets.money_sheets(found)
        yield awards_sheet(dossier)
    yield from sheets.quality_sheets(dossier)
    yield from sheets.asked_sheets(dossier)
