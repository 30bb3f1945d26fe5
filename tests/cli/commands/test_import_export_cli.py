"""Templates, imports and exports of workbooks at the command line."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from continuity.domain.schema.starter_sheet import STARTER_COLUMNS
from continuity.domain.schema.tables import TABLES
from support.cli import Cli
from support.starter_workbooks import starter

ROW = {
    "city": "Exampleton",
    "country": "GB",
    "office": "Mayor",
    "profile": "england-city-mayor",
    "holder": "Ada Example",
    "holder since": "2024-05-06",
    "programme": "Youth Mediators",
    "launched": "2024-09",
    "partner": "Example Trust",
    "partner kind": "charity",
}
AS_OF = "--as-of 2026-11-23"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_template_has_every_heading_a_note_a_list_and_an_example(on_nothing: Cli, folder: Path) -> None:
    done = on_nothing.ok("import template starter -o sheet.xlsx")
    assert (done.out, "continuity import sheet.xlsx" in done.err) == ("sheet.xlsx\n", True)
    sheet = load_workbook(folder / "sheet.xlsx")["starter"]
    assert [cell.value for cell in sheet[1]] == [heading.heading for heading in STARTER_COLUMNS]
    assert all(cell.comment and cell.comment.text for cell in sheet[1])
    assert sheet.max_row == 2
    assert {cell.number_format for cell in sheet[2] if cell.value} == {"@"}
    lists = {place for rule in sheet.data_validations.dataValidation for place in str(rule.sqref).split()}
    words = [cell.column_letter for cell in sheet[1] if cell.value in ("profile", "scope", "mandate", "partner kind")]
    assert all(any(place.startswith(letter) for place in lists) for letter in words)


def test_the_sheets_of_tables_have_their_columns(on_nothing: Cli, folder: Path) -> None:
    on_nothing.ok("import template terms evidence -o more.xlsx")
    book = load_workbook(folder / "more.xlsx")
    assert [name for name in book.sheetnames if name != "words"] == ["terms", "evidence"]
    for table in (table for table in TABLES if table.name in ("terms", "evidence")):
        assert [cell.value for cell in book[table.name][1]] == list(table.column_names)


def test_a_template_is_named_for_what_it_is_and_never_written_over(on_nothing: Cli) -> None:
    assert on_nothing.ok("import template").out == "starter.xlsx\n"
    again = on_nothing("import template")
    assert (again.code, "starter.xlsx is there already" in again.err) == (1, True)


def test_an_untouched_template_adds_nothing(on_nothing: Cli) -> None:
    on_nothing.ok("import template starter -o sheet.xlsx")
    assert on_nothing.ok("import sheet.xlsx").out.startswith("Added 0, changed 0, skipped 0, refused 0, unchanged 0.")


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("import template progammes", 1, "did you mean programmes"),
        ("import template starter -o sheet.xls", 2, "does not end in .xlsx"),
        ("import sheet.xlsx starter", 2, "only a template takes names"),
        ("import sheet.xlsx -o other.xlsx", 2, "only a template takes names"),
        ("import sheet.xlsx --errors refused.csv", 2, "does not end in .xlsx"),
        ("import sheet.xlsx --table progammes", 2, "did you mean programmes"),
        ("import sheet.xlsx --table programmes --map m.toml", 2, "give one of them"),
        ("import sheet.xlsx --encoding klingon", 2, 'there is no "klingon"'),
        ("import sheet.xlsx --date-format YYYY", 2, "is no form of a day"),
        ("import sheet.xlsx --map nowhere.toml", 1, "cannot read nowhere.toml"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(line: str, code: int, told: str, on_nothing: Cli, folder: Path) -> None:
    starter(folder / "sheet.xlsx", ROW)
    done = on_nothing(line)
    assert (done.code, told in done.err) == (code, True)
    assert sorted(path.suffix for path in folder.iterdir() if path.name != "sheet.xlsx") in ([], [".db"])


def test_an_import_says_what_it_did_what_it_means_and_how_to_take_it_back(on_nothing: Cli, folder: Path) -> None:
    starter(folder / "sheet.xlsx", ROW)
    done = on_nothing.ok(f"import sheet.xlsx {AS_OF}")
    assert done.out.startswith("Added 8, changed 0, skipped 0, refused 0, unchanged 0.\n")
    assert "exampleton/youth-mediators: new -> at-risk (high) at 2028-05-04" in done.out
    assert "As of 2026-11-23" in done.out
    assert "Europe/London" in done.err
    assert "Take it back with `continuity" in done.err
    starter(folder / "sheet.xlsx", ROW | {"owner": "Ben Example"})
    changed = on_nothing.ok(f"import sheet.xlsx {AS_OF}").out
    assert "Added 0, changed 1, skipped 0, refused 0, unchanged 6.\n" in changed
    assert "programme exampleton/youth-mediators: owner empty -> Ben Example" in changed
    starter(folder / "sheet.xlsx", ROW | {"owner": "Cem Example"})
    kept = on_nothing.ok(f"import sheet.xlsx --no-update {AS_OF}")
    assert ("changed 0, skipped 1" in kept.out, "left as they are" in kept.err) == (True, True)


def test_status_says_what_is_in_what_is_missing_most_and_what_to_do_next(on_nothing: Cli, folder: Path) -> None:
    starter(folder / "sheet.xlsx", ROW)
    on_nothing.ok(f"import sheet.xlsx {AS_OF}")
    done = on_nothing.ok(f"status {AS_OF}")
    assert "programmes     1" in done.out
    assert "2028-05-04" in done.out
    assert "programmes.owner (1 of 1)" in done.out
    assert "Next: `continuity" in done.err


def test_refused_rows_come_back_and_the_record_stays_as_it_was(on_nothing: Cli, folder: Path) -> None:
    rows = (ROW, ROW | {"programme": "Night Walks", "agreement end": "31/02/2027"})
    starter(folder / "sheet.xlsx", *rows)
    done = on_nothing("import sheet.xlsx --errors refused.xlsx")
    assert done.code == 1
    assert 'row 3 "agreement end": 31/02/2027 is not a day (write YYYY-MM-DD)' in done.err
    assert "--date-format" in done.err
    sheet = load_workbook(folder / "refused.xlsx")["starter"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert (len(cells), cells[0][-1], cells[1][0]) == (2, "what is wrong", "Exampleton")
    assert cells[1][-1] == "agreement end: 31/02/2027 is not a day (write YYYY-MM-DD)"
    assert on_nothing.ok("programme list --format csv").out.count("\n") == 1
    place = next(
        number for number, heading in enumerate(STARTER_COLUMNS, start=1) if heading.heading == "agreement end"
    )
    sheet.cell(2, place).value = "2027-02-28"
    sheet.parent.save(folder / "refused.xlsx")
    assert on_nothing.ok("import refused.xlsx").out.startswith("Added 8,")


def test_a_workbook_goes_out_and_comes_back(on_cities: Cli, folder: Path) -> None:
    shown = on_cities.ok(f"export record.xlsx {AS_OF}")
    assert ("starter" in shown.out, "mind whom you give it to" in shown.err) == (True, True)
    assert on_cities.ok(f"import record.xlsx {AS_OF}").out.startswith("Added 0, changed 0, skipped 0, refused 0")
    on_cities.ok(f"export again.xlsx {AS_OF}")
    assert (folder / "again.xlsx").read_bytes() == (folder / "record.xlsx").read_bytes()
