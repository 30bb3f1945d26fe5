"""Files as offices send them: each is refused in plain words with a next step, and nothing is written."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.cli import Cli
from support.xlsx_files import changed, made, parts, table, zipped

HEADS = ("city", "country", "office", "programme", "agreement end", "partner")
ROW = ("Ada", "GB", "Mayor", "Night bus", "", "Trust")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = table(HEADS, ROW, name="starter")
MACROS = zipped({**parts(GOOD), "xl/vbaProject.bin": b"x"})
LARGE = 60_000_000
Make = Callable[[], bytes]


def csv(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS, encoding: str = "utf-8") -> bytes:
    return "".join(",".join(row) + "\r\n" for row in (heads, *rows)).encode(encoding)


def with_cell(column: str, text: str) -> tuple[str, ...]:
    return tuple(text if head == column else cell for head, cell in zip(HEADS, ROW, strict=True))


def ending(text: str) -> tuple[str, ...]:
    return with_cell("agreement end", text)


def starter(fill: Callable[[Any, Any], None]) -> bytes:
    """A starter sheet to which something is done."""

    def filled(book: Any) -> None:
        sheet = book.add_worksheet("starter")
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, ROW)
        fill(book, sheet)

    return made(filled)


def shown(form: str) -> bytes:
    """A starter sheet whose agreement ends on a day that is shown in this form."""
    day = date(2027, 5, 1)
    return starter(lambda book, sheet: sheet.write_datetime(1, 4, day, book.add_format({"num_format": form})))


def hidden(book: Any) -> None:
    book.add_worksheet("cover").write(0, 0, "Our programmes")
    sheet = book.add_worksheet("starter")
    sheet.write_row(0, 0, HEADS)
    sheet.hide()


MIXED = (
    csv(with_cell("programme", "Prävention"))
    + csv(with_cell("programme", "Beratung ü"), encoding="cp1252")[len(csv()) :]
)

FILES: list[tuple[str, str, Make, str]] = [
    ("a.xlsm", "", lambda: MACROS, "a.xlsm holds macros"),
    ("a.xlsx", "", lambda: MACROS, "a.xlsx holds macros"),
    ("a.xlsx", "", lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
    ("a.xls", "", lambda: COMPOUND, "a.xls is a workbook of Excel 97-2003 (.xls)"),
    ("a.xlsx", "", lambda: csv(ROW), "a.xlsx is plain text"),
    ("a.csv", "", lambda: GOOD, "a.csv is no text but a workbook"),
    ("a.xlsx", "", lambda: starter(lambda _, sheet: sheet.merge_range("A2:A3", "Ada")), "A2:A3 are merged"),
    ("a.xlsx", "", lambda: table(HEADS, HEADS, ROW, name="starter"), "row 2 holds headings too"),
    ("a.xlsx", "", lambda: table(("Our work",), (), HEADS, ROW), "the headings stand in row 3"),
    ("a.csv", "", lambda: b"Our work\r\n\r\n" + csv(ROW), "the headings stand in row 3"),
    (
        "a.xlsx",
        "",
        lambda: starter(lambda _, sheet: sheet.write_formula(1, 3, "=B1", None, "")),
        'row 2 "programme": the formula in the cell has no stored value',
    ),
    ("a.xlsx", "", lambda: table(HEADS, ending("46508"), name="starter"), "46508 is Excel's number for 2027-05-01"),
    ("a.xlsx", "", lambda: shown("mmm-yy"), "the cell shows May-27: Excel made a day of 2027-05"),
    ("a.xlsx", "", lambda: shown("d-mmm"), "the cell shows 1-May: Excel made a day of it"),
    ("a.csv", "", lambda: csv(ending("2027-02-29")), '"2027-02-29" is not a day of the calendar'),
    (
        "a.xlsx",
        "",
        lambda: table(HEADS, ending("31/02/2027"), name="starter"),
        'row 2 "agreement end": 31/02/2027 is not a day (write YYYY-MM-DD)',
    ),
    ("a.csv", "", lambda: csv(ending("May-27")), '"May-27" is what Excel makes of 2027-05'),
    ("a.csv", "", lambda: csv(ending("01-Jan")), '"01-Jan" is what Excel makes of 01-01'),
    ("a.csv", "", lambda: csv(with_cell("programme", "a\0b")), "a control character (U+0000)"),
    ("a.csv", "", lambda: csv(with_cell("partner", "a\x1bb")), "a control character (U+001B)"),
    ("a.csv", "", lambda: csv(heads=("ci\x07ty", *HEADS[1:])), '"ci\ufffdty": there is no such column'),
    ("a.csv", "", lambda: MIXED, "a.csv line 3: the file is not UTF-8"),
    ("a.csv", "--encoding ascii", lambda: MIXED, "a.csv line 2: the file is not ascii"),
    ("a.csv", "", lambda: csv(ROW, encoding="utf-16"), "the file is UTF-16, not UTF-8"),
    ("a.csv", "", lambda: csv(ROW, encoding="utf-16-be"), "the file is UTF-16, not UTF-8"),
    ("a.csv", "", lambda: b"", "a.csv is empty"),
    ("a.csv", "", lambda: b"\xef\xbb\xbf , \r\n\r\n", "a.csv is empty"),
    ("a.xlsx", "", lambda: b"", "a.xlsx is empty"),
    ("a.xlsx", "", lambda: table(name="starter"), "there is nothing in it"),
    ("a.xlsx", "", lambda: GOOD[: len(GOOD) // 2], "a.xlsx is cut off"),
    ("a.csv", "", lambda: csv(with_cell("partner", '"Trust'))[:-2], "a quote is not closed"),
    ("a.csv", "", lambda: b"x" * LARGE, "a.csv line 1: the line holds more than 4 MB"),
    ("a.csv", "", lambda: csv() + b"x\r\n" * 20_001, "more than 20000 rows hold something"),
    ("a.csv", "", lambda: csv() + b'"' + b"x" * 300_000, "a cell holds more than 200000 characters"),
    ("a.txt", "", lambda: csv(ROW), "a.txt is of no format that can be imported"),
    ("a.csv", "", lambda: csv(ROW, heads=("city", "country", "ofice", *HEADS[3:])), 'did you mean "office"?'),
    ("a.csv", "", lambda: csv(ROW, heads=("x" * 999, *HEADS[1:])), f'"{"x" * 60}": there is no such column'),
    ("a.csv", "", lambda: csv(ROW, heads=(*HEADS[:5], "office")), 'line 1 "office": the heading stands twice'),
    ("a.csv", "", lambda: csv((*ROW, "more")), "7 cells under 6 headings"),
    ("a.xlsx", "", lambda: table(HEADS, (*ROW, "more"), name="starter"), "7 cells under 6 headings"),
    ("a.csv", "--table people", lambda: csv(ROW), 'line 1 "city": there is no such column'),
    ("a.csv", "--table elections", lambda: b"key\r\nx\r\n", 'line 2 "office": the cell is empty'),
    ("a.csv", "--table terms", lambda: b"key\r\nx\r\n", 'line 2 "person": the cell is empty'),
    ("a.csv", "--map map.toml", lambda: csv(ROW), 'line 1 "gibtsnicht": the column is missing'),
    ("a.csv", "--map broken.toml", lambda: csv(ROW), "broken.toml is no TOML"),
    ("a.csv", "--map deep.toml", lambda: csv(ROW), "deep.toml is no map: it is nested too deep"),
    ("a.csv", "--map table.toml", lambda: csv(ROW), "columns.programmez is none of the tables"),
    ("a.csv", "--map column.toml", lambda: csv(ROW), "columns.programmes.nam: there is no such column"),
    ("a.csv", "--map pipe.toml", lambda: csv(ROW), "pipe.toml is no file"),
    ("a.csv", "--map nowhere.toml", lambda: csv(ROW), "cannot read nowhere.toml"),
    ("a.csv", "--map months.toml", lambda: b"p,s,m\r\nA,2027-01-01,twelve\r\n", '"twelve months from 2027-01-01"'),
    ("a.csv", "--map months.toml", lambda: b"p,s,m\r\nA,2027-01-01," + b"9" * 450, "months from 2027-01-01"),
]

USAGE: list[tuple[str, str, Make, str]] = [
    ("a.xlsx", "", lambda: made(hidden), 'sheet "starter" is hidden and was not read'),
    ("a.csv", "", lambda: b"one,two\r\n1,2\r\n", "nothing tells what a.csv holds"),
    ("a.csv", "--table programes", lambda: csv(ROW), '--table: there is no table "programes"'),
    ("a.xlsx", "--table people", lambda: GOOD, "no sheet of a.xlsx has a heading of the table people"),
    ("a.xlsx", "--map map.toml", lambda: GOOD, "no sheet of a.xlsx has a heading of the map"),
    ("a.csv", "--map map.toml --table people", lambda: csv(ROW), "--table and --map both say"),
    ("a.csv", "--encoding nope", lambda: csv(ROW), '--encoding: there is no "nope"'),
    ("a.csv", "--encoding base64", lambda: csv(ROW), '--encoding: there is no "base64"'),
    ("a.csv", "--date-format dd/mm/yyyy", lambda: csv(ROW), '"dd/mm/yyyy" is no form of a day'),
    ("a.csv", "--date-format %d%m%Y%d", lambda: csv(ROW), '"%d%m%Y%d" is no form of a day'),
]

MAPS = {
    "map": '[columns]\nprogrammes.name = "Gibtsnicht"\n',
    "broken": "this is no map",
    "deep": "a = " + "[" * 100_000,
    "table": '[columns]\nprogrammez.name = "programme"\n',
    "column": '[columns]\nprogrammes.nam = "programme"\n',
    "months": 'values.cities = { name = "Exampleton", country = "GB" }\nvalues.offices = { title = "Mayor" }\n'
    '[columns]\nprogrammes.name = "p"\n[last_day]\nprogrammes.end = { start = "s", months = "m" }\n',
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the commands run in, with maps."""
    monkeypatch.chdir(tmp_path)
    for name, text in MAPS.items():
        (tmp_path / f"{name}.toml").write_text(text)
    os.mkfifo(tmp_path / "pipe.toml")
    return tmp_path


@pytest.fixture
def cli(sqlite_database: str) -> Cli:
    """The command line on a record with one person."""
    run = Cli(sqlite_database)
    run.ok("person add 'Ada Quay'")
    return run


def left(cli: Cli) -> tuple[str, str]:
    """How many records there are, and the journal."""
    return cli.ok("status --format json").out, cli.ok("log").out


def refused(cli: Cli, line: str, told: str, code: int = 1) -> None:
    """The file is refused in clear words with what to do next, and nothing is written."""
    before = left(cli)
    said = cli.refused(line, code)
    assert told in said
    assert said.startswith("error: ")
    assert "hint: " in said
    assert "fault of continuity" not in said
    assert left(cli) == before


@pytest.mark.parametrize(("name", "options", "make", "told"), FILES)
def test_a_bad_file_is_refused_and_nothing_is_written(
    name: str, options: str, make: Make, told: str, cli: Cli, folder: Path
) -> None:
    (folder / name).write_bytes(make())
    refused(cli, f"import {name} {options}", told)


@pytest.mark.parametrize(("name", "options", "make", "told"), USAGE)
def test_what_is_asked_wrongly_is_refused_and_nothing_is_written(
    name: str, options: str, make: Make, told: str, cli: Cli, folder: Path
) -> None:
    (folder / name).write_bytes(make())
    refused(cli, f"import {name} {options}", told, 2)


def test_what_is_no_file_is_refused(cli: Cli, folder: Path) -> None:
    (folder / "folder.xlsx").mkdir()
    os.mkfifo(folder / "pipe.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    refused(cli, "import folder.xlsx", "folder.xlsx holds no table")
    refused(cli, "import pipe.csv", "pipe.csv is no file")
    refused(cli, "import zero.csv", "zero.csv is no file")
    refused(cli, "import nowhere.csv", "no file or folder nowhere.csv")


def test_a_file_of_two_gigabytes_is_not_even_opened(cli: Cli, folder: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        (folder / name).touch()
        os.truncate(folder / name, 2 * 2**30)
        refused(cli, f"import {name}", f"{name} holds more than 64 MB")


def test_only_headings_change_nothing(cli: Cli, folder: Path) -> None:
    before = left(cli)
    (folder / "a.csv").write_bytes(csv())
    assert cli.ok("import a.csv").out.startswith("Added 0, changed 0,")
    assert left(cli) == before


def test_the_stored_value_of_a_formula_is_read_with_a_word(cli: Cli, folder: Path) -> None:
    fill = starter(lambda _, sheet: sheet.write_formula(1, 3, '="Night "&"bus"', None, "Night bus"))
    (folder / "a.xlsx").write_bytes(fill)
    done = cli.ok("import a.xlsx")
    assert "1 cell holds a formula (D2); the value Excel stored was read" in done.err
    assert "Night bus" in cli.ok("programme list").out


def test_real_days_and_named_encodings_are_read(cli: Cli, folder: Path) -> None:
    (folder / "a.xlsx").write_bytes(shown("yyyy-mm-dd"))
    cli.ok("import a.xlsx")
    assert "2027-05-01" in cli.ok("agreement list").out
    for encoding in ("utf-16", "utf-16-le", "cp1252"):
        (folder / "a.csv").write_bytes(csv(with_cell("programme", f"Überfall {encoding}"), encoding=encoding))
        cli.ok(f"import a.csv --encoding {encoding}")
        assert f"Überfall {encoding}" in cli.ok("programme list").out


def test_refused_rows_come_back_whatever_they_hold(cli: Cli, folder: Path) -> None:
    odd = changed(
        table(HEADS, with_cell("programme", "zzz"), name="History."), "xl/sharedStrings.xml", "zzz", "_xD800_"
    )
    (folder / "a.xlsx").write_bytes(changed(odd, "xl/workbook.xml", '"History."', '"History"'))
    (folder / "b.csv").write_bytes(csv(with_cell("partner", "x" * 50_000)))
    for name in ("a.xlsx", "b.csv"):
        assert "the refused rows (1) are in" in cli.refused(f"import {name} --errors {name}.xlsx")
        assert (folder / f"{name}.xlsx").exists()


def test_time_zones_and_close_names_are_told_of_the_first_only(cli: Cli, folder: Path) -> None:
    (folder / "a.csv").write_bytes(csv(*((f"City {number}", *ROW[1:]) for number in range(60))))
    said = cli.ok("import a.csv").err
    assert "City 19 Europe/London and 40 more" in said
    assert "and 39 more names that are close to others" in said


def test_a_key_that_cannot_be_one_is_refused_in_a_sheet_too(cli: Cli, folder: Path) -> None:
    for key in ("Ü x", "a\0b", "A"):
        (folder / "a.csv").write_bytes(f"key,name\r\n{key},Bo\r\n".encode())
        refused(cli, "import a.csv --table people", 'line 2 "key"')
