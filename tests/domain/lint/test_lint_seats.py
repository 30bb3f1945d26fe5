"""Holders over and under the seats, and days without any."""

import pytest
from lint_cases import OFFICE, found, leads, recorded, term, texts

from continuity.domain.offices.models import OfficeRecord, Term

ADA = term("ada", "2019-05-07", "2023-05-08")
BEN = term("ben", "2023-05-09")
OPEN_ADA = term("ada", "2019-05-07")


def test_an_end_that_was_not_recorded_leaves_two_holders_from_the_day_the_next_begins() -> None:
    (one,) = found("SEATS_OVER", recorded(leads(OPEN_ADA, BEN), names={("person", "ada"): "Ada One"}))
    assert one.text == f"{OFFICE} has 1 seat and 2 holders on 2023-05-09: Ada One and ben."
    assert one.records == (f"office:{OFFICE}", "term:ada/2019-05-07", "term:ben/2023-05-09")


@pytest.mark.parametrize(("as_of", "remarks"), [("2023-05-08", 0), ("2023-05-09", 1)])
def test_two_holders_count_from_the_first_day_of_the_second(as_of: str, remarks: int) -> None:
    assert len(found("SEATS_OVER", recorded(leads(OPEN_ADA, BEN)), as_of)) == remarks


@pytest.mark.parametrize(
    "terms",
    [
        (ADA, BEN),
        (term("ada", "2019", "2023-05"), term("ben", "2023-05")),
        (term("ada", "2019", "2023"), term("ben", "2023-02/2023-06")),
        (OPEN_ADA, term("ben", "2023-05-09", capacity="acting")),
        (term("ada", "2019-05-07", capacity="suspended"), BEN),
        (OPEN_ADA, term("ben", "2023-05-09", capacity="designate")),
        (OPEN_ADA, term("ben", None)),
        (OPEN_ADA, term("ben", "../2023-05-09", "../2023-05-08")),
    ],
)
def test_days_that_can_be_read_so_that_one_follows_the_other_say_nothing(terms: tuple[Term, ...]) -> None:
    assert texts("SEATS_OVER", recorded(leads(*terms))) == []


def test_an_office_of_two_seats_takes_two_but_not_three() -> None:
    cleo = term("cleo", "2024-01-15")
    assert texts("SEATS_OVER", recorded(leads(OPEN_ADA, BEN, seats=2))) == []
    assert texts("SEATS_OVER", recorded(leads(OPEN_ADA, BEN, cleo, seats=2))) == [
        f"{OFFICE} has 2 seats and 3 holders on 2024-01-15: ada, ben and cleo."
    ]


def test_a_crowd_is_one_remark_that_names_the_latest_three_words_long() -> None:
    crowd = [term(f"p{year}", f"{year}-01-05") for year in range(2015, 2020)]
    (one,) = found("SEATS_OVER", recorded(leads(*crowd)))
    assert one.text == f"{OFFICE} has 1 seat and 5 holders on 2019-01-05: p2015, p2016, p2017 and 2 more."
    assert len(one.records) == 6


def test_a_ceremonial_office_makes_no_verdict_wrong() -> None:
    assert texts("SEATS_OVER", recorded(leads(OPEN_ADA, BEN, kind="ceremonial"))) == []


@pytest.mark.parametrize(("as_of", "remarks"), [("2023-05-08", 0), ("2023-05-09", 1)])
def test_a_seat_is_short_from_the_day_after_an_end(as_of: str, remarks: int) -> None:
    board = leads(ADA, term("ben", "2019-05-07"), seats=2)
    assert len(found("SEATS_UNDER", recorded(board), as_of)) == remarks


def test_the_latest_day_on_which_a_seat_was_lost_is_named() -> None:
    board = leads(ADA, term("ben", "2019-05-07", "2025-12-31"), term("cleo", "2023-05-20"), seats=2)
    assert texts("SEATS_UNDER", recorded(board)) == [
        f"Of the 2 seats of {OFFICE} 1 is held from 2026-01-01 on, as after 1 earlier change."
    ]


def test_a_seat_is_not_short_before_all_were_held_for_the_first_time() -> None:
    board = leads(term("ada", "2015-01-01"), term("ben", "2019-05-07"), seats=2)
    assert texts("SEATS_UNDER", recorded(board)) == []


def test_a_board_that_was_never_full_is_short_from_its_first_term() -> None:
    assert texts("SEATS_UNDER", recorded(leads(OPEN_ADA, seats=2))) == [
        f"Of the 2 seats of {OFFICE} 1 is held from 2019-05-07 on."
    ]


@pytest.mark.parametrize(
    "board",
    [
        leads(ADA, BEN),
        leads(ADA, term("ben", "2019-05-07", "2023-05-08"), seats=2),
        leads(ADA, term("ben", "2019-05-07"), term("cleo", "2023-05-09", capacity="acting"), seats=2),
        leads(ADA, term("ben", "2019-05-07"), seats=2, end="2023-05-08"),
        leads(ADA, term("ben", "2019-05-07"), seats=2, end="2023"),
        leads(ADA, term("ben", None, "2023-05-08"), seats=2),
    ],
)
def test_full_seats_no_seats_held_stand_ins_and_ended_offices_are_not_short(board: OfficeRecord) -> None:
    assert texts("SEATS_UNDER", recorded(board)) == []


def test_a_day_between_two_terms_is_a_gap() -> None:
    (one,) = found("GAP", recorded(leads(ADA, term("ben", "2023-05-10"))))
    assert one.text == f"No holder of {OFFICE} is recorded on 2023-05-09."
    assert one.records == (f"office:{OFFICE}",)
    assert texts("GAP", recorded(leads(ADA, BEN))) == []


@pytest.mark.parametrize("other", [term("cleo", None), term("cleo", "2023-05-09", capacity="designate")])
def test_an_undated_term_and_a_designate_fill_no_gap(other: Term) -> None:
    assert len(found("GAP", recorded(leads(ADA, other, term("ben", "2023-07-01"))))) == 1


def test_the_gaps_of_an_office_are_one_remark_the_latest_first() -> None:
    terms = (term("ada", "2010", "2012-05"), term("ben", "2012-07", "2016-12-30"), term("cleo", "2017-01-02"))
    assert texts("GAP", recorded(leads(*terms))) == [
        f"No holder of {OFFICE} is recorded from 2016-12-31 to 2017-01-01 and from 2012-06-01 to 2012-06-30."
    ]


@pytest.mark.parametrize(
    "terms",
    [
        (ADA,),
        (OPEN_ADA, term("ben", "2024-01-01")),
        (ADA, term("cleo", "2023-05-09", "2023-06-30", capacity="acting"), term("ben", "2023-07-01")),
        (ADA, term("cleo", None, "2023-06-30"), term("ben", "2023-07-01")),
        (ADA, term("ben", "2023")),
        (ADA, term("ben", "../2025")),
        (term("ada", None), term("ben", None)),
    ],
)
def test_days_that_somebody_may_have_filled_are_no_gap(terms: tuple[Term, ...]) -> None:
    assert texts("GAP", recorded(leads(*terms))) == []
