"""When whoever wins takes office."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.domain.values.takes_office import TakesOfficeRule
from continuity.errors import BadValue


@pytest.mark.parametrize(
    ("rule", "polling", "first", "last"),
    [
        ("+4d", "2024-05-02", "2024-05-06", "2024-05-06"),
        ("+0d", "2024-05-02", "2024-05-02", "2024-05-02"),
        ("+4d", "2027-12-30", "2028-01-03", "2028-01-03"),
        ("+4d", "2028-02-26", "2028-03-01", "2028-03-01"),
        ("+4d", "2027-02-25", "2027-03-01", "2027-03-01"),
        ("+19d..+20d", "2026-05-07", "2026-05-26", "2026-05-27"),
        ("+67d..+88d", "2026-09-20", "2026-11-26", "2026-12-17"),
        ("+5d..+5d", "2026-05-07", "2026-05-12", "2026-05-12"),
        ("01-01", "2025-11-04", "2026-01-01", "2026-01-01"),
        ("01-01", "2025-12-31", "2026-01-01", "2026-01-01"),
        ("01-01", "2026-01-01", "2027-01-01", "2027-01-01"),
        ("11-15", "2026-10-26", "2026-11-15", "2026-11-15"),
        ("12-31", "2026-10-26", "2026-12-31", "2026-12-31"),
        ("02-29", "2027-11-02", "2028-02-29", "2028-02-29"),
        ("02-29", "2026-11-03", "2027-02-28", "2027-02-28"),
        ("12-01..12-07", "2024-10-13", "2024-12-01", "2024-12-07"),
        ("12-01..12-07", "2024-12-01", "2025-12-01", "2025-12-07"),
        ("01-01..01-02", "2023-11-07", "2024-01-01", "2024-01-02"),
        ("12-28..01-03", "2026-11-03", "2026-12-28", "2027-01-03"),
        ("12-28..01-03", "2026-12-27", "2026-12-28", "2027-01-03"),
        ("12-28..01-03", "2026-12-28", "2027-12-28", "2028-01-03"),
        ("1MO 12", "2027-11-02", "2027-12-06", "2027-12-06"),
        ("1MO 12", "2025-12-01", "2026-12-07", "2026-12-07"),
        ("4TH 11", "2026-11-03", "2026-11-26", "2026-11-26"),
        ("2SU 1", "2026-11-03", "2027-01-10", "2027-01-10"),
        ("1MO 12..2MO 12", "2027-11-02", "2027-12-06", "2027-12-13"),
        ("4MO 12..1MO 1", "2026-11-03", "2026-12-28", "2027-01-04"),
        ("-1SU 10", "2024-10-26", "2024-10-27", "2024-10-27"),
        ("-1SU 10", "2024-10-27", "2025-10-26", "2025-10-26"),
        ("-1SU 10", "2024-10-28", "2025-10-26", "2025-10-26"),
        ("-1TU 2", "2028-01-01", "2028-02-29", "2028-02-29"),
        ("-1MO 12..1MO 1", "2026-11-03", "2026-12-28", "2027-01-04"),
        (" +19d .. +20d ", "2026-05-07", "2026-05-26", "2026-05-27"),
    ],
)
def test_the_handover_is_the_first_such_day_after_polling(rule: str, polling: str, first: str, last: str) -> None:
    days = TakesOfficeRule.parse(rule).find_period_after(date.fromisoformat(polling))
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("city", "rule", "polling", "in_office"),
    [
        ("Aurora", "1MO 12", "2019-11-05", "2019-12-02"),
        ("Aurora", "1MO 12", "2023-11-07", "2023-12-04"),
        ("Houston, first round", "01-01..01-02", "2015-11-03", "2016-01-02"),
        ("Houston, run-off", "01-01..01-02", "2023-12-09", "2024-01-01"),
        ("New York", "01-01", "2021-11-02", "2022-01-01"),
        ("New York", "01-01", "2025-11-04", "2026-01-01"),
        ("Toronto until 2018", "12-01", "2010-10-25", "2010-12-01"),
        ("Toronto until 2018", "12-01", "2018-10-22", "2018-12-01"),
        ("Toronto since 2022", "11-15", "2022-10-24", "2022-11-15"),
        ("Berlin", "+67d..+88d", "2001-10-21", "2002-01-17"),
        ("Berlin", "+67d..+88d", "2006-09-17", "2006-11-23"),
        ("Berlin", "+67d..+88d", "2016-09-18", "2016-12-08"),
        ("Berlin", "+67d..+88d", "2023-02-12", "2023-04-27"),
        ("Essen", "11-01", "2020-09-13", "2020-11-01"),
        ("Essen, run-off", "11-01", "2025-09-28", "2025-11-01"),
        ("London", "+3d..+6d", "2008-05-01", "2008-05-04"),
        ("London", "+3d..+6d", "2016-05-05", "2016-05-09"),
        ("Liverpool city mayor", "+4d", "2012-05-03", "2012-05-07"),
        ("Liverpool leader", "+13d", "2023-05-04", "2023-05-17"),
        ("Birmingham", "+19d..+20d", "2012-05-03", "2012-05-22"),
        ("Luton", "+19d", "2007-05-03", "2007-05-22"),
        ("Luton", "+19d", "2023-05-04", "2023-05-23"),
        ("Portsmouth", "+12d", "2018-05-03", "2018-05-15"),
        ("Portsmouth", "+12d", "2024-05-02", "2024-05-14"),
        ("Mechelen until 2018", "01-01..01-02", "2018-10-14", "2019-01-02"),
        ("Strasbourg, second round", "+6d", "2020-06-28", "2020-07-04"),
    ],
)
def test_the_day_a_city_saw_lies_in_its_rules_range(city: str, rule: str, polling: str, in_office: str) -> None:
    days = TakesOfficeRule.parse(rule).find_period_after(date.fromisoformat(polling))
    assert date.fromisoformat(in_office) in days, city


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4d",
        "+4",
        "+4D",
        "-4d",
        "+1000d",
        "+٤d",
        "4",
        "1-1",
        "13-01",
        "00-01",
        "01-00",
        "02-30",
        "04-31",
        "2027-05-06",
        "0MO 12",
        "5MO 12",
        "-2MO 12",
        "+1MO 12",
        "1MO 13",
        "1MO 0",
        "1MO 01",
        "1XX 12",
        "MO 12",
        "1mo 12",
        "+4d..",
        "..+4d",
        "+4d..01-01",
        "01-01..1MO 12",
        "+4d..+5d..+6d",
        "+4d-+5d",
    ],
)
def test_what_is_no_form_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(BadValue, match="is not a takes-office rule") as caught:
        TakesOfficeRule.parse(text)
    assert "+19d..+20d" in caught.value.hint


def test_a_range_of_days_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadValue, match="ends before it begins"):
        TakesOfficeRule.parse("+20d..+19d")


@pytest.mark.parametrize(
    ("text", "by_calendar"),
    [("+4d", False), ("+19d..+20d", False), ("01-01", True), ("12-01..12-07", True), ("1MO 12", True)],
)
def test_days_after_polling_are_told_from_days_of_the_calendar(text: str, by_calendar: bool) -> None:
    assert TakesOfficeRule.parse(text).is_by_calendar is by_calendar


RULES = "+0d|+4d|+19d..+20d|01-01|02-29|12-31|12-01..12-07|12-28..01-03|1MO 12|4SU 2|-1SU 2".split("|")


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.sampled_from(RULES), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_handover_never_comes_before_polling_nor_ends_before_it_begins(text: str, polling: date) -> None:
    rule = TakesOfficeRule.parse(text)
    days = rule.find_period_after(polling)
    assert polling <= days.first <= days.last
    assert days.first > polling or not rule.is_by_calendar
    assert (days.first - polling).days <= 53 * 7


@pytest.mark.parametrize("text", ["01-01", "02-29", "12-01..12-07", "12-28..01-03", "1MO 12", "4SU 2"])
def test_over_the_years_each_years_day_comes_once_and_in_order(text: str) -> None:
    rule = TakesOfficeRule.parse(text)
    found = {rule.find_period_after(date(2020, 1, 15) + timedelta(days=days)) for days in range(0, 365 * 9, 3)}
    ranges = sorted(found)
    assert [days.first.year for days in ranges] == list(range(ranges[0].first.year, ranges[0].first.year + len(found)))
    assert all(before.last < after.first for before, after in pairwise(ranges))
