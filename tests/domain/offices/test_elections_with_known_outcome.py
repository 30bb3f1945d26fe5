"""Elections whose outcome is known before they are held: by the next term, known from its own day."""

import pytest
from office_cases import ahead, election, leads, rule, seen, term, told

from continuity.domain.offices.models import Term

ADA = term("ada", "2022-05-09", party="red")
EVE = "2026-05-06"
POLLS = "2026-05-07"


def following(person: str, start: str = "2026-05-11", **facts: str) -> Term:
    return term(person, start, known_from="2026-01-10", **facts)


@pytest.mark.parametrize("as_of", ["2026-01-10", EVE, POLLS, "2026-05-08"])
def test_where_the_holder_is_known_to_go_on_the_office_does_not_change_hands(as_of: str) -> None:
    found = seen(leads(rule(), ADA, following("ada")), as_of)
    assert (found.latest_open, told(found.ahead[0])) == (None, ("ordinary", "2030-05-02"))


def test_before_that_is_known_the_election_lies_ahead() -> None:
    assert told(ahead(leads(rule(), ADA, following("ada")), "2026-01-09")) == ("ordinary", POLLS)


@pytest.mark.parametrize("as_of", ["2026-01-10", POLLS])
def test_another_known_successor_is_a_certain_change(as_of: str) -> None:
    found = ahead(leads(rule(), ADA, following("ben", party="blue")), as_of)
    assert (told(found), found.certain_change) == (("ordinary", POLLS), ("successor-known",))
    assert (found.result_known, found.successor_party, found.outgoing_party) == (True, "blue", "red")


def test_a_winner_recorded_with_the_election_is_known_from_polling_day_and_the_vote_is_ahead_on_it() -> None:
    office = leads(rule(), ADA, election(POLLS, winner="ada", known_from="2026-01-10"))
    assert ahead(office, EVE).result_known is False
    assert (told(ahead(office, POLLS)), ahead(office, POLLS).holder_stays) == (("ordinary", POLLS), True)
    assert seen(office, "2026-05-08").latest_open is None


@pytest.mark.parametrize(
    ("takes_office", "start", "basis"),
    [
        (None, "2026-05-07/2026-08-05", "derived"),
        (None, "2026-05-07/2026-08-04", "recorded"),
        ("+3d..+6d", "2026-05-10/2026-05-13", "rule"),
        ("+3d..+6d", "2026-05-11", "recorded"),
        ("+4d", "2026-05-11", "recorded"),
    ],
)
def test_a_first_day_recorded_as_the_whole_range_rests_on_what_the_range_rests_on(
    takes_office: str | None, start: str, basis: str
) -> None:
    found = ahead(leads(rule(takes_office=takes_office), ADA, following("ben", start)), "2026-01-10")
    assert found.handover_basis == basis
