"""Elections, recorded and projected."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_cases import MAY, day, election, leads, on, rule

from continuity.domain.offices.elections import ElectionRounds, find_rule_in_force, list_election_rounds
from continuity.domain.offices.models import Election, OfficeRecord, Rule


def found(leadership: OfficeRecord, first: str, last: str, around: str = "2024-01-01") -> list[tuple[str, str]]:
    """Polling day and basis of each contest between two days."""
    return [
        (contest.polling_day.isoformat(), contest.basis)
        for contest in list_election_rounds(leadership, day(around))
        if day(first) <= contest.polling_day <= day(last)
    ]


def days(leadership: OfficeRecord, first: str, last: str, around: str = "2024-01-01") -> list[str]:
    return [polling for polling, _ in found(leadership, first, last, around)]


RULES = {
    "aurora": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=+1TU", "1999-11-02", "2027-11-02"),
    "houston": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "2015-11-03", "2027-11-02"),
    "new york": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "2001-11-06", "2029-11-06"),
    "toronto": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=+4MO", "2010-10-25", "2030-10-28"),
    "berlin": ("FREQ=YEARLY;INTERVAL=5;BYMONTH=9;BYDAY=+3SU", "2006-09-17", "2031-09-21"),
    "essen": ("FREQ=YEARLY;INTERVAL=5;BYMONTH=9;BYDAY=+2SU", "2015-09-13", "2030-09-08"),
    "birmingham": (MAY, "2018-05-03", "2030-05-02"),
    "liverpool": (MAY, "2023-05-04", "2027-05-06"),
    "city region": (MAY, "2020-05-07", "2028-05-04"),
    "london": (MAY, "2000-05-04", "2028-05-04"),
    "luton": (MAY, "2003-05-01", "2027-05-06"),
    "mechelen": ("FREQ=YEARLY;INTERVAL=6;BYMONTH=10;BYDAY=+2SU", "2000-10-08", "2030-10-13"),
    "strasbourg": ("FREQ=YEARLY;INTERVAL=6;BYMONTH=3;BYDAY=+3SU", "2020-03-15", "2032-03-21"),
    "the hague": ("FREQ=YEARLY;INTERVAL=4;BYMONTH=3;BYDAY=+3WE", "2014-03-19", "2030-03-20"),
}


@pytest.mark.parametrize("city", RULES)
def test_the_next_election_is_projected_from_the_rule(city: str) -> None:
    text, start, expected = RULES[city]
    office = leads(rule(election_rule=text, election_rule_start=start))
    assert found(office, "2026-11-23", "2033-01-01", around="2026-11-23")[0] == (expected, "rule")


def test_nothing_is_projected_from_the_length_of_a_mandate_alone() -> None:
    assert found(leads(rule(election_rule=None, term_years=4)), "1990-01-01", "2040-01-01") == []
    assert found(leads(rule(election_rule_start=None, term_years=4)), "1990-01-01", "2040-01-01") == []


def test_listed_days_are_projected_without_a_start() -> None:
    # Issue 14, line 18: elections that no RRULE fits.
    office = leads(rule(election_rule="DATES:2025-03-09,2031-03-09", election_rule_start=None))
    assert found(office, "1990-01-01", "2031-03-08") == [("2025-03-09", "rule")]
    assert found(office, "2031-03-09", "2031-03-09") == [("2031-03-09", "rule")]
    assert found(office, "2031-03-10", "2040-01-01") == []


def test_recorded_election_takes_the_place_of_a_listed_day() -> None:
    office = leads(rule(election_rule="DATES:2025-03-09,2031-03-09", election_rule_start=None), election("2025-03-16"))
    assert found(office, "1990-01-01", "2040-01-01") == [("2025-03-16", "recorded"), ("2031-03-09", "rule")]


def test_elections_come_from_the_rule_in_force_on_the_day() -> None:
    every_second = "FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=+1TU"
    every_fourth = "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=+1TU"
    office = leads(
        rule(election_rule=every_second, election_rule_start="2001-11-06", start="2001-11-06", end="2015-11-02"),
        rule(election_rule=every_fourth, election_rule_start="2015-11-03", start="2015-11-03"),
    )
    expected = ["2009-11-03", "2011-11-01", "2013-11-05", "2015-11-03", "2019-11-05", "2023-11-07"]
    assert days(office, "2009-01-01", "2024-01-01", around="2015-01-01") == expected


THIRDS = (
    rule(election_rule_start="2002-05-02"),
    rule(election_rule_start="2003-05-01"),
    rule(election_rule_start="2004-05-06"),
)


def test_elections_by_thirds_leave_out_every_fourth_year() -> None:
    expected = ["2022-05-05", "2023-05-04", "2024-05-02", "2026-05-07", "2027-05-06", "2028-05-04", "2030-05-02"]
    assert days(leads(*THIRDS), "2021-01-01", "2031-01-01") == expected


def test_by_thirds_a_recorded_election_takes_one_place_only() -> None:
    office = leads(*THIRDS, election("2014-05-22", winner="a"), election("2004-06-10", winner="a"))
    assert days(office, "2003-01-01", "2008-12-31", around="2010-01-01") == [
        "2003-05-01",
        "2004-06-10",
        "2006-05-04",
        "2007-05-03",
        "2008-05-01",
    ]
    assert days(office, "2012-01-01", "2016-12-31") == ["2012-05-03", "2014-05-22", "2015-05-07", "2016-05-05"]


@pytest.mark.parametrize(
    "polling", ["2022-05-05", "2022-06-30", "2022-03-01", "2021-09-26", "2024-05-02", "2020-05-10"]
)
def test_a_recorded_ordinary_election_takes_the_nearest_place(polling: str) -> None:
    office = leads(rule(), election(polling, winner="ada"))
    assert found(office, "2018-12-01", "2027-01-01") == [(polling, "recorded"), ("2026-05-07", "rule")]


def test_a_recorded_election_beyond_half_the_gap_takes_no_place_twice() -> None:
    office = leads(rule(), election("2022-05-05", winner="ada"), election("2023-09-24", winner="ben"))
    assert days(office, "2021-01-01", "2027-01-01") == ["2022-05-05", "2023-09-24", "2026-05-07"]


def test_an_election_held_a_year_late_keeps_the_cycle() -> None:
    moved = leads(
        rule(election_rule_start="2000-05-04"),
        election("2020-05-07", status="cancelled"),
        election("2021-05-06", winner="khan", replaces="2020-05-07"),
    )
    expected = [("2016-05-05", "rule"), ("2021-05-06", "recorded"), ("2024-05-02", "rule"), ("2028-05-04", "rule")]
    assert found(moved, "2016-01-01", "2029-01-01") == expected


def test_a_moved_election_takes_the_place_of_what_it_replaces_however_far_off() -> None:
    office = leads(
        rule(),
        election("2022-05-05", status="cancelled"),
        election("2025-05-01", winner="ada", replaces="2022-05-05"),
    )
    assert days(office, "2021-01-01", "2031-01-01") == ["2025-05-01", "2026-05-07", "2030-05-02"]


def test_by_thirds_a_moved_election_keeps_every_other_place() -> None:
    office = leads(
        *THIRDS,
        election("2019-05-02", winner="a"),
        election("2020-05-07", status="cancelled"),
        election("2021-05-06", winner="a", replaces="2020-05-07"),
        election("2022-05-05", winner="a"),
    )
    expected = ["2019-05-02", "2021-05-06", "2022-05-05", "2023-05-04", "2024-05-02", "2026-05-07"]
    assert days(office, "2019-01-01", "2026-12-31") == expected


def test_a_cancelled_election_is_not_projected_again() -> None:
    office = leads(rule(), election("2022-05-05", status="cancelled"))
    assert days(office, "2021-01-01", "2027-01-01") == ["2026-05-07"]


@pytest.mark.parametrize("kind", ["by-election", "repeat"])
@pytest.mark.parametrize("polling", ["2023-06-26", "2025-10-02", "2026-03-05"])
def test_a_by_election_or_repeat_does_not_restart_the_cycle_and_stands_on_its_own_day(kind: str, polling: str) -> None:
    office = leads(rule(), election("2022-05-05", winner="ada"), election(polling, kind=kind, replaces="2022-05-05"))
    assert days(office, "2022-01-01", "2031-01-01") == ["2022-05-05", polling, "2026-05-07", "2030-05-02"]
    assert [one.kind for one in list_election_rounds(office, day("2024-01-01")) if one.polling_day == day(polling)] == [
        kind
    ]


def test_a_repeat_close_to_the_next_election_does_not_take_its_place() -> None:
    office = leads(rule(), election("2022-05-05", winner="ada"), election("2026-03-05", kind="repeat"))
    assert days(office, "2022-01-01", "2027-01-01") == ["2022-05-05", "2026-03-05", "2026-05-07"]


@pytest.mark.parametrize("kind", ["ordinary", "unknown", None])
def test_an_election_of_no_other_kind_is_ordinary(kind: str | None) -> None:
    office = leads(election("2022-05-05", kind=kind))
    assert [contest.kind for contest in list_election_rounds(office, day("2024-01-01"))] == ["ordinary"]


def one_contest(*rows: Election) -> ElectionRounds:
    (contest,) = list_election_rounds(leads(*rows), day("2024-01-01"))
    return contest


FIRST = election("2023-11-07", status="held")
RUN_OFF = election("2023-12-09", kind="run-off", run_off_of="2023-11-07", status="scheduled")


def test_a_run_off_of_an_ordinary_election_is_one_ordinary_contest_with_it() -> None:
    contest = one_contest(RUN_OFF, FIRST)
    assert (contest.kind, contest.first_round, contest.decisive_day) == (
        "ordinary",
        date(2023, 11, 7),
        date(2023, 12, 9),
    )


def test_polling_day_is_the_run_off_once_the_first_round_is_held_undecided() -> None:
    assert one_contest(FIRST, RUN_OFF).polling_day == date(2023, 12, 9)


def test_polling_day_is_the_first_round_while_that_is_ahead() -> None:
    assert one_contest(election("2023-11-07"), RUN_OFF).polling_day == date(2023, 11, 7)


def test_polling_day_is_the_first_round_where_that_decided() -> None:
    decided = election("2023-11-07", winner="whitmire")
    assert one_contest(decided, RUN_OFF).polling_day == date(2023, 11, 7)
    assert one_contest(decided, RUN_OFF).decisive_day == date(2023, 11, 7)
    assert one_contest(decided).winner == "whitmire"


def test_a_run_off_that_was_cancelled_decides_nothing() -> None:
    cancelled = election("2020-03-22", kind="run-off", run_off_of="2020-03-15", status="cancelled")
    later = election("2020-06-28", kind="run-off", run_off_of="2020-03-15", winner="b", handover="2020-07-04")
    contest = one_contest(election("2020-03-15", status="held"), cancelled, later)
    assert (contest.polling_day, contest.winner, contest.handover) == (date(2020, 6, 28), "b", on("2020-07-04"))
    assert one_contest(election("2020-03-15", status="held"), cancelled).polling_day == date(2020, 3, 15)


def test_the_winner_of_the_run_off_is_the_winner() -> None:
    contest = one_contest(FIRST, election("2023-12-09", kind="run-off", run_off_of="2023-11-07", winner="whitmire"))
    assert (contest.winner, contest.first_is_held) == ("whitmire", True)


def test_no_election_is_projected_outside_the_life_of_an_office() -> None:
    office = leads(rule(election_rule_start="2012-05-03"), end="2023-05-07")
    assert days(office, "2011-01-01", "2031-01-01", around="2020-01-01") == ["2012-05-03", "2016-05-05", "2020-05-07"]


OLD = rule(start="2001-11-06", end="2009-12-31", term_limit=2)
NEW = rule(start="2010", term_limit=3)


@pytest.mark.parametrize(
    ("as_of", "limit"),
    [("2001-11-05", None), ("2001-11-06", 2), ("2009-12-31", 2), ("2010-01-01", 3), ("2040-01-01", 3)],
)
def test_the_rule_in_force_is_the_one_of_the_day(as_of: str, limit: int | None) -> None:
    assert find_rule_in_force((NEW, OLD), day(as_of)).term_limit == limit


def test_where_rules_overlap_the_latest_to_begin_is_in_force() -> None:
    assert find_rule_in_force((NEW, rule(term_limit=1)), day("2011-01-01")).term_limit == 3
    assert find_rule_in_force((), day("2011-01-01")) == Rule()


POLLS = st.dates(date(2012, 1, 1), date(2036, 1, 1)).map(lambda polling: election(polling.isoformat(), winner="ada"))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(
    st.lists(POLLS, max_size=5, unique_by=lambda poll: poll.key).flatmap(
        lambda polls: st.tuples(st.just(polls), st.permutations(polls))
    )
)
def test_the_order_of_the_records_changes_nothing(both: tuple[list[Election], list[Election]]) -> None:
    polls, shuffled = both
    assert list_election_rounds(leads(rule(), *polls), day("2024-01-01")) == list_election_rounds(
        leads(rule(), *shuffled), day("2024-01-01")
    )
