"""Changes that are tried: what they would do, and that nothing of them is kept."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from continuity.db.engine import open_database, transaction
from continuity.domain.comparison.before_after import FindingComparison, WhatIfResult
from continuity.domain.comparison.what_if import (
    AdoptMandate,
    CommitFunding,
    ElectionResult,
    EmpowerPartner,
    HolderNotStanding,
    HypotheticalChange,
    MoveElection,
)
from continuity.domain.schema.tables import AGREEMENTS, ELECTIONS, PARTNERS, PROGRAMMES, TERMS
from continuity.domain.settings import Settings
from continuity.domain.values.durations import Duration
from continuity.errors import ContinuityError, ContradictoryChanges, ContradictoryRecords, DatabaseError, UnknownKey
from continuity.services.assessment import Scope
from continuity.services.history import list_batches
from continuity.services.partners.empower import empower_partner
from continuity.services.records import add_record, edit_record, remove_record
from continuity.services.transaction import dry_run
from continuity.services.what_if.scenario import run_scenario, run_scenario_with
from support.query_counter import counted
from support.reference_packs import AS_OF, STAMP

CITY = "invented-harbour-city"
MAYOR, LEADER = f"{CITY}/mayor", f"{CITY}/council-leader"
NIGHT = f"{CITY}/night-bus-mediators"
FUND, LONDON = "london/shared-endeavour-fund", "london/mayor"
NEXT = f"{LONDON}/2028-05-04"
LATER = date(2029, 3, 31)
EVERY: tuple[HypotheticalChange, ...] = (
    CommitFunding(FUND, LATER),
    EmpowerPartner(FUND, "groundwork-london", LATER),
    AdoptMandate(NIGHT, "statute"),
    ElectionResult("aurora/mayor/2027-11-02", "us-democratic"),
    HolderNotStanding(LEADER),
    MoveElection(NEXT, date(2028, 6, 8)),
)


def trial(address: str, *changes: HypotheticalChange, as_of: date = AS_OF, horizon: str | None = None) -> WhatIfResult:
    return run_scenario(address, STAMP, changes, as_of, Duration.parse(horizon) if horizon else None)


def difference(found: WhatIfResult, programme: str) -> FindingComparison:
    return next(one for one in found.comparisons if one.programme == programme)


def stands(found: WhatIfResult, programme: str) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    """The status and level before and after."""
    one = difference(found, programme)
    assert one.before is not None
    assert one.after is not None
    return (one.before.status, one.before.level), (one.after.status, one.after.level)


def changed(found: WhatIfResult) -> set[str]:
    return {one.programme for one in found.comparisons if one.is_changed}


def everything(address: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with transaction(open_database(address), write=False) as connection:
        names = sa.inspect(connection).get_table_names()
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(sa.select("*").select_from(sa.table(name)))), key=str
            )
            for name in names
        }


# Nothing is kept


def test_nothing_is_kept_of_any_change(cities: str) -> None:
    before, batches = everything(cities), list_batches(cities, 50)
    found = trial(cities, *EVERY)
    assert {FUND, NIGHT, "aurora/save", f"{CITY}/bridge-builders"} <= changed(found)
    assert (everything(cities), list_batches(cities, 50)) == (before, batches)


def test_nothing_is_kept_where_a_change_fails_half_way(cities: str) -> None:
    before = everything(cities)
    with pytest.raises(ContradictoryRecords, match="has no known holder"):
        trial(cities, *EVERY, HolderNotStanding("liverpool/city-mayor"))
    with pytest.raises(ContradictoryRecords):
        trial(cities, *EVERY, ElectionResult("london/mayor/2024-05-02"))
    assert everything(cities) == before


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        (HolderNotStanding("birmingham/leader"), "record the result first: `continuity election result`"),
        (
            ElectionResult("birmingham/leader/2030-05-02"),
            "record the result first: `continuity election result`, or give the party that wins instead",
        ),
    ],
)
def test_what_if_without_a_known_holder_says_what_to_record(cities: str, change: HypotheticalChange, hint: str) -> None:
    """Issue 14, line 3: nobody can stay, or not stand, of whom nobody knows that they are in office."""
    words = "has no known holder on 2026-11-23: not known since the election of 7 May 2026 .last known: John Cotton"
    with pytest.raises(ContradictoryRecords, match=words) as refused:
        trial(cities, change)
    assert refused.value.hint == hint


@pytest.mark.parametrize(
    ("as_of", "is_known"), [(date(2026, 5, 25), True), (date(2026, 5, 26), False), (date(2026, 5, 27), False)]
)
def test_what_if_knows_the_holder_until_the_handover(cities: str, as_of: date, *, is_known: bool) -> None:
    """Issue 14, line 3: the leader of Birmingham is chosen at the annual meeting, here on 26 May 2026 by the rule."""
    try:
        trial(cities, HolderNotStanding("birmingham/leader"), as_of=as_of)
    except ContradictoryRecords:
        assert not is_known
    else:
        assert is_known


@pytest.mark.parametrize("more", [(), (ElectionResult("london/mayor/2024-05-02"),)])
def test_not_a_byte_of_a_file_changes(
    more: tuple[HypotheticalChange, ...], tmp_path: Path, sqlite_cities: Path
) -> None:
    path = tmp_path / "continuity.db"
    path.write_bytes(sqlite_cities.read_bytes())
    try:
        trial(str(path), *EVERY, *more)
    except ContradictoryRecords:
        assert more
    assert path.read_bytes() == sqlite_cities.read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_a_locked_database_is_named(tmp_path: Path, sqlite_cities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from continuity.db import engine

    monkeypatch.setattr(engine, "LOCK_TIMEOUT_SECONDS", 0)
    path = tmp_path / "continuity.db"
    path.write_bytes(sqlite_cities.read_bytes())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseError, match="in use"):
            trial(str(path), *EVERY)


def test_nobody_waits_for_a_trial_nor_it_for_anybody(cities: str) -> None:
    """Each goes on while the other is in the middle of its transaction."""
    with transaction(open_database(cities), write=True):
        trial(cities, *EVERY)
    with dry_run(cities, STAMP) as writer:
        run_scenario_with(writer, EVERY, AS_OF, Settings(), Scope())
        with transaction(open_database(cities), write=True) as beside:
            assert beside.execute(sa.text("SELECT count(*) FROM programmes")).scalar_one()


def test_a_file_that_can_only_be_read_will_do(tmp_path: Path, sqlite_cities: Path) -> None:
    path = tmp_path / "continuity.db"
    path.write_bytes(sqlite_cities.read_bytes())
    path.chmod(0o400)
    assert changed(trial(str(path), *EVERY))
    assert path.read_bytes() == sqlite_cities.read_bytes()


# What each change does


def test_an_agreement_and_money_for_a_community_partner_cover_the_programme(cities: str) -> None:
    changes = (EmpowerPartner(FUND, "groundwork-london", LATER), CommitFunding(FUND, LATER))
    found = trial(cities, *changes)
    assert stands(found, FUND) == (("at-risk", "high"), ("covered", None))
    one = difference(found, FUND)
    assert (one.after and one.after.covered_until, one.after and one.after.carrier) == (LATER, "groundwork-london")
    assert one.cleared == ("NO_AGREEMENT", "FUNDING_NONE")
    assert "NO_MANDATE" in one.still_open
    edit_record(cities, STAMP, PARTNERS, "groundwork-london", {"kind": "unknown"})
    found = trial(cities, *changes)
    assert stands(found, FUND) == (("at-risk", "high"), ("at-risk", "moderate"))
    assert "NOT_COMMUNITY" in difference(found, FUND).still_open


def test_an_agreement_alone_or_money_alone_does_not_cover(cities: str) -> None:
    found = trial(cities, CommitFunding(FUND, LATER))
    assert stands(found, FUND) == (("at-risk", "high"), ("at-risk", "moderate"))
    assert difference(found, FUND).cleared == ("FUNDING_NONE",)
    found = trial(cities, EmpowerPartner(NIGHT, "invented-lantern-trust", LATER))
    assert stands(found, NIGHT) == (("at-risk", "critical"), ("at-risk", "high"))
    assert "FUNDING_NONE" in difference(found, NIGHT).still_open
    assert changed(found) == {NIGHT}


def test_the_day_until_which_it_is_covered_is_a_difference(cities: str) -> None:
    found = trial(cities, CommitFunding(f"{CITY}/open-door-mentoring", LATER))
    one = difference(found, f"{CITY}/open-door-mentoring")
    assert one.before is not None
    assert one.after is not None
    assert (one.before.covered_until, one.after.covered_until) == (date(2028, 9, 30), date(2028, 12, 31))
    assert one.is_changed


@pytest.mark.parametrize(
    ("word", "until", "cleared"),
    [
        ("statute", None, True),
        ("resolution", None, True),
        ("strategy", date(2029, 12, 31), True),
        ("strategy", None, False),
        ("executive", None, False),
    ],
)
def test_a_mandate_protects_by_what_it_is(word: str, until: date | None, cleared: bool, cities: str) -> None:
    found = trial(cities, AdoptMandate(FUND, word, until))
    assert ("NO_MANDATE" in difference(found, FUND).cleared) is cleared
    assert [note.partition(":")[0] for note in found.notes] == (
        ["By the rule a strategy without a last day protects nothing"] if word == "strategy" and not until else []
    )


def test_a_mandate_takes_the_place_of_the_one_recorded(cities: str) -> None:
    programme = f"{CITY}/quayside-circles"  # a strategy that ends inside the exposed days
    found = trial(cities, AdoptMandate(programme, "statute"))
    assert "MANDATE_ENDS" in difference(found, programme).cleared


def test_a_holder_who_does_not_stand_is_a_certain_change(cities: str) -> None:
    found = trial(cities, HolderNotStanding(LONDON))
    one = difference(found, FUND)
    assert ("INCUMBENT_UNKNOWN" in one.cleared, "PERSON_CHANGES" in one.still_open) == (True, True)
    assert changed(found) == {FUND}


def test_an_election_that_is_moved_moves_the_transition(cities: str) -> None:
    found = trial(cities, MoveElection(NEXT, date(2028, 6, 8)))
    after = difference(found, FUND).after
    assert after is not None
    assert after.transition is not None
    assert after.transition.key == f"{LONDON}/2028-06-08"


@pytest.mark.parametrize(("party", "party_change"), [("gb-labour", "same"), ("Conservative", "different")])
def test_a_result_ahead_is_known_today_another_person_of_that_party(party: str, party_change: str, cities: str) -> None:
    found = trial(cities, ElectionResult(NEXT, party))
    one = difference(found, FUND)
    assert one.before is not None
    assert one.after is not None
    assert one.before.transition is not None
    assert one.after.transition is not None
    assert (one.after.party_change, one.after.transition.result_known) == (party_change, True)
    assert one.after.transition.certain_change == ("successor-known",)
    assert one.cleared == ("INCUMBENT_UNKNOWN",)
    assert ("PARTY_CHANGES" in one.still_open) is (party_change == "different")
    assert one.after.transition.handover_first == one.before.transition.handover_first
    assert one.after.transition.handover_last == one.before.transition.handover_last
    assert one.after.transition.handover_basis == one.before.transition.handover_basis


def test_a_holder_known_to_stay_settles_the_transition_ahead(cities: str) -> None:
    found = trial(cities, ElectionResult(NEXT))
    assert stands(found, FUND) == (("at-risk", "high"), ("not-exposed", None))
    assert changed(found) == {FUND}
    after = difference(trial(cities, ElectionResult(NEXT), horizon="96m"), FUND).after
    assert after is not None
    assert after.transition is not None
    assert after.transition.key == f"{LONDON}/2032-05-06"


def test_a_result_says_the_same_before_the_vote_and_after_it(cities: str) -> None:
    """What is foreseen is what `election result` will record."""
    ahead = trial(cities, ElectionResult("toronto/mayor/2026-10-26"), as_of=date(2026, 10, 1))
    on_the_day = trial(cities, ElectionResult("toronto/mayor/2026-10-26"), as_of=date(2026, 10, 26))
    past = trial(cities, ElectionResult("toronto/mayor/2026-10-26"))
    for found in (ahead, on_the_day, past):
        assert stands(found, "toronto/safeto")[1] == ("not-exposed", None)


def test_an_unrecorded_result_of_a_past_election_is_tried_too(cities: str) -> None:
    party = "invented-anchor-party"
    found = trial(cities, ElectionResult("toronto/mayor/2026-10-26", party))
    one = difference(found, "toronto/safeto")
    assert ("RESULT_UNKNOWN" in one.cleared, "PERSON_CHANGES" in one.still_open) == (True, True)


def test_an_election_that_only_the_rule_projects_has_a_result_and_a_new_day(cities: str) -> None:
    election = "aurora/mayor/2027-11-02"
    found = trial(cities, ElectionResult(election, "us-republican"), MoveElection(election, date(2027, 12, 7)))
    after = difference(found, "aurora/save").after
    assert after is not None
    assert after.transition is not None
    assert (after.transition.key, after.transition.result_known) == ("aurora/mayor/2027-12-07", True)


def test_a_result_may_name_the_moved_election_by_either_key(cities: str) -> None:
    move = MoveElection(NEXT, date(2028, 6, 8))
    old, new = (
        trial(cities, move, ElectionResult(key, "gb-conservative"), HolderNotStanding(LONDON))
        for key in (NEXT, f"{LONDON}/2028-06-08")
    )
    assert [str(one) for one in old.changes] == [str(one) for one in new.changes]
    assert difference(old, FUND) == difference(new, FUND)
    with pytest.raises(ContradictoryChanges, match=f"{NEXT}=gb-labour and --result {NEXT}=gb-conservative"):
        trial(
            cities, move, ElectionResult(NEXT, "gb-labour"), ElectionResult(f"{LONDON}/2028-06-08", "gb-conservative")
        )


def test_on_an_earlier_day_what_came_later_is_not_known(cities: str) -> None:
    """In 2019 nobody knew that the election of 2020 would be put off, nor who would win it."""
    found = trial(cities, ElectionResult("london/mayor/2020-05-07", "gb-conservative"), as_of=date(2020, 2, 3))
    after = difference(found, FUND).after
    assert after is not None
    assert after.transition is not None
    assert (after.transition.key, after.party_change) == ("london/mayor/2020-05-07", "different")


def test_a_holder_recorded_as_certain_to_go_cannot_stay(cities: str) -> None:
    with pytest.raises(ContradictoryRecords, match=f"{MAYOR} cannot stay by the record: the holder is term-limited"):
        trial(cities, ElectionResult(f"{MAYOR}/2027-11-02"))
    assert trial(cities, ElectionResult(f"{MAYOR}/2027-11-02", "invented-beacon-party")).notes == ()


def test_a_vote_moved_past_the_day_of_its_handover_is_said_to_wait(cities: str) -> None:
    """Aurora's mayors take office on the first Monday of December."""
    (note,) = trial(cities, MoveElection("aurora/mayor/2027-11-02", date(2027, 12, 7))).notes
    assert note.startswith("By its rule whoever wins aurora/mayor on 2027-12-07 takes office on 2028-12-04, 363 days")
    assert trial(cities, MoveElection("aurora/mayor/2027-11-02", date(2027, 11, 9))).notes == ()


def test_what_is_foreseen_of_a_handover_nobody_knows_leaves_it_unknown(cities: str) -> None:
    """The Hague records no rule for the day its college takes office."""
    party = "nl-d66"
    (before, after) = (
        {one.polling_day: one for one in side.transitions if one.office == "the-hague/college"}
        for found in [trial(cities, ElectionResult("the-hague/college/2030-03-20", party), horizon="60m")]
        for side in (found.before, found.after)
    )
    day = date(2030, 3, 20)
    assert (before[day].handover_basis, after[day].handover_basis) == ("derived", "derived")
    assert (before[day].result_known, after[day].result_known) == (False, True)


# What is asked for


def test_names_stand_for_keys_and_what_is_said_twice_counts_once(cities: str) -> None:
    twice = (
        CommitFunding("Night Bus Mediators (INVENTED)", LATER),
        CommitFunding(NIGHT, LATER),
        CommitFunding(NIGHT, LATER),
    )
    found = trial(cities, *twice, EmpowerPartner(NIGHT, "Lantern Trust (INVENTED)", LATER))
    assert [str(one) for one in found.changes] == [
        f"--empower {NIGHT}=invented-lantern-trust:2029-03-31",
        f"--fund {NIGHT}=2029-03-31",
    ]
    assert stands(found, NIGHT)[1] == ("covered", None)


def test_what_is_recorded_already_may_be_tried_again_with_another_end(cities: str) -> None:
    cells = {"signed_on": "2026-11-23", "until": "2027-12-31", "scope": "deliver", "office_may_end_alone": "no"}
    empower_partner(cities, STAMP, (NIGHT, "invented-lantern-trust"), {**cells, "funded_until": "2029-03-31"}, AS_OF)
    for until in (LATER, date(2027, 12, 31)):
        found = trial(cities, EmpowerPartner(NIGHT, "invented-lantern-trust", until))
        assert (stands(found, NIGHT)[1] == ("covered", None)) is (until == LATER)


def test_the_order_of_the_changes_is_their_own(cities: str) -> None:
    forth, back = trial(cities, *EVERY), trial(cities, *reversed(EVERY))
    assert forth == back


def test_the_findings_may_be_narrowed(cities: str) -> None:
    found = run_scenario(cities, STAMP, EVERY, AS_OF, None, Scope(city="london"))
    assert [one.programme for one in found.comparisons] == [FUND]
    assert [one.programme.key for one in found.before.findings] == [FUND]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            (ElectionResult(NEXT), ElectionResult(NEXT, "gb-labour")),
            f"--result {NEXT}=same and --result {NEXT}=gb-labour",
        ),
        ((ElectionResult(NEXT, "Labour"), ElectionResult(NEXT, "gb-conservative")), f"{NEXT}=gb-labour and --result"),
        ((ElectionResult(NEXT), HolderNotStanding(LONDON)), f"--not-standing {LONDON} and --result {NEXT}=same"),
        (
            (ElectionResult(NEXT), HolderNotStanding(LONDON), MoveElection(NEXT, date(2028, 6, 8))),
            f"--not-standing {LONDON} and --result {NEXT}=same",
        ),
        (
            (AdoptMandate(FUND, "statute"), AdoptMandate("Shared Endeavour Fund", "resolution")),
            "--mandate .* and --mandate",
        ),
        ((MoveElection(NEXT, LATER), MoveElection(NEXT, date(2028, 6, 8))), "--move .* and --move"),
        ((MoveElection(NEXT, LATER), MoveElection(f"{LONDON}/2029-03-31", date(2028, 6, 8))), "--move .* and --move"),
        (
            (CommitFunding(FUND, LATER), CommitFunding("Shared Endeavour Fund", date(2030, 3, 31))),
            "--fund .* and --fund",
        ),
        (
            (EmpowerPartner(FUND, "mopac", LATER), EmpowerPartner(FUND, "mopac", date(2030, 3, 31))),
            "--empower .* and --empower .* contradict each other",
        ),
    ],
)
def test_changes_that_contradict_each_other_are_refused(
    changes: tuple[HypotheticalChange, ...], told: str, sqlite_cities: Path
) -> None:
    with pytest.raises(ContradictoryChanges, match=told) as refused:
        trial(str(sqlite_cities), *changes)
    assert refused.value.hint


def test_who_does_not_stand_next_may_stay_at_a_later_election(cities: str) -> None:
    trial(cities, HolderNotStanding(LONDON), ElectionResult(f"{LONDON}/2032-05-06"))


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        (CommitFunding("london/shared-endeavor", LATER), UnknownKey, "did you mean london/shared-endeavour-fund"),
        (EmpowerPartner(FUND, "groundwork-londn", LATER), UnknownKey, "did you mean groundwork-london"),
        (ElectionResult(NEXT, "gb-labor"), UnknownKey, "did you mean gb-labour"),
        (ElectionResult(f"{LONDON}/2028-05-05"), UnknownKey, "did you mean london/mayor/2028-05-04"),
        (HolderNotStanding("london/major"), UnknownKey, "did you mean london/mayor"),
        (AdoptMandate("night-bus", "statute"), UnknownKey, ""),
        (MoveElection("london/mayor/2024-05-02", LATER), ContradictoryRecords, "corrects a record"),
        (MoveElection(NEXT, date(2028, 5, 4)), ContradictoryRecords, "give the new day"),
        (ElectionResult("london/mayor/2024-05-02", "gb-labour"), ContradictoryRecords, "corrects a record"),
        (ElectionResult("london/mayor/2020-05-07", "gb-labour"), ContradictoryRecords, "takes its place"),
        (ElectionResult("the-hague/college/2030-03-20"), ContradictoryRecords, "give the party that wins"),
        (HolderNotStanding("liverpool/city-mayor"), ContradictoryRecords, "record the term first"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_a_hint(
    change: HypotheticalChange, error: type[ContinuityError], told: str, sqlite_cities: Path
) -> None:
    with pytest.raises(error) as refused:
        trial(str(sqlite_cities), change)
    assert told in refused.value.hint
    assert refused.value.hint


def test_a_result_that_is_known_by_the_next_term_is_recorded_already(cities: str) -> None:
    cells = {"office": LONDON, "person": "boris-johnson", "start": "2028-05-08", "known_from": "2026-11-01"}
    add_record(cities, STAMP, [(TERMS, cells)])
    with pytest.raises(ContradictoryRecords, match="is recorded already"):
        trial(cities, ElectionResult(NEXT, "gb-labour"))


def test_a_holder_whose_end_is_recorded_late_may_be_followed(cities: str) -> None:
    """The term that is tried is no record: nobody has ended the one before it yet."""
    edit_record(cities, STAMP, TERMS, "london/mayor/2024-05-06", {"end": "2028-05-10", "next_on": "2026-11-01"})
    assert "PERSON_CHANGES" in difference(trial(cities, ElectionResult(NEXT, "gb-labour")), FUND).still_open


def test_the_number_of_queries_does_not_grow_with_the_record(cities: str) -> None:
    def queries() -> int:
        with dry_run(cities, STAMP) as writer, counted(writer.connection) as statements:
            run_scenario_with(writer, EVERY, AS_OF, Settings(), Scope())
        return len(statements)

    few = queries()
    for number in range(25):
        cells = {"city": CITY, "office": MAYOR, "name": f"More of it {number}", "launched": "2025-01-01"}
        added = add_record(cities, STAMP, [(PROGRAMMES, {**cells, "key": f"{CITY}/more-{number}"})])
        agreement = {"programme": str(added["key"]), "partner": "invented-lantern-trust", "status": "named"}
        add_record(cities, STAMP, [(AGREEMENTS, agreement)])
    assert queries() == few


def test_what_was_tried_can_be_recorded_afterwards(cities: str) -> None:
    trial(cities, MoveElection(NEXT, date(2028, 6, 8)), ElectionResult("aurora/mayor/2027-11-02", "us-democratic"))
    with pytest.raises(UnknownKey):
        remove_record(cities, STAMP, ELECTIONS, "aurora/mayor/2027-11-02")
    with pytest.raises(UnknownKey):
        remove_record(cities, STAMP, ELECTIONS, f"{LONDON}/2028-06-08")


def test_nothing_is_called_cleared_where_the_change_itself_has_gone(cities: str) -> None:
    one = difference(trial(cities, ElectionResult("london/mayor/2028-05-04")), FUND)
    assert one.after is not None
    assert (one.after.status, one.cleared, one.still_open) == ("not-exposed", (), ())


def test_nothing_is_called_cleared_where_cover_is_lost(cities: str) -> None:
    """That one funder pays for all is told of a programme while it is covered, and stays true."""
    one = difference(
        trial(cities, MoveElection(f"{MAYOR}/2027-11-02", date(2028, 3, 7))), f"{CITY}/open-door-mentoring"
    )
    assert one.before is not None
    assert one.after is not None
    assert (one.before.status, one.after.status, one.cleared) == ("covered", "at-risk", ())
    assert {reason.code for reason in one.before.watch_points} - set(one.still_open)
