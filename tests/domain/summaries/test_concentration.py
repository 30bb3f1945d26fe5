"""Which partners many programmes of one city rest on."""

from dataclasses import replace
from typing import Any

import pytest

from continuity.domain.programmes.models import Agreement, Partner
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.concentration import (
    CONCENTRATION_THRESHOLD,
    Concentration,
    find_concentrations,
    find_sole_partner,
)
from support.risk_cases import PARTNER, agreement, find, funding, programme

CLUB = Partner(key="club", name="Boat Club", kind="charity")
ARMS = replace(PARTNER, key="arms")
ENDS_EARLY = agreement(end="2027-08-01")
CLUB_MONEY = funding(key="f2", partner="club")


def finding(key: str, *agreements: Agreement, **changes: Any) -> Finding:
    """A finding on a programme of the city its key begins with; covered where nothing else is said."""
    subject = programme(key=key, city=key.partition("/")[0], agreements=agreements or (agreement(),))
    return find(replace(subject, **changes))


def covered(*keys: str) -> list[Finding]:
    return [finding(key) for key in keys]


def lost(key: str) -> Finding:
    """At risk, with nobody to rest on."""
    return finding(key, agreement(status="draft"))


def test_three_programmes_of_a_city_on_one_partner_are_a_concentration() -> None:
    found = find_concentrations([*covered("luton/c", "luton/a"), finding("luton/b", ENDS_EARLY), lost("luton/d")])
    assert CONCENTRATION_THRESHOLD == 3
    assert found == (
        Concentration(
            city="luton",
            partner="hub",
            name="Community Hub",
            programmes=("luton/a", "luton/b", "luton/c"),
            covered=2,
            of=4,
        ),
    )


def test_two_are_none_nor_are_three_in_as_many_cities() -> None:
    assert find_concentrations(covered("luton/a", "luton/b")) == ()
    assert find_concentrations(covered("luton/a", "essen/a", "london/a")) == ()


def test_what_is_not_exposed_neither_rests_on_anybody_nor_counts() -> None:
    ended = finding("luton/z", end=agreement(end="2026-01-01").end, end_basis="stated")
    assert ended.status == "not-exposed"
    (found,) = find_concentrations([*covered("luton/a", "luton/b", "luton/c"), ended])
    assert (len(found.programmes), found.of) == (3, 3)


def test_the_largest_come_first_then_by_city_and_partner() -> None:
    of_club = {"partner": CLUB}
    club = [finding(f"essen/{n}", agreement(**of_club), funding=(CLUB_MONEY,)) for n in "abc"]
    hub = covered(
        *(f"{city}/{n}" for city, names in (("luton", "abcd"), ("essen", "xyz"), ("bonn", "abc")) for n in names)
    )
    found = [(one.city, one.partner, len(one.programmes)) for one in find_concentrations(club + hub)]
    assert found == [("luton", "hub", 4), ("bonn", "hub", 3), ("essen", "club", 3), ("essen", "hub", 3)]


def test_the_order_of_the_findings_changes_nothing() -> None:
    findings = covered("luton/a", "luton/b", "luton/c", "essen/a", "essen/b", "essen/c")
    assert find_concentrations(findings) == find_concentrations(reversed(findings))


def test_a_programme_that_two_partners_carry_rests_on_neither() -> None:
    both = finding(
        "luton/a", agreement(), agreement(key="a2", partner=CLUB), funding=(funding(partner=None), CLUB_MONEY)
    )
    assert [candidate.failures for candidate in both.candidates] == [(), ()]
    assert find_sole_partner(both) is None


@pytest.mark.parametrize(
    ("changes", "partner"),
    [
        ({"end": "2027-08-01"}, "hub"),
        ({"scope": "advise"}, "hub"),
        ({"office_may_end_alone": "yes"}, "hub"),
        ({"status": "terminated", "end": "2027-08-01"}, "hub"),
        ({"status": "draft"}, None),
        ({"status": "named"}, None),
        ({"start": None}, None),
        ({"start": "2027-06-01"}, None),
        ({"end": "2027-03-31"}, None),
        ({"partner": replace(PARTNER, kind="academic")}, None),
        ({"partner": replace(PARTNER, controlled_by="luton")}, None),
    ],
)
def test_a_programme_at_risk_rests_on_a_partner_with_an_agreement_on_the_first_day(
    changes: dict[str, Any], partner: str | None
) -> None:
    found = finding("luton/a", agreement(**changes))
    assert (found.status, find_sole_partner(found)) == ("at-risk", partner)


def test_money_that_ends_leaves_a_programme_resting_on_its_partner() -> None:
    assert find_sole_partner(finding("luton/a", funding=())) == "hub"


@pytest.mark.parametrize(
    "closest",
    [
        agreement(partner=ARMS, status="draft"),
        agreement(partner=ARMS, start="2027-06-01"),
        agreement(partner=replace(ARMS, kind="academic")),
    ],
)
def test_the_agreement_of_another_partner_makes_nothing_rest_on_the_one_that_comes_closest(closest: Agreement) -> None:
    """The club's agreement protects the programme; the other one lacks as little, and comes first by key."""
    protecting = agreement(key="a2", partner=CLUB, end="2027-08-01")
    found = finding("luton/a", closest, protecting, funding=(funding(partner=None), CLUB_MONEY))
    assert (found.status, found.carrier, "P" in found.protections) == ("at-risk", "arms", True)
    assert find_sole_partner(found) is None


def test_a_nameless_partner_goes_by_its_key() -> None:
    nameless = agreement(partner=replace(PARTNER, name=""))
    (found,) = find_concentrations(finding(f"luton/{n}", nameless) for n in "abc")
    assert found.name == "hub"
