"""The plan as CSV, JSON and JSON lines, and for calendar applications."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.formula_escape import unescape_formula
from continuity.domain.settings import Settings
from continuity.domain.summaries.action_plan import Action, build_action_plan
from continuity.errors import BadValue
from continuity.reports.listings.action_plan import sort_plan
from continuity.reports.registry import PLAN_FORMATS, render_plan
from continuity.reports.wording.sentences import format_remedy
from support.sample_assessment import (
    AS_OF,
    ELECTION,
    FINDINGS,
    FUNDING_NONE,
    HIGH,
    OWNER,
    UNKNOWN,
    UNRECORDED,
    assessment,
    on,
    reason,
)

COLUMNS = "as_of,city,office,programmes,names,action,owner,start_by,due,late,clears,treatment,rule,settings"
KEYS = "programmes names city office action owner due start_by late clears treatment".split()
BRIEFING = reason("PERSON_CHANGES")
SHARED = tuple(replace(one, reasons=(BRIEFING,), treatment=None) for one in (HIGH, UNRECORDED))


def planned(*findings: Finding, **asked: Any) -> tuple[Action, ...]:
    return sort_plan(build_action_plan(findings or FINDINGS, AS_OF, **asked))


def text_of(name: str, *findings: Finding) -> str:
    return render_plan(name, assessment(), planned(*findings))


def rows(*findings: Finding) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of("plan-csv", *findings), newline="")))


def events(text: str) -> list[Event]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def uids(*findings: Finding) -> set[str]:
    return {str(event["UID"]) for event in events(text_of("plan-ics", *findings))}


def moved(finding: Finding, days: int) -> Finding:
    """The finding at an election that takes place some days later."""
    reasons = tuple(
        replace(one, due=one.due + timedelta(days=days), start_by=one.start_by + timedelta(days=days))
        for one in finding.reasons
        if one.due and one.start_by
    )
    polling_day = ELECTION.polling_day + timedelta(days=days)
    return replace(finding, reasons=reasons, transition=replace(ELECTION, polling_day=polling_day))


def test_the_header_is_exact_and_lines_end_in_crlf() -> None:
    text = text_of("plan-csv")
    assert text.startswith(COLUMNS + "\r\n")
    assert text.count("\n") == text.count("\r\n")


def test_lists_stand_in_one_cell_and_what_is_not_recorded_is_empty() -> None:
    (row,) = rows(*SHARED)
    assert row["programmes"] == "exampleton/school-bridges | exampleton/youth-mediators"
    assert row["names"] == "School Bridges | Youth Mediators"
    assert (row["as_of"], row["start_by"], row["due"]) == ("2026-08-01", "2027-01-20", "2027-03-21")
    assert (row["late"], row["clears"], row["treatment"]) == ("false", "PERSON_CHANGES", "")
    assert {one["owner"] for one in rows(UNRECORDED)} == {""}
    assert {(one["due"], one["start_by"]) for one in rows(UNKNOWN)} == {("", "")}


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "'=x", "\t=x"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded_and_comes_back(name: str) -> None:
    hostile = replace(
        HIGH,
        programme=replace(HIGH.programme, name=name),
        reasons=(replace(FUNDING_NONE, owner=name),),
        treatment=None,
    )
    (row,) = rows(hostile)
    assert row["names"] == row["owner"] == "'" + name
    assert unescape_formula(row["owner"]) == name


def test_the_mark_for_excel_is_there_only_when_asked_and_only_for_csv() -> None:
    marked = render_plan("plan-csv", assessment(), planned(), excel=True)
    assert marked == "\ufeff" + text_of("plan-csv")
    with pytest.raises(BadValue, match="plan-ics has no variant for Excel"):
        render_plan("plan-ics", assessment(), planned(), excel=True)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadValue, match='"plan-pdf" is not a format of the plan') as caught:
        render_plan("plan-pdf", assessment(), ())
    assert "plan-json" in caught.value.hint


def test_the_document_has_exactly_these_keys_in_this_order() -> None:
    document = json.loads(text_of("plan-json"))
    assert list(document) == ["schema", "rule", "as_of", "settings", "actions"]
    assert (document["schema"], document["rule"], document["as_of"]) == ("continuity.plan/1", "1", "2026-08-01")
    assert document["settings"]["lead_days"] == 60
    assert all(list(entry) == KEYS for entry in document["actions"])


def test_an_action_says_for_whom_by_when_and_what_it_clears() -> None:
    (entry,) = json.loads(text_of("plan-json", *SHARED))["actions"]
    assert entry == {
        "programmes": ["exampleton/school-bridges", "exampleton/youth-mediators"],
        "names": ["School Bridges", "Youth Mediators"],
        "city": "exampleton",
        "office": "exampleton/mayor",
        "action": "Prepare a handover pack, and offer the incoming office a briefing.",
        "owner": OWNER,
        "due": "2027-03-21",
        "start_by": "2027-01-20",
        "late": False,
        "clears": ["PERSON_CHANGES"],
        "treatment": None,
    }


def test_lines_hold_the_entries_of_the_document_with_what_they_rest_on() -> None:
    document = json.loads(text_of("plan-json"))
    rests_on = {name: document[name] for name in ("as_of", "rule", "settings")}
    entries = [json.loads(line) for line in text_of("plan-jsonl").splitlines()]
    assert entries == [entry | rests_on for entry in document["actions"]]
    assert entries


def test_the_csv_and_the_calendar_say_by_which_rule_and_settings() -> None:
    changed = assessment(settings=Settings(lead_days=7))
    text = render_plan("plan-csv", changed, planned())
    first = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (first["rule"], "lead_days" in first["settings"]) == ("1", True)
    told = str(Calendar.from_ical(render_plan("plan-ics", changed, ()))["DESCRIPTION"])
    assert told.startswith("As of 2026-08-01; rule 1; settings: ")
    assert "lead_days" in told


def test_each_dated_action_is_one_all_day_entry_on_the_last_day_that_works() -> None:
    dated = [one for one in planned() if one.due]
    found = events(text_of("plan-ics"))
    assert len(found) == len(dated) < len(planned())
    assert sorted((str(one["SUMMARY"]), one["DTSTART"].dt) for one in found) == sorted(
        (format_remedy(one.reason), one.due) for one in dated
    )
    for one in found:
        assert type(one["DTSTART"].dt) is date
        assert one["DTEND"].dt - one["DTSTART"].dt == timedelta(days=1)
        assert (one["TRANSP"], one["DTSTAMP"].dt) == ("TRANSPARENT", datetime(2026, 8, 1, tzinfo=UTC))


def test_an_entry_says_for_whom_who_answers_what_it_clears_and_when_to_start() -> None:
    (event,) = events(text_of("plan-ics", *SHARED))
    assert str(event["DESCRIPTION"]).splitlines() == [
        "For: School Bridges; Youth Mediators",
        f"Owner: {OWNER}",
        "Clears: PERSON_CHANGES",
        "Start by: 2027-01-20",
        "As of 2026-08-01.",
    ]
    (unowned,) = events(text_of("plan-ics", replace(UNRECORDED, reasons=(replace(FUNDING_NONE, owner=None),))))
    assert "Owner: no owner recorded" in str(unowned["DESCRIPTION"])


def test_an_entry_says_what_was_decided_and_that_it_is_late() -> None:
    tolerated = replace(HIGH, treatment=Treatment(transition=ELECTION.key, decision="tolerate", until=on("2026-06-30")))
    late = replace(tolerated, reasons=(replace(FUNDING_NONE, late=True),))
    (event,) = events(text_of("plan-ics", late))
    assert "Decided: tolerate until 2026-06-30, expired" in str(event["DESCRIPTION"])
    assert "Start by: 2027-01-20 (late)" in str(event["DESCRIPTION"])


def test_an_entry_keeps_its_identifier_when_the_election_moves() -> None:
    for days in (7, 400):
        assert uids(moved(UNRECORDED, days), moved(SHARED[0], days)) == uids(moved(UNRECORDED, 0), moved(SHARED[0], 0))
    assert len(uids(moved(UNRECORDED, 0))) == len(UNRECORDED.reasons)


def test_an_entry_about_the_office_keeps_its_identifier_when_another_programme_shares_the_action() -> None:
    assert uids(*SHARED) <= uids(SHARED[0]) | uids(SHARED[1])


def test_identifiers_do_not_depend_on_the_day_of_the_report_nor_on_the_order() -> None:
    later = replace(assessment(), as_of=AS_OF + timedelta(days=40))
    found = {str(event["UID"]) for event in events(render_plan("plan-ics", later, tuple(reversed(planned()))))}
    assert found == uids(*FINDINGS)


def test_actions_that_are_alike_but_for_owner_and_day_have_identifiers_of_their_own() -> None:
    soon = replace(FUNDING_NONE, due=date(2026, 12, 1), owner="Dana Five")
    same_day = replace(soon, owner="Cy Six")
    both = replace(UNRECORDED, reasons=(FUNDING_NONE, soon))
    assert len(uids(both)) == 2
    alike = planned(replace(both, reasons=(FUNDING_NONE, soon, same_day)))
    one, other = (render_plan("plan-ics", assessment(), way) for way in (alike, alike[::-1]))
    assert (one, len(events(one))) == (other, 3)
    assert uids(replace(both, reasons=(soon,))) < uids(both)


def test_no_holder_and_no_party_is_named() -> None:
    for name in PLAN_FORMATS:
        text = text_of(name)
        assert not [word for word in ("Ada", "Ben", "Cleo", "Zoë", "Blue", "blue", "ada-one") if word in text]


def test_lines_of_the_calendar_are_folded_and_umlauts_survive() -> None:
    name = "Brücken für Schulen; Łódź, " * 5
    text = text_of("plan-ics", *(replace(one, programme=replace(one.programme, name=name)) for one in SHARED))
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert name.strip() in str(events(text)[0]["DESCRIPTION"])


def test_a_plan_without_actions_can_still_be_read() -> None:
    assert events(render_plan("plan-ics", assessment(), ())) == []
    assert json.loads(render_plan("plan-json", assessment(), ()))["actions"] == []
