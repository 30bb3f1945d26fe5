"""Days that lie too far ahead (issue 14, line 17; case 12)."""

from typing import Any

import pytest
from lint_cases import OFFICE, found, leads, on, recorded, rule, term, texts

from continuity.domain.programmes.models import Agreement, Funding, Partner, Programme

LEADS = leads(rule(), term("ada", "2022-05-09"))
HUB = Partner(key="hub", name="Community Hub")


def programme(**facts: Any) -> Programme:
    dates = {name: on(facts[name]) for name in ("launched", "known_from") if name in facts}
    return Programme(**{"key": "luton/calm", "city": "luton", "office": OFFICE, "name": "Calm"} | facts | dates)


def agreement(signed_on: str, status: str = "signed", known_from: str | None = None) -> Agreement:
    known = on(known_from) if known_from else None
    return Agreement(key="luton/calm/1", partner=HUB, status=status, signed_on=on(signed_on), known_from=known)


@pytest.mark.parametrize(("as_of", "remarks"), [("2027-06-14", 1), ("2027-06-15", 0), ("2027-06-16", 0)])
def test_signing_day_ahead_is_named_until_it_comes(as_of: str, remarks: int) -> None:
    facts = recorded(LEADS, programme(agreements=(agreement("2027-06-15"),)))
    assert len(found("DAY_AHEAD", facts, as_of)) == remarks


def test_signing_day_ahead_names_partner_and_day() -> None:
    (remark,) = found("DAY_AHEAD", recorded(LEADS, programme(agreements=(agreement("2027-06-15"),))))
    text = "The agreement with Community Hub for Calm is recorded as signed on 2027-06-15, which lies ahead."
    assert remark.text == text
    assert remark.records == ("agreement:luton/calm/1", "programme:luton/calm")


@pytest.mark.parametrize(
    "row", [agreement("2027", "draft"), agreement("2026"), agreement("2027", known_from="2026-12-01")]
)
def test_draft_vague_day_or_later_fact_is_not_ahead(row: Agreement) -> None:
    assert texts("DAY_AHEAD", recorded(LEADS, programme(agreements=(row,)))) == []


@pytest.mark.parametrize(("certainty", "remarks"), [("committed", 1), ("indicative", 0)])
def test_commitment_ahead_is_named_unless_indicative(certainty: str, remarks: int) -> None:
    row = Funding(key="luton/calm/1", certainty=certainty, committed_on=on("2026-08-02"))
    assert len(found("DAY_AHEAD", recorded(LEADS, programme(funding=(row,))))) == remarks


@pytest.mark.parametrize(
    ("launched", "status", "remarks"),
    [
        ("2026-08-01", "active", 0),
        ("2026-08-02", "active", 1),
        ("2026-08-02", "planned", 0),
        ("2031-08-01", None, 0),
        ("2031-08-02", None, 1),
        ("2042-09", "planned", 1),
    ],
)
def test_launch_ahead_is_named_when_running_or_far(launched: str, status: str | None, remarks: int) -> None:
    facts = recorded(LEADS, programme(launched=launched, status=status))
    assert len(found("DAY_AHEAD", facts)) == remarks


@pytest.mark.parametrize(("start", "remarks"), [("2030-05-05", 0), ("2030-05-06", 0), ("2030-05-07", 1)])
def test_first_day_after_next_handover_is_named(start: str, remarks: int) -> None:
    """The next election is that of 2 May 2030, and its winner takes office four days later."""
    facts = recorded(leads(rule(), term("ada", "2026-05-11"), term("ben", start)))
    assert len(found("DAY_AHEAD", facts)) == remarks


@pytest.mark.parametrize(("start", "remarks"), [("2031-08-01", 0), ("2031-08-02", 1)])
def test_first_day_of_appointee_may_be_five_years_ahead(start: str, remarks: int) -> None:
    (*texts_found,) = texts("DAY_AHEAD", recorded(leads(term("ben", start), selection="appointed")))
    assert len(texts_found) == remarks
