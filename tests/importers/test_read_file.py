"""What a file of cells is taken for."""

from pathlib import Path

from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode, ProblemCode
from continuity.importers.model import Grid, Line
from continuity.importers.read_file import ReadOptions, parse_sheets, read_file
from continuity.reports.wording.imports import format_hint, format_import_remark


def test_parse_sheets_remarks_on_a_sheet_without_known_headings() -> None:
    cities = Grid("F.xlsx", "cities", (Line(1, ("key", "name", "country", "timezone")),))
    notes = Grid("F.xlsx", "Scratch", (Line(1, ("to do",)),))
    (remark,) = parse_sheets([cities, notes], ReadOptions()).remarks
    assert remark == ImportRemark(ImportRemarkCode.UNREAD_SHEET, {"sheet": "Scratch"})
    assert format_import_remark(remark) == 'sheet "Scratch" is no table and was not read'


def test_read_file_offers_the_encoding_option_for_other_bytes(tmp_path: Path) -> None:
    path = tmp_path / "cities.csv"
    path.write_bytes(b"key,name\nmalmo,Malm\xf6\n")
    (problem,) = read_file(path, ReadOptions()).problems
    assert problem.code == ProblemCode.UNNAMED_ENCODING
    assert format_hint(problem).endswith("or name its encoding with --encoding, such as cp1252")
