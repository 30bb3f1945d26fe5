"""A renamed record is found by its old name (issue 14, line 18; case 18)."""

import csv
from pathlib import Path

import pytest

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, IDENTIFIERS, PARTIES, PARTNERS, PEOPLE, TABLES_BY_NAME
from continuity.errors import AmbiguousKey, DuplicateKey, UnknownKey
from continuity.services.history import undo_batch
from continuity.services.imports.run import import_pack
from continuity.services.lint import lint_database
from continuity.services.records import add_record, edit_record, list_records, load_record, remove_record
from support.filled_starter_sheet import PLAIN, differences, recorded, take
from support.reference_packs import AS_OF, STAMP


def add(address: str, name: str, table: str = "parties", **cells: str) -> str:
    return str(add_record(address, STAMP, [(TABLES_BY_NAME[table], {"name": name, **cells})])["key"])


def rename(address: str, key: str, name: str) -> None:
    edit_record(address, STAMP, PARTIES, key, {"name": name})


def find_key(address: str, name: str) -> object:
    return load_record(address, PARTIES, name)["key"]


@pytest.mark.parametrize("table", [CITIES, PEOPLE, PARTIES, PARTNERS], ids=lambda table: str(table.noun))
def test_renamed_record_is_found_by_both_names(table: Table, database: str) -> None:
    place = {"country": "GB", "timezone": "Europe/London"} if table is CITIES else {}
    key = add(database, "Old Name", table.name, key="one", **place)
    edit_record(database, STAMP, table, key, {"name": "New Name"})
    assert {load_record(database, table, name)["key"] for name in ("Old Name", "New Name")} == {"one"}


def test_undo_of_a_rename_takes_the_former_name_back(database: str) -> None:
    key = add(database, "Red Party")
    rename(database, key, "Crimson Party")
    undo_batch(database, STAMP, None)
    assert list(list_records(database, IDENTIFIERS, {})) == []
    with pytest.raises(UnknownKey):
        load_record(database, PARTIES, "Crimson Party")


def test_name_of_today_comes_before_a_former_one(database: str) -> None:
    rename(database, add(database, "Red Party"), "Crimson Party")
    assert add(database, "Red Party", key="new-red") == "new-red"
    assert find_key(database, "Red Party") == "new-red"


def test_former_name_of_two_records_is_ambiguous(database: str) -> None:
    for number in ("1", "2"):
        rename(database, add(database, "Red Party", key=f"red-{number}"), f"Crimson {number}")
    with pytest.raises(AmbiguousKey, match="red-1, red-2"):
        load_record(database, PARTIES, "Red Party")


def test_second_record_of_a_former_name_needs_its_own_key(database: str) -> None:
    rename(database, add(database, "Red Party"), "Crimson Party")
    with pytest.raises(DuplicateKey, match="red-party"):
        add(database, "Red Party")


def test_renaming_there_and_back_keeps_each_name_once(database: str) -> None:
    key = add(database, "Red Party")
    for name in ("Crimson Party", "Red Party", "Crimson Party"):
        rename(database, key, name)
    assert [row["value"] for row in list_records(database, IDENTIFIERS, {})] == ["Crimson Party", "Red Party"]
    assert find_key(database, "Red Party") == key


def test_renamed_record_can_be_removed_and_restored(database: str) -> None:
    key = add(database, "Red Party")
    rename(database, key, "Crimson Party")
    remove_record(database, STAMP, PARTIES, key)
    assert list(list_records(database, IDENTIFIERS, {})) == []
    undo_batch(database, STAMP, None)
    assert find_key(database, "Red Party") == key


def test_former_names_tell_no_namesakes_apart(database: str) -> None:
    for number in ("1", "2"):
        rename(database, add(database, f"Red {number}", key=f"red-{number}"), "Crimson Party")
    remarks = lint_database(database, AS_OF).remarks
    assert [remark.records for remark in remarks if remark.code == "SAME_NAME"] == [("party:red-1", "party:red-2")]


def test_old_sheet_after_a_rename_changes_nothing(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", {**PLAIN, "party": "Red Party"})
    rename(database, "red-party", "Crimson Party")
    before = recorded(database)
    take(database, tmp_path / "two.xlsx", {**PLAIN, "party": "Red  party"})
    assert differences(before, recorded(database)) == {}


def test_pack_that_renames_keeps_the_former_name_once(database: str, tmp_path: Path) -> None:
    add(database, "Red Party")
    identifier = {"record": "party:red-party", "scheme": "former-name", "value": "Red Party"}
    for table, row in (("parties", {"key": "red-party", "name": "Crimson Party"}), ("identifiers", identifier)):
        with (tmp_path / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
    import_pack(database, STAMP, tmp_path)
    assert [row["value"] for row in list_records(database, IDENTIFIERS, {})] == ["Red Party"]
