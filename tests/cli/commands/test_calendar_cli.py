"""`calendar` and `status` on one city, day by day: vague days, cancelled polls and holders who are not known."""

import csv
import io
from pathlib import Path

import pytest

from continuity.cli.text import format_holder_gaps
from support.cli import Cli

MAYOR = "exampleton/mayor"
RULE = "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=1TH"
POLL = f"{MAYOR}/2028-05-04"


@pytest.fixture
def city(on_nothing: Cli) -> Cli:
    """One mayor, elected in 2024, with a rule and the election of 2028."""
    for line in (
        "city add Exampleton --country GB --timezone Europe/London",
        f"office add {MAYOR} --city exampleton --title Mayor --kind executive",
        f"rule add --office {MAYOR} --election-rule '{RULE}' --election-rule-start 2020-05-07 --takes-office +4d",
        "person add 'Ada Example'",
        f"term add --office {MAYOR} --person ada-example --start 2024-05-06",
        f"election add --office {MAYOR} --date 2028-05-04 --kind ordinary --status scheduled",
    ):
        on_nothing.ok(line)
    return on_nothing


def first_row(cli: Cli, line: str) -> dict[str, str]:
    return next(csv.DictReader(io.StringIO(cli.ok(f"{line} --format csv").out, newline="")))


def table_day(cli: Cli, as_of: str) -> str:
    return cli.ok(f"calendar --as-of {as_of}").out.splitlines()[2].partition("  ")[0]


@pytest.mark.parametrize(
    ("written", "shown", "days"),
    [
        ("2028-05-04", "2028-05-04", ("2028-05-04", "2028-05-04")),
        ("2028-05", "2028-05", ("2028-05-01", "2028-05-31")),
        ("2028", "2028", ("2028-01-01", "2028-12-31")),
        ("2028-04-15/2028-06-15", "2028-04-15 to 2028-06-15", ("2028-04-15", "2028-06-15")),
    ],
)
def test_calendar_shows_a_polling_day_as_written(city: Cli, written: str, shown: str, days: tuple[str, str]) -> None:
    """Issue 14, line 1, case 02."""
    city.ok(f"election edit {POLL} --date {written}")
    row = first_row(city, "calendar --as-of 2026-11-27")
    assert table_day(city, "2026-11-27") == shown
    assert (row["polling_day"], row["polling_day_latest"]) == days
    assert first_row(city, "timeline exampleton --as-of 2026-11-27")["what"] == "term"
    rows = csv.DictReader(io.StringIO(city.ok("timeline exampleton --as-of 2026-11-27 --format csv").out, newline=""))
    change = next(each for each in rows if each["what"] == "transition")
    assert (change["polling_day"], change["polling_day_latest"]) == days


@pytest.mark.parametrize(
    ("as_of", "is_open"), [("2028-05-31", False), ("2028-06-15", False), ("2028-06-16", True), ("2028-06-17", True)]
)
def test_vague_election_is_ahead_until_its_last_day(city: Cli, as_of: str, is_open: bool) -> None:
    """Issue 14, line 1: the day before, on and after the last day that it can mean."""
    city.ok(f"election edit {POLL} --date 2028-04-15/2028-06-15")
    row = first_row(city, f"calendar --as-of {as_of}")
    assert (row["polling_day"], row["open"]) == ("2028-04-15", str(is_open).lower())


def test_handover_brief_names_a_vague_election(city: Cli) -> None:
    """Case 02: the brief does not state the first of May."""
    city.ok(f"election edit {POLL} --date 2028-05")
    brief = city.ok("handover exampleton --as-of 2026-11-27")
    assert "For whoever takes over after the election of May 2028." in brief.out
    assert "The change of 2028-05 of exampleton/mayor." in brief.err


def test_calendar_names_a_cancelled_election(city: Cli, tmp_path: Path) -> None:
    """Issue 14, line 12, and case 15: nothing is listed, and why is said."""
    city.ok(f"election cancel {POLL} --as-of 2026-11-27")
    line = "exampleton/mayor: the election of 2028-05-04 is cancelled, and no new day is recorded.\n"
    assert line in city.ok("calendar --as-of 2026-11-27").out
    assert line in city.ok("status --as-of 2026-11-27").out
    assert line not in city.ok("calendar --as-of 2026-11-26").out
    note = city.ok(f"calendar --as-of 2026-11-27 --ics {tmp_path / 'after.ics'}").err
    assert "with 0 transitions and 1 cancelled." in note
    city.ok(f"election add --office {MAYOR} --date 2028-06-15 --kind ordinary --status scheduled --replaces {POLL}")
    assert line not in city.ok("calendar --as-of 2026-11-27").out


@pytest.mark.parametrize(
    ("as_of", "told"),
    [("2028-05-07", ""), ("2028-05-08", "Not known who is in office: 1 office (exampleton/mayor).")],
)
def test_status_counts_offices_whose_holder_is_unknown(city: Cli, as_of: str, told: str) -> None:
    """Issue 14, line 3: the day before the handover and on it."""
    out = city.ok(f"status --as-of {as_of}").out
    assert told in out
    assert ("Not known who" in out) == bool(told)


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        ("2027-05-31", ""),
        ("2027-06-01", "The term is past its expected end, and no end is recorded: 1 office (exampleton/mayor)."),
    ],
)
def test_status_counts_offices_whose_term_is_overdue(city: Cli, as_of: str, told: str) -> None:
    """Issue 14, line 3: in the words of `office holders`."""
    city.ok(f"term edit {MAYOR}/2024-05-06 --expected-end 2027-05-31")
    out = city.ok(f"status --as-of {as_of}").out
    assert told in out
    assert ("past its expected end" in out) == bool(told)
    if told:
        assert (
            "the term is past its expected end, and no end is recorded"
            in city.ok(f"office holders --as-of {as_of}").out
        )


def test_status_names_ten_offices_and_counts_the_others() -> None:
    keys = [f"city-{number:02}/mayor" for number in range(12)]
    line = format_holder_gaps(keys, ())
    assert line.startswith("\nNot known who is in office: 12 offices (city-00/mayor, ")
    assert line.endswith(", city-09/mayor and 2 more).\n")
    assert format_holder_gaps((), ()) == ""
