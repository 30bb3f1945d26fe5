"""The calendar for calendar applications, read back by the library that knows RFC 5545."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar, Event

from continuity.domain.known import filter_known_office
from continuity.domain.offices.models import Election, OfficeRecord, Transition
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.risk.findings import Assessment
from continuity.domain.settings import Settings
from continuity.domain.summaries.figures import Figures
from continuity.reports import registry
from continuity.reports.ics import action_plan
from support.report_goldens import same_as_golden
from support.sample_assessment import (
    AS_OF,
    ELECTION,
    LEADER,
    LEADERS,
    MAYOR,
    MAYORS,
    NEXT_COUNCIL,
    OPEN,
    assessment,
    on,
)

POLLING = "Polling day: Mayor (Exampleton)"
LONG = "Oberbürgermeisterin der Kreisfreien Stadt mit dem längsten Namen, den man sich überhaupt ausdenken könnte; ja"


def text_of(found: Assessment) -> str:
    return registry.render_listing("calendar-ics", Figures(found, ()), ())


def events(found: Assessment) -> list[Event]:
    return list(Calendar.from_ical(text_of(found)).walk("VEVENT"))


def by_summary(*transitions: Transition, **changes: Any) -> dict[str, Event]:
    return {str(one["SUMMARY"]): one for one in events(assessment(transitions=transitions, **changes))}


def days(event: Event) -> tuple[date, date]:
    return event["DTSTART"].dt, event["DTEND"].dt


def uids(found: Assessment) -> list[str]:
    return [str(event["UID"]) for event in events(found)]


def polling_uid(transition: Transition, *elections: Election) -> str:
    leadership = OfficeRecord(office=LEADERS.office, elections=elections)
    found = by_summary(transition, office_records={LEADER: leadership})
    return str(found["Polling day: Leader of the Council (Sample Bay)"]["UID"])


def test_lines_end_in_crlf_and_none_is_longer_than_75_octets() -> None:
    text = text_of(assessment(names={("office", MAYOR): LONG, ("city", "exampleton"): "Łódź"}))
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\r\n " in text


def test_umlauts_commas_and_semicolons_survive() -> None:
    found = assessment(names={("office", MAYOR): LONG, ("city", "exampleton"): "Łódź"}, transitions=(ELECTION,))
    assert f"Polling day: {LONG} (Łódź)" in {str(event["SUMMARY"]) for event in events(found)}


def test_the_calendar_says_who_made_it_and_by_which_version_of_the_format() -> None:
    calendar = Calendar.from_ical(text_of(assessment()))
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//continuity//continuity-tracker//EN")
    assert "UID" not in calendar


def test_an_election_is_a_span_before_it_its_day_and_its_handover() -> None:
    found = by_summary(ELECTION)
    assert list(found) == ["Pre-election period: Mayor (Exampleton)", POLLING, "Handover: Mayor (Exampleton)"]
    quiet, polling, handover = found.values()
    assert days(quiet) == (date(2027, 3, 22), date(2027, 5, 7))
    assert days(polling) == (date(2027, 5, 6), date(2027, 5, 7))
    assert days(handover) == (date(2027, 5, 10), date(2027, 5, 11))


def test_all_day_ends_are_exclusive_and_entries_block_nobodys_time() -> None:
    for event in events(assessment()):
        assert type(event["DTSTART"].dt) is date
        assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
        assert event["DTEND"].dt > event["DTSTART"].dt
        assert event["TRANSP"] == "TRANSPARENT"


def test_a_handover_known_as_a_range_is_a_span() -> None:
    found = by_summary(NEXT_COUNCIL)
    assert days(found["Handover: Leader of the Council (Sample Bay)"]) == (date(2028, 5, 4), date(2028, 8, 3))
    assert not [summary for summary in found if summary.startswith("Pre-election")]


def test_a_handover_of_unknown_result_ends_where_it_is_dated_and_not_on_the_day_of_the_report() -> None:
    late = replace(NEXT_COUNCIL, open=True, handover_last=date(2029, 1, 1))
    found = by_summary(late, as_of=date(2029, 1, 1))
    handover = found["Handover: Leader of the Council (Sample Bay)"]
    assert days(handover)[1] == date(2028, 8, 3)
    assert "No result is recorded yet." in handover["DESCRIPTION"]
    assert "Ask whoever takes the office to confirm the programmes" in handover["DESCRIPTION"]


def test_what_is_not_an_election_has_no_quiet_period_and_no_handover_of_its_own_on_the_same_day() -> None:
    start = date(2026, 7, 2)
    succession = replace(
        OPEN,
        kind="succession",
        quiet_from=start,
        handover_first=start,
        handover_last=start,
        scheduled_handover_last=start,
    )
    assert list(by_summary(succession)) == ["Succession: Leader of the Council (Sample Bay)"]
    assert list(by_summary(OPEN)) == [
        "Vacancy: Leader of the Council (Sample Bay)",
        "Handover: Leader of the Council (Sample Bay)",
    ]


def test_a_run_off_stands_beside_the_first_round() -> None:
    second = replace(ELECTION, polling_day=date(2027, 5, 20))
    found = by_summary(second)
    assert days(found[POLLING])[0] == date(2027, 5, 6)
    assert days(found["Run-off: Mayor (Exampleton)"])[0] == date(2027, 5, 20)
    assert str(found[POLLING]["UID"]) == str(by_summary(ELECTION)[POLLING]["UID"])


def test_each_says_where_its_day_comes_from_and_what_to_do_before_the_quiet_period() -> None:
    recorded, ruled = by_summary(ELECTION), by_summary(NEXT_COUNCIL)
    text = str(recorded[POLLING]["DESCRIPTION"])
    assert text.startswith("Polling day is recorded. Sign agreements and commit money by 2027-03-21;")
    assert text.endswith("As of 2026-08-01.")
    assert recorded[POLLING]["STATUS"] == "CONFIRMED"
    council = ruled["Polling day: Leader of the Council (Sample Bay)"]
    assert council["DESCRIPTION"].startswith("Polling day follows from the electoral rule")
    assert "No pre-election period is recorded" in council["DESCRIPTION"]
    assert council["STATUS"] == "TENTATIVE"
    assert "90 days are assumed" in ruled["Handover: Leader of the Council (Sample Bay)"]["DESCRIPTION"]


def test_inside_the_quiet_period_it_says_what_can_still_be_done() -> None:
    found = by_summary(ELECTION, as_of=date(2027, 3, 22))
    assert "Sign what can be signed now" in found[POLLING]["DESCRIPTION"]


def test_no_person_and_no_party_is_named() -> None:
    text = text_of(assessment())
    assert not [name for name in ("Ada", "Ben", "Cleo", "Blue", "blue", "ada-one") if name in text]


def test_the_stamp_is_that_of_the_as_of_day_and_the_same_facts_give_the_same_bytes() -> None:
    assert {event["DTSTAMP"].dt for event in events(assessment())} == {datetime(2026, 8, 1, tzinfo=UTC)}
    assert text_of(assessment()) == text_of(assessment())


def test_identifiers_are_unique_and_do_not_depend_on_the_day_of_the_report() -> None:
    twice = replace(OPEN, polling_day=date(2026, 11, 2))
    found = assessment(transitions=(OPEN, ELECTION, twice, NEXT_COUNCIL))
    assert len(set(uids(found))) == len(uids(found)) == 9
    assert uids(found) == uids(replace(found, as_of=AS_OF + timedelta(days=40)))


def test_the_identifier_stays_when_a_projected_election_is_recorded_on_another_day_of_its_year() -> None:
    projected = polling_uid(NEXT_COUNCIL)
    moved = replace(NEXT_COUNCIL, polling_day=date(2028, 6, 15), basis="recorded")
    assert polling_uid(moved, Election(key="a", date=on("2028-06-15"))) == projected


def test_the_identifier_stays_when_an_election_is_postponed_into_another_year() -> None:
    projected = polling_uid(NEXT_COUNCIL)
    later = replace(NEXT_COUNCIL, polling_day=date(2029, 5, 3), basis="recorded")
    announced = on("2026-07-01")
    cancelled = Election(key="a", date=on("2028-05-04"), status="cancelled", known_from=announced)
    again = Election(key="b", date=on("2028-11-02"), status="cancelled", replaces="a", known_from=announced)
    new = Election(key="c", date=on("2029-05-03"), replaces="b", known_from=announced)
    assert polling_uid(later, cancelled, again, new) == projected
    assert polling_uid(later, Election(key="c", date=on("2029-05-03"))) != projected


def test_elections_that_replace_each_other_do_not_lead_in_circles() -> None:
    ring = (
        Election(key="a", date=on("2028-05-04"), replaces="b"),
        Election(key="b", date=on("2027-05-06"), replaces="a"),
    )
    assert polling_uid(NEXT_COUNCIL, *ring)


def test_an_empty_calendar_has_a_component_and_no_event() -> None:
    """RFC 5545, 3.6: an object without a component is none."""
    text = text_of(assessment(transitions=()))
    assert list(Calendar.from_ical(text).walk("VEVENT")) == []
    assert text.count("BEGIN:VTIMEZONE") == text.count("BEGIN:STANDARD") == 1
    assert "BEGIN:VTIMEZONE" not in text_of(assessment())
    assert "BEGIN:VTIMEZONE" in action_plan.render(assessment(), ())


@pytest.mark.parametrize(
    ("written", "days_shown", "words"),
    [
        ("2027-06", (date(2027, 6, 1), date(2027, 7, 1)), "June 2027"),
        ("2027-04-15/2027-06-15", (date(2027, 4, 15), date(2027, 6, 16)), "15 April 2027 to 15 June 2027"),
    ],
)
def test_vague_polling_day_is_a_tentative_span(written: str, days_shown: tuple[date, date], words: str) -> None:
    """Issue 14, line 1."""
    day = on(written)
    vague = replace(
        ELECTION, polling_day=day.earliest, polling_date=day, first_day=day.earliest, last_first_day=day.latest
    )
    found = by_summary(vague)
    assert days(found[POLLING]) == days_shown
    assert days(found["Pre-election period: Mayor (Exampleton)"])[1] == days_shown[1]
    for event in (found[POLLING], found["Pre-election period: Mayor (Exampleton)"]):
        assert event["STATUS"] == "TENTATIVE"
        assert f"Polling day is not fixed: {words} is recorded." in event["DESCRIPTION"]
        assert "Polling day is recorded" not in event["DESCRIPTION"]


def test_recorded_span_of_handover_is_tentative() -> None:
    """Issue 14, line 1: a handover between two days is not one day, even where the span is recorded."""
    handover = by_summary(replace(ELECTION, scheduled_handover_last=date(2027, 5, 14)))["Handover: Mayor (Exampleton)"]
    assert handover["STATUS"] == "TENTATIVE"
    assert handover["DESCRIPTION"].startswith("The handover is recorded as one of these days.")


POLL = Election(key="a", date=on("2027-05-06"))
OFF = replace(POLL, status="cancelled", known_from=on("2026-09-01"))
MOVED = Election(key="b", date=on("2027-06-17"), replaces="a", known_from=on("2026-09-01"))
PUT_OFF_AGAIN = Election(key="c", date=on("2027-09-02"), replaces="b", known_from=on("2026-10-01"))


def polled(as_of: date, *elections: Election) -> list[tuple[str, str, int]]:
    """By the record alone: UID, status and sequence of each entry on a polling day."""
    record = filter_known_office(replace(MAYORS, elections=elections), as_of)
    outlook = build_outlook(record, as_of, Settings())
    found = assessment(office_records={MAYOR: record}, transitions=outlook.ahead, as_of=as_of)
    polling = (event for event in events(found) if str(event["SUMMARY"]).startswith("Polling"))
    return [(str(event["UID"]), str(event["STATUS"]), int(event.get("SEQUENCE", 0))) for event in polling]


def test_cancelled_election_comes_again_as_cancelled() -> None:
    """Case 15: the day before, on and after the day from which the cancellation is known."""
    ((uid, *before),) = polled(date(2026, 8, 31), OFF)
    assert before == ["CONFIRMED", 0]
    assert polled(date(2026, 9, 1), OFF) == polled(date(2026, 9, 2), OFF) == [(uid, "CANCELLED", 1)]


def test_cancelled_election_stays_in_the_file_for_a_year() -> None:
    last = date(2028, 5, 5)
    assert [status for _, status, _ in polled(last, OFF)] == ["CANCELLED"]
    assert polled(last + timedelta(days=1), OFF) == []


def test_moved_election_keeps_its_uid_and_gets_a_higher_sequence() -> None:
    """Case 15: each move and each cancellation raises the number; a replay of an earlier day has the earlier one."""
    ((uid, *_),) = polled(date(2026, 8, 31), POLL)
    rows = (OFF, replace(MOVED, status="cancelled", known_from=on("2026-10-01")), PUT_OFF_AGAIN)
    assert polled(date(2026, 9, 15), OFF, MOVED) == [(uid, "CONFIRMED", 2)]
    assert polled(date(2026, 10, 1), *rows) == [(uid, "CONFIRMED", 4)]
    gone = (*rows[:2], replace(PUT_OFF_AGAIN, status="cancelled", known_from=on("2026-11-01")))
    assert polled(date(2026, 11, 1), *gone) == [(uid, "CANCELLED", 5)]


def test_one_of_two_by_elections_of_a_year_is_cancelled() -> None:
    first = Election(key="a", date=on("2027-03-04"), kind="by-election")
    second = Election(key="b", date=on("2027-10-07"), kind="by-election")
    record = filter_known_office(replace(MAYORS, elections=(first, second)), AS_OF)
    before = assessment(
        office_records={MAYOR: record}, transitions=build_outlook(record, AS_OF, Settings()).ahead, findings=()
    )
    changed = filter_known_office(
        replace(MAYORS, elections=(first, replace(second, status="cancelled", known_from=on("2026-07-01")))), AS_OF
    )
    after = assessment(
        office_records={MAYOR: changed}, transitions=build_outlook(changed, AS_OF, Settings()).ahead, findings=()
    )
    assert uids(before) == uids(after)
    statuses = [str(event["STATUS"]) for event in events(after) if "By-election" in event["SUMMARY"]]
    assert statuses == ["CONFIRMED", "CANCELLED"]


def test_the_calendar_file_is_as_it_was() -> None:
    same_as_golden("calendar.ics", text_of(assessment()))
