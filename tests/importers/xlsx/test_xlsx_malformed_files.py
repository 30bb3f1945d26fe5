"""Files that are no workbook, broken ones, and those that lie about themselves."""

import io
import zipfile
import zlib

import pytest

from continuity.errors import FileError
from continuity.importers.xlsx.archive import WorkbookArchive
from continuity.importers.xlsx.reader import read_workbook
from continuity.importers.xlsx.workbook import ElementsHandler
from continuity.reports.wording.imports import format_message, format_problem
from support.xlsx_files import (
    SHEET,
    changed,
    encrypted_flag,
    made,
    overlapping,
    parts,
    raw,
    relabelled,
    table,
    zipped,
)

PLAIN = table(("key", "name", "count"), ("needle", "Needle exchange", 5), ("beds", "Beds & more", 7.5))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
STRINGS = "xl/sharedStrings.xml"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def refused(data: bytes) -> str:
    """What is said of a file that is refused, and the hint."""
    with pytest.raises(FileError) as caught:
        read_workbook("city.xlsx", data)
    assert caught.value.hint
    assert "city.xlsx" in caught.value.message
    return f"{caught.value.message} ({caught.value.hint})"


def also(**others: str) -> bytes:
    """The plain workbook with more parts; `__` stands for a slash, `_` for a dot."""
    named = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in others.items()}
    return zipped({**parts(PLAIN), **named})


# Other kinds of files


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (COMPOUND, "Excel 97-2003 (.xls) (open it in Excel and save it as"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "protected with a password (open it in Excel, remove"),
        (b"key,name\r\na,b\r\n", "plain text (if it is a CSV"),
        ("key;Köln".encode(), "plain text"),
        ("key;name".encode("utf-16"), "plain text"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "a web page"),
        (b"<table><tr><td>1</td></tr></table>", "a web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "an XML file (open it in Excel and save"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is no workbook"),
        (b"PK\x05\x06" + bytes(18), "a zip file without anything in it"),
        (zipped({"a.txt": b"x"}), "a zip file, not a workbook (unpack it"),
        (zipped({"mimetype": b"x", "content.xml": b"<x/>"}), "OpenDocument"),
        (zipped({"Index/Document.iwa": b"x"}), "Numbers"),
        (also(xl__workbook_bin=""), "binary workbook (.xlsb)"),
        (also(word__document_xml=""), "Word document"),
        (also(xl__vbaProject_bin="x"), "holds macros (save it without macros"),
        (changed(PLAIN, "[Content_Types].xml", "sheet.main+xml", "sheet.macroEnabled.main+xml"), "holds macros"),
        (changed(PLAIN, "[Content_Types].xml", "spreadsheetml.worksheet", "spreadsheetml.macrosheet"), "holds macros"),
        (changed(PLAIN, "_rels/.rels", "/officeDocument", "/picture"), "not a workbook"),
        (encrypted_flag(PLAIN, SHEET), "a zip file with a password"),
    ],
)
def test_another_kind_of_file_is_called_what_it_is(data: bytes, message: str) -> None:
    assert message in refused(data)


# Damage


# The length of the file follows the day on which it is made: no part of a test's name.
@pytest.mark.parametrize("length", [5, 100, len(PLAIN) // 2, len(PLAIN) - 30], ids=["5", "100", "half", "most"])
def test_a_file_that_is_cut_off_says_so(length: int) -> None:
    assert "cut off" in refused(PLAIN[:length])


@pytest.mark.parametrize(
    ("part", "old", "new", "message"),
    [
        (SHEET, "</sheetData>", "", f"the XML of {SHEET} is broken"),
        (SHEET, "<sheetData>", "<sheetData><row>&nbsp;</row>", f"the XML of {SHEET} is broken"),
        (SHEET, "UTF-8", "UXF-8", f"the XML of {SHEET} is broken"),
        (SHEET, "UTF-8", "EUC-JP", f"the XML of {SHEET} is broken"),
        (STRINGS, "</sst>", "", f"the XML of {STRINGS} is broken"),
        ("xl/workbook.xml", "</workbook>", "", "the XML of xl/workbook.xml is broken"),
        ("xl/workbook.xml", "<sheet ", "<sheet2 ", "it has no sheets"),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId99"', 'the rows of the sheet "Programmes" are missing'),
        (
            "xl/_rels/workbook.xml.rels",
            'Target="worksheets',
            'TargetMode="External" Target="worksheets',
            'the rows of the sheet "Programmes" are missing',
        ),
        ("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet9.xml", "xl/worksheets/sheet9.xml is missing"),
        ("xl/_rels/workbook.xml.rels", "styles.xml", "../../../etc/passwd", "etc/passwd is missing"),
    ],
)
def test_parts_that_are_broken_or_missing_are_named(part: str, old: str, new: str, message: str) -> None:
    assert f"is damaged: {message}" in refused(changed(PLAIN, part, old, new))


@pytest.mark.parametrize(
    "part", [SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_a_document_type_is_refused_wherever_it_stands(part: str) -> None:
    xml = parts(PLAIN)[part].decode()
    declared = ENTITIES + xml.partition("?>")[2]
    assert f"{part} declares a document type" in refused(zipped({**parts(PLAIN), part: declared.encode()}))


def test_a_part_whose_bytes_do_not_unzip_is_named() -> None:
    at = PLAIN.index(SHEET.encode()) + len(SHEET)
    assert f"{SHEET} cannot be unzipped" in refused(PLAIN[:at] + b"\xff" * 40 + PLAIN[at + 40 :])


def test_rows_and_cells_out_of_order_end_the_sheet() -> None:
    rows = (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
        '<row r="2"><c r="AAAA2"><v>1</v></c></row>',
    )
    for row in rows:
        (grid,) = read_workbook("city.xlsx", raw(row))
        assert [*map(format_message, grid.problems)] == ["the rows and cells of the sheet do not follow each other"]


# Zip files that lie


def test_parts_that_overlap_or_stand_twice_are_refused() -> None:
    assert "its parts overlap" in refused(overlapping(PLAIN, SHEET, STRINGS))
    memory = io.BytesIO(PLAIN)
    with zipfile.ZipFile(memory, "a") as archive:
        archive.writestr(SHEET.upper(), b"<x/>")
    assert "a part stands in it twice" in refused(memory.getvalue())


def test_a_part_may_not_claim_or_have_more_than_the_bounds() -> None:
    assert "unzips to 300000000 bytes" in refused(relabelled(PLAIN, SHEET, size=300_000_000))
    several = PLAIN
    for part in (SHEET, STRINGS, "xl/styles.xml"):
        several = relabelled(several, part, size=200_000_000)
    assert "unzips to more than 512000000 bytes" in refused(several)


def test_a_part_that_claims_to_be_smaller_than_it_is_is_damaged() -> None:
    assert f"{SHEET} cannot be unzipped" in refused(relabelled(PLAIN, SHEET, size=50))
    start = parts(PLAIN)[SHEET][:50]
    agreed = relabelled(PLAIN, SHEET, size=50, crc=zlib.crc32(start))
    assert f"the XML of {SHEET} is broken" in refused(agreed)


def test_what_is_unzipped_is_counted_whatever_the_directory_says() -> None:
    with pytest.raises(FileError, match="unzips to more than 100 bytes"):
        WorkbookArchive("city.xlsx", PLAIN).read_part(SHEET, ElementsHandler(()), max_bytes=100)
    package = WorkbookArchive("city.xlsx", PLAIN)
    package.count_unzipped(512_000_000 - 100)
    with pytest.raises(FileError, match="unzips to more than 512000000 bytes"):
        package.read_part(SHEET, ElementsHandler(()))


def test_a_file_with_too_many_parts_or_bytes_is_refused() -> None:
    assert "more than 5000 parts" in refused(zipped({f"p{number}": b"" for number in range(5_001)}))
    assert "50000001 bytes" in refused(PLAIN + bytes(50_000_001 - len(PLAIN)))


def test_a_part_packed_in_an_unusual_way_is_refused() -> None:
    memory = io.BytesIO(PLAIN)
    with zipfile.ZipFile(memory, "a") as archive:
        archive.writestr("x", b"x" * 100, zipfile.ZIP_BZIP2)
    assert "packed in a way Excel does not know" in refused(memory.getvalue())


def test_a_zip_file_in_a_workbook_is_not_opened() -> None:
    bomb = zipped({"bomb": (bytes(1_000_000) for _ in range(100))})
    assert read_workbook("city.xlsx", zipped({**parts(PLAIN), "xl/embeddings/a.zip": bomb}))


# Bounds of what is read


def test_more_sheets_than_are_read_are_refused() -> None:
    data = made(lambda book: [book.add_worksheet() for _ in range(61)] and None)
    assert "61 sheets, 60 at most" in refused(data)


def test_cells_beyond_the_last_column_are_said_once() -> None:
    row = '<row r="2"><c r="GR2"><v>1</v></c><c r="GS2"><v>1</v></c><c r="XFD2" t="str"><v>x</v></c></row>'
    (grid,) = read_workbook("city.xlsx", raw(row))
    (problem,) = grid.problems
    assert format_problem(problem) == (
        'city.xlsx, sheet "Programmes", row 2 "GS": GS2 and 1 more hold something beyond column GR, where reading'
        " ends (clear it, or move it to the left)"
    )
    assert len(grid.lines[1].cells) == 200
