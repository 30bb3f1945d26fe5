"""Issue 14, line 4: another first day of a holder is a new mandate, a correction, or a question (cases re1, re2)."""

from pathlib import Path

import pytest

from continuity.domain.schema.tables import OFFICES, PEOPLE, TERMS
from continuity.services.records import add_record, edit_record, list_records
from support.filled_starter_sheet import read_in
from support.one_city import FIRST_TERM, OFFICE, ROW, format_remarks, import_rows
from support.reference_packs import STAMP
from support.starter_workbooks import sheet, written

PLAIN = {name: text for name, text in ROW.items() if name not in ("profile", "next election")}
"""The same office without a rule and without an election."""


def terms(address: str) -> list[tuple[str, str, str]]:
    rows = list_records(address, TERMS, {})
    return sorted((str(row["start"] or ""), str(row["end"] or ""), str(row["person"])) for row in rows)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2028-05-03", [("2028-05-03", "", "ada-example")]),
        ("2028-05-04", [("2024-05-06", "2028-05-03", "ada-example"), ("2028-05-04", "", "ada-example")]),
        ("2028-05-08", [("2024-05-06", "2028-05-07", "ada-example"), ("2028-05-08", "", "ada-example")]),
        ("2028-05", [("2024-05-06", "2028-04-30/2028-05-30", "ada-example"), ("2028-05", "", "ada-example")]),
        ("2024-05-09", [("2024-05-09", "", "ada-example")]),
        ("2024-05", [("2024-05", "", "ada-example")]),
    ],
)
def test_first_day_past_an_election_is_a_new_mandate(
    sqlite_database: str, tmp_path: Path, day: str, expected: list[tuple[str, str, str]]
) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    import_rows(sqlite_database, tmp_path, {**ROW, "holder since": day})
    assert terms(sqlite_database) == expected


def test_new_mandate_is_said_and_read_again_without_a_change(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    done = import_rows(sqlite_database, tmp_path, {**ROW, "holder since": "2028-05-08"})
    assert format_remarks(done) == [
        f"Ada Example begins a new mandate in {OFFICE} on 2028-05-08; the term {FIRST_TERM} ends on 2028-05-07"
    ]
    again = import_rows(sqlite_database, tmp_path, {**ROW, "holder since": "2028-05-08"})
    assert (again.added, again.changed, again.remarks) == ({}, {}, ())


def test_stale_sheet_after_a_new_mandate_changes_nothing(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    import_rows(sqlite_database, tmp_path, {**ROW, "holder since": "2028-05-08"})
    stale = import_rows(sqlite_database, tmp_path, ROW)
    assert (stale.added, stale.changed) == ({}, {})


@pytest.mark.parametrize(("day", "count"), [("2026-06-29", 1), ("2026-06-30", 2), ("2026-07-01", 2), ("2027-01-01", 2)])
def test_first_day_after_the_expected_end_is_a_reappointment(
    sqlite_database: str, tmp_path: Path, day: str, count: int
) -> None:
    import_rows(sqlite_database, tmp_path, {**PLAIN, "term ends": "2026-06-30"})
    import_rows(sqlite_database, tmp_path, {**PLAIN, "holder since": day, "term ends": "2032-06-30"})
    assert len(terms(sqlite_database)) == count


@pytest.mark.parametrize(
    ("day", "start"),
    [("2024-11-05", "2024-11-05"), ("2024-11-06", "2024-05-06"), ("2023-11-04", "2024-05-06"), ("", "2024-05-06")],
)
def test_far_first_day_without_any_election_is_a_question(
    sqlite_database: str, tmp_path: Path, day: str, start: str
) -> None:
    """Half a year is a correction; beyond it nothing tells a correction from a new mandate."""
    import_rows(sqlite_database, tmp_path, PLAIN)
    done = import_rows(sqlite_database, tmp_path, {**PLAIN, "holder since": day, "term ends": ""})
    assert terms(sqlite_database) == [(start, "", "ada-example")]
    questions = [remark for remark in format_remarks(done) if "was 2024-05-06 wrong? Nothing was changed" in remark]
    assert len(questions) == (1 if day and start == "2024-05-06" else 0)


def test_question_names_the_cell_and_both_ways_on(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, PLAIN)
    done = import_rows(sqlite_database, tmp_path, {**PLAIN, "holder since": "2026-05-06", "term ends": "2030-05-06"})
    (question,) = format_remarks(done)
    assert question == (
        'sheet.csv line 2 "holder since": is "2026-05-06" a new mandate of Ada Example, or was 2024-05-06 wrong? '
        f"Nothing was changed (`continuity term edit {FIRST_TERM} --start 2026-05-06` corrects the day; before a new "
        f"mandate, `continuity term end {FIRST_TERM} --on DAY` ends this one)"
    )
    assert (done.added, done.changed) == ({}, {})


def test_day_of_an_earlier_mandate_is_a_question(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    import_rows(sqlite_database, tmp_path, {**ROW, "holder since": "2020-05-11"})
    assert terms(sqlite_database) == [("2024-05-06", "", "ada-example")]


@pytest.mark.parametrize(
    ("day", "end"), [("2028-05-03", ""), ("2028-05-04", "2028-05-03"), ("2028-05-08", "2028-05-07"), ("", "")]
)
def test_new_person_past_an_election_ends_the_term_before(
    sqlite_database: str, tmp_path: Path, day: str, end: str
) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    done = import_rows(sqlite_database, tmp_path, {**ROW, "holder": "Bo Other", "holder since": day})
    assert ("2024-05-06", end, "ada-example") in terms(sqlite_database)
    left_open = f"Bo Other is new in {OFFICE}; the term {FIRST_TERM} has no end and stays as recorded"
    assert [remark.partition(" (")[0] == left_open for remark in format_remarks(done)] == [not end]


def test_new_person_does_not_end_a_term_before_somebody_else(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    other = {"office": OFFICE, "person": add(sqlite_database, "Cy Third"), "start": "2026-01-01", "end": "2028-05-07"}
    add_record(sqlite_database, STAMP, [(TERMS, other)])
    import_rows(sqlite_database, tmp_path, {**ROW, "holder": "Bo Other", "holder since": "2028-05-08"})
    assert ("2024-05-06", "", "ada-example") in terms(sqlite_database)
    assert ("2028-05-08", "", "bo-other") in terms(sqlite_database)


def add(address: str, name: str) -> str:
    return str(add_record(address, STAMP, [(PEOPLE, {"name": name})])["key"])


def test_new_person_in_an_office_of_two_ends_nothing(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    edit_record(sqlite_database, STAMP, OFFICES, OFFICE, {"seats": "2"})
    import_rows(sqlite_database, tmp_path, {**ROW, "holder": "Bo Other", "holder since": "2028-05-08"})
    assert ("2024-05-06", "", "ada-example") in terms(sqlite_database)


def test_new_term_in_its_own_sheet_ends_the_term_before(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    row = {"office": OFFICE, "person": "ada-example", "start": "2028-05-08"}
    read_in(sqlite_database, written(tmp_path / "t.xlsx", sheet("terms", tuple(row), (row,))))
    assert terms(sqlite_database) == [("2024-05-06", "2028-05-07", "ada-example"), ("2028-05-08", "", "ada-example")]


def test_history_in_its_own_sheet_ends_nothing(sqlite_database: str, tmp_path: Path) -> None:
    """Which of several new terms follows the open one, only the sheet knows."""
    import_rows(sqlite_database, tmp_path, ROW)
    first = {"office": OFFICE, "person": "ada-example", "start": "2028-05-08", "end": "2032-05-09"}
    rows = (first, {**first, "start": "2032-05-10", "end": ""})
    read_in(sqlite_database, written(tmp_path / "t.xlsx", sheet("terms", tuple(first), rows)))
    assert ("2024-05-06", "", "ada-example") in terms(sqlite_database)
    assert len(terms(sqlite_database)) == 3


def test_correction_of_one_of_two_open_terms_finds_it(sqlite_database: str, tmp_path: Path) -> None:
    import_rows(sqlite_database, tmp_path, ROW)
    add_record(sqlite_database, STAMP, [(TERMS, {"office": OFFICE, "person": "ada-example", "start": "2028-05-08"})])
    import_rows(sqlite_database, tmp_path, {**ROW, "holder since": "2028-05-09"})
    assert terms(sqlite_database) == [("2024-05-06", "", "ada-example"), ("2028-05-09", "", "ada-example")]
