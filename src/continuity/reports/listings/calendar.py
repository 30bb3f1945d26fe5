"""Calendar listings, a stable interface: only append keys and columns."""

from collections.abc import Sequence
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding
from continuity.domain.summaries.figures import Figures
from continuity.reports.listings.columns import CALENDAR_COLUMNS, CALENDAR_CSV_COLUMNS
from continuity.reports.listings.encode import Json, dump_csv, dump_document, dump_lines, format_iso_day
from continuity.reports.listings.provenance import build_dated_provenance, build_settings_entry

SCHEMA = "continuity.calendar/1"


def render_json(figures: Figures, _findings: Sequence[Finding]) -> str:
    """Render the calendar as one JSON document."""
    assessment = figures.assessment
    entries: list[Json] = [build_transition_entry(assessment, transition) for transition in assessment.transitions]
    return dump_document(
        {
            "schema": SCHEMA,
            "as_of": format_iso_day(assessment.as_of),
            "transitions": entries,
            "rule": RULE_VERSION,
            "settings": build_settings_entry(assessment.settings),
        }
    )


def render_jsonl(figures: Figures, _findings: Sequence[Finding]) -> str:
    """Render a JSON line for each transition, with its provenance."""
    assessment = figures.assessment
    provenance = build_dated_provenance(assessment.as_of, assessment.settings)
    entries = (build_transition_entry(assessment, transition) for transition in assessment.transitions)
    return dump_lines(entry | provenance for entry in entries)


def render_csv(figures: Figures, _findings: Sequence[Finding], *, excel: bool = False) -> str:
    """Render a CSV row for each transition; `excel` adds a BOM."""
    return dump_csv(CALENDAR_CSV_COLUMNS, figures.assessment, figures.assessment.transitions, excel=excel)


def build_transition_entry(assessment: Assessment, transition: Transition) -> dict[str, Json]:
    """Build the JSON entry of a transition, also used inside findings."""
    cells = ((column.name, column.read_cell(assessment, transition)) for column in CALENDAR_COLUMNS)
    return {name: format_iso_day(cell) if isinstance(cell, date) else cell for name, cell in cells}
