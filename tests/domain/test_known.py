"""Nothing is known that could not be known: the same records, asked on earlier days."""

import pytest
from office_cases import MAY, day, election, leads, member, on, rule, seen, term, told

from continuity.domain.known import filter_known_office, is_known
from continuity.domain.offices.models import Election, OfficeRecord


@pytest.mark.parametrize(
    ("own", "known_from", "as_of", "counts"),
    [
        ("2024-05-06", None, "2024-05-05", False),
        ("2024-05-06", None, "2024-05-06", True),
        ("2024-05-06", "2024-05-03", "2024-05-02", False),
        ("2024-05-06", "2024-05-03", "2024-05-03", True),
        ("2024-05-06", "2024-06-01", "2024-05-31", False),
        ("2024-05", None, "2024-05-01", True),
        ("2024-05", None, "2024-04-30", False),
        ("../2024", None, "2024-12-30", False),
        ("../2024", None, "2024-12-31", True),
        (None, None, "1990-01-01", True),
        (None, "2024-05-03", "2024-05-02", False),
    ],
)
def test_a_fact_counts_from_its_own_first_day_or_from_when_it_was_known(
    own: str | None, known_from: str | None, as_of: str, counts: bool
) -> None:
    assert is_known(on(own) if own else None, on(known_from) if known_from else None, day(as_of)) is counts


def elections_on(leadership: OfficeRecord, as_of: str) -> dict[str, Election]:
    return {election.key: election for election in filter_known_office(leadership, day(as_of)).elections}


def stands(leadership: OfficeRecord, as_of: str) -> dict[str, str | None]:
    return {key: election.status for key, election in elections_on(leadership, as_of).items()}


def test_a_result_is_known_from_polling_day() -> None:
    office = leads(election("2024-05-02", winner="ben", winner_party="red"))
    before, after = elections_on(office, "2024-05-01"), elections_on(office, "2024-05-02")
    assert [(e.status, e.winner, e.winner_party) for e in before.values()] == [("scheduled", None, None)]
    assert [(e.status, e.winner, e.winner_party) for e in after.values()] == [("held", "ben", "red")]


LONDON = leads(
    election("2020-05-07", status="cancelled"),
    election("2021-05-06", winner="khan", replaces="2020-05-07"),
)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2020-01-01", {"2020-05-07": "scheduled"}),
        ("2020-05-06", {"2020-05-07": "scheduled"}),
        ("2020-05-07", {"2020-05-07": "cancelled", "2021-05-06": "scheduled"}),
        ("2021-05-06", {"2020-05-07": "cancelled", "2021-05-06": "held"}),
    ],
)
def test_what_replaces_an_election_is_known_from_the_day_of_what_it_replaces(
    as_of: str, expected: dict[str, str]
) -> None:
    assert stands(LONDON, as_of) == expected


def test_a_postponement_announced_earlier_is_known_from_then() -> None:
    office = leads(
        election("2020-05-07", status="cancelled"),
        election("2021-05-06", replaces="2020-05-07", known_from="2020-03-13"),
    )
    assert stands(office, "2020-03-12") == {"2020-05-07": "scheduled"}
    assert stands(office, "2020-03-13") == {"2020-05-07": "cancelled", "2021-05-06": "scheduled"}


def test_a_cancellation_is_known_from_its_day_or_from_when_it_was_announced() -> None:
    assert stands(leads(election("2020-05-07", status="cancelled")), "2020-05-06") == {"2020-05-07": "scheduled"}
    announced = leads(election("2020-05-07", status="cancelled", known_from="2020-03-13"))
    assert stands(announced, "2020-03-12") == {"2020-05-07": "scheduled"}
    assert stands(announced, "2020-03-13") == {"2020-05-07": "cancelled"}


def test_a_run_off_is_known_from_its_first_round() -> None:
    office = leads(
        election("2023-11-07", status="held"),
        election("2023-12-09", kind="run-off", winner="whitmire", run_off_of="2023-11-07"),
    )
    assert stands(office, "2023-11-06") == {"2023-11-07": "scheduled"}
    assert stands(office, "2023-11-07") == {"2023-11-07": "held", "2023-12-09": "scheduled"}


def test_a_run_off_that_replaces_another_is_known_from_the_day_of_that() -> None:
    office = leads(
        election("2020-03-15", status="held"),
        election("2020-03-22", kind="run-off", status="cancelled", run_off_of="2020-03-15"),
        election("2020-06-28", kind="run-off", winner="b", run_off_of="2020-03-15", replaces="2020-03-22"),
    )
    assert stands(office, "2020-03-16") == {"2020-03-15": "held", "2020-03-22": "scheduled"}
    assert stands(office, "2020-03-22") == {
        "2020-03-15": "held",
        "2020-03-22": "cancelled",
        "2020-06-28": "scheduled",
    }


def test_a_repeat_is_known_from_what_it_repeats() -> None:
    office = leads(
        election("2021-09-26", winner="giffey"),
        election("2023-02-12", kind="repeat", winner="wegner", replaces="2021-09-26"),
    )
    assert set(stands(office, "2021-09-25")) == {"2021-09-26"}
    assert stands(office, "2021-09-26")["2023-02-12"] == "scheduled"


TORONTO = (
    term("tory", "2018-12-01", "2022-11-14"),
    term("tory", "2022-11-15", "2023-02-16"),
    term("chow", "2023-07-12"),
)
BY_ELECTION = election("2023-06-26", kind="by-election", winner="chow")


@pytest.mark.parametrize(
    ("as_of", "known"),
    [("2022-10-01", False), ("2022-11-20", False), ("2023-02-15", False), ("2023-02-16", True), ("2023-06-26", True)],
)
def test_a_by_election_is_known_from_the_vacancy_it_fills(as_of: str, known: bool) -> None:
    assert ("2023-06-26" in stands(leads(*TORONTO, BY_ELECTION), as_of)) is known


def test_a_by_election_is_known_once_the_resignation_is() -> None:
    announced = term("tory", "2022-11-15", "2023-02-16", next="not-standing", next_on="2023-02-10")
    office = leads(announced, BY_ELECTION)
    assert "2023-06-26" not in stands(office, "2023-02-09")
    assert "2023-06-26" in stands(office, "2023-02-10")


@pytest.mark.parametrize("kind", ["by-election", "repeat"])
def test_an_election_to_come_without_a_recorded_cause_is_not_hidden(kind: str) -> None:
    office = leads(rule(), term("ada", "2022-05-09"), election("2027-03-04", kind=kind))
    assert "2027-03-04" in stands(office, "2026-11-23")


def test_an_election_with_a_day_of_its_own_counts_from_that() -> None:
    office = leads(*TORONTO, election("2023-06-26", kind="by-election", winner="chow", known_from="2023-03-29"))
    assert "2023-06-26" not in stands(office, "2023-03-28")
    assert stands(office, "2023-03-29") == {"2023-06-26": "scheduled"}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2023-02-09", [("tory", None, "standing")]),
        ("2023-02-15", [("tory", None, "standing")]),
        ("2023-02-16", [("tory", "2023-02-16", "standing")]),
        ("2023-07-11", [("tory", "2023-02-16", "standing")]),
        ("2023-07-12", [("tory", "2023-02-16", "standing"), ("chow", None, None)]),
    ],
)
def test_a_term_is_known_from_its_start_and_its_end_from_its_own_day(
    as_of: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    office = leads(term("tory", "2022-11-15", "2023-02-16", next="standing"), term("chow", "2023-07-12"))
    found = filter_known_office(office, day(as_of)).terms
    assert [(one.person, one.end and one.end.text, one.next) for one in found] == expected


def test_the_end_and_what_comes_next_are_known_from_the_day_they_were_announced() -> None:
    office = leads(term("adams", "2022-01-01", "2025-12-31", next="not-standing", next_on="2025-09-28"))
    (before,), (after,) = (filter_known_office(office, day(as_of)).terms for as_of in ("2025-09-27", "2025-09-28"))
    assert (before.end, before.next) == (None, None)
    assert (after.end, after.next) == (on("2025-12-31"), "not-standing")


def test_a_successor_named_before_taking_office_is_known_from_then() -> None:
    office = leads(term("ben", "2027-01-01", known_from="2026-10-01"))
    assert filter_known_office(office, day("2026-09-30")).terms == ()
    assert [one.person for one in filter_known_office(office, day("2026-10-01")).terms] == ["ben"]


def test_a_coalition_is_known_from_its_first_day_and_its_end_from_its_last() -> None:
    office = leads(member("red", "2021-12-21", "2023-04-26"), member("blue", "2023-04-27"))
    ends = {
        as_of: filter_known_office(office, day(as_of)).coalitions
        for as_of in ("2023-04-25", "2023-04-26", "2023-04-27")
    }
    assert [(one.party, one.end) for one in ends["2023-04-25"]] == [("red", None)]
    assert [(one.party, one.end) for one in ends["2023-04-26"]] == [("red", on("2023-04-26"))]
    assert [one.party for one in ends["2023-04-27"]] == ["red", "blue"]


@pytest.mark.parametrize("as_of", ["2023-01-15", "2023-02-15"])
def test_asked_before_a_resignation_nothing_of_what_followed_shows(as_of: str) -> None:
    autumn = rule(
        election_rule="FREQ=YEARLY;INTERVAL=4;BYMONTH=10;BYDAY=+4MO",
        election_rule_start="2010-10-25",
        takes_office="11-15",
    )
    found = seen(leads(autumn, *TORONTO, election("2022-10-24", winner="tory"), BY_ELECTION), as_of)
    assert found.latest_open is None
    assert told(found.ahead[0]) == ("ordinary", "2026-10-26")


def test_asked_before_polling_the_winner_is_not_the_successor() -> None:
    office = leads(rule(), election("2022-05-05", winner="ben"), term("ada", "2018-05-07", "2022-05-08"))
    transition = seen(office, "2022-05-04").ahead[0]
    assert (transition.result_known, transition.successor, transition.certain_change) == (False, None, ())


def test_the_rule_itself_is_known_at_any_time() -> None:
    assert filter_known_office(leads(rule(election_rule=MAY)), day("1990-01-01")).rules == (rule(),)
    assert filter_known_office(leads(rule(start="2030")), day("1990-01-01")).rules == (rule(start="2030"),)


def rules_on(leadership: OfficeRecord, as_of: str) -> list[tuple[int | None, str | None]]:
    """The length of a mandate and the end of each rule."""
    found = filter_known_office(leadership, day(as_of)).rules
    return [(one.term_years, one.end.text if one.end else None) for one in found]


def test_a_rule_with_a_day_of_its_own_counts_from_that_whenever_it_is_in_force() -> None:
    office = leads(rule(known_from="2008-10-23", start="2010-01-01", term_years=4))
    assert rules_on(office, "2008-10-22") == []
    assert rules_on(office, "2008-10-23") == [(4, None)]
    assert told(seen(office, "2008-10-22").next_ordinary_election) is None
    assert told(seen(office, "2008-10-23").next_ordinary_election) == ("ordinary", "2018-05-03")


CHANGED = (
    rule(end="2015-11-02", term_years=2),
    rule(start="2015-11-03", end="2029-12-31", term_years=4, known_from="2015-08-01"),
    rule(start="2030-01-01", term_years=5),
)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2015-07-31", [(2, None), (5, None)]),
        ("2015-08-01", [(2, "2015-11-02"), (4, "2029-12-31"), (5, None)]),
        ("2031-01-01", [(2, "2015-11-02"), (4, "2029-12-31"), (5, None)]),
    ],
)
def test_before_a_change_of_the_rule_was_known_the_old_one_had_no_end(
    as_of: str, expected: list[tuple[int | None, str | None]]
) -> None:
    assert rules_on(leads(*CHANGED), as_of) == expected


def test_a_rule_that_ends_without_another_has_ended_at_any_time() -> None:
    office = leads(rule(end="2015-11-02", term_years=2), rule(start="2010", known_from="2020", term_years=4))
    assert rules_on(office, "2005-01-01") == [(2, "2015-11-02")]


@pytest.mark.parametrize(
    ("known_from", "as_of", "handover"),
    [
        (None, "2024-05-01", None),
        (None, "2024-05-02", "2024-05-20"),
        (None, "2024-05-03", "2024-05-20"),
        ("2024-01-01", "2024-05-01", "2024-05-20"),
        ("2024-01-01", "2024-01-01", "2024-05-20"),
    ],
)
def test_handover_of_a_held_election_counts_from_polling_day(
    known_from: str | None, as_of: str, handover: str | None
) -> None:
    """Line 2 of the issue on the calendar."""
    winner = "ben"
    office = leads(rule(), election("2024-05-02", handover="2024-05-20", winner=winner, known_from=known_from))
    (found,) = elections_on(office, as_of).values()
    assert (found.handover, found.winner) == (
        on(handover) if handover else None,
        winner if as_of >= found.key else None,
    )


@pytest.mark.parametrize("as_of", ["2024-05-01", "2024-05-02", "2024-05-03"])
def test_handover_of_a_scheduled_election_always_counts(as_of: str) -> None:
    """Line 2 of the issue on the calendar."""
    (found,) = elections_on(leads(rule(), election("2024-05-02", handover="2024-05-20")), as_of).values()
    assert found.handover == on("2024-05-20")


def test_before_polling_the_handover_is_the_range_of_the_rule() -> None:
    office = leads(rule(takes_office="+67d..+88d"), election("2024-05-02", handover="2024-05-20", winner="ben"))
    before, after = seen(office, "2024-05-02").ahead[0], seen(office, "2024-05-03").latest_open
    assert (before.handover_basis, before.handover_last) == ("recorded", day("2024-05-20"))
    assert (seen(office, "2024-05-01").ahead[0].handover_basis, after and after.handover_basis) == ("rule", "recorded")


def test_a_cancelled_election_stood_without_its_handover() -> None:
    office = leads(election("2020-05-07", status="cancelled", handover="2020-05-11"))
    assert elections_on(office, "2020-05-06")["2020-05-07"].handover is None
