"""Vacant offices (issue 14, line 17) and people with two offices (line 11)."""

import pytest
from lint_cases import OFFICE, found, leads, recorded, rule, term, texts

from continuity.domain.offices.models import OfficeRecord

LEFT = term("ada", "2022-05-09", "2024-03-14", expected_end="2026-05-11")
OTHER = "leeds/mayor"


@pytest.mark.parametrize(("as_of", "remarks"), [("2024-03-13", 0), ("2024-03-14", 0), ("2024-03-15", 1)])
def test_vacant_office_is_named_from_the_day_after_the_end(as_of: str, remarks: int) -> None:
    assert len(found("VACANT", recorded(leads(rule(), LEFT)), as_of)) == remarks


def test_vacant_office_names_who_left_and_who_acts() -> None:
    names = {("person", "ada"): "Ada One", ("person", "ben"): "Ben Two"}
    facts = recorded(leads(rule(), LEFT, term("ben", "2024-03-20", capacity="acting")), names=names)
    text = f"{OFFICE} has been vacant since Ada One left (2024-03-14)."
    assert texts("VACANT", facts, "2024-03-19") == [text]
    assert texts("VACANT", facts, "2024-03-20") == [f"{text} Ben Two is acting."]


@pytest.mark.parametrize(("as_of", "remarks"), [("2024-05-01", 1), ("2024-05-02", 0)])
def test_filled_office_is_not_vacant(as_of: str, remarks: int) -> None:
    facts = recorded(leads(rule(), LEFT, term("ben", "2024-05-02")))
    assert len(found("VACANT", facts, as_of)) == remarks


def test_office_after_a_mandate_ran_out_is_not_vacant() -> None:
    assert texts("VACANT", recorded(leads(term("ada", "2022-05-09", "2026-05-11", expected_end="2026-05-11")))) == []


@pytest.mark.parametrize(("end", "remarks"), [("2023-01-09", 0), ("2023-01-10", 0), ("2023-01-11", 1)])
def test_two_offices_are_named_unless_one_day_is_shared(end: str, remarks: int) -> None:
    facts = recorded(leads(term("ada", "2019-05-07", end)), leads(term("ada", "2023-01-10"), key=OTHER))
    assert len(found("TWO_OFFICES", facts)) == remarks


def test_two_offices_name_the_person_and_the_day() -> None:
    facts = recorded(
        leads(term("ada", "2019-05-07")), leads(term("ada", "2023-01-10"), key=OTHER), names={("person", "ada"): "Ada"}
    )
    (remark,) = found("TWO_OFFICES", facts)
    assert remark.text == "Ada holds luton/leader and leeds/mayor at once from 2023-01-10 on."
    assert remark.records == ("person:ada", "term:ada/2019-05-07", "term:ada/2023-01-10")


@pytest.mark.parametrize(
    "other",
    [
        leads(term("ada", "2023-01-10"), key=OTHER, kind="ceremonial"),
        leads(term("ada", "2023-01-10", capacity="acting"), key=OTHER),
        leads(term("ben", "2023-01-10"), key=OTHER),
        leads(term("ada", "2015", None), term("ben", "2018"), key=OTHER),
        leads(term("ada", "2026-08-02"), key=OTHER),
    ],
)
def test_second_office_not_held_now_is_not_named(other: OfficeRecord) -> None:
    assert texts("TWO_OFFICES", recorded(leads(term("ada", "2019-05-07")), other)) == []
