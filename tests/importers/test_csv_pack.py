"""The CSV pack: a folder with one file a table."""

from pathlib import Path

import pytest

from continuity.domain.schema.tables import TABLES
from continuity.errors import FileError
from continuity.importers.csv_pack import read_pack
from continuity.reports.wording.imports import format_hint, format_message, format_problem
from support.reference_offices import REFERENCE

CITIES = "key,name,country,timezone\nlondon,London,GB,Europe/London\n"
PEOPLE = "key,name\nada,Ada\n"


def pack(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_the_tables_come_in_the_order_in_which_they_build_on_each_other(tmp_path: Path) -> None:
    found = read_pack(pack(tmp_path, people=PEOPLE, cities=CITIES))
    assert [sheet.table.name for sheet in found.sheets] == ["cities", "people"]
    assert [[entry.row["key"] for entry in sheet.entries] for sheet in found.sheets] == [["london"], ["ada"]]
    assert found.unknown_files == ()


def test_a_pack_may_leave_out_tables(tmp_path: Path) -> None:
    assert [sheet.table.name for sheet in read_pack(pack(tmp_path, people=PEOPLE)).sheets] == ["people"]


def test_files_of_other_kinds_are_none_of_its_business(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("read me", encoding="utf-8")
    (tmp_path / "cities.xlsx").write_bytes(b"PK")
    found = read_pack(pack(tmp_path, cities=CITIES))
    assert (len(found.sheets), found.unknown_files) == (1, ())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("citys", "did you mean cities.csv?"),
        ("Cities", "did you mean cities.csv?"),
        ("programs", "did you mean programmes.csv?"),
        ("xyz", "move it out of the folder"),
    ],
)
def test_a_file_that_is_no_table_is_named_with_what_was_meant(tmp_path: Path, name: str, hint: str) -> None:
    (stranger,) = read_pack(pack(tmp_path, people=PEOPLE, **{name: CITIES})).unknown_files
    assert (stranger.file, stranger.line, format_message(stranger)) == (f"{name}.csv", 0, "there is no such table")
    assert format_hint(stranger) == hint


def test_the_faults_of_all_files_are_found_together(tmp_path: Path) -> None:
    found = read_pack(pack(tmp_path, cities=CITIES.replace("GB", "UK"), people="key,nme\nada,Ada\n", parties=""))
    faults = [(problem.file, problem.line) for sheet in found.sheets for problem in sheet.problems]
    assert faults == [("cities.csv", 2), ("people.csv", 1), ("people.csv", 1), ("parties.csv", 0)]


def test_a_folder_that_is_not_there_says_what_to_name(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no folder") as caught:
        read_pack(tmp_path / "nowhere")
    assert "cities.csv" in caught.value.hint


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    pack(tmp_path, cities=CITIES)
    with pytest.raises(FileError, match="no folder"):
        read_pack(tmp_path / "cities.csv")


@pytest.mark.parametrize("files", [{}, {"other": "a,b\n"}])
def test_a_folder_without_any_table_is_no_pack(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(FileError, match="holds no table"):
        read_pack(pack(tmp_path, **files))


def test_a_table_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "cities.csv").mkdir()
    with pytest.raises(FileError, match="cannot read"):
        read_pack(tmp_path)


@pytest.mark.parametrize("name", ["fourteen", "invented"])
def test_the_packs_that_come_with_the_program_have_no_fault(name: str) -> None:
    found = read_pack(REFERENCE / name)
    assert [format_problem(problem) for sheet in found.sheets for problem in sheet.problems] == []
    assert found.unknown_files == ()
    assert {sheet.table for sheet in found.sheets} <= set(TABLES)
