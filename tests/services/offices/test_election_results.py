"""Issue 14, line 5: a result ends the old term and begins the new one; a second one takes back the first (case 09)."""

from datetime import date

import pytest

from continuity.db import facts
from continuity.domain.known import filter_known_office
from continuity.domain.offices.event_effects import EventRecord
from continuity.domain.offices.holders import find_holders
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, ELECTIONS, OFFICES, PARTIES, PEOPLE, PROGRAMMES, RULES, TERMS
from continuity.domain.settings import Settings
from continuity.errors import ContradictoryRecords, StillReferenced
from continuity.reports.wording.office_events import format_effects
from continuity.services.assessment import assessment, record_and_compare
from continuity.services.history import list_batches, undo_batch
from continuity.services.offices.events import ElectionResult, record_result
from continuity.services.records import add_record, edit_record, list_records
from continuity.services.transaction import read_database
from support.one_city import FIRST_TERM, OFFICE, POLL
from support.reference_packs import STAMP

AFTER = date(2028, 6, 1)
BY_RULE = f"{OFFICE}/2028-05-08"


def record(address: str, as_of: date = AFTER, key: str = POLL, **outcome: object) -> EventRecord:
    result = ElectionResult(**outcome)  # type: ignore[arg-type]
    return record_and_compare(address, STAMP, lambda writer: record_result(writer, key, result, as_of), as_of)[0]


def add(address: str, table: Table, **cells: str) -> str:
    return str(add_record(address, STAMP, [(table, cells)])["key"])


def terms(address: str) -> dict[str, tuple[str, str, str]]:
    rows = list_records(address, TERMS, {"office": OFFICE})
    return {str(row["key"]): (str(row["person"]), str(row["start"]), str(row["end"] or "")) for row in rows}


def row(address: str, table: Table, key: str) -> dict[str, str]:
    (found,) = (row for row in list_records(address, table, {}) if row["key"] == key)
    return {name: str(value or "") for name, value in found.items()}


def holders(address: str, day: str) -> list[tuple[str, str]]:
    as_of = date.fromisoformat(day)
    with read_database(address) as connection:
        office = facts.load_leaderships(connection, [OFFICE])[OFFICE]
    found = find_holders(filter_known_office(office, as_of), as_of, Settings())
    return [(holder.term.person, str(holder.capacity)) for holder in found.holders]


@pytest.fixture
def city(one_city: str) -> str:
    for name in ("Bea New", "Cy Third"):
        add(one_city, PEOPLE, name=name)
    add(one_city, PARTIES, name="Blue Party")
    return one_city


def test_same_ends_the_old_term_and_begins_the_new(city: str) -> None:
    event = record(city, holder_stays=True)
    assert terms(city) == {
        FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-07"),
        BY_RULE: ("ada-example", "2028-05-08", ""),
    }
    assert row(city, TERMS, FIRST_TERM)["end_reason"] == "re-elected"
    assert format_effects(event.effects) == (
        "Ada Example stays after the election of 4 May 2028. Last day of the old mandate: 7 May 2028. "
        "First day of Ada Example: 8 May 2028, by the electoral rule (--took-office records another)."
    )


def test_same_is_due_to_end_the_day_before_the_next_handover(city: str) -> None:
    """The poll of 2032 is on 6 May, the handover four days later: four whole years would end three days too early."""
    record(city, holder_stays=True)
    assert row(city, TERMS, BY_RULE)["expected_end"] == "2032-05-09"


def test_same_without_a_next_election_follows_the_rule(city: str) -> None:
    (rule,) = list_records(city, RULES, {"office": OFFICE})
    edit_record(city, STAMP, RULES, str(rule["key"]), {"end": "2028-12-31"})
    record(city, holder_stays=True)
    assert row(city, TERMS, BY_RULE)["expected_end"] == "2032-05-07"


def test_same_keeps_the_party_of_the_holder(city: str) -> None:
    record(city, holder_stays=True)
    parties = [affiliation["party"] for affiliation in list_records(city, AFFILIATIONS, {"term": BY_RULE})]
    assert parties == ["red-party"]


@pytest.mark.parametrize(
    ("end", "reason"),
    [("2028-05-03", "died"), ("2028-05-06", "died"), ("2027-12-31", "resigned"), ("2028-04", "resigned")],
)
def test_same_refuses_a_holder_who_left_before_the_handover(city: str, end: str, reason: str) -> None:
    edit_record(city, STAMP, TERMS, FIRST_TERM, {"end": end, "end_reason": reason})
    add(city, TERMS, office=OFFICE, person="bea-new", start="2028-05-04", capacity="acting")
    with pytest.raises(ContradictoryRecords) as refused:
        record(city, holder_stays=True)
    assert refused.value.message == f"Ada Example left office on {end} ({reason}) and cannot stay"
    assert refused.value.hint == "name the winner with --winner; in office on the day: Bea New (acting)"


@pytest.mark.parametrize("end", ["2028-05-07", "2028-05"])
def test_same_takes_a_holder_who_was_in_office_until_then(city: str, end: str) -> None:
    edit_record(city, STAMP, TERMS, FIRST_TERM, {"end": end})
    record(city, holder_stays=True)
    assert terms(city)[BY_RULE] == ("ada-example", "2028-05-08", "")
    assert terms(city)[FIRST_TERM][2] == end


@pytest.mark.parametrize(
    ("day", "holder"), [("2028-05-07", "ada-example"), ("2028-05-08", "bea-new"), ("2028-05-09", "bea-new")]
)
def test_winner_is_named_from_the_handover_by_the_rule(city: str, day: str, holder: str) -> None:
    record(city, winner="Bea New")
    assert holders(city, day) == [(holder, "substantive")]
    assert row(city, TERMS, BY_RULE)["note"] == "first day by the electoral rule"


def test_winner_without_a_rule_begins_within_a_range(city: str) -> None:
    (rule,) = list_records(city, RULES, {"office": OFFICE})
    edit_record(city, STAMP, RULES, str(rule["key"]), {"takes_office": ""})
    event = record(city, winner="bea-new")
    assert sorted(terms(city).values()) == [
        ("ada-example", "2024-05-06", "2028-05-03/2028-08-01"),
        ("bea-new", "2028-05-04/2028-08-02", ""),
    ]
    assert format_effects(event.effects).endswith(
        "First day of Bea New: not recorded, taken as 4 May 2028 to 2 August 2028 (--took-office records it)."
    )


@pytest.mark.parametrize(("handover", "end"), [("2028-05-20", "2028-05-19"), ("2028-06", "2028-05-31/2028-06-29")])
def test_winner_begins_at_the_recorded_handover(city: str, handover: str, end: str) -> None:
    edit_record(city, STAMP, ELECTIONS, POLL, {"handover": handover})
    record(city, winner="bea-new")
    assert terms(city)[f"{OFFICE}/{handover}"] == ("bea-new", handover, "")
    assert terms(city)[FIRST_TERM][2] == end
    assert row(city, TERMS, f"{OFFICE}/{handover}")["note"] == ""


def test_took_office_later_replaces_the_day_by_the_rule(city: str) -> None:
    record(city, winner="bea-new", party="Blue Party")
    record(city, winner="bea-new", took_office="2028-05-10")
    assert terms(city) == {
        FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-09"),
        BY_RULE: ("bea-new", "2028-05-10", ""),
    }
    assert row(city, TERMS, BY_RULE)["note"] == ""
    assert row(city, ELECTIONS, POLL)["winner_party"] == "blue-party"


def test_party_given_later_keeps_the_recorded_first_day(city: str) -> None:
    record(city, winner="bea-new", took_office="2028-05-10")
    record(city, winner="bea-new", party="Blue Party")
    assert terms(city)[f"{OFFICE}/2028-05-10"] == ("bea-new", "2028-05-10", "")
    parties = [row["party"] for row in list_records(city, AFFILIATIONS, {"term": f"{OFFICE}/2028-05-10"})]
    assert parties == ["blue-party"]


@pytest.mark.parametrize("capacity", ["acting", "suspended", "deputising"])
def test_took_office_ends_whoever_stood_in_for_a_vacancy(city: str, capacity: str) -> None:
    edit_record(city, STAMP, TERMS, FIRST_TERM, {"end": "2027-12-31", "end_reason": "resigned"})
    term = add(city, TERMS, office=OFFICE, person="cy-third", start="2028-01-01", capacity=capacity)
    record(city, winner="bea-new", took_office="2028-05-10")
    assert terms(city)[term] == ("cy-third", "2028-01-01", "2028-05-09")
    assert terms(city)[FIRST_TERM][2] == "2027-12-31"
    assert holders(city, "2028-05-10") == [("bea-new", "substantive")]


def test_took_office_leaves_the_deputy_of_a_holder_in_office(city: str) -> None:
    term = add(city, TERMS, office=OFFICE, person="cy-third", start="2026-01-01", capacity="deputising")
    record(city, winner="bea-new", took_office="2028-05-10")
    assert terms(city)[term] == ("cy-third", "2026-01-01", "")


@pytest.mark.parametrize("outcome", [{"winner": "ada-example"}, {"holder_stays": True}])
def test_second_result_takes_back_the_first(city: str, outcome: dict[str, object]) -> None:
    record(city, winner="bea-new", party="Blue Party", took_office="2028-05-10", as_of=date(2028, 5, 10))
    batches = len(list_batches(city, 50))
    event = record(city, **outcome)
    election = row(city, ELECTIONS, POLL)
    assert (election["winner"], election["winner_party"]) == ("ada-example", "")
    assert terms(city) == {
        FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-07"),
        BY_RULE: ("ada-example", "2028-05-08", ""),
    }
    assert "The earlier result, Bea New, is taken back. So is the term of Bea New" in format_effects(event.effects)
    assert [holders(city, day)[0][0] for day in ("2028-05-07", "2028-05-08", "2028-06-01")] == ["ada-example"] * 3
    assert len(list_batches(city, 50)) == batches + 1
    undo_batch(city, STAMP, None)
    assert terms(city)[f"{OFFICE}/2028-05-10"] == ("bea-new", "2028-05-10", "")


def test_second_result_with_a_stranger_names_the_stranger(city: str) -> None:
    record(city, holder_stays=True)
    record(city, winner="cy-third")
    assert terms(city) == {
        FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-07"),
        BY_RULE: ("cy-third", "2028-05-08", ""),
    }
    assert row(city, TERMS, FIRST_TERM)["end_reason"] == ""


def test_undecided_takes_back_a_result(city: str) -> None:
    record(city, winner="bea-new")
    event = record(city, undecided=True)
    assert terms(city) == {FIRST_TERM: ("ada-example", "2024-05-06", "")}
    assert (row(city, ELECTIONS, POLL)["winner"], row(city, ELECTIONS, POLL)["status"]) == ("", "held")
    assert "So is the last day of Ada Example. Nobody won on 4 May 2028." in format_effects(event.effects)


def test_second_result_leaves_an_end_that_was_announced(city: str) -> None:
    edit_record(city, STAMP, TERMS, FIRST_TERM, {"end": "2028-05-07", "end_reason": "retired", "next_on": "2028-01-10"})
    record(city, winner="bea-new")
    record(city, undecided=True)
    assert terms(city) == {FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-07")}


def test_result_after_an_undecided_round_takes_back_the_run_off(city: str) -> None:
    (rule,) = list_records(city, RULES, {"office": OFFICE})
    edit_record(city, STAMP, RULES, str(rule["key"]), {"run_off": "+14d"})
    record(city, undecided=True)
    assert len(list_records_of(city)) == 2
    event = record(city, winner="bea-new")
    assert list_records_of(city) == [POLL]
    assert format_effects(event.effects).startswith("The run-off of 18 May 2028 is taken back. Bea New won")
    record(city, undecided=True)
    assert list_records_of(city) == [POLL, f"{OFFICE}/2028-05-18"]


def list_records_of(address: str) -> list[str]:
    return [str(row["key"]) for row in list_records(address, ELECTIONS, {"office": OFFICE})]


def test_run_off_gives_the_handover_of_its_winner(city: str) -> None:
    (rule,) = list_records(city, RULES, {"office": OFFICE})
    edit_record(city, STAMP, RULES, str(rule["key"]), {"run_off": "+14d"})
    record(city, undecided=True)
    record(city, key=f"{OFFICE}/2028-05-18", winner="bea-new")
    assert terms(city)[f"{OFFICE}/2028-05-22"] == ("bea-new", "2028-05-22", "")
    assert terms(city)[FIRST_TERM][2] == "2028-05-21"


def test_run_off_without_its_first_round_is_refused(city: str) -> None:
    key = add(city, ELECTIONS, office=OFFICE, date="2028-05-18", kind="run-off")
    with pytest.raises(ContradictoryRecords, match="is not the round that decides") as refused:
        record(city, key=key, winner="bea-new")
    assert "--run-off-of" in refused.value.hint


def test_result_does_not_take_back_a_term_that_others_rest_on(city: str) -> None:
    record(city, winner="bea-new")
    edit_record(city, STAMP, PROGRAMMES, "exampleton/youth-mediators", {"launched_term": BY_RULE})
    with pytest.raises(StillReferenced, match="youth-mediators"):
        record(city, holder_stays=True)
    assert row(city, ELECTIONS, POLL)["winner"] == "bea-new"


def test_result_keeps_a_term_of_the_winner_that_is_recorded(city: str) -> None:
    key = add(city, TERMS, office=OFFICE, person="bea-new", start="2028-05-09")
    record(city, winner="bea-new")
    assert terms(city)[key] == ("bea-new", "2028-05-09", "")
    assert terms(city)[FIRST_TERM] == ("ada-example", "2024-05-06", "2028-05-08")
    assert len(terms(city)) == 2


def test_result_of_several_seats_ends_the_one_holder_before(city: str) -> None:
    edit_record(city, STAMP, OFFICES, OFFICE, {"seats": "2"})
    other = add(city, TERMS, office=OFFICE, person="cy-third", start="2024-05-05")
    record(city, winner="bea-new")
    assert terms(city)[other] == ("cy-third", "2024-05-05", "")
    assert terms(city)[FIRST_TERM][2] == "2028-05-07"


def test_holder_who_stays_leaves_the_programme_not_exposed(city: str) -> None:
    record(city, holder_stays=True)
    (finding,) = assessment(city, AFTER).findings
    assert finding.status == "not-exposed"


def test_result_ends_the_term_before_a_winner_seen_in_office(city: str) -> None:
    """Issue 14, line 6: of a winner who was in office on a day the first day is not known, but the rule's is."""
    key = add(city, TERMS, office=OFFICE, person="bea-new", start="../2028-05-20")
    record(city, winner="bea-new")
    assert terms(city) == {
        FIRST_TERM: ("ada-example", "2024-05-06", "2028-05-07"),
        key: ("bea-new", "../2028-05-20", ""),
    }


def test_recall_that_fails_lets_the_mandate_go_on(city: str) -> None:
    """Issue 14, line 18; a winner elected on the same day takes office instead."""
    key = add(city, ELECTIONS, office=OFFICE, date="2026-09-08", kind="recall", status="scheduled")
    record(city, key=key, holder_stays=True)
    assert terms(city) == {FIRST_TERM: ("ada-example", "2024-05-06", "")}
    assert (row(city, ELECTIONS, key)["holder_stays"], row(city, ELECTIONS, key)["winner"]) == ("yes", "")
    record(city, key=key, winner="bea-new", took_office="2026-09-20")
    assert row(city, ELECTIONS, key)["holder_stays"] == "no"
    assert terms(city)[FIRST_TERM] == ("ada-example", "2024-05-06", "2026-09-19")
    assert holders(city, "2026-09-20") == [("bea-new", "substantive")]
