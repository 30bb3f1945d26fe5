"""The registry: codes are stable and each rule says what it is for."""

import re
from datetime import date

from lint_cases import election, leads, recorded, term

from continuity.domain.lint.registry import LINT_RULES, find_remarks, is_at_least
from continuity.domain.vocabulary import Severity
from continuity.reports.wording.remarks import REMARK_WORDINGS

CODES = (
    "NO_RESULT NO_EARLIER_RESULT CANCELLED_NOT_REPLACED HANDOVER_FAR SEATS_OVER SEATS_UNDER GAP VACANT TWO_OFFICES "
    "OVERDUE UNDATED TERM_TOO_LONG FIRST_OF_JANUARY DAY_AHEAD NO_HEIR OFFICE_ELSEWHERE ACTIVE_PAST_END "
    "AGREEMENT_OUTLIVES NO_TRANSITION OUTLIVES_PARTNER SAME_NAME NO_SOURCE NOT_VERIFIED"
).split()


def test_no_code_was_lost_or_renamed() -> None:
    assert [check.code for check in LINT_RULES] == CODES


def test_every_rule_has_a_severity_sentences_and_a_remedy() -> None:
    assert list(REMARK_WORDINGS) == CODES
    for check in LINT_RULES:
        assert re.fullmatch(r"[A-Z_]+", check.code)
        assert check.severity in tuple(Severity)
        meaning, remedy, sentences = REMARK_WORDINGS[check.code]
        assert all(text.endswith(".") for text in (meaning, remedy, *sentences.values()))
        assert sentences


def test_remarks_come_errors_first_then_by_code_and_record() -> None:
    offices = [leads(term("ada", None), election("2022-05-05"), key=key) for key in ("luton/b", "luton/a")]
    found = find_remarks(recorded(*offices), date(2026, 8, 1))
    assert [(one.severity, one.code) for one in found] == [
        ("error", "NO_RESULT"),
        ("error", "NO_RESULT"),
        ("warning", "UNDATED"),
        ("warning", "UNDATED"),
    ]
    assert [one.records[-1] for one in found][:2] == ["office:luton/a", "office:luton/b"]
    assert found == find_remarks(recorded(*reversed(offices)), date(2026, 8, 1))
    assert [is_at_least(one, "error") for one in found] == [True, True, False, False]
    assert all(is_at_least(one, "warning") for one in found)


def test_nothing_recorded_is_nothing_to_remark() -> None:
    assert find_remarks(recorded(), date(2026, 8, 1)) == ()
