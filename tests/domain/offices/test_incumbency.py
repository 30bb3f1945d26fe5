"""Who holds the office before a transition, and what is said of that holder: by terms and by elections won.

Elections are on the first Thursday of May every four years from 2014, in office after four days.
"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from office_cases import SETTINGS, day, election, leads, member, on, rule, seen, still_open, term, told

from continuity.domain.offices.models import OfficeRecord, Term, Transition
from continuity.domain.programmes.models import Outcome, Programme
from continuity.domain.risk.findings import Finding
from support.known_facts import list_known_findings

MAY = rule(election_rule_start="2014-05-01", quiet_days=37)
A = term("a", "2014-05-05", "2018-05-06", expected_end="2018-05-06")


def finding(office: OfficeRecord, as_of: str, launched: str = "2019-01-01", **facts: Any) -> Finding:
    """What is found on a programme that only has a launch."""
    key = office.office.key
    base = {"status": "active", "launched": on(launched)}
    programme = Programme(key="luton/youth", city="luton", office=key, **(base | facts))
    return list_known_findings(programme, {key: office}, day(as_of), SETTINGS)[0]


def codes(found: Finding) -> set[str]:
    return {reason.code for reason in (*found.reasons, *found.watch_points)}


def ahead_on(office: OfficeRecord, as_of: str, polling: str) -> Transition:
    return next(one for one in seen(office, as_of).ahead if str(one.polling_day) == polling)


# Who held it last came by a vote

WON = (
    MAY,
    A,
    election("2018-05-03", winner="b", winner_party="red"),
    election("2022-05-05", winner="a", winner_party="blue"),
)


def test_whoever_won_the_last_election_holds_the_office_without_a_term() -> None:
    found = finding(leads(*WON), "2022-06-01", "2017")
    assert found.transition is not None
    assert (found.status, found.level, found.aggravators) == ("at-risk", "critical", ("A1", "A2", "A3"))
    assert (found.transition.outgoing, found.transition.outgoing_party) == ("b", "red")
    assert (found.transition.successor, found.transition.successor_party) == ("a", "blue")


def test_after_an_election_without_a_result_the_holder_is_unknown() -> None:
    office = leads(MAY, A, election("2018-05-03", status="held"), WON[3])
    found = finding(office, "2022-06-01", "2017")
    assert found.transition is not None
    assert (found.status, found.aggravators, found.transition.outgoing) == ("at-risk", ("A3",), None)


def test_whoever_won_twice_without_a_term_stays() -> None:
    office = leads(MAY, A, WON[2], election("2022-05-05", winner="b"))
    assert seen(office, "2022-06-01").latest_open is None


def test_what_is_said_of_who_was_voted_out_counts_no_more() -> None:
    office = leads(MAY, replace(A, next="not-standing"), WON[2])
    found = finding(office, "2021-06-01", "2017")
    assert (found.level, found.aggravators) == ("high", ())


def test_the_party_of_who_won_the_last_election_is_the_outgoing_one() -> None:
    blue = term("a", "2014-05-05", "2018-05-06", party="blue")
    office = leads(MAY, blue, WON[2], election("2022-05-05", winner="c", winner_party="blue"))
    assert finding(office, "2022-06-01").party_change == "different"


def test_a_party_known_to_have_won_is_the_outgoing_one() -> None:
    found = ahead_on(leads(MAY, A, election("2018-05-03", winner_party="red")), "2021-06-01", "2022-05-05")
    assert (found.outgoing, found.outgoing_party) == (None, "red")


def test_who_is_recorded_to_have_gone_on_through_a_vote_holds_the_office() -> None:
    long = term("a", "2014-05-05", "2022-05-08")
    found = still_open(leads(MAY, long, election("2022-05-05", winner="b")), "2022-06-01")
    assert (found.outgoing, found.certain_change) == ("a", ("successor-known",))


def test_a_mandate_won_by_who_holds_it_is_not_left_with_the_term_before() -> None:
    gone = term("a", "2018-05-07", "2020-01-31", expected_end="2022-05-08", next="not-standing")
    office = leads(MAY, gone, election("2020-03-26", kind="by-election", winner="a"))
    found = ahead_on(office, "2021-01-15", "2022-05-05")
    assert (found.outgoing, found.certain_change, found.incumbent_candidacy, found.vacant) == ("a", (), None, False)


def test_elections_won_are_mandates_that_count_for_the_limit() -> None:
    limit = replace(MAY, term_limit=2, term_limit_kind="consecutive")
    office = leads(limit, A, WON[2], election("2022-05-05", winner="b"))
    assert ahead_on(office, "2022-06-01", "2026-05-07").certain_change == ("limit-reached",)


# A seat left, and voted on since

LEFT = term("a", "2018-05-07", "2020-01-31", expected_end="2022-05-08")


def test_whoever_won_the_by_election_holds_the_seat_that_was_left() -> None:
    polls = election("2020-03-26", kind="by-election", winner="b", handover="2020-03-30")
    found = finding(leads(MAY, LEFT, polls), "2021-01-15")
    assert (found.level, found.aggravators) == ("high", ())
    assert "VACANCY" not in codes(found)


def test_no_holder_after_an_unrecorded_by_election_is_an_unknown_result_and_no_vacancy() -> None:
    office = leads(MAY, LEFT, election("2020-03-26", kind="by-election", status="held"))
    found = finding(office, "2020-06-15")
    assert "A4" not in found.aggravators
    assert "VACANCY" not in codes(found)
    assert "RESULT_UNKNOWN" in codes(found)


ACTING = term("x", "2020-02-01", "2022-05-08", capacity="acting")


def test_a_holder_who_is_suspended_has_not_left() -> None:
    suspended = term("a", "2020-02-01", "2022-05-08", expected_end="2022-05-08", capacity="suspended")
    found = finding(leads(MAY, LEFT, suspended, ACTING), "2021-01-15")
    assert (found.level, found.aggravators) == ("high", ())


def test_a_seat_is_vacant_from_the_end_of_a_suspension() -> None:
    suspended = term("a", "2020-02-01", "2020-09-30", expected_end="2022-05-08", capacity="suspended")
    assert told(still_open(leads(MAY, LEFT, suspended, ACTING), "2020-11-15")) == ("vacancy", "2020-10-01")


@pytest.mark.parametrize(
    ("further", "expected"),
    [((), ("departure", "2020-10-01")), ((term("a", "2018-05-07"),), ("ordinary", "2022-05-05"))],
)
def test_who_is_suspended_leaves_with_the_end_of_it_unless_the_mandate_goes_on(
    further: tuple[Term, ...], expected: tuple[str, str]
) -> None:
    suspended = term("a", "2020-02-01", "2020-09-30", expected_end="2022-05-08", capacity="suspended")
    assert told(seen(leads(MAY, suspended, *further), "2020-09-30").ahead[0]) == expected


def test_between_two_rounds_the_seat_is_still_empty() -> None:
    first = election("2020-03-05", kind="by-election", status="held")
    second = election("2020-03-19", kind="run-off", run_off_of="2020-03-05")
    vacant = [still_open(leads(MAY, LEFT, first, second), as_of).vacant for as_of in ("2020-03-19", "2020-03-20")]
    assert vacant == [True, False]


def test_a_by_election_after_a_suspension_is_known_from_the_vacancy() -> None:
    suspended = term("a", "2020-02-01", "2020-09-30", expected_end="2022-05-08", capacity="suspended")
    office = leads(MAY, LEFT, suspended, election("2020-12-03", kind="by-election", status="held"))
    kinds = [[one.kind for one in seen(office, as_of).ahead[:1]] for as_of in ("2020-09-29", "2020-09-30")]
    assert kinds == [["ordinary"], ["by-election"]]


# What is said of a holder counts where that holder is decided on

EVERY_TWO_YEARS = rule(
    election_rule="FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=+1TH", election_rule_start="2014-05-01", quiet_days=37
)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"next": "not-standing"}, "not-standing"),
        ({"end": "2017-01-31", "expected_end": "2018-05-06"}, "left-early"),
        ({}, "limit-reached"),
    ],
)
def test_what_is_said_of_a_holder_counts_at_the_next_election_only(facts: dict[str, str], code: str) -> None:
    limit = replace(EVERY_TWO_YEARS, term_limit=1, term_limit_kind="consecutive")
    office = leads(limit if code == "limit-reached" else EVERY_TWO_YEARS, term("a", "2016-05-09", **facts))
    found = [one.certain_change for one in seen(office, "2017-05-03").ahead[:3]]
    assert found == [(code,), (), ()]


def test_a_limit_counts_at_a_past_election_as_far_as_it_was_served_before_it() -> None:
    limit = replace(MAY, term_limit=2, term_limit_kind="consecutive")
    office = leads(limit, term("a", "2018-05-07", "2024-01-31"))
    assert still_open(office, "2024-02-01").certain_change == ()


# What a programme was launched under


def test_who_will_hold_the_office_at_a_launch_ahead_cannot_be_known() -> None:
    terms = (term("a", "2014-05-05", "2018-05-06", party="blue"), term("b", "2018-05-07", party="red"))
    office = leads(MAY, *terms, election("2018-05-03", winner="b", winner_party="red"))
    found = finding(office, "2018-05-04", "2018-05-07", status="planned")
    assert (found.programme.launched_under, found.party_change) == (None, "different")
    assert finding(office, "2018-05-08", "2018-05-07").programme.launched_under == "b/2018-05-07"


# Elections that are moved, and terms that belong to one


def test_an_election_known_to_be_replaced_is_off_whatever_its_status() -> None:
    moved = election("2022-09-15", replaces="2022-05-05", known_from="2022-03-01")
    office = leads(MAY, term("a", "2018-05-07"), election("2022-05-05"), moved)
    found = finding(office, "2022-06-01")
    assert found.transition is not None
    assert (str(found.transition.polling_day), "LATE" in codes(found)) == ("2022-09-15", True)
    assert [str(one.polling_day) for one in seen(office, "2022-02-28").ahead[:1]] == ["2022-05-05"]


def test_an_election_that_was_held_and_its_repeat_both_stand() -> None:
    repeat = election("2022-12-01", kind="repeat", replaces="2022-05-05", status="held")
    office = leads(MAY, term("a", "2018-05-07"), election("2022-05-05", status="held"), repeat)
    found = seen(office, "2023-01-15")
    assert [told(one) for one in (*found.past[-1:], found.latest_open)] == [
        ("ordinary", "2022-05-05"),
        ("repeat", "2022-12-01"),
    ]


def test_a_succession_within_the_window_gives_the_result() -> None:
    known = (replace(MAY, takes_office=None), term("a", "2018-05-07", "2022-05-31"))
    office = leads(*known, election("2022-05-05", status="held"), term("b", "2022-06-01", basis="succession"))
    assert seen(office, "2023-06-10").latest_open is None


def test_the_window_runs_from_the_recorded_handover() -> None:
    known = (MAY, term("a", "2018-05-07", "2022-11-30"), term("b", "2022-12-01"))
    office = leads(*known, election("2022-05-05", status="held", handover="2022-12-01"))
    found = still_open(office, "2022-12-10")
    assert (told(found), found.successor, found.certain_change) == (
        ("ordinary", "2022-05-05"),
        "b",
        ("successor-known",),
    )
    assert found.handover_last == date(2022, 12, 1)


def test_a_term_after_the_recorded_handover_is_no_succession() -> None:
    known = (MAY, term("a", "2018-05-07", "2022-05-09"), term("b", "2022-05-10"))
    office = leads(*known, election("2022-05-05", winner="b", handover="2022-05-09"))
    assert told(still_open(office, "2022-06-10")) == ("ordinary", "2022-05-05")


def test_a_term_belongs_to_the_last_election_before_it() -> None:
    by_election = election("2022-03-03", kind="by-election", handover="2022-03-07", status="held")
    office = leads(MAY, term("a", "2018-05-07"), by_election, election("2022-05-05"), term("b", "2022-05-09"))
    found = seen(office, "2022-06-01")
    assert [(told(one), one.successor) for one in (*found.past[-1:], found.latest_open) if one] == [
        (("by-election", "2022-03-03"), None),
        (("ordinary", "2022-05-05"), "b"),
    ]


# Appointments, and the end of an office


def test_an_appointment_renewed_however_late_is_closed() -> None:
    first = term("a", "2012-01-01", "2017-12-31", expected_end="2017-12-31")
    again = term("a", "2018-12-01", expected_end="2024-11-30")
    office = leads(first, again, selection="appointed")
    assert told(seen(office, "2018-11-30").latest_open) == ("appointment-end", "2018-01-01")
    assert seen(office, "2020-01-15").latest_open is None


def test_nothing_happens_to_an_office_after_its_end() -> None:
    office = leads(term("a", "2017-01-01", expected_end="2021-12-31"), selection="appointed", end="2020-12-31")
    found = finding(office, "2022-03-01")
    assert found.transition is not None
    assert told(found.transition) == ("abolition", "2021-01-01")
    assert "OFFICE_ENDS" in codes(found)
    assert not {"RESULT_UNKNOWN", "TERM_OVERDUE"} & codes(found)


def test_a_coalition_that_runs_past_the_end_of_the_office_changes_nothing() -> None:
    office = leads(member("red", "2017", "2021-05-31"), end="2020-12-31", selection="council")
    found = seen(office, "2022-03-01")
    assert (told(found.latest_open), found.past, found.ahead) == (("abolition", "2021-01-01"), (), ())


WEDNESDAY = "FREQ=YEARLY;INTERVAL=4;BYMONTH=3;BYDAY=+3WE"


def test_a_long_way_to_office_is_one_mandate() -> None:
    limit = rule(
        election_rule=WEDNESDAY,
        election_rule_start="2014-03-19",
        takes_office="01-01",
        term_limit=3,
        term_limit_kind="consecutive",
    )
    held = (election("2014-03-19", status="held"), election("2018-03-21", status="held"))
    office = leads(limit, term("a", "2015-01-01", "2018-12-31"), term("a", "2019-01-01"), *held)
    assert ahead_on(office, "2021-06-01", "2022-03-16").certain_change == ()


# Two rounds

NOVEMBER = rule(
    election_rule="FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=+1TU",
    election_rule_start="2018-11-06",
    takes_office="11-15",
    run_off="+14d",
)


@pytest.mark.parametrize(
    ("run_off", "handover"), [("2022-11-14", "2022-11-15"), ("2022-11-15", "2022-11-16"), ("2022-11-20", "2022-11-21")]
)
def test_a_calendar_day_not_after_the_run_off_gives_way_to_the_day_after_it(run_off: str, handover: str) -> None:
    first = election("2022-11-01", status="held")
    second = election(run_off, kind="run-off", run_off_of="2022-11-01", winner="b")
    found = still_open(leads(NOVEMBER, first, second), "2022-12-01")
    assert (str(found.handover_first), str(found.handover_last)) == (handover, handover)


def test_before_the_first_round_the_handover_reaches_to_the_day_after_a_late_run_off() -> None:
    found = ahead_on(leads(NOVEMBER), "2022-10-01", "2022-11-01")
    assert (found.handover_first, found.handover_last) == (date(2022, 11, 15), date(2022, 11, 16))


def test_handover_reaches_to_the_run_off_of_a_weekday_rule() -> None:
    # Issue 14, line 18: a run-off by a rule of days.
    by_weekday = replace(NOVEMBER, takes_office="+4d", run_off="2SA 12")
    found = ahead_on(leads(by_weekday), "2022-10-01", "2022-11-01")
    assert (found.handover_first, found.handover_last) == (date(2022, 11, 5), date(2022, 12, 14))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2022-05-04", "at-risk"), ("2022-05-05", "at-risk"), ("2022-05-06", "unknown-exposure")],
)
def test_after_the_last_listed_day_exposure_is_unknown(as_of: str, status: str) -> None:
    # Issue 14, line 18: a list that has run out says nothing of what comes, and unknown is never safe.
    listed = rule(election_rule="DATES:2018-05-03,2022-05-05", election_rule_start=None)
    office = leads(listed, term("a", "2018-05-07"), election("2022-05-05", winner="a"), term("a", "2022-05-09"))
    assert finding(office, as_of).status == status


def test_by_election_has_no_run_off_on_a_day_of_the_calendar() -> None:
    # Issue 14, line 18: the run-off of May 2023 is not in December.
    by_weekday = replace(NOVEMBER, takes_office="+4d", run_off="2SA 12")
    found = ahead_on(leads(by_weekday, election("2023-05-02", kind="by-election")), "2023-05-01", "2023-05-02")
    assert (found.handover_first, found.handover_last) == (date(2023, 5, 6), date(2023, 5, 6))


def test_an_outcome_recorded_under_the_first_round_counts_after_the_run_off() -> None:
    first = election("2022-11-01", status="held")
    second = election("2022-11-15", kind="run-off", run_off_of="2022-11-01", winner="b")
    office = leads(NOVEMBER, term("a", "2018-11-15", "2022-11-15"), first, second)
    kept = Outcome(transition="luton/leader/2022-11-01", checked_on=on("2022-12-01"), outcome="transferred")
    assert finding(office, "2022-12-02").status == "at-risk"
    assert finding(office, "2022-12-02", outcomes=(kept,)).status == "not-exposed"


# Nobody known to go, and nobody known to come


def test_a_winner_after_nobody_who_is_recorded_is_no_certain_change() -> None:
    found = finding(leads(MAY, election("2022-05-05", winner="a")), "2022-06-01")
    assert (found.status, found.aggravators) == ("at-risk", ("A3",))


def test_who_wins_after_all_does_not_change() -> None:
    office = leads(MAY, term("a", "2018-05-07", next="not-standing"), election("2022-05-05", winner="a"))
    found = ahead_on(office, "2022-05-05", "2022-05-05")
    assert (found.holder_stays, found.certain_change) == (True, ())


def test_an_appointment_known_to_be_renewed_is_not_ahead() -> None:
    again = term("a", "2025-01-01", known_from="2024-06-01")
    office = leads(term("a", "2020-01-01", expected_end="2024-12-31"), again, selection="appointed")
    assert [told(one) for one in seen(office, "2024-05-31").ahead] == [("appointment-end", "2025-01-01")]
    assert seen(office, "2024-06-01").ahead == ()


def test_an_appointment_that_ends_with_an_election_is_not_ahead_without_it() -> None:
    again = term("a", "2022-05-09", known_from="2022-01-10")
    office = leads(MAY, term("a", "2018-05-07", expected_end="2022-05-08"), again, selection="appointed")
    assert [told(one) for one in seen(office, "2022-02-01").ahead[:1]] == [("ordinary", "2026-05-07")]


# Two elections that overlap

BY_ELECTION = election("2022-03-03", kind="by-election", handover="2022-03-03/2022-06-01", known_from="2022-01-10")


def overlapping(*facts: Any) -> OfficeRecord:
    return leads(MAY, term("a", "2018-05-07"), *facts)


def test_of_two_elections_that_overlap_the_earlier_tells_the_story() -> None:
    found = seen(overlapping(BY_ELECTION), "2022-02-20").ahead[:2]
    assert [told(one) for one in found] == [("by-election", "2022-03-03"), ("ordinary", "2026-05-07")]


def test_of_two_elections_that_overlap_the_later_tells_who_holds_the_office() -> None:
    won = replace(BY_ELECTION, winner="b", status="held")
    office = overlapping(won, election("2022-05-05", winner="c", winner_party="red"))
    assert [still_open(office, as_of).successor for as_of in ("2022-05-05", "2022-05-06")] == ["b", "c"]
    unknown = overlapping(won, election("2022-05-05", status="held"))
    assert [still_open(unknown, as_of).result_known for as_of in ("2022-05-05", "2022-05-06")] == [True, False]


def test_a_chain_of_overlaps_does_not_swallow_what_lies_after_the_handover() -> None:
    derived = replace(MAY, takes_office=None)
    office = leads(derived, election("2022-03-03", kind="by-election"), election("2022-06-16", kind="by-election"))
    assert [told(one) for one in seen(office, "2022-02-20").ahead[:2]] == [
        ("by-election", "2022-03-03"),
        ("by-election", "2022-06-16"),
    ]
