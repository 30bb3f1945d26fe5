"""Election rules, and how they fare against the days on which the fourteen cities voted."""

from datetime import date

import pytest

from continuity.domain.values.dates import Period
from continuity.domain.values.recurrence import list_rule_days, validate_rule
from continuity.errors import BadValue

MAY = "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH"
AFTER_FIRST_MONDAY = "FREQ=YEARLY;INTERVAL={};BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"

REPRODUCED = {
    "aurora": (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=+1TU",
        "1999-11-02 2003-11-04 2007-11-06 2011-11-01 2015-11-03 2019-11-05 2023-11-07 2027-11-02",
    ),
    "houston": (AFTER_FIRST_MONDAY.format(4), "2015-11-03 2019-11-05 2023-11-07 2027-11-02"),
    "houston before 2015": (
        AFTER_FIRST_MONDAY.format(2),
        "2001-11-06 2003-11-04 2005-11-08 2007-11-06 2009-11-03 2011-11-08 2013-11-05",
    ),
    "new york": (
        AFTER_FIRST_MONDAY.format(4),
        "2001-11-06 2005-11-08 2009-11-03 2013-11-05 2017-11-07 2021-11-02 2025-11-04 2029-11-06",
    ),
    "toronto": (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=+4MO",
        "2010-10-25 2014-10-27 2018-10-22 2022-10-24 2026-10-26 2030-10-28",
    ),
    "toronto before 2010": ("FREQ=YEARLY;INTERVAL=3;BYMONTH=11;BYDAY=+2MO", "2000-11-13 2003-11-10 2006-11-13"),
    "berlin": (
        "FREQ=YEARLY;INTERVAL=5;BYMONTH=9;BYDAY=+3SU",
        "2006-09-17 2011-09-18 2016-09-18 2021-09-19 2026-09-20 2031-09-21",
    ),
    "essen": ("FREQ=YEARLY;INTERVAL=5;BYMONTH=9;BYDAY=+2SU", "2015-09-13 2020-09-13 2025-09-14 2030-09-08"),
    "birmingham": (MAY, "2018-05-03 2022-05-05 2026-05-07 2030-05-02"),
    "liverpool": (MAY, "2023-05-04 2027-05-06"),
    "liverpool city mayor": (f"{MAY};UNTIL=20230503", "2012-05-03 2016-05-05 2020-05-07"),
    "london": (MAY, "2000-05-04 2004-05-06 2008-05-01 2012-05-03 2016-05-05 2020-05-07 2024-05-02 2028-05-04"),
    "luton": (MAY, "2003-05-01 2007-05-03 2011-05-05 2015-05-07 2019-05-02 2023-05-04 2027-05-06"),
    "mechelen": (
        "FREQ=YEARLY;INTERVAL=6;BYMONTH=10;BYDAY=+2SU",
        "2000-10-08 2006-10-08 2012-10-14 2018-10-14 2024-10-13 2030-10-13",
    ),
    "strasbourg": ("FREQ=YEARLY;INTERVAL=6;BYMONTH=3;BYDAY=+3SU", "2020-03-15 2026-03-15 2032-03-21"),
    "the hague": (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=3;BYDAY=+3WE",
        "2014-03-19 2018-03-21 2022-03-16 2026-03-18 2030-03-20",
    ),
    "leap days": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2024-02-29 2028-02-29 2032-02-29"),
    "the last Sunday": ("FREQ=YEARLY;BYMONTH=5;BYDAY=-1SU", "2024-05-26 2025-05-25 2026-05-31"),
}


@pytest.mark.parametrize("city", REPRODUCED)
def test_a_rule_yields_the_days_on_which_the_city_voted(city: str) -> None:
    rule, text = REPRODUCED[city]
    days = [date.fromisoformat(day) for day in text.split()]
    assert list(list_rule_days(validate_rule(rule), days[0], Period(days[0], days[-1]))) == days


def test_a_rule_ends_where_it_says_it_does() -> None:
    found = list_rule_days(f"{MAY};UNTIL=20230503", date(2012, 5, 3), Period(date(2000, 1, 1), date(2040, 1, 1)))
    assert found[-1] == date(2020, 5, 7)


def test_both_ends_of_the_period_are_asked_for_and_nothing_lies_before_the_rule_begins() -> None:
    start = date(2023, 5, 4)
    assert list_rule_days(MAY, start, Period(start, start)) == (start,)
    assert list_rule_days(MAY, start, Period(date(2000, 1, 1), date(2027, 5, 5))) == (start,)
    assert list_rule_days(MAY, start, Period(date(2027, 5, 6), date(2031, 5, 1))) == (
        date(2027, 5, 6),
        date(2031, 5, 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ",
        "every four years",
        "INTERVAL=4",
        "FREQ=YEARLY;",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;INTERVAL=100",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTH=",
        "FREQ=YEARLY;BYHOUR=5",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=30",
        "FREQ=WEEKLY;INTERVAL=6",
        "freq=yearly",
        "DTSTART:20270506\nRRULE:FREQ=YEARLY",
        "FREQ=YEARLY\nEXDATE:20270506",
        f"{MAY} ",
        f"{MAY};UNTIL=20231399",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=+1TH",
    ],
)
def test_what_is_no_yearly_or_monthly_rule_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is not a recurrence rule") as caught:
        validate_rule(text)
    assert "FREQ=YEARLY;INTERVAL=4" in caught.value.hint


@pytest.mark.parametrize("text", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=13"])
def test_a_rule_that_never_yields_a_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="never yields a day"):
        validate_rule(text)


@pytest.mark.parametrize("text", ["FREQ=YEARLY;BYMONTH=5;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=1,15"])
def test_a_rule_that_yields_days_close_together_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="less than four weeks apart"):
        validate_rule(text)


def test_the_rule_of_an_office_long_gone_is_a_rule() -> None:
    rule = "FREQ=YEARLY;INTERVAL=3;BYMONTH=11;BYDAY=+2MO;UNTIL=19971110"
    assert validate_rule(rule) == rule


# Issue 14, line 18: elections that no RRULE fits

LISTED = "DATES:2025-03-09,2031-03-09,2037-03-08"
AROUND_2031 = [("2031-03-08", []), ("2031-03-09", ["2031-03-09"]), ("2031-03-10", [])]


def listed_days(first: str, last: str, start: str | None = None) -> list[str]:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return [str(day) for day in list_rule_days(LISTED, date.fromisoformat(start) if start else None, period)]


def test_list_of_days_needs_no_start() -> None:
    assert validate_rule(LISTED) == LISTED
    assert listed_days("2000-01-01", "2040-01-01") == ["2025-03-09", "2031-03-09", "2037-03-08"]
    assert list_rule_days(MAY, None, Period(date(2000, 1, 1), date(2040, 1, 1))) == ()


@pytest.mark.parametrize(("day", "expected"), AROUND_2031)
def test_list_of_days_yields_its_days_and_no_other(day: str, expected: list[str]) -> None:
    assert listed_days(day, day) == expected


@pytest.mark.parametrize(("start", "count"), [("2031-03-08", 2), ("2031-03-09", 2), ("2031-03-10", 1)])
def test_list_of_days_begins_with_its_start(start: str, count: int) -> None:
    assert len(listed_days("2000-01-01", "2040-01-01", start)) == count


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("DATES:", '"" in "DATES:" is not a day'),
        ("DATES:2025-03", '"2025-03" in "DATES:2025-03" is not a day'),
        ("DATES:2025-02-29", "is not a day"),
        ("DATES:20250309", "is not a day"),
        ("DATES:0999-03-09", "is not a day"),
        ("DATES:2025-03-09, 2031-03-09", '" 2031-03-09" in'),
        ("DATES:2025-03-09,2025-03-09", "not in order, each once"),
        ("DATES:2031-03-09,2025-03-09", "not in order, each once"),
        ("DATES:2025-03-09,2025-04-04", "less than four weeks apart"),
    ],
)
def test_bad_list_of_days_is_refused_with_an_example(text: str, message: str) -> None:
    with pytest.raises(BadValue, match=message) as caught:
        validate_rule(text)
    assert "DATES:2025-03-09,2031-03-09" in caught.value.hint


def test_listed_days_may_be_27_days_apart() -> None:
    assert validate_rule("DATES:2025-03-09,2025-04-05")
