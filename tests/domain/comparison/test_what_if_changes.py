"""Changes to be tried: how they are written, and which contradict each other."""

from datetime import date
from itertools import permutations

import pytest

from continuity.domain.comparison.what_if import (
    OPTION_SYNTAX,
    AdoptMandate,
    CommitFunding,
    ElectionResult,
    EmpowerPartner,
    HolderNotStanding,
    HypotheticalChange,
    MoveElection,
    parse_change,
    parse_changes,
    sort_changes,
    validate_no_contradictions,
    validate_winner_stands,
)
from continuity.errors import BadValue, ContradictoryChanges, UsageError

AS_OF = date(2026, 11, 23)
LATER, LATEST = date(2029, 3, 31), date(2030, 3, 31)
MAYOR, NEXT = "london/mayor", "london/mayor/2028-05-04"
EVERY = (
    MoveElection(NEXT, date(2028, 6, 8)),
    HolderNotStanding(MAYOR),
    ElectionResult(NEXT, "gb-labour"),
    AdoptMandate("london/safe", "statute"),
    EmpowerPartner("london/safe", "helpers", LATER),
    CommitFunding("london/safe", LATER),
)


@pytest.mark.parametrize(
    ("option", "text", "change", "told"),
    [
        (
            "empower",
            "london/safe=helpers:2029-03-31",
            EmpowerPartner("london/safe", "helpers", LATER),
            "--empower london/safe=helpers:2029-03-31",
        ),
        (
            "empower",
            " Safe = Helpers: the club : 2029-03-31 ",
            EmpowerPartner("Safe", "Helpers: the club", LATER),
            "--empower Safe=Helpers: the club:2029-03-31",
        ),
        ("fund", "Safe = sound=2029-03-31", CommitFunding("Safe = sound", LATER), "--fund Safe = sound=2029-03-31"),
        ("fund", "london/safe=2029-03-31", CommitFunding("london/safe", LATER), "--fund london/safe=2029-03-31"),
        ("fund", "london/safe=2026-11-23", CommitFunding("london/safe", AS_OF), "--fund london/safe=2026-11-23"),
        ("mandate", "london/safe=statute", AdoptMandate("london/safe", "statute"), "--mandate london/safe=statute"),
        (
            "mandate",
            "london/safe=strategy:2029-03-31",
            AdoptMandate("london/safe", "strategy", LATER),
            "--mandate london/safe=strategy:2029-03-31",
        ),
        ("result", f"{NEXT}=gb-labour", ElectionResult(NEXT, "gb-labour"), f"--result {NEXT}=gb-labour"),
        ("result", f"{NEXT}=same", ElectionResult(NEXT), f"--result {NEXT}=same"),
        ("not-standing", MAYOR, HolderNotStanding(MAYOR), f"--not-standing {MAYOR}"),
        ("move", f"{NEXT}=2028-06-08", MoveElection(NEXT, date(2028, 6, 8)), f"--move {NEXT}=2028-06-08"),
    ],
)
def test_a_change_is_read_and_told(option: str, text: str, change: HypotheticalChange, told: str) -> None:
    assert parse_change(option, text, AS_OF) == change
    assert str(change) == told


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("empower", "london/safe"),
        ("empower", "london/safe=helpers"),
        ("empower", "london/safe=:2029-03-31"),
        ("empower", "london/safe=helpers:"),
        ("empower", "=helpers:2029-03-31"),
        ("fund", "london/safe"),
        ("fund", "london/safe="),
        ("mandate", "london/safe"),
        ("mandate", "london/safe=statute:"),
        ("result", NEXT),
        ("result", f"{NEXT}="),
        ("not-standing", ""),
        ("not-standing", f"{MAYOR}=yes"),
        ("move", NEXT),
        ("move", "=2028-06-08"),
    ],
)
def test_a_malformed_change_is_answered_with_its_form(option: str, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_change(option, text, AS_OF)
    assert (f"--{option}" in refused.value.message, OPTION_SYNTAX[option] in refused.value.hint) == (True, True)


@pytest.mark.parametrize(
    ("option", "text", "told"),
    [
        ("fund", "london/safe=2027-02-30", "--fund: .* is not a day of the calendar"),
        ("fund", "london/safe=2029-03", "--fund: .* is not one day"),
        ("fund", "london/safe=soon", "--fund: .* is not a date"),
        ("fund", "london/safe=2026-11-22", "--fund: 2026-11-22 lies before the as-of day 2026-11-23"),
        ("empower", "london/safe=helpers:2026-11-22", "--empower: 2026-11-22 lies before"),
        ("mandate", "london/safe=strategy:2026-11-22", "--mandate: 2026-11-22 lies before"),
        ("mandate", "london/safe=law", '--mandate: "law" is no mandate'),
        ("move", f"{NEXT}=2026-11-22", "--move: 2026-11-22 lies before"),
        ("move", f"{NEXT}=2028-06", "--move: .* is not one day"),
    ],
)
def test_a_day_or_a_word_that_cannot_be_is_refused(option: str, text: str, told: str) -> None:
    with pytest.raises(BadValue, match=told) as refused:
        parse_change(option, text, AS_OF)
    assert refused.value.hint


def test_no_change_at_all_names_the_options() -> None:
    with pytest.raises(UsageError) as refused:
        parse_changes({"fund": ()}, AS_OF)
    assert all(f"--{option}" in refused.value.hint for option in OPTION_SYNTAX)


def test_changes_are_made_in_one_order_however_they_were_given_and_each_once() -> None:
    assert all(sort_changes((*given, *given)) == EVERY for given in permutations(EVERY))
    given = {"fund": ("a=2029-03-31", " a = 2029-03-31"), "not-standing": (MAYOR,), "move": (f"{NEXT}=2028-06-08",)}
    assert [str(one) for one in parse_changes(given, AS_OF)] == [
        f"--move {NEXT}=2028-06-08",
        f"--not-standing {MAYOR}",
        "--fund a=2029-03-31",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ElectionResult(NEXT), ElectionResult(NEXT, "gb-labour")),
        (ElectionResult(NEXT, "gb-labour"), ElectionResult(NEXT, "gb-conservative")),
        (AdoptMandate("a", "statute"), AdoptMandate("a", "resolution")),
        (AdoptMandate("a", "strategy", LATER), AdoptMandate("a", "strategy", LATEST)),
        (MoveElection(NEXT, LATER), MoveElection(NEXT, LATEST)),
        (EmpowerPartner("a", "b", LATER), EmpowerPartner("a", "b", LATEST)),
        (CommitFunding("a", LATER), CommitFunding("a", LATEST)),
    ],
)
def test_two_changes_of_a_kind_about_one_thing_contradict_each_other(
    first: HypotheticalChange, second: HypotheticalChange
) -> None:
    with pytest.raises(ContradictoryChanges) as refused:
        validate_no_contradictions((first, *EVERY[1:2], second))
    assert refused.value.message == f"{first} and {second} contradict each other"
    assert refused.value.exit_code == UsageError.exit_code


def test_changes_of_different_things_go_together() -> None:
    others = (
        ElectionResult(f"{MAYOR}/2032-05-06"),
        EmpowerPartner("london/safe", "others", LATEST),
        CommitFunding("london/calm", LATEST),
    )
    validate_no_contradictions((*EVERY, *EVERY, *others))


@pytest.mark.parametrize(
    ("result", "next_elections", "refused"),
    [
        (ElectionResult(NEXT), {MAYOR: NEXT}, True),
        (ElectionResult(NEXT, "gb-labour"), {MAYOR: NEXT}, False),
        (ElectionResult(NEXT), {MAYOR: f"{MAYOR}/2027-05-06"}, False),
        (ElectionResult(NEXT), {}, False),
        (ElectionResult("luton/leader/2027-05-06"), {"luton/leader": "luton/leader/2027-05-06"}, False),
    ],
)
def test_nobody_wins_the_election_at_which_they_do_not_stand(
    result: ElectionResult, next_elections: dict[str, str], refused: bool
) -> None:
    changes = (result, HolderNotStanding(MAYOR))
    if not refused:
        return validate_winner_stands(changes, next_elections)
    with pytest.raises(ContradictoryChanges) as error:
        validate_winner_stands(changes, next_elections)
    assert error.value.message == f"--not-standing {MAYOR} and --result {NEXT}=same contradict each other"
    return None
