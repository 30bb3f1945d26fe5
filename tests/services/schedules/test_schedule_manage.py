"""Setting a schedule up: what is not given is sensible, and what cannot work is said at once."""

from pathlib import Path

import pytest

from continuity.domain.privacy.audiences import AUDIENCES
from continuity.domain.vocabulary import AudienceName, ReportFormat
from continuity.errors import BadValue, ContinuityError, DuplicateKey, UnknownKey, UsageError
from continuity.reports.registry import REPORT_FORMATS
from continuity.services.exports.csv_pack import export_pack
from continuity.services.schedules import manage
from support.cli import Cli
from support.reference_packs import STAMP
from support.schedule_setup import ZONE, add, at, moment, post, see_to, states


def shown(address: str, name: str = "monthly", now: str = "2026-11-23 12:00") -> manage.ScheduleDetails:
    return manage.load_schedule_details(address, name, at(now))


def cells(address: str) -> dict[str, str]:
    return {name: str(value) for name, value in shown(address).row.items() if value is not None}


def test_the_words_are_those_of_the_reports() -> None:
    assert list(AUDIENCES) == list(AudienceName)
    assert list(REPORT_FORMATS) == list(ReportFormat)


def test_what_is_not_given_is_a_quarter_at_seven_for_the_citys_own_staff(database: str, tmp_path: Path) -> None:
    manage.add_schedule(
        database,
        STAMP,
        {"key": "monthly", "timezone": ZONE, "to": f"folder:{tmp_path}"},
        at("2026-11-23 12:00"),
        post(tmp_path),
    )
    assert cells(database) == {
        "key": "monthly",
        "rule": "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23",
        "start": "2026-11-23",
        "at": "07:00",
        "timezone": ZONE,
        "audience": "internal",
        "to": f"folder:{tmp_path}",
    }
    assert [f"{one:%Y-%m-%d %H:%M}" for one in shown(database).next_moments] == [
        "2027-02-23 07:00",
        "2027-05-23 06:00",
        "2027-08-23 06:00",
        "2027-11-23 07:00",
        "2028-02-23 07:00",
    ]


def test_what_is_mailed_is_made_for_funders_unless_said_otherwise(database: str, tmp_path: Path) -> None:
    add(database, tmp_path, to="mailto:ann@example.org | mailto:bob@example.org")
    assert cells(database)["audience"] == "funder"
    add(database, tmp_path, key="mine", to="mailto:ann@example.org", audience="internal")
    assert shown(database, "mine").row["audience"] == "internal"


def test_destinations_of_a_scheme_replace_those_of_it_alone(database: str, tmp_path: Path) -> None:
    add(database, tmp_path, to=f"mailto:ann@example.org | folder:{tmp_path}")
    assert cells(database)["to"] == f"folder:{tmp_path} | mailto:ann@example.org"
    for given, expected in (
        ({"mailto:": "mailto:bob@example.org | mailto:cem@example.org | mailto:bob@example.org"}, True),
        ({"folder:": ""}, False),
    ):
        manage.edit_schedule(database, STAMP, "monthly", given, at("2026-11-23 12:00"), post(tmp_path))
        folder = f"folder:{tmp_path} | " if expected else ""
        assert cells(database)["to"] == f"{folder}mailto:bob@example.org | mailto:cem@example.org"


def test_targets_are_listed_without_schemes_by_channel() -> None:
    assert manage.format_targets("") == ""
    to = "folder:/srv/a | b | folder:/srv/c | mailto:ann@example.org | mailto:bob@example.org"
    assert manage.format_targets(to) == "/srv/a | b | /srv/c, ann@example.org | bob@example.org"


def test_route_is_described_for_given_destinations_only(database: str, tmp_path: Path) -> None:
    add(database, tmp_path, to=f"folder:{tmp_path} | mailto:ann@example.org | mailto:bob@example.org")
    row = shown(database).row
    assert manage.describe_routes(row, {"folder:": f"folder:{tmp_path}"}, post(tmp_path)) == []
    assert manage.describe_routes(row, {"at": "07:00"}, post(tmp_path)) == []
    for texts in ({"to": ""}, {"mailto:": ""}):
        (note,) = manage.describe_routes(row, texts, post(tmp_path))
        assert note == f"No mail server is set: letters are put into {tmp_path} for somebody to send."


def test_a_city_brings_its_own_time_zone(cities: str, tmp_path: Path) -> None:
    add(cities, tmp_path, city="toronto", timezone="")
    assert cells(cities)["timezone"] == "America/Toronto"


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({"to": ""}, UsageError, "--to-dir FOLDER or --to-mail ADDRESS"),
        ({"every": "fortnight"}, BadValue, "day, week, month, quarter"),
        ({"every": "", "rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, BadValue, "never"),
        ({"every": "", "rule": "FREQ=HOURLY"}, BadValue, "HOURLY"),
        ({"every": "", "rule": "FREQ=DAILY;UNTIL=20200101"}, BadValue, "never"),
        ({"every": "", "rule": "every now and then"}, BadValue, "RRULE"),
        ({"timezone": "Europe/Londn"}, BadValue, "Europe/London"),
        ({"timezone": ""}, UsageError, "--timezone is missing"),
        ({"at": "25:00"}, BadValue, "HH:MM"),
        ({"at": "7 o'clock"}, BadValue, "HH:MM"),
        ({"before": "12m,soon"}, BadValue, "24m"),
        ({"before": "0d"}, BadValue, "no warning"),
        ({"formats": "pdf"}, BadValue, "html, xlsx, csv, markdown, text"),
        ({"audience": "press"}, BadValue, "internal"),
        ({"level": "grave"}, BadValue, "critical"),
        ({"start": "2026-12"}, BadValue, "YYYY-MM-DD"),
        ({"city": "lodnon"}, UnknownKey, "london"),
        ({"office": "london/major"}, UnknownKey, "london/mayor"),
        ({"country": "XQ"}, UnknownKey, "recorded"),
        ({"to": "mailto:nobody"}, BadValue, "nobody"),
        ({"to": "fax:+44"}, BadValue, "begin it with folder: or mailto:"),
        ({"to": "mailto:ann@x.org\a"}, BadValue, "--to-dir or --to-mail: a control character"),
        ({"to": "folder:/tmp/x "}, BadValue, "spaces at its ends"),
        ({"to": "mailto:ann@example.org\nBcc: all@example.org"}, ContinuityError, ""),
        ({"hold": "yes"}, UsageError, "--audience funder"),
        ({"key": "Two Words"}, BadValue, "two-words"),
        ({"key": "luton/monthly"}, BadValue, "luton-monthly"),
        ({"rule": "FREQ=DAILY"}, UsageError, "--every and --rule"),
    ],
)
def test_what_cannot_work_is_said_at_once_with_what_would(
    cities: str, tmp_path: Path, given: dict[str, str], error: type[ContinuityError], told: str
) -> None:
    with pytest.raises(error) as caught:
        add(cities, tmp_path, **given)
    assert told in f"{caught.value.message} {caught.value.hint}"
    assert manage.list_schedules(cities) == []


def test_a_folder_that_cannot_be_written_is_said_at_once(database: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ContinuityError):
        add(database, tmp_path, to=f"folder:{tmp_path / 'file'}")


def test_a_second_of_the_same_name_is_refused(database: str, tmp_path: Path) -> None:
    add(database, tmp_path)
    with pytest.raises(DuplicateKey, match='there is a schedule "monthly" already'):
        add(database, tmp_path)


def test_an_edit_is_checked_like_a_new_one_and_can_be_undone(cities: str, tmp_path: Path) -> None:
    add(cities, tmp_path)
    manage.edit_schedule(
        cities, STAMP, "monthly", {"every": "week", "at": "06:30"}, at("2026-11-23 12:00"), post(tmp_path)
    )
    assert cells(cities)["rule"] == "FREQ=WEEKLY;BYDAY=TU"
    assert cells(cities)["at"] == "06:30"
    with pytest.raises(UsageError, match="would go nowhere"):
        manage.edit_schedule(cities, STAMP, "monthly", {"folder:": ""}, at("2026-11-23 12:00"), post(tmp_path))
    with pytest.raises(UsageError, match="nothing to change"):
        manage.edit_schedule(cities, STAMP, "monthly", {}, at("2026-11-23 12:00"), post(tmp_path))
    Cli(cities).ok("undo")
    assert cells(cities)["at"] == "07:00"


def test_what_is_not_paused_is_not_resumed_so_that_nothing_due_is_passed_over(cities: str, tmp_path: Path) -> None:
    add(cities, tmp_path, city="luton")
    with pytest.raises(UsageError, match="not paused"):
        manage.resume_schedule(cities, STAMP, "monthly", at("2026-12-01 12:00"))
    assert states(see_to(cities, "2026-12-01 12:01", tmp_path)) == [("sent",)]
    manage.pause_schedule(cities, STAMP, "monthly")
    with pytest.raises(UsageError, match="paused already"):
        manage.pause_schedule(cities, STAMP, "monthly")


def test_the_next_times_are_later_than_what_was_seen_to(cities: str, tmp_path: Path) -> None:
    add(cities, tmp_path, city="luton")
    see_to(cities, "2027-01-01", tmp_path)
    assert shown(cities).next_moments[0] == moment("2027-02-01 07:00")


def test_warnings_are_shown_with_the_days_they_will_come(cities: str, tmp_path: Path) -> None:
    """Luton's pre-election period begins on 2027-03-30."""
    add(cities, tmp_path, every="", before="6m,3m,1m", city="luton")
    coming = [f"{one:%Y-%m-%d}" for one in shown(cities).next_moments]
    assert coming[:2] == ["2026-12-30", "2027-02-28"]


def test_no_pack_and_no_share_has_schedules(cities: str, tmp_path: Path) -> None:
    add(cities, tmp_path / "reports", to="mailto:ann@example.org")
    for number, share in enumerate((False, True)):
        export_pack(cities, tmp_path / f"pack-{number}", share=share)
        for path in (tmp_path / f"pack-{number}").iterdir():
            assert "ann@example.org" not in path.read_text(encoding="utf-8")
            assert not path.name.startswith("schedule")
