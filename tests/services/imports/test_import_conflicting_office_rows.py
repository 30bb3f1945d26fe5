"""An office of the starter sheet has one holder, one party and one next election, however many rows speak of it."""

from pathlib import Path

import pytest

from continuity.domain.schema.tables import AFFILIATIONS
from continuity.errors import ImportRejected
from continuity.importers.read_file import ReadOptions
from continuity.reports.wording.imports import format_import_remark
from continuity.services.exports.starter_rows import build_starter_rows
from continuity.services.imports.run import ImportOptions, import_path
from continuity.services.records import list_records
from continuity.services.transaction import read_database
from support.reference_packs import AS_OF, STAMP
from support.starter_workbooks import STARTER, starter

ROW = {
    "city": "Exampleton",
    "country": "GB",
    "office": "Mayor",
    "holder": "Ada Example",
    "holder since": "2024-05-06",
    "party": "Beacon Party",
    "next election": "2028-05-04",
}


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("holder", "Ben Example"),
        ("party", "Anchor Party"),
        ("party", "independent"),
        ("next election", "2028-06-08"),
    ],
)
def test_a_second_one_is_refused_with_both_rows(heading: str, other: str, database: str, tmp_path: Path) -> None:
    rows = (ROW | {"programme": "One"}, ROW | {"programme": "Two", heading: other})
    with pytest.raises(ImportRejected) as refused:
        import_path(database, STAMP, starter(tmp_path / "s.xlsx", *rows), ReadOptions(), ImportOptions(as_of=AS_OF))
    (problem,) = [one for one in refused.value.problems if "there can be one only" in one]
    assert f'row 3 "{heading}": "{other}", but row 2 says "{ROW[heading]}"' in problem


def test_several_offices_have_one_each(database: str, tmp_path: Path) -> None:
    leader = {"office": "Leader", "holder": "Ben Example", "party": "Anchor Party", "next election": "2027-05-06"}
    rows = (ROW | {"programme": "One"}, ROW | {"programme": "Two"} | leader)
    done = import_path(database, STAMP, starter(tmp_path / "s.xlsx", *rows), ReadOptions(), ImportOptions(as_of=AS_OF))
    assert {name: done.added[name] for name in ("terms", "affiliations", "elections")} == {
        "terms": 2,
        "affiliations": 2,
        "elections": 2,
    }


@pytest.mark.parametrize(("word", "standing"), [("Independent", "independent"), ("non-partisan", "nonpartisan")])
def test_no_party_is_no_party_of_that_name(word: str, standing: str, database: str, tmp_path: Path) -> None:
    """Two independent mayors would else be of one party."""
    sheet = starter(tmp_path / "s.xlsx", ROW | {"programme": "One", "party": word})
    assert import_path(database, STAMP, sheet, ReadOptions(), ImportOptions(as_of=AS_OF)).added.get("parties") is None
    (row,) = list_records(database, AFFILIATIONS, {})
    assert (row["party"], row["standing"]) == (None, standing)
    with read_database(database) as connection:
        (written,) = build_starter_rows(connection, AS_OF)
    assert written[STARTER.index("party")] == standing
    assert import_path(database, STAMP, sheet, ReadOptions(), ImportOptions(as_of=AS_OF)).changed == {}


def test_what_a_new_holder_or_election_leaves_standing_is_said(database: str, tmp_path: Path) -> None:
    first = starter(tmp_path / "one.xlsx", ROW | {"programme": "One"})
    done = import_path(database, STAMP, first, ReadOptions(), ImportOptions(as_of=AS_OF))
    assert tuple(map(format_import_remark, done.remarks)) == (
        "time zones taken from the country: Exampleton Europe/London",
    )
    later = {"holder": "Ben Example", "holder since": "2026-05-11", "next election": "2030-05-02"}
    second = starter(tmp_path / "two.xlsx", ROW | {"programme": "One"} | later)
    done = import_path(database, STAMP, second, ReadOptions(), ImportOptions(as_of=AS_OF))
    remarks = tuple(map(format_import_remark, done.remarks))
    assert [remark.partition(" (")[0] for remark in remarks] == [
        "exampleton/mayor votes on 2030-05-02, and on 2028-05-04 as recorded",
        "Ben Example is new in exampleton/mayor; the term exampleton/mayor/2024-05-06 has no end and stays as recorded",
    ]


def test_a_name_found_in_other_capitals_stays_as_it_is_recorded(database: str, tmp_path: Path) -> None:
    import_path(
        database,
        STAMP,
        starter(tmp_path / "s.xlsx", ROW | {"programme": "One"}),
        ReadOptions(),
        ImportOptions(as_of=AS_OF),
    )
    sloppy = ROW | {"city": "EXAMPLETON", "office": "mayor", "holder": "ada example", "programme": "ONE"}
    done = import_path(database, STAMP, starter(tmp_path / "s.xlsx", sloppy), ReadOptions(), ImportOptions(as_of=AS_OF))
    assert (done.added, done.changed) == ({}, {})
