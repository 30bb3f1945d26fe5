"""One CSV file: what is read, and what is said about what cannot be."""

import pytest

from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.importers.csv_pack import parse_csv_table
from continuity.importers.model import Sheet
from continuity.reports.wording.imports import format_hint, format_message

CITY = "london,London,GB,Europe/London"
HEADER = "key,name,country,timezone"


def cities(text: str | bytes) -> Sheet:
    return parse_csv_table(TABLES_BY_NAME["cities"], "cities.csv", text if isinstance(text, bytes) else text.encode())


def terms(text: str) -> Sheet:
    return parse_csv_table(TABLES_BY_NAME["terms"], "terms.csv", text.encode())


def keys(sheet: Sheet) -> list[object]:
    assert sheet.problems == ()
    return [entry.row["key"] for entry in sheet.entries]


def said(sheet: Sheet) -> list[tuple[int, str, str]]:
    """Line, column and message of each problem."""
    return [(problem.line, problem.column, format_message(problem)) for problem in sheet.problems]


def hints(sheet: Sheet) -> list[str]:
    return [format_hint(problem) for problem in sheet.problems]


# What is read


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_comma_a_semicolon_or_a_tab_stands_between_the_cells(separator: str, ending: str) -> None:
    text = ending.join((HEADER, CITY, "")).replace(",", separator)
    assert keys(cities(text)) == ["london"]


def test_a_semicolon_file_may_hold_commas() -> None:
    sheet = cities(f"{HEADER};note\n{CITY};a, b, c, d, e, f\n".replace(",", ";").replace("; ", ", "))
    assert [entry.row["note"] for entry in sheet.entries] == ["a, b, c, d, e, f"]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert keys(cities(f"\ufeff{HEADER}\n{CITY}\n")) == ["london"]


def test_columns_may_come_in_any_order_and_be_left_out() -> None:
    sheet = cities("timezone,name,key,country\nEurope/Berlin,Essen,essen,DE\n")
    assert [dict(entry.row) for entry in sheet.entries] == [
        {"timezone": "Europe/Berlin", "name": "Essen", "key": "essen", "country": "DE"}
    ]


def test_a_column_that_is_there_but_empty_is_told_from_one_that_is_not() -> None:
    (entry,) = cities(f"{HEADER},region\n{CITY},\n").entries
    assert entry.row["region"] is None
    assert "start" not in entry.row


def test_blank_lines_are_passed_over_and_counted() -> None:
    sheet = cities(f"{HEADER}\n\n{CITY}\n,,,\nessen,Essen,DE,Europe/Berlin\n\n")
    assert [(entry.line, entry.row["key"]) for entry in sheet.entries] == [(3, "london"), (5, "essen")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_blank_lines_before_the_header_do_not_hide_the_separator(ending: str) -> None:
    header = HEADER.replace(",", ";")
    assert keys(cities(ending.join(("", "", header, CITY.replace(",", ";"), "")))) == ["london"]
    assert said(cities(ending.join(("", "", f"{header};colour", ""))))[0][:2] == (3, "colour")


def test_the_separator_is_that_of_the_header_alone() -> None:
    for ending in ("\n", "\r\n", "\r"):
        note = "a, b, c, d, e, f, g, h"
        sheet = cities(ending.join((f"{HEADER},note".replace(",", ";"), f"{CITY}".replace(",", ";") + f";{note}", "")))
        assert [entry.row["note"] for entry in sheet.entries] == [note]


def test_a_name_keeps_its_letters() -> None:
    sheet = cities(f"{HEADER}\ncologne,Köln,DE,Europe/Berlin\njerusalem,القدس,IL,Asia/Jerusalem\n")
    assert [entry.row["name"] for entry in sheet.entries] == ["Köln", "القدس"]


def test_a_header_may_be_quoted_and_padded() -> None:
    assert keys(cities(f'"key", name ,country,"timezone"\n{CITY}\n')) == ["london"]


def test_a_header_alone_is_a_table_without_records() -> None:
    sheet = cities(f"{HEADER}\n")
    assert (sheet.entries, sheet.problems) == ((), ())


def test_a_quoted_cell_may_hold_the_separator_a_quote_and_a_line_break() -> None:
    sheet = cities(f'{HEADER},note\n{CITY},"one, ""two""\nthree"\n')
    assert [entry.row["note"] for entry in sheet.entries] == ['one, "two"\nthree']


def test_the_line_after_a_cell_with_line_breaks_is_the_files_own() -> None:
    sheet = cities(f'{HEADER},note\n{CITY},"one\ntwo\nthree"\nessen,Essen,UK,Europe/Berlin,\n')
    assert [entry.line for entry in sheet.entries] == [2]
    assert said(sheet) == [(5, "country", '"UK" is not a country code')]


def test_a_record_is_named_by_the_line_it_begins_on() -> None:
    sheet = cities(f'{HEADER},note\nlondon,London,UK,Europe/London,"one\ntwo"\n')
    assert [line for line, _, _ in said(sheet)] == [2]


# What is wrong with the file


def test_an_empty_file_says_how_to_begin() -> None:
    for data in (b"", b"\xef\xbb\xbf", b"\n\n", b",,,\n"):
        sheet = cities(data)
        assert said(sheet) == [(0, "", "the file is empty")]
        assert hints(sheet) == ["begin with key,…"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_says_how_to_save_it(encoding: str) -> None:
    mark = {"utf-16": "", "utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}[encoding]
    sheet = cities((mark + f"{HEADER}\n{CITY}\n").encode(encoding))
    assert said(sheet) == [(1, "", "the file is UTF-16, not UTF-8")]
    assert hints(sheet) == ['save it as "CSV UTF-8" and import that']


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_file_in_latin_1_names_the_line_of_the_first_letter_that_shows_it(ending: str) -> None:
    lines = (HEADER, CITY, "essen,Essen,DE,Europe/Berlin", "cologne,Köln,DE,Europe/Berlin", "")
    sheet = cities(ending.join(lines).encode("latin-1"))
    assert said(sheet) == [(4, "", "the file is not UTF-8")]
    assert sheet.entries == ()


@pytest.mark.parametrize(
    ("header", "column", "message", "hint"),
    [
        ("key,name,country,timezone,colour", "colour", "there is no such column", "the columns are key, name, country"),
        ("key,name,country,time_zone", "time_zone", "there is no such column", 'did you mean "timezone"?'),
        ("key,name,country,Timezone", "Timezone", "there is no such column", 'did you mean "timezone"?'),
        ("key,name,country,Time Zone", "Time Zone", "there is no such column", 'did you mean "timezone"?'),
        ("key,name,contry,timezone", "contry", "there is no such column", 'did you mean "country"?'),
        ("key,name,country,timezone,", "", "a column has no name", "leave it out"),
        ("key,name,country,timezone,name", "name", "the column stands twice", "leave one out"),
        ("key,name,country", "timezone", "the column is missing", "add it"),
    ],
)
def test_a_fault_of_the_header_names_the_column_and_what_to_do(
    header: str, column: str, message: str, hint: str
) -> None:
    sheet = cities(f"{header}\n{CITY},x\n")
    assert (1, column, message) in said(sheet)
    assert hint in next(format_hint(problem) for problem in sheet.problems if problem.column == column)
    assert sheet.entries == ()


def test_every_fault_of_the_header_is_reported() -> None:
    sheet = cities("key,nme,colour,key\n")
    assert said(sheet) == [
        (1, "nme", "there is no such column"),
        (1, "colour", "there is no such column"),
        (1, "key", "the column stands twice"),
        (1, "name", "the column is missing"),
        (1, "country", "the column is missing"),
        (1, "timezone", "the column is missing"),
    ]


@pytest.mark.parametrize("cells", ["london,London,GB", f"{CITY},and,more", "london"])
def test_a_row_of_another_width_is_named_and_the_others_are_still_read(cells: str) -> None:
    sheet = cities(f"{HEADER}\n{cells}\nessen,Essen,DE,Europe/Berlin\n")
    assert said(sheet) == [(2, "", f"{cells.count(',') + 1} cells in 4 columns")]
    assert "quotes" in hints(sheet)[0]
    assert [entry.row["key"] for entry in sheet.entries] == ["essen"]


def test_a_quote_that_is_not_closed_names_the_line_it_was_opened_on() -> None:
    sheet = cities(f'{HEADER},note\n{CITY},fine\nessen,Essen,DE,Europe/Berlin,"not closed\nparis,Paris\n')
    assert said(sheet) == [(3, "", "a quote is not closed or stands where none may")]
    assert sheet.entries == ()


def test_a_quote_inside_a_quoted_cell_must_be_doubled() -> None:
    sheet = cities(f'{HEADER},note\n{CITY},"a "b" c"\n')
    assert said(sheet) == [(2, "", "a quote is not closed or stands where none may")]
    assert "double the quotes" in hints(sheet)[0]


def test_a_cell_that_is_too_long_is_named_with_both_lengths() -> None:
    sheet = cities(f"{HEADER},region\n{CITY},{'x' * 501}\n")
    assert said(sheet) == [(2, "region", "the cell holds 501 characters, 500 at most")]


def test_a_cell_beyond_all_measure_is_named_by_its_line() -> None:
    sheet = cities(f"{HEADER},note\n{CITY},\nessen,Essen,DE,Europe/Berlin,{'x' * 200_001}\n")
    assert said(sheet) == [(3, "", "a cell holds more than 200000 characters")]


# What is wrong with the cells


@pytest.mark.parametrize(
    ("cell", "meant"), [("May-27", "2027-05"), ("01-Jan", "01-01"), ("Sep-26", "2026-09"), ("1-May", "05-01")]
)
def test_what_excel_made_of_a_date_is_named(cell: str, meant: str) -> None:
    sheet = terms(f"office,person,start\nlondon/mayor,ada,{cell}\n")
    assert said(sheet) == [(2, "start", f'"{cell}" is what Excel makes of {meant}')]
    assert hints(sheet) == ["write YYYY-MM-DD in a cell formatted as text"]


@pytest.mark.parametrize("column", ["key", "name", "country", "timezone"])
def test_an_empty_cell_of_a_required_column_is_named(column: str) -> None:
    cells = dict(zip(HEADER.split(","), CITY.split(","), strict=True)) | {column: ""}
    sheet = cities(f"{HEADER}\n{','.join(cells.values())}\n")
    assert said(sheet) == [(2, column, "the cell is empty")]


def test_every_fault_of_every_row_is_reported_by_line_and_column() -> None:
    sheet = terms(
        "office,person,start,end,capacity,next\n"
        "london/mayor,ada,2020-13,31/12/2024,Acting,maybe\n"
        "london/mayor,ben,2024-05-06,,substantive,standing\n"
        "London Mayor,,2024,,,\n"
    )
    assert [(line, column) for line, column, _ in said(sheet)] == [
        (2, "start"),
        (2, "end"),
        (2, "capacity"),
        (2, "next"),
        (4, "office"),
        (4, "person"),
    ]
    assert [entry.line for entry in sheet.entries] == [3]


def test_a_nul_or_escape_character_is_refused() -> None:
    assert said(cities(f"{HEADER}\nlondon,Lon\x00don,GB,Europe/London\n")) == [
        (2, "name", "a control character (U+0000) is in the cell")
    ]
