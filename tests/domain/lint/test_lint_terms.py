"""Terms that are undated, overdue, too long, or start on a suspicious day."""

import pytest
from lint_cases import OFFICE, election, found, leads, recorded, rule, term, texts

from continuity.domain.offices.models import Election, OfficeRecord, Rule, Term

DUE = term("ada", "2019-05-07", expected_end="2023-05")


@pytest.mark.parametrize(("as_of", "remarks"), [("2023-05-31", 0), ("2023-06-01", 1)])
def test_a_term_is_overdue_the_day_after_the_latest_day_it_was_due_to_end(as_of: str, remarks: int) -> None:
    assert len(found("OVERDUE", recorded(leads(DUE)), as_of)) == remarks


def test_an_overdue_term_is_named_with_its_holder_and_day() -> None:
    (one,) = found("OVERDUE", recorded(leads(DUE), names={("person", "ada"): "Ada One"}))
    assert one.text == f"Ada One was due to leave {OFFICE} by 2023-05-31, and no end is recorded."
    assert one.records == ("term:ada/2019-05-07", f"office:{OFFICE}")


def test_a_term_whose_end_came_later_was_overdue_until_then() -> None:
    facts = recorded(leads(term("ada", "2019-05-07", "2024-02-01", expected_end="2023-05")))
    assert len(found("OVERDUE", facts, "2023-12-31")) == 1
    assert texts("OVERDUE", facts, "2024-02-01") == []


@pytest.mark.parametrize(
    "office",
    [
        leads(term("ada", "2019-05-07", "2023-05-08", expected_end="2023-05")),
        leads(term("ada", "2019-05-07")),
        leads(DUE, term("ben", "2023-05-09")),
        leads(term("ada", "2019-05-07", expected_end="2023-05", capacity="acting")),
        leads(term("ada", None, expected_end="2023-05")),
        leads(DUE, kind="ceremonial"),
    ],
)
def test_an_end_a_successor_or_no_day_to_be_due_by_is_not_overdue(office: OfficeRecord) -> None:
    assert texts("OVERDUE", recorded(office)) == []


def test_of_an_office_of_two_seats_both_latest_holders_may_be_overdue() -> None:
    other = term("ben", "2019-06-07", expected_end="2023-06-06")
    assert len(found("OVERDUE", recorded(leads(DUE, other, seats=2)))) == 2


def test_undated_terms_of_an_office_are_one_remark() -> None:
    terms = (term("ada", None, "2009-10-20"), term("ben", "../2008", None), term("cleo", "2015"))
    (one,) = found("UNDATED", recorded(leads(*terms)))
    assert one.text == (
        f"No first day is recorded in {OFFICE} for ada (from a day not recorded to 2009-10-20) "
        "and ben (from ../2008, no end recorded)."
    )
    assert one.records == ("term:ada/None", "term:ben/../2008")


def test_a_vague_start_is_a_date() -> None:
    assert texts("UNDATED", recorded(leads(term("ada", "2009"), term("ben", "2013-05/..")))) == []


@pytest.mark.parametrize(
    ("end", "remarks"), [("2023-05-06", 0), ("2023-08-05", 0), ("2023-08-06", 1), ("2023", 0), ("2024", 1)]
)
def test_a_term_may_last_as_long_as_its_rule_and_a_late_handover(end: str, remarks: int) -> None:
    """Four years from 2019-05-07 and 90 days reach to 2023-08-05; a vague end counts from its earliest."""
    facts = recorded(leads(rule(), term("ada", "2019-05-07", end)))
    assert len(found("TERM_TOO_LONG", facts)) == remarks


def test_a_due_day_and_an_open_end_are_held_against_the_rule_too() -> None:
    five_years = term("ada", "2026-01-01", expected_end="2030-12-31")
    assert texts("TERM_TOO_LONG", recorded(leads(rule(), five_years))) == [
        f"The term of ada in {OFFICE} (from 2026-01-01, due to end 2030-12-31) exceeds the 4 years of its rule."
    ]
    facts = recorded(leads(rule(), term("ben", "2019-05-07")))
    assert texts("TERM_TOO_LONG", facts, "2023-08-05") == []
    assert len(found("TERM_TOO_LONG", facts, "2023-08-06")) == 1


@pytest.mark.parametrize(
    "facts",
    [
        (term("ada", "2010", "2020"),),
        (rule(term_years=None), term("ada", "2010", "2020")),
        (rule(start="2018"), term("ada", "2010", "2020")),
        (rule(), term("ada", "2019", "2023-12-31")),
        (rule(), term("ada", "2010", "2020", capacity="acting")),
        (rule(), term("ada", "2016-05-09", "2021-05-09"), election("2021-05-06", replaces="2020-05-07")),
    ],
)
def test_no_rule_an_acting_term_and_a_moved_election_explain_the_length(
    facts: tuple[Rule | Term | Election, ...],
) -> None:
    assert texts("TERM_TOO_LONG", recorded(leads(*facts))) == []


def test_an_election_moved_after_the_term_explains_nothing() -> None:
    later = election("2022-05-05", replaces="2021-05-06")
    facts = recorded(leads(rule(), term("ada", "2016-05-09", "2021-05-09"), later))
    assert len(found("TERM_TOO_LONG", facts)) == 1


def padded(bulk: int, others: int) -> list[Term]:
    return [
        *(term(f"p{year}", f"{2000 + year}-01-01") for year in range(bulk)),
        *(term(f"q{year}", f"{1950 + year}-05-07") for year in range(others)),
    ]


@pytest.mark.parametrize(("bulk", "others", "remarks"), [(4, 0, 0), (5, 0, 1), (5, 9, 1), (5, 10, 0), (8, 16, 0)])
def test_five_starts_and_more_than_a_third_are_a_bulk(bulk: int, others: int, remarks: int) -> None:
    assert len(found("FIRST_OF_JANUARY", recorded(leads(*padded(bulk, others))))) == remarks


def test_a_bulk_is_one_remark_with_its_terms() -> None:
    (one,) = found("FIRST_OF_JANUARY", recorded(leads(*padded(5, 1))))
    assert one.text == (
        f"5 of the 6 terms in {OFFICE} start on a 1 January: 2000-01-01, 2001-01-01, 2002-01-01 and 2 more."
    )
    assert one.records == (f"office:{OFFICE}", *(f"term:p{year}/{2000 + year}-01-01" for year in range(5)))


def test_offices_of_a_city_too_small_for_a_bulk_are_taken_together() -> None:
    offices = [leads(*padded(3, 1), key=f"luton/{number}") for number in range(2)]
    (one,) = found("FIRST_OF_JANUARY", recorded(*offices))
    assert one.records[0] == "city:luton"
    assert "6 of the 8 terms in luton" in one.text
    elsewhere = leads(*padded(3, 1), key="essen/mayor", city="essen")
    assert texts("FIRST_OF_JANUARY", recorded(offices[0], elsewhere)) == []


@pytest.mark.parametrize("takes_office", ["01-01", "01-01..01-02"])
def test_a_rule_that_sets_the_day_explains_it(takes_office: str) -> None:
    assert texts("FIRST_OF_JANUARY", recorded(leads(rule(takes_office=takes_office), *padded(8, 0)))) == []


def test_a_year_alone_is_no_first_of_january() -> None:
    terms = [term(f"p{year}", str(2000 + year)) for year in range(8)]
    assert texts("FIRST_OF_JANUARY", recorded(leads(*terms))) == []
