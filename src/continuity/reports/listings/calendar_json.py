"""`calendar --format json`: the transitions ahead and those still open, as "continuity.calendar/1"."""

from collections.abc import Sequence
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.listings.columns import CALENDAR
from continuity.reports.listings.json_text import Json, document, iso
from continuity.reports.listings.provenance import judged_by

SCHEMA = "continuity.calendar/1"


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The calendar as one document; it lists transitions, so no finding is read."""
    entries: list[Json] = [entry(assessment, transition) for transition in assessment.transitions]
    return document({"schema": SCHEMA, "as_of": iso(assessment.as_of), "transitions": entries, **judged_by(assessment)})


def entry(assessment: Assessment, transition: Transition) -> dict[str, Json]:
    """One transition; the same in the calendar and inside a finding."""
    cells = ((column.name, column.read(assessment, transition)) for column in CALENDAR)
    return {name: iso(cell) if isinstance(cell, date) else cell for name, cell in cells}
