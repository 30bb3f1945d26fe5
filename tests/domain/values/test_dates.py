"""Days, vague dates and periods."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.domain.values.dates import Period, VagueDate, find_certain_period, find_gaps, merge_periods, parse_day
from continuity.errors import BadValue


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2027-05-06", "2027-05-06", "2027-05-06"),
        ("2027-05", "2027-05-01", "2027-05-31"),
        ("2027-02", "2027-02-01", "2027-02-28"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2028-02-29", "2028-02-29", "2028-02-29"),
        ("2027", "2027-01-01", "2027-12-31"),
        ("2027-05-06/2027-05-20", "2027-05-06", "2027-05-20"),
        ("2027-05-06/2027-05-06", "2027-05-06", "2027-05-06"),
        ("2026/2027-03", "2026-01-01", "2027-03-31"),
        ("2027/2027", "2027-01-01", "2027-12-31"),
        ("../2008-03-22", None, "2008-03-22"),
        ("../2008", None, "2008-12-31"),
        ("2026-11/..", "2026-11-01", None),
        (" 2027-05 ", "2027-05-01", "2027-05-31"),
        ("1000", "1000-01-01", "1000-12-31"),
        ("2999-12", "2999-12-01", "2999-12-31"),
    ],
)
def test_a_vague_date_has_an_earliest_and_a_latest_day(text: str, earliest: str | None, latest: str | None) -> None:
    vague = VagueDate.parse(text)
    found = [day.isoformat() if day else None for day in (vague.earliest, vague.latest)]
    assert found == [earliest, latest]


@pytest.mark.parametrize("text", ["2027", "2027-05", "2027-05-06", "2026/2027-03", "../2008-03-22", "2026/.."])
def test_a_vague_date_is_kept_as_written(text: str) -> None:
    assert str(VagueDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "2027-02-29",
        "2027-02-30",
        "1900-02-29",
        "2027-04-31",
        "2027-13",
        "2027-13-01",
        "2027-00",
        "2027-00-10",
        "2027-05-00",
        "2027-05-32",
        "2027-02-29/2027-03-01",
        "2027-01/2027-00",
    ],
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="not a day of the calendar"):
        VagueDate.parse(text)


@pytest.mark.parametrize("text", ["0000", "0999-12-31", "3000", "9999-12-31", "2020/9999"])
def test_a_year_that_stands_for_always_is_refused_with_how_to_say_so(text: str) -> None:
    with pytest.raises(BadValue, match="no year to reckon with") as refused:
        VagueDate.parse(text)
    assert "2026/.." in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "/",
        "2027/",
        "/2027",
        "27",
        "2027-5",
        "2027-5-6",
        "06/05/2027",
        "2027/05/06",
        "06.05.2027",
        "20270506",
        "2027-05-06T00:00",
        "2027-W18",
        "May 2027",
        "2027-05-06 / 2027-05-20",
        "2027 05",
        "-2027",
        "٢٠٢٧",
        "2027..2028",
        "2026/2027/2028",
    ],
)
def test_what_is_no_form_of_a_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is not a date") as caught:
        VagueDate.parse(text)
    assert "YYYY-MM-DD" in caught.value.hint


@pytest.mark.parametrize("text", ["2027-05-20/2027-05-06", "2028/2027", "2027-05-02/2027-04"])
def test_a_range_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="ends before it begins"):
        VagueDate.parse(text)


def test_a_range_open_on_both_sides_says_nothing() -> None:
    with pytest.raises(BadValue, match="says nothing"):
        VagueDate.parse("../..")


@pytest.mark.parametrize(
    ("text", "exact"),
    [("2027-05-06", True), ("2027-05-06/2027-05-06", True), ("2027-05", False), ("../2008-03-22", False)],
)
def test_a_date_is_exact_where_it_can_mean_one_day_only(text: str, exact: bool) -> None:
    assert VagueDate.parse(text).is_exact is exact


def test_a_known_day_is_a_date_that_means_it() -> None:
    assert VagueDate.from_day(date(2027, 5, 6)) == VagueDate.parse("2027-05-06")


def test_one_day_is_read_from_an_exact_date() -> None:
    assert parse_day(" 2028-02-29 ") == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["2027", "2027-05", "../2027-05-06", "2027-05-06/..", "2027-05-06/2027-05-07"])
def test_one_day_is_not_read_from_a_vague_date(text: str) -> None:
    with pytest.raises(BadValue, match="not one day"):
        parse_day(text)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-01", "2027-05-06", ("2026-01-01", "2027-05-06")),
        ("2026", "2028", ("2026-12-31", "2028-01-01")),
        ("2026-03", "2026-04", ("2026-03-31", "2026-04-01")),
        ("2026-03", "2026-03", None),
        ("2026-03-05", "2026-03-05", ("2026-03-05", "2026-03-05")),
        ("2026-03-06", "2026-03-05", None),
        ("../2026-03-05", "2027", ("2026-03-05", "2027-01-01")),
        ("2026-03-05/..", "2027", None),
        ("2026-03-05", "../2027", None),
        ("2026-03-05", "2027/..", ("2026-03-05", "2027-01-01")),
        (None, "2027", None),
        ("2026", None, None),
        (None, None, None),
    ],
)
def test_certain_days_run_from_the_latest_start_to_the_earliest_end(
    start: str | None, end: str | None, expected: tuple[str, str] | None
) -> None:
    days = find_certain_period(VagueDate.parse(start) if start else None, VagueDate.parse(end) if end else None)
    assert (days and (days.first.isoformat(), days.last.isoformat())) == expected


def test_both_ends_of_a_period_belong_to_it() -> None:
    period = Period(date(2027, 5, 6), date(2027, 5, 8))
    assert [date(2027, 5, day) in period for day in (5, 6, 8, 9)] == [False, True, True, False]


@pytest.mark.parametrize(("first", "last", "shared"), [(9, 12, False), (8, 12, True), (1, 6, True), (1, 5, False)])
def test_periods_overlap_from_the_first_shared_day(first: int, last: int, shared: bool) -> None:
    period, other = Period(date(2027, 5, 6), date(2027, 5, 8)), Period(date(2027, 5, first), date(2027, 5, last))
    assert (period.overlaps(other), other.overlaps(period)) == (shared, shared)


def may(*ends: tuple[int, int]) -> list[Period]:
    return [Period(date(2027, 5, first), date(2027, 5, last)) for first, last in ends]


@pytest.mark.parametrize(
    ("given_ends", "expected"),
    [
        ([], []),
        ([(3, 5), (6, 8)], [(3, 8)]),
        ([(3, 5), (7, 8)], [(3, 5), (7, 8)]),
        ([(7, 8), (3, 5)], [(3, 5), (7, 8)]),
        ([(3, 20), (5, 6)], [(3, 20)]),
        ([(3, 5), (5, 5)], [(3, 5)]),
    ],
)
def test_periods_that_touch_become_one(given_ends: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert list(merge_periods(may(*given_ends))) == may(*expected)


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ([], [(10, 20)]),
        ([(10, 20)], []),
        ([(1, 31)], []),
        ([(11, 20)], [(10, 10)]),
        ([(10, 19)], [(20, 20)]),
        ([(10, 14), (15, 20)], []),
        ([(10, 14), (16, 20)], [(15, 15)]),
        ([(1, 9), (21, 31)], [(10, 20)]),
        ([(1, 10), (20, 31)], [(11, 19)]),
        ([(12, 13), (12, 13)], [(10, 11), (14, 20)]),
    ],
)
def test_a_gap_is_each_day_that_nothing_covers(covered: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert list(find_gaps(may((10, 20))[0], may(*covered))) == may(*expected)


def test_no_day_lies_beyond_the_ends_of_the_calendar() -> None:
    always = Period(date.min, date.max)
    middle = Period(date(2000, 1, 1), date(2000, 12, 31))
    assert find_gaps(always, [always]) == ()
    assert merge_periods([Period(date(2000, 6, 1), date.max), middle]) == (Period(date(2000, 1, 1), date.max),)
    assert merge_periods([always, Period(date.max, date.max)]) == (always,)
    assert find_gaps(always, [middle]) == (
        Period(date.min, date(1999, 12, 31)),
        Period(date(2001, 1, 1), date.max),
    )


CORNER = st.sampled_from([date.min, date(2000, 1, 1), date.max - timedelta(days=40)])
DAYS = st.builds(lambda corner, days: corner + timedelta(days=days), CORNER, st.integers(0, 40))
PERIODS = st.builds(lambda one, other: Period(min(one, other), max(one, other)), DAYS, DAYS)
LAWS = settings(derandomize=True, deadline=None, max_examples=150)


@LAWS
@given(PERIODS, st.lists(PERIODS, max_size=6))
def test_gaps_and_cover_together_are_the_span(span: Period, periods: list[Period]) -> None:
    covered = [Period(max(p.first, span.first), min(p.last, span.last)) for p in periods if p.overlaps(span)]
    assert merge_periods([*find_gaps(span, periods), *covered]) == (span,)


@LAWS
@given(PERIODS, st.lists(PERIODS, max_size=6))
def test_no_gap_holds_a_covered_day(span: Period, periods: list[Period]) -> None:
    assert not any(gap.overlaps(period) for gap in find_gaps(span, periods) for period in periods)


@LAWS
@given(PERIODS, st.lists(PERIODS, max_size=6).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_and_repetition_do_not_matter(span: Period, both: tuple[list[Period], list[Period]]) -> None:
    periods, shuffled = both
    assert merge_periods(shuffled + periods) == merge_periods(periods)
    assert find_gaps(span, shuffled + periods) == find_gaps(span, periods)


@LAWS
@given(st.lists(PERIODS, max_size=6))
def test_united_periods_are_sorted_and_apart(periods: list[Period]) -> None:
    united = merge_periods(periods)
    assert merge_periods(united) == united
    assert all((after.first - before.last).days > 1 for before, after in pairwise(united))


@LAWS
@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_each_day_comes_back_from_its_text(day: date) -> None:
    assert parse_day(VagueDate.from_day(day).text) == day
