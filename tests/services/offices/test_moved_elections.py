"""Issue 14, line 12: a poll that is moved several times stays one poll, on every day it is looked at (case 11)."""

from collections.abc import Callable
from datetime import date

import pytest

from continuity.domain.offices.event_effects import EffectCode, EventRecord
from continuity.domain.schema.tables import ELECTIONS
from continuity.errors import ContradictoryRecords, DuplicateKey
from continuity.reports.wording.office_events import format_effects
from continuity.services.assessment import assessment, record_and_compare
from continuity.services.offices.events import ElectionResult, cancel_election, postpone_election, record_result
from continuity.services.records import add_record, edit_record, list_records
from continuity.services.transaction import Writer
from support.one_city import OFFICE, POLL
from support.reference_packs import STAMP

MOVED_ON, MOVED_AGAIN_ON = date(2026, 11, 1), date(2026, 11, 20)
JUNE, SEPTEMBER = f"{OFFICE}/2028-06-01", f"{OFFICE}/2028-09-07"


def do(address: str, event: Callable[[Writer], EventRecord], as_of: date = MOVED_AGAIN_ON) -> EventRecord:
    return record_and_compare(address, STAMP, event, as_of)[0]


def move(address: str, key: str, day: str, as_of: date = MOVED_AGAIN_ON) -> EventRecord:
    return do(address, lambda writer: postpone_election(writer, key, day, as_of), as_of)


def polls(address: str, as_of: date) -> list[str]:
    found = assessment(address, as_of).transitions
    return [str(transition.polling_day) for transition in found]


@pytest.fixture
def moved_once(one_city: str) -> str:
    move(one_city, POLL, "2028-06-01", MOVED_ON)
    return one_city


@pytest.mark.parametrize("key", [POLL, JUNE])
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-10-31", "2028-05-04"),
        ("2026-11-01", "2028-06-01"),
        ("2026-11-02", "2028-06-01"),
        ("2026-11-19", "2028-06-01"),
        ("2026-11-20", "2028-09-07"),
        ("2026-11-21", "2028-09-07"),
    ],
)
def test_election_moved_twice_leaves_one_poll(moved_once: str, key: str, as_of: str, expected: str) -> None:
    move(moved_once, key, "2028-09-07")
    assert polls(moved_once, date.fromisoformat(as_of)) == [expected]


def test_postpone_by_first_key_says_it_was_moved_before(moved_once: str) -> None:
    event = move(moved_once, POLL, "2028-09-07")
    assert [effect.code for effect in event.effects] == [EffectCode.MOVED_BEFORE, EffectCode.ELECTION_MOVED]
    assert format_effects(event.effects) == (
        "The election of 4 May 2028 was moved to 1 June 2028 before, so that one counts. "
        f"The election of 1 June 2028 moves to 7 September 2028 ({SEPTEMBER})."
    )


def test_postpone_by_second_key_says_nothing_of_the_first(moved_once: str) -> None:
    event = move(moved_once, JUNE, "2028-09-07")
    assert [effect.code for effect in event.effects] == [EffectCode.ELECTION_MOVED]


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-11-01", "2028-06-01"), ("2026-11-19", "2028-06-01"), ("2026-11-20", "2028-05-04")]
)
def test_election_moved_back_is_on_its_first_day(moved_once: str, as_of: str, expected: str) -> None:
    event = move(moved_once, POLL, "2028-05-04")
    assert event.keys[-1] == f"{POLL}-2"
    assert polls(moved_once, date.fromisoformat(as_of)) == [expected]


def test_election_moved_to_a_day_it_is_on_is_refused(moved_once: str) -> None:
    with pytest.raises(ContradictoryRecords, match="is on 2028-06-01 already"):
        move(moved_once, POLL, "2028-06-01")


def test_election_moved_to_another_polling_day_is_refused(moved_once: str) -> None:
    add_record(moved_once, STAMP, [(ELECTIONS, {"office": OFFICE, "date": "2028-11-02", "status": "scheduled"})])
    with pytest.raises(DuplicateKey, match=f"cannot move to 2028-11-02: {OFFICE}/2028-11-02 is that day"):
        move(moved_once, POLL, "2028-11-02")


@pytest.mark.parametrize("day", ["2025-06-01", "2026-11-19", "2025"])
def test_postpone_to_a_past_day_is_refused(one_city: str, day: str) -> None:
    with pytest.raises(ContradictoryRecords, match=f"cannot move to {day}: that is before 2026-11-20") as refused:
        move(one_city, POLL, day)
    assert "election edit" in refused.value.hint
    assert polls(one_city, MOVED_AGAIN_ON) == ["2028-05-04"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-21", "2026-11", "2028-09"])
def test_postpone_to_a_day_that_may_come_is_recorded(one_city: str, day: str) -> None:
    assert move(one_city, POLL, day).keys[-1] == f"{OFFICE}/{day}"


def test_cancel_by_first_key_cancels_the_poll_that_stands(moved_once: str) -> None:
    event = do(moved_once, lambda writer: cancel_election(writer, POLL, MOVED_AGAIN_ON))
    assert [effect.code for effect in event.effects] == [EffectCode.MOVED_BEFORE, EffectCode.ELECTION_CANCELLED]
    assert event.keys == [JUNE]
    assert polls(moved_once, date(2026, 10, 31)) == ["2028-05-04"]
    assert polls(moved_once, date(2026, 11, 19)) == ["2028-06-01"]


def test_cancel_twice_is_refused(one_city: str) -> None:
    do(one_city, lambda writer: cancel_election(writer, POLL, MOVED_ON))
    with pytest.raises(ContradictoryRecords, match="was cancelled already") as refused:
        do(one_city, lambda writer: cancel_election(writer, POLL, MOVED_AGAIN_ON))
    assert "election postpone" in refused.value.hint


def test_cancelled_election_can_get_a_new_day(one_city: str) -> None:
    do(one_city, lambda writer: cancel_election(writer, POLL, MOVED_ON))
    move(one_city, POLL, "2028-06-01")
    assert polls(one_city, MOVED_AGAIN_ON) == ["2028-06-01"]


def test_result_of_a_moved_election_names_the_new_one(moved_once: str) -> None:
    with pytest.raises(ContradictoryRecords) as refused:
        do(moved_once, lambda writer: record_result(writer, POLL, ElectionResult(holder_stays=True), date(2028, 7, 1)))
    assert refused.value.message == f"{POLL} was cancelled: {JUNE} takes its place"
    assert JUNE in refused.value.hint


def test_held_election_cannot_be_moved_by_its_first_key(moved_once: str) -> None:
    edit_record(moved_once, STAMP, ELECTIONS, JUNE, {"status": "held"})
    with pytest.raises(ContradictoryRecords, match=f"{JUNE} was held already"):
        move(moved_once, POLL, "2028-09-07")


def test_result_of_a_vague_polling_day_asks_for_the_day(one_city: str) -> None:
    move(one_city, POLL, "2028-09")
    key = f"{OFFICE}/2028-09"
    with pytest.raises(ContradictoryRecords, match='recorded for "2028-09", which is not one day') as refused:
        do(one_city, lambda writer: record_result(writer, key, ElectionResult(holder_stays=True), date(2028, 10, 1)))
    assert refused.value.hint.endswith(f"`continuity election edit {key} --date YYYY-MM-DD`")
    edit_record(one_city, STAMP, ELECTIONS, key, {"date": "2028-09-07"})
    do(one_city, lambda writer: record_result(writer, key, ElectionResult(holder_stays=True), date(2028, 10, 1)))
    held = [row["status"] for row in list_records(one_city, ELECTIONS, {}) if row["key"] == key]
    assert held == ["held"]
