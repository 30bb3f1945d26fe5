"""Sentences on the problems and remarks of an import."""

import pytest

from continuity.domain.schema.import_problems import ImportRemarkCode, Problem, ProblemCode, describe_error
from continuity.errors import BadValue, NotADay
from continuity.reports.wording.imports import PROBLEM_WORDINGS, REMARK_SENTENCES, format_problem, sort_problems


def bad(file: str, line: int, column: str, message: str = "bad", hint: str = "", sheet: str = "") -> Problem:
    return Problem(file, line, column, *describe_error(BadValue(message, hint)), sheet=sheet)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (bad("cities.csv", 5, "country", hint="write GB"), 'cities.csv line 5 "country": bad (write GB)'),
        (bad("cities.csv", 5, ""), "cities.csv line 5: bad"),
        (bad("cities.csv", 0, "", "the file is empty"), "cities.csv: the file is empty"),
        (
            bad("FILE.xlsx", 9, "agreement end", "no day", "write one", "Programmes"),
            'FILE.xlsx, sheet "Programmes", row 9 "agreement end": no day (write one)',
        ),
        (bad("F.xlsx", 0, "", "no", sheet="A"), 'F.xlsx, sheet "A": no'),
        (bad("F.csv", 9, "col", "no", "do"), 'F.csv line 9 "col": no (do)'),
    ],
)
def test_format_problem_names_place_fault_and_hint(problem: Problem, text: str) -> None:
    assert format_problem(problem) == text


def test_sort_problems_orders_by_file_sheet_row_and_text() -> None:
    ordered = [bad("a", 9, "", sheet="A"), bad("a", 1, "", sheet="B"), bad("b", 1, "", "a"), bad("b", 1, "", "b")]
    assert sort_problems(reversed(ordered)) == ordered


def test_every_import_code_has_its_sentence() -> None:
    assert list(PROBLEM_WORDINGS) == list(ProblemCode)
    assert list(REMARK_SENTENCES) == list(ImportRemarkCode)


def test_braces_in_a_value_are_left_as_they_are() -> None:
    assert (
        format_problem(bad("F.csv", 2, "name", '"{key}" is not a word')) == 'F.csv line 2 "name": "{key}" is not a word'
    )


def test_describe_error_tells_days_from_other_values() -> None:
    assert describe_error(NotADay("31/02/2027 is not a day"))[0] == ProblemCode.NOT_A_DAY
    assert describe_error(BadValue('"is not a day" is not a date'))[0] == ProblemCode.INVALID_VALUE
