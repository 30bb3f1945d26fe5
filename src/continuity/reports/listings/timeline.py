"""Timeline listings: terms, transitions, programmes, agreements and funding."""

from collections.abc import Iterator
from typing import TypeAlias

from continuity.domain.offices.models import Term, Transition
from continuity.domain.programmes.models import Agreement, Funding
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.values.dates import VagueDate
from continuity.reports.listings.columns import CALENDAR_COLUMNS
from continuity.reports.listings.encode import Cell
from continuity.reports.timeline.bars import sort_agreements, sort_funding
from continuity.reports.wording.names import funder_name, programme_name

TIMELINE_COLUMNS = (
    *("city", "office", "what", "key", "programme", "name", "who", "state"),
    *("start", "end", "end_basis", "expected_end", "runs_until", "status", "level"),
    *("kind", "polling_day", "quiet_from", "handover", "handover_latest"),
    *("certain_change", "open", "basis", "handover_basis", "polling_day_latest"),
)
"""A stable interface: only append columns. Recorded dates stay as written."""

TimelineRow: TypeAlias = dict[str, Cell]


def list_timeline_rows(assessment: Assessment) -> Iterator[TimelineRow]:
    """List everything known on the as-of day, office by office; rows omit columns that do not apply.
    Terms by key, transitions by day, then programmes by key with agreements and funding.
    """
    findings = sorted(assessment.findings, key=lambda finding: finding.programme.key)
    for office, leadership in sorted(assessment.office_records.items()):
        office_cells: TimelineRow = {"city": leadership.office.city, "office": office}
        terms = sorted(leadership.terms, key=lambda term: term.key)
        yield from (office_cells | _build_term_row(assessment, term) for term in terms)
        transitions = (transition for transition in assessment.transitions if transition.office == office)
        yield from (_build_transition_row(assessment, transition) for transition in transitions)
        for finding in findings:
            if finding.programme.office == office:
                yield from (office_cells | row for row in _build_programme_rows(assessment, finding))


def _build_term_row(assessment: Assessment, term: Term) -> TimelineRow:
    return {
        "what": "term",
        "key": term.key,
        "name": assessment.display_name("person", term.person),
        "who": term.person,
        "state": term.capacity,
        **_build_day_cells(term.start, term.end),
        "expected_end": _format_date_cell(term.expected_end),
    }


def _build_transition_row(assessment: Assessment, transition: Transition) -> TimelineRow:
    own_cells: TimelineRow = {"what": "transition", "key": transition.key, "handover_basis": transition.handover_basis}
    return own_cells | {column.name: column.read_cell(assessment, transition) for column in CALENDAR_COLUMNS}


def _build_programme_rows(assessment: Assessment, finding: Finding) -> Iterator[TimelineRow]:
    programme = finding.programme
    yield {
        "what": "programme",
        "key": programme.key,
        "programme": programme.key,
        "name": programme_name(assessment, finding),
        "state": programme.status,
        **_build_day_cells(programme.launched, programme.end, programme.end_basis),
        "runs_until": finding.runs_until,
        "status": finding.status,
        "level": finding.level,
    }
    shared_cells: TimelineRow = {"programme": programme.key}
    yield from (shared_cells | _build_agreement_row(assessment, row) for row in sort_agreements(finding))
    yield from (shared_cells | _build_funding_row(assessment, row) for row in sort_funding(finding))


def _build_agreement_row(assessment: Assessment, row: Agreement) -> TimelineRow:
    return {
        "what": "agreement",
        "key": row.key,
        "name": assessment.display_name("partner", row.partner.key),
        "who": row.partner.key,
        "state": row.status,
        **_build_day_cells(row.start, row.end, row.end_basis),
    }


def _build_funding_row(assessment: Assessment, row: Funding) -> TimelineRow:
    return {
        "what": "money",
        "key": row.key,
        "name": funder_name(assessment, row),
        "who": row.funder,
        "state": row.certainty,
        **_build_day_cells(row.start, row.end, row.end_basis),
    }


def _build_day_cells(start: VagueDate | None, end: VagueDate | None, basis: str | None = None) -> TimelineRow:
    return {"start": _format_date_cell(start), "end": _format_date_cell(end), "end_basis": basis}


def _format_date_cell(day: VagueDate | None) -> str | None:
    return str(day) if day else None
