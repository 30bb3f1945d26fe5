"""Elections in the past that nobody recorded the result of."""

import pytest
from lint_cases import OFFICE, election, found, leads, recorded, rule, term, texts

ADA = term("ada", "2018-05-07", "2022-05-08")
HELD = election("2022-05-05")


@pytest.mark.parametrize(("as_of", "remarks"), [("2022-05-05", 0), ("2022-05-06", 1)])
def test_a_result_is_missing_from_the_day_after_polling(as_of: str, remarks: int) -> None:
    assert len(found("NO_RESULT", recorded(leads(ADA, HELD)), as_of)) == remarks


def test_the_election_and_its_office_are_named() -> None:
    (one,) = found("NO_RESULT", recorded(leads(ADA, HELD)))
    assert one.text == f"The election for {OFFICE} on 2022-05-05 is past; no result is recorded."
    assert one.records == ("election:2022-05-05", f"office:{OFFICE}")


def test_an_election_known_from_the_rule_alone_is_missing_too() -> None:
    (one,) = found("NO_RESULT", recorded(leads(rule(), ADA)), "2022-06-01")
    assert one.text == f"The election its rule sets for {OFFICE} on 2022-05-05 is past; no result is recorded."
    assert one.records == (f"office:{OFFICE}",)


@pytest.mark.parametrize(
    "facts",
    [
        (ADA, election("2022-05-05", winner="ben")),
        (ADA, election("2022-05-05", winner_party="red")),
        (ADA, HELD, term("ben", "2022-05-09")),
        (ADA, election("2022-05-05", status="cancelled")),
        (ADA, election("2030-05-02", status="scheduled")),
        (ADA, HELD, election("2022-05-19", kind="run-off", run_off_of="2022-05-05", winner="ben")),
    ],
)
def test_a_winner_a_term_since_or_no_vote_leaves_nothing_missing(facts: tuple) -> None:
    assert texts("NO_RESULT", recorded(leads(*facts))) == []


def test_a_ceremonial_office_yields_no_verdict_that_could_lack_a_result() -> None:
    assert texts("NO_RESULT", recorded(leads(ADA, HELD, kind="ceremonial"))) == []


def test_earlier_ones_are_one_remark_an_office_and_only_a_warning() -> None:
    facts = recorded(leads(election("2006-05-04"), election("2010-05-06"), election("2014-05-01", winner="ada")))
    (one,) = found("NO_EARLIER_RESULT", facts)
    assert one.text == f"No result is recorded for {OFFICE} on 2006-05-04 and 2010-05-06; later ones have followed."
    assert one.records == ("election:2006-05-04", "election:2010-05-06", f"office:{OFFICE}")
    assert texts("NO_RESULT", facts) == []


def test_the_latest_without_a_result_is_not_an_earlier_one_as_well() -> None:
    assert texts("NO_EARLIER_RESULT", recorded(leads(ADA, HELD))) == []


def test_an_earlier_election_that_only_the_rule_knows_says_nothing() -> None:
    facts = recorded(leads(rule(), election("2026-05-07", winner="ada")))
    assert texts("NO_EARLIER_RESULT", facts) == []


CANCELLED = election("2026-05-07", status="cancelled", known_from="2026-01-10")


@pytest.mark.parametrize(
    ("as_of", "remarks"),
    [("2026-01-09", 0), ("2026-01-10", 1), ("2026-05-07", 1), ("2030-05-02", 1), ("2030-05-03", 0)],
)
def test_cancelled_election_asks_for_a_new_day(as_of: str, remarks: int) -> None:
    """Issue 14, line 12 (case 06), until the next election by the rule is past."""
    facts = recorded(leads(rule(), term("ada", "2022-05-09"), CANCELLED))
    assert len(found("CANCELLED_NOT_REPLACED", facts, as_of)) == remarks


def test_cancelled_election_is_named_with_its_day() -> None:
    (remark,) = found("CANCELLED_NOT_REPLACED", recorded(leads(rule(), term("ada", "2022-05-09"), CANCELLED)))
    assert remark.text == f"The election for {OFFICE} on 2026-05-07 is cancelled, and no new day is recorded."
    assert remark.records == ("election:2026-05-07", f"office:{OFFICE}")


@pytest.mark.parametrize(
    "facts",
    [
        (election("2029-05-03", status="scheduled", replaces="2026-05-07"),),
        (election("2026-11-05", status="scheduled"),),
    ],
)
def test_cancelled_election_with_a_vote_in_its_place_is_done(facts: tuple) -> None:
    assert texts("CANCELLED_NOT_REPLACED", recorded(leads(rule(), term("ada", "2022-05-09"), CANCELLED, *facts))) == []


def test_cancelled_election_of_an_ending_office_is_done() -> None:
    assert texts("CANCELLED_NOT_REPLACED", recorded(leads(rule(), CANCELLED, end="2026-05-07"))) == []


def test_cancelled_run_off_asks_for_no_new_day() -> None:
    first, second = election("2026-05-07"), election("2026-05-21", status="cancelled", kind="run-off")
    assert texts("CANCELLED_NOT_REPLACED", recorded(leads(rule(), first, second))) == []
