"""The quote that keeps a spreadsheet from running a text cell."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from continuity.domain.schema.columns import ColumnKind
from continuity.domain.schema.formula_escape import UNESCAPED_KINDS, escape_formula, unescape_formula
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.importers.csv_pack import parse_csv_table

TRIGGERS = "=+-@\t\r"
LAWS = settings(derandomize=True, deadline=None, max_examples=250)
TEXTS = st.text(st.sampled_from([*TRIGGERS, "'", "a", "1", " ", "\n"]) | st.characters(), max_size=8)


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("=SUM(A1)", "'=SUM(A1)"),
        ("+44 20", "'+44 20"),
        ("-- none --", "'-- none --"),
        ("@home", "'@home"),
        ("\tindented", "'\tindented"),
        ("\rreturn", "'\rreturn"),
        ("'=quoted", "''=quoted"),
        ("'''=quoted", "''''=quoted"),
        ("'", "'"),
        ("'tis", "'tis"),
        ("''", "''"),
        ("a=b", "a=b"),
        (" =b", " =b"),
        ("", ""),
    ],
)
def test_whatever_a_spreadsheet_might_run_gets_one_more_quote(text: str, out: str) -> None:
    assert escape_formula(text) == out
    assert unescape_formula(out) == text


@pytest.mark.parametrize("text", ["=SUM(A1)", "'tis", "plain", "''", "", "'"])
def test_a_cell_without_that_quote_is_read_as_it_stands(text: str) -> None:
    assert unescape_formula(text) == text


@LAWS
@given(TEXTS)
@example("'" * 5 + "=")
@example("'\n=")
def test_every_text_survives_the_way_out_and_in(text: str) -> None:
    assert unescape_formula(escape_formula(text)) == text


@LAWS
@given(TEXTS)
def test_nothing_guarded_begins_with_a_trigger(text: str) -> None:
    assert not escape_formula(text).startswith(tuple(TRIGGERS))


@LAWS
@given(TEXTS, TEXTS)
def test_different_texts_stay_different(text: str, other: str) -> None:
    assert (escape_formula(text) == escape_formula(other)) == (text == other)


def test_numbers_and_dates_are_never_touched() -> None:
    assert {ColumnKind.DATE, ColumnKind.COUNT, ColumnKind.AMOUNT} == UNESCAPED_KINDS


def test_an_import_takes_the_quote_from_text_and_leaves_an_amount_alone() -> None:
    header = "programme,amount,note,source"
    sheet = parse_csv_table(TABLES_BY_NAME["funding"], "funding.csv", f"{header}\nlondon/safe,-3,'=1+1,''@x\n".encode())
    (entry,) = sheet.entries
    assert (str(entry.row["amount"]), entry.row["note"], entry.row["source"]) == ("-3", "=1+1", "'@x")


def test_a_rule_of_days_after_polling_is_read_with_and_without_the_quote() -> None:
    for cell in ("+4d", "'+4d"):
        sheet = parse_csv_table(
            TABLES_BY_NAME["rules"], "rules.csv", f"office,takes_office\nlondon/mayor,{cell}\n".encode()
        )
        assert [entry.row["takes_office"] for entry in sheet.entries] == ["+4d"]
