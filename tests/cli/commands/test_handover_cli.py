"""`handover` as it is typed: into a file by its ending, printed, for one office, as of a day, and wrongly."""

from pathlib import Path

import pytest

from continuity.cli.commands import handover
from continuity.reports.registry import DOCUMENT_FORMATS
from support.cli import Cli
from support.confidential_records import AS_OF, record_guarded, words_in

DAY = f"--as-of {AS_OF}"
HARBOUR = "invented-harbour-city"


def test_the_words_of_the_command_are_those_of_the_pages() -> None:
    assert [str(one) for one in handover.DocumentFormat] == list(DOCUMENT_FORMATS)


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("brief.html", "<!DOCTYPE html>"),
        ("brief.HTM", "<!DOCTYPE html>"),
        ("brief.md", "# Handover brief: Luton"),
        ("brief.txt", "Handover brief: Luton, Leader of the Council\n=="),
        ("brief", "Handover brief: Luton, Leader of the Council\n=="),
    ],
)
def test_the_ending_of_the_file_says_how_it_is_written(on_cities: Cli, tmp_path: Path, name: str, begins: str) -> None:
    done = on_cities.ok(f"handover luton -o {tmp_path}/{name} {DAY}")
    assert done.out == ""
    assert "The change of 2027-05-06 of luton/leader. Made for the incoming administration." in done.err
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_form_that_is_named_outweighs_the_ending(on_cities: Cli, tmp_path: Path) -> None:
    on_cities.ok(f"handover luton --format markdown -o {tmp_path}/wiki.txt {DAY}")
    assert (tmp_path / "wiki.txt").read_text(encoding="utf-8").startswith("# ")


def test_a_name_for_another_kind_of_file_is_refused_and_nothing_is_written(on_cities: Cli, tmp_path: Path) -> None:
    assert ".html, .md or .txt" in on_cities.refused(f"handover luton -o {tmp_path}/brief.docx {DAY}", 2)
    assert list(tmp_path.glob("brief*")) == []
    on_cities.ok(f"handover luton --format text -o {tmp_path}/brief.docx {DAY}")


def test_a_dash_is_standard_output(on_cities: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert on_cities.ok(f"handover luton --format text -o - {DAY}").out.startswith("Handover brief: Luton")
    assert list(tmp_path.glob("-")) == []


def test_it_is_printed_as_text_where_no_file_is_named(on_cities: Cli) -> None:
    said = on_cities.ok(f"handover Luton {DAY}")
    assert said.out.startswith("Handover brief: Luton")
    assert "Many Voices, One Town" in said.out
    assert on_cities.ok(f"handover luton {DAY}").out == said.out


def test_the_beginning_of_a_name_will_do_and_a_near_miss_is_helped(on_cities: Cli) -> None:
    assert "Toronto" in on_cities.ok(f"handover toron {DAY}").out
    assert "did you mean london?" in on_cities.refused(f"handover lodnon {DAY}", 1)


def test_of_several_offices_one_is_asked_for(on_cities: Cli) -> None:
    said = on_cities.refused(f"handover {HARBOUR} {DAY}", 2)
    assert f"--office {HARBOUR}/mayor" in said
    on_cities.ok(f"handover {HARBOUR} --office {HARBOUR}/mayor {DAY}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--transition 2027-06-05", "known: 2023-05-04, 2027-05-06, 2031-05-01"),
        ("--transition 5.6.2027", "is not a day; write it as YYYY-MM-DD"),
        ("--transition 2027", "is not a day"),
        ("--as-of yesterday", "is not a day"),
        ("--format pdf", "pdf"),
        ("--with gossip", "gossip"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_would_do(on_cities: Cli, words: str, told: str) -> None:
    done = on_cities(f"handover luton {DAY} {words}")
    assert done.code in (1, 2)
    assert told in done.err
    assert done.out == ""


def test_where_no_file_can_be_written_it_is_said(on_cities: Cli, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    assert "error: " in on_cities.refused(f"handover luton -o {tmp_path}/note.txt/brief.html {DAY}", 1)
    assert (tmp_path / "note.txt").read_text(encoding="utf-8") == "mine"
    assert "error: " in on_cities.refused(f"handover luton -o {tmp_path} {DAY}", 1)


def test_contacts_are_in_it_only_where_they_are_asked_for(database: str, tmp_path: Path) -> None:
    record_guarded(database, tmp_path)
    cli = Cli(database)
    plain = words_in(cli.ok(f"handover markham {DAY}").out.encode())
    assert "CONTACT-OPEN" not in plain
    assert "2 contacts of partners" in plain
    assert "CONTACT-OPEN" in words_in(cli.ok(f"handover markham --with contacts {DAY}").out.encode())


def test_on_an_empty_record_it_says_what_is_missing(on_nothing: Cli) -> None:
    assert 'no city "luton"' in on_nothing.refused(f"handover luton {DAY}", 1)


def test_as_of_an_earlier_day_the_brief_is_for_the_change_that_was_next(on_cities: Cli) -> None:
    assert "election of 4 May 2023" in on_cities.ok("handover luton --as-of 2023-01-01").out
