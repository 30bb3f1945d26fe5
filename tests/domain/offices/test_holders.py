"""Who holds an office on a day, for which party, and how many mandates count."""

from dataclasses import replace

import pytest
from office_cases import SETTINGS, day, election, leads, on, rule, term

from continuity.domain.offices.handover import list_election_handovers
from continuity.domain.offices.holder_mandates import count_mandates
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.offices.models import Affiliation, Election, OfficeRecord, Rule, Term
from continuity.domain.offices.terms import find_party
from continuity.reports.wording.holders import format_holders

ADA = term("ada", "2020-05-08", "2024-05-05")
BEN = term("ben", "2024-05-06", expected_end="2028-05")


def held(terms: tuple[Term, ...], as_of: str) -> tuple[str, str | None]:
    found = find_holders(leads(*terms), day(as_of), SETTINGS)
    return found.state, found.holders[0].term.person if found.holders else None


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
        ("designate", "designate"),
        ("unknown", "unknown"),
        ("substantive", "current"),
        (None, "current"),
    ],
)
def test_the_capacity_says_in_what_way_an_office_is_held(capacity: str | None, state: str) -> None:
    found = find_holders(leads(term("ada", "2023-02-17", capacity=capacity)), day("2023-03-01"), SETTINGS)
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


def test_a_term_without_an_end_does_not_return_when_a_later_one_is_over() -> None:
    terms = (term("old", "2012-05-07"), ADA)
    assert held(terms, "2020-05-07") == ("current", "old")
    assert held(terms, "2024-05-05") == ("current", "ada")
    assert held(terms, "2024-05-06") == ("unknown", None)


def test_a_term_that_is_over_has_begun_however_vague_its_first_day() -> None:
    terms = (term("old", "2012"), term("ada", "2020", "2020-03"))
    assert held(terms, "2020-03-31") == ("current", "ada")
    assert held(terms, "2020-04-01") == ("unknown", None)


# All who have a part


def parts(leadership: OfficeRecord, as_of: str) -> tuple[str, list[tuple[str, str]]]:
    """The state of an office, and who has which part in it."""
    found = find_holders(leadership, day(as_of), SETTINGS)
    return found.state, [(holder.capacity, holder.term.person) for holder in found.holders]


def why(leadership: OfficeRecord, as_of: str) -> str:
    return format_holders(find_holders(leadership, day(as_of), SETTINGS), {})


@pytest.mark.parametrize(
    ("as_of", "state", "person"),
    [
        ("2020-05-07", "unknown", None),
        ("2020-05-08", "current", "ada"),
        ("2024-05-05", "current", "ada"),
        ("2024-05-06", "current", "ben"),
        ("2028-05-31", "current", "ben"),
        ("2028-06-01", "overdue", "ben"),
    ],
)
def test_one_holder_follows_another(as_of: str, state: str, person: str | None) -> None:
    expected = [("substantive", person)] if person else []
    assert parts(leads(BEN, ADA), as_of) == (state, expected)
    terms = [holder.term for holder in find_holders(leads(BEN, ADA), day(as_of), SETTINGS).holders]
    assert terms == ([ADA if person == "ada" else BEN] if person else [])


def test_a_holder_is_told_with_the_days_of_the_term() -> None:
    assert why(leads(ADA), "2024-05-05") == "ada holds the office (8 May 2020 to 5 May 2024)."
    assert why(leads(BEN), "2028-05-31") == "ben holds the office (since 6 May 2024, due to end May 2028)."
    assert why(leads(term("cy", "2024")), "2028-05-31") == "cy holds the office (since 2024)."
    assert why(leads(term("cy", "../2024")), "2028-05-31") == "cy holds the office (in office by 2024)."


def test_a_term_past_its_expected_end_is_overdue_and_says_so() -> None:
    assert why(leads(BEN), "2028-06-01") == (
        "ben holds the office (since 6 May 2024, due to end May 2028); "
        "the term is past its expected end, and no end is recorded."
    )


def test_whoever_acts_past_the_expected_end_is_overdue_too() -> None:
    acting = term("cy", "2024-01-01", capacity="acting", expected_end="2024-06-30")
    assert parts(leads(acting), "2024-06-30") == ("acting", [("acting", "cy")])
    assert parts(leads(acting), "2024-07-01") == ("overdue", [("acting", "cy")])


SUSPENDED = term("somers", "2019-10-02", "2023-11-14", capacity="suspended")
ACTING = term("dep", "2019-10-02", "2023-11-14", capacity="acting")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([SUSPENDED, ACTING], ("acting", [("acting", "dep"), ("suspended", "somers")])),
        ([SUSPENDED], ("suspended", [("suspended", "somers")])),
        (
            [term("somers", "2019-01-02"), ACTING],
            ("current", [("substantive", "somers"), ("acting", "dep")]),
        ),
        (
            [SUSPENDED, term("aide", "2019-10-02", capacity="deputising")],
            ("suspended", [("suspended", "somers"), ("deputising", "aide")]),
        ),
        (
            [term("heir", "2020-12-01", capacity="designate"), ACTING],
            ("acting", [("acting", "dep"), ("designate", "heir")]),
        ),
        ([term("heir", "2020-12-01", capacity="designate")], ("designate", [("designate", "heir")])),
        ([term("who", "2020-12-01", capacity="unknown")], ("unknown", [("unknown", "who")])),
    ],
)
def test_everybody_with_a_part_is_named_the_weightiest_first(
    facts: list[Term], expected: tuple[str, list[tuple[str, str]]]
) -> None:
    assert parts(leads(*facts), "2021-01-01") == expected
    assert parts(leads(*reversed(facts)), "2021-01-01") == expected


def test_two_at_once_are_told_with_their_parts() -> None:
    assert why(leads(SUSPENDED, ACTING), "2023-11-14") == (
        "dep is acting (2 October 2019 to 14 November 2023); "
        "somers is suspended (2 October 2019 to 14 November 2023); these 2 parts are recorded at once."
    )


TORY = term("tory", "2022-11-15", "2023-02-16", expected_end="2026-11-14")
DEPUTY = term("mckelvie", "2023-02-17", "2023-07-11", capacity="deputising")


def test_a_deputy_who_is_not_acting_is_told_so_and_why_there_is_nobody_else() -> None:
    assert parts(leads(TORY, DEPUTY), "2023-02-17") == ("deputising", [("deputising", "mckelvie")])
    assert why(leads(TORY, DEPUTY), "2023-02-17") == (
        "mckelvie deputises (17 February 2023 to 11 July 2023), which is not acting; "
        "vacant since 17 February 2023 (last: tory, whose mandate ran to 14 November 2026)."
    )


@pytest.mark.parametrize(
    ("as_of", "state"),
    [("2023-02-16", "current"), ("2023-02-17", "vacant"), ("2026-11-14", "vacant"), ("2026-11-15", "unknown")],
)
def test_a_seat_left_early_is_vacant_until_the_mandate_was_due_to_end(as_of: str, state: str) -> None:
    assert parts(leads(TORY), as_of)[0] == state


def test_a_seat_left_early_stays_vacant_to_the_last_day_it_may_have_been_due() -> None:
    left = term("tory", "2022-11-15", "2023-02-16", expected_end="2026-11")
    assert [parts(leads(left), as_of)[0] for as_of in ("2026-11-30", "2026-12-01")] == ["vacant", "unknown"]


def test_a_successor_ends_the_vacancy() -> None:
    assert parts(leads(TORY, term("chow", "2023-07-12")), "2023-07-11")[0] == "vacant"
    assert parts(leads(TORY, term("chow", "2023-07-12")), "2023-07-12") == ("current", [("substantive", "chow")])


def test_past_an_end_by_law_the_holder_is_unknown() -> None:
    office = leads(term("chow", "2023-07-12", "2026-11-14", expected_end="2026-11-14"))
    assert parts(office, "2026-11-14") == ("current", [("substantive", "chow")])
    assert parts(office, "2026-11-15") == ("unknown", [])
    assert why(office, "2026-11-15") == (
        "Not known since 15 November 2026, when the mandate was over (last known: chow)."
    )


def test_past_an_election_without_a_recorded_result_the_holder_is_unknown() -> None:
    office = leads(TORY, election("2023-06-26", kind="by-election", status="held"))
    assert parts(office, "2023-06-26") == ("vacant", [])
    assert parts(office, "2023-06-27") == ("unknown", [])
    assert why(office, "2023-06-27") == "Not known since the election of 26 June 2023 (last known: tory)."


LEFT = term("ben", "2022-05-09", "2023-02-16")


@pytest.mark.parametrize(
    ("office", "state", "because"),
    [
        (leads(rule(), LEFT), "vacant", "the next election is due on 7 May 2026"),
        (leads(LEFT), "unknown", "no end of the mandate is recorded"),
        (leads(rule(), LEFT, selection="appointed"), "unknown", "no end of the mandate is recorded"),
    ],
)
def test_where_the_end_of_the_mandate_is_not_recorded_the_next_election_tells(
    office: OfficeRecord, state: str, because: str
) -> None:
    assert parts(office, "2023-03-01") == (state, [])
    assert because in why(office, "2023-03-01")


def test_an_office_that_has_ended_has_no_holder_and_names_its_heir() -> None:
    office = leads(BEN, end="2025-03-31", successor="hampshire/mayor")
    assert parts(office, "2025-03-31") == ("current", [("substantive", "ben")])
    assert parts(office, "2025-04-01") == ("unknown", [])
    assert why(office, "2025-04-01") == "The office ended (31 March 2025), and its successor is hampshire/mayor."
    assert why(leads(end="2025"), "2026-01-01") == "The office ended (2025), and its successor is not recorded."


def test_terms_that_cannot_be_placed_prove_nothing() -> None:
    office = leads(term("ada", None), term("ben", None, "2020"), term("cy", "2022-01-01"))
    assert parts(office, "2021-12-31") == ("unknown", [])
    assert why(office, "2021-12-31").endswith("no term is recorded that can be placed on this day.")


def test_whoever_has_no_recorded_end_goes_once_another_has_begun() -> None:
    terms = (term("old", "2012-05-07"), term("aide", "2019-01-01", capacity="acting"), ADA)
    assert parts(leads(*terms), "2020-05-07") == ("current", [("substantive", "old"), ("acting", "aide")])
    assert parts(leads(*terms), "2020-05-08") == ("current", [("substantive", "ada")])
    assert parts(leads(*terms), "2024-05-06")[1] == []


def test_two_seats_have_two_holders_and_the_third_to_begin_replaces_the_first() -> None:
    terms = (term("ada", "2020-01-01"), term("ben", "2021-01-01"), term("cy", "2022-01-01"))
    office = leads(*terms)
    two = replace(office, office=replace(office.office, seats=2))
    assert parts(two, "2021-12-31")[1] == [("substantive", "ben"), ("substantive", "ada")]
    assert parts(two, "2022-01-01")[1] == [("substantive", "cy"), ("substantive", "ben")]


def test_where_the_handover_is_vague_both_may_hold_it() -> None:
    office = leads(term("ben", "2023-11"), term("ada", "2019", "2023-11"))
    assert parts(office, "2023-11-15")[1] == [("substantive", "ben"), ("substantive", "ada")]
    assert parts(office, "2023-12-01")[1] == [("substantive", "ben")]


def test_two_mandates_of_one_person_are_one_holder() -> None:
    office = leads(term("ada", "2015-05", "2019-05"), term("ada", "2019-05"))
    found: Holders = find_holders(office, day("2019-05-10"), SETTINGS)
    assert [(holder.capacity, holder.term.key) for holder in found.holders] == [("substantive", "ada/2019-05")]


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
    assert find_party(affiliations(*rows), day("2007-06-19")) == party


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
    start = terms[at].start
    assert start is not None
    assert start.latest is not None
    assert count_mandates(terms[at].person, leads(*terms), limit, start.latest) == mandates
    assert count_mandates(terms[at].person, leads(*reversed(terms)), limit, start.latest) == mandates


def test_only_mandates_in_ones_own_right_count() -> None:
    terms = (
        term("ada", "2016", "2017", capacity="acting"),
        term("ben", "2018", "2018", capacity="acting"),
        term("ada", "2017", "2019"),
        term("ada", "2020"),
    )
    assert count_mandates("ada", leads(*terms), rule(term_limit_kind="consecutive"), day("2020-12-31")) == 2


def counted(*facts: Rule | Term | Election, as_of: str, kind: str = "consecutive") -> int:
    """The mandates of the last term given, as counted on a day."""
    office = leads(*facts)
    held = list_election_handovers(office, day(as_of), SETTINGS)
    return count_mandates(office.terms[-1].person, office, rule(term_limit_kind=kind), day(as_of), held)


ONE_ROW = term("ada", "2010-05-10", "2022-05-08")


@pytest.mark.parametrize(
    ("as_of", "mandates"), [("2014-05-01", 1), ("2014-05-02", 2), ("2018-05-03", 2), ("2018-05-04", 3)]
)
def test_a_term_recorded_for_several_mandates_counts_each_its_holder_won(as_of: str, mandates: int) -> None:
    won = (election("2014-05-01", winner="ada"), election("2018-05-03", winner="ada"))
    assert counted(*won, ONE_ROW, as_of=as_of) == mandates
    assert counted(*won, term("ada", "2010-05-10"), as_of=as_of) == mandates
    assert counted(*won, ONE_ROW, as_of=as_of, kind="lifetime") == mandates


BY_RULE = rule(election_rule_start="2010-05-06")
UNDECIDED = election("2014-05-01", status="held")


@pytest.mark.parametrize(
    ("fact", "end", "mandates"),
    [
        (BY_RULE, "2014-11-04", 1),
        (BY_RULE, "2014-11-05", 2),
        (BY_RULE, "2014", 1),
        (BY_RULE, None, 1),
        (UNDECIDED, "2015-01-29", 1),
        (UNDECIDED, "2015-01-30", 2),
        (UNDECIDED, "2015", 1),
        (UNDECIDED, None, 1),
    ],
)
def test_an_election_of_unknown_result_counts_where_the_term_certainly_went_on_past_its_window(
    fact: Rule | Election, end: str | None, mandates: int
) -> None:
    assert counted(fact, term("ada", "2010-05-10", end), as_of="2015-06-01") == mandates


def test_an_election_somebody_else_won_is_no_mandate() -> None:
    assert counted(election("2014-05-01", winner="ben"), ONE_ROW, as_of="2023-01-01") == 1


@pytest.mark.parametrize("kind", ["by-election", "repeat"])
def test_only_ordinary_elections_begin_another_mandate(kind: str) -> None:
    assert counted(election("2014-05-01", kind=kind, winner="ada"), ONE_ROW, as_of="2023-01-01") == 1


@pytest.mark.parametrize("winner", ["ada", None])
@pytest.mark.parametrize("start", ["2014-05-12", "2014-05", "2015-01-29"])
def test_an_election_that_led_to_a_term_of_its_own_is_counted_once(start: str, winner: str | None) -> None:
    first, second = term("ada", "2010-05-10", "2022-05-08"), term("ada", start, "2018-05-06")
    assert counted(election("2014-05-01", winner=winner), first, second, as_of="2019-01-01") == 2


def test_the_election_a_term_came_from_is_not_counted_again() -> None:
    assert counted(election("2010-05-06", winner="ada"), term("ada", "2010-05-10"), as_of="2012-01-01") == 1
    assert counted(election("2010-05-06", winner="ada"), term("ada", "2010"), as_of="2012-01-01") == 1


def test_whoever_followed_by_succession_does_not_take_the_mandate_that_was_won() -> None:
    facts = (election("2014-05-01", winner="ada"), term("ada", "2010-05-10", "2014-08-31"))
    heir = term("ben", "2014-09-01", "2018-05-06", basis="succession")
    assert counted(*facts, heir, term("ada", "2018-05-07"), as_of="2019-01-01", kind="lifetime") == 3


def test_a_run_off_is_one_mandate_with_its_first_round() -> None:
    first = election("2014-05-01", status="held")
    run_off = election("2014-05-15", kind="run-off", run_off_of="2014-05-01", winner="ada")
    assert counted(first, run_off, ONE_ROW, as_of="2015-01-01") == 2
