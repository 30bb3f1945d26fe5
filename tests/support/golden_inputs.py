"""What the sessions of the golden files are given: files of tests/golden/inputs, and workbooks made here.

Nothing of the package is used, so that the inputs stay the same whatever it becomes.
"""

import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from support.xlsx_files import SHEET, changed, encrypted_flag, made, parts, table, zipped

FOLDER = Path(__file__).parent.parent / "golden" / "inputs"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

EXAMPLETON: tuple[dict[str, str], ...] = (
    {
        "city": "Exampleton (INVENTED)",
        "country": "GB",
        "office": "Mayor",
        "profile": "england-city-mayor",
        "holder": "Ada Example",
        "holder since": "2024-05-06",
        "next election": "2028-05-04",
        "programme": "Youth Mediators",
        "launched": "2024-09",
        "partner": "Example Trust",
        "partner kind": "charity",
        "agreement signed": "2026-06-15",
        "agreement end": "2029-08-31",
        "scope": "deliver",
        "office may end alone": "no",
        "money until": "2029-08-31",
        "funder": "Example Foundation",
        "owner": "Prevention officer",
    },
    {
        "city": "Exampleton (INVENTED)",
        "office": "Mayor",
        "programme": "Night Walks",
        "launched": "2025",
        "partner": "Example Trust",
        "agreement signed": "2025-01-10",
        "agreement end": "2028-06-30",
        "scope": "deliver",
        "office may end alone": "yes",
    },
    {"city": "Exampleton (INVENTED)", "office": "Mayor", "programme": "School Dialogue", "launched": "2023-01"},
)
_ONE, _TWO, _THREE = EXAMPLETON
CHANGED = (
    {**_ONE, "owner": "Ben Example", "money until": "2030-08-31", "programme": "Youth Mediators"},
    {**_TWO, "agreement end": "2029-06-30"},
    _THREE,
    {**_THREE, "programme": "Night Walk", "partner": "Exampel Trust"},
)
FAULTY = (
    _ONE,
    {**_TWO, "agreement end": "31/02/2027", "scope": "delivr"},
    {**_THREE, "programme": ""},
    {**_THREE, "programme": "Four", "notice days": "ten", "mandate": "decree"},
    {**_THREE, "programme": "Five", "controlled by": "Nobody at all"},
    {**_THREE, "programme": "Six", "profile": "england-citymayor"},
    {**_THREE, "programme": "Seven", "country": "Germany"},
    {**_THREE, "programme": "Eight", "key": "Bad Key!"},
    {**_THREE, "programme": "Nine", "agreement end": "46508", "launched": "2027-02-29"},
    {**_THREE, "city": "Otherville", "country": "US", "office": "", "programme": "Ten"},
)
HEADS = ("city", "country", "office", "programme", "agreement end", "partner")
ROW = ("Ada", "GB", "Mayor", "Night bus", "", "Trust")


def sheet(*rows: Mapping[str, str], name: str = "starter") -> bytes:
    """A workbook of one sheet with these rows under the headings that any of them has."""
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return table(tuple(heads), *(tuple(row.get(head, "") for head in heads) for row in rows), name=name)


def starter(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A starter sheet with one row, to which something is done."""

    def filled(book: Any) -> None:
        added = book.add_worksheet("starter")
        added.write_row(0, 0, HEADS)
        added.write_row(1, 0, ROW)
        fill(book, added)

    return made(filled, **options)


def shown(form: str) -> bytes:
    """A starter sheet whose agreement ends on a day that is shown in this form."""
    day = date(2027, 5, 1)
    return starter(lambda book, added: added.write_datetime(1, 4, day, book.add_format({"num_format": form})))


def sheets(**named: tuple[Mapping[str, str], ...]) -> bytes:
    """A workbook of several sheets with these rows, under the headings that any of them has."""

    def fill(book: Any) -> None:
        for name, rows in named.items():
            added = book.add_worksheet(name)
            heads = list(dict.fromkeys(head for row in rows for head in row))
            for number, row in enumerate((dict(zip(heads, heads, strict=True)), *rows)):
                added.write_row(number, 0, [row.get(head, "") for head in heads])

    return made(fill)


def _times(book: Any, added: Any) -> None:
    added.write_datetime(1, 4, datetime(2027, 5, 1, 12, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))


def _hidden(book: Any) -> None:
    book.add_worksheet("cover").write(0, 0, "Our programmes")
    added = book.add_worksheet("starter")
    added.write_row(0, 0, HEADS)
    added.hide()


MADE: dict[str, Callable[[], bytes]] = {
    "programmes.xlsx": lambda: sheet(*EXAMPLETON),
    "programmes-changed.xlsx": lambda: sheet(*CHANGED),
    "programmes-faulty.xlsx": lambda: sheet(*FAULTY),
    "contradicting.xlsx": lambda: sheet(_ONE, {**_TWO, "country": "IE"}, {**_ONE, "owner": "Ben Example"}),
    "two-tables.xlsx": lambda: sheet({"name": "Ada Quay", "notes": "x"}, name="people"),
    "terms.xlsx": lambda: sheet(
        {"office": "luton/leader", "person": "Hazel Simmon", "start": "2031-05-06"},
        {"office": "luton/lader", "person": "hazel-simmons", "start": "2031-05-06", "end": "2030-05-06"},
        name="terms",
    ),
    "macros.xlsx": lambda: zipped({**parts(sheet(*EXAMPLETON)), "xl/vbaProject.bin": b"x"}),
    "macros.xlsm": lambda: zipped({**parts(sheet(*EXAMPLETON)), "xl/vbaProject.bin": b"x"}),
    "protected.xlsx": lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"),
    "old.xls": lambda: COMPOUND,
    "text.xlsx": lambda: b"city,country\r\nAda,GB\r\n",
    "workbook.csv": lambda: sheet(*EXAMPLETON),
    "empty.xlsx": lambda: b"",
    "nothing.xlsx": lambda: table(name="starter"),
    "cut-off.xlsx": lambda: sheet(*EXAMPLETON)[:2000],
    "merged.xlsx": lambda: starter(lambda _, added: added.merge_range("A2:A3", "Ada")),
    "headings-twice.xlsx": lambda: table(HEADS, HEADS, ROW, name="starter"),
    "headings-below.xlsx": lambda: table(("Our work",), (), HEADS, ROW),
    "formula.xlsx": lambda: starter(lambda _, added: added.write_formula(1, 3, "=B1", None, "")),
    "stored-formula.xlsx": lambda: starter(
        lambda _, added: added.write_formula(1, 3, '="Night "&"bus"', None, "Night bus")
    ),
    "serial-number.xlsx": lambda: table(HEADS, (*ROW[:4], "46508", ROW[5]), name="starter"),
    "month.xlsx": lambda: shown("mmm-yy"),
    "day.xlsx": lambda: shown("d-mmm"),
    "real-day.xlsx": lambda: shown("yyyy-mm-dd"),
    "hidden.xlsx": lambda: made(_hidden),
    "wide.xlsx": lambda: table(HEADS, (*ROW, "more"), name="starter"),
    "errors.xlsx": lambda: starter(lambda _, added: added.write_formula(1, 5, "=1/0", None, "#DIV/0!")),
    "two-sheets.xlsx": lambda: sheets(
        starter=(_ONE, _TWO), people=({"key": "ada-example", "name": "Ada Example", "note": "of both sheets"},)
    ),
    "two-sheets-contradicting.xlsx": lambda: sheets(
        starter=({**_ONE, "owner": "Ben Example"},),
        programmes=({"key": "exampleton-invented/youth-mediators", "owner": "Cem Example"},),
    ),
    "agreements-twice.xlsx": lambda: sheet(
        {**_ONE, "agreement signed": "2026-01-15", "agreement end": "2026-06-30"},
        {**_ONE, "agreement signed": "2026-07-01", "agreement end": "2028-06-30"},
    ),
    "agreement-which.xlsx": lambda: sheet({**_ONE, "agreement signed": "2026-08-15", "agreement end": "2031-06-30"}),
    "booleans.xlsx": lambda: starter(lambda _, added: added.write_boolean(1, 5, boolean=True)),
    "times.xlsx": lambda: starter(_times),
    "dates-1904.xlsx": lambda: starter(
        lambda book, added: added.write_datetime(
            1, 4, date(2031, 5, 1), book.add_format({"num_format": "d mmmm yyyy"})
        ),
        date_1904=True,
    ),
    "long.xlsx": lambda: table(HEADS, (*ROW[:3], "x" * 501, *ROW[4:]), name="starter"),
    "encrypted-part.xlsx": lambda: encrypted_flag(sheet(*EXAMPLETON), SHEET),
    "no-sheet.xlsx": lambda: zipped({name: data for name, data in parts(sheet(*EXAMPLETON)).items() if name != SHEET}),
    "broken-xml.xlsx": lambda: changed(sheet(*EXAMPLETON), SHEET, "</sheetData>", ""),
    "array-formula.xlsx": lambda: starter(
        lambda _, added: added.write_array_formula(1, 5, 1, 5, "{=B1:B2}", None, "Trust")
    ),
    "control.xlsx": lambda: changed(
        table(HEADS, (*ROW[:3], "zzz", *ROW[4:]), name="starter"), "xl/sharedStrings.xml", "zzz", "a_x0007_b"
    ),
    "comma-number.xlsx": lambda: table(HEADS, (*ROW[:3], 1.5, *ROW[4:]), name="starter"),
}
"""Workbooks by name, and what only pretends to be one."""


def put(name: str, target: Path) -> list[Path]:
    """Put an input where it is wanted; all the files it has."""
    if name in MADE:
        target.write_bytes(MADE[name]())
        return [target]
    if (FOLDER / name).is_dir():
        shutil.copytree(FOLDER / name, target, dirs_exist_ok=True)
        return [target / path.relative_to(FOLDER / name) for path in (FOLDER / name).rglob("*") if path.is_file()]
    return [Path(shutil.copyfile(FOLDER / name, target))]
