"""Settings of a database: recorded like anything else, printed in every output, weak ones said to be so."""

import csv
import io

import pytest
from icalendar import Calendar

from support.cli import Cli

DAY = "--as-of 2026-11-23"
WEAK = "window_days 0 (the rule's own: 183; this weakens the rule)"
CODE = "invented-harbour-city/night-bus-mediators"


@pytest.fixture
def weak(on_cities: Cli) -> Cli:
    on_cities.ok("setting add window_days --value 0 --note 'tried out'")
    return on_cities


@pytest.mark.parametrize(
    "line",
    [
        "risk",
        "calendar",
        f"explain {CODE}",
        "plan",
        "status",
        "check",
        "partner show invented-lantern-trust",
        f"what-if --fund {CODE}=2028-12-31",
    ],
)
def test_a_weak_setting_is_said_in_every_text(weak: Cli, line: str) -> None:
    assert WEAK in " ".join(weak.ok(f"{line} {DAY}").out.split())


@pytest.mark.parametrize(
    "line",
    [
        "risk",
        "calendar",
        f"explain {CODE}",
        "plan",
        "status",
        "check",
        "partner show invented-lantern-trust",
        f"what-if --fund {CODE}=2028-12-31",
    ],
)
def test_settings_stand_in_every_document(weak: Cli, line: str) -> None:
    document = weak.ok(f"{line} {DAY} --format json").json
    assert document["settings"]["window_days"] == 0
    assert (document["rule"], document["as_of"]) == ("1", "2026-11-23")


@pytest.mark.parametrize(
    "line", ["status --format csv", "status --format jsonl", "partner show invented-lantern-trust --format csv"]
)
def test_settings_are_said_beside_rows_that_have_no_place_for_them(weak: Cli, line: str) -> None:
    done = weak.ok(f"{line} {DAY}")
    assert WEAK in done.err
    assert "window_days" not in done.out


@pytest.mark.parametrize("line", ["risk", "calendar", "plan", "check", f"what-if --fund {CODE}=2028-12-31"])
def test_settings_stand_in_every_line_of_a_csv(weak: Cli, line: str) -> None:
    rows = list(csv.DictReader(io.StringIO(weak.ok(f"{line} {DAY} --format csv").out, newline="")))
    assert rows
    assert {row["settings"] for row in rows} == {WEAK}


def test_settings_stand_in_the_calendar_file(weak: Cli) -> None:
    calendar = Calendar.from_ical(weak.ok(f"calendar {DAY} --ics -").out)
    assert WEAK in str(calendar["description"])


def test_a_weak_setting_is_said_where_something_is_recorded(weak: Cli) -> None:
    lines = (
        (
            f"partner empower {CODE} invented-lantern-trust --signed-on 2026-11-02 --until 2028-12-31 --scope deliver "
            f"--office-may-end-alone no {DAY}"
        ),
        f"election cancel luton/leader/2027-05-06 {DAY}",
    )
    for line in lines:
        assert WEAK in " ".join(weak.ok(line).out.split())


def test_the_rules_own_settings_are_printed_and_no_deviation_is(on_cities: Cli) -> None:
    out = on_cities.ok(f"risk {DAY}").out
    assert "horizon 24m, window_days 183, late_days 90, handover_days 90, notice_days 90, lead_days 60" in out
    assert "own setting" not in out


def test_a_setting_changes_the_findings_and_undo_brings_them_back(on_cities: Cli) -> None:
    """With a window of ten years hardly an agreement reaches the end of it."""

    def covered() -> int:
        findings = on_cities.ok(f"risk {DAY} --all --format json").json["findings"]
        return sum(one["status"] == "covered" for one in findings)

    before = covered()
    assert before > 0
    on_cities.ok("setting add window_days --value 3660")
    assert covered() < before
    on_cities.ok("undo")
    assert covered() == before


def test_a_setting_is_no_setting_or_no_value_is_refused(on_cities: Cli) -> None:
    assert "did you mean window_days?" in on_cities.refused("setting add window-day --value 3")
    assert "from 0 to 3660" in on_cities.refused("setting add window_days --value -5")
    on_cities.ok("setting add window_days --value 5")
    assert "recorded already" in on_cities.refused("setting add window_days --value 6")
    assert "from 0 to 3660" in on_cities.refused("setting edit window_days --value half")
    assert on_cities.ok("setting show window_days --format json").json["rows"][0]["value"] == "5"


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("window_days", "007", "7"),
        ("window_days", " 7 ", "7"),
        ("horizon", "2y", "24m"),
        ("horizon", "090d", "90d"),
        ("community_kinds", "faith|charity", "charity | faith"),
    ],
)
def test_a_setting_is_stored_as_it_is_printed(name: str, typed: str, stored: str, on_cities: Cli) -> None:
    on_cities.ok(f"setting add {name} --value '{typed}'")
    assert on_cities.ok(f"setting show {name} --format json").json["rows"][0]["value"] == stored
    assert "says so already" in on_cities.ok(f"setting edit {name} --value '{typed}'").err
    on_cities.ok(f"setting edit {name} --note why")
    assert on_cities.ok(f"setting show {name} --format json").json["rows"][0]["value"] == stored


def test_settings_travel_with_the_pack(weak: Cli, tmp_path) -> None:  # noqa: ANN001 - pytest's
    weak.ok(f"export {tmp_path / 'pack'}")
    other = Cli(str(tmp_path / "other.db"))
    other.ok("init")
    other.ok(f"import {tmp_path / 'pack'}")
    assert other.ok(f"risk {DAY} --format json").out == weak.ok(f"risk {DAY} --format json").out


def test_the_option_comes_before_the_setting_of_the_horizon(on_cities: Cli) -> None:
    on_cities.ok("setting add horizon --value 1d")
    assert on_cities.ok(f"risk {DAY} --format json").json["settings"]["horizon"] == "1d"
    assert on_cities.ok(f"risk {DAY} --horizon 36m --format json").json["settings"]["horizon"] == "36m"


def test_actor_with_control_characters_is_journalled_without(on_nothing: Cli) -> None:
    on_nothing("party add Green", CONTINUITY_ACTOR="Ada\x022026-99-99\x03")
    assert "Ada2026-99-99" in on_nothing.ok("log --format json").out
