"""`timeline` as a user meets it: one city on a terminal, and its records for a program."""

import csv
import io
import os
import pty
import subprocess
import sys

import pytest
from sqlalchemy import Engine

from continuity.db.engine import open_database, transaction
from support.cli import Cli
from support.query_counter import counted
from support.record_rows import record_texts

DAY = "--as-of 2026-11-23"
HARBOUR = "invented-harbour-city"

FORD = {
    "cities": {"ford": {"name": "=Ford", "country": "GB", "timezone": "Europe/London"}},
    "offices": {
        "ford/chain": {"city": "ford", "title": "Lord Mayor", "kind": "ceremonial"},
        "ford/mayor": {"city": "ford", "title": "ראש העיר", "kind": "executive", "seats": "2"},
    },
    "people": {"a": {"name": "=HYPERLINK(1)"}, "b": {"name": "عمدة"}, "c": {"name": "N" * 300}},
    "terms": {
        "ford/chain/2024": {"office": "ford/chain", "person": "a", "start": "2024"},
        "ford/mayor/1": {"office": "ford/mayor", "person": "a", "start": "2024-05", "end": "2026-10-31"},
        "ford/mayor/2": {"office": "ford/mayor", "person": "b", "start": "../2025-03-22", "end": "2026"},
        "ford/mayor/3": {"office": "ford/mayor", "person": "c"},
    },
    "programmes": {
        "ford/none": {"city": "ford", "office": "ford/mayor", "name": "Undated 🎉"},
        "ford/past": {
            "city": "ford",
            "office": "ford/mayor",
            "name": "Past",
            "launched": "2001",
            "end": "2003",
            "end_basis": "stated",
        },
    },
}


@pytest.fixture
def on_ford(database: str) -> Cli:
    """The command line on a city in which hardly a day is certain."""
    engine = open_database(database)
    with transaction(engine, write=True) as connection:
        record_texts(connection, FORD)
    engine.dispose()
    return Cli(database)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_drawing_shows_who_leads_what_runs_and_when_that_may_change(on_cities: Cli) -> None:
    out = on_cities.ok(f"timeline luton {DAY}").out
    for told in ("Luton: Leader of the Council (luton/leader)", "Hazel Simmons", "Many Voices, One Town (high risk)"):
        assert told in out
    assert "* Election on 2027-05-06 (recorded); pre-election period from 2027-03-30; handover on 2027-05-25" in out
    assert "\nAs of 2026-11-23, looking ahead to 2028-11-23; rule 1; horizon 24m, " in out
    assert on_cities.ok(f"timeline luton {DAY}").out == out
    assert max(map(len, out.partition("\nAs of 2026-11-23, looking")[0].splitlines())) <= 100


@pytest.mark.parametrize("city", ["london", "London", "lond"])
def test_a_city_is_named_by_its_key_its_name_or_the_beginning_of_its_key(city: str, on_cities: Cli) -> None:
    assert "London: Mayor of London" in on_cities.ok(f"timeline {city} {DAY}").out


def test_a_near_miss_is_refused_with_what_may_have_been_meant(on_cities: Cli) -> None:
    assert "did you mean luton" in on_cities.refused(f"timeline Lutton {DAY}")


def test_a_beginning_of_several_cities_is_refused_with_them(on_cities: Cli) -> None:
    assert "london" in on_cities.refused(f"timeline l {DAY}")


def test_one_office_alone_is_shown_and_one_of_another_city_refused(on_cities: Cli) -> None:
    out = on_cities.ok(f"timeline {HARBOUR} --office {HARBOUR}/mayor {DAY}").out
    assert f"({HARBOUR}/mayor)" in out
    assert f"({HARBOUR}/council-leader)" not in out
    assert "no office of" in on_cities.refused(f"timeline luton --office london/mayor {DAY}")


@pytest.mark.parametrize("city", ["luton", HARBOUR, "the-hague"])
def test_every_format_has_the_same_rows_by_the_same_rule(city: str, on_cities: Cli) -> None:
    document = on_cities.ok(f"timeline {city} {DAY} --format json").json
    assert document["schema"] == "continuity.timeline/1"
    assert (document["as_of"], document["rule"], document["settings"]["horizon"]) == ("2026-11-23", "1", "24m")
    out = on_cities.ok(f"timeline {city} {DAY} --format jsonl").out
    assert out.count("\n") == len(document["rows"]) > 5
    table = rows_of(on_cities.ok(f"timeline {city} {DAY} --format csv").out)
    words = {None: "", True: "true", False: "false"}
    assert [{name: words.get(cell, cell) for name, cell in row.items()} for row in document["rows"]] == [
        {name: cell for name, cell in row.items() if name not in ("as_of", "rule", "settings")} for row in table
    ]
    assert {(row["as_of"], row["rule"], row["settings"]) for row in table} == {("2026-11-23", "1", "the rule's own")}


def test_a_row_tells_dates_as_they_were_recorded(on_cities: Cli) -> None:
    rows = on_cities.ok(f"timeline luton {DAY} --format json").json["rows"]
    terms = [row for row in rows if row["what"] == "term"]
    assert ("2019-05", "2023-05-22", "Hazel Simmons", "hazel-simmons") in [
        (row["start"], row["end"], row["name"], row["who"]) for row in terms
    ]
    (change,) = (row for row in rows if row["what"] == "transition")
    assert (change["polling_day"], change["handover"], change["handover_basis"]) == ("2027-05-06", "2027-05-25", "rule")
    assert change["open"] is False


def test_a_spreadsheet_runs_no_name(on_ford: Cli) -> None:
    out = on_ford.ok(f"timeline ford {DAY} --format csv").out
    assert "'=HYPERLINK(1)" in out
    assert ",=HYPERLINK" not in out


@pytest.mark.parametrize("options", ["", "--horizon 0d", "--horizon 10y", "--as-of 1900-01-01", "--as-of 2900-01-01"])
def test_a_city_of_which_hardly_a_day_is_certain_is_drawn_on_any_day(options: str, on_ford: Cli) -> None:
    out = on_ford.ok(f"timeline ford {options or DAY}").out
    assert out.count("┬") >= 6
    assert "A ceremonial office" in out
    assert "Undated 🎉" in out


def test_vague_days_look_uncertain_and_are_told_and_nothing_is_cut(on_ford: Cli) -> None:
    out = on_ford.ok(f"timeline ford {DAY}").out
    flat = " ".join(out.split())
    assert "=HYPERLINK(1), 2024-05 to 2026-10-31" in flat
    assert "../2025-03-22" in flat
    assert out.count("N") >= 300
    assert "no day recorded" in out
    assert "2001 to 2003 (stated)" in flat
    # A term that began in a month that is all that is known does not begin as one that is certain.
    bar = next(line for line in out.splitlines() if line.strip().startswith("=HYPERLINK(1)") and "█" in line)
    assert bar.index("░") < bar.index("█")


def test_a_city_without_an_office_says_how_to_record_one(on_nothing: Cli) -> None:
    on_nothing.ok("city add Bare --country GB --timezone Europe/London")
    done = on_nothing.ok(f"timeline bare {DAY}")
    assert "office add" in done.err
    assert "rule 1" in done.out
    assert on_nothing.ok(f"timeline bare {DAY} --format json").json["rows"] == []


def test_a_city_that_is_not_there_is_refused_on_an_empty_record_too(on_nothing: Cli) -> None:
    assert "city list" in on_nothing.refused("timeline atlantis")


def test_the_number_of_queries_does_not_grow_with_the_city(cities: str) -> None:
    numbers = []
    for city in ("mechelen", HARBOUR):
        with counted(Engine) as queries:
            Cli(cities).ok(f"timeline {city} {DAY}")
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 30


@pytest.mark.parametrize(("columns", "width"), [(20, 60), (60, 60), (72, 72), (130, 130)])
def test_on_a_terminal_the_drawing_is_as_wide_as_that_and_never_too_narrow(
    columns: int, width: int, sqlite_cities: str
) -> None:
    """On a real terminal, which is asked how wide it is."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "continuity", "--db", str(sqlite_cities), "timeline", "luton", *DAY.split()]
    environment = {**os.environ, "COLUMNS": str(columns), "CONTINUITY_CONFIG": os.devnull}
    with subprocess.Popen(words, stdout=theirs, stderr=theirs, env=environment) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                shown += (part := os.read(ours, 65536))
            except OSError:
                break
            if not part:
                break
        running.wait()
    os.close(ours)
    drawing = shown.decode().replace("\r\n", "\n").partition("\nAs of 2026-11-23, looking")[0].splitlines()
    assert max(map(len, drawing)) == width
