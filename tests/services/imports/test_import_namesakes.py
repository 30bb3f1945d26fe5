"""Issue 14, line 11: two people of one name in two cities are two (cases same and 13)."""

from pathlib import Path

from continuity.domain.schema.tables import PEOPLE, TERMS
from continuity.services.records import add_record, list_records
from support.filled_starter_sheet import read_in
from support.one_city import FIRST_TERM, ROW, format_remarks, import_rows
from support.reference_packs import STAMP
from support.starter_workbooks import sheet, written

SMITH = {"country": "GB", "office": "Mayor", "holder": "John Smith"}
ATON = {**SMITH, "city": "Aton", "programme": "P1", "holder since": "2024-05-06"}
BTON = {**SMITH, "city": "Bton", "programme": "P2", "holder since": "2025-05-06"}


def holders(address: str) -> dict[str, str]:
    return {str(row["office"]): str(row["person"]) for row in list_records(address, TERMS, {})}


def namesakes(remarks: list[str]) -> list[str]:
    return [remark for remark in remarks if "of one name" in remark]


def test_one_name_in_two_cities_is_two_people(sqlite_database: str, tmp_path: Path) -> None:
    done = import_rows(sqlite_database, tmp_path, ATON, BTON)
    assert holders(sqlite_database) == {"aton/mayor": "john-smith", "bton/mayor": "john-smith-2"}
    (remark,) = namesakes(format_remarks(done))
    assert remark == (
        'several people of one name are recorded, one for each city: "John Smith" (john-smith, john-smith-2) '
        "(if two are one, `continuity term edit TERM --person KEY` gives both terms one key)"
    )


def test_namesakes_read_again_stay_who_they_are(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ATON, BTON)
    again = import_rows(sqlite_database, tmp_path, BTON, ATON)
    assert (again.added, again.changed, namesakes(format_remarks(again))) == ({}, {}, [])


def test_namesake_in_a_later_file_is_another_person(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ATON)
    done = import_rows(sqlite_database, tmp_path, BTON)
    assert holders(sqlite_database)["bton/mayor"] == "john-smith-2"
    assert len(namesakes(format_remarks(done))) == 1


def test_one_name_in_one_city_is_one_person(sqlite_database: str, tmp_path: Path) -> None:
    leader = {**ATON, "office": "Leader", "programme": "P3"}
    done = import_rows(sqlite_database, tmp_path, ATON, leader)
    assert set(holders(sqlite_database).values()) == {"john-smith"}
    assert namesakes(format_remarks(done)) == []


def test_one_key_for_two_cities_is_one_person(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ATON, {**BTON, "holder": "", "holder since": ""})
    row = {"office": "bton/mayor", "person": "john-smith", "start": "2025-05-06"}
    read_in(sqlite_database, written(tmp_path / "t.xlsx", sheet("terms", tuple(row), (row,))))
    assert holders(sqlite_database) == {"aton/mayor": "john-smith", "bton/mayor": "john-smith"}
    again = import_rows(sqlite_database, tmp_path, ATON, BTON)
    assert (again.added, namesakes(format_remarks(again))) == ({}, [])


def test_person_without_any_office_is_found_by_name(sqlite_database: str, tmp_path: Path) -> None:
    add_record(sqlite_database, STAMP, [(PEOPLE, {"name": "John Smith"})])
    import_rows(sqlite_database, tmp_path, BTON)
    assert holders(sqlite_database) == {"bton/mayor": "john-smith"}


def test_name_in_a_sheet_of_terms_means_the_person_of_that_city(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ATON, BTON)
    rows = tuple({"office": office, "person": "John Smith", "start": "2029"} for office in ("aton/mayor", "bton/mayor"))
    read_in(sqlite_database, written(tmp_path / "t.xlsx", sheet("terms", ("office", "person", "start"), rows)))
    new = [row for row in list_records(sqlite_database, TERMS, {}) if str(row["start"]) == "2029"]
    assert [(row["office"], row["person"]) for row in new] == [
        ("aton/mayor", "john-smith"),
        ("bton/mayor", "john-smith-2"),
    ]


def test_changes_name_the_people(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    add_record(sqlite_database, STAMP, [(PEOPLE, {"name": "Bea New"})])
    row = {"key": FIRST_TERM, "person": "bea-new"}
    done = read_in(sqlite_database, written(tmp_path / "t.xlsx", sheet("terms", tuple(row), (row,))))
    assert done.changes == (f"term {FIRST_TERM}: person Ada Example -> Bea New",)
