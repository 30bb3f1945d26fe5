"""Adding, finding, changing and removing records by hand."""

import pytest

from continuity.domain.schema.tables import AFFILIATIONS, OFFICES, RULES, TABLES_BY_NOUN, TERMS
from continuity.errors import (
    AmbiguousKey,
    BadValue,
    ContinuityError,
    ContradictoryRecords,
    DuplicateKey,
    StillReferenced,
    UnknownKey,
    UsageError,
)
from continuity.services.history import list_batches
from continuity.services.records import add_record, edit_record, list_records, load_record, remove_record
from support.reference_packs import STAMP

CITY = "invented-harbour-city"
MAYOR = f"{CITY}/mayor"


def recorded(address: str, noun: str, **texts: str) -> str:
    return str(add_record(address, STAMP, [(TABLES_BY_NOUN[noun], texts)])["key"])


def test_a_key_is_made_from_the_name(database: str) -> None:
    assert recorded(database, "person", name="Zoë Öztürk-Łuczak") == "zoe-ozturk-luczak"
    assert recorded(database, "person", name="Zoe Ozturk Luczak") == "zoe-ozturk-luczak-2"


def test_a_name_without_latin_letters_gets_a_number(database: str) -> None:
    assert recorded(database, "person", name="محمد") == "person-1"
    assert recorded(database, "person", name="علي") == "person-2"


def test_records_without_a_name_take_the_key_of_their_parent(cities: str) -> None:
    assert recorded(cities, "election", office=MAYOR, date="2027-11-02") == f"{MAYOR}/2027-11-02"
    night = f"{CITY}/night-bus-mediators"
    assert recorded(cities, "agreement", programme=night, partner="invented-lantern-trust") == f"{night}/1"
    assert recorded(cities, "agreement", programme=night, partner="invented-ropewalk-works") == f"{night}/2"


def test_an_office_is_added_with_its_first_rule_and_undone_with_it(cities: str) -> None:
    office = {"key": "london/assembly", "title": "Chair of the Assembly"}
    rule = {"election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH", "election_rule_start": "2024-05-02"}
    row = add_record(cities, STAMP, [(OFFICES, office), (RULES, rule)])
    assert row["city"] == "london"
    assert [one["key"] for one in list_records(cities, RULES, {"office": "london/assembly"})] == [
        "london/assembly/2024-05-02"
    ]
    assert len(list_batches(cities, 10)) == 3


def test_a_term_is_added_with_its_party(cities: str) -> None:
    term = {"office": f"{CITY}/safety-director", "person": "Elin Tide (INVENTED)", "start": "2015", "end": "2018"}
    row = add_record(cities, STAMP, [(TERMS, term), (AFFILIATIONS, {"party": "invented-anchor-party"})])
    assert row["person"] == "invented-elin-tide"
    assert [one["party"] for one in list_records(cities, AFFILIATIONS, {"term": str(row["key"])})] == [
        "invented-anchor-party"
    ]


@pytest.mark.parametrize(
    ("noun", "cells", "error", "told"),
    [
        ("term", {"office": MAYOR, "person": "invented-ada-quay", "start": "2027-02-30"}, BadValue, "2027-02-30"),
        ("term", {"office": MAYOR, "person": "invented-ada-quai"}, UnknownKey, "invented-ada-quai"),
        ("term", {"office": MAYOR}, UsageError, "--person is missing"),
        (
            "term",
            {"office": MAYOR, "person": "invented-ada-quay", "start": "2030-01-02", "end": "2030-01-01"},
            ContradictoryRecords,
            "end 2030-01-01 lies before start 2030-01-02",
        ),
        (
            "term",
            {"office": MAYOR, "person": "invented-bruno-mast", "start": "2022-01-01", "end": "2022-12-31"},
            ContradictoryRecords,
            "both hold",
        ),
        (
            "city",
            {"name": "London", "key": "london", "country": "GB", "timezone": "Europe/London"},
            DuplicateKey,
            "london",
        ),
        ("city", {"name": "X", "country": "Great Britain", "timezone": "Europe/London"}, BadValue, "Great Britain"),
        ("city", {"name": "X", "key": "a/b", "country": "GB", "timezone": "Europe/London"}, ContinuityError, "slash"),
        ("office", {"key": "mayor", "city": "london", "title": "Mayor"}, ContradictoryRecords, "under its city"),
        ("election", {"office": MAYOR, "date": "2023-11-07"}, DuplicateKey, "recorded already"),
        ("funding", {"programme": f"{CITY}/quayside-circles", "amount": "1,000"}, BadValue, "1,000"),
        ("funding", {"programme": f"{CITY}/quayside-circles", "currency": "Euro"}, ContradictoryRecords, "Euro"),
        ("outcome", {"programme": f"{CITY}/quayside-circles", "transition": "soon"}, ContradictoryRecords, "soon"),
        ("identifier", {"record": "city:lundon", "scheme": "x", "value": "1"}, ContradictoryRecords, "lundon"),
        ("programme", {"name": "X", "city": CITY, "office": MAYOR, "status": "running"}, BadValue, "running"),
        ("rule", {"office": MAYOR, "election_rule": "FREQ=DAILY"}, BadValue, "FREQ=DAILY"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(
    noun: str, cells: dict[str, str], error: type[ContinuityError], told: str, cities: str
) -> None:
    before = len(list_batches(cities, 10))
    with pytest.raises(error) as refused:
        recorded(cities, noun, **cells)
    assert told in refused.value.message
    assert "\n" not in refused.value.message
    assert refused.value.hint
    assert len(list_batches(cities, 10)) == before


def test_a_near_miss_gets_a_suggestion(cities: str) -> None:
    with pytest.raises(UnknownKey) as refused:
        load_record(cities, TABLES_BY_NOUN["city"], "lundon")
    assert "did you mean london" in refused.value.hint


def test_reading_takes_a_key_a_name_or_a_beginning(cities: str) -> None:
    city = TABLES_BY_NOUN["city"]
    assert {str(load_record(cities, city, text)["key"]) for text in ("the-hague", "The Hague", "the-h")} == {
        "the-hague"
    }
    with pytest.raises(AmbiguousKey) as refused:
        load_record(cities, city, "l")
    assert "liverpool, london, luton" in refused.value.message


def test_writing_takes_no_beginning(cities: str) -> None:
    with pytest.raises(UnknownKey):
        edit_record(cities, STAMP, TABLES_BY_NOUN["city"], "the-h", {"region": "South Holland"})
    _, after = edit_record(cities, STAMP, TABLES_BY_NOUN["city"], "The Hague", {"region": "South Holland"})
    assert after["region"] == "South Holland"


def test_an_empty_text_empties_a_cell_but_not_a_required_one(cities: str) -> None:
    programme = TABLES_BY_NOUN["programme"]
    key = f"{CITY}/quayside-circles"
    _, after = edit_record(cities, STAMP, programme, key, {"mandate": ""})
    assert after["mandate"] is None
    with pytest.raises(BadValue, match="cannot be emptied"):
        edit_record(cities, STAMP, programme, key, {"name": ""})


def test_an_edit_that_changes_nothing_is_no_batch(cities: str) -> None:
    before = len(list_batches(cities, 10))
    edit_record(cities, STAMP, TABLES_BY_NOUN["city"], "london", {"country": "GB"})
    assert len(list_batches(cities, 10)) == before


def test_an_edit_is_checked_as_an_addition_is(cities: str) -> None:
    with pytest.raises(ContradictoryRecords):
        edit_record(cities, STAMP, TERMS, f"{MAYOR}/2019-12-02", {"end": "2019-01-01"})
    with pytest.raises(ContradictoryRecords, match="names itself"):
        edit_record(cities, STAMP, OFFICES, MAYOR, {"successor": MAYOR})


def test_remove_refuses_while_something_hangs_on_the_record_and_says_what(cities: str) -> None:
    with pytest.raises(StillReferenced) as refused:
        remove_record(cities, STAMP, TABLES_BY_NOUN["person"], "invented-ada-quay")
    assert f"term {MAYOR}/2019-12-02" in refused.value.message
    with pytest.raises(StillReferenced, match="identifier"):
        remove_record(cities, STAMP, OFFICES, "liverpool/city-region-mayor")
    with pytest.raises(StillReferenced, match="treatment"):
        remove_record(cities, STAMP, TABLES_BY_NOUN["programme"], f"{CITY}/harbour-youth-work")


def test_a_record_on_which_nothing_hangs_is_removed(cities: str) -> None:
    key = f"{CITY}/night-bus-mediators"
    remove_record(cities, STAMP, TABLES_BY_NOUN["programme"], key)
    with pytest.raises(UnknownKey):
        load_record(cities, TABLES_BY_NOUN["programme"], key)


def test_a_listing_can_be_narrowed_by_what_a_record_refers_to(cities: str) -> None:
    offices = [row["key"] for row in list_records(cities, OFFICES, {"city": "Liverpool"})]
    assert offices == ["liverpool/city-mayor", "liverpool/city-region-mayor", "liverpool/leader"]


def test_a_party_that_succeeds_itself_and_a_circle_of_parties_are_refused(cities: str) -> None:
    party = TABLES_BY_NOUN["party"]
    one, other = "invented-anchor-party", "invented-beacon-party"
    with pytest.raises(ContradictoryRecords, match="names itself"):
        edit_record(cities, STAMP, party, one, {"successor": one})
    edit_record(cities, STAMP, party, one, {"successor": other})
    with pytest.raises(ContradictoryRecords, match="is a circle"):
        edit_record(cities, STAMP, party, other, {"successor": one})
    assert load_record(cities, party, other)["successor"] is None


@pytest.mark.parametrize(
    ("noun", "cells", "told"),
    [
        ("election", {"office": MAYOR, "date": "2031-11-04", "handover": "2031-11-01"}, "lies before"),
        ("rule", {"office": MAYOR, "start": "2035", "election_rule": "FREQ=YEARLY;BYMONTH=13"}, "never yields a day"),
        ("rule", {"office": MAYOR, "start": "2035", "election_rule": "every four years"}, "not a recurrence rule"),
        (
            "rule",
            {
                "office": MAYOR,
                "start": "2035",
                "election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH",
                "election_rule_start": "2035-05-04",
            },
            "2035-05-04",
        ),
        ("rule", {"office": MAYOR, "start": "2035", "election_rule": "FREQ=YEARLY"}, "no day to count from"),
        ("funding", {"programme": f"{CITY}/quayside-circles", "amount": "-5"}, "below zero"),
        ("evidence", {"kind": "capacity"}, "no programme and no partner"),
        ("identifier", {"record": "blah", "scheme": "x", "value": "1"}, "names no record"),
        ("person", {"name": "Ada Quay (INVENTED)"}, "recorded already"),
    ],
)
def test_what_says_nothing_or_cannot_be_is_refused_with_a_hint(
    noun: str, cells: dict[str, str], told: str, cities: str
) -> None:
    with pytest.raises(ContinuityError) as refused:
        recorded(cities, noun, **cells)
    assert told in refused.value.message
    assert refused.value.hint
