"""What is due is made and delivered once: on time, after a sleep, after a crash, and whatever else goes wrong."""

from datetime import timedelta
from pathlib import Path

import pytest

from continuity.db import schedule_runs
from continuity.domain.scheduling.runs import LEASE_DURATION
from continuity.services.schedules import manage
from continuity.services.transaction import read_database, write_untracked
from support.cli import Cli
from support.reference_packs import STAMP
from support.schedule_setup import add, at, moment, see_to, states

DAY = "2026-12-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "reports"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.*")) if folder.exists() else []


def text(folder: Path, name: str) -> str:
    return " ".join((folder / name).read_text(encoding="utf-8").split())


def test_nothing_happens_before_it_is_due(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    assert see_to(cities, "2026-12-01 06:59", folder) == []
    assert names(folder) == []


def test_what_is_due_is_written_once(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton", formats="html | text")
    found = see_to(cities, "2026-12-01 07:00", folder)
    assert states(found) == [("sent",)]
    assert names(folder) == ["monthly-2026-12-01.html", "monthly-2026-12-01.txt"]
    assert "As of 1 December 2026" in text(folder, "monthly-2026-12-01.txt")
    assert "Many Voices, One Town" in text(folder, "monthly-2026-12-01.txt")
    assert see_to(cities, "2026-12-01 07:01", folder) == []
    assert see_to(cities, "2026-12-31 23:59", folder) == []
    assert states(see_to(cities, "2027-01-01 07:00", folder)) == [("sent",)]


def test_the_files_are_for_their_owner_alone(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    see_to(cities, "2026-12-01 07:00", folder)
    assert [path.stat().st_mode & 0o777 for path in folder.glob("*.html")] == [0o600]


def test_after_five_months_asleep_one_report_names_what_it_covers(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton", formats="text")
    found = see_to(cities, "2027-04-20 09:00", folder)
    assert states(found) == [("sent",)]
    assert names(folder) == ["monthly-2027-04-20.txt"]
    told = text(folder, "monthly-2027-04-20.txt")
    assert "Covers 5 periods that were due: 1 December 2026, 1 January 2027, 1 February 2027, 1 March 2027 and" in told
    assert "As of 20 April 2027" in told


def test_local_time_decides_on_both_days_the_clocks_change(cities: str, folder: Path) -> None:
    """London: 07:00 is 06:00 UTC from 28 March 2027, and 07:00 UTC again from 31 October."""
    add(cities, folder, every="day", start="2027-03-27", at="07:00", now="2027-03-27 00:00")
    assert len(see_to(cities, "2027-03-27 07:00", folder)) == 1
    assert see_to(cities, "2027-03-28 05:59", folder) == []
    assert len(see_to(cities, "2027-03-28 06:00", folder)) == 1
    assert len(see_to(cities, "2027-10-30 06:00", folder)) == 1
    assert see_to(cities, "2027-10-31 06:59", folder) == []
    assert len(see_to(cities, "2027-10-31 07:00", folder)) == 1


def test_the_31st_is_the_last_day_of_a_shorter_month(cities: str, folder: Path) -> None:
    add(cities, folder, start="2027-12-31", now="2027-12-30 00:00", city="luton")
    due = ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]
    for day in due:
        assert len(see_to(cities, f"{day} 08:00", folder)) == 1, day
    assert names(folder) == [f"monthly-{day}.html" for day in due]


def test_a_day_is_replayed_as_if_it_were_over(cities: str, folder: Path) -> None:
    add(cities, folder, now="2026-11-01", start="2026-11-15", city="luton")
    assert see_to(cities, "2026-11-14", folder) == []
    assert states(see_to(cities, "2026-11-15", folder)) == [("sent",)]
    assert states(see_to(cities, "2026-12-15", folder)) == [("sent",)]
    assert names(folder) == ["monthly-2026-11-15.html", "monthly-2026-12-15.html"]


def test_each_city_gets_a_report_of_its_own(cities: str, folder: Path) -> None:
    add(cities, folder, country="GB", per_city="yes", formats="text")
    (found,) = see_to(cities, "2026-12-01 07:00", folder)
    assert {one.city: one.state for one in found.deliveries} == dict.fromkeys(
        ("birmingham", "liverpool", "london", "luton", "portsmouth"), "sent"
    )
    assert names(folder) == [f"monthly-{city}-2026-12-01.txt" for city in sorted(one.city for one in found.deliveries)]
    assert "Luton" not in text(folder, "monthly-london-2026-12-01.txt")


def test_a_city_by_itself_is_not_told_that_the_others_left(cities: str, folder: Path) -> None:
    add(cities, folder, country="GB", per_city="yes", formats="markdown", every="day")
    see_to(cities, "2026-12-01 07:00", folder)
    see_to(cities, "2026-12-02 07:00", folder)
    for path in folder.glob("*2026-12-02.md"):
        assert "No change since 1 December 2026." in text(folder, path.name), path.name


def test_where_nothing_changed_nothing_is_delivered_if_so_asked(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton", only_if_changed="yes", every="day")
    assert states(see_to(cities, "2026-12-01 07:00", folder)) == [("sent",)]
    (second,) = see_to(cities, "2026-12-02 07:00", folder)
    assert [(one.state, one.explanation) for one in second.deliveries] == [
        ("skipped", "Nothing changed since the last report.")
    ]
    Cli(cities).ok("programme edit luton/many-voices-one-town --status ended --end 2026-12-02 --end-basis stated")
    assert states(see_to(cities, "2026-12-03 07:00", folder)) == [("sent",)]


def test_a_report_begins_with_what_changed_and_by_whom(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton", formats="markdown", audience="internal", every="week")
    see_to(cities, "2026-12-01 07:00", folder)
    assert "This is the first report of this schedule." in text(folder, "monthly-2026-12-01.md")
    see_to(cities, "2026-12-08 07:00", folder)
    assert "No change since 1 December 2026." in text(folder, "monthly-2026-12-08.md")
    Cli(cities).ok("term edit luton/leader/2023-05-23 --next not-standing --next-on 2026-12-10")
    see_to(cities, "2026-12-15 07:00", folder)
    told = text(folder, "monthly-2026-12-15.md")
    changed = told[: told.index("Decisions due")]
    assert "Many Voices, One Town" in changed
    assert "| High | Critical |" in changed
    assert "A record was changed: term luton/leader/2023-05-23 changed by tester" in changed


def test_one_schedule_that_fails_holds_no_other_up(cities: str, folder: Path) -> None:
    add(cities, folder, key="a-broken", city="essen")
    add(cities, folder, key="b-whole", city="luton")
    cli = Cli(cities)
    cli.ok("schedule edit a-broken --city ''")
    with write_untracked(cities) as connection:
        connection.exec_driver_sql("UPDATE schedules SET city = 'nowhere' WHERE key = 'a-broken'")
    found = see_to(cities, "2026-12-01 07:00", folder)
    assert states(found) == [("failed",), ("sent",)]
    assert 'no city "nowhere"' in found[0].failure


def test_what_goes_into_a_folder_that_cannot_be_written_is_said_and_tried_again(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    folder.mkdir(exist_ok=True)
    blocked = folder.rename(folder.with_name("moved"))
    folder.write_text("in the way", encoding="utf-8")
    (first,) = see_to(cities, "2026-12-01 07:00", blocked)
    assert [one.state for one in first.deliveries] == ["failed"]
    assert first.deliveries[0].explanation
    folder.unlink()
    later = see_to(cities, "2026-12-01 09:00", blocked)
    if first.deliveries[0].retry_at is None:
        assert later == []
    else:
        assert states(later) == [("sent",)]


def test_a_run_whose_program_died_is_taken_up_by_the_next_but_not_before_its_lease_is_over(
    cities: str, folder: Path
) -> None:
    add(cities, folder, city="luton", formats="text")
    from continuity.services.schedules.claim import DueSchedule, claim_run, find_due_schedules
    from support.schedule_setup import post

    now = at("2026-12-01 07:00")
    (asked,) = find_due_schedules(cities, now, None)
    assert isinstance(asked, DueSchedule)
    assert claim_run(cities, asked, now, "dead:1", post(folder)) is not None
    assert claim_run(cities, asked, now, "late:2", post(folder)) is None
    assert see_to(cities, "2026-12-01 07:01", folder) == []
    minutes = int(LEASE_DURATION / timedelta(minutes=1)) + 1
    late = (moment("2026-12-01 07:00") + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")
    assert states(see_to(cities, late, folder)) == [("sent",)]
    assert names(folder) == ["monthly-2026-12-01.txt"]


def test_an_interrupted_run_is_taken_up_at_once(cities: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from continuity.delivery.folder import FolderChannel

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    add(cities, folder, city="luton")
    with monkeypatch.context() as patched:
        patched.setattr(FolderChannel, "deliver", interrupted)
        with pytest.raises(KeyboardInterrupt):
            see_to(cities, "2026-12-01 07:00", folder)
    assert states(see_to(cities, "2026-12-01 07:01", folder)) == [("sent",)]


def test_a_paused_schedule_is_not_due_and_what_it_missed_is_passed_over(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    manage.pause_schedule(cities, STAMP, "monthly")
    assert see_to(cities, "2027-02-01 07:00", folder) == []
    manage.resume_schedule(cities, STAMP, "monthly", at("2027-02-15 12:00"))
    assert see_to(cities, "2027-02-15 12:01", folder) == []
    assert states(see_to(cities, "2027-03-01 07:00", folder)) == [("sent",)]


def test_a_removed_schedule_is_silent_and_comes_back_by_an_undo(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    cli = Cli(cities)
    cli.ok("schedule remove monthly")
    assert see_to(cities, "2026-12-01 07:00", folder) == []
    cli.ok("undo")
    assert len(see_to(cities, "2027-01-01 07:00", folder)) == 1


def test_warnings_come_so_long_before_each_pre_election_period(cities: str, folder: Path) -> None:
    """Luton votes on 2027-05-06, and its pre-election period begins on 2027-03-30."""
    add(cities, folder, every="", before="3m,1m", city="luton", formats="text", start="2026-11-23")
    assert see_to(cities, "2026-12-30 06:59", folder) == []
    (first,) = see_to(cities, "2026-12-30 07:00", folder)
    assert [one.state for one in first.deliveries] == ["sent"]
    told = text(folder, "monthly-2026-12-30.txt")
    assert "3 months before the pre-election period in Luton (30 March 2027)." in told
    assert see_to(cities, "2027-02-27 07:00", folder) == []
    assert len(see_to(cities, "2027-02-28 07:00", folder)) == 1


def test_of_two_warnings_that_were_slept_through_the_closer_one_is_told(cities: str, folder: Path) -> None:
    add(cities, folder, every="", before="3m,1m", city="luton", formats="text", start="2026-11-23")
    assert states(see_to(cities, "2027-03-01 07:00", folder)) == [("sent",)]
    told = text(folder, "monthly-2027-03-01.txt")
    assert "1 month before the pre-election period" in told
    assert "3 months before" not in told
    assert see_to(cities, "2027-03-02 07:00", folder) == []


def test_a_warning_has_the_programmes_of_an_abolished_office_that_this_one_decides_on_now(
    cities: str, folder: Path
) -> None:
    cli = Cli(cities)
    cli.ok("office add luton/board --city luton --title Board --end 2024-05-01 --successor luton/leader")
    cli.ok("programme add 'Inherited Project' --city luton --office luton/board")
    add(cities, folder, every="", before="3m", city="luton", formats="text", start="2026-11-23")
    see_to(cities, "2026-12-30 07:00", folder)
    assert "Inherited Project" in text(folder, "monthly-2026-12-30.txt")


def test_a_citys_own_report_does_not_speak_of_other_cities(cities: str, folder: Path) -> None:
    """London's pre-election period of 2028 and Luton's of 2027, both slept through."""
    add(cities, folder, every="", before="3m", country="GB", formats="text", start="2026-11-23", per_city="yes")
    see_to(cities, "2028-04-01 07:00", folder)
    assert "the pre-election period in Luton" in text(folder, "monthly-luton-2028-04-01.txt")
    london = text(folder, "monthly-london-2028-04-01.txt")
    assert "the pre-election period in London" in london
    assert "Luton" not in london


def test_an_election_that_moves_is_not_warned_of_twice(cities: str, folder: Path) -> None:
    add(cities, folder, every="", before="3m", city="luton", start="2026-11-23")
    assert len(see_to(cities, "2026-12-30 07:00", folder)) == 1
    Cli(cities).ok("election postpone luton/leader/2027-05-06 --to 2027-06-03 --as-of 2027-01-05")
    assert see_to(cities, "2027-02-15 07:00", folder) == []


def test_a_city_whose_last_programme_goes_is_told_of_once_more(cities: str, folder: Path) -> None:
    add(cities, folder, city="houston", formats="text", every="day")
    see_to(cities, "2026-12-01 07:00", folder)
    Cli(cities).ok("programme edit houston/one-safe-houston --city luton --office luton/leader")
    assert states(see_to(cities, "2026-12-02 07:00", folder)) == [("sent",)]
    assert "One Safe Houston" in text(folder, "monthly-2026-12-02.txt")
    assert states(see_to(cities, "2026-12-03 07:00", folder)) == [("skipped",)]


def test_reports_to_others_leave_cities_out_from_their_pre_election_period_to_the_handover(
    cities: str, folder: Path
) -> None:
    """Luton: 2027-03-30 to the handover of 2027-05-25."""
    add(cities, folder, city="luton", audience="funder", hold="yes", formats="text")
    assert states(see_to(cities, "2027-03-01 07:00", folder)) == [("sent",)]
    (held,) = see_to(cities, "2027-04-01 07:00", folder)
    assert [one.state for one in held.deliveries] == ["skipped"]
    assert "Held back" in held.deliveries[0].explanation
    assert states(see_to(cities, "2027-06-01 07:00", folder)) == [("sent",)]


def test_a_report_on_many_cities_says_which_it_leaves_out(cities: str, folder: Path) -> None:
    add(cities, folder, country="GB", audience="funder", hold="yes", formats="text")
    see_to(cities, "2027-04-01 07:00", folder)
    told = text(folder, "monthly-2027-04-01.txt")
    assert "Held back from the pre-election period to the handover." in told
    assert "Many Voices, One Town" not in told
    assert "Shared Endeavour Fund" in told


def test_what_a_run_found_is_kept_as_rows(cities: str, folder: Path) -> None:
    add(cities, folder, city="luton")
    see_to(cities, "2026-12-01 07:00", folder)
    with read_database(cities) as connection:
        kept = schedule_runs.load_last_snapshot(connection, "monthly", moment("2027-01-01 07:00"), None)
    assert kept is not None
    assert sorted(kept.findings) == ["luton/luton-in-harmony", "luton/many-voices-one-town"]
    assert kept.findings["luton/many-voices-one-town"].level == "high"
