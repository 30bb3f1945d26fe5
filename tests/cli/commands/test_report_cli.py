"""`report`: the documents as they are asked for on the command line."""

from pathlib import Path

import pytest

from continuity.cli import options
from continuity.cli.commands import report
from continuity.domain.privacy.audiences import AUDIENCES, WITHHELD
from continuity.domain.vocabulary import AudienceName
from continuity.reports.registry import BINARY_FORMATS, REPORT_FORMATS
from support.cli import Cli
from support.confidential_records import AS_OF, record_guarded, words_in

DAY = f"--as-of {AS_OF}"


@pytest.fixture
def cli(database: str, tmp_path: Path) -> Cli:
    record_guarded(database, tmp_path)
    return Cli(database)


def test_the_words_of_the_command_are_those_of_the_reports() -> None:
    assert [str(one) for one in report.ReportFormat] == list(REPORT_FORMATS)
    assert [str(one) for one in AudienceName] == list(AUDIENCES)
    assert [str(one) for one in options.WithheldItem] == list(WITHHELD)


@pytest.mark.parametrize("form", sorted(REPORT_FORMATS))
def test_every_format_goes_into_a_file_and_says_for_whom_it_was_made(cli: Cli, form: str, tmp_path: Path) -> None:
    done = cli.ok(f"report {form} -o {tmp_path}/report.made {DAY}")
    assert done.out == ""
    assert "Made for the city's own staff. Left out: 2 programmes marked sensitive" in done.err
    assert "PROGRAMME-OPEN" in words_in((tmp_path / "report.made").read_bytes())


@pytest.mark.parametrize("form", sorted(REPORT_FORMATS.keys() - BINARY_FORMATS))
def test_a_text_is_printed_where_no_file_is_named(cli: Cli, form: str, tmp_path: Path) -> None:
    cli.ok(f"report {form} -o {tmp_path}/same {DAY}")
    assert cli.ok(f"report {form} {DAY}").out == (tmp_path / "same").read_text(encoding="utf-8")


def test_a_workbook_is_not_printed(cli: Cli) -> None:
    assert "-o report.xlsx" in cli.refused(f"report xlsx {DAY}", 2)


def test_a_document_is_narrowed_like_a_listing_and_says_so(cities: str) -> None:
    cli = Cli(cities)
    text = cli.ok("report html --city luton --level high --as-of 2026-11-23").out
    assert "Only programmes of Luton; findings at level high or above." in text
    assert "Many Voices, One Town" in text
    assert "Shared Endeavour Fund" not in text


def test_a_name_that_promises_another_format_is_refused(cli: Cli, tmp_path: Path) -> None:
    said = cli.refused(f"report html -o {tmp_path}/rep.xlsx {DAY}", 2)
    assert "rep.xlsx is the name of a file in xlsx, and html was asked for" in said
    assert "name it rep.html, or ask for xlsx" in said
    assert not (tmp_path / "rep.xlsx").exists()


@pytest.mark.parametrize("name", ["rep", "rep.htm", "rep.HTML", "rep.of-today", "rep.2026"])
def test_other_endings_are_the_writer_s_own(cli: Cli, name: str, tmp_path: Path) -> None:
    cli.ok(f"report html -o {tmp_path}/{name} {DAY}")
    assert (tmp_path / name).exists()


def test_what_is_withheld_is_asked_for_by_name(cli: Cli) -> None:
    assert "PROGRAMME-SECRET" not in cli.ok(f"report csv {DAY}").out
    assert "PROGRAMME-SECRET" in cli.ok(f"report csv --with sensitive {DAY}").out


def test_others_than_the_staff_may_not_ask_for_it(cli: Cli) -> None:
    said = cli.refused(f"report html --audience funder --with sensitive --with notes {DAY}", 2)
    assert "sensitive and notes cannot go into a document for funders" in said
    assert "--audience" in said or "audience internal" in said


@pytest.mark.parametrize("line", ["report pdf", "report html --audience press", "report html --with secrets"])
def test_a_word_that_is_none_is_refused_with_those_there_are(cli: Cli, line: str) -> None:
    said = cli.refused(line, 2)
    assert "html" in said or "internal" in said or "sensitive" in said


def test_an_empty_record_makes_a_document_that_says_so(database: str) -> None:
    done = Cli(database).ok(f"report html {DAY}")
    assert "No programme is recorded" in done.out
    assert "`continuity status` says what is recorded" in done.err


def test_a_file_that_cannot_be_written_is_an_error_and_leaves_nothing(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert "cannot write" in cli.refused(f"report html -o {tmp_path}/there {DAY}")
    assert list((tmp_path / "there").iterdir()) == []
