"""The odd cases of reference/CITIES.md (1 to 16) and the hard cases of STANDARDS.md, section 2 (1 to 20), one by one.

Each test is named for its case and holds what the design promises about it, on literal facts or on the fourteen cities.
"""

from dataclasses import replace
from datetime import date

import pytest
from office_cases import SETTINGS, ahead, day, election, leads, member, on, rule, seen, still_open, term, told

from continuity.db.engine import open_database, transaction
from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.offices.holder_mandates import count_mandates
from continuity.domain.offices.holders import find_holders
from continuity.domain.offices.models import Affiliation, OfficeRecord, Transition
from continuity.domain.offices.terms import find_party
from continuity.domain.programmes.models import Funding, Programme
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.schema import tables
from continuity.domain.schema.validation import find_overfilled_terms, find_violations
from continuity.domain.schema.values import Row
from continuity.reports.wording.holders import format_holders
from continuity.services.assessment import assessment
from support.known_facts import assess_known
from support.record_rows import record_texts
from support.reference_offices import offices_of
from support.sample_records import CITY

OFFICES = offices_of("fourteen")
TODAY = "2026-11-23"


def opened(office: str, as_of: str) -> Transition:
    return still_open(OFFICES[office], as_of)


def parts(leadership: OfficeRecord, as_of: str) -> tuple[str, list[tuple[str, str]]]:
    """The state of an office, and who has which part in it."""
    found = find_holders(leadership, day(as_of), SETTINGS)
    return found.state, [(holder.capacity, holder.term.person) for holder in found.holders]


def party(office: str, term: str, as_of: str) -> str | None:
    (found,) = (one for one in OFFICES[office].terms if one.key == f"{office}/{term}")
    return find_party(found.affiliations, day(as_of))


def next_ordinary(leadership: OfficeRecord, as_of: str) -> str | None:
    found = seen(leadership, as_of).next_ordinary_election
    return found.polling_day.isoformat() if found else None


# CITIES.md


@pytest.mark.parametrize(
    ("office", "first", "outgoing", "successor"),
    [
        ("aurora/mayor", "2018-06-25", "steve-hogan", "bob-legare"),
        ("berlin/governing-mayor", "2001-06-16", "eberhard-diepgen", "klaus-wowereit"),
        ("birmingham/leader", "2015-12-01", "albert-bore", "john-clancy"),
        ("birmingham/leader", "2017-11-07", "john-clancy", "ian-ward"),
        ("liverpool/leader", "2005-12-07", "mike-storey", "warren-bradley"),
    ],
)
def test_odd_case_01_a_holder_without_an_election_is_a_succession(
    office: str, first: str, outgoing: str, successor: str
) -> None:
    found = opened(office, first)
    assert told(found) == ("succession", first)
    assert (found.outgoing, found.successor, found.handover_first) == (outgoing, successor, day(first))


def test_odd_case_02_a_deputy_of_a_vacant_office_is_not_acting() -> None:
    state, holders = parts(OFFICES["toronto/mayor"], "2023-03-01")
    assert (state, holders) == ("deputising", [("deputising", "jennifer-mckelvie")])
    assert "which is not acting" in format_holders(
        find_holders(OFFICES["toronto/mayor"], day("2023-03-01"), SETTINGS), {}
    )
    assert opened("toronto/mayor", "2023-03-01").vacant is True


@pytest.mark.parametrize(
    ("office", "as_of", "state", "holders"),
    [
        (
            "mechelen/burgomaster",
            "2021-01-01",
            "acting",
            [("acting", "alexander-vandersmissen"), ("suspended", "bart-somers")],
        ),
        (
            "liverpool/city-mayor",
            "2021-01-01",
            "current",
            [("substantive", "joe-anderson"), ("acting", "wendy-simon")],
        ),
    ],
)
def test_odd_case_03_two_holders_at_once_are_both_told(
    office: str, as_of: str, state: str, holders: list[tuple[str, str]]
) -> None:
    assert parts(OFFICES[office], as_of) == (state, holders)
    assert seen(OFFICES[office], as_of).ahead[0].vacant is False


def test_odd_case_04_a_party_left_inside_a_mandate_is_left_on_that_day() -> None:
    assert party("new-york-city/mayor", "2006-01-01", "2007-06-18") == "us-republican"
    assert party("new-york-city/mayor", "2006-01-01", "2007-06-19") is None


@pytest.mark.parametrize("office", ["aurora/mayor", "houston/mayor", "toronto/mayor"])
def test_odd_case_04_on_a_nonpartisan_ballot_no_party_changes(office: str) -> None:
    assert {find_party(term.affiliations, day(TODAY)) for term in OFFICES[office].terms} == {None}


def test_odd_case_05_another_coalition_under_the_same_head_is_a_change_of_its_own() -> None:
    office = leads(
        term("ada", "2022-05-09", party="red"),
        member("red", "2022-05-09"),
        member("green", "2022-05-09", "2023-06-29"),
        member("blue", "2023-06-30"),
        selection="council",
    )
    assert told(still_open(office, "2023-07-01")) == ("coalition-change", "2023-06-30")
    assert parts(office, "2023-07-01") == ("current", [("substantive", "ada")])


def test_odd_case_05_another_head_of_the_same_coalition_keeps_the_party() -> None:
    found = opened("berlin/governing-mayor", "2015-01-01")
    assert (told(found), found.outgoing_party, found.successor_party) == (
        ("succession", "2014-12-11"),
        "de-spd",
        "de-spd",
    )


def test_odd_case_05_a_college_changes_while_the_appointed_head_stays() -> None:
    assert told(opened("the-hague/college", "2023-11-01")) == ("coalition-change", "2023-10-02")
    assert parts(OFFICES["the-hague/burgomaster"], "2023-11-01")[1] == [("substantive", "jan-van-zanen")]


def test_odd_case_05_a_college_that_fell_is_open_until_another_is_formed() -> None:
    found = opened("the-hague/college", "2023-08-01")
    assert (told(found), found.result_known) == (("coalition-change", "2023-06-30"), False)


def test_odd_case_06_elections_by_thirds_come_in_three_years_of_four() -> None:
    found = [one.polling_day.year for one in list_election_rounds(OFFICES["portsmouth/leader"], day(TODAY))]
    assert [year for year in found if 2026 <= year <= 2032] == [2026, 2027, 2028, 2030, 2031, 2032]


def test_odd_case_06_a_leader_may_change_at_any_election_of_the_council() -> None:
    found = opened("portsmouth/leader", "2018-06-01")
    assert (told(found), found.handover_first) == (("ordinary", "2018-05-03"), date(2018, 5, 15))
    assert (found.outgoing, found.successor) == ("donna-jones", "gerald-vernon-jackson")


@pytest.mark.parametrize(
    ("office", "first_round", "decided_on"),
    [
        ("essen/lord-mayor", "2020-09-13", "2020-09-13"),
        ("essen/lord-mayor", "2025-09-14", "2025-09-28"),
        ("houston/mayor", "2023-11-07", "2023-12-09"),
        ("strasbourg/mayor", "2026-03-15", "2026-03-22"),
    ],
)
def test_odd_case_07_an_election_is_over_after_its_decisive_round(
    office: str, first_round: str, decided_on: str
) -> None:
    (found,) = (one for one in list_election_rounds(OFFICES[office], day(TODAY)) if one.first_round == day(first_round))
    assert (found.polling_day, found.decisive_day) == (day(decided_on), day(decided_on))


def test_odd_case_07_a_first_round_held_undecided_is_not_the_change() -> None:
    found = opened("houston/mayor", "2023-11-08")
    assert (found.result_known, found.first_day, found.polling_day) == (False, date(2023, 11, 7), date(2023, 12, 9))
    assert found.handover_first > found.polling_day


@pytest.mark.parametrize(
    ("office", "as_of", "expected"),
    [
        ("berlin/governing-mayor", "2023-02-13", "2026-09-20"),
        ("toronto/mayor", "2023-06-27", "2026-10-26"),
        ("liverpool/city-region-mayor", "2017-05-05", "2020-05-07"),
        ("london/mayor", "2021-05-07", "2024-05-02"),
        ("essen/lord-mayor", "2009-08-31", "2015-09-13"),
        ("houston/mayor", "2013-11-06", "2015-11-03"),
        ("houston/mayor", "2015-11-04", "2019-11-05"),
        ("strasbourg/mayor", "2020-06-29", "2026-03-15"),
    ],
)
def test_odd_case_08_neither_a_repeat_nor_a_by_election_nor_a_long_mandate_moves_the_next_election(
    office: str, as_of: str, expected: str
) -> None:
    assert next_ordinary(OFFICES[office], as_of) == expected


def test_odd_case_09_an_office_that_ended_names_its_heir_and_has_no_holder() -> None:
    office = OFFICES["liverpool/city-mayor"]
    assert told(opened("liverpool/city-mayor", "2023-05-08")) == ("abolition", "2023-05-08")
    assert parts(office, "2023-05-07") == ("current", [("substantive", "joanne-anderson")])
    assert parts(office, "2023-05-08") == ("unknown", [])
    assert format_holders(find_holders(office, day("2023-05-08"), SETTINGS), {}).endswith(
        "its successor is liverpool/leader."
    )


def test_odd_case_09_an_office_is_elected_before_its_first_day() -> None:
    assert OFFICES["liverpool/leader"].office.start == on("2023-05-08")
    bare = replace(OFFICES["liverpool/leader"], elections=())
    assert next_ordinary(bare, "2023-05-01") == "2023-05-04"


def test_odd_case_10_a_programme_may_be_decided_by_an_office_that_is_not_elected() -> None:
    assert tables.PROGRAMMES.get_column("office").tables == ("offices",)
    deputy = leads(term("linden", "2024-06-01", expected_end="2028-05-31"), selection="appointed")
    assert told(ahead(deputy, TODAY)) == ("appointment-end", "2028-06-01")


@pytest.mark.parametrize(
    ("office", "as_of", "certain"),
    [
        ("aurora/mayor", "2027-06-01", ()),
        ("houston/mayor", "2015-06-01", ("limit-reached",)),
        ("houston/mayor", "2019-06-01", ()),
        ("houston/mayor", "2023-06-01", ("limit-reached",)),
        ("london/mayor", "2028-04-01", ()),
        ("new-york-city/mayor", "2005-06-01", ()),
        ("new-york-city/mayor", "2009-06-01", ()),
        ("new-york-city/mayor", "2013-06-01", ("limit-reached",)),
    ],
)
def test_odd_case_11_a_limit_counts_as_its_rule_of_that_time_says(
    office: str, as_of: str, certain: tuple[str, ...]
) -> None:
    found = seen(OFFICES[office], as_of).next_ordinary_election
    assert found is not None
    assert found.certain_change == certain


@pytest.mark.parametrize(("kind", "mandates"), [("consecutive", 1), ("lifetime", 2)])
def test_odd_case_11_after_a_break_only_a_limit_for_life_still_counts(kind: str, mandates: int) -> None:
    terms = (term("ada", "2010", "2013"), term("ben", "2014", "2017"), term("ada", "2018"))
    assert count_mandates("ada", leads(*terms), rule(term_limit_kind=kind), day(TODAY)) == mandates


def test_odd_case_12_a_first_day_may_be_vague_or_not_known() -> None:
    terms = {term.key: term for term in OFFICES["essen/lord-mayor"].terms}
    assert terms["essen/lord-mayor/wolfgang-reiniger"].start is None
    office = leads(term("ada", None), term("ben", "2023-11"))
    assert [parts(office, as_of)[1] for as_of in ("2023-10-31", "2023-11-01")] == [[], [("substantive", "ben")]]


def test_odd_case_13_no_ceremonial_namesake_decides_anything() -> None:
    assert {leadership.office.kind for leadership in OFFICES.values()} == {"executive"}
    mayors = ("liverpool/city-mayor", "liverpool/city-region-mayor")
    assert [parts(OFFICES[mayor], "2022-01-01")[1] for mayor in mayors] == [
        [("substantive", "joanne-anderson")],
        [("substantive", "steve-rotheram")],
    ]
    assert "liverpool/lord-mayor" not in OFFICES


def test_odd_case_14_two_cities_of_one_name_keep_their_offices_apart() -> None:
    (fault,) = find_violations(
        tables.OFFICES, {"key": "portsmouth/mayor", "city": "portsmouth-virginia", "title": "Mayor"}
    )
    assert "must stand under its city" in fault.message
    assert not find_violations(tables.OFFICES, {"key": "portsmouth-virginia/mayor", "city": "portsmouth-virginia"})
    assert tables.CITIES.get_column("key").required is True


def test_odd_case_15_the_outgoing_holder_stays_until_the_handover() -> None:
    found = opened("berlin/governing-mayor", "2026-10-15")
    assert (told(found), found.handover_first) == (("ordinary", "2026-09-20"), date(2026, 11, 26))
    assert parts(OFFICES["berlin/governing-mayor"], "2026-10-15") == ("current", [("substantive", "kai-wegner")])


def test_odd_case_16_money_of_another_tier_ends_by_its_own_day() -> None:
    grant = Funding(
        key="f1",
        funder_kind="other-tier",
        certainty="committed",
        start=on("2024-10-01"),
        end=on("2027-09-30"),
        end_basis="stated",
    )
    programme = Programme(key="aurora/save", city="aurora", office="aurora/mayor", funding=(grant,))
    where = seen(OFFICES["aurora/mayor"], TODAY).list_up_to(SETTINGS.horizon.add_to(day(TODAY)))
    found = assess_known(programme, AssessmentContext(as_of=day(TODAY), settings=SETTINGS, transitions=where))
    assert (found.transition and told(found.transition), found.runs_until) == (
        ("ordinary", "2027-11-02"),
        date(2027, 9, 30),
    )


# STANDARDS.md, section 2


def test_standard_01_an_expected_end_that_passes_ends_nothing() -> None:
    office = leads(term("ada", "2022-05-09", expected_end="2026-05-10"))
    assert [parts(office, as_of)[0] for as_of in ("2026-05-10", "2026-05-11")] == ["current", "overdue"]
    assert told(still_open(office, "2026-05-11")) == ("overdue", "2026-05-11")


def test_standard_02_neither_first_nor_last_day_is_not_the_holder_of_today() -> None:
    assert parts(leads(term("nicholas", None), term("john", None)), TODAY) == ("unknown", [])


def test_standard_03_a_partial_date_is_kept_and_read_at_its_end() -> None:
    coffman = term("coffman", "2023", expected_end="2027-11")
    assert (coffman.start and coffman.start.text, coffman.expected_end and coffman.expected_end.text) == (
        "2023",
        "2027-11",
    )
    assert [parts(leads(coffman), as_of)[0] for as_of in ("2022-12-31", "2023-01-01", "2027-11-30", "2027-12-01")] == [
        "unknown",
        "current",
        "current",
        "overdue",
    ]


def row(person: str, start: str, end: str | None = None, **cells: str) -> Row:
    dates = {"start": on(start), "end": on(end) if end else None}
    return {"key": f"essen/mayor/{person}", "office": "essen/mayor", "person": person, **dates, **cells}


def test_standard_04_a_year_is_not_its_first_of_january() -> None:
    assert (on("2015").text, on("2015").latest, on("2015").is_exact) == ("2015", date(2015, 12, 31), False)
    before = row("ada", "2009-10-21", "2015-10-20")
    assert find_overfilled_terms([before, row("ben", "2015")], {}) == []
    assert len(find_overfilled_terms([before, row("ben", "2015-01-01")], {})) == 1


def test_standard_05_whoever_acts_may_overlap_the_holder_and_is_no_successor() -> None:
    assert find_overfilled_terms([row("ada", "2020-01-01"), row("ben", "2020-03-01", capacity="acting")], {}) == []
    office = leads(term("ada", "2020-01-01"), term("ben", "2020-03-01", capacity="acting"))
    assert parts(office, "2020-04-01") == ("current", [("substantive", "ada"), ("acting", "ben")])
    assert seen(office, "2020-04-01").latest_open is None


def test_standard_06_an_office_has_as_many_holders_as_seats() -> None:
    three = [row(name, "2020-01-01", "2023-12-31") for name in ("reiter", "strobl", "schmid")]
    assert [len(find_overfilled_terms(three, {"essen/mayor": seats})) for seats in (1, 2, 3)] == [2, 1, 0]


def test_standard_07_whoever_died_in_office_left_it_that_day() -> None:
    (hogan,) = (one for one in OFFICES["aurora/mayor"].terms if one.end_reason == "died")
    assert (hogan.person, hogan.end) == ("steve-hogan", on("2018-05-12"))
    assert told(opened("aurora/mayor", "2018-05-20")) == ("vacancy", "2018-05-13")
    assert parts(OFFICES["aurora/mayor"], "2018-05-20") == ("acting", [("acting", "marsha-berzins")])


def test_standard_08_the_rest_of_a_term_does_not_reset_the_cycle() -> None:
    rest = term("ben", "2024-10-07", basis="by-election", expected_end="2026-05-10")
    gone = term("ada", "2022-05-09", "2024-08-31", expected_end="2026-05-10")
    office = leads(rule(), gone, election("2024-10-03", kind="by-election", winner="ben"), rest)
    assert next_ordinary(office, "2024-11-01") == "2026-05-07"
    assert told(still_open(office, "2024-11-01")) == ("by-election", "2024-10-03")


def test_standard_09_exposure_counts_from_the_first_round_and_the_handover_from_the_last() -> None:
    first = election("2026-05-07", status="held")
    office = leads(rule(), first, election("2026-05-21", kind="run-off", run_off_of="2026-05-07"))
    found = still_open(office, "2026-05-08")
    assert (found.first_day, found.quiet_from) == (date(2026, 5, 7), date(2026, 3, 28))
    assert (found.polling_day, found.handover_first) == (date(2026, 5, 21), date(2026, 5, 25))


@pytest.mark.parametrize(("as_of", "expected"), [("2026-02-28", "2026-05-07"), ("2026-03-01", "2027-05-06")])
def test_standard_10_an_election_moved_by_law_is_moved_from_the_day_it_was_known(as_of: str, expected: str) -> None:
    moved = election("2027-05-06", replaces="2026-05-07", known_from="2026-03-01")
    office = leads(rule(), election("2026-05-07", status="cancelled"), moved)
    assert next_ordinary(office, as_of) == expected
    assert next_ordinary(office, "2027-05-07") == "2030-05-02"


def test_standard_11_an_abolished_office_is_a_transition_without_an_election() -> None:
    office = leads(term("ada", "2024-05-06"), end="2028-03-31", successor="hampshire/mayor")
    found = ahead(office, TODAY)
    assert (told(found), found.result_known) == (("abolition", "2028-04-01"), True)
    assert told(ahead(leads(end="2028-03-31"), TODAY)) == ("abolition", "2028-04-01")


def test_standard_12_offices_that_merge_have_one_heir_each_on_its_own_day() -> None:
    copeland = leads(end="2023-03-31", successor="cumberland/leader")
    carlisle = leads(end="2023-04", successor="cumberland/leader")
    assert [told(still_open(one, "2023-05-01")) for one in (copeland, carlisle)] == [
        ("abolition", "2023-04-01"),
        ("abolition", "2023-04-02"),
    ]
    assert tables.CITIES.get_column("successor").tables == ("cities",)


def test_standard_13_an_end_is_the_last_day_and_a_shared_day_is_refused() -> None:
    before, after = row("ada", "2020-01-01", "2024-05-06"), row("ben", "2024-05-06")
    ((_, fault),) = find_overfilled_terms([before, after], {})
    assert "end the first term a day earlier" in fault.hint
    assert find_overfilled_terms([before, row("ben", "2024-05-07")], {}) == []


def test_standard_14_another_party_does_not_split_the_mandate() -> None:
    own = (
        Affiliation(party="red", standing="member", end=on("2023-06-18")),
        Affiliation(party="blue", standing="member", start=on("2023-06-19")),
    )
    ada = replace(term("ada", "2022-05-09"), affiliations=own)
    assert [find_party(ada.affiliations, day(as_of)) for as_of in ("2023-06-18", "2023-06-19")] == ["red", "blue"]
    assert count_mandates("ada", leads(ada), rule(term_limit_kind="consecutive"), day(TODAY)) == 1


@pytest.mark.parametrize("standing", ["independent", "nonpartisan", "unknown"])
def test_standard_15_no_party_and_an_unknown_one_are_no_party(standing: str) -> None:
    assert find_party((Affiliation(party="red", standing=standing),), day(TODAY)) is None
    assert {"party", "alliance", "list"} <= set(tables.PARTIES.get_column("kind").choices)


def test_standard_16_one_person_in_several_spells_is_one_person() -> None:
    terms = OFFICES["strasbourg/mayor"].terms
    assert len([one for one in terms if one.person == "catherine-trautmann"]) == 3
    counted = [
        count_mandates(
            "catherine-trautmann", leads(*terms, selection="council"), rule(term_limit_kind=kind), day(TODAY)
        )
        for kind in ("lifetime", "consecutive")
    ]
    # Who took over in 2000 had not been elected to it.
    assert counted == [2, 1]


@pytest.mark.parametrize(("kind", "listed"), [("executive", ["london/fund"]), ("ceremonial", [])])
def test_standard_17_a_ceremonial_office_yields_no_finding(kind: str, listed: list[str], sqlite_database: str) -> None:
    world = {
        "cities": {"london": CITY},
        "offices": {"london/mayor": {"city": "london", "title": "Mayor", "kind": kind}},
        "programmes": {"london/fund": {"city": "london", "office": "london/mayor", "name": "Fund"}},
    }
    engine = open_database(sqlite_database)
    with transaction(engine, write=True) as connection:
        record_texts(connection, world)
    found = assessment(sqlite_database, day(TODAY)).findings
    assert [finding.programme.key for finding in found] == listed


def test_standard_18_a_leader_chosen_by_the_council_turns_on_its_election() -> None:
    office = leads(rule(takes_office="+19d"), term("ada", "2022-05-24"), selection="council")
    found = ahead(office, "2025-11-23")
    assert (told(found), found.handover_first) == (("ordinary", "2026-05-07"), date(2026, 5, 26))


def test_standard_19_an_appointment_ends_without_an_election() -> None:
    office = leads(term("zanen", "2020-07-01", expected_end="2026-06-30"), selection="appointed")
    assert told(ahead(office, "2026-06-30")) == ("appointment-end", "2026-07-01")
    assert told(still_open(office, "2026-07-01")) == ("appointment-end", "2026-07-01")


@pytest.mark.parametrize(
    ("start", "handover", "basis"), [(None, "2026-05-11", "rule"), ("2026-05-19", "2026-05-19", "recorded")]
)
def test_standard_20_a_term_begins_with_its_handover_and_not_with_the_vote(
    start: str | None, handover: str, basis: str
) -> None:
    new = [term("ben", start)] if start else []
    office = leads(rule(), term("ada", "2022-05-09", "2026-05-10"), election("2026-05-07", winner="ben"), *new)
    found = still_open(office, "2026-06-01")
    assert (found.handover_first, found.handover_basis) == (day(handover), basis)
