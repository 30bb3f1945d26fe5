"""Who holds an office on a day, for which party, and how many mandates count."""

import pytest
from office_cases import day, on, rule, term

from continuity.domain.leadership import Affiliation, Term
from continuity.domain.tenure import last_substantive, mandates_served, party_of, substantive_on, tenure_on

ADA = term("ada", "2020-05-08", "2024-05-05")
BEN = term("ben", "2024-05-06", expected_end="2028-05")


def held(terms: tuple[Term, ...], as_of: str) -> tuple[str, str | None]:
    found = tenure_on(terms, day(as_of))
    return found.state, found.term and found.term.person


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-05-07", ("unknown", None)),
        ("2020-05-08", ("current", "ada")),
        ("2024-05-05", ("current", "ada")),
        ("2024-05-06", ("current", "ben")),
        ("2028-05-31", ("current", "ben")),
        ("2028-06-01", ("overdue", "ben")),
    ],
)
def test_the_handover_day_belongs_to_the_incoming_holder(as_of: str, expected: tuple[str, str | None]) -> None:
    assert held((BEN, ADA), as_of) == expected


def test_a_term_past_its_end_is_over_and_the_holder_unknown() -> None:
    ended = term("chow", "2023-07-12", "2026-11-14", expected_end="2026-11-14")
    assert held((ended,), "2026-11-14") == ("current", "chow")
    assert held((ended,), "2026-11-15") == ("unknown", None)


def test_an_undated_term_proves_nothing() -> None:
    assert held((term("ada", None), term("ben", None, "2020")), "2019-01-01") == ("unknown", None)


def test_a_term_known_only_to_have_begun_by_some_day_is_not_placed() -> None:
    assert held((term("ada", "../2008-03-22"),), "2007-01-01") == ("unknown", None)


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2023-10-31", "ada"), ("2023-11-01", "ben"), ("2023-11-30", "ben"), ("2023-12-01", "ben")]
)
def test_where_two_may_hold_it_the_latest_to_begin_does(as_of: str, expected: str) -> None:
    terms = (term("ben", "2023-11"), term("ada", "2019", "2023-11"))
    assert held(terms, as_of) == ("current", expected)


@pytest.mark.parametrize(
    ("capacity", "state"),
    [
        ("acting", "acting"),
        ("deputising", "deputising"),
        ("suspended", "suspended"),
        ("designate", "unknown"),
        ("unknown", "unknown"),
        ("substantive", "current"),
        (None, "current"),
    ],
)
def test_the_capacity_says_in_what_way_an_office_is_held(capacity: str | None, state: str) -> None:
    found = tenure_on((term("ada", "2023-02-17", capacity=capacity),), day("2023-03-01"))
    assert found.state == state


def test_a_substantive_holder_comes_before_everybody_who_stands_in() -> None:
    acting = term("ada", "2024-06-01", capacity="acting")
    assert held((acting, BEN), "2024-07-01") == ("current", "ben")


def test_while_the_holder_is_suspended_the_acting_one_leads() -> None:
    terms = (
        term("somers", "2019-10-02", "2023-11", capacity="suspended"),
        term("vandersmissen", "2019-10", "2023-11", capacity="acting"),
    )
    assert held(terms, "2021-01-01") == ("acting", "vandersmissen")


def test_the_last_holder_is_found_after_the_term_is_over() -> None:
    assert substantive_on((ADA,), day("2024-05-06")) is None
    assert last_substantive((ADA,), day("2024-05-06")) == ADA
    assert last_substantive((ADA, BEN), day("2024-05-05")) == ADA
    assert last_substantive((ADA,), day("2020-05-07")) is None


def affiliations(*rows: tuple[str | None, str | None, str | None, str | None]) -> tuple[Affiliation, ...]:
    return tuple(
        Affiliation(party=party, standing=standing, start=on(start) if start else None, end=on(end) if end else None)
        for party, standing, start, end in rows
    )


@pytest.mark.parametrize(
    ("rows", "party"),
    [
        ([], None),
        ([("red", "member", None, None)], "red"),
        ([("red", None, None, None)], "red"),
        ([("red", "unknown", None, None)], None),
        ([("red", "independent", None, None)], None),
        ([(None, "member", None, None)], None),
        ([(None, "nonpartisan", None, None), ("red", "member", None, None)], None),
        ([("red", "member", None, None), ("blue", "member", None, None)], None),
        ([("red", "member", None, "2007-06-18"), (None, "independent", "2007-06-19", None)], None),
        ([("red", "member", None, "2007-06-19"), ("blue", "member", "2007-06-20", None)], "red"),
        ([("red", "member", None, "2007-06-18"), ("blue", "member", "2007-06-19", None)], "blue"),
    ],
)
def test_a_holders_party_is_the_one_of_that_day(
    rows: list[tuple[str | None, str | None, str | None, str | None]], party: str | None
) -> None:
    assert party_of(affiliations(*rows), day("2007-06-19")) == party


BLOOMBERG = (
    term("giuliani", "1998-01-01", "2001-12-31"),
    term("bloomberg", "2002-01-01", "2005-12-31"),
    term("bloomberg", "2006-01-01", "2009-12-31"),
    term("bloomberg", "2010-01-01", "2013-12-31"),
)
LIVINGSTONE = (
    term("ken", "2000-05-04", "2004-06-12"),
    term("ken", "2004-06-13", "2008-05-03"),
    term("boris", "2008-05-04", "2012-05-05"),
    term("ken", "2012-05-06"),
)


@pytest.mark.parametrize(
    ("terms", "at", "kind", "mandates"),
    [
        (BLOOMBERG, 1, "consecutive", 1),
        (BLOOMBERG, 3, "consecutive", 3),
        (BLOOMBERG, 3, "lifetime", 3),
        (LIVINGSTONE, 1, "consecutive", 2),
        (LIVINGSTONE, 3, "consecutive", 1),
        (LIVINGSTONE, 3, "lifetime", 3),
        (LIVINGSTONE, 2, "lifetime", 1),
        (LIVINGSTONE, 1, "lifetime", 2),
    ],
)
def test_a_consecutive_limit_counts_to_the_last_mandate_of_somebody_else(
    terms: tuple[Term, ...], at: int, kind: str, mandates: int
) -> None:
    limit = rule(term_limit=2, term_limit_kind=kind)
    assert mandates_served(terms, terms[at], limit) == mandates
    assert mandates_served(tuple(reversed(terms)), terms[at], limit) == mandates


def test_only_mandates_in_ones_own_right_count() -> None:
    terms = (
        term("ada", "2016", "2017", capacity="acting"),
        term("ben", "2018", "2018", capacity="acting"),
        term("ada", "2017", "2019"),
        term("ada", "2020"),
    )
    assert mandates_served(terms, terms[3], rule(term_limit_kind="consecutive")) == 2
