"""The rules of docs/calendar.md, as the issue on the calendar numbers them, on the day before, on and after."""

from dataclasses import replace
from datetime import date

import pytest
from office_cases import SETTINGS, ahead, day, election, leads, on, rule, seen, still_open, term, told

from continuity.domain.known import filter_known_office
from continuity.domain.offices.election_cycle import find_cycle_shift
from continuity.domain.offices.elections import list_election_rounds
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.offices.models import OfficeRecord

ADA = term("ada", "2022-05-09")
HELD = election("2026-05-07", status="held")


def ask_holders(record: OfficeRecord, as_of: str) -> Holders:
    return find_holders(filter_known_office(record, day(as_of)), day(as_of), SETTINGS)


def ask_state(record: OfficeRecord, as_of: str) -> tuple[str, ...]:
    """The state of an office on a day, and who has a part in it."""
    found = ask_holders(record, as_of)
    return found.state, *(holder.term.person for holder in found.holders)


def list_open(record: OfficeRecord, as_of: str) -> list[tuple[str, str] | None]:
    return [told(transition) for transition in seen(record, as_of).open]


class TestLine1:
    """A span is a span everywhere."""

    @pytest.mark.parametrize(
        ("written", "first", "last", "handover_last"),
        [
            ("2027-04-15/2027-06-15", "2027-04-15", "2027-06-15", "2027-06-19"),
            ("2027-06", "2027-06-01", "2027-06-30", "2027-07-04"),
            ("2028", "2028-01-01", "2028-12-31", "2029-01-04"),
        ],
    )
    def test_handover_of_a_vague_poll_spans_first_to_last(
        self, written: str, first: str, last: str, handover_last: str
    ) -> None:
        office = leads(rule(election_rule=None, election_rule_start=None), ADA, election(written))
        found = ahead(office, "2026-11-27")
        assert (found.polling_day, found.last_polling_day) == (day(first), day(last))
        assert (found.polling_date, found.handover_last) == (on(written), day(handover_last))
        assert found.handover_first.isoformat() == f"{first[:-2]}{int(first[-2:]) + 4:02}"

    @pytest.mark.parametrize(("as_of", "is_past"), [("2027-06-29", False), ("2027-06-30", False), ("2027-07-01", True)])
    def test_vague_poll_is_past_after_its_last_day(self, as_of: str, is_past: bool) -> None:
        office = leads(rule(election_rule=None, election_rule_start=None), ADA, election("2027-06"))
        assert list_open(office, as_of) == ([("ordinary", "2027-06-01")] if is_past else [])

    @pytest.mark.parametrize(("as_of", "is_past"), [("2027-06-30", False), ("2027-07-01", True), ("2027-07-02", True)])
    def test_vague_departure_is_past_on_the_day_after_its_last(self, as_of: str, is_past: bool) -> None:
        leaving = term("ada", "2022-05-09", "2027-06", expected_end="2030-05-05", next_on="2026-11-01")
        found = seen(leads(leaving), as_of)
        assert [told(transition) for transition in (*found.open, *found.ahead)] == (
            [("vacancy", "2027-06-02")] if is_past else [("departure", "2027-06-02")]
        )

    def test_vague_appointment_end_reaches_to_its_last_day(self) -> None:
        """Case 02: with `2027` the end may be as late as 31 December."""
        office = leads(term("ada", "2022-01-01", expected_end="2027"), selection="appointed")
        found = ahead(office, "2026-11-27")
        assert (found.polling_day, found.handover_last) == (date(2027, 1, 2), date(2028, 3, 31))

    @pytest.mark.parametrize("handover", ["2027-06", "2027-06-01/2027-06-30"])
    def test_recorded_handover_may_be_a_span(self, handover: str) -> None:
        found = ahead(leads(rule(), ADA, election("2027-05-06", handover=handover)), "2026-11-27")
        assert (found.handover_first, found.handover_last) == (date(2027, 6, 1), date(2027, 6, 30))


class TestLine3:
    """Nobody is current after an election whose result is not recorded."""

    OFFICE = leads(rule(takes_office="+19d"), ADA, HELD)

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [("2026-05-25", ("current", "ada")), ("2026-05-26", ("unknown",)), ("2026-05-27", ("unknown",))],
    )
    def test_old_holder_is_current_until_the_handover(self, as_of: str, expected: tuple[str, ...]) -> None:
        assert ask_state(self.OFFICE, as_of) == expected

    def test_unknown_holder_names_election_and_last_known(self) -> None:
        vacancy = ask_holders(self.OFFICE, "2026-05-26").vacancy
        assert vacancy is not None
        assert (vacancy.reason, vacancy.last_term, vacancy.election) == ("no_result", ADA, on("2026-05-07"))

    @pytest.mark.parametrize(
        ("seen_on", "state"), [("2026-05-25", "unknown"), ("2026-05-26", "current"), ("2026-05-27", "current")]
    )
    def test_term_verified_since_the_handover_goes_on(self, seen_on: str, state: str) -> None:
        office = leads(rule(takes_office="+19d"), replace(ADA, verified_on=on(seen_on)), HELD)
        assert ask_state(office, "2026-08-01")[0] == state
        assert bool(seen(office, "2026-08-01").open) == (state == "unknown")

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [("2026-05-25", ("current", "ada")), ("2026-05-26", ("current", "ben")), ("2026-05-27", ("current", "ben"))],
    )
    def test_recorded_winner_holds_it_from_the_handover(self, as_of: str, expected: tuple[str, ...]) -> None:
        office = leads(rule(takes_office="+19d"), ADA, replace(HELD, winner="ben"))
        assert ask_state(office, as_of) == expected

    def test_projected_election_leaves_the_holder_unknown_too(self) -> None:
        assert ask_state(leads(rule(), ADA), "2026-05-11") == ("unknown",)

    def test_end_recorded_for_later_shows_the_holder_in_office(self) -> None:
        office = leads(rule(takes_office="+19d"), replace(ADA, end=on("2028-01-31")), HELD)
        assert ask_state(office, "2026-08-01") == ("current", "ada")

    @pytest.mark.parametrize(
        ("as_of", "state"), [("2026-06-29", "current"), ("2026-06-30", "current"), ("2026-07-01", "overdue")]
    )
    def test_past_expected_end_alone_stays_overdue(self, as_of: str, state: str) -> None:
        assert ask_state(leads(replace(ADA, expected_end=on("2026-06-30"))), as_of) == (state, "ada")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-08-04", ("unknown",)), ("2026-08-05", ("current", "ada")), ("2026-08-06", ("current", "ada"))],
)
def test_line_6_day_in_office_counts_from_that_day(as_of: str, expected: tuple[str, ...]) -> None:
    assert ask_state(leads(term("ada", "../2026-08-05", expected_end="2027-06-30")), as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "state"), [("2027-06-29", "current"), ("2027-06-30", "current"), ("2027-07-01", "overdue")]
)
def test_line_6_day_in_office_is_overdue_past_the_expected_end(as_of: str, state: str) -> None:
    assert ask_state(leads(term("ada", "../2026-08-05", expected_end="2027-06-30")), as_of) == (state, "ada")


class TestLine7:
    """Terms that settle an election, and ends of terms without a rule."""

    @pytest.mark.parametrize(
        ("start", "is_settled"), [("2026-05-06", False), ("2026-05-07", True), ("2026-05-08", True)]
    )
    def test_term_from_polling_day_on_settles_the_election(self, start: str, is_settled: bool) -> None:
        found = still_open(leads(rule(), ADA, HELD, term("ben", start)), "2026-06-01")
        assert (told(found), found.successor == "ben") == (("ordinary", "2026-05-07"), is_settled)

    @pytest.mark.parametrize(
        ("poll", "expected"),
        [
            ("2027-10-31", [("ordinary", "2027-10-31")]),
            ("2027-11-01", [("term-end", "2027-05-02"), ("ordinary", "2027-11-01")]),
            ("2026-10-29", [("term-end", "2027-05-02")]),
        ],
    )
    def test_term_end_is_none_where_an_election_is_near(self, poll: str, expected: list[tuple[str, str]]) -> None:
        office = leads(term("ada", "2020-05-26", expected_end="2027-05-01"), election(poll))
        assert [told(transition) for transition in seen(office, "2026-11-27").ahead] == expected


class TestLine8:
    """A suspended holder is a change, and the return another."""

    ROWS = (
        term("ada", "2022-05-09", "2023-05-10", expected_end="2026-05-10"),
        term("ada", "2023-05-11", "2023-06-20", capacity="suspended"),
        term("ben", "2023-05-11", "2023-06-20", capacity="acting"),
        term("ada", "2023-06-21", expected_end="2026-05-10"),
    )
    SUSPENSION, RETURN = ("suspension", "2023-05-11"), ("return", "2023-06-21")

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2023-05-10", []),
            ("2023-05-11", [SUSPENSION]),
            ("2023-06-20", [SUSPENSION]),
            ("2023-06-21", [SUSPENSION, RETURN]),
            ("2023-11-10", [SUSPENSION, RETURN]),
            ("2023-11-11", [RETURN]),
            ("2023-12-21", [RETURN]),
            ("2023-12-22", []),
        ],
    )
    def test_both_are_open_for_their_own_windows(self, as_of: str, expected: list[tuple[str, str]]) -> None:
        assert list_open(leads(rule(), *self.ROWS), as_of) == expected

    def test_suspension_names_who_acts_and_return_who_acted(self) -> None:
        suspension, back = seen(leads(rule(), *self.ROWS), "2023-07-01").open
        assert (suspension.outgoing, suspension.successor, suspension.certain_change) == (
            "ada",
            "ben",
            ("suspended", "successor-known"),
        )
        assert (back.outgoing, back.successor) == ("ben", "ada")

    def test_suspension_is_a_change_where_nobody_acts(self) -> None:
        found = still_open(leads(rule(), *self.ROWS[:2]), "2023-05-12")
        assert (told(found), found.successor, found.holder_stays) == (self.SUSPENSION, None, False)

    def test_deputising_is_no_change(self) -> None:
        deputy = term("ben", "2023-05-11", "2023-06-20", capacity="deputising")
        assert list_open(leads(rule(), replace(ADA, end=None), deputy), "2023-05-12") == []

    def test_vacancy_says_since_when_and_who_acts(self) -> None:
        gone = term("ada", "2022-05-09", "2023-02-16", expected_end="2026-05-10")
        found = still_open(leads(rule(), gone, term("ben", "2023-02-17", capacity="acting")), "2023-03-01")
        assert (told(found), found.vacant_since, found.acting) == (("vacancy", "2023-02-17"), date(2023, 2, 17), "ben")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-05-07", [("succession", "2026-03-02")]),
        ("2026-05-11", [("succession", "2026-03-02")]),
        ("2026-09-01", [("succession", "2026-03-02")]),
        ("2026-09-02", []),
    ],
)
def test_line_9_confirmed_deputy_has_closed_nothing(as_of: str, expected: list[tuple[str, str]]) -> None:
    gone = term("ada", "2022-05-09", "2026-03-01", expected_end="2026-05-10")
    deputy = term("ben", "2026-03-02", "2026-05-10", basis="succession")
    office = leads(rule(), gone, deputy, replace(HELD, winner="ben"), term("ben", "2026-05-11"))
    assert list_open(office, as_of) == expected


class TestLine10:
    """Term limits count elected mandates of more than half of the rule's term."""

    LIMIT = rule(term_limit=2, term_limit_kind="consecutive", term_years=4)

    @pytest.mark.parametrize(
        ("start", "basis", "is_at_limit"),
        [
            ("2020-05-04", "by-election", True),
            ("2020-05-05", "by-election", False),
            ("2020-05-04", "succession", False),
            ("2020-05-04", None, True),
        ],
    )
    def test_half_a_mandate_and_a_succession_do_not_count(
        self, start: str, basis: str | None, is_at_limit: bool
    ) -> None:
        before = term("old", "2018-05-07", "2020-04-30")
        short = term("ada", start, "2022-05-08", basis=basis)
        office = leads(self.LIMIT, before, short, replace(ADA, basis="elected"))
        assert ("limit-reached" in ahead(office, "2026-01-01").certain_change) is is_at_limit

    @pytest.mark.parametrize("recorded", ["standing", "not-standing"])
    def test_recorded_next_wins_over_any_count(self, recorded: str) -> None:
        first, second = term("ada", "2018-05-07", "2022-05-08"), replace(ADA, next=recorded)
        found = ahead(leads(self.LIMIT, first, second), "2026-01-01")
        assert found.certain_change == (("not-standing",) if recorded == "not-standing" else ())


class TestLine12:
    """What is scheduled is always known; a held election from polling day at the latest."""

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [("2026-10-14", "2028-05-04"), ("2026-10-15", "2026-10-15"), ("2026-10-16", "2032-05-06")],
    )
    def test_held_replacement_is_known_from_its_polling_day(self, as_of: str, expected: str) -> None:
        """Case 01, C: an election of 2028 was brought forward to 2026."""
        early = election("2026-10-15", status="held", replaces="2028-05-04", winner="ben")
        office = leads(rule(election_rule_start="2024-05-02"), election("2028-05-04"), early)
        assert ahead(office, as_of).polling_day.isoformat() == expected

    def test_scheduled_by_election_is_known_before_the_vacancy(self) -> None:
        """Case 07: the end of the term has no `next_on`."""
        leaving = term("ada", "2022-05-09", "2027-01-31")
        office = leads(rule(), leaving, election("2027-03-11", kind="by-election"))
        assert told(ahead(office, "2026-11-27")) == ("by-election", "2027-03-11")

    @pytest.mark.parametrize("as_of", ["2026-11-26", "2026-11-27", "2026-11-28"])
    def test_cancelled_election_with_nothing_in_its_place_is_open(self, as_of: str) -> None:
        """Case 06: known to be cancelled from 27 November 2026."""
        cancelled = election("2028-05-04", status="cancelled", known_from="2026-11-27")
        found = seen(leads(rule(election_rule_start="2024-05-02"), ADA, cancelled), as_of)
        assert found.cancelled == (None if as_of == "2026-11-26" else on("2028-05-04"))

    @pytest.mark.parametrize(
        "answer",
        [
            election("2028-06-15"),
            election("2029-10-04", replaces="2028-05-04"),
            election("2028-09-07", kind="repeat"),
        ],
    )
    def test_election_in_its_place_answers_the_question(self, answer: object) -> None:
        cancelled = election("2028-05-04", status="cancelled", known_from="2026-11-01")
        office = leads(rule(election_rule_start="2024-05-02"), ADA, cancelled, answer)  # type: ignore[arg-type]
        assert seen(office, "2026-11-27").cancelled is None

    @pytest.mark.parametrize(
        ("as_of", "expected"),
        [
            ("2026-11-30", "2028-05-04"),
            ("2026-12-01", "2028-06-01"),
            ("2026-12-31", "2028-06-01"),
            ("2027-01-01", "2028-09-07"),
        ],
    )
    def test_poll_moved_twice_is_replayed_as_it_was_known(self, as_of: str, expected: str) -> None:
        """Case 11: moved on 1 December 2026, and again on 1 January 2027."""
        moves = (
            election("2028-05-04", status="cancelled", known_from="2026-12-01"),
            election("2028-06-01", status="cancelled", replaces="2028-05-04", known_from="2027-01-01"),
            election("2028-09-07", replaces="2028-06-01", known_from="2027-01-01"),
        )
        office = leads(rule(election_rule_start="2024-05-02"), ADA, *moves)
        found = [one.polling_day.isoformat() for one in seen(office, as_of).ahead if one.polling_day.year == 2028]
        assert found == [expected]


class TestLine13:
    """A recorded election beats the cycle."""

    RULE = rule(election_rule_start="2024-05-02")

    @pytest.mark.parametrize("since", ["2023", "2023-05-04", "2023-05-15"])
    def test_first_day_and_election_a_gap_apart_set_the_cycle(self, since: str) -> None:
        shift = find_cycle_shift(leads(self.RULE, term("ada", since), election("2027-05-06")))
        assert shift is not None
        assert [found.year for found in shift.expected_days] == [2024, 2028]
        assert [found.year for found in shift.used_days] == [2023, 2027, 2031]

    def test_shifted_cycle_is_projected(self) -> None:
        office = leads(self.RULE, term("ada", "2023-05-08"), election("2027-05-06"))
        years = [rounds.first_round.year for rounds in list_election_rounds(office, day("2027-01-01"))]
        assert years[-4:] == [2027, 2031, 2035, 2039]

    def test_one_recorded_day_alone_replaces_the_nearest(self) -> None:
        office = leads(self.RULE, election("2027-05-06"))
        years = [rounds.first_round.year for rounds in list_election_rounds(office, day("2027-01-01"))]
        assert (find_cycle_shift(office), years[-4:]) == (None, [2024, 2027, 2032, 2036])

    @pytest.mark.parametrize("since", ["2022-05-09", "2024-05-06"])
    def test_facts_of_other_gaps_set_no_cycle(self, since: str) -> None:
        assert find_cycle_shift(leads(self.RULE, term("ada", since), election("2027-05-06"))) is None


class TestLine14:
    """A projected election that nobody recorded, and that is past."""

    @pytest.mark.parametrize(("as_of", "expected"), [("2026-05-07", []), ("2026-05-08", [("ordinary", "2026-05-07")])])
    def test_projected_election_stays_open_and_is_not_next(self, as_of: str, expected: list[tuple[str, str]]) -> None:
        found = seen(leads(rule(), ADA), as_of)
        assert [told(transition) for transition in found.open] == expected
        assert all(transition.is_only_projected for transition in found.open)


class TestLine15:
    """No election for nothing; the end of a city counts like that of its offices."""

    @pytest.mark.parametrize(
        ("end", "is_projected"),
        [("2026-11-08", False), ("2026-11-09", False), ("2026-11-10", True), ("2026-11-11", True)],
    )
    def test_election_whose_winner_would_serve_no_window_is_none(self, end: str, is_projected: bool) -> None:
        """In office from 11 May 2026: to 9 November 183 days, to 10 November 184."""
        days = [told(transition) for transition in seen(leads(rule(), ADA, end=end), "2026-01-01").ahead]
        assert (("ordinary", "2026-05-07") in days) is is_projected

    @pytest.mark.parametrize(
        ("office_end", "city_end", "expected"),
        [
            (None, "2027-03-31", ("abolition", "2027-04-01")),
            ("2027-12-31", "2027-03-31", ("abolition", "2027-04-01")),
            ("2026-12-31", "2027-03-31", ("abolition", "2027-01-01")),
        ],
    )
    def test_the_earlier_end_of_office_and_city_counts(
        self, office_end: str | None, city_end: str, expected: tuple[str, str]
    ) -> None:
        record = leads(ADA, end=office_end)
        record = replace(record, office=replace(record.office, city_end=on(city_end), city_successor="new/mayor"))
        found = ahead(record, "2026-11-27")
        assert (told(found), found.result_known) == (expected, expected == ("abolition", "2027-04-01"))

    @pytest.mark.parametrize(("as_of", "is_known"), [("2026-10-31", False), ("2026-11-01", True), ("2026-11-02", True)])
    def test_city_end_counts_from_its_known_from(self, as_of: str, is_known: bool) -> None:
        record = leads(ADA)
        city = {"city_end": on("2027-03-31"), "city_known_from": on("2026-11-01")}
        record = replace(record, office=replace(record.office, **city))
        assert bool(seen(record, as_of).ahead) is is_known


@pytest.mark.parametrize(("as_of", "is_known"), [("2026-09-14", False), ("2026-09-15", True), ("2026-09-16", True)])
def test_line_16_held_by_election_is_known_from_the_vacancy(as_of: str, is_known: bool) -> None:
    gone, poll = term("ada", "2022-05-09", "2026-09-15"), election("2026-11-05", kind="by-election", status="held")
    assert ([told(one) for one in seen(leads(gone, poll), as_of).ahead] == [("by-election", "2026-11-05")]) is is_known


class TestLine18Recall:
    """A recall vote ranks as an election, and says whether the holder stays."""

    POLL = election("2024-11-05", kind="recall", status="held")

    @pytest.mark.parametrize("as_of", ["2024-11-04", "2024-11-05"])
    def test_recall_is_ahead_until_its_day(self, as_of: str) -> None:
        assert told(ahead(leads(ADA, replace(self.POLL, holder_stays="no")), as_of)) == ("recall", "2024-11-05")

    @pytest.mark.parametrize("as_of", ["2024-11-06", "2025-08-01"])
    def test_holder_who_stays_closes_the_recall(self, as_of: str) -> None:
        office = leads(rule(), ADA, replace(self.POLL, holder_stays="yes"))
        assert (list_open(office, as_of), ask_state(office, as_of)) == ([], ("current", "ada"))

    def test_successor_of_the_same_day_takes_over(self) -> None:
        office = leads(rule(), ADA, replace(self.POLL, holder_stays="no", winner="ben"))
        found = still_open(office, "2024-11-10")
        assert (told(found), found.successor) == (("recall", "2024-11-05"), "ben")
        assert ask_state(office, "2024-11-10") == ("current", "ben")

    @pytest.mark.parametrize(
        ("as_of", "state"), [("2024-11-08", "current"), ("2024-11-09", "vacant"), ("2024-11-10", "vacant")]
    )
    def test_removed_holder_without_successor_leaves_a_vacancy(self, as_of: str, state: str) -> None:
        holder = replace(ADA, expected_end=on("2026-05-10"))
        office = leads(rule(), holder, replace(self.POLL, holder_stays="no"))
        assert ask_state(office, as_of)[0] == state

    def test_removed_holder_who_was_suspended_leaves_a_vacancy(self) -> None:
        suspension = term("ada", "2023-03-01", "2023-04-30", capacity="suspended")
        holder = replace(ADA, expected_end=on("2026-05-10"))
        office = leads(rule(), holder, suspension, replace(self.POLL, holder_stays="no"))
        assert ask_state(office, "2024-11-10")[0] == "vacant"

    def test_recall_without_a_result_leaves_the_holder_unknown(self) -> None:
        assert ask_state(leads(rule(), ADA, self.POLL), "2024-11-10") == ("unknown",)

    def test_recall_takes_no_place_in_the_cycle(self) -> None:
        office = leads(rule(), ADA, election("2026-05-28", kind="recall"))
        days = [rounds.first_round.isoformat() for rounds in list_election_rounds(office, day("2026-01-01"))]
        assert {"2026-05-07", "2026-05-28"} <= set(days)
