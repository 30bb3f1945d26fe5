"""A file with faults: every one is told with its place, nothing is recorded, and the refused rows come back."""

from pathlib import Path

import pytest

from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.errors import ImportRejected
from continuity.importers.headings import PROBLEM_HEADING
from continuity.importers.read_file import ReadOptions
from continuity.importers.xlsx.reader import read_workbook
from continuity.services.history import list_batches
from continuity.services.imports.run import ImportOptions, import_path
from support.filled_starter_sheet import FULL, PLAIN, read_in, recorded, take
from support.reference_packs import AS_OF, STAMP
from support.starter_workbooks import STARTER, sheet, written

FAULTY = [
    PLAIN,
    {**PLAIN, "programme": "Two", "agreement end": "31/02/2027", "mandate": "decree"},
    {**FULL, "key": "", "programme": "Three"},
    {**PLAIN, "programme": "Four", "notice days": "ten"},
]


def test_a_bad_file_lists_every_fault_with_its_place_and_changes_nothing(database: str, tmp_path: Path) -> None:
    rows = [
        PLAIN,
        {**PLAIN, "programme": "Two", "agreement end": "31/02/2027"},
        {**PLAIN, "programme": ""},
        {**PLAIN, "programme": "Four", "mandate": "decree", "notice days": "ten"},
        {**PLAIN, "programme": "Five", "controlled by": "Nobody at all"},
    ]
    with pytest.raises(ImportRejected) as refused:
        take(database, tmp_path / "one.xlsx", *rows)
    place = 'one.xlsx, sheet "starter", row'
    said = refused.value.problems
    assert said[0] == f'{place} 3 "agreement end": 31/02/2027 is not a day (write YYYY-MM-DD)'
    assert [text.split(":")[0] for text in said[1:]] == [
        f'{place} 4 "programme"',
        f'{place} 5 "mandate"',
        f'{place} 5 "notice days"',
        f'{place} 6 "controlled by"',
    ]
    assert (list_batches(database, 5), recorded(database)["cities"]) == ([], {})


@pytest.mark.parametrize("heading", ["city", "programme"])
def test_a_row_without_what_it_cannot_do_without_is_refused(heading: str, database: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRejected) as refused:
        take(database, tmp_path / "one.xlsx", PLAIN, {**PLAIN, "programme": "Two", heading: ""})
    place = f'one.xlsx, sheet "starter", row 3 "{heading}"'
    assert f"{place}: the cell is empty (fill it in, or take the whole row out)" in refused.value.problems


def test_a_row_of_spaces_is_passed_over(sqlite_database: str, tmp_path: Path) -> None:
    path = tmp_path / "starter.csv"
    path.write_text("city,country,office,programme\nInvented Bay,GB,Mayor,Lantern\n , ,,\n", encoding="utf-8")
    assert read_in(sqlite_database, path).added["programmes"] == 1


def given_back(path: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of a workbook of refused rows, by sheet."""
    found = {}
    for grid in read_workbook(path.name, path.read_bytes()):
        headings, *rows = [line.cells for line in grid.lines]
        found[grid.sheet] = [dict(zip(headings, row, strict=False)) for row in rows]
    return found


def test_the_refused_rows_come_back_with_their_reasons(database: str, tmp_path: Path) -> None:
    errors = tmp_path / "refused.xlsx"
    with pytest.raises(ImportRejected) as refused:
        take(database, tmp_path / "one.xlsx", *FAULTY, errors_path=errors)
    assert refused.value.hint.startswith(
        f"the refused rows (2) are in {errors}; correct them in one.xlsx and import it"
    )
    found = given_back(errors)
    assert list(found) == ["starter"]
    said = [row.pop(PROBLEM_HEADING) for row in found["starter"]]
    expected = [{name: row.get(name, "") for name in STARTER} for row in (FAULTY[1], FAULTY[3])]
    assert found["starter"] == expected
    assert said[0].split("; ")[0] == "agreement end: 31/02/2027 is not a day (write YYYY-MM-DD)"
    assert said[0].split("; ")[1].startswith('mandate: "decree" is not one of the words of mandate')
    assert said[1].startswith('notice days: "ten" is not a number')


def test_the_refused_rows_can_be_imported_once_they_are_corrected(database: str, tmp_path: Path) -> None:
    errors = tmp_path / "refused.xlsx"
    with pytest.raises(ImportRejected):
        take(database, tmp_path / "one.xlsx", *FAULTY, errors_path=errors)
    right = {"agreement end": "2027-02-28", "mandate": "resolution", "notice days": "10"}
    rows = [
        {name: right[name] if text and name in right else text for name, text in row.items()}
        for row in given_back(errors)["starter"]
    ]
    done = read_in(database, written(errors, sheet("starter", tuple(rows[0]), rows)))
    assert (done.added["programmes"], sorted(recorded(database)["programmes"])) == (
        2,
        ["invented-bay/four", "invented-bay/two"],
    )


def test_the_refused_rows_of_a_csv_can_be_imported_as_they_came(database: str, tmp_path: Path) -> None:
    path, errors = tmp_path / "guests.csv", tmp_path / "refused.xlsx"
    path.write_text("organisation,type,memo\nInvented Guild,faith,\nInvented Club,club,\n", encoding="utf-8")
    how = ReadOptions(table=TABLES_BY_NAME["partners"])
    with pytest.raises(ImportRejected) as refused:
        read_in(database, path, how, errors_path=errors)
    assert 'guests.csv line 1 "memo": there is no such column' in refused.value.problems[0]
    path.write_text(path.read_text(encoding="utf-8").replace(",memo", ",note"), encoding="utf-8")
    with pytest.raises(ImportRejected):
        read_in(database, path, how, errors_path=errors)
    (row,) = given_back(errors)["refused"]
    assert (row["organisation"], row["type"], row[PROBLEM_HEADING][:12]) == ("Invented Club", "club", 'type: "club"')
    read_in(database, written(errors, sheet("refused", tuple(row), [{**row, "type": "community"}])), how)
    assert [one["kind"] for one in recorded(database)["partners"].values()] == ["community"]


def test_a_dry_run_gives_the_refused_rows_back_too(sqlite_database: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRejected):
        take(sqlite_database, tmp_path / "one.xlsx", *FAULTY, errors_path=tmp_path / "refused.xlsx", dry_run=True)
    assert (tmp_path / "refused.xlsx").exists()


def test_without_a_fault_there_is_no_workbook_of_refused_rows(sqlite_database: str, tmp_path: Path) -> None:
    take(sqlite_database, tmp_path / "one.xlsx", PLAIN, errors_path=tmp_path / "refused.xlsx")
    assert not (tmp_path / "refused.xlsx").exists()


@pytest.mark.parametrize("partner", ["", "Invented Trust"])
def test_a_text_that_can_be_no_key_is_refused_where_it_stands(partner: str, database: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRejected) as refused:
        take(database, tmp_path / "one.xlsx", {**PLAIN, "partner": partner, "key": "Bad Key!"})
    assert [text.split(" (")[0] for text in refused.value.problems] == [
        'one.xlsx, sheet "starter", row 2 "key": "Bad Key!" cannot be a key'
    ]
    assert recorded(database)["programmes"] == {}


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("people", {"name": "Ada"}),
        ("elections", {"office": "invented-bay/mayor", "date": "2028-05-04"}),
    ],
)
def test_a_table_s_sheet_takes_no_such_key_either(
    name: str, cells: dict[str, str], sqlite_database: str, tmp_path: Path
) -> None:
    take(sqlite_database, tmp_path / "one.xlsx", PLAIN)
    row = {"key": "Bad Key!", **cells}
    with pytest.raises(ImportRejected) as refused:
        read_in(sqlite_database, written(tmp_path / "two.xlsx", sheet(name, tuple(row), [row])))
    assert f'sheet "{name}", row 2 "key": "Bad Key!" cannot be a key' in refused.value.problems[0]


def test_two_rows_of_one_record_without_a_key_are_refused_the_first_time(cities: str, tmp_path: Path) -> None:
    """Recorded twice, they would be refused when the same file comes again."""
    term = "invented-harbour-city/mayor/2019-12-02"
    row = {"term": term, "party": "invented-anchor-party"}
    book = written(tmp_path / "two.xlsx", sheet("affiliations", ("term", "party"), [row, row]))
    with pytest.raises(ImportRejected) as refused:
        import_path(cities, STAMP, book, ReadOptions(), ImportOptions(as_of=AS_OF))
    (problem,) = refused.value.problems
    assert "stands in line 2 already" in problem
