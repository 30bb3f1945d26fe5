"""Where a programme stands: steps 0, 1 and 5 of the rule, and the order of findings."""

from dataclasses import replace
from datetime import date

import pytest

from continuity.domain.programmes.models import Partner, Treatment
from continuity.domain.risk.assess import sort_findings
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.settings import Settings
from continuity.reports.wording.sentences import format_reason, format_remedy
from support.known_facts import assess_known
from support.risk_cases import (
    HANDOVER,
    OFFICE,
    POLLING,
    agreement,
    bare,
    codes,
    find,
    funding,
    later,
    on,
    outcome,
    programme,
    transition,
    watched,
)

JUNE = date(2027, 6, 1)


@pytest.mark.parametrize(
    ("end", "basis", "status"),
    [
        ("2027-05-09", "stated", "ends-first"),
        ("2027-05-10", "stated", "at-risk"),
        ("2026-08-01", "stated", "ends-first"),
        ("2026-07-31", "stated", "not-exposed"),
        ("2027", "stated", "at-risk"),
        ("2027-04", "stated", "ends-first"),
        ("2026", "stated", "ends-first"),
        ("2025/..", "stated", "at-risk"),
        ("2026-07-31", "derived", "at-risk"),
        ("2026-07-31", "open", "at-risk"),
        ("2026-07-31", "unknown", "at-risk"),
        ("2026-07-31", None, "at-risk"),
        (None, "stated", "at-risk"),
    ],
)
def test_only_a_stated_end_read_at_its_latest_day_takes_a_programme_out(
    end: str | None, basis: str | None, status: str
) -> None:
    assert find(bare(end=end, end_basis=basis)).status == status


@pytest.mark.parametrize(
    ("end", "as_of", "status"),
    [
        (None, date(2026, 8, 1), "not-exposed"),
        ("2026-08-01", date(2026, 7, 31), "at-risk"),
        ("2026-08-01", date(2026, 8, 1), "not-exposed"),
        ("2026-08", date(2026, 8, 30), "at-risk"),
        ("2026-08", date(2026, 8, 31), "not-exposed"),
        ("2026-01/..", date(2026, 8, 1), "not-exposed"),
    ],
)
def test_the_status_ended_holds_from_the_end_where_one_is_given(end: str | None, as_of: date, status: str) -> None:
    assert find(bare(status="ended", end=end), as_of=as_of).status == status


@pytest.mark.parametrize("word", ["active", "paused", "unknown", None])
def test_a_paused_programme_counts_as_running(word: str | None) -> None:
    assert find(bare(status=word)).status == "at-risk"


@pytest.mark.parametrize(
    ("launched", "status", "expected"),
    [
        ("2026-08-01", "active", "at-risk"),
        ("2026-08-02", "active", "not-exposed"),
        ("2026", "active", "at-risk"),
        ("2027-01", "planned", "at-risk"),
        ("2027-05-10", "planned", "at-risk"),
        ("2027-05-11", "planned", "not-exposed"),
        ("2027", "planned", "at-risk"),
        (None, "planned", "at-risk"),
    ],
)
def test_a_programme_counts_from_its_earliest_launch_and_a_planned_one_before_it(
    launched: str | None, status: str, expected: str
) -> None:
    assert find(bare(launched=launched, status=status)).status == expected


def test_known_from_takes_the_place_of_the_launch() -> None:
    assert find(bare(launched="2020-01-01", known_from="2026-08-02")).status == "not-exposed"
    assert find(bare(launched="2026-09-01", known_from="2026-08-01")).status == "at-risk"


def test_a_programme_launched_under_the_new_holder_is_not_exposed_to_the_open_transition() -> None:
    past = transition(open=True, result_known=True, successor="new")
    inside = find(bare(launched="2027-05-10"), past, as_of=JUNE)
    after = find(bare(launched="2027-05-11"), past, as_of=JUNE, more_ahead=True)
    assert (inside.status, after.status) == ("at-risk", "not-exposed")


@pytest.mark.parametrize(("more_ahead", "status"), [(True, "not-exposed"), (False, "unknown-exposure")])
def test_without_a_transition_it_depends_on_what_is_known_beyond_the_horizon(more_ahead: bool, status: str) -> None:
    circumstances = AssessmentContext(as_of=date(2026, 8, 1), settings=Settings(), has_more_ahead=more_ahead)
    finding = assess_known(programme(), circumstances)
    assert (finding.status, finding.transition, finding.level, finding.basis) == (status, None, None, None)


def test_unknown_exposure_names_the_office_and_a_remedy() -> None:
    (reason,) = assess_known(programme(), AssessmentContext(as_of=date(2026, 8, 1), settings=Settings())).reasons
    assert reason.code == "ELECTION_UNKNOWN"
    assert OFFICE in format_reason(reason)
    assert format_remedy(reason)
    assert (reason.owner, reason.due, reason.start_by) == ("Prevention Unit", None, None)


def test_with_nothing_ahead_a_programme_past_the_only_open_transition_has_an_unknown_exposure() -> None:
    past = transition(open=True, result_known=True)
    assert find(bare(launched="2027-05-11"), past, as_of=JUNE).status == "unknown-exposure"


def test_the_worst_verdict_decides_where_a_programme_stands() -> None:
    finding = find(programme(), transition(), later())
    assert (finding.status, finding.transition) == ("at-risk", later())
    assert [(other.status, other.transition) for other in finding.other_findings] == [("covered", transition())]


def test_of_equal_verdicts_the_first_counts() -> None:
    finding = find(bare(), transition(), later())
    assert finding.transition == transition()
    assert [other.transition for other in finding.other_findings] == [later()]


def test_covered_at_all_transitions_is_told_at_the_first() -> None:
    long = programme(agreements=(agreement(end="2028-12-31"),), funding=(funding(end="2028-11-30"),))
    finding = find(long, transition(), later())
    assert (finding.status, finding.transition, finding.covered_until) == ("covered", transition(), date(2028, 11, 30))


def test_a_programme_that_ends_before_a_later_handover_stands_at_the_one_before() -> None:
    finding = find(programme(end="2027-12-31", end_basis="stated"), transition(), later())
    assert (finding.status, finding.transition, finding.other_findings) == ("covered", transition(), ())


def test_finding_carries_programme_as_known_on_the_day() -> None:
    future = programme(agreements=(agreement(signed_on="2026-09-01"),))
    finding = find(future, transition(), later())
    assert finding.programme == replace(future, agreements=(), signing_ahead=on("2026-09-01"))
    assert all(other.programme is finding.programme for other in finding.other_findings)
    assert finding.partners == ()


@pytest.mark.parametrize(
    ("word", "result_known", "status"),
    [
        ("transferred", False, "unknown-exposure"),
        ("ended", False, "unknown-exposure"),
        ("continued", False, "at-risk"),
        ("changed", False, "at-risk"),
        ("continued", True, "unknown-exposure"),
        ("changed", True, "unknown-exposure"),
        ("paused", True, "at-risk"),
        ("unknown", True, "at-risk"),
        (None, True, "at-risk"),
    ],
)
def test_outcomes_close_the_finding_at_a_past_transition(word: str | None, result_known: bool, status: str) -> None:
    past = transition(open=True, result_known=result_known)
    assert find(bare(outcomes=(outcome(word),)), past, as_of=JUNE).status == status


@pytest.mark.parametrize(
    "row",
    [
        outcome("transferred", checked_on="2027-06-02"),
        outcome("transferred", checked_on=None),
        outcome("transferred", known_from="2027-06-02"),
        outcome("transferred", transition=f"{OFFICE}/2023-05-04"),
    ],
)
def test_an_outcome_of_another_day_or_without_one_closes_nothing(row: object) -> None:
    past = transition(open=True, result_known=True)
    assert find(bare(outcomes=(row,)), past, as_of=JUNE).status == "at-risk"


def test_an_outcome_closes_nothing_ahead() -> None:
    assert find(bare(outcomes=(outcome("transferred", checked_on="2026-07-01"),))).status == "at-risk"


def test_the_latest_outcome_counts() -> None:
    past = transition(open=True, result_known=True)
    first, second = outcome("continued"), outcome("paused", checked_on="2027-05-30")
    for rows in ((first, second), (second, first)):
        assert find(bare(outcomes=rows), past, as_of=JUNE).status == "at-risk"


def test_of_two_outcomes_of_one_day_the_one_that_closes_less_counts() -> None:
    past = transition(open=True, result_known=True)
    rows = (outcome("transferred"), outcome("paused"))
    for found in (rows, rows[::-1]):
        assert find(bare(outcomes=found), past, as_of=JUNE).status == "at-risk"


def test_an_outcome_closes_only_its_own_transition() -> None:
    past = transition(open=True, result_known=True)
    finding = find(bare(outcomes=(outcome("continued"),)), past, later(), as_of=JUNE)
    assert (finding.status, finding.transition, finding.other_findings) == ("at-risk", later(), ())


@pytest.mark.parametrize(
    ("as_of", "gives_way"),
    [(date(2027, 11, 9), False), (date(2027, 11, 10), True)],
)
def test_a_transition_past_its_dated_window_without_a_result_gives_way(as_of: date, gives_way: bool) -> None:
    stale = transition(open=True, handover_last=as_of)
    finding = find(bare(), stale, later(), as_of=as_of)
    assert finding.transition == (later() if gives_way else stale)
    texts = [format_reason(reason) for reason in finding.reasons if reason.code == "RESULT_UNKNOWN"]
    assert len(texts) == 1
    assert POLLING.isoformat() in texts[0]


@pytest.mark.parametrize(
    "kept",
    [
        transition(open=True, handover_last=date(2028, 3, 1), vacant=True, kind="vacancy"),
        transition(open=True, handover_last=date(2028, 3, 1), kind="abolition"),
        transition(open=True, handover_last=date(2028, 3, 1), result_known=True),
    ],
)
def test_what_is_open_for_another_reason_does_not_give_way(kept: object) -> None:
    finding = find(bare(), kept, later(), as_of=date(2028, 3, 1))
    assert finding.transition == kept
    assert "RESULT_UNKNOWN" not in codes(finding)


def test_nothing_gives_way_to_a_transition_the_programme_does_not_live_to_see() -> None:
    stale = transition(open=True, handover_last=date(2028, 3, 1))
    finding = find(bare(end="2028-04-30", end_basis="stated"), stale, later(), as_of=date(2028, 3, 1))
    assert (finding.status, finding.transition) == ("at-risk", stale)


def test_a_covered_programme_still_carries_the_unknown_result() -> None:
    stale = transition(open=True, handover_last=date(2028, 3, 1))
    long = programme(agreements=(agreement(end="2029-12-31"),), funding=(funding(end="2029-12-31"),))
    finding = find(long, stale, later(), as_of=date(2028, 3, 1))
    assert (finding.status, finding.transition) == ("covered", later())
    assert "RESULT_UNKNOWN" in watched(finding)


def test_the_treatment_is_that_of_the_transition_and_of_the_day() -> None:
    row = Treatment(transition=f"{OFFICE}/2027-05-06", decision="tolerate", known_from=on("2026-08-01"))
    other = Treatment(transition=f"{OFFICE}/2023-05-04", decision="treat")
    subject = bare(treatments=(other, row))
    assert find(subject).treatment == row
    assert find(subject, as_of=date(2026, 7, 31)).treatment is None


def test_ends_first_keeps_its_transition_and_treatment_and_gives_no_level() -> None:
    row = Treatment(transition=f"{OFFICE}/2027-05-06", decision="terminate")
    finding = find(bare(end="2027-01-31", end_basis="stated", treatments=(row,)), transition(), later())
    assert (finding.transition, finding.treatment, finding.level) == (transition(), row, None)
    assert finding.runs_until == date(2027, 1, 31)


def test_findings_are_listed_by_status_level_polling_day_and_key() -> None:
    critical = find(bare(key="z"), transition(certain_change=("term-limited",)))
    high_later = find(bare(key="a"), later())
    high = find(bare(key="c"))
    high_too = find(bare(key="b"))
    first = find(bare(end="2027-01-31", end_basis="stated"))
    unknown = assess_known(bare(), AssessmentContext(as_of=HANDOVER, settings=Settings()))
    covered = find(programme())
    ended = find(bare(status="ended"))
    expected = (critical, high_too, high, high_later, first, unknown, covered, ended)
    assert sort_findings(reversed(expected)) == expected


def test_of_partners_as_close_the_one_nothing_recorded_stands_against_is_told_of() -> None:
    """A body of the city itself comes first by key, but an agreement with it would clear nothing."""
    city = Partner(key="a-city-agency", name="City Agency", kind="public", controlled_by=None)
    group = Partner(key="z-group", name="Street Group", kind=None)
    rows = tuple(
        agreement(key=one.key, partner=one, status="named", signed_on=None, start=None, end=None)
        for one in (city, group)
    )
    told = format_reason(find(programme(agreements=rows)).reasons[0])
    assert "Street Group" in told
