"""The exported workbook, edited and imported again: what stood twice counts once, and nothing else moves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from continuity.domain.schema.starter_sheet import STARTER_SHEET
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.errors import ImportRejected
from continuity.importers.model import Grid
from continuity.importers.xlsx.reader import read_workbook
from continuity.reports.spreadsheet.text_workbook import SheetColumn, TextSheet
from continuity.reports.wording.imports import format_import_remark
from continuity.services.database import create_database
from continuity.services.exports.csv_pack import export_pack
from continuity.services.exports.workbook import export_workbook
from continuity.services.history import list_batches
from continuity.services.imports.run import ImportResult, import_pack
from continuity.services.records import add_record
from support.filled_starter_sheet import FULL, PLAIN, PROGRAMME, Record, differences, read_in, recorded, take
from support.reference_packs import AS_OF, STAMP
from support.starter_workbooks import written

FUND = "london/shared-endeavour-fund"


def contents(address: str, folder: Path) -> dict[str, bytes]:
    export_pack(address, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def edited(path: Path, name: str, change: Callable[[list[str], list[str]], None]) -> None:
    """Rewrite a workbook: `change` gets the headings and each row of one of its sheets."""
    grids = read_workbook(path.name, path.read_bytes())
    assert name in [grid.sheet for grid in grids]
    written(path, *(_sheet(grid, change if grid.sheet == name else None) for grid in grids if grid.lines))


def _sheet(grid: Grid, change: Callable[[list[str], list[str]], None] | None) -> TextSheet:
    headings, *lines = [list(line.cells) for line in grid.lines]
    rows = [[*cells, *[""] * (len(headings) - len(cells))] for cells in lines]
    if change is not None:
        for row in rows:
            change(headings, row)
    return TextSheet(grid.sheet, [SheetColumn(one) for one in headings], rows)


def typing(key: str, **cells: str) -> Callable[[list[str], list[str]], None]:
    """Write cells into the rows of a key."""

    def change(headings: list[str], row: list[str]) -> None:
        if row[headings.index("key")] == key:
            for heading, text in cells.items():
                row[headings.index(heading.replace("_", " ") if heading not in headings else heading)] = text

    return change


def test_exported_into_an_empty_database_it_gives_the_same_pack(cities: str, database: str, tmp_path: Path) -> None:
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    done = read_in(database, tmp_path / "record.xlsx")
    assert contents(database, tmp_path / "out") == contents(cities, tmp_path / "in")
    assert (done.changed, done.added["programmes"]) == ({}, len(recorded(cities)["programmes"]))


def test_it_goes_across_the_two_databases_and_back(
    cities: str, blank: str, sqlite_database: str, tmp_path: Path
) -> None:
    create_database(blank)
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    read_in(sqlite_database, tmp_path / "record.xlsx")
    export_workbook(sqlite_database, tmp_path / "again.xlsx", AS_OF)
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "record.xlsx").read_bytes()
    read_in(blank, tmp_path / "again.xlsx")
    assert contents(blank, tmp_path / "out") == contents(cities, tmp_path / "in")


def test_the_same_record_gives_the_same_bytes(cities: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_workbook(cities, tmp_path / f"{name}.xlsx", AS_OF)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_exported_and_imported_where_it_came_from_it_changes_nothing(cities: str, tmp_path: Path) -> None:
    before = recorded(cities)
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    done = read_in(cities, tmp_path / "record.xlsx")
    assert (done.added, done.changed, done.batch, done.remarks) == ({}, {}, None, ())
    assert recorded(cities) == before


def test_a_filled_row_comes_back_as_it_was_typed(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    export_workbook(database, tmp_path / "record.xlsx", AS_OF)
    starter = next(grid for grid in read_workbook("record.xlsx", (tmp_path / "record.xlsx").read_bytes()))
    headings, (row,) = starter.lines[0].cells, [line.cells for line in starter.lines[1:]]
    there = dict(zip(headings, (*row, *[""] * len(headings)), strict=False))
    assert {name: there[name] for name in FULL} == {**FULL, "profile": "", "controlled by": "invented-bay"}


def changed(address: str, path: Path) -> tuple[ImportResult, Record, Record]:
    before = recorded(address)
    done = read_in(address, path)
    return done, before, recorded(address)


@pytest.mark.parametrize("name", [STARTER_SHEET, "programmes"])
def test_a_cell_edited_in_either_sheet_changes_that_cell(name: str, cities: str, tmp_path: Path) -> None:
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    edited(tmp_path / "record.xlsx", name, typing(FUND, owner="Ada Quay"))
    done, before, after = changed(cities, tmp_path / "record.xlsx")
    assert {key: list(cells) for key, cells in differences(before, after).items()} == {("programmes", FUND): ["owner"]}
    assert after["programmes"][FUND]["owner"] == "Ada Quay"
    assert done.changed == {"programmes": 1}


def test_the_same_edit_in_both_sheets_is_one(cities: str, tmp_path: Path) -> None:
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    for name in (STARTER_SHEET, "programmes"):
        edited(tmp_path / "record.xlsx", name, typing(FUND, owner="Ada Quay"))
    done, _, after = changed(cities, tmp_path / "record.xlsx")
    assert (done.changed, after["programmes"][FUND]["owner"]) == ({"programmes": 1}, "Ada Quay")


def test_edits_that_contradict_each_other_are_refused_and_name_both(cities: str, tmp_path: Path) -> None:
    export_workbook(cities, tmp_path / "record.xlsx", AS_OF)
    edited(tmp_path / "record.xlsx", STARTER_SHEET, typing(FUND, owner="Ada Quay"))
    edited(tmp_path / "record.xlsx", "programmes", typing(FUND, owner="Ben Mast"))
    before = recorded(cities)
    with pytest.raises(ImportRejected) as refused:
        read_in(cities, tmp_path / "record.xlsx")
    (said,) = refused.value.problems
    assert said.startswith('record.xlsx, sheet "starter", row ')
    assert '"owner": "Ada Quay", but sheet "programmes" row ' in said
    assert 'says "Ben Mast" (both rows speak of one record: write the same in both)' in said
    assert recorded(cities) == before


def test_a_cell_emptied_on_the_table_s_sheet_is_emptied(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    export_workbook(database, tmp_path / "record.xlsx", AS_OF)
    edited(tmp_path / "record.xlsx", "programmes", typing(PROGRAMME, owner=""))
    done, _, after = changed(database, tmp_path / "record.xlsx")
    assert (done.changed, after["programmes"][PROGRAMME]["owner"]) == ({"programmes": 1}, "")


def test_an_edited_day_of_an_agreement_moves_that_agreement(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    export_workbook(database, tmp_path / "record.xlsx", AS_OF)
    edited(tmp_path / "record.xlsx", STARTER_SHEET, typing(PROGRAMME, agreement_end="2030-01-31"))
    done, before, after = changed(database, tmp_path / "record.xlsx")
    assert differences(before, after) == {("agreements", f"{PROGRAMME}/1"): {"end": ("2029-08-30", "2030-01-31")}}
    assert (done.added, done.changed) == ({}, {"agreements": 1})


def test_rows_of_a_later_import_that_were_not_in_the_workbook_stay(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    export_workbook(database, tmp_path / "record.xlsx", AS_OF)
    take(database, tmp_path / "two.xlsx", {**PLAIN, "programme": "Quilt"})
    done = read_in(database, tmp_path / "record.xlsx")
    assert (done.added, done.changed) == ({}, {})
    assert [text for text in map(format_import_remark, done.remarks) if "invented-bay/quilt" in text]


NASTY = [
    "=HYPERLINK(1)",
    "'quoted",
    "007",
    "1e5",
    "TRUE",
    "2024-05-06",
    " spaced ",
    "_x000D_",
    "Zürich القدس 😀",
    "a\nb",
]


def test_any_text_survives_the_workbook(database: str, tmp_path: Path) -> None:
    for number, text in enumerate(NASTY):
        add_record(
            database, STAMP, [(TABLES_BY_NAME["people"], {"key": f"p{number}", "name": f"P {number}", "note": text})]
        )
    export_workbook(database, tmp_path / "record.xlsx", AS_OF)
    other = str(tmp_path / "other.db")
    create_database(other)
    read_in(other, tmp_path / "record.xlsx")
    assert [row["note"] for row in recorded(other)["people"].values()] == NASTY


def test_a_pack_and_a_workbook_are_the_same_record(cities: str, tmp_path: Path) -> None:
    export_pack(cities, tmp_path / "pack")
    assert len(list((tmp_path / "pack").iterdir())) == len(TABLES)
    done = read_in(cities, tmp_path / "pack")
    assert (done.added, done.changed, done.batch) == ({}, {}, None)
    plan = import_pack(cities, STAMP, tmp_path / "pack")
    assert (plan.added_count, plan.changed_count) == (0, 0)
    assert len(list_batches(cities, 5)) == 2
