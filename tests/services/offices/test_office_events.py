"""What happens to offices: each event one batch, with the findings it changes."""

from collections.abc import Callable
from datetime import date

import pytest

from continuity.domain.offices.event_effects import EventRecord
from continuity.domain.schema.tables import AFFILIATIONS, ELECTIONS, OFFICES, TERMS
from continuity.errors import BadValue, ContinuityError, ContradictoryRecords, DuplicateKey, UnknownKey, UsageError
from continuity.services.assessment import FindingComparison, record_and_compare
from continuity.services.history import list_batches, undo_batch
from continuity.services.offices import events
from continuity.services.offices.events import ElectionResult
from continuity.services.records import list_records, load_record
from continuity.services.transaction import Writer
from support.reference_packs import AS_OF, STAMP

CITY = "invented-harbour-city"
LEADER, MAYOR = f"{CITY}/council-leader", f"{CITY}/mayor"
NEXT = f"{LEADER}/2028-05-04"
AFTER = date(2028, 6, 1)


def let(
    address: str, event: Callable[[Writer], EventRecord], as_of: date = AS_OF
) -> tuple[list[str], dict[str, FindingComparison]]:
    record, differences, _ = record_and_compare(address, STAMP, event, as_of)
    return list(dict.fromkeys(record.keys)), {pair.programme: pair for pair in differences}


def result(
    address: str, key: str, as_of: date = AFTER, **outcome: object
) -> tuple[list[str], dict[str, FindingComparison]]:
    return let(address, lambda writer: events.record_result(writer, key, ElectionResult(**outcome), as_of), as_of)  # type: ignore[arg-type]


def test_a_result_ends_one_term_and_begins_the_next_in_one_batch(cities: str) -> None:
    batches = len(list_batches(cities, 50))
    outcome = {"winner": "Bruno Mast (INVENTED)", "party": "invented-anchor-party", "took_office": "2028-05-23"}
    keys, differences = result(cities, NEXT, **outcome)
    assert keys == [NEXT, f"{LEADER}/2024-05-21", f"{LEADER}/2028-05-23"]
    election = load_record(cities, ELECTIONS, NEXT)
    assert (election["status"], election["winner"]) == ("held", "invented-bruno-mast")
    assert str(load_record(cities, TERMS, f"{LEADER}/2024-05-21")["end"]) == "2028-05-22"
    term = load_record(cities, TERMS, f"{LEADER}/2028-05-23")
    assert (term["person"], term["basis"]) == ("invented-bruno-mast", "council")
    parties = [row["party"] for row in list_records(cities, AFFILIATIONS, {"term": f"{LEADER}/2028-05-23"})]
    assert parties == ["invented-anchor-party"]
    assert len(list_batches(cities, 50)) == batches + 1
    change = differences[f"{CITY}/bridge-builders"]
    assert change.after is not None
    assert change.after.party_change == "different"
    undo_batch(cities, STAMP, None)
    assert load_record(cities, ELECTIONS, NEXT)["winner"] is None


def test_the_same_person_staying_closes_the_transition_at_once(cities: str) -> None:
    _, differences = result(cities, "toronto/mayor/2026-10-26", AS_OF, holder_stays=True)
    change = differences["toronto/safeto"]
    assert change.before is not None
    assert change.after is not None
    assert (change.before.status, change.after.status) == ("at-risk", "not-exposed")


def test_an_undecided_first_round_schedules_the_run_off_of_the_rule(cities: str) -> None:
    """Essen decides two weeks later where nobody has the majority; its next election is projected so far."""
    keys, _ = result(cities, "essen/lord-mayor/2030-09-08", date(2030, 9, 9), undecided=True)
    assert keys == ["essen/lord-mayor/2030-09-08", "essen/lord-mayor/2030-09-22"]
    run_off = load_record(cities, ELECTIONS, "essen/lord-mayor/2030-09-22")
    assert (run_off["kind"], run_off["run_off_of"]) == ("run-off", "essen/lord-mayor/2030-09-08")


def test_a_moved_election_keeps_its_place_in_the_cycle(cities: str) -> None:
    keys, differences = let(
        cities, lambda writer: events.postpone_election(writer, "london/mayor/2028-05-04", "2028-06-08", AS_OF)
    )
    assert sorted(keys) == ["london/mayor/2028-05-04", "london/mayor/2028-06-08"]
    assert load_record(cities, ELECTIONS, "london/mayor/2028-05-04")["status"] == "cancelled"
    moved = load_record(cities, ELECTIONS, "london/mayor/2028-06-08")
    assert (moved["replaces"], str(moved["known_from"])) == ("london/mayor/2028-05-04", "2026-11-23")
    change = differences["london/shared-endeavour-fund"]
    assert change.after is not None
    assert change.after.transition is not None
    assert change.after.transition.polling_day == date(2028, 6, 8)


def test_cancelled_election_without_another_day_is_open(cities: str) -> None:
    _, differences = let(cities, lambda writer: events.cancel_election(writer, "luton/leader/2027-05-06", AS_OF))
    change = differences["luton/luton-in-harmony"]
    assert change.after is not None
    assert change.after.status == "unknown-exposure"


def test_a_departure_announced_for_a_day_ahead_is_known_from_today(cities: str) -> None:
    key = "london/mayor/2024-05-06"
    _, differences = let(cities, lambda writer: events.end_term(writer, key, "2027-03-01", "resigned", AS_OF))
    term = load_record(cities, TERMS, key)
    assert (str(term["end"]), term["end_reason"], str(term["next_on"])) == ("2027-03-01", "resigned", "2026-11-23")
    change = differences["london/shared-endeavour-fund"]
    assert change.after is not None
    assert change.after.transition is not None
    assert (change.after.transition.kind, change.after.level) == ("departure", "critical")


def test_an_abolished_office_names_its_heir(cities: str) -> None:
    director = f"{CITY}/safety-director"
    _, differences = let(cities, lambda writer: events.abolish_office(writer, director, "2027-03-31", MAYOR, AS_OF))
    assert load_record(cities, OFFICES, director)["successor"] == MAYOR
    change = differences[f"{CITY}/night-patrol-training"]
    assert change.before is not None
    assert change.after is not None
    assert (change.before.status, change.after.status) == ("unknown-exposure", "at-risk")


@pytest.mark.parametrize(
    ("event", "error", "told"),
    [
        (
            lambda w: events.record_result(w, NEXT, ElectionResult(holder_stays=True), AS_OF),
            ContradictoryRecords,
            "lies after",
        ),
        (lambda w: events.record_result(w, NEXT, ElectionResult(), AFTER), UsageError, "one outcome"),
        (
            lambda w: events.record_result(w, NEXT, ElectionResult(holder_stays=True, undecided=True), AFTER),
            UsageError,
            "one outcome",
        ),
        (lambda w: events.record_result(w, NEXT, ElectionResult(winner="nobody"), AFTER), UnknownKey, "nobody"),
        (
            lambda w: events.record_result(w, f"{LEADER}/2028-05-05", ElectionResult(holder_stays=True), AFTER),
            UnknownKey,
            "2028-05-05",
        ),
        (
            lambda w: events.record_result(w, NEXT, ElectionResult(holder_stays=True, took_office="2028-05-04"), AFTER),
            ContradictoryRecords,
            "does not follow the vote",
        ),
        (
            lambda w: events.postpone_election(w, "london/mayor/2024-05-02", "2024-06-01", AS_OF),
            ContradictoryRecords,
            "held already",
        ),
        (
            lambda w: events.postpone_election(w, NEXT, "2028-05-04", AS_OF),
            ContradictoryRecords,
            "on 2028-05-04 already",
        ),
        (lambda w: events.cancel_election(w, "london/mayor/2024-05-02", AS_OF), ContradictoryRecords, "held already"),
        (
            lambda w: events.record_result(w, "london/mayor/2020-05-07", ElectionResult(holder_stays=True), AS_OF),
            ContradictoryRecords,
            "was cancelled",
        ),
        (
            lambda w: events.record_result(w, f"{MAYOR}/2027-11-02", ElectionResult(holder_stays=True), AFTER),
            ContradictoryRecords,
            f"recorded as term-limited in {MAYOR}/2023-12-04, and cannot stay",
        ),
        (
            lambda w: events.end_term(w, f"{MAYOR}/2023-12-04", "2023-12-01", None, AS_OF),
            ContradictoryRecords,
            "before start",
        ),
        (lambda w: events.abolish_office(w, MAYOR, "2027-12-31", MAYOR, AS_OF), ContradictoryRecords, "names itself"),
    ],
)
def test_an_event_that_cannot_be_leaves_no_trace(
    event: Callable[[Writer], EventRecord], error: type[ContinuityError], told: str, cities: str
) -> None:
    before = len(list_batches(cities, 50))
    with pytest.raises(error) as refused:
        let(cities, event)
    assert told in refused.value.message
    assert refused.value.hint
    assert len(list_batches(cities, 50)) == before


def test_a_circle_of_successors_is_refused(cities: str) -> None:
    director, commissioner = f"{CITY}/safety-director", f"{CITY}/port-commissioner"
    let(cities, lambda writer: events.abolish_office(writer, director, "2027-03-31", commissioner, AS_OF))
    with pytest.raises(ContradictoryRecords, match="is a circle"):
        let(cities, lambda writer: events.abolish_office(writer, commissioner, "2028-03-31", director, AS_OF))


def test_a_run_off_of_what_is_no_first_round_is_refused(cities: str) -> None:
    from continuity.services.records import add_record

    for first in ("strasbourg/mayor/2026-03-22", "london/mayor/2024-05-02"):
        cells = {"office": "strasbourg/mayor", "date": "2026-04-05", "kind": "run-off", "run_off_of": first}
        with pytest.raises(ContradictoryRecords, match="cannot be a run-off"):
            add_record(cities, STAMP, [(ELECTIONS, cells)])


@pytest.mark.parametrize(
    "key",
    [
        "london/mayor/2032-05-07",
        "london/mayor/2032-5-6",
        "london/mayor/2032-05-32",
        "london/mayor/2032-05",
        "london/mayor/2031-05-06",
        "london/mayr/2032-05-06",
        "lodnon/mayor/2032-06-06",
    ],
)
@pytest.mark.parametrize("move", [True, False])
def test_an_election_that_only_a_rule_projects_is_suggested(key: str, *, move: bool, cities: str) -> None:
    batches = len(list_batches(cities, 50))
    with pytest.raises(UnknownKey) as refused:
        let(
            cities,
            lambda w: (
                events.postpone_election(w, key, "2033-06-01", AS_OF) if move else events.cancel_election(w, key, AS_OF)
            ),
        )
    assert refused.value.hint.startswith("did you mean london/mayor/2032-05-06")
    assert refused.value.message == f'no election "{key}"'
    assert len(list_batches(cities, 50)) == batches


@pytest.mark.parametrize("key", ["london/mayor/9999-05-07", "london/mayor/soon", "soon", "", "/"])
def test_a_key_without_a_legible_year_is_refused_all_the_same(key: str, cities: str) -> None:
    with pytest.raises(UnknownKey):
        let(cities, lambda writer: events.cancel_election(writer, key, AS_OF))


def test_an_election_does_not_move_to_a_day_that_the_office_votes_on_already(cities: str) -> None:
    with pytest.raises(DuplicateKey, match="cannot move to 2024-05-02: london/mayor/2024-05-02 is that day"):
        let(cities, lambda writer: events.postpone_election(writer, "london/mayor/2028-05-04", "2024-05-02", AS_OF))


@pytest.mark.parametrize(
    "event",
    [
        lambda writer: events.postpone_election(writer, "london/mayor/2028-05-04", "soon", AS_OF),
        lambda writer: events.end_term(writer, "london/mayor/2024-05-07", "soon", None, AS_OF),
        lambda writer: events.abolish_office(writer, "london/mayor", "soon", None, AS_OF),
    ],
)
def test_a_day_that_is_none_is_refused_in_words_that_name_no_option(
    event: Callable[[Writer], EventRecord], cities: str
) -> None:
    """They are reached by options of several names."""
    with pytest.raises(BadValue, match=r'^"soon" is not a date$'):
        let(cities, event)
