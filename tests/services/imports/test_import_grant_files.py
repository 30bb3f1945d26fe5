"""Two councils' published grants, read with a map each: every grant a programme, and what was live on polling day."""

import csv
import io
import tomllib
from datetime import date
from pathlib import Path

import pytest

from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.values.dates import VagueDate
from continuity.importers.column_mapping import DateFormat
from continuity.importers.mapping_file import parse_mapping_file
from continuity.importers.read_file import ReadOptions
from continuity.services.imports.run import ImportResult
from continuity.services.records import add_record
from support.cli import Cli
from support.filled_starter_sheet import differences, read_in, recorded
from support.reference_packs import STAMP

ROOT = Path(__file__).parents[3]
GRANTS = ROOT.parent / "shared" / "data" / "360giving"
MAPS = ROOT / "docs" / "maps"
FILES = {"trafford": "trafford_council_grants.csv", "oxford": "oxford_city_council_grants.csv"}
LEADER = "trafford/leader"
LATER = {date(2022, 5, 5): (78, 39, 0), date(2024, 5, 2): (6, 0, 0)}
"""By polling day: grants live on it, six and twelve months later; counted from the file by hand."""


def grants(name: str) -> Path:
    path = GRANTS / FILES[name]
    if not path.is_file():
        pytest.skip(f"{path} is not there: the published files are no part of the repository")
    return path


def how(name: str) -> ReadOptions:
    path = MAPS / f"{name}.toml"
    return ReadOptions(mapping=parse_mapping_file(path.name, path.read_bytes(), DateFormat()))


def import_grants(address: str, name: str) -> ImportResult:
    return read_in(address, grants(name), how(name))


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(grants(name).read_text(encoding="utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", FILES)
def test_a_map_takes_at_most_twenty_lines_and_can_be_read(name: str) -> None:
    text = (MAPS / f"{name}.toml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 20
    assert tomllib.loads(text)["keys"] == {"programmes": "Identifier"}
    assert how(name).mapping is not None


@pytest.mark.parametrize(("name", "number"), [("trafford", 555), ("oxford", 105)])
def test_each_grant_is_a_programme_and_the_second_import_changes_nothing(name: str, number: int, database: str) -> None:
    first = import_grants(database, name)
    assert (first.added["programmes"], first.added["funding"], first.added["agreements"]) == (number, number, number)
    before = recorded(database)
    names = sorted(row["name"] for row in before["programmes"].values())
    assert names == sorted(row["Title"].strip() for row in rows(name))
    again = import_grants(database, name)
    assert (again.added, again.changed, again.batch) == ({}, {}, None)
    assert differences(before, recorded(database)) == {}


def test_a_grant_of_trafford_lasts_as_many_months_as_it_says(database: str) -> None:
    import_grants(database, "trafford")
    there = recorded(database)
    money = there["funding"]["trafford/360g-traffordmbc-vsg1342/1"]
    assert (money["start"], money["committed_on"], money["end"]) == ("2013-01-18", "2013-01-18", "2014-01-17")
    assert (money["end_basis"], money["certainty"], money["amount"]) == ("derived", "committed", "2266")
    assert there["partners"][money["partner"]]["name"] == "Altrincham Children's Choir"


def later(day: date, months: int) -> date:
    return day.replace(year=day.year + (day.month + months - 1) // 12, month=(day.month + months - 1) % 12 + 1)


def test_what_was_live_on_polling_day_stands_in_the_listing(database: str) -> None:
    import_grants(database, "trafford")
    for day in LATER:
        cells = {"office": LEADER, "date": day.isoformat(), "kind": "ordinary", "status": "held"}
        add_record(database, STAMP, [(TABLES_BY_NAME["elections"], cells)])
    for day, expected in LATER.items():
        listed = csv.DictReader(io.StringIO(Cli(database).ok(f"risk --all --format csv --as-of {day}").out))
        until = [VagueDate.parse(row["money_until"]).latest for row in listed if row["money_until"]]
        reach = tuple(sum(one is not None and one >= later(day, months) for one in until) for months in (0, 6, 12))
        assert reach == expected
