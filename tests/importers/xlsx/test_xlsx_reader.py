"""A workbook as offices make them: what is read, what is remarked upon, what is a problem."""

import datetime as dt
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.errors import FileError
from continuity.importers.model import Grid, Line
from continuity.importers.xlsx.reader import read_workbook
from continuity.reports.wording.imports import format_hint, format_import_remark, format_message, format_problem
from support.xlsx_files import SHEET, changed, made, parts, raw, table, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def read(data: bytes) -> Grid:
    (grid,) = read_workbook("city.xlsx", data)
    return grid


def cells(data: bytes) -> list[tuple[str, ...]]:
    grid = read(data)
    assert grid.problems == ()
    return [line.cells for line in grid.lines]


def said(data: bytes) -> list[tuple[int, str, str]]:
    """Row, column and message of each problem."""
    return [(problem.line, problem.column, format_message(problem)) for problem in read(data).problems]


def one_cell(value: Any, style: dict[str, Any] | None = None, **options: Any) -> bytes:
    """A workbook with a heading `end` in C1 and a value in C2."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Programmes")
        sheet.write_row(0, 0, ("key", "name", "end"))
        sheet.write(1, 0, "needle")
        sheet.write(1, 2, value, book.add_format(style or {}))

    return made(fill, **options)


def formatted(number: float, code: str, **options: Any) -> bytes:
    return one_cell(number, {"num_format": code}, **options)


# What is read


def test_the_visible_sheets_come_in_their_order_with_the_rows_as_excel_numbers_them() -> None:
    def fill(book: Any) -> None:
        for name in ("Programmes", "Cities"):
            sheet = book.add_worksheet(name)
            sheet.write_row(2, 0, ("key", "name"))
            sheet.write_row(5, 1, (name,))

    found = read_workbook("city.xlsx", made(fill))
    assert [grid.sheet for grid in found] == ["Programmes", "Cities"]
    assert found[0].lines == (Line(3, ("key", "name")), Line(6, ("", "Programmes")))
    assert (found[0].file, found[0].problems, found[0].remarks) == ("city.xlsx", (), ())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        (2027.0, "2027"),
        (-0.0, "0"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (0.000001, "0.000001"),
        (123456789012345, "123456789012345"),
        (1e20, "100000000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("007", "007"),
        (" padded ", " padded "),
        ("one\ntwo", "one\ntwo"),
        ("Köln القدس 𝒳", "Köln القدس 𝒳"),
    ],
)
def test_a_value_becomes_the_text_a_csv_would_hold(value: Any, text: str) -> None:
    assert cells(one_cell(value))[1] == ("needle", "", text)


def test_what_binary_fractions_add_beyond_the_fifteenth_digit_is_left_out() -> None:
    values = ("0.30000000000000004", "1234.5600000000001", "99999999999.990005", "1E-3", "-.5")
    rows = "".join(f"<row><c><v>{value}</v></c></row>" for value in values)
    assert cells(raw(rows))[1:] == [("0.3",), ("1234.56",), ("99999999999.99",), ("0.001",), ("-0.5",)]


def test_numbers_are_numbers_in_the_formats_of_numbers() -> None:
    for code in ("0.00", "#,##0 [$€-407]", '0" days"', r"0\d", "0.00E+00", "[Red]0", "Standard", "@", "_-* #,##0_d"):
        assert cells(formatted(45000, code))[1][2] == "45000", code


def test_runs_of_rich_text_are_joined_and_its_pronunciation_is_left_out() -> None:
    rich = "<si><r><t>Ko</t></r><r><t xml:space='preserve'>be </t></r><rPh><t>kana</t></rPh></si>"
    data = changed(table(("key",), ("x",)), "xl/sharedStrings.xml", "<si><t>x</t></si>", rich)
    assert cells(data)[1] == ("Kobe ",)
    inline = '<row><c t="inlineStr"><is><r><t>a</t></r><rPh><t>b</t></rPh><r><t>c</t></r></is></c></row>'
    assert cells(raw(inline))[1] == ("ac",)


def test_escapes_are_undone_once_and_control_characters_are_passed_on() -> None:
    data = changed(table(("key",), ("x",)), "xl/sharedStrings.xml", ">x<", ">a_x000D_b_x005F_x000D_c_x0000_<")
    assert cells(data)[1] == ("a\rb_x000D_c\x00",)
    inline = '<row><c t="inlineStr"><is><t>a_x0007_</t></is></c><c t="str"><v>_x000D_b</v></c></row>'
    assert cells(raw(inline))[1] == ("a\x07", "\rb")


def test_blank_rows_and_empty_cells_at_the_end_are_left_out() -> None:
    assert cells(table(("key", "", "  "), (" ", ""), ("x", "y")))[1:] == [("x", "y")]
    assert read(table(("key",), (" ",), ("x",))).lines[1].number == 3


def test_rows_and_cells_need_no_reference() -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r='9.0'><c r='B9'><v>2</v></c><c><v>3</v></c></row>"
    assert read(raw(rows)).lines[1:] == (Line(2, ("1", "", "3")), Line(9, ("", "2", "3")))


def test_what_a_sheet_claims_to_measure_is_not_believed() -> None:
    assert len(cells(changed(table(("a", "b"), ("c", "d")), SHEET, 'ref="A1:B2"', 'ref="A1"'))[1]) == 2


def test_a_workbook_saved_as_strict_is_read() -> None:
    content = parts(one_cell("x"))
    strict = {
        name: text.replace(MAIN.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, text in content.items()
    }
    assert cells(zipped(strict))[1] == ("needle", "", "x")
    assert cells(raw('<row><c t="d"><v>2027-05-01T00:00:00</v></c></row>'))[1] == ("2027-05-01",)
    assert said(raw('<row><c t="d"><v>2027-05-01T14:30:00</v></c></row>')) == [
        (2, "key", "the cell holds a time of day: 2027-05-01 14:30:00")
    ]
    assert said(raw('<row><c t="d"><v>PT3H</v></c></row>')) == [(2, "key", "the cell holds no day")]


def test_styles_and_names_that_other_programs_write_do_not_matter() -> None:
    data = changed(one_cell("x"), "xl/styles.xml", "</fills>", "<fill/></fills>")
    data = changed(data, "xl/styles.xml", ' name="Normal"', "")
    assert cells(data)[1] == ("needle", "", "x")
    content = parts(one_cell("x"))
    renamed = {name.replace("xl/sharedStrings", r"xl\SharedStrings"): text for name, text in content.items()}
    assert cells(zipped(renamed))[1] == ("needle", "", "x")
    prefixed = content[SHEET].replace(f'xmlns="{MAIN}"'.encode(), f'xmlns:x="{MAIN}"'.encode())
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        for end in (">", " "):
            prefixed = prefixed.replace(f"<{tag}{end}".encode(), f"<x:{tag}{end}".encode())
        prefixed = prefixed.replace(f"</{tag}>".encode(), f"</x:{tag}>".encode())
    assert cells(zipped({**content, SHEET: prefixed}))[1] == ("needle", "", "x")


def test_extensions_with_rows_of_their_own_are_passed_over() -> None:
    assert cells(raw('<y:row xmlns:y="urn:other"><y:c><y:v>1</y:v></y:c></y:row>')) == [("key", "name")]


def test_paths_may_be_written_as_windows_does() -> None:
    data = changed(table(("key",)), "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", r"worksheets\sheet1.xml")
    assert cells(data) == [("key",)]


def test_a_chart_on_a_sheet_of_its_own_is_passed_over() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("A")
        sheet.write_row(0, 0, (1, 2))
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=A!$A$1:$B$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    assert read(made(fill)).sheet == "A"


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\ufffe\uffff"), max_size=20), min_size=1))
def test_any_text_comes_back_as_it_was_written(texts: list[str]) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("A")
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, f"x{text}")

    assert cells(made(fill)) == [(f"x{text}",) for text in texts]


def test_another_reader_sees_the_same(tmp_path: Any) -> None:
    rows = [("key", "count", "share"), ("a", 3, 0.25), ("b", None, 1e9), ("c", 2**40, "x")]
    path = tmp_path / "plain.xlsx"
    path.write_bytes(table(*rows))
    seen = [
        tuple("" if value is None else str(value) for value in row)
        for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)  # type: ignore[union-attr]
    ]
    assert cells(path.read_bytes()) == seen


# Hidden sheets


def hiding(name: str, value: str, *, very: bool = False) -> tuple[Grid, ...]:
    def fill(book: Any) -> None:
        book.add_worksheet("A").write(0, 0, "key")
        sheet = book.add_worksheet(name)
        sheet.write(3, 3, value)
        sheet.very_hidden() if very else sheet.hide()

    return read_workbook("city.xlsx", made(fill))


@pytest.mark.parametrize("very", [False, True])
def test_a_hidden_sheet_is_not_read_and_that_is_said(very: bool) -> None:
    (grid,) = hiding("Old", "secret", very=very)
    assert [*map(format_import_remark, grid.remarks)] == ['sheet "Old" is hidden and was not read']
    assert "secret" not in str(grid)


def test_nothing_is_said_of_an_empty_hidden_sheet_and_of_that_with_the_words() -> None:
    assert [grid.remarks for grid in hiding("Old", "")] == [()]
    assert [grid.remarks for grid in hiding("Old", "  ")] == [()]
    assert [grid.remarks for grid in hiding("words", "active")] == [()]


def test_a_workbook_of_hidden_sheets_says_so() -> None:
    data = changed(table(("a",)), "xl/workbook.xml", "<sheet ", '<sheet state="hidden" ')
    with pytest.raises(FileError, match="no visible sheet"):
        read_workbook("city.xlsx", data)


# Days


@pytest.mark.parametrize(
    "code",
    ["yyyy-mm-dd", "dd/mm/yy", "d.m.yyyy", "[$-407]dddd, d. mmmm yyyy", "m/d/yy h:mm", "yyyy\\-mm\\-dd;@", "d-mmm-yy"],
)
def test_a_day_is_written_as_the_record_has_it(code: str) -> None:
    assert cells(formatted(46508, code))[1][2] == "2027-05-01"
    assert cells(formatted(46507.9999999999, code))[1][2] == "2027-05-01"


def test_a_workbook_may_count_days_from_1904() -> None:
    assert cells(one_cell(dt.date(2027, 5, 1), {"num_format": "yyyy-mm-dd"}))[1][2] == "2027-05-01"
    assert cells(formatted(45046, "yyyy-mm-dd", date_1904=True))[1][2] == "2027-05-01"
    assert cells(formatted(0, "yyyy-mm-dd", date_1904=True))[1][2] == "1904-01-01"


def test_the_first_two_months_of_1900_are_those_of_excel() -> None:
    assert cells(formatted(1, "yyyy-mm-dd"))[1][2] == "1900-01-01"
    assert cells(formatted(61, "yyyy-mm-dd"))[1][2] == "1900-03-01"
    assert cells(formatted(2958465, "yyyy-mm-dd"))[1][2] == "9999-12-31"
    for serial in (60, 0, 0.5, -1, 2958466, 1e300):
        assert said(formatted(serial, "yyyy-mm-dd")) == [(2, "end", "the cell holds a number that is no day")]


def test_a_day_with_a_time_is_a_problem() -> None:
    (problem,) = read(formatted(46508.604167, "yyyy-mm-dd")).problems
    assert format_problem(problem) == (
        'city.xlsx, sheet "Programmes", row 2 "end": the cell holds a time of day: 2027-05-01 14:30:00'
        " (write the day alone: 2027-05-01)"
    )


@pytest.mark.parametrize("code", ["h:mm", "[h]:mm:ss", "mm:ss", "h:mm AM/PM", "[mm]:ss", "ss.0"])
def test_a_time_or_a_duration_is_a_problem(code: str) -> None:
    for serial in (0.5, 1.5, 46508):
        assert said(formatted(serial, code)) == [(2, "end", "the cell holds a time or a duration")]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mmm-yy", "May-27"),
        ("yyyy-mm", "2027-05"),
        ("mmm yy", "May 27"),
        ("mmmm yyyy", "May 2027"),
        ("m/yyyy", "5/2027"),
    ],
)
def test_what_excel_made_of_a_month_is_not_taken_for_its_first_day(code: str, shown: str) -> None:
    (problem,) = read(formatted(46508, code)).problems
    assert format_message(problem) == f"the cell shows {shown}: Excel made a day of 2027-05 (2027-05-01)"
    assert format_hint(problem) == "write 2027-05 or the day as YYYY-MM-DD in a cell formatted as text"
    assert read(formatted(46508, code)).lines[1].cells == ("needle",)


def test_a_month_that_hides_its_day_says_which() -> None:
    (problem,) = read(formatted(46524, "mmm-yy")).problems
    assert format_message(problem) == "the cell shows May-27 and holds 2027-05-17"
    assert format_hint(problem) == "write 2027-05 or 2027-05-17 in a cell formatted as text"


@pytest.mark.parametrize(
    ("code", "shown"), [("dd-mmm", "01-Jan"), ("d-mmm", "1-Jan"), ("dd.mm.", "01.01."), ("yyyy", "2027")]
)
def test_what_excel_made_of_a_day_without_a_year_is_no_day(code: str, shown: str) -> None:
    (problem,) = read(formatted(46388, code)).problems
    assert format_message(problem) == f"the cell shows {shown}: Excel made a day of it (2027-01-01)"
    assert format_hint(problem) == "write the day as YYYY-MM-DD in a cell formatted as text"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (14, None),
        (31, None),
        (17, "the cell shows May-27: Excel made a day of 2027-05 (2027-05-01)"),
        (16, "the cell shows 1-May: Excel made a day of it (2027-05-01)"),
        (57, "the cell shows only a part of 2027-05-01"),
        (20, "the cell holds a time or a duration"),
    ],
)
def test_formats_that_excel_knows_by_number(number: int, message: str | None) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf/>'
    styles += f'<xf numFmtId="{number}"/></cellXfs><dxfs><dxf><numFmt numFmtId="{number}" formatCode="0"/></dxf></dxfs>'
    data = raw('<row><c s="1"><v>46508</v></c></row>', styles=f"{styles}</styleSheet>")
    assert said(data) == ([(2, "key", message)] if message else [])
    assert message or cells(data)[1] == ("2027-05-01",)


# Formulas and errors


def formulas(count: int, value: Any = 7) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Programmes")
        sheet.write(0, 2, "sum")
        for row in range(1, count + 1):
            sheet.write_formula(row, 2, "=1+6", None, value)

    return made(fill)


@pytest.mark.parametrize(
    ("count", "remark"),
    [
        (1, "1 cell holds a formula (C2); the value Excel stored was read"),
        (3, "3 cells hold formulas (C2, C3, C4); the values Excel stored were read"),
        (7, "7 cells hold formulas (C2, C3, C4, C5, C6 and 2 more); the values Excel stored were read"),
    ],
)
def test_of_a_formula_the_stored_value_is_read_and_that_is_said(count: int, remark: str) -> None:
    grid = read(formulas(count))
    assert grid.lines[1].cells == ("", "", "7")
    assert [*map(format_import_remark, grid.remarks)] == [f'sheet "Programmes": {remark}']


def test_a_formula_may_give_a_text_or_nothing() -> None:
    assert cells(formulas(1, "words"))[1][2] == "words"
    assert cells(raw('<row><c t="str"><f>A1</f><v></v></c><c><v>1</v></c></row>'))[1] == ("", "1")


@pytest.mark.parametrize("cell", ["<c><f>1+1</f><v></v></c>", "<c><f>1+1</f></c>", '<c t="str"><f>A1</f></c>'])
def test_a_formula_that_was_never_calculated_is_a_problem(cell: str) -> None:
    grid = read(raw(f"<row>{cell}</row>"))
    (problem,) = grid.problems
    assert format_problem(problem) == (
        'city.xlsx, sheet "Programmes", row 2 "key": the formula in the cell has no stored value'
        " (open the file in Excel, save it, import again)"
    )
    assert grid.remarks == ()


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#SPILL!"])
def test_an_error_is_a_problem(error: str) -> None:
    assert said(raw(f'<row><c t="e"><f>A9</f><v>{error}</v></c></row>')) == [
        (2, "key", f"the cell holds the error {error}")
    ]


def test_a_column_goes_by_its_heading_or_its_letter() -> None:
    broken = '<c t="e"><v>#N/A</v></c>'
    assert [column for _, column, _ in said(raw(f"<row>{broken * 3}</row>"))] == ["key", "name", "C"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('<c t="s"><v>99</v></c>', "the text of the cell is missing from the file"),
        ('<c t="s"><v>-1</v></c>', "the text of the cell is missing from the file"),
        ('<c t="b"><v>2</v></c>', "the cell is neither TRUE nor FALSE"),
        ('<c t="z"><v>2</v></c>', 'the cell is of an unknown kind "z"'),
        ("<c><v>12a</v></c>", "the cell holds a number that cannot be read"),
        ("<c><v>1E999</v></c>", "the cell holds a number that cannot be read"),
        ("<c><v>nan</v></c>", "the cell holds a number that cannot be read"),
        (f'<c t="str"><v>{"x" * 200_001}</v></c>', "the cell holds more than 200000 characters"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem_of_that_cell(cell: str, message: str) -> None:
    data = raw(f"<row>{cell}<c><v>5</v></c></row>")
    assert said(data) == [(2, "key", message)]
    assert read(data).lines[1].cells == ("", "5")


def test_a_shared_text_that_is_too_long_is_a_problem_where_it_stands() -> None:
    data = changed(table(("key",), ("x",)), "xl/sharedStrings.xml", ">x<", f">{'x' * 200_001}<")
    assert said(data) == [(2, "key", "the cell holds more than 200000 characters")]


def test_an_unknown_style_is_no_date() -> None:
    assert cells(raw('<row><c s="999999"><v>5</v></c><c s="x"><v>6</v></c></row>'))[1] == ("5", "6")


def test_problems_beyond_a_bound_are_counted() -> None:
    found = said(raw('<row><c t="e"><v>#N/A</v></c></row>' * 250))
    assert (len(found), found[-1]) == (201, (0, "", "50 more problems"))


# Merged cells


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{reference}"/>' for reference in ranges) + "</mergeCells>"


def test_a_merged_range_is_a_problem_that_names_it() -> None:
    rows = '<row r="3"><c r="A3"><v>1</v></c></row>'
    (problem,) = read(raw(rows, merged("A3:B4"))).problems
    assert format_problem(problem) == (
        'city.xlsx, sheet "Programmes", row 3 "key": A3:B4 are merged: only A3 holds a value'
        " (unmerge them and fill each cell)"
    )
    assert said(raw('<row r="3"><c r="B3"><v>1</v></c></row>', merged("A2:B4"))) != []


def test_a_merged_range_without_a_value_is_ignored() -> None:
    rows = '<row r="3"><c r="A3"><v>1</v></c></row>'
    for reference in ("B3:D3", "A4:XFD1048576", "A2:B2", "rubbish", ""):
        assert said(raw(rows, merged(reference))) == []


def test_many_merged_ranges_are_counted() -> None:
    rows = "".join(f"<row><c><v>{row}</v></c></row>" for row in range(30))
    found = said(raw(rows, merged(*(f"A{row}:B{row}" for row in range(2, 32)))))
    assert (len(found), found[-1][2]) == (21, "merged ranges: and 10 more")
    assert "more than 100000 merged ranges" in said(raw(rows, merged(*["C1:D2"] * 100_001)))[0][2]
