"""What changed since the last report: every cause, whom it is told to, and that nothing is kept of finding it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from continuity.db.engine import open_database, transaction
from continuity.domain.comparison.attribution import (
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    RULE,
    SETTING,
    TIME,
    Attribution,
    RecordChange,
)
from continuity.domain.comparison.report_diff import ReportChange
from continuity.domain.comparison.snapshot import ReportSnapshot
from continuity.domain.schema.tables import (
    AGREEMENTS,
    CITIES,
    EVIDENCE,
    FUNDING,
    OFFICES,
    PARTNERS,
    PROGRAMMES,
    SETTINGS,
    TERMS,
)
from continuity.reports.registry import REPORT_FORMATS, render_report
from continuity.reports.wording.changes import build_change_line
from continuity.services.assessment import Scope
from continuity.services.history import list_batches, undo_batch
from continuity.services.offices.events import ElectionResult, postpone_election, record_result
from continuity.services.records import add_record, edit_record, list_records, remove_record
from continuity.services.report_changes import changes as service
from continuity.services.report_changes import replay
from continuity.services.reports import ReaderOptions
from continuity.services.transaction import write_tracked
from support.confidential_records import record_guarded
from support.postgres import Server
from support.query_counter import counted
from support.reference_packs import AS_OF
from support.successive_reports import by, changes, kept, reported

CITY = "invented-harbour-city"
NIGHT, DOOR = f"{CITY}/night-bus-mediators", f"{CITY}/open-door-mentoring"
YOUTH, PIER = f"{CITY}/harbour-youth-work", f"{CITY}/pier-outreach"
TRUST = "invented-lantern-trust"
FUND, LUTON = "london/shared-endeavour-fund", "luton/luton-in-harmony"
DAY = AS_OF + timedelta(days=7)
ADA, BEN = by("ada", date(2026, 11, 25)), by("ben", date(2026, 11, 26))


def first(address: str, day: date = AS_OF) -> ReportSnapshot:
    return kept(address, reported(address, day))


def told(address: str, before: ReportSnapshot, day: date = DAY) -> dict[str, ReportChange]:
    return changes(reported(address, day, before))


def kinds(one: ReportChange) -> list[str]:
    return [cause.kind for cause in one.attributions]


def only(one: ReportChange) -> Attribution:
    (cause,) = one.attributions
    return cause


def empowered(address: str, programme: str, partner: str, signed: str = "2026-11-25") -> None:
    """An agreement by ada and money by ben that cover a programme."""
    agreement = {
        "programme": programme,
        "partner": partner,
        "role": "implementing",
        "scope": "deliver",
        "status": "signed",
        "signed_on": signed,
        "start": signed,
        "end": "2029-12-31",
        "end_basis": "stated",
        "office_may_end_alone": "no",
    }
    money = {"programme": programme, "partner": partner, "certainty": "committed", "committed_on": signed}
    add_record(address, ADA, [(AGREEMENTS, {"key": "new/agreement", **agreement})])
    add_record(address, BEN, [(FUNDING, {"key": "new/money", **money, "start": signed, "end": "2029-12-31"})])


# Each cause


def test_a_first_report_compares_with_nothing(cities: str) -> None:
    assert reported(cities, AS_OF).changes == service.ReportChanges()


def test_a_day_later_nothing_has_changed(cities: str) -> None:
    made = reported(cities, AS_OF + timedelta(days=1), first(cities))
    assert made.changes == service.ReportChanges(previous_as_of=AS_OF)


def test_time_passing_says_what_has_passed(cities: str) -> None:
    made = reported(cities, date(2027, 1, 1), first(cities, date(2026, 12, 1)))
    one = changes(made)[LUTON]
    assert (one.kind, only(one).kind) == ("worse", TIME)
    cause = build_change_line(made.assessment, one).cause
    assert cause.startswith(
        "Time passing: The election for Leader of the Council (Luton) on 2027-05-06 is near: 88 days left"
    )


def test_a_new_fact_is_a_record_with_who_made_it_and_when(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    one = told(cities, before)[FUND]
    assert (one.kind, only(one).kind) == ("covered", RECORD)
    assert only(one).records == (
        RecordChange("agreement", "new/agreement", "added", "ada", date(2026, 11, 25)),
        RecordChange("funding", "new/money", "added", "ben", date(2026, 11, 26)),
    )
    assert only(one).omitted_records == 0


def test_what_held_at_the_last_report_already_and_is_recorded_otherwise_is_a_correction(cities: str) -> None:
    before = first(cities)
    edit_record(cities, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    one = told(cities, before)[DOOR]
    assert (one.kind, only(one).kind) == ("newly-at-risk", CORRECTION)
    assert [record.key for record in only(one).records] == [f"{DOOR}/1"]
    assert only(one).records[0].kind == "changed"


def test_an_agreement_of_the_last_year_that_is_recorded_late_is_a_correction(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST, signed="2025-11-25")
    assert kinds(told(cities, before)[FUND]) == [CORRECTION]


def test_a_setting_is_told_with_its_old_value_and_its_new_one(cities: str) -> None:
    before = first(cities)
    add_record(cities, ADA, [(SETTINGS, {"key": "community_kinds", "value": "charity"})])
    one = told(cities, before)[DOOR]
    assert (one.kind, only(one).kind) == ("newly-at-risk", SETTING)
    assert only(one).setting_changes == (
        ("community_kinds", "community | charity | faith | social-enterprise", "charity"),
    )


def test_another_version_of_the_rule_is_told_before_everything_else(cities: str) -> None:
    before = replace(first(cities), rule="0")
    empowered(cities, FUND, TRUST)
    one = told(cities, before)[FUND]
    assert (only(one).kind, only(one).rule_versions) == (RULE, ("0", "1"))


def test_where_the_journal_does_not_reach_back_the_cause_is_not_known(cities: str) -> None:
    before = replace(first(cities), batch=10**6)
    empowered(cities, FUND, TRUST)
    assert kinds(told(cities, before)[FUND]) == [NOT_KNOWN]


def test_nor_is_it_where_the_last_report_cannot_be_worked_out_again(cities: str) -> None:
    before = first(cities)
    other = replace(before.findings[FUND], level="critical")
    one = told(cities, replace(before, findings={**before.findings, FUND: other}))[FUND]
    assert (one.kind, kinds(one)) == ("better", [NOT_KNOWN])


def test_a_journal_that_was_empty_then_is_taken_back_whole(database: str, tmp_path: Path) -> None:
    before = first(database)
    assert before.batch == 0
    record_guarded(database, tmp_path)
    one = told(database, before)["markham/open"]
    assert (one.kind, only(one).kind, one.before) == ("newly-at-risk", RECORD, None)
    assert (len(only(one).records), only(one).records[0].key) == (3, "markham/open")
    assert only(one).omitted_records == 11


# Several at once


def test_time_and_a_record_are_told_each_with_where_it_led(cities: str) -> None:
    before = first(cities, date(2026, 12, 1))
    edit_record(cities, ADA, PROGRAMMES, LUTON, {"mandate": "statute", "mandate_on": "2026-12-05"})
    money = {"programme": LUTON, "certainty": "committed", "committed_on": "2026-12-06", "start": "2026-12-06"}
    add_record(cities, BEN, [(FUNDING, {**money, "end": "2029-12-31"})])
    made = reported(cities, date(2027, 1, 1), before)
    one = changes(made)[LUTON]
    assert (one.kind, kinds(one)) == ("better", [TIME, RECORD])
    assert [cause.resulting_verdict.level_or_status for cause in one.attributions if cause.resulting_verdict] == [
        "critical",
        "moderate",
    ]
    near = "Time passing (to: critical): The election for Leader of the Council (Luton) on 2027-05-06 is near"
    assert build_change_line(made.assessment, one).cause.startswith(near)


def test_a_record_and_a_setting_are_told_in_their_order(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    add_record(cities, ADA, [(SETTINGS, {"key": "community_kinds", "value": "faith"})])
    one = told(cities, before)[FUND]
    assert kinds(one) == [RECORD, SETTING]
    assert [cause.resulting_verdict.level_or_status for cause in one.attributions if cause.resulting_verdict] == [
        "covered",
        one.after and one.after.level,
    ]


def test_more_than_three_records_are_counted(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    edit_record(cities, ADA, PARTNERS, TRUST, {"kind": "community"})
    edit_record(cities, BEN, PROGRAMMES, FUND, {"mandate": "resolution"})
    edit_record(cities, BEN, OFFICES, "london/mayor", {"start": "2000-05"})
    cause = only(told(cities, before)[FUND])
    assert [record.noun for record in cause.records] == ["programme", "agreement", "funding"]
    assert cause.omitted_records == 2


# What is no cause


def test_what_was_undone_has_not_been(cities: str) -> None:
    before = first(cities)
    edit_record(cities, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    undo_batch(cities, BEN, None)
    assert told(cities, before) == {}
    edit_record(cities, ADA, PROGRAMMES, DOOR, {"mandate": "statute", "mandate_on": "2020"})
    undo_batch(cities, BEN, None)
    edit_record(cities, BEN, FUNDING, f"{DOOR}/1", {"end": "2027-12-31"})
    assert [(one.key, one.actor) for one in only(told(cities, before)[DOOR]).records] == [(f"{DOOR}/1", "ben")]


def test_an_undo_of_what_was_there_at_the_last_report_is_a_change(cities: str) -> None:
    empowered(cities, FUND, TRUST, signed="2025-11-25")
    before = first(cities)
    undo_batch(cities, BEN, None)
    one = told(cities, before)[FUND]
    assert (one.kind, kinds(one)) == ("newly-at-risk", [CORRECTION])
    assert [(record.key, record.kind) for record in only(one).records] == [("new/money", "removed")]


def test_what_was_changed_and_changed_back_is_not_blamed(cities: str) -> None:
    before = first(cities)
    edit_record(cities, ADA, PROGRAMMES, DOOR, {"mandate": "statute"})
    edit_record(cities, ADA, PROGRAMMES, DOOR, {"mandate": ""})
    edit_record(cities, BEN, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    assert [record.key for record in only(told(cities, before)[DOOR]).records] == [f"{DOOR}/1"]


def test_a_note_changes_nothing_and_is_never_blamed(cities: str) -> None:
    before = first(cities)
    for table, key in ((PROGRAMMES, DOOR), (AGREEMENTS, f"{DOOR}/1"), (PARTNERS, "invented-tidewater-neighbours")):
        edit_record(cities, ADA, table, key, {"note": "seen"})
    edit_record(cities, ADA, PROGRAMMES, DOOR, {"owner": "Somebody Else", "summary": "s", "theme": "t"})
    assert told(cities, before) == {}
    edit_record(cities, BEN, FUNDING, f"{DOOR}/1", {"end": "2027-12-31", "note": "shorter"})
    assert [record.key for record in only(told(cities, before)[DOOR]).records] == [f"{DOOR}/1"]


def test_evidence_and_what_belongs_to_others_are_not_blamed(cities: str) -> None:
    before = first(cities)
    add_record(cities, ADA, [(EVIDENCE, {"programme": DOOR, "kind": "evaluation", "date": "2026-11-25"})])
    edit_record(cities, ADA, AGREEMENTS, f"{YOUTH}/1", {"end": "2027-06-30"})
    edit_record(cities, BEN, FUNDING, f"{DOOR}/1", {"end": "2027-12-31"})
    assert [record.key for record in only(told(cities, before)[DOOR]).records] == [f"{DOOR}/1"]


# What comes and goes


def test_a_programme_that_is_added_is_newly_at_risk_by_a_record(cities: str) -> None:
    before = first(cities)
    row = {"key": "luton/new", "city": "luton", "office": "luton/leader", "name": "New", "launched": "2020"}
    add_record(cities, ADA, [(PROGRAMMES, row)])
    one = told(cities, before)["luton/new"]
    assert (one.kind, one.before, only(one).kind) == ("newly-at-risk", None, RECORD)
    assert [(record.key, record.kind) for record in only(one).records] == [("luton/new", "added")]


def test_a_programme_that_is_removed_has_left_and_is_named_as_it_was(cities: str) -> None:
    before = first(cities)
    remove_record(cities, ADA, AGREEMENTS, f"{PIER}/1")
    remove_record(cities, ADA, FUNDING, f"{PIER}/1")
    remove_record(cities, BEN, PROGRAMMES, PIER)
    made = reported(cities, DAY, before)
    one = changes(made)[PIER]
    assert (one.kind, one.absence_reason, one.after, only(one).kind) == ("left", "gone", None, RECORD)
    assert only(one).records[0] == RecordChange("programme", PIER, "removed", "ben", date(2026, 11, 26))
    assert b"Pier Outreach (INVENTED)" in render_report("text", made).partition(b"Decisions due")[0]


def test_a_programme_out_of_scope_has_left_by_a_record(cities: str) -> None:
    scope = Scope(region="Invented Coast (INVENTED)")
    before = kept(cities, reported(cities, AS_OF, scope=scope))
    assert before.findings
    edit_record(cities, ADA, CITIES, CITY, {"region": "Elsewhere"})
    add_record(cities, BEN, [(CITIES, {"key": "new", "name": "New", "country": "ZZ", "timezone": "Etc/UTC"})])
    edit_record(cities, BEN, CITIES, "new", {"region": scope.region or ""})
    found = changes(reported(cities, DAY, before, scope))
    assert {one.absence_reason for one in found.values()} == {"out-of-scope"}
    assert [(one.noun, one.key) for one in only(found[NIGHT]).records] == [("city", CITY)]


def test_a_scope_that_was_not_recorded_then_held_nothing_then(cities: str) -> None:
    before = kept(cities, reported(cities, AS_OF, scope=Scope(city="luton")), findings={})
    edit_record(cities, ADA, CITIES, "luton", {"region": "New Region"})
    found = changes(reported(cities, DAY, before, Scope(region="New Region")))
    assert [(one.noun, one.key) for one in only(found[LUTON]).records] == [("city", "luton")]


def test_a_level_is_that_of_the_report(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    assert set(changes(reported(cities, DAY, before, level="high"))) == {FUND}
    assert changes(reported(cities, DAY, before, level="critical")) == {}


# What happens to an office


def test_a_result_is_a_record_of_the_office(cities: str) -> None:
    before = first(cities, date(2027, 5, 1))
    with write_tracked(cities, by("ada", date(2027, 5, 7))) as writer:
        record_result(writer, "luton/leader/2027-05-06", ElectionResult(holder_stays=True), date(2027, 5, 7))
    one = told(cities, before, date(2027, 6, 1))[LUTON]
    assert (one.kind, kinds(one)) == ("left", [RECORD])
    assert "luton/leader/2027-05-06" in [record.key for record in only(one).records]
    assert one.after
    assert one.after.status == "not-exposed"


def test_an_election_that_is_moved_moves_the_programme(cities: str) -> None:
    before = first(cities)
    with write_tracked(cities, ADA) as writer:
        postpone_election(writer, "london/mayor/2028-05-04", "2028-06-08", AS_OF + timedelta(days=2))
    one = told(cities, before)[FUND]
    assert (one.kind, only(one).kind) == ("moved", RECORD)
    assert {record.noun for record in only(one).records} == {"election"}


def test_a_holder_who_will_not_stand_is_a_record_of_a_term(cities: str) -> None:
    before = first(cities)
    (term,) = (str(row["key"]) for row in list_records(cities, TERMS, {"office": "london/mayor"}) if not row["end"])
    edit_record(cities, ADA, TERMS, term, {"next": "not-standing", "next_on": "2026-11-25"})
    one = told(cities, before)[FUND]
    assert (one.kind, only(one).kind) == ("worse", RECORD)
    assert [(record.noun, record.key) for record in only(one).records] == [("term", term)]


# Who is told, what it costs, and that nothing is kept


def test_others_than_the_citys_own_staff_are_told_that_a_record_was_changed(cities: str) -> None:
    for audience in ("partner", "funder", "public"):
        readers = ReaderOptions(audience=audience)
        before = kept(cities, reported(cities, AS_OF, readers=readers))
        edit_record(cities, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
        cause = only(changes(reported(cities, DAY, before, readers=readers))[DOOR])
        assert (cause.kind, cause.records, cause.omitted_records) == (CORRECTION, (), 0)
        undo_batch(cities, BEN, None)


def test_a_programme_marked_sensitive_since_is_not_named(cities: str) -> None:
    before = first(cities)
    edit_record(cities, ADA, PROGRAMMES, NIGHT, {"sensitive": "yes"})
    assert told(cities, before) == {}
    asked = ReaderOptions(included=("sensitive",))
    before = kept(cities, reported(cities, AS_OF, readers=asked))
    assert NIGHT in before.findings
    assert changes(reported(cities, DAY, before)) == {}


def test_nor_is_one_that_was_marked_and_is_gone(cities: str) -> None:
    edit_record(cities, ADA, PROGRAMMES, NIGHT, {"sensitive": "yes"})
    before = kept(cities, reported(cities, AS_OF, readers=ReaderOptions(included=("sensitive",))))
    remove_record(cities, BEN, PROGRAMMES, NIGHT)
    assert told(cities, before) == {}
    assert told(cities, replace(before, batch=10**6)) == {}
    assert told(cities, replace(before, rule="0")) == {}
    asked = ReaderOptions(included=("sensitive",))
    assert changes(reported(cities, DAY, before, readers=asked))[NIGHT].absence_reason == "gone"


def test_one_that_is_no_longer_marked_appears_by_a_record(cities: str) -> None:
    edit_record(cities, ADA, PROGRAMMES, NIGHT, {"sensitive": "yes"})
    before = first(cities)
    edit_record(cities, BEN, PROGRAMMES, NIGHT, {"sensitive": ""})
    one = told(cities, before)[NIGHT]
    assert (one.kind, kinds(one)) == ("newly-at-risk", [RECORD])
    assert [record.key for record in only(one).records] == [NIGHT]


def test_the_key_of_a_partner_marked_sensitive_is_counted_and_not_told(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    edit_record(cities, ADA, PARTNERS, TRUST, {"kind": "faith", "sensitive": "yes"})
    cause = only(told(cities, before)[FUND])
    assert ([record.noun for record in cause.records], cause.omitted_records) == (["agreement", "funding"], 1)


def test_nothing_is_kept_and_nobody_waits(cities: str) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    remove_record(cities, ADA, AGREEMENTS, f"{PIER}/1")
    batches = list_batches(cities, 50)
    with transaction(open_database(cities), write=True):
        assert FUND in told(cities, before)
    assert list_batches(cities, 50) == batches
    assert told(cities, before) == told(cities, before)


def queries(address: str, before: ReportSnapshot) -> int:
    with counted(Engine) as statements:
        assert told(address, before)
    return len(statements)


def test_the_number_of_queries_grows_neither_with_the_changes_nor_with_the_programmes(cities: str) -> None:
    before = first(cities)
    edit_record(cities, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    add_record(cities, ADA, [(AGREEMENTS, {"programme": NIGHT, "partner": "invented-lantern-trust"})])
    remove_record(cities, ADA, AGREEMENTS, f"{PIER}/1")
    few = 0
    for number in range(20):
        few = few or (queries(cities, before) if number else 0)
        row = {"key": f"luton/{number}", "city": "luton", "office": "luton/leader", "name": f"New {number}"}
        add_record(cities, BEN, [(PROGRAMMES, row)])
        add_record(cities, BEN, [(AGREEMENTS, {"programme": row["key"], "partner": "invented-lantern-trust"})])
        edit_record(cities, BEN, AGREEMENTS, f"luton/{number}/1", {"status": "draft"})
    assert len(told(cities, before)) > 20
    assert queries(cities, before) == few


def test_taking_back_in_small_parts_comes_to_the_same(cities: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = first(cities)
    empowered(cities, FUND, TRUST)
    remove_record(cities, ADA, AGREEMENTS, f"{PIER}/1")
    edit_record(cities, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    remove_record(cities, BEN, AGREEMENTS, f"{DOOR}/1")
    whole = told(cities, before)
    monkeypatch.setattr(replay, "CHANGES_PER_STEP", 2)
    assert told(cities, before) == whole


def test_both_databases_give_the_same_bytes(
    sqlite_cities: Path, postgres_server: Server, postgres_cities: str, tmp_path: Path
) -> None:
    path = tmp_path / "cities.db"
    path.write_bytes(sqlite_cities.read_bytes())
    other = postgres_server.make(postgres_cities)
    made = []
    for address in (str(path), other):
        before = first(address)
        empowered(address, FUND, TRUST)
        edit_record(address, ADA, AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
        made.append([render_report(form, reported(address, date(2027, 1, 1), before)) for form in REPORT_FORMATS])
    assert made[0] == made[1]
    postgres_server.drop(other)
