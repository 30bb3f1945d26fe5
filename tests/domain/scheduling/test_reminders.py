"""Reports ahead of a change of leadership, and that they stay the same while it moves."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from continuity.domain.offices.models import Election, Office, OfficeRecord, Transition
from continuity.domain.offices.transition_ids import assign_transition_ids
from continuity.domain.scheduling.reminders import Reminder, list_reminders, list_upcoming_reminders
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration

MAYOR = "exampleton/mayor"
OFFICE = Office(key=MAYOR, city="exampleton")
ELECTION = Transition(
    city="exampleton",
    office=MAYOR,
    kind="ordinary",
    polling_day=date(2028, 5, 4),
    quiet_from=date(2028, 3, 31),
    handover_first=date(2028, 5, 8),
    handover_last=date(2028, 5, 8),
    scheduled_handover_last=date(2028, 5, 8),
)
SPANS = [Duration.parse(text) for text in ("12m", "6m", "3m", "1m")]
AT = time(7, 30)
ZONE = "Europe/London"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def told(*transitions: Transition, after: str, until: str, **changes: Any) -> tuple[Reminder, ...]:
    leaderships = {MAYOR: OfficeRecord(office=OFFICE, elections=changes.get("elections", ()))}
    found = assign_transition_ids(leaderships, transitions)
    return list_reminders(found, changes.get("spans", SPANS), AT, ZONE, utc(after), utc(until))


def test_notices_are_due_so_many_months_before_the_quiet_period_begins() -> None:
    found = told(ELECTION, after="2026-01-01", until="2030-01-01")
    assert [(str(one.lead_time), one.day.isoformat(), one.due) for one in found] == [
        ("12m", "2027-03-31", utc("2027-03-31T06:30")),
        ("6m", "2027-09-30", utc("2027-09-30T06:30")),
        ("3m", "2027-12-31", utc("2027-12-31T07:30")),
        ("1m", "2028-02-29", utc("2028-02-29T07:30")),
    ]
    assert {one.transition_id for one in found} == {"exampleton/mayor/ordinary/2028/1"}
    assert found[1].key == "exampleton/mayor/ordinary/2028/1/6m"
    assert all(one.transition is ELECTION for one in found)


def test_where_no_quiet_period_is_known_they_count_from_the_first_round() -> None:
    (first,) = told(replace(ELECTION, quiet_from=None), after="2028-03-01", until="2028-04-04T06:30")
    assert first.day == date(2028, 4, 4)
    second = replace(ELECTION, quiet_from=None, first_day=date(2028, 5, 4), polling_day=date(2028, 5, 18))
    assert told(second, after="2028-03-01", until="2028-04-04T06:30")[0].day == date(2028, 4, 4)


def test_what_is_due_at_the_beginning_is_left_out_and_at_the_end_is_not() -> None:
    assert [str(one.lead_time) for one in told(ELECTION, after="2027-03-31T06:30", until="2027-09-30T06:30")] == ["6m"]
    assert told(ELECTION, after="2027-09-30T06:30", until="2027-12-31T07:29:59") == ()


def test_a_span_longer_than_what_is_left_is_past() -> None:
    assert [str(one.lead_time) for one in told(ELECTION, after="2027-11-25", until="2029-01-01")] == ["3m", "1m"]
    long = told(ELECTION, after="1900-01-01", until="2030-01-01", spans=[Duration.parse("9999y"), Duration.parse("1d")])
    assert [str(one.lead_time) for one in long] == ["1d"]


def test_the_same_span_in_other_words_is_one_notice() -> None:
    spans = [Duration.parse("12m"), Duration.parse("1y"), Duration.parse("0m"), Duration.parse("0m")]
    found = told(ELECTION, after="2026-01-01", until="2030-01-01", spans=spans)
    assert [(str(one.lead_time), one.day) for one in found] == [("12m", date(2027, 3, 31)), ("0m", date(2028, 3, 31))]


def test_it_is_the_same_notice_after_the_election_was_moved() -> None:
    (before,) = told(ELECTION, after="2028-01-01", until="2028-03-01")
    moved = replace(ELECTION, polling_day=date(2028, 6, 15), quiet_from=date(2028, 5, 12))
    (after,) = told(
        moved,
        after="2028-04-01",
        until="2028-05-01",
        elections=(Election(key="a", date=VagueDate.parse("2028-06-15")),),
    )
    assert (before.key, before.day, after.day) == (after.key, date(2028, 2, 29), date(2028, 4, 12))


def test_one_postponed_into_the_next_year_keeps_the_year_of_what_it_replaces() -> None:
    moved = replace(ELECTION, polling_day=date(2029, 5, 3), quiet_from=date(2029, 3, 30))
    elections = (
        Election(key="a", date=VagueDate.parse("2028-05-04"), status="cancelled"),
        Election(key="b", date=VagueDate.parse("2029-05-03"), replaces="a"),
    )
    found = told(moved, after="2026-01-01", until="2030-01-01", elections=elections)
    assert {one.transition_id for one in found} == {"exampleton/mayor/ordinary/2028/1"}


def test_two_of_a_year_are_two() -> None:
    second = replace(ELECTION, polling_day=date(2028, 10, 5), quiet_from=date(2028, 9, 1))
    found = told(ELECTION, second, after="2028-01-01", until="2029-01-01", spans=[Duration.parse("1m")])
    assert [one.key for one in found] == [
        "exampleton/mayor/ordinary/2028/1/1m",
        "exampleton/mayor/ordinary/2028/2/1m",
    ]


def test_the_next_ones_come_in_their_order() -> None:
    other = replace(ELECTION, office="sample-bay/leader", quiet_from=date(2028, 2, 15))
    found = assign_transition_ids({}, (ELECTION, other))
    coming = list_upcoming_reminders(found, SPANS, AT, ZONE, utc("2027-11-25"), 3)
    assert [(one.transition_id.split("/")[0], str(one.lead_time), one.day.isoformat()) for one in coming] == [
        ("exampleton", "3m", "2027-12-31"),
        ("sample-bay", "1m", "2028-01-15"),
        ("exampleton", "1m", "2028-02-29"),
    ]
    assert len(list_upcoming_reminders(found, SPANS, AT, ZONE, utc("2027-01-01"))) == 8
    assert list_upcoming_reminders(found, SPANS, AT, ZONE, utc("2028-02-29T07:30")) == ()
