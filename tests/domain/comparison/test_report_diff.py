"""What changed between two reports: every pair of verdicts, the order, the steps to a cause."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from continuity.domain.comparison.attribution import (
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    SETTING,
    TIME,
    ElapsedEvent,
    Verdict,
    VerdictTrail,
    attribute_change,
    diff_settings,
    extract_verdict,
)
from continuity.domain.comparison.report_diff import KINDS, classify_change, find_elapsed, list_report_changes
from continuity.domain.comparison.snapshot import ReportSnapshot, snapshot_findings
from continuity.domain.risk.findings import Finding, Reason
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import RiskLevel
from support.sample_assessment import CRITICAL, ELECTION, FINDINGS, HIGH, NEXT_COUNCIL, NOT_EXPOSED, UNKNOWN, reason

HERE, THERE = "luton/leader/2027-05-06", "luton/leader/2031-05-01"
WORDS = ("-", "not-exposed", "covered", "ends-first", "low", "moderate", "high", "unknown-exposure", "critical")
SHORT = {
    ".": None,
    "N": "newly-at-risk",
    "W": "worse",
    "E": "ends-first",
    "B": "better",
    "C": "covered",
    "L": "left",
    "M": "moved",
}
# Down: before. Across: now, in the order of WORDS.
TABLE = {
    "-": ". . C E N N N N N",
    "not-exposed": ". . C E N N N N N",
    "covered": "L L . E N N N N N",
    "ends-first": "L L C . N N N N N",
    "low": "L L C E . W W W W",
    "moderate": "L L C E B . W W W",
    "high": "L L C E B B . M W",
    "unknown-exposure": "L L C E B B M . W",
    "critical": "L L C E B B B B .",
}
PAIRS = [
    (before, after, SHORT[letter])
    for before, row in TABLE.items()
    for after, letter in zip(WORDS, row.split(), strict=True)
]


def stands(word: str, transition: str | None = HERE) -> Verdict | None:
    if word == "-":
        return None
    there = None if word in ("unknown-exposure", "not-exposed") else transition
    return Verdict("at-risk", word, there) if word in tuple(RiskLevel) else Verdict(word, None, there)


@pytest.mark.parametrize(("before", "after", "told"), PAIRS)
def test_every_pair_of_verdicts_is_told_as_the_table_says(before: str, after: str, told: str | None) -> None:
    assert classify_change(stands(before), stands(after)) == told


def test_the_table_has_every_pair() -> None:
    assert set(TABLE) == set(WORDS)
    assert len(PAIRS) == len(WORDS) ** 2


@pytest.mark.parametrize(("before", "after", "told"), PAIRS)
def test_another_change_of_leadership_is_told_only_where_nothing_else_is(
    before: str, after: str, told: str | None
) -> None:
    placed = before == after and stands(before) not in (None, stands(before, THERE))
    assert classify_change(stands(before), stands(after, THERE)) == ("moved" if placed else told)


def levels(*words: str) -> list[Finding]:
    """Programmes of these levels and statuses, by name of the word."""
    made = {one.level or one.status: one for one in FINDINGS} | {"low": replace(HIGH, level="low")}
    return [
        replace(made[word], programme=replace(made[word].programme, key=f"p/{at}")) for at, word in enumerate(words)
    ]


def test_the_worst_of_each_kind_comes_first_and_the_order_of_what_is_given_does_not_matter() -> None:
    before = snapshot_findings(
        levels("low", "covered", "covered", "high", "critical", "not-exposed", "covered", "low", "critical")
    )
    after = levels("high", "high", "critical", "low", "covered", "not-exposed", "ends-first", "critical")
    told = [(one.kind, one.programme) for one in list_report_changes(before, after)]
    assert told == [
        ("newly-at-risk", "p/2"),
        ("newly-at-risk", "p/1"),
        ("worse", "p/7"),
        ("worse", "p/0"),
        ("ends-first", "p/6"),
        ("better", "p/3"),
        ("covered", "p/4"),
        ("left", "p/8"),
    ]
    assert sorted(told, key=lambda one: KINDS.index(one[0])) == told
    for other in list(permutations(after))[:: len(after) * 100]:
        assert list_report_changes(dict(reversed(before.items())), other) == list_report_changes(before, after)


def test_what_was_reported_and_stands_as_it_did_is_no_difference() -> None:
    assert list_report_changes(snapshot_findings(FINDINGS), FINDINGS) == ()


def test_a_level_keeps_what_is_or_was_at_it() -> None:
    before = snapshot_findings(levels("low", "high", "moderate", "unknown-exposure", "covered"))
    after = levels("moderate", "low", "critical", "covered", "low")
    assert {one.programme for one in list_report_changes(before, after, "high")} == {"p/1", "p/2", "p/3"}
    assert {one.programme for one in list_report_changes(before, after, "critical")} == {"p/2"}
    assert {one.programme for one in list_report_changes(before, after)} == {f"p/{number}" for number in range(5)}


def test_a_finding_and_what_is_kept_of_it_have_the_same_verdict() -> None:
    for key, one in snapshot_findings(FINDINGS).items():
        assert extract_verdict(one) == extract_verdict(next(found for found in FINDINGS if found.programme.key == key))


# The steps


LOW, MODERATE, HIGH_LEVEL = (stands(word) for word in ("low", "moderate", "high"))


def trail(*verdicts: Verdict | None, corrected: Verdict | None = None) -> VerdictTrail:
    """Then, on the new day, with the new record, now; the two worked out again as they were reported."""
    then, later, recorded, now = verdicts
    return VerdictTrail(
        reported=then,
        replayed=then,
        replayed_on_new_day=later,
        replayed_with_new_records=recorded,
        replayed_with_corrections=corrected or then,
        reassessed=now,
        current=now,
    )


@pytest.mark.parametrize(
    ("taken", "told"),
    [
        (trail(LOW, HIGH_LEVEL, HIGH_LEVEL, HIGH_LEVEL), [TIME]),
        (trail(LOW, LOW, HIGH_LEVEL, HIGH_LEVEL), [RECORD]),
        (trail(LOW, LOW, HIGH_LEVEL, HIGH_LEVEL, corrected=MODERATE), [CORRECTION]),
        (trail(LOW, LOW, LOW, HIGH_LEVEL), [SETTING]),
        (trail(LOW, MODERATE, HIGH_LEVEL, HIGH_LEVEL), [TIME, RECORD]),
        (trail(LOW, MODERATE, LOW, HIGH_LEVEL, corrected=MODERATE), [TIME, CORRECTION, SETTING]),
        (trail(None, None, HIGH_LEVEL, HIGH_LEVEL, corrected=HIGH_LEVEL), [RECORD]),
        (trail(LOW, LOW, None, None), [RECORD]),
    ],
)
def test_each_step_that_changes_the_verdict_is_a_cause(taken: VerdictTrail, told: list[str]) -> None:
    assert [one.kind for one in attribute_change(taken)] == told
    assert attribute_change(taken)[-1].resulting_verdict == taken.current


def test_where_working_it_out_again_gives_another_verdict_the_cause_is_not_known() -> None:
    right = trail(LOW, LOW, HIGH_LEVEL, HIGH_LEVEL)
    for wrong in (replace(right, reported=MODERATE), replace(right, current=MODERATE)):
        assert [one.kind for one in attribute_change(wrong)] == [NOT_KNOWN]


def test_the_settings_that_differ_are_told_as_they_are_typed() -> None:
    assert diff_settings(Settings(), Settings()) == ()
    new = Settings(window_days=90, community_kinds=("charity", "faith"))
    assert diff_settings(Settings(), new) == (
        ("window_days", "183", "90"),
        ("community_kinds", "community | charity | faith | social-enterprise", "charity | faith"),
    )


# What has passed


LAST = ReportSnapshot(as_of=date(2026, 7, 1), rule="1", settings=Settings())
NOW = date(2026, 8, 1)


def what_passed(before: Finding, after: Finding, *codes: str) -> tuple[ElapsedEvent | Reason, ...]:
    (old,), (one,) = snapshot_findings([before]).values(), list_report_changes(snapshot_findings([before]), [after])
    assert one.before == old
    return find_elapsed(one, LAST, NOW, codes)


def test_what_appeared_is_told_in_its_own_sentence() -> None:
    late = reason("LATE", "on-day", parameters={"event": ELECTION})
    after = replace(HIGH, level="critical", reasons=(*HIGH.reasons, late))
    codes = [one.code for one in after.reasons]
    assert what_passed(HIGH, after, *codes) == (late,)
    assert what_passed(HIGH, after, *codes[:-1]) == ()


def test_what_is_no_longer_told_is_named() -> None:
    after = replace(CRITICAL, level="high", reasons=CRITICAL.reasons[:1])
    assert what_passed(CRITICAL, after, "PARTNER_CONTROLLED") == (ElapsedEvent("reasons-gone", codes=("OPEN",)),)


def test_a_change_of_leadership_that_has_passed_and_one_that_has_come_near_are_told() -> None:
    past = replace(ELECTION, polling_day=date(2026, 7, 9))
    ahead = replace(NEXT_COUNCIL, polling_day=date(2028, 7, 6))
    assert what_passed(replace(HIGH, transition=past), replace(HIGH, transition=ahead)) == (
        ElapsedEvent("change-passed", date(2026, 7, 9)),
        ElapsedEvent("change-near", date(2028, 7, 6)),
    )
    closed = replace(ELECTION, polling_day=date(2026, 5, 9))
    assert what_passed(replace(HIGH, transition=closed), replace(HIGH, transition=ELECTION)) == (
        ElapsedEvent("change-closed", date(2026, 5, 9)),
    )


def test_a_programme_that_has_ended_has_ended() -> None:
    before = replace(HIGH, programme=NOT_EXPOSED.programme)
    assert what_passed(before, NOT_EXPOSED) == (ElapsedEvent("programme-ended"),)


def test_nothing_is_said_where_nothing_can_be_said_plainly() -> None:
    assert what_passed(replace(UNKNOWN, reasons=()), replace(CRITICAL, programme=UNKNOWN.programme)) == ()
