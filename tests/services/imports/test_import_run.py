"""A filled starter sheet into the record: what each cell does, what goes without saying, and what is left as it is."""

from pathlib import Path

import pytest

from continuity.db.engine import open_database, transaction
from continuity.domain.schema.starter_sheet import STARTER_COLUMNS, STARTER_SHEET, StarterColumn
from continuity.importers.read_file import ParsedFile, ReadOptions, read_file
from continuity.reports.wording.imports import format_import_remark
from continuity.services.change_plan import build_change_plan
from continuity.services.exports.workbook import write_template
from continuity.services.history import list_batches, load_batch, undo_batch
from continuity.services.imports.resolve_rows import resolve_sheets
from support.filled_starter_sheet import (
    CITY,
    FULL,
    LANDS,
    OFFICE,
    PART,
    PLAIN,
    PROGRAMME,
    TERM,
    differences,
    read_in,
    recorded,
    take,
)
from support.query_counter import counted
from support.reference_packs import STAMP
from support.starter_workbooks import STARTER, sheet, starter, written

ROAD = "invented-bay/lantern-watch"


def test_the_filled_row_fills_every_heading() -> None:
    assert set(FULL) == set(LANDS) == {heading.heading for heading in STARTER_COLUMNS}
    assert all(FULL.values())


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the filled row, to read from."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "continuity.db"
    path.write_bytes(sqlite_template.read_bytes())
    take(str(path), folder / "one.xlsx", FULL)
    return path


@pytest.mark.parametrize("heading", STARTER_COLUMNS, ids=lambda column: column.heading)
def test_each_heading_lands_in_its_cell(heading: StarterColumn, filled: Path) -> None:
    table, key, column, text = LANDS[heading.heading]
    assert recorded(str(filled))[table][key][column] == text


def test_a_filled_row_is_recorded_whole_on_either_database(database: str, filled: Path, tmp_path: Path) -> None:
    done = take(database, tmp_path / "one.xlsx", FULL)
    assert recorded(database) == recorded(str(filled))
    expected = dict.fromkeys("cities offices rules people parties terms affiliations elections programmes".split(), 1)
    assert done.added == {**expected, "partners": 2, "agreements": 1, "funding": 1}
    assert (done.changed, done.unchanged, done.skipped, done.batch) == ({}, 0, 0, 1)


IMPLIED = {
    ("cities", CITY, "timezone"): "Europe/London",
    ("offices", OFFICE, "kind"): "executive",
    ("offices", OFFICE, "selection"): "direct",
    ("terms", TERM, "capacity"): "substantive",
    ("terms", TERM, "office"): OFFICE,
    ("elections", "invented-bay/mayor/2028-05-04", "status"): "scheduled",
    ("elections", "invented-bay/mayor/2028-05-04", "kind"): "ordinary",
    ("programmes", PROGRAMME, "end_basis"): "stated",
    ("programmes", PROGRAMME, "office"): OFFICE,
    ("agreements", PART, "status"): "signed",
    ("agreements", PART, "role"): "implementing",
    ("agreements", PART, "start"): "2026-06-15",
    ("agreements", PART, "end_basis"): "stated",
    ("agreements", PART, "partner"): "invented-trust",
    ("funding", PART, "certainty"): "committed",
    ("funding", PART, "start"): "2026-06-15",
    ("funding", PART, "end_basis"): "stated",
    ("funding", PART, "funder"): "invented-foundation",
    ("funding", PART, "partner"): "invented-trust",
}


def test_what_goes_without_saying_is_filled_in(database: str, tmp_path: Path) -> None:
    unsaid = {"time zone", "agreement start", "money from"}
    take(database, tmp_path / "one.xlsx", {name: text for name, text in FULL.items() if name not in unsaid})
    there = recorded(database)
    assert {cell: there[cell[0]][cell[1]][cell[2]] for cell in IMPLIED} == IMPLIED


def test_a_partner_without_an_agreement_is_just_named(database: str, tmp_path: Path) -> None:
    done = take(database, tmp_path / "one.xlsx", PLAIN)
    agreement = recorded(database)["agreements"][f"{ROAD}/1"]
    assert (agreement["status"], agreement["start"], agreement["end_basis"]) == ("named", "", "")
    assert "funding" not in done.added


def test_money_without_an_agreement_pays_from_the_programme_s_first_day(database: str, tmp_path: Path) -> None:
    row = {**PLAIN, "partner": "", "launched": "2024-09-01", "money until": "2029-03-31"}
    take(database, tmp_path / "one.xlsx", row)
    money = recorded(database)["funding"][f"{ROAD}/1"]
    assert (money["start"], money["partner"], money["certainty"]) == ("2024-09-01", "", "committed")


def test_a_day_signed_later_signs_the_agreement(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "agreement signed": "2026-06-15"})
    agreement = recorded(database)["agreements"][f"{ROAD}/1"]
    assert (agreement["status"], agreement["start"]) == ("signed", "2026-06-15")
    assert (done.added, done.changed) == ({}, {"agreements": 1})


VAGUE = {"launched": "2024", "holder since": "2024-05", "agreement signed": "2026", "money from": "2026-08"}
SHEETS = {
    "a filled row": [FULL],
    "a plain row": [PLAIN],
    "vague days": [{**FULL, **VAGUE}],
    "two partners": [PLAIN, {**PLAIN, "partner": "Invented Guild", "scope": "advise"}],
    "two agreements": [
        {**PLAIN, "agreement signed": "2024-06-15", "agreement end": "2026-06-30"},
        {**PLAIN, "agreement signed": "2026-07-01", "agreement end": "2028-06-30"},
    ],
    "two funders": [
        {**PLAIN, "funder": "Invented Foundation", "money until": "2027-03-31"},
        {**PLAIN, "funder": "Invented Lottery", "money until": "2028-03-31"},
    ],
    "two spells of money": [
        {**PLAIN, "money from": "2025-04-01", "money until": "2026-03-31"},
        {**PLAIN, "money from": "2026-04-01", "money until": "2027-03-31"},
    ],
    "no partner": [{**PLAIN, "partner": "", "funder": "Invented Foundation", "money until": "2027-03-31"}],
    "the same row twice": [PLAIN, PLAIN],
    "two programmes": [PLAIN, {**PLAIN, "programme": "Invented Quilt"}],
    "a name in Arabic": [{**PLAIN, "city": "مدينة", "programme": "برنامج", "partner": "جمعية"}],
}


@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_the_same_sheet_changes_nothing_the_second_time(
    rows: list[dict[str, str]], database: str, tmp_path: Path
) -> None:
    first = take(database, tmp_path / "one.xlsx", *rows)
    there = recorded(database)
    again = take(database, tmp_path / "one.xlsx", *rows)
    assert (again.added, again.changed, again.batch, again.changes) == ({}, {}, None, ())
    assert again.unchanged == sum(first.added.values()) - sum(first.added.get(name, 0) for name in ("rules",))
    assert recorded(database) == there
    assert len(list_batches(database, 5)) == 1


@pytest.mark.parametrize(
    ("name", "table", "number"),
    [
        ("two partners", "agreements", 2),
        ("two agreements", "agreements", 2),
        ("two funders", "funding", 2),
        ("two funders", "agreements", 1),
        ("two spells of money", "funding", 2),
        ("the same row twice", "programmes", 1),
        ("the same row twice", "agreements", 1),
    ],
)
def test_several_rows_of_a_programme_are_its_parts(
    name: str, table: str, number: int, sqlite_database: str, tmp_path: Path
) -> None:
    done = take(sqlite_database, tmp_path / "one.xlsx", *SHEETS[name])
    assert (done.added[table], done.added["programmes"]) == (number, 1)


CHANGED = {
    "country": "IE",
    "next election": "2028-06-01",
    "programme": "Lantern Watch II",
    "launched": "2024-10",
    "end": "2030-08-31",
    "partner kind": "faith",
    "agreement signed": "2026-06-16",
    "agreement end": "2029-09-30",
    "scope": "advise",
    "office may end alone": "yes",
    "money until": "2029-04-30",
    "mandate": "statute",
    "owner": "Somebody else",
    "time zone": "Europe/Dublin",
    "holder since": "2024-05-07",
    "term ends": "2028-05-09",
    "stands again": "not-standing",
    "controlled by": "Mayor",
    "agreement start": "2026-07-02",
    "notice days": "30",
    "money from": "2026-08-02",
    "funder kind": "private",
    "mandate on": "2024-07-02",
    "mandate until": "2030-07-02",
}
OTHERS = {"city", "office", "profile", "holder", "party", "partner", "funder", "key"}
"""Headings whose cell says which record is meant: another text means another one."""


def test_every_heading_is_changed_or_names_another_record() -> None:
    assert set(CHANGED) | OTHERS == set(LANDS)


@pytest.mark.parametrize("heading", CHANGED)
def test_a_changed_cell_changes_one_cell_of_one_record(heading: str, database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    before = recorded(database)
    done = take(database, tmp_path / "two.xlsx", {**FULL, heading: CHANGED[heading]})
    table, key, column, text = LANDS[heading]
    changed = differences(before, recorded(database))
    new = OFFICE if heading == "controlled by" else CHANGED[heading]
    assert changed == {(table, key): {column: (text, new)}}
    assert (done.added, done.changed) == ({}, {table: 1})
    assert len(done.changes) == 1
    assert all(told in done.changes[0] for told in (key, f"{column} {text} -> {new}"))


def test_a_row_taken_out_removes_nothing_and_is_said(database: str, tmp_path: Path) -> None:
    quilt = {**PLAIN, "programme": "Invented Quilt"}
    take(database, tmp_path / "one.xlsx", PLAIN, quilt)
    there = recorded(database)
    done = take(database, tmp_path / "two.xlsx", quilt)
    assert (done.added, done.changed, recorded(database) == there) == ({}, {}, True)
    (said,) = map(format_import_remark, done.remarks)
    assert said.startswith("one programme stands in no row; nothing was removed: invented-bay/lantern-watch")


def test_an_empty_cell_of_the_starter_sheet_empties_nothing(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    there = recorded(database)
    needed = ("city", "office", "programme", "partner", "key")
    done = take(database, tmp_path / "two.xlsx", {name: FULL[name] for name in needed})
    assert (done.changed, recorded(database) == there) == ({}, True)


def test_an_empty_cell_of_a_table_s_sheet_empties_the_record_s(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    before = recorded(database)
    row = {"key": PROGRAMME, "name": "Lantern Watch", "owner": ""}
    done = read_in(database, written(tmp_path / "two.xlsx", sheet("programmes", tuple(row), [row])))
    assert differences(before, recorded(database)) == {("programmes", PROGRAMME): {"owner": ("Prevention officer", "")}}
    assert done.changes == (f"programme {PROGRAMME}: owner Prevention officer -> empty",)


def test_without_update_what_differs_is_left_and_counted(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", FULL)
    before = recorded(database)
    rows = {**FULL, "owner": "Somebody else", "notice days": "30"}, {**PLAIN, "programme": "Invented Quilt"}
    done = take(database, tmp_path / "two.xlsx", *rows, update=False)
    assert (done.skipped, done.changed, done.changes) == (2, {}, ())
    assert done.added == {"programmes": 1, "agreements": 1}
    changed = differences(before, recorded(database))
    assert {key for _, key in changed} == {"invented-bay/invented-quilt", "invented-bay/invented-quilt/1"}


def test_a_dry_run_tells_all_and_writes_nothing(database: str, tmp_path: Path) -> None:
    dry = take(database, tmp_path / "one.xlsx", FULL, dry_run=True)
    assert (dry.batch, list_batches(database, 5)) == (None, [])
    assert not any(recorded(database).values())
    done = take(database, tmp_path / "one.xlsx", FULL)
    assert (dry.added, dry.changed, dry.remarks) == (done.added, done.changed, done.remarks)
    assert dry.after.findings == done.after.findings


def test_a_dry_run_leaves_every_byte_of_the_file(sqlite_database: str, tmp_path: Path) -> None:
    take(sqlite_database, tmp_path / "one.xlsx", PLAIN)
    path = Path(sqlite_database)
    before = {one.name: one.read_bytes() for one in path.parent.glob("continuity.db*")}
    take(sqlite_database, tmp_path / "two.xlsx", FULL, dry_run=True)
    assert {one.name: one.read_bytes() for one in path.parent.glob("continuity.db*")} == before


def test_undo_takes_an_import_back_whole(database: str, tmp_path: Path) -> None:
    take(database, tmp_path / "one.xlsx", PLAIN)
    before = recorded(database)
    done = take(database, tmp_path / "two.xlsx", {**PLAIN, "owner": "Somebody else"}, FULL)
    assert (recorded(database) != before, done.batch) == (True, 2)
    assert {change.table for change in load_batch(database, 2).changes} >= {"programmes", "agreements", "funding"}
    undo_batch(database, STAMP, None)
    assert recorded(database) == before


def test_the_example_row_of_the_template_is_passed_over(database: str, tmp_path: Path) -> None:
    write_template(tmp_path / "starter.xlsx", [STARTER_SHEET])
    done = read_in(database, tmp_path / "starter.xlsx")
    assert (done.added, done.changed, done.batch, done.remarks) == ({}, {}, None, ())


def queries(address: str, read: ParsedFile) -> int:
    engine = open_database(address)
    try:
        with transaction(engine, write=False) as connection, counted(connection) as statements:
            found = resolve_sheets(connection, read)
            build_change_plan(connection, found.entries, {})
    finally:
        engine.dispose()
    return len(statements)


def test_the_number_of_queries_does_not_grow_with_the_rows(database: str, tmp_path: Path) -> None:
    rows = [{**FULL, "key": "", "programme": f"P {number}", "partner": f"Guild {number}"} for number in range(240)]
    few = read_file(starter(tmp_path / "few.xlsx", *rows[:60]), ReadOptions())
    many = read_file(starter(tmp_path / "many.xlsx", *rows), ReadOptions())
    assert queries(database, many) == queries(database, few)
    take(database, tmp_path / "many.xlsx", *rows)
    assert queries(database, many) == queries(database, few)


def test_headings_may_stand_in_any_order_and_be_left_out(database: str, tmp_path: Path) -> None:
    headings = [one for one in reversed(STARTER) if one in PLAIN]
    read_in(database, written(tmp_path / "one.xlsx", sheet(STARTER_SHEET, headings, [PLAIN])))
    assert recorded(database)["programmes"][ROAD]["launched"] == "2024-09"
