"""`schedule` as it is typed."""

import json
import shutil
from pathlib import Path

import pytest

from continuity.cli.commands.schedule import EXAMPLES
from continuity.cli.commands.schedule_run import EXAMPLES as OF_WORK
from continuity.errors import DatabaseError
from continuity.services.schedules import run
from support.cli import Cli
from support.mail_server import mail_server, taken_place

ADD = "schedule add monthly --every month --start 2026-12-01 --city luton --timezone Europe/London"


@pytest.fixture
def cli(on_cities: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    return on_cities


def test_the_examples_of_every_verb_run_as_they_stand_one_after_the_other(cli: Cli) -> None:
    examples = EXAMPLES | OF_WORK
    order = ("add", "list", "show", "edit", "pause", "resume", "run", "retry", "install", "remove")
    assert set(order) == set(examples)
    for verb in order:
        text = " ".join(cli.ok(f"schedule {verb} --help").out.partition("Examples:")[2].split())
        found = [part.strip() for part in text.split("continuity ") if part.strip()]
        assert len(found) >= 2
        for example in found:
            cli.ok(example)


def test_from_setting_up_to_the_report_in_the_folder(cli: Cli, tmp_path: Path) -> None:
    done = cli.ok(f"{ADD} --to-dir reports --format text --as-of 2026-11-23")
    assert done.out == "monthly\n"
    assert "Due next on 2026-12-01 07:00 (Europe/London)" in done.err
    assert "schedule install" in done.err
    assert "Nothing is due." in cli.ok("schedule run --as-of 2026-11-30").err
    ran = cli.ok("schedule run --as-of 2026-12-01")
    assert "monthly/2026-12-01T07:00Z: 1 sent" in ran.err
    assert (tmp_path / "reports" / "monthly-2026-12-01.txt").is_file()
    assert "Nothing is due." in cli.ok("schedule run --as-of 2026-12-01").err


def test_the_folder_is_where_it_was_when_the_schedule_was_set_up(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    cli.ok("schedule run --as-of 2026-12-01")
    assert [path.name for path in (tmp_path / "reports").iterdir()] == ["monthly-2026-12-01.html"]


def test_a_listing_is_a_table_for_people_and_json_for_programs(cli: Cli) -> None:
    cli.ok(f"{ADD} --to-dir reports --only-if-changed --as-of 2026-11-23")
    assert "monthly" in cli.ok("schedule list").out
    (row,) = cli.ok("schedule list --format json").json["rows"]
    assert (row["key"], row["city"], row["only_if_changed"], row["level"]) == ("monthly", "luton", "yes", None)


def test_show_tells_the_next_five_times_and_what_became_of_the_last(cli: Cli) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    cli.ok("schedule run --as-of 2026-12-01")
    shown = cli.ok("schedule show monthly --as-of 2026-12-02").out
    for day in ("2027-01-01", "2027-02-01", "2027-03-01", "2027-04-01", "2027-05-01"):
        assert f"{day} 07:00 (Europe/London)" in shown
    assert "monthly/2026-12-01T07:00Z/1" in shown
    (row,) = cli.ok("schedule show monthly --as-of 2026-12-02 --format json").json["rows"]
    assert len(row["coming"]) == 5
    assert [one["state"] for one in row["deliveries"]] == ["sent"]


def test_a_delivery_that_fails_ends_with_one_and_is_shown(cli: Cli, tmp_path: Path) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    shutil.rmtree(tmp_path / "reports", ignore_errors=True)
    (tmp_path / "reports").write_text("in the way", encoding="utf-8")
    done = cli("schedule run --as-of 2026-12-01")
    assert done.code == 1
    assert "failed" in done.err
    assert "schedule retry" in done.err


def test_a_timer_hears_only_of_what_failed(cli: Cli, tmp_path: Path) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    assert cli.ok("schedule run --quiet --as-of 2026-11-30").err == ""
    assert cli.ok("schedule run --quiet --as-of 2026-12-01").err == ""
    shutil.rmtree(tmp_path / "reports")
    (tmp_path / "reports").write_text("in the way", encoding="utf-8")
    assert "failed" in cli("schedule run --quiet --as-of 2027-01-01").err


def test_a_timer_hears_of_a_database_that_went_away(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise DatabaseError("the connection is lost", "try again")

    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    monkeypatch.setattr(run, "send_run", gone)
    done = cli("schedule run --quiet --as-of 2026-12-01")
    assert done.code == 1
    assert "the connection is lost" in done.err


def test_without_a_mail_server_it_is_said_where_letters_lie(cli: Cli, tmp_path: Path) -> None:
    outbox = tmp_path / "outbox"
    added = cli(f"{ADD} --to-mail ann@example.org --as-of 2026-11-23", CONTINUITY_OUTBOX=str(outbox))
    assert f"letters are put into {outbox}" in added.err
    ran = cli("schedule run --as-of 2026-12-01", CONTINUITY_OUTBOX=str(outbox))
    assert (added.code, ran.code) == (0, 0)
    assert f"the letter lies in {outbox}" in ran.err


def test_a_mail_server_that_is_down_is_said_when_the_schedule_is_set_up(cli: Cli) -> None:
    place = taken_place()
    mail = {
        "CONTINUITY_SMTP_HOST": "127.0.0.1",
        "CONTINUITY_SMTP_PORT": str(place.getsockname()[1]),
        "CONTINUITY_SMTP_SECURITY": "none",
        "CONTINUITY_SMTP_FROM": "reports@example.org",
    }
    down = cli(f"{ADD} --to-mail ann@example.org --as-of 2026-11-23", **mail)
    assert (down.code, down.out) == (0, "monthly\n")
    assert "The mail server does not take letters now: " in down.err
    with mail_server(place=place) as inbox:
        up = cli("schedule edit monthly --to-mail bob@example.org --as-of 2026-11-23", **mail)
    assert up.code == 0
    assert "mail server" not in up.err
    assert inbox.letters == []


def test_a_wrong_mail_setting_stops_no_folder(cli: Cli, tmp_path: Path) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    assert cli("schedule run --as-of 2026-12-01", CONTINUITY_SMTP_PORT="many").code == 0
    assert (tmp_path / "reports" / "monthly-2026-12-01.html").is_file()


def test_nothing_waits_for_a_decision_where_all_is_well(cli: Cli) -> None:
    assert "Nothing waits for a decision." in cli.ok("schedule retry").err
    assert cli.ok("schedule retry --format json").json == {"schema": "continuity.delivery/1", "rows": []}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (ADD, "--to-dir FOLDER or --to-mail ADDRESS"),
        (f"{ADD} --to-dir reports --at noon", "HH:MM"),
        ("schedule add monthly --to-dir reports --timezone Mars/Olympus", "time zone"),
        ("schedule show monthly", 'no schedule "monthly"'),
        ("schedule run monthly", 'no schedule "monthly"'),
        ("schedule pause monthly", 'no schedule "monthly"'),
        ("schedule retry monthly/2026/1", 'no delivery "monthly/2026/1"'),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_with_a_hint(cli: Cli, line: str, told: str) -> None:
    done = cli(line)
    assert done.code in (1, 2)
    assert told in done.err
    assert "hint: " in done.err
    assert "Traceback" not in done.err


def test_status_shows_schedules_where_there_are_any(cli: Cli) -> None:
    assert "Scheduled reports" not in cli.ok("status --as-of 2026-11-23").out
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    shown = cli.ok("status --as-of 2026-11-23").out
    assert "Scheduled reports" in shown
    assert "2026-12-01 07:00 (Europe/London)" in shown


def test_every_change_of_a_schedule_is_in_the_log(cli: Cli) -> None:
    cli.ok(f"{ADD} --to-dir reports --as-of 2026-11-23")
    cli.ok("schedule pause monthly")
    rows = cli.ok("log --format json").json["rows"]
    assert json.dumps(rows).count("schedule") >= 2
