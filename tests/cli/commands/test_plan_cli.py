"""`plan` at the command line: rows, filters, files, exit codes."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import Engine

from support.cli import Cli
from support.query_counter import counted

PLAN = "plan --as-of 2026-11-23"
CITY = "invented-harbour-city"
YOUTH, TREATED = f"{CITY}/harbour-youth-work", f"{CITY}/mayor/2027-11-02"
OFFICER = "Prevention Officer (INVENTED)"


def plan(cli: Cli, asked: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cli.ok(f"{PLAN} {asked} --format json").json["actions"]
    return found


def of_youth(cli: Cli) -> set[tuple[str | None, str | None]]:
    """Who answers for what is to be done for one programme alone, and what was decided."""
    return {(one["owner"], one["treatment"]) for one in plan(cli) if one["programmes"] == [YOUTH]}


def test_what_is_about_an_office_is_one_row_and_what_is_about_a_programme_is_one_each(on_cities: Cli) -> None:
    both = ["luton/luton-in-harmony", "luton/many-voices-one-town"]
    rows = [(one["clears"], one["programmes"]) for one in plan(on_cities, "--city luton")]
    assert [programmes for clears, programmes in rows if clears == ["INCUMBENT_UNKNOWN"]] == [both]
    assert [programmes for clears, programmes in rows if clears == ["NO_AGREEMENT"]] == [[one] for one in both]


def test_the_rows_clear_every_reason_that_risk_lists_and_no_other(on_cities: Cli) -> None:
    findings = on_cities.ok("risk --as-of 2026-11-23 --format json").json["findings"]
    risky = [one for one in findings if one["status"] != "ends-first"]
    wanted = {(one["programme"], reason["code"]) for one in risky for reason in one["reasons"] if reason["remedy"]}
    cleared = {(key, code) for one in plan(on_cities) for key in one["programmes"] for code in one["clears"]}
    assert cleared == wanted


def test_late_ones_come_first_then_by_day_and_those_without_a_day_last(on_cities: Cli) -> None:
    days = [(one["due"] is None, not one["late"], one["due"] or "") for one in plan(on_cities)]
    assert days == sorted(days)
    assert not days[0][1]
    assert days[-1][0]


def test_the_table_says_by_when_who_and_how_many(on_cities: Cli) -> None:
    out = on_cities.ok(f"{PLAN} --city luton").out
    head, row = out.splitlines()[0], next(line for line in out.splitlines() if "INCUMBENT_UNKNOWN" in line)
    assert head.split("  ")[0] == "by"
    assert head.split()[-1] == "clears"
    assert row.startswith("2027-03-29   2027-01-28   Record whether the holder stands again.")
    assert "Luton in Harmony (Luton); Many Voices, One Town (Luton)" in row
    assert "no owner recorded" in row
    assert "\n13 actions, 0 late, 13 without an owner.\nAs of 2026-11-23" in out
    assert "2026-11-23 late" in on_cities.ok(f"{PLAN} --city toronto").out


def test_of_many_programmes_the_table_shows_the_first_three(on_cities: Cli) -> None:
    for name in ("alpha", "beta", "gamma"):
        on_cities.ok(f"programme add {name.title()} --key luton/{name} --city luton --office luton/leader")
    out = on_cities.ok(f"{PLAN} --city luton --code INCUMBENT_UNKNOWN").out
    assert "Alpha (Luton); Beta (Luton); Gamma (Luton) (+2)" in out
    assert out.count("INCUMBENT_UNKNOWN") == 1
    on_cities.ok("programme remove luton/gamma")
    assert "(+" not in on_cities.ok(f"{PLAN} --city luton --code INCUMBENT_UNKNOWN").out


def test_what_was_decided_has_a_column_where_something_was(on_cities: Cli) -> None:
    out = on_cities.ok(f"{PLAN} --city {CITY}").out
    assert out.splitlines()[0].split()[-1] == "treatment"
    assert "treat by 2027-06-30" in out


def test_who_decided_answers_until_the_decision_expires(on_cities: Cli) -> None:
    on_cities.ok(f"programme edit {YOUTH} --owner 'Harbour Office (INVENTED)'")
    assert of_youth(on_cities) == {(OFFICER, "treat by 2027-06-30")}
    key = f"{YOUTH}/{CITY}-mayor-2027-11-02"
    on_cities.ok(f"treatment edit {key} --decision tolerate --until 2026-11-22")
    assert of_youth(on_cities) == {
        ("Harbour Office (INVENTED)", "tolerate by 2027-06-30 until 2026-11-22, expired"),
    }


def test_what_is_tolerated_stays_on_the_plan_with_that_word(on_cities: Cli) -> None:
    key = f"{CITY}/pier-outreach"
    before = {one["action"] for one in plan(on_cities) if key in one["programmes"]}
    on_cities.ok(f"treatment add --programme {key} --transition {TREATED} --decision tolerate --until 2027-06-30")
    after = {one["action"] for one in plan(on_cities) if key in one["programmes"]}
    assert after == before
    own = {one["treatment"] for one in plan(on_cities) if one["programmes"] == [key]}
    assert own == {"tolerate until 2027-06-30"}


def test_all_adds_what_clears_the_watch_points(on_cities: Cli) -> None:
    plain, whole = plan(on_cities), plan(on_cities, "--all")
    added = {code for one in whole for code in one["clears"]} - {code for one in plain for code in one["clears"]}
    assert {"UNCONFIRMED", "STALE", "CAPACITY_UNKNOWN"} <= added


@pytest.mark.parametrize(
    ("asked", "programmes"),
    [
        ("--city luton", {"luton/luton-in-harmony", "luton/many-voices-one-town"}),
        ("--country CA", {"toronto/safeto"}),
        ("--office london/mayor", {"london/shared-endeavour-fund"}),
        ("--partner groundwork-london", {"london/shared-endeavour-fund"}),
        ("--funder mopac", {"london/shared-endeavour-fund"}),
        ("--country GB --partner hayat", set()),
        ("--city london --horizon 12m", set()),
        ("--city london --level critical", set()),
    ],
)
def test_the_plan_can_be_narrowed_as_risk_can(asked: str, programmes: set[str], on_cities: Cli) -> None:
    assert {key for one in plan(on_cities, asked) for key in one["programmes"]} == programmes


def test_an_owner_may_be_written_in_any_capitals(on_cities: Cli) -> None:
    rows = plan(on_cities, f"--owner '{OFFICER.upper()}'")
    assert {one["owner"] for one in rows} == {OFFICER}
    assert {key for one in rows for key in one["programmes"]} >= {YOUTH}


def test_owner_none_is_what_nobody_answers_for(on_cities: Cli) -> None:
    rows = plan(on_cities, "--owner none")
    assert {one["owner"] for one in rows} == {None}
    assert len(rows) == len([one for one in plan(on_cities) if one["owner"] is None])


def test_an_unknown_owner_is_refused_with_a_near_one_or_with_all(on_cities: Cli, on_nothing: Cli) -> None:
    assert f"did you mean {OFFICER}?" in on_cities.refused(f"{PLAN} --owner 'Prevention Oficer'")
    assert f"recorded: {OFFICER}" in on_cities.refused(f"{PLAN} --city {CITY} --owner 42")
    assert "no owner is recorded" in on_nothing.refused(f"{PLAN} --owner Dana")


def test_an_owner_who_is_done_with_everything_is_no_error(on_cities: Cli) -> None:
    done = on_cities.ok(f"{PLAN} --owner '{OFFICER}' --code OFFICE_ENDS --format json")
    assert (done.json["actions"], "No action follows" in done.err) == ([], True)


def test_a_code_narrows_the_plan_to_what_clears_it(on_cities: Cli) -> None:
    rows = plan(on_cities, "--code no_partner")
    assert rows
    assert all("NO_PARTNER" in one["clears"] for one in rows)


def test_an_unknown_code_is_refused_with_a_near_one(on_cities: Cli) -> None:
    err = on_cities.refused(f"{PLAN} --code NO_PARTNR", 2)
    assert "Invalid value for '--code': \"NO_PARTNR\" is not a reason code; did you mean" in err
    assert "did you mean NO_PARTNER?" in err


def test_the_csv_is_one_line_an_action_and_runs_no_formula(on_cities: Cli) -> None:
    on_cities.ok(f"programme edit luton/luton-in-harmony --owner '{EVIL}'")
    text = on_cities.ok(f"{PLAN} --city luton --format csv").out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["owner"] for row in rows} == {"", f"'{EVIL}"}
    assert len(rows) == len(plan(on_cities, "--city luton"))
    assert on_cities.ok(f"{PLAN} --city luton --format csv --excel").out == "\ufeff" + text


EVIL = "=HYPERLINK(A1)"


def test_the_calendar_file_has_an_entry_for_every_dated_action(on_cities: Cli, tmp_path: Path) -> None:
    file = tmp_path / "plan.ics"
    done = on_cities.ok(f"{PLAN} --city {CITY} --ics {file}")
    events = list(Calendar.from_ical(file.read_bytes()).walk("VEVENT"))
    rows = plan(on_cities, f"--city {CITY}")
    dated = [one for one in rows if one["due"]]
    assert (done.out, len(events), len({str(one["UID"]) for one in events})) == ("", len(dated), len(dated))
    assert f"with {len(dated)} actions" in done.err
    assert (len(rows) - len(dated), "Left out: 1 action without a day." in done.err) == (1, True)
    assert on_cities.ok(f"{PLAN} --city {CITY} --ics -").out.splitlines() == file.read_text("utf-8").splitlines()


def test_the_entries_move_with_the_election(on_cities: Cli) -> None:
    def entries() -> dict[str, str]:
        text = on_cities.ok(f"{PLAN} --office london/mayor --ics -").out
        return {str(one["UID"]): str(one["DTSTART"].dt) for one in Calendar.from_ical(text).walk("VEVENT")}

    before = entries()
    on_cities.ok("election edit london/mayor/2028-05-04 --date 2028-06-15")
    after = entries()
    assert set(before) == set(after)
    assert set(before.values()).isdisjoint(after.values())


def test_a_calendar_file_and_a_format_exclude_each_other(on_cities: Cli) -> None:
    assert "exclude each other" in on_cities.refused(f"{PLAN} --ics - --format csv", code=2)


def test_no_action_is_said_so(on_cities: Cli, on_nothing: Cli) -> None:
    done = on_cities.ok(f"{PLAN} --city london --horizon 12m")
    assert "0 actions, 0 late" in done.out
    assert "No action follows from what was asked for." in done.err
    assert "continuity status" in on_nothing.ok(PLAN).err
    assert on_nothing.ok(f"{PLAN} --format json").json["actions"] == []


def test_both_databases_give_the_same_bytes(sqlite_cities: Path, postgres_cities: str, postgres_server) -> None:  # noqa: ANN001 - the fixture's type is private to the tests' support
    address = postgres_server.make(postgres_cities)
    asked = ("--all", "--all --format csv", "--all --format json", "--all --format jsonl", "--all --ics -")
    one, other = ([Cli(where).ok(f"{PLAN} {how}").out for how in asked] for where in (str(sqlite_cities), address))
    postgres_server.drop(address)
    assert one == other
    assert len(json.loads(one[2])["actions"]) > 200


def test_the_number_of_queries_does_not_grow_with_the_record(on_cities: Cli, on_nothing: Cli) -> None:
    counts = []
    for cli in (on_nothing, on_cities):
        with counted(Engine) as queries:
            cli.ok(f"{PLAN} --all --owner none --format json")
        counts.append(len(queries))
    assert 0 < counts[0] == counts[1]
