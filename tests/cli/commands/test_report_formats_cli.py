"""`report xlsx`, `report markdown` and `report text`: from both kinds of database to a file or to the screen."""

from pathlib import Path

import openpyxl
import pytest

from support.cli import Cli

DAY = "--as-of 2026-11-23"


@pytest.fixture
def cli(cities: str) -> Cli:
    return Cli(cities)


def test_a_workbook_goes_into_a_file_and_says_for_whom_it_is(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    done = cli.ok(f"report xlsx -o {path} {DAY}")
    assert f"Wrote {path}." in done.err
    assert "Made for the city's own staff." in done.err
    findings = openpyxl.load_workbook(path)["Findings"]
    listed = cli.ok(f"report csv {DAY}").out.splitlines()
    assert findings.max_row == len(listed)


def test_a_workbook_is_not_printed(cli: Cli) -> None:
    said = cli.refused("report xlsx", code=2)
    assert "give it a name: -o report.xlsx" in said


def test_the_same_record_gives_the_same_workbook(cli: Cli, tmp_path: Path) -> None:
    for name in ("one", "two"):
        cli.ok(f"report xlsx -o {tmp_path / name} {DAY}")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(("form", "heading"), [("markdown", "# Prevention"), ("text", "Prevention")])
def test_a_report_to_be_read_is_printed_or_goes_into_a_file(cli: Cli, tmp_path: Path, form: str, heading: str) -> None:
    printed = cli.ok(f"report {form} {DAY}").out
    assert printed.startswith(heading)
    path = tmp_path / "report"
    cli.ok(f"report {form} -o {path} {DAY}")
    assert path.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_amounts_reach_funders_and_no_organisation_is_named_to_the_public(cli: Cli, form: str) -> None:
    assert "1,999,702" in cli.ok(f"report {form} --audience funder {DAY}").out
    assert "1,999,702" not in cli.ok(f"report {form} --audience partner {DAY}").out
    public = cli.ok(f"report {form} --audience public {DAY}").out
    assert "Lantern Trust" not in public
    assert "Prevention Officer" not in public


def test_a_report_on_one_city_says_so(cli: Cli) -> None:
    told = cli.ok(f"report text --city luton {DAY}").out
    assert "Only programmes of Luton." in told
    assert "Mechelen" not in told


def test_a_report_of_an_empty_record_says_so(database: str) -> None:
    done = Cli(database).ok(f"report text {DAY}")
    assert "No programme is recorded" in done.out
    assert "continuity status" in done.err
