"""Records without a source, and records nobody has looked at for a year."""

from typing import Any

import pytest
from lint_cases import found, on, texts

from continuity.domain.lint.base import LintData
from continuity.domain.lint.records import MAX_LISTED


def people(*rows: dict[str, Any]) -> LintData:
    return LintData(rows={"people": [{"source": None, "verified_on": None} | row for row in rows]})


def test_missing_sources_are_one_remark_a_table() -> None:
    facts = people({"key": "ada"}, {"key": "ben", "source": "register"}, {"key": "cleo", "source": ""})
    (one,) = found("NO_SOURCE", facts)
    assert one.text == "2 of 3 people without a source: ada and cleo."
    assert one.records == ("person:ada", "person:cleo")


def test_of_many_the_first_are_named_and_the_rest_counted() -> None:
    (one,) = found("NO_SOURCE", people(*({"key": f"p{number:03}"} for number in range(100))))
    assert one.text == "100 of 100 people without a source: p000, p001, p002 and 97 more."
    assert len(one.records) == MAX_LISTED


def test_a_source_of_any_kind_is_a_source() -> None:
    assert texts("NO_SOURCE", people({"key": "ada", "source": "from memory"})) == []


@pytest.mark.parametrize(
    ("verified_on", "as_of", "remarks"),
    [
        ("2025-08-01", "2026-08-01", 0),
        ("2025-07-31", "2026-08-01", 1),
        ("2025-08", "2026-08-01", 0),
        ("2025-08", "2026-08-02", 1),
        ("2026-08-01", "2026-08-01", 0),
        ("2026-08-02", "2026-08-01", 1),
        ("../2026-07-31", "2026-08-01", 1),
    ],
)
def test_a_check_holds_for_twelve_months_from_its_earliest_day(verified_on: str, as_of: str, remarks: int) -> None:
    facts = people({"key": "ada", "verified_on": on(verified_on)})
    assert len(found("NOT_VERIFIED", facts, as_of)) == remarks


def test_what_was_never_checked_is_told_from_what_was_once() -> None:
    facts = people({"key": "ada"}, {"key": "ben", "verified_on": on("2020")})
    (one,) = found("NOT_VERIFIED", facts)
    assert one.text == ("2 of 2 people not checked in the 12 months before 2026-08-01, 1 of them never: ada and ben.")
    assert texts("NOT_VERIFIED", people({"key": "ada"})) == ["1 of 1 people never checked: ada."]
