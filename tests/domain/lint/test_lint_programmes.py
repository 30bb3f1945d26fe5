"""Programmes whose office is gone, and agreements that outlive them."""

from typing import Any

import pytest
from lint_cases import OFFICE, found, leads, on, recorded, texts

from continuity.domain.programmes.models import Agreement, Partner, Programme

HUB = Partner(key="hub", name="Community Hub")
HEIR = leads(key="luton/mayor")
ENDED = leads(end="2025-06-30")


def programme(key: str = "luton/calm", **facts: Any) -> Programme:
    dates = {name: on(facts[name]) for name in ("launched", "end") if name in facts}
    return Programme(**{"key": key, "city": "luton", "office": OFFICE, "status": "active"} | facts | dates)


def agreement(end: str | None, status: str = "signed") -> Agreement:
    return Agreement(key="luton/calm/1", partner=HUB, status=status, end=on(end) if end else None)


@pytest.mark.parametrize(("as_of", "remarks"), [("2025-06-30", 0), ("2025-07-01", 1)])
def test_an_office_without_heir_matters_from_the_day_after_its_last(as_of: str, remarks: int) -> None:
    assert len(found("NO_HEIR", recorded(ENDED, programme()), as_of)) == remarks


def test_an_office_without_heir_is_one_remark_with_its_programmes() -> None:
    (one,) = found("NO_HEIR", recorded(ENDED, programme(name="Calm"), programme("luton/safe")))
    assert one.text == f"{OFFICE} ended on 2025-06-30 without a recorded heir; left are Calm and luton/safe."
    assert one.records == (f"office:{OFFICE}", "programme:luton/calm", "programme:luton/safe")


@pytest.mark.parametrize(
    "facts",
    [
        (leads(), programme()),
        (leads(end="2025/2027"), programme()),
        (leads(end="2025-06-30", successor="luton/mayor"), HEIR, programme()),
        (leads(end="2025-06-30", kind="ceremonial"), programme()),
        (ENDED, programme(status="ended")),
        (ENDED, programme(end="2025-05-31", end_basis="stated")),
        (ENDED, programme(launched="2026-08-02")),
        (ENDED,),
    ],
)
def test_an_heir_a_day_to_come_or_nothing_that_runs_leaves_nobody_behind(facts: tuple) -> None:
    assert texts("NO_HEIR", recorded(*facts)) == []


def test_the_line_of_heirs_is_followed_to_its_end() -> None:
    first, second = leads(end="2020", successor="luton/mayor"), leads(key="luton/mayor", end="2025-06-30")
    (one,) = found("NO_HEIR", recorded(first, second, programme()))
    assert one.records == ("office:luton/mayor", "programme:luton/calm")


def test_heirs_in_a_circle_end_the_search() -> None:
    first, second = (
        leads(end="2020", successor="luton/mayor"),
        leads(key="luton/mayor", end="2025", successor=OFFICE),
    )
    assert texts("NO_HEIR", recorded(first, second, programme())) == []


@pytest.mark.parametrize(("end", "remarks"), [("2027-09-30", 0), ("2027-10-01", 1), ("2027", 0), ("2028", 1)])
def test_an_agreement_may_end_with_its_programme_but_not_after(end: str, remarks: int) -> None:
    facts = recorded(programme(end="2027-09-30", end_basis="stated", agreements=(agreement(end),)))
    assert len(found("AGREEMENT_OUTLIVES", facts)) == remarks


def test_the_agreement_and_the_programme_are_named() -> None:
    facts = recorded(programme(name="Calm", end="2027-09", end_basis="stated", agreements=(agreement("2027-10-02"),)))
    (one,) = found("AGREEMENT_OUTLIVES", facts)
    assert one.text == "The agreement with Community Hub ends on 2027-10-02, 2 days after Calm (2027-09)."
    assert one.records == ("agreement:luton/calm/1", "programme:luton/calm")


def test_a_programme_recorded_as_ended_is_outlived_whatever_its_end_rests_on() -> None:
    facts = recorded(programme(status="ended", end="2025-12-31", agreements=(agreement("2026-03-31"),)))
    assert len(found("AGREEMENT_OUTLIVES", facts)) == 1


@pytest.mark.parametrize(
    "one",
    [
        programme(agreements=(agreement("2030"),)),
        programme(status="ended", end="2025", agreements=(agreement("2025-12-31"),)),
        programme(end="2027", end_basis="derived", agreements=(agreement("2030"),)),
        programme(end="2027", end_basis="stated", agreements=(agreement("2030", "terminated"),)),
        programme(end="2027", end_basis="stated", agreements=(agreement(None),)),
    ],
)
def test_an_end_that_is_not_stated_and_an_agreement_that_is_over_say_nothing(one: Programme) -> None:
    assert texts("AGREEMENT_OUTLIVES", recorded(one)) == []


@pytest.mark.parametrize(
    ("facts", "remarks"),
    [
        ((leads(), programme()), 0),
        ((leads(), programme(city="leeds")), 1),
        ((leads(successor="leeds/mayor"), leads(key="leeds/mayor", city="leeds"), programme(city="leeds")), 0),
    ],
)
def test_office_of_another_city_is_named(facts: tuple, remarks: int) -> None:
    """Issue 14, line 17."""
    assert len(found("OFFICE_ELSEWHERE", recorded(*facts))) == remarks


def test_office_of_another_city_is_named_with_both() -> None:
    names = {("city", "luton"): "Luton", ("city", "leeds"): "Leeds"}
    (remark,) = found("OFFICE_ELSEWHERE", recorded(leads(), programme(name="Calm", city="leeds"), names=names))
    assert remark.text == f"Calm runs in Leeds, but {OFFICE} of Luton decides on it."


def test_office_of_the_city_a_merged_one_went_into_is_fine() -> None:
    cities = [{"key": "leeds", "successor": "luton"}]
    assert texts("OFFICE_ELSEWHERE", recorded(leads(), programme(city="leeds"), rows={"cities": cities})) == []


@pytest.mark.parametrize(("as_of", "remarks"), [("2026-07-30", 0), ("2026-07-31", 0), ("2026-08-01", 1)])
def test_active_programme_past_its_stated_end_is_named(as_of: str, remarks: int) -> None:
    """Issue 14, line 17."""
    facts = recorded(leads(), programme(end="2026-07", end_basis="stated"))
    assert len(found("ACTIVE_PAST_END", facts, as_of)) == remarks


@pytest.mark.parametrize("facts", [{"end_basis": "derived"}, {"end_basis": "stated", "status": "ended"}])
def test_programme_ended_or_without_stated_end_is_not_named(facts: dict[str, str]) -> None:
    assert texts("ACTIVE_PAST_END", recorded(leads(), programme(end="2026-07", **facts))) == []
