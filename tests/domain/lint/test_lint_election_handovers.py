"""Handovers far behind the vote."""

import pytest
from lint_cases import election, found, leads, recorded, rule, texts

CALENDAR = rule(takes_office="06-01")


def test_a_vote_moved_past_the_day_of_the_calendar_is_pointed_at() -> None:
    """The first of June 2026 lies before the new day, so the rule goes on to that of 2027."""
    (one,) = found("HANDOVER_FAR", recorded(leads(CALENDAR, election("2026-06-04"))))
    assert one.text == "By its rule whoever wins luton/leader on 2026-06-04 takes office on 2027-06-01, 362 days later."
    assert one.records == ("office:luton/leader",)
    assert texts("HANDOVER_FAR", recorded(leads(CALENDAR, election("2026-05-28")))) == []


@pytest.mark.parametrize(("days", "times"), [(182, 0), (183, 0), (184, 1)])
def test_it_begins_the_day_after_a_window(days: int, times: int) -> None:
    office = leads(rule(takes_office=f"+{days}d", end="2027-12-31"), election("2026-05-07"))
    assert len(texts("HANDOVER_FAR", recorded(office))) == times


def test_a_recorded_handover_is_nobodys_mistake() -> None:
    assert texts("HANDOVER_FAR", recorded(leads(CALENDAR, election("2026-06-04", handover="2027-06-01")))) == []


@pytest.mark.parametrize(("takes_office", "times"), [("01-28", 0), ("01-29", 0), ("01-30", 1)])
def test_far_handover_counts_from_the_deciding_round(takes_office: str, times: int) -> None:
    """Line 16 of the issue on the calendar: 183 days after a run-off of 30 July 2026 is 29 January 2027."""
    run_off = election("2026-07-30", kind="run-off", run_off_of="2026-05-07")
    office = leads(rule(takes_office=takes_office, end="2027-12-31"), election("2026-05-07"), run_off)
    assert len(texts("HANDOVER_FAR", recorded(office))) == times
