"""When a report is due: rhythms in local time, over clock changes, ends of months and years of sleep."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.domain.scheduling.cadence import (
    EVERY,
    Cadence,
    build_rule,
    convert_to_utc,
    list_due_days,
    parse_time_of_day,
    validate_cadence,
)
from continuity.errors import BadValue

ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Asia/Pyongyang",
    "Africa/Casablanca",
    "UTC",
)


def rhythm(every: str, start: str, at: str = "07:30", zone: str = "UTC") -> Cadence:
    day = date.fromisoformat(start)
    return Cadence(rule=build_rule(every, day), start=day, time_of_day=parse_time_of_day(at), zone=zone)


def by_rule(rule: str, start: str = "2026-01-01") -> Cadence:
    return Cadence(rule=rule, start=date.fromisoformat(start), time_of_day=time(7, 30), zone="Europe/London")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(found: tuple[datetime, ...], zone: str) -> list[str]:
    return [due.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M %z") for due in found]


def days(found: tuple[datetime, ...]) -> str:
    return " ".join(due.date().isoformat() for due in found)


@pytest.mark.parametrize(
    ("every", "start", "rule"),
    [
        ("day", "2026-11-25", "FREQ=DAILY"),
        ("week", "2026-11-25", "FREQ=WEEKLY;BYDAY=WE"),
        ("week", "2028-02-29", "FREQ=WEEKLY;BYDAY=TU"),
        ("month", "2026-11-01", "FREQ=MONTHLY;BYMONTHDAY=1"),
        ("month", "2027-02-28", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("month", "2028-02-29", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("month", "2026-11-30", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("month", "2026-12-31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("quarter", "2026-11-25", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=25"),
        ("quarter", "2026-11-30", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
    ],
)
def test_a_rhythm_is_a_recurrence_rule(every: str, start: str, rule: str) -> None:
    assert build_rule(every, date.fromisoformat(start)) == rule


@pytest.mark.parametrize("word", ["", "daily", "Month", "year", "FREQ=DAILY"])
def test_another_word_is_no_rhythm(word: str) -> None:
    with pytest.raises(BadValue, match="is no rhythm") as caught:
        build_rule(word, date(2026, 1, 1))
    assert caught.value.hint == "write day, week, month or quarter"


@pytest.mark.parametrize(
    ("every", "start", "expected"),
    [
        ("month", "2027-01-28", "2027-01-28 2027-02-28 2027-03-28 2027-04-28"),
        ("month", "2027-01-29", "2027-01-29 2027-02-28 2027-03-29 2027-04-29"),
        ("month", "2028-01-29", "2028-01-29 2028-02-29 2028-03-29 2028-04-29"),
        ("month", "2027-01-30", "2027-01-30 2027-02-28 2027-03-30 2027-04-30 2027-05-30"),
        ("month", "2028-01-30", "2028-01-30 2028-02-29 2028-03-30 2028-04-30 2028-05-30"),
        ("month", "2027-01-31", "2027-01-31 2027-02-28 2027-03-31 2027-04-30 2027-05-31"),
        ("month", "2028-01-31", "2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31"),
        ("month", "2028-02-29", "2028-02-29 2028-03-29 2028-04-29 2028-05-29"),
        ("quarter", "2028-02-29", "2028-02-29 2028-05-29 2028-08-29 2028-11-29 2029-02-28 2029-05-29"),
        ("quarter", "2026-11-30", "2026-11-30 2027-02-28 2027-05-30 2027-08-30 2027-11-30 2028-02-29"),
        ("quarter", "2026-08-31", "2026-08-31 2026-11-30 2027-02-28 2027-05-31"),
        ("quarter", "2026-01-01", "2026-01-01 2026-04-01 2026-07-01 2026-10-01 2027-01-01"),
        ("week", "2028-02-29", "2028-02-29 2028-03-07 2028-03-14"),
        ("day", "2028-02-27", "2028-02-27 2028-02-28 2028-02-29 2028-03-01"),
    ],
)
def test_ends_of_months_are_clamped_and_come_back(every: str, start: str, expected: str) -> None:
    found = rhythm(every, start).list_next_due_times(utc("2000-01-01"), len(expected.split()))
    assert days(found) == expected


def test_29_february_is_itself_again_in_each_leap_year() -> None:
    found = rhythm("month", "2028-02-29").list_due_times(utc("2028-01-01"), utc("2040-12-31"))
    februaries = [due.date().isoformat() for due in found if due.month == 2]
    assert [day for day in februaries if day.endswith("29")] == ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]
    assert len(februaries) == 13


@pytest.mark.parametrize(
    ("zone", "at", "first", "expected"),
    [
        ("Europe/London", "00:00", "2027-03-27", ["03-27 00:00 +0000", "03-28 00:00 +0000", "03-29 00:00 +0100"]),
        ("Europe/London", "01:30", "2027-03-27", ["03-27 01:30 +0000", "03-28 02:30 +0100", "03-29 01:30 +0100"]),
        ("Europe/London", "02:30", "2027-03-27", ["03-27 02:30 +0000", "03-28 02:30 +0100", "03-29 02:30 +0100"]),
        ("Europe/London", "23:59", "2027-03-27", ["03-27 23:59 +0000", "03-28 23:59 +0100", "03-29 23:59 +0100"]),
        ("Europe/London", "00:00", "2027-10-30", ["10-30 00:00 +0100", "10-31 00:00 +0100", "11-01 00:00 +0000"]),
        ("Europe/London", "01:30", "2027-10-30", ["10-30 01:30 +0100", "10-31 01:30 +0100", "11-01 01:30 +0000"]),
        ("Europe/London", "02:30", "2027-10-30", ["10-30 02:30 +0100", "10-31 02:30 +0000", "11-01 02:30 +0000"]),
        ("Europe/London", "23:59", "2027-10-30", ["10-30 23:59 +0100", "10-31 23:59 +0000", "11-01 23:59 +0000"]),
        ("America/New_York", "02:30", "2027-03-13", ["03-13 02:30 -0500", "03-14 03:30 -0400", "03-15 02:30 -0400"]),
        ("America/New_York", "01:30", "2027-11-06", ["11-06 01:30 -0400", "11-07 01:30 -0400", "11-08 01:30 -0500"]),
        ("Australia/Lord_Howe", "02:15", "2027-10-02", ["10-02 02:15 +1030", "10-03 02:45 +1100", "10-04 02:15 +1100"]),
        ("Australia/Lord_Howe", "01:45", "2027-04-03", ["04-03 01:45 +1100", "04-04 01:45 +1100", "04-05 01:45 +1030"]),
        ("Asia/Kolkata", "02:30", "2027-03-27", ["03-27 02:30 +0530", "03-28 02:30 +0530", "03-29 02:30 +0530"]),
        ("Asia/Pyongyang", "23:45", "2018-05-03", ["05-03 23:45 +0830", "05-05 00:15 +0900", "05-05 23:45 +0900"]),
        ("Asia/Pyongyang", "23:45", "2015-08-13", ["08-13 23:45 +0900", "08-14 23:45 +0900", "08-15 23:45 +0830"]),
        ("Pacific/Apia", "07:30", "2011-12-29", ["12-29 07:30 -1000", "12-31 07:30 +1400", "01-01 07:30 +1400"]),
    ],
)
def test_a_time_that_does_not_exist_is_moved_and_one_that_comes_twice_is_the_first(
    zone: str, at: str, first: str, expected: list[str]
) -> None:
    found = rhythm("day", first, at, zone).list_next_due_times(utc("2000-01-01"), 3)
    assert local(found, zone) == expected
    assert rhythm("day", "2001-01-01", at, zone).list_due_times(found[0], found[2]) == found[1:]


def test_a_month_whose_day_a_zone_skips_is_due_on_the_next() -> None:
    monthly = rhythm("month", "2011-11-30", "07:30", "Pacific/Apia")
    assert local(monthly.list_next_due_times(utc("2011-12-01"), 2), "Pacific/Apia") == [
        "12-31 07:30 +1400",
        "01-30 07:30 +1400",
    ]


def test_moments_are_in_utc_and_the_first_instant_is_left_out_the_last_is_not() -> None:
    daily = rhythm("day", "2026-07-01", "07:30", "Europe/London")
    first, second = daily.list_next_due_times(utc("2026-01-01"), 2)
    assert (first, first.tzinfo) == (utc("2026-07-01T06:30"), UTC)
    assert daily.list_due_times(first, second) == (second,)
    assert daily.list_due_times(first, second - timedelta(seconds=1)) == ()
    assert daily.list_due_times(first - timedelta(seconds=1), first) == (first,)
    assert daily.list_due_times(second, first) == ()
    assert daily.list_next_due_times(first, 0) == ()


def test_the_clock_may_be_given_in_any_zone() -> None:
    daily = rhythm("day", "2026-07-01", "07:30", "America/New_York")
    auckland = datetime(2026, 7, 10, 23, 29, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert daily.list_next_due_times(auckland, 1) == (utc("2026-07-10T11:30"),)
    assert daily.list_next_due_times(auckland + timedelta(minutes=1), 1) == (utc("2026-07-11T11:30"),)


def test_nothing_is_due_before_the_start() -> None:
    london = rhythm("month", "2026-07-31", "00:00", "Europe/London")
    assert london.list_due_times(utc("2020-01-01"), utc("2026-07-30T22:59")) == ()
    assert london.list_next_due_times(utc("2020-01-01"), 1) == (utc("2026-07-30T23:00"),)


def test_a_machine_asleep_for_five_months_finds_what_it_missed() -> None:
    monthly = rhythm("month", "2026-01-31", "07:30", "Europe/Berlin")
    missed = monthly.list_due_times(utc("2026-06-15"), utc("2026-11-15"))
    assert days(missed) == "2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31"
    assert list_due_days(monthly, missed) == tuple(
        date.fromisoformat(day) for day in "2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31".split()
    )


def test_a_period_is_named_by_the_local_day() -> None:
    daily = rhythm("day", "2026-07-01", "00:30", "Asia/Tokyo")
    assert list_due_days(daily, [utc("2026-07-01T15:30"), utc("2026-06-30T15:30")]) == (
        date(2026, 7, 1),
        date(2026, 7, 2),
    )


def test_decades_of_days_are_found() -> None:
    daily = rhythm("day", "1976-01-01", "02:30", "America/New_York")
    assert len(daily.list_due_times(utc("2021-11-25T12:00"), utc("2026-11-25T12:00"))) == 1826
    assert days(daily.list_next_due_times(utc("2076-05-05T12:00"), 2)) == "2076-05-06 2076-05-07"


@pytest.mark.parametrize("text", ["00:00", "07:30", "23:59", " 07:30 "])
def test_a_time_of_day_is_read(text: str) -> None:
    assert parse_time_of_day(text).strftime("%H:%M") == text.strip()


@pytest.mark.parametrize("text", ["", "7:30", "24:00", "07:60", "07.30", "0730", "07:30:00", "7am", "07:30Z", "٠٧:٣٠"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is not a time of day") as caught:
        parse_time_of_day(text)
    assert "HH:MM" in caught.value.hint


NOW = utc("2026-11-25T19:00")


@pytest.mark.parametrize(
    "rule",
    [
        *(build_rule(every, date(2026, 1, 31)) for every in EVERY),
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;INTERVAL=10",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,TH",
        "FREQ=DAILY;UNTIL=20261126",
        "FREQ=DAILY;UNTIL=99991231",
        "UNTIL=99990101;FREQ=DAILY",
        "FREQ=MONTHLY;COUNT=11",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    ],
)
def test_a_rhythm_that_fires_again_is_let_pass(rule: str) -> None:
    validate_cadence(by_rule(rule, "2026-01-31"), NOW)


def test_the_day_of_its_end_still_counts() -> None:
    last = by_rule("FREQ=DAILY;UNTIL=20261126")
    assert last.list_next_due_times(NOW, 2) == (utc("2026-11-26T07:30"),)
    with pytest.raises(BadValue, match="never fires again"):
        validate_cadence(last, utc("2026-11-26T07:30"))


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=6;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=YEARLY;INTERVAL=101",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=DAILY;UNTIL=20261125",
        "FREQ=DAILY;UNTIL=20200229",
        "FREQ=DAILY;COUNT=0",
        "FREQ=MONTHLY;COUNT=11",
    ],
)
def test_a_rhythm_that_never_fires_again_is_refused(rule: str) -> None:
    with pytest.raises(BadValue, match="never fires again"):
        validate_cadence(by_rule(rule, "2026-01-01"), NOW)


@pytest.mark.parametrize("start", ["1000-01-01", "1999-12-31", "2898-02-28", "2999-12-31"])
@pytest.mark.parametrize("now", ["1000-01-01", "1999-12-31", "2000-02-29", "2999-12-31"])
def test_it_ends_wherever_it_begins(start: str, now: str) -> None:
    with pytest.raises(BadValue, match="never fires again"):
        validate_cadence(by_rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", start), utc(now))
    if start <= now:
        validate_cadence(by_rule("FREQ=YEARLY", start), utc(now))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "monthly",
        "FREQ",
        "INTERVAL=2",
        "freq=daily",
        "FREQ=DAILY;",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYMONTH=",
        "FREQ=DAILY;BYHOUR=5",
        "FREQ=DAILY;BYMINUTE=5",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;UNTIL=20271231T080000Z",
        "FREQ=DAILY;COUNT=5;UNTIL=20271231",
        "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
        "FREQ=YEARLY;BYMONTH=13;BYDAY=+1FR",
        "DTSTART:20270506\nRRULE:FREQ=DAILY",
        "DTSTART;TZID=Europe/London:20270506T080000\nRRULE:FREQ=DAILY",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY\nEXDATE:20270506",
        "FREQ=DAILY;TZID=Europe/London",
    ],
)
def test_what_is_no_rule_of_whole_days_is_refused(rule: str) -> None:
    with pytest.raises(BadValue, match="is not a recurrence rule") as caught:
        validate_cadence(by_rule(rule), NOW)
    assert "FREQ=MONTHLY;BYMONTHDAY=1" in caught.value.hint


def test_an_end_that_is_no_day_is_refused() -> None:
    with pytest.raises(BadValue, match="not a day of the calendar"):
        validate_cadence(by_rule("FREQ=DAILY;UNTIL=20271399"), NOW)


@pytest.mark.parametrize("word", ["HOURLY", "MINUTELY", "SECONDLY"])
def test_more_often_than_daily_is_too_often(word: str) -> None:
    with pytest.raises(BadValue, match="more often than daily"):
        validate_cadence(by_rule(f"FREQ={word}"), NOW)
    with pytest.raises(BadValue, match="more often than daily"):
        validate_cadence(by_rule(f"INTERVAL=2;FREQ={word};BYMONTH=2;BYMONTHDAY=30"), NOW)


WORDS = st.sampled_from(EVERY)
STARTS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
RHYTHMS = st.builds(
    lambda every, start, at, zone: Cadence(rule=build_rule(every, start), start=start, time_of_day=at, zone=zone),
    WORDS,
    STARTS,
    TIMES,
    st.sampled_from(ZONES),
)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC))
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=800))


@given(RHYTHMS, MOMENTS, LENGTHS, LENGTHS)
def test_intervals_that_meet_share_nothing_and_lose_nothing(
    found: Cadence, first: datetime, one: timedelta, other: timedelta
) -> None:
    middle, last = first + one, first + one + other
    assert found.list_due_times(first, middle) + found.list_due_times(middle, last) == found.list_due_times(first, last)


@given(RHYTHMS, MOMENTS, LENGTHS)
def test_moments_rise_lie_inside_and_are_what_is_coming(found: Cadence, first: datetime, length: timedelta) -> None:
    dues = found.list_due_times(first, first + length)
    assert sorted(set(dues)) == list(dues)
    assert all(first < due <= first + length for due in dues)
    assert found.list_next_due_times(first, len(dues)) == dues
    assert all(day >= found.start for day in list_due_days(found, dues))


@given(st.integers(2013, 2060), st.dates(date(2012, 1, 1), date(2012, 12, 31)), TIMES, st.sampled_from(ZONES))
def test_a_year_has_as_many_as_it_should(year: int, start: date, at: time, zone: str) -> None:
    def number(every: str) -> int:
        found = Cadence(rule=build_rule(every, start), start=start, time_of_day=at, zone=zone)
        # One second before the year begins, as its first moment may be the first second of all.
        edges = (convert_to_utc(date(one, 1, 1), time(0), zone) - timedelta(seconds=1) for one in (year, year + 1))
        return len(found.list_due_times(*edges))

    leap = date(year, 12, 31).timetuple().tm_yday == 366
    assert number("day") == 365 + leap
    assert number("week") in (52, 53)
    assert (number("month"), number("quarter")) == (12, 4)


VALUES = {
    "FREQ": "DAILY WEEKLY MONTHLY YEARLY",
    "INTERVAL": "1 2 7 99 9999",
    "COUNT": "0 1 400",
    "UNTIL": "20280229 20200101 99991231 20270229",
    "WKST": "SU XX",
    "BYMONTH": "1 2 13 2,11",
    "BYDAY": "MO +5FR -54SU MO,TU,WE",
    "BYMONTHDAY": "29 30 -31 0 32",
    "BYYEARDAY": "366 -366 1,100,200 400",
    "BYWEEKNO": "1 53 -53 54",
    "BYSETPOS": "1 -1 366 0",
}
PARTS = st.lists(
    st.sampled_from([f"{name}={value}" for name, values in VALUES.items() for value in values.split()]),
    max_size=4,
    unique_by=lambda part: part.partition("=")[0],
)


@given(PARTS, STARTS)
def test_a_rule_is_refused_or_fires(parts: list[str], start: date) -> None:
    found = Cadence(rule=";".join(parts), start=start, time_of_day=time(7, 30), zone="Europe/London")
    try:
        validate_cadence(found, NOW)
    except BadValue:
        return
    (due,) = found.list_next_due_times(NOW, 1)
    assert NOW < due < NOW.replace(year=2127)
