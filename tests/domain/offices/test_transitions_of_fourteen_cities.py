"""The fourteen cities, as they stand in the pack that comes with the program."""

from datetime import date

import pytest
from office_cases import SETTINGS, day, seen, told

from continuity.domain.offices.models import Transition
from support.reference_offices import offices_of

TODAY = "2026-11-23"
OFFICES = offices_of("fourteen")


def open_on(office: str, as_of: str = TODAY) -> Transition | None:
    return seen(OFFICES[office], as_of).latest_open


def next_on(office: str, as_of: str = TODAY) -> str | None:
    found = seen(OFFICES[office], as_of).next_ordinary_election
    return found.polling_day.isoformat() if found else None


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("aurora/mayor", "2027-11-02"),
        ("berlin/governing-mayor", "2031-09-21"),
        ("birmingham/leader", "2030-05-02"),
        ("essen/lord-mayor", "2030-09-08"),
        ("houston/mayor", "2027-11-02"),
        ("liverpool/city-mayor", None),
        ("liverpool/city-region-mayor", "2028-05-04"),
        ("liverpool/leader", "2027-05-06"),
        ("london/mayor", "2028-05-04"),
        ("luton/leader", "2027-05-06"),
        ("mechelen/burgomaster", "2030-10-13"),
        ("new-york-city/mayor", "2029-11-06"),
        ("portsmouth/leader", "2027-05-06"),
        ("strasbourg/mayor", "2032-03-21"),
        ("the-hague/burgomaster", None),
        ("the-hague/college", "2030-03-20"),
        ("toronto/mayor", "2030-10-28"),
    ],
)
def test_the_next_ordinary_election_is_that_of_the_rules_table(office: str, expected: str | None) -> None:
    assert next_on(office) == expected


def test_every_office_of_the_pack_is_looked_at() -> None:
    assert len(OFFICES) == 17
    assert len({leadership.office.city for leadership in OFFICES.values()}) == 14


@pytest.mark.parametrize(
    ("office", "kind", "polling", "handover", "dated_last"),
    [
        ("toronto/mayor", "ordinary", "2026-10-26", "2026-11-15", "2026-11-15"),
        ("berlin/governing-mayor", "ordinary", "2026-09-20", "2026-11-26", "2026-12-17"),
        ("birmingham/leader", "ordinary", "2026-05-07", "2026-05-26", "2026-05-27"),
        ("portsmouth/leader", "ordinary", "2026-05-07", "2026-05-19", "2026-05-19"),
        ("mechelen/burgomaster", "ordinary", "2024-10-13", "2024-12-01", "2024-12-07"),
        ("the-hague/burgomaster", "appointment-end", "2026-07-01", "2026-07-01", "2026-09-29"),
        ("the-hague/college", "ordinary", "2026-03-18", "2026-03-18", "2026-06-16"),
    ],
)
def test_what_nobody_recorded_the_result_of_is_open(
    office: str, kind: str, polling: str, handover: str, dated_last: str
) -> None:
    found = open_on(office)
    assert found is not None
    assert told(found) == (kind, polling)
    assert (found.handover_first.isoformat(), found.scheduled_handover_last.isoformat()) == (handover, dated_last)
    assert found.handover_last == max(found.scheduled_handover_last, day(TODAY))
    assert (found.result_known, found.vacant, found.closes_on) == (False, False, None)


@pytest.mark.parametrize(
    "office",
    [
        "aurora/mayor",
        "essen/lord-mayor",
        "houston/mayor",
        "liverpool/city-mayor",
        "liverpool/city-region-mayor",
        "liverpool/leader",
        "london/mayor",
        "luton/leader",
        "new-york-city/mayor",
        "strasbourg/mayor",
    ],
)
def test_what_is_decided_and_past_its_window_is_closed(office: str) -> None:
    assert open_on(office) is None


def test_london_is_quiet_from_the_twenty_first_of_march() -> None:
    found = seen(OFFICES["london/mayor"], TODAY).ahead[0]
    assert (told(found), found.quiet_from) == (("ordinary", "2028-05-04"), date(2028, 3, 21))
    assert (found.handover_first, found.handover_last) == (date(2028, 5, 7), date(2028, 5, 10))


def test_aurora_hands_over_on_the_first_monday_of_december() -> None:
    found = seen(OFFICES["aurora/mayor"], TODAY).ahead[0]
    assert (found.handover_first, found.certain_change) == (date(2027, 12, 6), ())


def test_birmingham_in_june_of_2023_has_a_new_leader_without_an_election() -> None:
    found = open_on("birmingham/leader", "2023-06-01")
    assert found is not None
    assert (told(found), found.handover_first) == (("succession", "2023-05-23"), date(2023, 5, 23))
    assert (found.outgoing, found.successor, found.closes_on) == ("ian-ward", "john-cotton", date(2023, 11, 22))
    assert open_on("birmingham/leader", "2023-11-23") is None


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-01-01", "2020-05-07"),
        ("2020-05-06", "2020-05-07"),
        ("2020-05-07", "2021-05-06"),
        ("2020-06-01", "2021-05-06"),
        ("2021-05-07", "2024-05-02"),
        ("2024-05-03", "2028-05-04"),
    ],
)
def test_london_expected_what_could_be_expected_on_the_day(as_of: str, expected: str) -> None:
    assert next_on("london/mayor", as_of) == expected


@pytest.mark.parametrize("office", ["liverpool/city-region-mayor", "portsmouth/leader", "liverpool/city-mayor"])
def test_the_other_elections_of_2020_moved_as_londons_did(office: str) -> None:
    assert next_on(office, "2020-01-01") == "2020-05-07"
    assert next_on(office, "2020-06-01") == "2021-05-06"


def test_berlins_repeat_does_not_restart_the_five_years() -> None:
    assert told(seen(OFFICES["berlin/governing-mayor"], "2023-01-01").ahead[0]) == ("repeat", "2023-02-12")
    assert next_on("berlin/governing-mayor", "2023-06-01") == "2026-09-20"
    found = open_on("berlin/governing-mayor", "2023-06-01")
    assert found is not None
    assert (told(found), found.outgoing, found.successor) == (
        ("repeat", "2023-02-12"),
        "franziska-giffey",
        "kai-wegner",
    )


def test_berlin_in_2014_changed_its_head_without_an_election() -> None:
    assert told(open_on("berlin/governing-mayor", "2015-01-01")) == ("succession", "2014-12-11")


def test_berlin_in_2016_kept_its_head_and_is_closed_at_once() -> None:
    assert open_on("berlin/governing-mayor", "2017-01-01") is None


def test_torontos_vacancy_and_by_election_do_not_restart_the_four_years() -> None:
    assert told(open_on("toronto/mayor", "2023-03-01")) == ("vacancy", "2023-02-17")
    assert told(seen(OFFICES["toronto/mayor"], "2023-03-01").ahead[0]) == ("by-election", "2023-06-26")
    assert next_on("toronto/mayor", "2023-08-01") == "2026-10-26"
    found = open_on("toronto/mayor", "2023-08-01")
    assert found is not None
    assert (told(found), found.handover_first) == (("by-election", "2023-06-26"), date(2023, 7, 12))


def test_toronto_in_january_of_2023_knows_of_no_by_election() -> None:
    found = seen(OFFICES["toronto/mayor"], "2023-01-15")
    assert (told(found.latest_open), told(found.ahead[0])) == (None, ("ordinary", "2026-10-26"))


@pytest.mark.parametrize(
    ("as_of", "run_off", "handover"),
    [
        ("2020-03-18", "2020-03-22", "2020-03-28"),
        ("2020-04-18", "2020-06-28", "2020-07-04"),
    ],
)
def test_strasbourgs_second_round_moved_from_march_to_june(as_of: str, run_off: str, handover: str) -> None:
    found = open_on("strasbourg/mayor", as_of)
    assert found is not None
    assert (told(found), found.first_day) == (("ordinary", run_off), date(2020, 3, 15))
    assert found.handover_first.isoformat() == handover


def test_strasbourgs_change_of_2026_is_open_for_its_window() -> None:
    found = open_on("strasbourg/mayor", "2026-04-15")
    assert found is not None
    assert (told(found), found.outgoing, found.successor) == (
        ("ordinary", "2026-03-22"),
        "jeanne-barseghian",
        "catherine-trautmann",
    )
    assert open_on("strasbourg/mayor", "2026-09-30") is not None
    assert open_on("strasbourg/mayor", "2026-10-01") is None


def test_essen_ran_off_and_kept_its_lord_mayor() -> None:
    found = open_on("essen/lord-mayor", "2025-09-20")
    assert found is not None
    assert (told(found), found.first_day, found.handover_first) == (
        ("ordinary", "2025-09-28"),
        date(2025, 9, 14),
        date(2025, 11, 1),
    )
    assert open_on("essen/lord-mayor", "2025-09-29") is None


def test_houstons_mayor_had_reached_the_limit() -> None:
    found = seen(OFFICES["houston/mayor"], "2023-06-01").ahead[0]
    assert (told(found), found.certain_change) == (("ordinary", "2023-11-07"), ("limit-reached",))


def test_new_yorks_mayors_reach_their_limit_of_their_day() -> None:
    assert seen(OFFICES["new-york-city/mayor"], "2009-06-01").ahead[0].certain_change == ()
    assert seen(OFFICES["new-york-city/mayor"], "2013-06-01").ahead[0].certain_change == ("limit-reached",)
    assert seen(OFFICES["new-york-city/mayor"], "2021-06-01").ahead[0].certain_change == ("limit-reached",)
    assert seen(OFFICES["new-york-city/mayor"], "2025-08-01").ahead[0].certain_change == ()
    assert seen(OFFICES["new-york-city/mayor"], "2025-10-01").ahead[0].certain_change == ("not-standing",)


def test_new_york_stays_open_to_the_third_of_july() -> None:
    assert told(open_on("new-york-city/mayor", "2026-07-03")) == ("ordinary", "2025-11-04")
    assert open_on("new-york-city/mayor", "2026-07-04") is None


def test_liverpools_city_mayor_gave_way_to_the_leader() -> None:
    found = open_on("liverpool/city-mayor", "2023-06-01")
    assert told(found) == ("abolition", "2023-05-08")
    assert open_on("liverpool/city-mayor", "2023-11-07") is not None
    assert open_on("liverpool/city-mayor", "2023-11-08") is None


def test_the_hagues_college_changed_its_coalition_without_an_election() -> None:
    assert told(open_on("the-hague/college", "2023-11-01")) == ("coalition-change", "2023-10-02")


def test_the_hagues_burgomaster_resigned_and_the_seat_was_vacant() -> None:
    found = open_on("the-hague/burgomaster", "2019-11-01")
    assert found is not None
    assert (told(found), found.vacant) == (("vacancy", "2019-10-06"), True)


@pytest.mark.parametrize("office", OFFICES)
def test_on_any_day_of_forty_years_there_is_an_answer(office: str) -> None:
    for year in range(1998, 2038):
        for month in (2, 6, 11):
            as_of = date(year, month, 15).isoformat()
            found = seen(OFFICES[office], as_of)
            assert all(one.last_polling_day >= day(as_of) for one in found.ahead), as_of
            assert all(not one.open for one in (*found.past, *found.ahead)), as_of


def test_within_the_horizon_lie_the_transitions_a_report_of_today_shows() -> None:
    horizon = SETTINGS.horizon.add_to(day(TODAY))
    shown = {key: [told(one) for one in seen(office, TODAY).list_up_to(horizon)] for key, office in OFFICES.items()}
    assert {key for key, found in shown.items() if not found} == {
        "essen/lord-mayor",
        "liverpool/city-mayor",
        "new-york-city/mayor",
        "strasbourg/mayor",
    }
    assert shown["portsmouth/leader"] == [
        ("ordinary", "2026-05-07"),
        ("ordinary", "2027-05-06"),
        ("ordinary", "2028-05-04"),
    ]


def test_the_end_of_liverpools_city_mayor_is_known_from_the_vote_on_it() -> None:
    """The council voted on 20 July 2022; before, the office was to go on to its next election."""
    before, after = (seen(OFFICES["liverpool/city-mayor"], as_of) for as_of in ("2022-07-19", "2022-07-20"))
    assert "abolition" not in {one.kind for one in before.ahead}
    assert [(one.kind, one.polling_day) for one in after.ahead] == [("abolition", date(2023, 5, 8))]
