"""When a run-off follows a first round."""

from datetime import date

import pytest

from continuity.domain.values.run_off import find_run_off_day, validate_run_off
from continuity.errors import BadValue


def run_off(rule: str | None, first_round: str, *, is_ordinary: bool = True) -> str | None:
    day = find_run_off_day(rule, date.fromisoformat(first_round), is_ordinary=is_ordinary)
    return str(day) if day else None


# Issue 14, line 18: a run-off by a rule of days. The cases are elections that were held.
@pytest.mark.parametrize(
    ("city", "rule", "first_round", "expected"),
    [
        ("Essen", "+14d", "2025-09-14", "2025-09-28"),
        ("Chicago", "1TU 4", "2019-02-26", "2019-04-02"),
        ("Chicago", "1TU 4", "2023-02-28", "2023-04-04"),
        ("Houston", "2SA 12", "2015-11-03", "2015-12-12"),
        ("Houston", "2SA 12", "2019-11-05", "2019-12-14"),
        ("Houston", "2SA 12", "2023-11-07", "2023-12-09"),
        ("Sao Paulo", "-1SU 10", "2016-10-02", "2016-10-30"),
        ("Sao Paulo", "-1SU 10", "2024-10-06", "2024-10-27"),
    ],
)
def test_run_off_falls_on_the_day_the_city_voted(city: str, rule: str, first_round: str, expected: str) -> None:
    assert run_off(validate_run_off(rule), first_round) == expected, city


@pytest.mark.parametrize(
    ("rule", "first_round", "expected"),
    [
        ("1TU 4", "2023-04-03", "2023-04-04"),
        ("1TU 4", "2023-04-04", "2024-04-02"),
        ("1TU 4", "2023-04-05", "2024-04-02"),
        ("12-12", "2023-12-11", "2023-12-12"),
        ("12-12", "2023-12-12", "2024-12-12"),
        ("12-12", "2023-12-13", "2024-12-12"),
    ],
)
def test_calendar_run_off_is_the_first_after_the_first_round(rule: str, first_round: str, expected: str) -> None:
    assert run_off(rule, first_round) == expected


def test_calendar_run_off_is_for_ordinary_elections_only() -> None:
    assert run_off("1TU 4", "2023-05-02", is_ordinary=False) is None
    assert run_off("+14d", "2023-05-02", is_ordinary=False) == "2023-05-16"
    assert run_off(None, "2023-05-02") is None


@pytest.mark.parametrize("text", ["", "14", "+14", "+14d..+21d", "-14d", "1TU", "5TU 4", "-2SU 10", "1TU 13", "02-30"])
def test_other_texts_are_no_run_off_rule(text: str) -> None:
    with pytest.raises(BadValue, match="is not a run-off rule") as caught:
        validate_run_off(text)
    assert "1TU 4 (first Tuesday of April)" in caught.value.hint
