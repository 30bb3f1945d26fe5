"""What lies ahead for an office, and what is still open."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_cases import SETTINGS, ahead, day, election, leads, member, rule, seen, still_open, term, told

from continuity.domain.offices.models import Election, OfficeRecord, Term
from continuity.domain.settings import Settings

ADA = term("ada", "2018-05-07", "2022-05-08", party="red")
BEN = term("ben", "2022-05-09", party="blue")
AUTUMN = rule(
    election_rule="FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=+4MO",
    election_rule_start="2010-10-25",
    takes_office="11-15",
    quiet_days=None,
)


# Elections ahead


def test_an_election_ahead_says_when_and_on_what_each_date_rests() -> None:
    found = ahead(leads(rule(), BEN), "2026-03-28")
    assert (found.key, found.kind, found.basis) == ("luton/leader/2026-05-07", "ordinary", "rule")
    assert (found.first_day, found.quiet_from) == (date(2026, 5, 7), date(2026, 3, 28))
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2026, 5, 11),
        date(2026, 5, 11),
        "rule",
    )
    assert (found.open, found.result_known, found.certain_change) == (False, False, ())


def test_a_recorded_election_and_handover_rest_on_the_record() -> None:
    announced = election("2026-05-21", handover="2026-06-02", known_from="2026-01-15")
    found = ahead(leads(rule(), announced), "2026-03-28")
    assert (found.polling_day, found.basis) == (date(2026, 5, 21), "recorded")
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2026, 6, 2),
        date(2026, 6, 2),
        "recorded",
    )
    assert found.quiet_from == date(2026, 4, 11)


def test_without_a_rule_the_handover_is_a_range_of_ninety_days_from_polling() -> None:
    found = ahead(leads(rule(takes_office=None)), "2026-03-28")
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2026, 5, 7),
        date(2026, 8, 5),
        "derived",
    )


def test_the_length_of_that_range_is_a_setting() -> None:
    found = seen(leads(rule(takes_office=None)), "2026-03-28", Settings(handover_days=30)).ahead[0]
    assert found.handover_last == date(2026, 6, 6)


def test_a_quiet_period_of_unknown_length_is_not_made_up() -> None:
    assert ahead(leads(rule(quiet_days=None)), "2026-03-28").quiet_from is None


def test_a_handover_known_to_a_range_keeps_both_ends() -> None:
    found = ahead(leads(rule(takes_office="+67d..+88d"), election("2026-09-20")), "2026-09-01")
    assert (found.handover_first, found.handover_last) == (date(2026, 11, 26), date(2026, 12, 17))


def test_a_calendar_day_serves_ordinary_elections_only() -> None:
    office = leads(AUTUMN, election("2023-06-26", kind="by-election"))
    by_election, ordinary = seen(office, "2023-06-01").ahead[:2]
    assert (by_election.kind, by_election.handover_first, by_election.handover_last) == (
        "by-election",
        date(2023, 6, 26),
        date(2023, 9, 24),
    )
    assert by_election.handover_basis == "derived"
    assert (ordinary.polling_day, ordinary.handover_first) == (date(2026, 10, 26), date(2026, 11, 15))


def test_days_after_polling_serve_a_by_election_too() -> None:
    office = leads(rule(), election("2023-06-26", kind="by-election"))
    assert ahead(office, "2023-06-01").handover_first == date(2023, 6, 30)


def test_on_polling_day_the_vote_is_still_ahead() -> None:
    office = leads(rule(), BEN)
    assert told(ahead(office, "2026-05-07")) == ("ordinary", "2026-05-07")
    assert told(seen(office, "2026-05-08").latest_open) == ("ordinary", "2026-05-07")


def test_the_horizon_is_inclusive_by_polling_day() -> None:
    outlook = seen(leads(rule(), BEN), "2024-05-07")
    assert [told(found) for found in outlook.list_up_to(date(2026, 5, 7))][-1:] == [("ordinary", "2026-05-07")]
    assert outlook.has_beyond(date(2026, 5, 7)) is True
    assert all(found.polling_day < date(2026, 5, 7) for found in outlook.list_up_to(date(2026, 5, 6)))


def test_an_office_without_rule_or_record_has_nothing_ahead() -> None:
    outlook = seen(leads(), "2026-05-07")
    assert (outlook.past, outlook.latest_open, outlook.ahead, outlook.next_ordinary_election) == ((), None, (), None)
    assert outlook.has_beyond(date(2026, 5, 7)) is False


def test_the_next_ordinary_election_is_told_from_a_by_election() -> None:
    found = seen(leads(rule(), election("2025-03-06", kind="by-election")), "2025-01-01")
    assert told(found.ahead[0]) == ("by-election", "2025-03-06")
    assert told(found.next_ordinary_election) == ("ordinary", "2026-05-07")


# Two rounds

FIRST = election("2023-11-07", status="held")
RUN_OFF = election("2023-12-09", kind="run-off", run_off_of="2023-11-07", winner="ben")
TURNER = term("ada", "2020-01-02", "2023-12-31")


def houston(**facts: str) -> OfficeRecord:
    base = {
        "election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "election_rule_start": "2015-11-03",
        "takes_office": "+20d",
    }
    return leads(rule(**(base | facts)), TURNER, FIRST, RUN_OFF)


def test_before_the_first_round_the_run_off_is_not_known_and_may_delay_the_handover() -> None:
    found = ahead(houston(run_off="+32d"), "2023-11-06")
    assert (found.polling_day, found.handover_first, found.handover_last) == (
        date(2023, 11, 7),
        date(2023, 11, 27),
        date(2023, 12, 29),
    )


def test_once_the_first_round_is_held_undecided_the_run_off_is_polling_day() -> None:
    found = still_open(houston(), "2023-11-08")
    assert (found.polling_day, found.first_day) == (date(2023, 12, 9), date(2023, 11, 7))
    assert (found.quiet_from, found.handover_first) == (date(2023, 9, 28), date(2023, 12, 29))
    assert found.result_known is False
    assert found.key == "luton/leader/2023-12-09"


def test_after_the_run_off_its_winner_is_the_successor() -> None:
    found = still_open(houston(), "2023-12-09")
    assert (found.result_known, found.successor, found.certain_change) == (True, "ben", ("successor-known",))


def test_a_first_round_that_decided_leaves_no_run_off_to_wait_for() -> None:
    office = leads(rule(run_off="+14d"), ADA, election("2022-05-05", winner="ben"))
    found = still_open(office, "2022-05-06")
    assert (found.polling_day, found.handover_last) == (date(2022, 5, 5), date(2022, 5, 9))


# Results and closing

HELD = (rule(), ADA, election("2022-05-05", winner="ben", winner_party="blue"), BEN)


@pytest.mark.parametrize(
    ("as_of", "is_open"),
    [("2022-05-05", False), ("2022-05-06", True), ("2022-05-09", True), ("2022-11-08", True), ("2022-11-09", False)],
)
def test_a_changed_office_stays_open_to_the_end_of_its_window(as_of: str, is_open: bool) -> None:
    found = seen(leads(*HELD), as_of)
    assert (told(found.latest_open) == ("ordinary", "2022-05-05")) is is_open
    if is_open:
        assert still_open(leads(*HELD), as_of).closes_on == date(2022, 11, 8)


def test_the_window_is_a_setting() -> None:
    short = Settings(window_days=30)
    assert seen(leads(*HELD), "2022-06-08", short).latest_open is not None
    assert seen(leads(*HELD), "2022-06-09", short).latest_open is None


def test_the_window_begins_with_the_last_day_of_the_handover() -> None:
    office = leads(rule(takes_office="+67d..+88d"), BEN, election("2026-05-07", winner="b"))
    assert told(seen(office, "2027-02-02").latest_open) == ("ordinary", "2026-05-07")
    assert told(seen(office, "2027-02-03").latest_open) is None


def test_what_changed_and_to_whom_is_told() -> None:
    found = still_open(leads(*HELD), "2022-06-01")
    assert (found.outgoing, found.outgoing_party) == ("ada", "red")
    assert (found.successor, found.successor_party) == ("ben", "blue")
    assert (found.holder_stays, found.certain_change) == (False, ("successor-known",))


@pytest.mark.parametrize("as_of", ["2022-05-06", "2022-06-01"])
def test_a_transition_closes_at_once_if_the_same_person_won(as_of: str) -> None:
    office = leads(rule(), term("ada", "2018-05-07"), election("2022-05-05", winner="ada"))
    assert seen(office, as_of).latest_open is None


def test_a_transition_closes_if_the_next_term_is_the_same_persons() -> None:
    office = leads(rule(), ADA, election("2022-05-05", status="held"), term("ada", "2022-05-09"))
    assert seen(office, "2022-05-08").latest_open is not None
    assert seen(office, "2022-05-09").latest_open is None


def test_a_term_that_begins_in_the_window_belongs_to_the_election_and_gives_its_handover() -> None:
    office = leads(rule(), ADA, election("2022-05-05", status="held"), term("ben", "2022-06-20"))
    found = still_open(office, "2022-07-01")
    assert (told(found), found.successor) == (("ordinary", "2022-05-05"), "ben")
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2022, 6, 20),
        date(2022, 6, 20),
        "recorded",
    )


@pytest.mark.parametrize(("start", "belongs"), [("2022-11-08", True), ("2022-11-09", False)])
def test_a_term_that_begins_after_the_window_does_not_belong_to_the_election(start: str, belongs: bool) -> None:
    office = leads(rule(), ADA, election("2022-05-05", status="held"), term("ben", start))
    found = seen(office, "2022-11-20")
    assert told(found.latest_open) == (("ordinary", "2022-05-05") if belongs else ("succession", start))


def test_a_term_of_another_than_the_winner_does_not_belong_to_the_election() -> None:
    office = leads(rule(), ADA, election("2022-05-05", winner="ben"), term("cy", "2022-06-20"))
    before, after = seen(office, "2022-06-19"), seen(office, "2022-06-20")
    assert (told(before.latest_open), still_open(office, "2022-06-19").successor) == (("ordinary", "2022-05-05"), "ben")
    assert told(after.latest_open) == ("succession", "2022-06-20")


@pytest.mark.parametrize(
    ("winner", "expected"), [(None, ("ordinary", "2022-05-05")), ("ada", ("succession", "2022-06-20"))]
)
def test_a_succession_soon_after_an_election_is_its_result_unless_another_won(
    winner: str | None, expected: tuple[str, str]
) -> None:
    polls = election("2022-05-05", status="held", winner=winner)
    office = leads(rule(), ADA, polls, term("cy", "2022-06-20", basis="succession"))
    found = still_open(office, "2022-07-01")
    assert (told(found), found.successor, found.handover_first) == (expected, "cy", date(2022, 6, 20))


def test_an_end_after_the_window_shows_that_the_holder_stayed() -> None:
    ada = term("ada", "2018-05-07", "2023-05-31")
    office = leads(rule(), ada, election("2022-05-05", status="held"), term("ada", "2023-06-01"))
    assert seen(office, "2023-06-01").open == ()


@pytest.mark.parametrize("start", ["2022-05", "2022", "2022-05-05"])
def test_a_winner_whose_first_day_is_vague_was_not_there_before(start: str) -> None:
    office = leads(rule(), term("ada", "2018", "2022"), election("2022-05-05", winner="ben"), term("ben", start))
    found = still_open(office, "2022-06-01")
    assert (found.outgoing, found.successor, found.holder_stays) == ("ada", "ben", False)


def test_a_vague_first_day_gives_a_handover_of_as_many_days() -> None:
    office = leads(rule(), ADA, election("2022-05-05", status="held"), term("ben", "2022-05"))
    found = still_open(office, "2022-06-01")
    assert (found.handover_first, found.handover_last) == (date(2022, 5, 5), date(2022, 5, 31))


@pytest.mark.parametrize("as_of", ["2022-05-06", "2022-11-09", "2024-12-31", "2026-05-07"])
def test_without_a_result_it_stays_open_until_the_next_one(as_of: str) -> None:
    found = still_open(leads(rule(), ADA), as_of)
    assert (told(found), found.result_known, found.closes_on) == (("ordinary", "2022-05-05"), False, None)


def test_the_next_election_closes_what_no_result_was_recorded_for() -> None:
    found = seen(leads(rule(), ADA), "2026-05-08")
    assert told(found.latest_open) == ("ordinary", "2026-05-07")
    assert ("ordinary", "2022-05-05") in [told(past) for past in found.past]


def test_an_open_ended_term_proves_nothing_about_the_result() -> None:
    office = leads(rule(), term("ada", "2018-05-07"), election("2022-05-05", status="held"))
    assert still_open(office, "2024-01-01").result_known is False


@pytest.mark.parametrize(
    ("as_of", "last"), [("2022-05-06", "2022-05-09"), ("2022-05-09", "2022-05-09"), ("2022-05-10", "2022-05-10")]
)
def test_while_no_result_is_known_the_handover_may_still_come(as_of: str, last: str) -> None:
    found = still_open(leads(rule(), ADA), as_of)
    assert (found.handover_first, found.handover_last.isoformat()) == (date(2022, 5, 9), last)
    assert found.scheduled_handover_last == date(2022, 5, 9)


def test_a_known_result_is_not_stretched() -> None:
    assert still_open(leads(*HELD), "2022-10-01").handover_last == date(2022, 5, 9)


def test_only_the_latest_past_transition_can_be_open() -> None:
    office = leads(rule(), ADA, election("2022-05-05", status="held"), term("cy", "2023-01-10", basis="succession"))
    found = seen(office, "2023-02-01")
    assert told(found.latest_open) == ("succession", "2023-01-10")
    assert seen(office, "2023-09-01").latest_open is None


def test_a_party_known_to_have_won_is_a_result() -> None:
    office = leads(rule(), ADA, election("2022-05-05", winner_party="blue"))
    found = still_open(office, "2022-11-08")
    assert (found.result_known, found.successor, found.successor_party) == (True, None, "blue")
    assert seen(office, "2022-11-09").latest_open is None


# Coalitions


def test_a_coalition_formed_since_closes_an_election_at_the_end_of_its_window() -> None:
    office = leads(
        rule(takes_office=None, quiet_days=None),
        election("2022-05-05", status="held"),
        member("red", "2018-09-01", "2022-09-15"),
        member("blue", "2022-09-16"),
        selection="council",
    )
    before, after = still_open(office, "2022-09-15"), still_open(office, "2022-09-16")
    assert (before.result_known, after.result_known) == (False, True)
    assert (after.handover_first, after.handover_last, after.handover_basis) == (
        date(2022, 9, 16),
        date(2022, 9, 16),
        "recorded",
    )
    assert seen(office, "2023-03-18").latest_open is not None
    assert seen(office, "2023-03-19").latest_open is None


@pytest.mark.parametrize(("start", "known"), [("2023-02-02", True), ("2023-02-03", False)])
def test_a_coalition_formed_after_the_window_does_not_belong_to_the_election(start: str, known: bool) -> None:
    office = leads(rule(takes_office=None), election("2022-05-05", status="held"), member("blue", start))
    assert still_open(office, "2023-02-03").result_known is known


def coalition_office(*members: object) -> OfficeRecord:
    return leads(BEN, *members, selection="council")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("members", "changed_on"),
    [
        ([member("red", "2022", "2023-06-29"), member("blue", "2023-06-30")], "2023-06-30"),
        ([member("red", "2022"), member("blue", "2022"), member("green", "2023-06-30")], "2023-06-30"),
        ([member("red", "2022"), member("blue", "2022", "2023-06-29")], "2023-06-30"),
        ([member("red", "2022"), member("blue", "2022", "2023-06")], "2023-07-01"),
    ],
)
def test_other_parties_behind_the_office_are_a_coalition_change(members: list[object], changed_on: str) -> None:
    found = still_open(coalition_office(*members), "2023-08-01")
    assert (told(found), found.quiet_from) == (("coalition-change", changed_on), day(changed_on))
    assert (found.handover_first, found.handover_last) == (day(changed_on), day(changed_on))
    assert (found.result_known, found.outgoing, found.certain_change) == (True, "ben", ())


@pytest.mark.parametrize(
    "members",
    [
        [member("red", "2022"), member("blue", "2022")],
        [member("red", "2022", "2023-06-29"), member("red", "2023-06-30")],
        [member("red", "2022", "2023-06"), member("red", "2023-06")],
        [member("red", "2022"), member("blue", None)],
    ],
)
def test_the_same_parties_in_a_new_row_are_no_coalition_change(members: list[object]) -> None:
    assert seen(coalition_office(*members), "2023-08-01").latest_open is None


def test_a_coalition_change_closes_at_the_end_of_its_window() -> None:
    office = coalition_office(member("red", "2022", "2023-06-29"), member("blue", "2023-06-30"))
    assert seen(office, "2023-12-30").latest_open is not None
    assert seen(office, "2023-12-31").latest_open is None


ENDED = (member("red", "2022", "2023-06-29"), member("blue", "2022", "2023-06-29"))


def test_a_coalition_that_ended_without_a_successor_is_a_change_whose_result_is_unknown() -> None:
    assert seen(coalition_office(*ENDED), "2023-06-28").latest_open is None
    found = still_open(coalition_office(*ENDED), "2023-06-30")
    assert (told(found), found.quiet_from) == (("coalition-change", "2023-06-30"), date(2023, 6, 30))
    assert (found.handover_first, found.scheduled_handover_last, found.handover_basis) == (
        date(2023, 6, 30),
        date(2023, 9, 28),
        "derived",
    )
    assert (found.result_known, found.holder_stays, found.outgoing, found.closes_on) == (False, False, "ben", None)
    assert told(seen(coalition_office(*ENDED), "2025-01-01").latest_open) == ("coalition-change", "2023-06-30")


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2023-10-02", ["2023-10-02"]), ("2024-03-29", ["2024-03-29"]), ("2024-03-30", ["2023-06-30", "2024-03-30"])],
)
def test_a_coalition_formed_within_the_window_is_the_change_itself(start: str, expected: list[str]) -> None:
    found = seen(coalition_office(*ENDED, member("green", start)), "2024-03-30")
    assert [told(one) for one in (*found.past, found.latest_open)] == [
        ("coalition-change", changed) for changed in expected
    ]


def test_a_coalition_only_known_to_end_in_some_month_has_certainly_ended_after_it() -> None:
    office = coalition_office(member("red", "2022", "2023-06"))
    assert (seen(office, "2023-06-30").latest_open, told(seen(office, "2023-07-01").latest_open)) == (
        None,
        ("coalition-change", "2023-07-01"),
    )


@pytest.mark.parametrize(
    ("polling", "expected"),
    [
        ("2022-09-30", ("ordinary", "2022-09-30")),
        ("2022-09-29", ("coalition-change", "2023-06-30")),
        ("2023-06-29", ("ordinary", "2023-06-29")),
    ],
)
def test_a_coalition_that_ends_after_an_election_is_that_elections_unknown_result(
    polling: str, expected: tuple[str, str]
) -> None:
    office = leads(*ENDED, election(polling, status="held"), selection="council")
    assert told(seen(office, "2023-12-01").latest_open) == expected


# Successions, departures, vacancies, overdue terms


def test_a_new_person_without_an_election_is_a_succession_open_on_its_first_day() -> None:
    office = leads(rule(), BEN, term("cy", "2023-05-23", basis="succession", party="red"))
    assert seen(office, "2023-05-22").latest_open is None
    found = still_open(office, "2023-05-23")
    assert (told(found), found.quiet_from) == (("succession", "2023-05-23"), date(2023, 5, 23))
    assert (found.handover_first, found.handover_last) == (date(2023, 5, 23), date(2023, 5, 23))
    assert (found.outgoing, found.outgoing_party, found.successor, found.successor_party) == (
        "ben",
        "blue",
        "cy",
        "red",
    )
    assert found.closes_on == date(2023, 11, 22)
    assert seen(office, "2023-11-23").latest_open is None


def test_a_new_mandate_of_the_same_person_is_no_succession() -> None:
    office = leads(term("ada", "2018-05-07", "2020-01-01"), term("ada", "2020-01-02"))
    assert seen(office, "2020-02-01").latest_open is None


def test_whoever_only_stands_in_is_no_successor() -> None:
    office = leads(term("ada", "2018-05-07"), term("cy", "2020-01-01", capacity="acting"))
    assert seen(office, "2020-02-01").latest_open is None


def leaving(end: str, **facts: str) -> Term:
    return term("ben", "2022-05-09", end, next_on="2024-01-10", **facts)


def test_a_departure_announced_is_a_transition_on_the_day_after_the_last() -> None:
    office = leads(rule(), leaving("2024-03-31", expected_end="2026-05-10"))
    assert told(ahead(office, "2024-01-09")) == ("ordinary", "2026-05-07")
    found = ahead(office, "2024-01-10")
    assert (told(found), found.quiet_from) == (("departure", "2024-04-01"), date(2024, 4, 1))
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2024, 4, 1),
        date(2024, 6, 30),
        "derived",
    )
    assert "left-early" in found.certain_change
    assert told(ahead(office, "2024-03-31")) == ("departure", "2024-04-01")


def test_a_departure_with_a_known_successor_names_them() -> None:
    heir = term("cy", "2024-04-20", basis="succession", known_from="2024-02-01", party="red")
    office = leads(rule(), leaving("2024-03-31", expected_end="2026-05-10"), heir)
    before, after = ahead(office, "2024-01-31"), ahead(office, "2024-02-01")
    assert (told(before), before.successor) == (("departure", "2024-04-01"), None)
    assert (told(after), after.successor, after.successor_party) == (("departure", "2024-04-01"), "cy", "red")
    assert (after.result_known, after.handover_last) == (True, date(2024, 4, 20))
    assert set(after.certain_change) == {"left-early", "successor-known"}


def test_leaving_on_the_day_the_mandate_ends_is_no_departure() -> None:
    office = leads(rule(), leaving("2026-05-10", expected_end="2026-05-10"))
    assert told(ahead(office, "2024-02-01")) == ("ordinary", "2026-05-07")
    without_rule = leads(leaving("2026-05-10", expected_end="2026-05-10"))
    assert told(ahead(without_rule, "2024-02-01")) == ("term-end", "2026-05-11")


def test_a_seat_left_early_is_vacant_from_the_day_after() -> None:
    office = leads(rule(), term("ben", "2022-05-09", "2023-02-16", expected_end="2026-05-10"))
    found = still_open(office, "2023-02-17")
    assert (told(found), found.vacant, found.certain_change) == (("vacancy", "2023-02-17"), True, ("left-early",))
    assert (found.handover_first, found.handover_last) == (date(2023, 2, 17), date(2023, 5, 18))
    assert still_open(office, "2024-06-01").handover_last == date(2024, 6, 1)
    assert ahead(office, "2023-02-17").vacant is True


@pytest.mark.parametrize("capacity", ["acting", "deputising"])
def test_whoever_stands_in_does_not_fill_a_vacancy(capacity: str) -> None:
    office = leads(
        rule(), term("ben", "2022-05-09", "2023-02-16"), term("dep", "2023-02-17", "2023-07-11", capacity=capacity)
    )
    assert still_open(office, "2023-03-01").vacant is True


def test_a_suspended_holder_leaves_a_change_and_no_vacancy() -> None:
    office = leads(
        rule(),
        term("ben", "2022-05-09", "2023-02-16", expected_end="2026-05-10"),
        term("ben", "2023-02-17", capacity="suspended"),
        term("dep", "2023-02-17", capacity="acting"),
    )
    found = seen(office, "2023-03-01")
    assert (told(found.latest_open), found.ahead[0].vacant) == (("suspension", "2023-02-17"), False)


@pytest.mark.parametrize(("as_of", "vacant"), [("2026-05-07", True), ("2026-05-10", True), ("2026-05-11", False)])
def test_a_seat_is_vacant_only_before_the_mandate_was_due_to_end(as_of: str, vacant: bool) -> None:
    office = leads(term("ben", "2022-05-09", "2023-02-16", expected_end="2026-05-10"))
    assert still_open(office, as_of).vacant is vacant


def test_no_holder_after_an_unrecorded_election_is_an_unknown_result_and_no_vacancy() -> None:
    office = leads(rule(), term("ben", "2022-05-09", "2026-05-31"), election("2026-05-07", status="held"))
    found = still_open(office, "2026-08-01")
    assert (told(found), found.result_known, found.vacant) == (("ordinary", "2026-05-07"), False, False)


def test_a_term_past_its_expected_end_without_an_end_is_overdue() -> None:
    office = leads(term("ben", "2022-05-09", expected_end="2026-05"))
    assert [told(one) for one in seen(office, "2026-05-31").list_up_to(date.max)] == [("term-end", "2026-05-02")]
    found = still_open(office, "2026-06-01")
    assert (told(found), found.basis, found.overdue, found.vacant) == (
        ("overdue", "2026-05-02"),
        "derived",
        True,
        False,
    )


def test_an_overdue_term_after_an_unrecorded_election_is_that_election() -> None:
    office = leads(rule(), term("ben", "2022-05-09", expected_end="2026-05"), election("2026-05-07", status="held"))
    found = still_open(office, "2026-08-01")
    assert (told(found), found.overdue) == (("ordinary", "2026-05-07"), True)


# Appointments and abolition

ZANEN = term("zanen", "2020-07-01", expected_end="2026-06-30", party="vvd")


def test_an_appointment_ends_on_the_day_after_its_last() -> None:
    office = leads(rule(election_rule=None), ZANEN, selection="appointed")
    found = ahead(office, "2026-01-01")
    assert (told(found), found.quiet_from) == (("appointment-end", "2026-07-01"), date(2026, 7, 1))
    assert (found.handover_first, found.handover_last, found.handover_basis) == (
        date(2026, 7, 1),
        date(2026, 9, 29),
        "derived",
    )
    assert (found.outgoing, found.certain_change) == ("zanen", ())


def test_an_appointment_nobody_renewed_stays_open_and_is_stretched_to_the_day() -> None:
    found = still_open(leads(ZANEN, selection="appointed"), "2026-11-23")
    assert (told(found), found.handover_last, found.scheduled_handover_last) == (
        ("appointment-end", "2026-07-01"),
        date(2026, 11, 23),
        date(2026, 9, 29),
    )


def test_an_appointment_of_the_same_person_again_closes_it() -> None:
    office = leads(ZANEN, term("zanen", "2026-07-01"), selection="appointed")
    assert seen(office, "2026-07-01").latest_open is None


def test_an_appointment_of_another_is_open_to_the_end_of_the_window() -> None:
    office = leads(replace(ZANEN, end=ZANEN.expected_end), term("cy", "2026-07-01"), selection="appointed")
    found = still_open(office, "2026-12-31")
    assert (told(found), found.certain_change) == (("appointment-end", "2026-07-01"), ("successor-known",))
    assert seen(office, "2027-01-01").latest_open is None


def test_a_holder_who_does_not_want_another_appointment_is_a_certain_change() -> None:
    office = leads(replace(ZANEN, next="not-standing"), selection="appointed")
    assert ahead(office, "2026-01-01").certain_change == ("not-standing",)


def test_an_appointed_office_with_a_rule_turns_on_the_election_too() -> None:
    office = leads(rule(), term("ada", "2020-01-01", expected_end="2025-12-31"), selection="appointed")
    found = [told(one) for one in seen(office, "2025-06-01").ahead]
    assert found[:2] == [("appointment-end", "2026-01-01"), ("ordinary", "2026-05-07")]


def test_expected_end_without_rule_is_the_end_of_the_term() -> None:
    office = leads(term("ben", "2022-05-09", expected_end="2026-05-10"))
    assert [told(one) for one in seen(office, "2024-01-01").ahead] == [("term-end", "2026-05-11")]


def test_an_office_that_ends_hands_over_to_its_heir_on_the_day_after() -> None:
    office = leads(rule(), BEN, end="2028-03-31", successor="hampshire/mayor")
    found = ahead(office, "2027-01-01")
    assert (told(found), found.quiet_from) == (("abolition", "2028-04-01"), date(2028, 4, 1))
    assert (found.handover_first, found.handover_last) == (date(2028, 4, 1), date(2028, 4, 1))
    assert seen(office, "2028-10-01").latest_open is not None
    assert seen(office, "2028-10-02").latest_open is None


def test_an_ended_office_without_an_heir_stays_open() -> None:
    office = leads(BEN, end="2028-03-31")
    found = still_open(office, "2035-01-01")
    assert (told(found), found.result_known, found.handover_last) == (
        ("abolition", "2028-04-01"),
        False,
        date(2035, 1, 1),
    )


def test_an_office_that_ends_on_a_vague_day_may_end_on_any_of_them() -> None:
    office = leads(BEN, end="2028", successor="hampshire/mayor")
    found = ahead(office, "2027-01-01")
    assert (found.polling_day, found.handover_first, found.handover_last) == (
        date(2028, 1, 2),
        date(2028, 1, 2),
        date(2029, 1, 1),
    )
    assert seen(office, "2029-07-03").latest_open is not None
    assert seen(office, "2029-07-04").latest_open is None


def test_an_office_known_to_have_ended_by_some_day_has_ended() -> None:
    found = still_open(leads(BEN, end="../2024-03-31"), "2024-06-01")
    assert (told(found), found.last_polling_day) == (("abolition", "2023-04-02"), date(2024, 4, 1))


# Merging


def test_an_election_and_the_succession_it_brings_are_one() -> None:
    found = seen(leads(*HELD), "2022-06-01")
    told_all = [told(one) for one in (*found.past, found.latest_open)]
    assert told_all.count(("ordinary", "2022-05-05")) == 1
    assert not [one for one in told_all if one and one[0] == "succession"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            [rule(), leaving("2026-05-10"), election("2026-05-07")],
            ("ordinary", "2026-05-07"),
        ),
        (
            [rule(), BEN, election("2026-05-07"), member("red", "2022"), member("blue", "2026-05-11")],
            ("ordinary", "2026-05-07"),
        ),
        (
            [term("ben", "2022-05-09", "2026-04-30"), term("cy", "2026-05-20", basis="succession")],
            ("succession", "2026-05-20"),
        ),
        (
            [
                term("ben", "2022-05-09", "2026-05-19"),
                term("cy", "2026-05-20", basis="succession"),
                member("red", "2022", "2026-05-19"),
                member("blue", "2026-05-20"),
            ],
            ("succession", "2026-05-20"),
        ),
    ],
)
def test_transitions_that_overlap_are_the_first_in_order(facts: list[object], expected: tuple[str, str]) -> None:
    found = seen(leads(*facts, selection="council"), "2026-05-25")  # type: ignore[arg-type]
    assert told(found.latest_open) == expected


def test_an_abolition_comes_before_the_election_it_overlaps() -> None:
    office = leads(rule(takes_office="+4d"), BEN, election("2026-05-07"), end="2026-05-08", successor="heir/mayor")
    assert [told(one) for one in seen(office, "2026-05-01").ahead] == [("abolition", "2026-05-09")]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-05-10", [("ordinary", "2026-05-07")]),
        ("2026-05-11", [("ordinary", "2026-05-07"), ("departure", "2026-05-12")]),
    ],
)
def test_a_transition_merges_up_to_the_last_day_of_the_handover(last: str, expected: list[tuple[str, str]]) -> None:
    office = leads(rule(), term("ben", "2022-05-09", last, expected_end="2026-12-31", next_on="2026-01-01"))
    assert [told(one) for one in seen(office, "2026-05-01").ahead][: len(expected)] == expected
    assert len([one for one in seen(office, "2026-05-01").ahead if one.polling_day.year == 2026]) == len(expected)


def test_a_by_election_after_the_vacancy_is_a_transition_of_its_own() -> None:
    gone = term("ben", "2022-05-09", "2023-02-16")
    office = leads(rule(), gone, election("2023-06-26", kind="by-election"))
    found = seen(office, "2023-03-01")
    assert (told(found.latest_open), told(found.ahead[0])) == (("vacancy", "2023-02-17"), ("by-election", "2023-06-26"))


def test_a_vacancy_stays_open_until_the_by_election_within_it() -> None:
    gone = term("ben", "2022-05-09", "2023-02-16")
    office = leads(rule(), gone, election("2023-03-30", kind="by-election"))
    found = seen(office, "2023-03-01")
    assert (told(found.latest_open), told(found.ahead[0]), found.ahead[0].vacant) == (
        ("vacancy", "2023-02-17"),
        ("by-election", "2023-03-30"),
        True,
    )


# Certain change


@pytest.mark.parametrize("word", ["not-standing", "term-limited"])
def test_a_holder_who_cannot_or_will_not_go_on_is_a_certain_change(word: str) -> None:
    found = ahead(leads(rule(), replace(BEN, next=word)), "2026-01-01")
    assert (found.certain_change, found.incumbent_candidacy) == ((word,), word)


@pytest.mark.parametrize("word", ["standing", "unknown", None])
def test_a_holder_who_stands_or_has_not_said_is_no_certain_change(word: str | None) -> None:
    found = ahead(leads(rule(), replace(BEN, next=word)), "2026-01-01")
    assert (found.certain_change, found.incumbent_candidacy) == ((), word)


MANDATES = (
    term("ada", "2010-05-10", "2014-05-11"),
    term("ben", "2014-05-12", "2018-05-06"),
    term("ada", "2018-05-07", "2022-05-08"),
    term("ada", "2022-05-09"),
)


@pytest.mark.parametrize(
    ("kind", "limit", "certain"),
    [
        ("consecutive", 2, ("limit-reached",)),
        ("consecutive", 3, ()),
        ("lifetime", 3, ("limit-reached",)),
        ("lifetime", 2, ("limit-reached",)),
        ("lifetime", 4, ()),
        ("lifetime", None, ()),
    ],
)
def test_a_limit_reached_by_the_mandates_recorded_is_a_certain_change(
    kind: str, limit: int | None, certain: tuple[str, ...]
) -> None:
    office = leads(rule(term_limit=limit, term_limit_kind=kind), *MANDATES)
    assert ahead(office, "2026-01-01").certain_change == certain


def test_the_limit_is_that_of_the_rule_in_force_at_the_election() -> None:
    office = leads(
        rule(term_limit=2, term_limit_kind="consecutive", end="2026-12-31"),
        rule(term_limit=3, term_limit_kind="consecutive", start="2027-01-01"),
        *MANDATES,
    )
    found = [(told(one), one.certain_change) for one in seen(office, "2026-01-01").ahead[:2]]
    assert found == [(("ordinary", "2026-05-07"), ("limit-reached",)), (("ordinary", "2030-05-02"), ())]


@pytest.mark.parametrize(("as_of", "certain"), [("2022-05-05", ()), ("2022-05-06", ("limit-reached",))])
def test_a_term_won_again_counts_from_the_day_after_polling(as_of: str, certain: tuple[str, ...]) -> None:
    limit = rule(term_limit=2, term_limit_kind="consecutive")
    office = leads(limit, term("ada", "2018-05-07"), election("2022-05-05", winner="ada"))
    assert {told(one): one.certain_change for one in seen(office, as_of).ahead}[("ordinary", "2026-05-07")] == certain


def test_mandates_of_long_ago_count_for_life_by_the_rule_alone() -> None:
    long_ago = term("ada", "1998-05-11", "2010-05-09")
    limit = rule(election_rule_start="1998-05-07", term_limit=4, term_limit_kind="lifetime")
    office = leads(limit, long_ago, term("ben", "2010-05-10", "2022-05-08"), term("ada", "2022-05-09"))
    assert ahead(office, "2026-01-01").certain_change == ("limit-reached",)


def test_a_legal_end_proves_nothing() -> None:
    office = leads(rule(), leaving("2026-05-10", expected_end="2026-05-10"))
    assert ahead(office, "2026-01-01").certain_change == ()
    ended = leads(rule(), term("ben", "2022-05-09", "2026-05-10", expected_end="2026-05-10"))
    assert still_open(ended, "2026-08-01").certain_change == ()


def test_a_holder_who_left_before_the_expected_end_is_a_certain_change() -> None:
    office = leads(rule(), term("ben", "2022-05-09", "2023-02-16", expected_end="2026-05-10"))
    assert ahead(office, "2024-01-01").certain_change == ("left-early",)


def test_a_holder_who_may_have_left_at_the_expected_end_is_no_certain_change() -> None:
    office = leads(rule(), term("ben", "2022-05-09", "2026-05", expected_end="2026-05"))
    assert still_open(office, "2026-08-01").certain_change == ()


# What holds whatever is recorded

DAYS = st.dates(date(2015, 1, 1), date(2031, 1, 1)).map(date.isoformat)
FACTS = st.one_of(
    st.builds(
        lambda person, start, end, due, capacity: term(person, start, end, expected_end=due, capacity=capacity),
        st.sampled_from(["ada", "ben", "cy"]),
        DAYS,
        st.none() | DAYS,
        st.none() | DAYS,
        st.sampled_from([None, "acting", "suspended"]),
    ),
    st.builds(
        lambda polling, kind, winner: election(polling, kind=kind, winner=winner),
        DAYS,
        st.sampled_from(["ordinary", "by-election", "repeat"]),
        st.sampled_from([None, "ada", "ben"]),
    ),
    st.builds(member, st.sampled_from(["red", "blue"]), DAYS, st.none() | DAYS),
)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(FACTS, max_size=5), DAYS, st.sampled_from(["direct", "appointed"]), st.none() | DAYS)
def test_whatever_is_recorded_the_transitions_are_in_order_and_apart(
    facts: list[Term | Election], as_of: str, selection: str, end: str | None
) -> None:
    found = seen(leads(rule(), *facts, selection=selection, end=end), as_of)
    events = [*found.past, *([found.latest_open] if found.latest_open else []), *found.ahead]
    first_days = [event.first_day or event.polling_day for event in events]
    assert first_days == sorted(first_days)
    assert all(before.scheduled_handover_last < first for before, first in zip(events, first_days[1:], strict=False))
    for event in events:
        assert event.handover_first <= event.scheduled_handover_last <= event.handover_last
    assert all(first <= day(as_of) for first in first_days[: len(events) - len(found.ahead)])
    assert all(first >= day(as_of) for first in first_days[len(events) - len(found.ahead) :])
    assert found.latest_open is None or found.latest_open.result_known or found.latest_open.handover_last >= day(as_of)


def test_a_day_that_is_far_off_breaks_nothing() -> None:
    office = leads(
        rule(),
        term("ben", "2022-05-09", "2999-12-31", expected_end="2999", next_on="2022-05-09"),
        member("red", "2022", "2999-12-31"),
        selection="appointed",
        end="2999-12-31",
    )
    found = seen(office, "2026-01-01")
    assert told(found.ahead[0]) == ("ordinary", "2026-05-07")
    assert {one.kind for one in found.ahead if one.polling_day > date(2040, 1, 1)} <= {"appointment-end", "abolition"}


def test_the_settings_of_the_design_are_the_defaults() -> None:
    assert (SETTINGS.horizon.months, SETTINGS.window_days, SETTINGS.late_days, SETTINGS.handover_days) == (
        24,
        183,
        90,
        90,
    )
    assert (SETTINGS.notice_days, SETTINGS.lead_days, SETTINGS.stale_months) == (90, 60, 12)
    assert SETTINGS.community_kinds == ("community", "charity", "faith", "social-enterprise")


def test_a_winner_whose_term_is_not_recorded_yet_leaves_no_vacancy() -> None:
    old = term("ada", "2018-05-07", "2022-05-08")
    found = still_open(leads(rule(), old, election("2022-05-05", winner="ben")), "2022-06-01")
    assert (found.kind, found.successor, found.vacant) == ("ordinary", "ben", False)


def test_a_projected_election_that_passed_unrecorded_explains_an_overdue_term() -> None:
    found = still_open(leads(rule(), term("ada", "2018-05-07", expected_end="2022-05-08")), "2022-07-01")
    assert (found.kind, found.basis, found.result_known) == ("ordinary", "rule", False)


def test_who_was_re_elected_and_leaves_before_the_next_election_leaves_a_vacancy() -> None:
    ada = term("ada", "2018-05-07", "2023-03-31")
    found = still_open(leads(rule(), ada, election("2022-05-05", winner="ada")), "2023-04-15")
    assert (found.kind, found.vacant) == ("vacancy", True)
