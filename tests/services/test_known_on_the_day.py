"""What is learned after the as-of day changes no document of that day."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from continuity.domain.privacy.audiences import AUDIENCES
from continuity.domain.schema.tables import OFFICES, TABLES_BY_NAME
from continuity.domain.summaries.action_plan import build_action_plan
from continuity.reports.handover_brief.document import build_handover_document
from continuity.reports.listings.timeline import list_timeline_rows
from continuity.reports.partner_statement.document import build_statement_document
from continuity.reports.registry import (
    LISTING_FORMATS,
    PLAN_FORMATS,
    REPORT_FORMATS,
    render_document,
    render_listing,
    render_plan,
    render_report,
)
from continuity.reports.timeline.terminal import render as render_timeline
from continuity.reports.wording.holders import format_holders
from continuity.services.assessment import Scope, assessment
from continuity.services.handover_brief import build_handover_brief
from continuity.services.listings import assess_figures
from continuity.services.offices.holders import list_office_holders
from continuity.services.partners.overview import load_overview
from continuity.services.partners.statement import build_statement
from continuity.services.records import add_record, edit_record
from continuity.services.reports import ReaderOptions, build_report_data
from support.reference_packs import AS_OF, STAMP

LEARNED = AS_OF + timedelta(days=1)
CITY = "invented-harbour-city"
MAYOR, LEADER = f"{CITY}/mayor", f"{CITY}/council-leader"
PROGRAMME = f"{CITY}/bridge-builders"
PARTNER = "invented-chapel-and-mosque-circle"
NEW_PARTNER = {"key": "invented-lantern-club", "name": "Lantern Club", "kind": "charity", "contact": "L", "note": "N"}
LATER_RECORDS = (
    ("partners", NEW_PARTNER),
    ("people", {"key": "invented-new-face", "name": "New Face"}),
    ("agreements", {"programme": PROGRAMME, "partner": NEW_PARTNER["key"], "status": "signed", "end": "2031-12-31"}),
    ("agreements", {"programme": PROGRAMME, "partner": PARTNER, "status": "signed", "end": "2031-12-31", "key": "x"}),
    ("funding", {"programme": PROGRAMME, "funder": NEW_PARTNER["key"], "amount": "5", "certainty": "committed"}),
    ("funding", {"programme": PROGRAMME, "partner": PARTNER, "amount": "7", "currency": "EUR", "key": "y"}),
    ("evidence", {"programme": PROGRAMME, "partner": PARTNER, "kind": "evaluation", "date": "2026-06-01"}),
    ("outcomes", {"programme": PROGRAMME, "transition": f"{LEADER}/2024-05-02", "outcome": "changed"}),
    ("treatments", {"programme": PROGRAMME, "transition": f"{LEADER}/2028-05-04", "decision": "tolerate"}),
    ("elections", {"office": MAYOR, "date": "2027-02-02", "kind": "by-election"}),
    ("terms", {"office": LEADER, "person": "invented-new-face", "start": "2026-12-24", "capacity": "acting"}),
    ("rules", {"office": LEADER, "start": "2027-01-01", "quiet_days": "5"}),
    ("coalitions", {"office": LEADER, "party": "invented-anchor-party", "start": "2026-10-01"}),
    ("identifiers", {"record": f"partner:{PARTNER}", "scheme": "register", "value": "7"}),
)


def learn_later(address: str) -> None:
    """Record a fact of every kind that came to light on the day after the as-of day."""
    for name, cells in LATER_RECORDS:
        table = TABLES_BY_NAME[name]
        known_from = {"known_from": LEARNED.isoformat()} if "known_from" in table.column_names else {}
        add_record(address, STAMP, [(table, cells | known_from)])
    abolished = {"end": "2027-06-30", "successor": LEADER, "known_from": LEARNED.isoformat()}
    edit_record(address, STAMP, OFFICES, MAYOR, abolished)


def render_all(address: str, as_of: date) -> Iterator[tuple[str, object]]:
    """Yield every document and listing but `explain`, which shows what was not known and marks it."""
    for audience in AUDIENCES:
        data = build_report_data(address, as_of, readers=ReaderOptions(audience=audience))
        yield from ((f"report {audience} {name}", render_report(name, data)) for name in REPORT_FORMATS)
    everything = ReaderOptions(included=("sensitive", "contacts", "notes"))
    for scope in (Scope(city=CITY), Scope(partner=PARTNER)):
        yield str(scope), render_report("text", build_report_data(address, as_of, scope=scope, readers=everything))
    figures = assess_figures(address, as_of, None, Scope())
    plan = build_action_plan(figures.findings, as_of, include_watch_points=True)
    yield from ((name, render_listing(name, figures, figures.findings)) for name in LISTING_FORMATS)
    yield from ((name, render_plan(name, figures.assessment, plan)) for name in PLAN_FORMATS)
    city = assessment(address, as_of, scope=Scope(city=CITY))
    yield "timeline", (render_timeline(city, 100), list(list_timeline_rows(city)))
    yield "holders", [(found.state, format_holders(found, {})) for found in list_office_holders(address, as_of)[0]]
    for office in (MAYOR, LEADER):
        brief = build_handover_brief(address, as_of, CITY, office)
        yield f"brief {office}", render_document("text", build_handover_document(brief))
    yield "statement", render_document("text", build_statement_document(build_statement(address, PARTNER, as_of)))
    overview = load_overview(address, PARTNER, as_of)
    yield "overview", (overview.roles, overview.concentrations)


@pytest.fixture
def record(sqlite_cities: Path, tmp_path: Path) -> str:
    return str(shutil.copy(sqlite_cities, tmp_path / "cities.db"))


def test_fact_learned_later_changes_no_document(record: str) -> None:
    before = dict(render_all(record, AS_OF))
    learn_later(record)
    after = dict(render_all(record, AS_OF))
    assert [name for name, document in after.items() if document != before[name]] == []


def test_fact_learned_later_counts_from_that_day(record: str) -> None:
    learn_later(record)
    found = assessment(record, LEARNED, scope=Scope(city=CITY))
    finding = found.find_finding(PROGRAMME)
    assert finding is not None
    assert NEW_PARTNER["key"] in finding.partners

    def kinds(office: str) -> set[str]:
        return {one.kind for one in found.transitions if one.office == office}

    assert "abolition" in kinds(MAYOR)
