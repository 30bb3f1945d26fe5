"""Ready offices and the calendar file at the command line."""

from pathlib import Path

import pytest
from icalendar import Calendar

from continuity.cli.commands.calendar import EXAMPLES as OF_CALENDAR
from continuity.cli.commands.office import PROFILE_EXAMPLES
from support.cli import Cli

BERLIN = "calendar --city berlin --as-of 2026-11-23"


def test_the_help_of_office_profiles_has_two_examples_that_run(on_nothing: Cli) -> None:
    assert all(
        line.strip() in on_nothing.ok("office profiles --help").out for line in PROFILE_EXAMPLES.splitlines()[2:]
    )
    lines = [line.strip().removeprefix("continuity ") for line in PROFILE_EXAMPLES.splitlines()[2:]]
    assert len(lines) == 2
    for line in lines:
        on_nothing.ok(line)


def test_profiles_are_listed_without_a_database(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "none.db"))
    document = cli.ok("office profiles --country US --format json").json
    assert document["schema"] == "continuity.profile/1"
    assert [row["name"] for row in document["rows"]] == [
        "texas-houston-mayor",
        "new-york-city-mayor",
        "colorado-aurora-mayor",
        "georgia-atlanta-mayor",
        "massachusetts-boston-mayor",
        "illinois-chicago-mayor",
        "california-city-mayor",
    ]
    assert document["rows"][0]["term_years"] == 4
    assert document["rows"][0]["quiet_days"] is None
    assert "41.001" in document["rows"][0]["source"]
    assert {row["name"]: row["basis"] for row in document["rows"]}["illinois-chicago-mayor"] == "rule"
    assert document["rows"][0]["basis"] == "derived"
    assert "england-leader-thirds" in cli.ok("office profiles").out
    assert "No profile for ZZ" in cli.ok("office profiles --country ZZ").err


def test_office_add_takes_a_profile_and_its_title(on_nothing: Cli) -> None:
    on_nothing.ok("city add Leeds --country GB --timezone Europe/London")
    done = on_nothing.ok("office add leeds/leader --profile england-leader-thirds")
    assert done.out == "leeds/leader\n"
    assert len(on_nothing.ok("rule list --office leeds/leader --format jsonl").out.splitlines()) == 3
    assert on_nothing.ok("office list --format json").json["rows"][0]["title"] == "Leader of the Council"
    on_nothing.ok("undo")
    assert on_nothing.ok("rule list --format jsonl").out == ""


def test_office_add_refuses_an_unknown_profile(on_nothing: Cli) -> None:
    on_nothing.ok("city add Leeds --country GB --timezone Europe/London")
    said = on_nothing.refused("office add leeds/leader --title Leader --profile england-leader-third")
    assert "did you mean england-leader-thirds" in said
    assert on_nothing.ok("office list --format jsonl").out == ""


def test_the_calendar_goes_into_a_file_or_to_standard_output(on_cities: Cli, tmp_path: Path) -> None:
    path = tmp_path / "berlin.ics"
    done = on_cities.ok(f"{BERLIN} --ics {path}")
    assert done.out == ""
    assert "Wrote" in done.err
    content = path.read_bytes()
    # The runner of the tests makes one line end of two.
    assert content.decode().replace("\r\n", "\n") == on_cities.ok(f"{BERLIN} --ics -").out
    summaries = {str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")}
    assert any("Regierender Bürgermeister" in summary for summary in summaries)
    assert "--ics" in OF_CALENDAR


def test_identifiers_of_the_cities_are_unique(on_cities: Cli) -> None:
    text = on_cities.ok("calendar --as-of 2026-11-23 --horizon 120m --ics -").out
    found = [str(event["UID"]) for event in Calendar.from_ical(text).walk("VEVENT")]
    assert len(found) == len(set(found)) > 100


def test_a_moved_election_keeps_its_identifier_and_gets_its_new_day(on_cities: Cli) -> None:
    def polling() -> tuple[str, str]:
        text = on_cities.ok("calendar --city luton --as-of 2026-11-23 --ics -").out
        events = Calendar.from_ical(text).walk("VEVENT")
        event = next(one for one in events if str(one["SUMMARY"]).startswith("Polling day"))
        return str(event["UID"]), str(event["DTSTART"].dt)

    uid, day = polling()
    assert day == "2027-05-06"
    on_cities.ok("election edit luton/leader/2027-05-06 --date 2027-06-10")
    assert polling() == (uid, "2027-06-10")
    on_cities.ok("undo")
    on_cities.ok("election remove luton/leader/2027-05-06")
    assert polling() == (uid, "2027-05-06")


def test_a_calendar_that_cannot_be_written_leaves_what_was_there(on_cities: Cli, tmp_path: Path) -> None:
    (tmp_path / "taken.ics").mkdir()
    assert "taken.ics" in on_cities.refused(f"{BERLIN} --ics {tmp_path / 'taken.ics'}")
    assert [path.name for path in tmp_path.glob("*.ics")] == ["taken.ics"]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_calendar_file_has_one_format(form: str, on_cities: Cli) -> None:
    assert "exclude each other" in on_cities.refused(f"{BERLIN} --ics - --format {form}", 2)
