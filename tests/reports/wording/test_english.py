"""Days as people write them."""

from datetime import date

import pytest

from continuity.domain.schema.tables import PROGRAMMES
from continuity.domain.schema.values import parse_cell
from continuity.domain.values.dates import VagueDate
from continuity.errors import BadValue
from continuity.reports.wording.english import (
    format_day,
    format_exact_days,
    format_marked_days,
    format_vague_date,
    format_when,
    mark_day,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-05-03", "3 May 2022"),
        ("2022-05", "May 2022"),
        ("2022", "2022"),
        ("../2022-05", "by May 2022"),
        ("2026/..", "2026 or later"),
        ("2019-03/2020-07-30", "March 2019 to 30 July 2020"),
        ("2027-05-06/2027-05-20", "6 May 2027 to 20 May 2027"),
    ],
)
def test_a_date_is_said_as_vaguely_as_it_was_written(text: str, words: str) -> None:
    assert format_vague_date(VagueDate.parse(text)) == words


@pytest.mark.parametrize(
    ("text", "words", "iso"),
    [
        ("2027-05-06", "on 6 May 2027", "on 2027-05-06"),
        ("2027-06", "in June 2027", "in 2027-06"),
        ("2028", "in 2028", "in 2028"),
        (
            "2027-04-15/2027-06-15",
            "between 15 April 2027 and 15 June 2027",
            "between 2027-04-15 and 2027-06-15",
        ),
        ("../2027-06-15", "by 15 June 2027", "by 2027-06-15"),
        ("2027-06/..", "in June 2027 or later", "in 2027-06 or later"),
    ],
)
def test_format_when_puts_the_preposition_of_the_date(text: str, words: str, iso: str) -> None:
    value = VagueDate.parse(text)
    assert (format_when(value), format_when(value, None)) == (words, iso)


def test_none_is_not_recorded() -> None:
    assert format_vague_date(None) == "not recorded"


def test_format_marked_days_leaves_unmarked_days_as_typed() -> None:
    text = f"Plan 2026-01-01 runs from {mark_day(date(2026, 5, 3))} to {mark_day(date(2027, 12, 31))}."
    assert format_marked_days(text) == "Plan 2026-01-01 runs from 3 May 2026 to 31 December 2027."
    assert format_marked_days(text, date.isoformat) == "Plan 2026-01-01 runs from 2026-05-03 to 2027-12-31."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-05-03", "3 May 2022"),
        ("2027-05-06/2027-05-20", "6 May 2027 to 20 May 2027"),
        ("2022-05", "2022-05"),
        ("../2008-03-22", "../2008-03-22"),
        ("2026-05-06/..", "2026-05-06/.."),
        ("2026/2027-05-20", "2026/2027-05-20"),
    ],
)
def test_format_exact_days_leaves_vague_parts_as_written(text: str, words: str) -> None:
    value = VagueDate.parse(text)
    assert format_exact_days(value, format_day) == format_marked_days(format_exact_days(value, mark_day)) == words
    assert format_exact_days(value) == text


def test_record_refuses_text_with_a_marked_day() -> None:
    with pytest.raises(BadValue, match="control character"):
        parse_cell(PROGRAMMES.get_column("name"), mark_day(date(2026, 5, 3)))
