"""Lengths of time."""

from datetime import date

import pytest

from continuity.domain.values.durations import Duration
from continuity.errors import BadValue


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("90d", "2026-11-23", "2027-02-21"),
        ("24m", "2026-11-23", "2028-11-23"),
        ("2y", "2026-11-23", "2028-11-23"),
        (" 1m ", "2027-01-31", "2027-02-28"),
        ("1m", "2028-01-31", "2028-02-29"),
        ("1y", "2028-02-29", "2029-02-28"),
        ("4y", "2028-02-29", "2032-02-29"),
        ("0d", "2028-02-29", "2028-02-29"),
        ("9999y", "2026-11-23", "9999-12-31"),
        ("9999d", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_span_leads_to_a_day_of_the_calendar(text: str, day: str, expected: str) -> None:
    assert Duration.parse(text).add_to(date.fromisoformat(day)).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("90d", "2027-02-21", "2026-11-23"),
        ("12m", "2027-03-22", "2026-03-22"),
        ("1m", "2027-03-31", "2027-02-28"),
        ("1m", "2028-03-31", "2028-02-29"),
        ("1y", "2028-02-29", "2027-02-28"),
        ("0d", "2028-02-29", "2028-02-29"),
        ("9999y", "2026-11-23", "0001-01-01"),
        ("9999d", "0001-02-01", "0001-01-01"),
    ],
)
def test_a_span_leads_back_to_a_day_of_the_calendar(text: str, day: str, expected: str) -> None:
    assert Duration.parse(text).subtract_from(date.fromisoformat(day)).isoformat() == expected


@pytest.mark.parametrize("text", ["", "24", "m", "24 m", "2w", "-1d", "1.5y", "24M", "12345d", "1y6m", "٩٠d"])
def test_what_is_no_span_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadValue, match="not a span") as caught:
        Duration.parse(text)
    assert "24m" in caught.value.hint


@pytest.mark.parametrize("text", ["90d", "24m", "2y", "0d"])
def test_a_span_is_printed_as_it_can_be_read(text: str) -> None:
    assert Duration.parse(str(Duration.parse(text))) == Duration.parse(text)
