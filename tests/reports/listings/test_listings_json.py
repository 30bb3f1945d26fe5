"""The JSON documents, whose keys and order others rely on."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import Finding
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.reports import registry
from support.report_goldens import same_as_golden
from support.sample_assessment import COVERED, FINDINGS, HIGH, UNKNOWN, figures

CALENDAR_KEYS = [
    *"city office kind polling_day quiet_from handover handover_latest certain_change open basis".split(),
    "polling_day_latest",
]
DOCUMENT_KEYS = """schema rule as_of settings findings weaker_settings completeness concentrations""".split()
FINDING_KEYS = """city office programme name status level basis transition launched_under party_change partners
    runs_until covered_until reasons watch_points treatment completeness runs_until_cause""".split()
SETTINGS_KEYS = """horizon window_days late_days handover_days notice_days lead_days stale_months
    community_kinds""".split()
REASON_KEYS = ["code", "text", "remedy", "owner", "due", "start_by"]


def risk(*findings: Finding, **changes: Any) -> dict[str, Any]:
    return json.loads(registry.render_listing("risk-json", figures(**changes), findings or FINDINGS))


def test_the_risk_document_has_exactly_these_keys_in_this_order() -> None:
    document = risk()
    assert list(document) == DOCUMENT_KEYS
    assert list(document["settings"]) == SETTINGS_KEYS
    for finding in document["findings"]:
        assert list(finding) == FINDING_KEYS
        assert list(finding["completeness"]) == ["recorded", "of", "missing"]
        assert finding["transition"] is None or list(finding["transition"]) == CALENDAR_KEYS
        for reason in finding["reasons"] + finding["watch_points"]:
            assert list(reason) == REASON_KEYS


def test_the_risk_document_says_by_which_rule_day_and_settings() -> None:
    document = risk(settings=Settings(horizon=Duration(days=90), lead_days=7))
    assert (document["schema"], document["rule"], document["as_of"]) == ("continuity.risk/1", "1", "2026-08-01")
    assert document["settings"]["horizon"] == "90d"
    assert document["settings"]["lead_days"] == 7
    assert document["settings"]["community_kinds"] == ["community", "charity", "faith", "social-enterprise"]


def test_only_the_findings_given_are_listed_in_their_order() -> None:
    assert [finding["programme"] for finding in risk(COVERED, HIGH)["findings"]] == [
        "exampleton/family-circles",
        "exampleton/school-bridges",
    ]
    assert json.loads(registry.render_listing("risk-json", figures(), ()))["findings"] == []


def test_what_is_not_recorded_is_null() -> None:
    finding = risk(UNKNOWN)["findings"][0]
    empty = ("level", "basis", "transition", "runs_until", "covered_until", "treatment", "runs_until_cause")
    assert {finding[key] for key in empty} == {None}


def test_a_vague_day_of_a_decision_stands_as_it_was_written() -> None:
    treatment = risk(HIGH)["findings"][0]["treatment"]
    told = {"decision": "treat", "owner": "Dana Five", "due": "2027-02", "until": "2027-11-09", "expired": False}
    assert treatment == told


@pytest.mark.parametrize(
    ("until", "expired"),
    [
        ("2026-07-31", True),
        ("2026-08-01", False),
        ("2026-08-02", False),
        ("2026-08", False),
        ("2026", True),
        (None, False),
    ],
)
def test_a_decision_expires_after_its_earliest_last_day(until: str | None, *, expired: bool) -> None:
    decided = Treatment(transition="any", decision="tolerate", until=VagueDate.parse(until) if until else None)
    assert risk(replace(HIGH, treatment=decided))["findings"][0]["treatment"]["expired"] is expired


def test_the_calendar_has_exactly_these_keys_in_this_order() -> None:
    document = json.loads(registry.render_listing("calendar-json", figures(), ()))
    assert list(document) == ["schema", "as_of", "transitions", "rule", "settings"]
    assert document["schema"] == "continuity.calendar/1"
    assert all(list(entry) == CALENDAR_KEYS for entry in document["transitions"])
    assert [entry["certain_change"] for entry in document["transitions"]] == [False, True, False]


@pytest.mark.parametrize("name", ["risk-json", "risk-jsonl", "risk-csv", "calendar-json", "calendar-jsonl"])
def test_no_party_is_named(name: str) -> None:
    text = registry.render_listing(name, figures(), FINDINGS)
    assert "Blue" not in text
    assert '"blue"' not in text


def test_documents_are_readable_and_end_with_a_line_end() -> None:
    named = replace(HIGH, programme=replace(HIGH.programme, name="Brücken für Schulen 学校"))
    text = registry.render_listing("risk-json", figures(), (named,))
    assert "Brücken für Schulen 学校" in text
    assert text.startswith('{\n  "schema"')
    assert text.endswith("}\n")


@pytest.mark.parametrize(("name", "of"), [("risk-jsonl", "risk-json"), ("calendar-jsonl", "calendar-json")])
def test_lines_hold_the_entries_of_the_document(name: str, of: str) -> None:
    lines = registry.render_listing(name, figures(), FINDINGS)
    document = json.loads(registry.render_listing(of, figures(), FINDINGS))
    made = {"as_of": document["as_of"], "rule": document["rule"], "settings": document["settings"]}
    entries = document.get("findings", document.get("transitions"))
    assert [json.loads(line) for line in lines.splitlines()] == [entry | made for entry in entries]


def test_a_line_stays_one_line_whatever_the_name_holds() -> None:
    hostile = replace(HIGH, programme=replace(HIGH.programme, name="one\u2028two\u2029three\u0085four\nfive"))
    lines = registry.render_listing("risk-jsonl", figures(), (hostile,)).splitlines()
    assert [json.loads(line)["name"] for line in lines] == [hostile.programme.name]


@pytest.mark.parametrize("name", ["risk-json", "risk-jsonl", "calendar-json", "calendar-jsonl"])
def test_the_documents_are_as_they_were(name: str) -> None:
    same_as_golden(name.replace("-", "."), registry.render_listing(name, figures(), FINDINGS))


def test_dates_are_iso() -> None:
    finding = risk(replace(HIGH, runs_until=date(2027, 1, 5)))["findings"][0]
    assert finding["runs_until"] == "2027-01-05"
    assert finding["transition"]["handover_latest"] == "2027-05-10"
