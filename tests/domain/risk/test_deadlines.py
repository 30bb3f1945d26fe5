"""By when a remedy still works, and what is said on which day of a transition."""

from datetime import date

import pytest

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Finding
from continuity.domain.settings import Settings
from continuity.reports.wording.sentences import format_reason, format_remedy
from support.risk_cases import QUIET, bare, codes, find, programme, transition


def days_of(finding: Finding) -> tuple[date | None, date | None, bool]:
    (told,) = {(reason.due, reason.start_by, reason.late) for reason in finding.reasons}
    return told


@pytest.mark.parametrize(
    ("quiet_from", "as_of", "due", "late"),
    [
        (QUIET, date(2026, 8, 1), date(2027, 3, 21), False),
        (QUIET, date(2027, 3, 21), date(2027, 3, 21), False),
        (QUIET, date(2027, 3, 22), date(2027, 5, 9), True),
        (QUIET, date(2027, 5, 9), date(2027, 5, 9), True),
        (QUIET, date(2027, 5, 10), date(2027, 5, 10), True),
        (QUIET, date(2027, 9, 1), date(2027, 9, 1), True),
        (None, date(2027, 5, 5), date(2027, 5, 5), False),
        (None, date(2027, 5, 6), date(2027, 5, 9), True),
    ],
)
def test_due_before_the_quiet_period_then_before_the_handover_then_today(
    quiet_from: date | None, as_of: date, due: date, *, late: bool
) -> None:
    at = transition(quiet_from=quiet_from, open=as_of > date(2027, 5, 6))
    found = days_of(find(bare(), at, as_of=as_of))
    assert (found[0], found[2]) == (due, late)


def test_start_by_is_the_lead_time_before_it() -> None:
    assert days_of(find(bare()))[1] == date(2027, 1, 20)
    assert days_of(find(bare(), settings=Settings(lead_days=10)))[1] == date(2027, 3, 11)


def test_each_reason_and_watch_point_carries_the_owner_and_the_day() -> None:
    finding = find(programme(evidence=()))
    assert {(reason.owner, reason.due) for reason in finding.watch_points} == {("Prevention Unit", date(2027, 3, 21))}


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (date(2026, 12, 21), []),
        (date(2026, 12, 22), ["LATE"]),
        (date(2027, 3, 22), ["LATE"]),
        (date(2027, 5, 6), ["LATE"]),
        (date(2027, 5, 7), ["OPEN"]),
        (date(2027, 11, 9), ["OPEN"]),
    ],
)
def test_late_to_polling_day_and_open_after_it(as_of: date, found: list[str]) -> None:
    at = transition(open=as_of > date(2027, 5, 6), result_known=True)
    assert [code for code in codes(find(bare(), at, as_of=as_of)) if code in ("LATE", "OPEN")] == found


@pytest.mark.parametrize(
    ("quiet_from", "as_of", "words"),
    [
        (QUIET, date(2027, 3, 21), "1 day left until the pre-election period (2027-03-22)"),
        (QUIET, date(2027, 3, 22), "the pre-election period began on 2027-03-22"),
        (None, date(2027, 5, 4), "2 days left until that day (2027-05-06)"),
        (None, date(2027, 5, 6), "the day has come"),
    ],
)
def test_late_says_how_many_days_are_left(quiet_from: date | None, as_of: date, words: str) -> None:
    finding = find(bare(), transition(quiet_from=quiet_from), as_of=as_of)
    (text,) = [format_reason(reason) for reason in finding.reasons if reason.code == "LATE"]
    assert words in text


@pytest.mark.parametrize(
    ("at", "wanting"),
    [
        (transition(open=True), True),
        (transition(open=True, kind="overdue", overdue=True), True),
        (transition(open=True, result_known=True), False),
        (transition(open=True, vacant=True, kind="vacancy"), False),
        (transition(open=True, kind="abolition"), False),
        (transition(), False),
    ],
)
def test_a_result_is_wanting_where_only_that_keeps_it_open(at: Transition, *, wanting: bool) -> None:
    as_of = date(2027, 6, 1) if at.open else date(2026, 8, 1)
    assert ("RESULT_UNKNOWN" in codes(find(bare(), at, as_of=as_of))) is wanting


@pytest.mark.parametrize(
    ("basis", "as_of", "wanting"),
    [
        ("derived", date(2026, 8, 1), True),
        ("derived", date(2027, 5, 10), True),
        ("derived", date(2027, 5, 11), False),
        ("rule", date(2026, 8, 1), False),
        ("recorded", date(2026, 8, 1), False),
    ],
)
def test_a_derived_handover_is_named_until_it_has_passed(basis: str, as_of: date, *, wanting: bool) -> None:
    at = transition(handover_basis=basis, open=as_of > date(2027, 5, 6))
    assert ("HANDOVER_UNKNOWN" in codes(find(bare(), at, as_of=as_of))) is wanting


def test_between_two_rounds_time_counts_from_the_first_and_no_result_is_due() -> None:
    between = transition(
        polling_day=date(2027, 5, 20),
        first_day=date(2027, 5, 6),
        quiet_from=None,
        open=True,
        handover_first=date(2027, 5, 24),
    )
    finding = find(bare(), between, as_of=date(2027, 5, 10))
    assert days_of(finding) == (date(2027, 5, 23), date(2027, 3, 24), True)
    assert "LATE" in codes(finding)
    assert not {"OPEN", "RESULT_UNKNOWN"} & set(codes(finding))


@pytest.mark.parametrize(
    ("as_of", "known", "begins"),
    [
        (date(2027, 5, 10), False, "Name a community partner"),
        (date(2027, 5, 11), False, "Record the result. Ask the new office to confirm the programme, then name a"),
        (date(2027, 5, 11), True, "Ask the new office to confirm the programme, then name a community partner"),
    ],
)
def test_once_the_handover_is_past_the_new_office_is_asked_first(as_of: date, begins: str, *, known: bool) -> None:
    finding = find(bare(), transition(open=True, result_known=known), as_of=as_of)
    assert finding.reasons[0].code == "NO_PARTNER"
    assert format_remedy(finding.reasons[0]).startswith(begins)
