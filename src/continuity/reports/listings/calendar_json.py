"""`calendar --format json`: the transitions ahead and those still open, as "continuity.calendar/1"."""

from collections.abc import Sequence
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.columns import CALENDAR_COLUMNS
from continuity.reports.listings.json_text import Json, dump_document, format_iso_day
from continuity.reports.listings.provenance import build_rule_provenance

SCHEMA = "continuity.calendar/1"


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The calendar as one document; it lists transitions, so no finding is read."""
    entries: list[Json] = [build_transition_entry(assessment, transition) for transition in assessment.transitions]
    return dump_document(
        {
            "schema": SCHEMA,
            "as_of": format_iso_day(assessment.as_of),
            "transitions": entries,
            **build_rule_provenance(assessment),
        }
    )


def build_transition_entry(assessment: Assessment, transition: Transition) -> dict[str, Json]:
    """One transition; the same in the calendar and inside a finding."""
    cells = ((column.name, column.read_cell(assessment, transition)) for column in CALENDAR_COLUMNS)
    return {name: format_iso_day(cell) if isinstance(cell, date) else cell for name, cell in cells}
