"""Outcomes and treatments that hang on no transition."""

import pytest
from lint_cases import OFFICE, found, leads, recorded, rule, term, texts

from continuity.domain.programmes.models import Outcome, Programme, Treatment

LEADS = leads(rule(), term("ada", "2022-05-09"))


def programme(*rows: Outcome | Treatment, office: str = OFFICE) -> Programme:
    return Programme(
        key="luton/calm",
        city="luton",
        office=office,
        name="Calm",
        outcomes=tuple(row for row in rows if isinstance(row, Outcome)),
        treatments=tuple(row for row in rows if isinstance(row, Treatment)),
    )


@pytest.mark.parametrize("day", ["2018-05-03", "2022-05-05", "2026-05-07", "2030-05-02"])
def test_past_open_and_coming_transitions_are_there(day: str) -> None:
    rows = (Outcome(transition=f"{OFFICE}/{day}"), Treatment(transition=f"{OFFICE}/{day}"))
    assert texts("NO_TRANSITION", recorded(LEADS, programme(*rows))) == []


def test_a_day_beside_it_is_pointed_at_with_the_nearest() -> None:
    (one,) = found("NO_TRANSITION", recorded(LEADS, programme(Treatment(transition=f"{OFFICE}/2030-05-03"))))
    assert one.text == (
        "The treatment of Calm is recorded for luton/leader/2030-05-03; "
        "the nearest transition is luton/leader/2030-05-02."
    )
    assert one.records == ("programme:luton/calm",)


def test_an_office_without_any_transition_has_none_near() -> None:
    (text,) = texts("NO_TRANSITION", recorded(leads(), programme(Outcome(transition=f"{OFFICE}/2022-05-05"))))
    assert text.endswith("for luton/leader/2022-05-05; no transition of luton/leader is known.")


def test_an_office_that_is_not_looked_at_is_left_alone() -> None:
    row = Outcome(transition="leeds/mayor/2022-05-06")
    assert texts("NO_TRANSITION", recorded(LEADS, programme(row, office="leeds/mayor"))) == []


def test_another_office_than_the_one_that_decides_is_pointed_at() -> None:
    """The day is one of that office, and the rule would never read it."""
    other = leads(rule(), key="luton/mayor")
    row = Treatment(transition="luton/mayor/2026-05-07")
    (text,) = texts("NO_TRANSITION", recorded(LEADS, other, programme(row)))
    assert text.endswith("is recorded for luton/mayor/2026-05-07; the office that decides on it is luton/leader.")


def test_an_heir_decides_too() -> None:
    old = leads(rule(), end="2028-03-31", successor="luton/mayor")
    heir = leads(rule(), key="luton/mayor")
    for office in (OFFICE, "luton/mayor"):
        assert (
            texts("NO_TRANSITION", recorded(old, heir, programme(Treatment(transition=f"{office}/2026-05-07")))) == []
        )
