"""Cells: text to value and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.domain.schema.columns import Column, ColumnKind
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.schema.values import Value, format_cell, format_row, parse_cell
from continuity.domain.values.dates import VagueDate
from continuity.errors import BadValue

LAWS = settings(derandomize=True, deadline=None, max_examples=150)
RULE = "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH"


def column(kind: ColumnKind) -> Column:
    words = ("not-standing", "standing", "unknown") if kind is ColumnKind.CHOICE else ()
    return Column("cell", kind, "a cell", choices=words)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ColumnKind.KEY, " london/mayor ", "london/mayor"),
        (ColumnKind.REFERENCE, "london", "london"),
        (ColumnKind.TEXT, "Paß & Söhne, القدس", "Paß & Söhne, القدس"),
        (ColumnKind.TEXT, "=SUM(A1)", "=SUM(A1)"),
        (ColumnKind.LONG_TEXT, "one\ntwo\tthree", "one\ntwo\tthree"),
        (ColumnKind.LIST, "https://a.org|https://b.org", "https://a.org|https://b.org"),
        (ColumnKind.LIST, "https://a.org | https://b.org", "https://a.org | https://b.org"),
        (ColumnKind.LIST, " a  |  b | | c ", "a | b | c"),
        (ColumnKind.CHOICE, " not-standing ", "not-standing"),
        (ColumnKind.CHOICE, "unknown", "unknown"),
        (ColumnKind.DATE, "2027-05", VagueDate.parse("2027-05")),
        (ColumnKind.DATE, "../2008-03-22", VagueDate.parse("../2008-03-22")),
        (ColumnKind.COUNT, "0", 0),
        (ColumnKind.COUNT, "007", 7),
        (ColumnKind.COUNT, "100000", 100_000),
        (ColumnKind.AMOUNT, "120000.50", Decimal("120000.5")),
        (ColumnKind.AMOUNT, "-3", Decimal(-3)),
        (ColumnKind.AMOUNT, "0", Decimal(0)),
        (ColumnKind.AMOUNT, "5.00", Decimal(5)),
        (ColumnKind.AMOUNT, "100", Decimal(100)),
        (ColumnKind.COUNTRY, "GB", "GB"),
        (ColumnKind.TIMEZONE, "Europe/London", "Europe/London"),
        (ColumnKind.RULE, RULE, RULE),
        (ColumnKind.RULE, "DATES:2025-03-09,2031-03-09", "DATES:2025-03-09,2031-03-09"),
        (ColumnKind.RUN_OFF, " +14d ", "+14d"),
        (ColumnKind.RUN_OFF, "-1SU 10", "-1SU 10"),
        (ColumnKind.TAKES_OFFICE, " 1MO 12 ", "1MO 12"),
    ],
)
def test_a_cell_is_read_as_its_kind(kind: ColumnKind, text: str, value: Value) -> None:
    assert parse_cell(column(kind), text) == value


@pytest.mark.parametrize("kind", ColumnKind)
@pytest.mark.parametrize("text", ["", "  ", "\t", "\n"])
def test_an_empty_cell_holds_nothing_whatever_its_kind(kind: ColumnKind, text: str) -> None:
    assert parse_cell(column(kind), text) is None


def test_a_list_of_nothing_but_separators_holds_nothing() -> None:
    assert parse_cell(column(ColumnKind.LIST), " | | ") is None


@pytest.mark.parametrize(
    ("kind", "text", "says", "hint"),
    [
        (ColumnKind.KEY, "London Mayor", "cannot be a key", "such as london-mayor"),
        (ColumnKind.REFERENCE, "London", "cannot be a key", "such as london"),
        (ColumnKind.TEXT, "one\ntwo", "a line break or tab", "note"),
        (ColumnKind.TEXT, "one\ttwo", "a line break or tab", "note"),
        (
            ColumnKind.CHOICE,
            "Not Standing",
            '"Not Standing" is not one of the words of cell',
            'did you mean "not-standing"?',
        ),
        (ColumnKind.CHOICE, "not_standing", "is not one of the words", 'did you mean "not-standing"?'),
        (ColumnKind.CHOICE, "perhaps", "is not one of the words", "not-standing, standing or unknown"),
        (ColumnKind.DATE, "06/05/2027", "is not a day", "YYYY-MM-DD"),
        (ColumnKind.DATE, "2027-02-30", "not a day of the calendar", "YYYY-MM-DD"),
        (ColumnKind.DATE, "May-27", '"May-27" is what Excel makes of 2027-05', "formatted as text"),
        (ColumnKind.DATE, "01-Jan", '"01-Jan" is what Excel makes of 01-01', "formatted as text"),
        (ColumnKind.DATE, "Xyz-27", '"Xyz-27" is what Excel makes of a date', "formatted as text"),
        (ColumnKind.TAKES_OFFICE, "01-Jan", '"01-Jan" is what Excel makes of 01-01', "formatted as text"),
        (ColumnKind.DATE, "46357", "46357 is Excel's number for 2026-12-01", "YYYY-MM-DD"),
        (ColumnKind.DATE, "31/02/2027", "31/02/2027 is not a day", "write YYYY-MM-DD"),
        (ColumnKind.DATE, "1.5.2027", "1.5.2027 is not a day", "write YYYY-MM-DD"),
        (ColumnKind.DATE, "6-May", "what Excel makes of 05-06", "formatted as text"),
        (ColumnKind.COUNT, "4.0", "is not a number for cell", "0 to 100000"),
        (ColumnKind.COUNT, "-1", "is not a number for cell", "0 to 100000"),
        (ColumnKind.COUNT, "100001", "is not a number for cell", "0 to 100000"),
        (ColumnKind.COUNT, "9" * 400, "is not a number for cell", "0 to 100000"),
        (ColumnKind.COUNT, "four", "is not a number for cell", "0 to 100000"),
        (ColumnKind.COUNT, "٤", "is not a number for cell", "0 to 100000"),
        (ColumnKind.AMOUNT, "1,000", "is not a number for cell", "no thousands separator"),
        (ColumnKind.AMOUNT, "1_000", "is not a number for cell", "no thousands separator"),
        (ColumnKind.AMOUNT, "1.000,50", "is not a number for cell", "a point for decimals"),
        (ColumnKind.AMOUNT, "1.234", "is not a number for cell", "two at most"),
        (ColumnKind.AMOUNT, "£100", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "١٠٠", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "NaN", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "Infinity", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "1e999999", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "1e-999999", "is not a number for cell", "digits"),
        (ColumnKind.AMOUNT, "1000000000000000", "is not a number for cell", "digits"),
        (ColumnKind.COUNTRY, "UK", '"UK" is not a country code', "GB"),
        (ColumnKind.COUNTRY, "gb", '"gb" is not a country code', "GB"),
        (ColumnKind.TIMEZONE, "London", '"London" is not a time zone', "Europe/Berlin"),
        (ColumnKind.TIMEZONE, "../etc/passwd", "is not a time zone", "Europe/Berlin"),
        (ColumnKind.RULE, "every four years", "is not a recurrence rule", "FREQ=YEARLY"),
        (ColumnKind.RULE, "DATES:2025-03", '"2025-03" in "DATES:2025-03" is not a day', "DATES:2025-03-09"),
        (ColumnKind.RUN_OFF, "14", '"14" is not a run-off rule', "+14d"),
        (ColumnKind.RUN_OFF, "12-Dec", '"12-Dec" is what Excel makes of 12-12', "YYYY-MM-DD"),
        (ColumnKind.TAKES_OFFICE, "in May", '"in May" is not a takes-office rule', "first Monday of December"),
    ],
)
def test_a_cell_that_does_not_fit_says_what_is_wrong_and_what_to_write(
    kind: ColumnKind, text: str, says: str, hint: str
) -> None:
    with pytest.raises(BadValue) as caught:
        parse_cell(column(kind), text)
    assert says in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize("kind", ColumnKind)
@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_no_kind_of_cell_takes_a_control_character(kind: ColumnKind, control: str) -> None:
    with pytest.raises(BadValue, match="control character") as caught:
        parse_cell(column(kind), f"a{control}b")
    assert f"U+{ord(control):04X}" in caught.value.message


@pytest.mark.parametrize(
    ("kind", "longest"),
    [(ColumnKind.TEXT, 500), (ColumnKind.KEY, 200), (ColumnKind.LONG_TEXT, 20_000), (ColumnKind.LIST, 20_000)],
)
def test_a_cell_has_a_longest_length(kind: ColumnKind, longest: int) -> None:
    assert parse_cell(column(kind), "x" * longest) == "x" * longest
    with pytest.raises(BadValue):
        parse_cell(column(kind), "x" * (longest + 1))


def test_a_cell_that_is_too_long_says_by_how_much() -> None:
    with pytest.raises(BadValue, match="501 characters, 500 at most"):
        parse_cell(column(ColumnKind.TEXT), "x" * 501)


GOOD = {
    ColumnKind.KEY: st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,20}(/[a-z0-9]{1,9}){0,2}\Z"),
    ColumnKind.TEXT: st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40),
    ColumnKind.LONG_TEXT: st.text(
        st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=40
    ),
    ColumnKind.LIST: st.lists(st.text("ab| \n/", max_size=8), max_size=4).map(" | ".join),
    ColumnKind.CHOICE: st.sampled_from(["standing", " not-standing", "unknown "]),
    ColumnKind.DATE: st.dates(date(1000, 1, 1), date(2999, 12, 31)).flatmap(
        lambda d: st.sampled_from([f"{d}", f"{d}"[:7], f"{d}"[:4], f"../{d}", f" {d}/.."])
    ),
    ColumnKind.COUNT: st.integers(0, 100_000).map(str),
    ColumnKind.AMOUNT: st.decimals(-(10**14), 10**14, places=2).map(str),
    ColumnKind.RUN_OFF: st.integers(0, 999).map("+{}d".format) | st.sampled_from(["12-12", " 1TU 4", "-1SU 10"]),
    ColumnKind.TAKES_OFFICE: st.sampled_from(["+4d", " +19d..+20d", "01-01", "12-01..12-07", "1MO 12 "]),
}


@LAWS
@given(st.sampled_from(list(GOOD)).flatmap(lambda kind: st.tuples(st.just(kind), GOOD[kind])))
def test_what_is_written_is_read_as_the_same_and_written_the_same(case: tuple[ColumnKind, str]) -> None:
    kind, text = case
    value = parse_cell(column(kind), text)
    written = format_cell(value)
    assert parse_cell(column(kind), written) == value
    assert format_cell(parse_cell(column(kind), written)) == written


def test_a_list_keeps_a_bar_that_does_not_stand_apart() -> None:
    written = "https://a.org/?q=x|y | https://b.org"
    assert parse_cell(column(ColumnKind.LIST), written) == written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (0, "0"),
        (Decimal(0), "0"),
        (Decimal(100), "100"),
        (VagueDate.parse("2027"), "2027"),
        ("Ada", "Ada"),
    ],
)
def test_a_value_is_written_plainly(value: Value | None, text: str) -> None:
    assert format_cell(value) == text


def test_a_row_is_written_in_the_order_of_the_columns_with_what_is_missing_empty() -> None:
    row = format_row(TABLES_BY_NAME["people"], {"note": "seen", "name": "Ada", "key": "ada"})
    assert list(row.items()) == [
        ("key", "ada"),
        ("name", "Ada"),
        ("known_from", ""),
        ("source", ""),
        ("verified_on", ""),
        ("note", "seen"),
    ]
