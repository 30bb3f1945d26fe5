"""What an incoming administration takes over: which change, what it has outlived, what falls due, what may be ended."""

from dataclasses import replace
from datetime import date

import pytest

from continuity.domain.offices.models import Office, OfficeRecord, Term, Transition
from continuity.domain.offices.snapshot import list_past_transitions
from continuity.domain.offices.transitions import Outlook, select_transition
from continuity.domain.programmes.models import Agreement, Funding, Partner, Programme
from continuity.domain.settings import Settings
from continuity.domain.summaries.handover_brief import (
    can_be_in_force_after,
    compute_first_hundred_days,
    find_break_date,
    group_by_mandate,
    list_due_items,
    list_survived_transitions,
)
from continuity.domain.values.dates import Period, VagueDate
from continuity.errors import UnknownKey
from support.known_facts import snapshot_known


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


def change(day: str, **changes: object) -> Transition:
    polling = date.fromisoformat(day)
    base = Transition(
        city="luton",
        office="luton/leader",
        kind="ordinary",
        polling_day=polling,
        first_day=polling,
        handover_first=polling,
        handover_last=polling,
        scheduled_handover_last=polling,
    )
    return replace(base, **changes)


PAST, OPEN, NEXT, LATER = change("2019-05-02"), change("2023-05-04"), change("2027-05-06"), change("2031-05-01")
HANDOVER = date(2027, 5, 25)
PARTNER = Partner(key="trust")
SIGNED = Agreement(key="a", partner=PARTNER, status="signed", start=on("2026-01-01"), end=on("2028-12-31"))
PROGRAMME = Programme(key="luton/one", city="luton", office="luton/leader")


class TestWhichChange:
    def test_the_open_one_comes_first(self) -> None:
        assert select_transition(Outlook((PAST,), (OPEN,), (NEXT, LATER)), "luton/leader", None) is OPEN

    def test_else_the_next(self) -> None:
        assert select_transition(Outlook((PAST,), (), (NEXT, LATER)), "luton/leader", None) is NEXT

    @pytest.mark.parametrize("one", [PAST, OPEN, NEXT, LATER])
    def test_any_by_its_day(self, one: Transition) -> None:
        assert select_transition(Outlook((PAST,), (OPEN,), (NEXT, LATER)), "luton/leader", one.polling_day) is one

    def test_one_decided_in_a_run_off_by_either_day(self) -> None:
        twice = change("2027-12-04", first_day=date(2027, 11, 2))
        for day in (date(2027, 11, 2), date(2027, 12, 4)):
            assert select_transition(Outlook(ahead=(twice,)), "luton/leader", day) is twice

    def test_of_another_day_there_is_none_and_the_nearest_are_named(self) -> None:
        with pytest.raises(
            UnknownKey, match="no change of leadership of luton/leader is known for 2027-06-05"
        ) as caught:
            select_transition(Outlook((PAST,), (OPEN,), (NEXT, LATER)), "luton/leader", date(2027, 6, 5))
        assert caught.value.hint == "known: 2023-05-04, 2027-05-06, 2031-05-01"

    def test_where_none_is_known_what_to_record_is_said(self) -> None:
        with pytest.raises(UnknownKey, match="no change of leadership is known") as caught:
            select_transition(Outlook((PAST,)), "luton/leader", None)
        assert "--transition" in caught.value.hint


def test_the_hundred_days_are_a_hundred_on_whichever_day_the_office_is_taken() -> None:
    days = compute_first_hundred_days(
        change("2028-05-04", handover_first=date(2028, 5, 7), handover_last=date(2028, 5, 10))
    )
    assert days == Period(date(2028, 5, 7), date(2028, 8, 17))
    one = compute_first_hundred_days(change("2027-05-06", handover_first=HANDOVER, handover_last=HANDOVER))
    assert (one.last - one.first).days + 1 == 100


class TestOutlived:
    CHANGES = (PAST, OPEN)

    @pytest.mark.parametrize(
        ("launched", "found"),
        [
            ("2019-05-01", (PAST, OPEN)),
            ("2019-05-02", (OPEN,)),
            ("2019", (OPEN,)),
            ("2018", (PAST, OPEN)),
            ("../2019-05", (OPEN,)),
            ("2023-05-03", (OPEN,)),
            ("2023-05-04", ()),
        ],
    )
    def test_only_a_change_before_which_it_was_certainly_there(self, launched: str, found: tuple[Transition]) -> None:
        assert list_survived_transitions(replace(PROGRAMME, launched=on(launched)), self.CHANGES) == found

    @pytest.mark.parametrize("launched", [None, on("2019/..")])
    def test_without_a_last_possible_launch_it_is_not_known(self, launched: VagueDate | None) -> None:
        assert list_survived_transitions(replace(PROGRAMME, launched=launched), self.CHANGES) is None

    def test_a_programme_outlives_the_changes_of_the_office_it_came_from_too(self) -> None:
        """Liverpool's way: the mayor's office ended and a leader followed; earlier leaders were never its office."""

        def term(office: str, person: str, start: str, end: str | None = None) -> Term:
            return Term(key=f"{office}/{start}", person=person, start=on(start), end=on(end) if end else None)

        mayor = OfficeRecord(
            office=Office(key="mayor", city="c", end=on("2023-05-07"), successor="leader"),
            terms=(term("mayor", "ada", "2012-05-07", "2021-05-09"), term("mayor", "ben", "2021-05-10", "2023-05-07")),
        )
        leader = OfficeRecord(
            office=Office(key="leader", city="c"),
            terms=(
                term("leader", "zoe", "2005-01-01", "2010-01-01"),
                term("leader", "yan", "2010-01-02", "2012-01-01"),
                term("leader", "cleo", "2023-05-17", "2025-01-31"),
                term("leader", "dan", "2025-02-01"),
            ),
        )
        seen = snapshot_known({"mayor": mayor, "leader": leader}, date(2026, 11, 23), Settings())
        assert [(one.office, one.kind, one.polling_day.year) for one in list_past_transitions("mayor", seen)] == [
            ("mayor", "succession", 2021),
            ("mayor", "abolition", 2023),
            ("leader", "succession", 2023),
            ("leader", "succession", 2025),
        ]


class TestMayEnd:
    @pytest.mark.parametrize(
        ("changes", "day"),
        [
            ({"office_may_end_alone": "yes", "notice_days": 90}, date(2027, 8, 23)),
            ({"office_may_end_alone": "yes", "notice_days": 0}, HANDOVER),
            ({"office_may_end_alone": "yes"}, HANDOVER),
            ({"office_may_end_alone": "yes", "notice_days": 30, "start": on("2027-07-01")}, date(2027, 7, 31)),
            ({"office_may_end_alone": "yes", "notice_days": 30, "start": on("2027-07")}, date(2027, 7, 31)),
            ({"office_may_end_alone": "no", "notice_days": 90}, None),
            ({"office_may_end_alone": "unknown"}, None),
            ({}, None),
        ],
    )
    def test_the_first_day_after_the_notice(self, changes: dict[str, object], day: date | None) -> None:
        assert find_break_date(replace(SIGNED, **changes), HANDOVER) == day

    @pytest.mark.parametrize(
        ("changes", "runs"),
        [
            ({}, True),
            ({"end": on("2027-05-25")}, True),
            ({"end": on("2027-05-24")}, False),
            ({"end": on("2027-05")}, True),
            ({"end": None}, True),
            ({"status": "draft"}, False),
            ({"status": "terminated"}, False),
        ],
    )
    def test_it_is_asked_of_what_is_signed_and_may_run_then(self, changes: dict[str, object], runs: bool) -> None:
        assert can_be_in_force_after(replace(SIGNED, **changes), HANDOVER) is runs


class TestDues:
    DAYS = Period(date(2027, 5, 25), date(2027, 9, 1))

    def found(self, **changes: object) -> list[tuple[str, str]]:
        return [(due.kind, str(due.recorded_date)) for due in list_due_items(replace(PROGRAMME, **changes), self.DAYS)]

    @pytest.mark.parametrize(
        ("end", "counts"),
        [
            ("2027-05-24", False),
            ("2027-05-25", True),
            ("2027-09-01", True),
            ("2027-09-02", False),
            ("2027-09", True),
            ("2027-05", True),
            ("2027-04", False),
            ("2027", True),
            ("2027-10/..", False),
            ("../2027-06-01", True),
        ],
    )
    def test_an_end_counts_where_any_of_its_days_lies_among_them(self, end: str, counts: bool) -> None:
        expected = [("agreement ends", end)] if counts else []
        assert self.found(agreements=(replace(SIGNED, end=on(end)),)) == expected

    def test_everything_that_ends_or_begins_by_its_first_day(self) -> None:
        assert self.found(
            status="planned",
            launched=on("2027-08-01"),
            end=on("2027-08-31"),
            end_basis="stated",
            mandate="strategy",
            mandate_until=on("2027-06-30"),
            agreements=(replace(SIGNED, end=on("2027-07-31")),),
            funding=(Funding(key="f", end=on("2027-06-01"), certainty="indicative"),),
        ) == [
            ("money ends", "2027-06-01"),
            ("mandate ends", "2027-06-30"),
            ("agreement ends", "2027-07-31"),
            ("programme begins", "2027-08-01"),
            ("programme ends", "2027-08-31"),
        ]

    def test_a_derived_end_of_the_programme_is_none(self) -> None:
        assert self.found(end=on("2027-08-31"), end_basis="derived") == []

    def test_a_draft_waits_whatever_its_days_and_who_is_only_named_has_nothing_that_ends(self) -> None:
        rows = (replace(SIGNED, status="draft", end=on("2040-01-01")), replace(SIGNED, key="b", status="named"))
        assert self.found(agreements=rows) == [("agreement unsigned", "None")]


def test_duty_comes_before_the_council_before_policy_before_what_is_not_recorded() -> None:
    as_of = date(2026, 11, 23)
    rests = {
        "d": {"mandate": "executive"},
        "b": {"mandate": "resolution", "mandate_on": on("2024-01-01")},
        "a": {"mandate": "statute"},
        "later": {"mandate": "statute", "mandate_on": on("2026-11-24")},
        "c": {"mandate": "strategy", "mandate_on": on("2026-11")},
        "none": {},
        "odd": {"mandate": "unknown"},
    }
    groups = group_by_mandate([replace(PROGRAMME, key=key, **changes) for key, changes in rests.items()], as_of)
    assert {word: [one.key for one in there] for word, there in groups.items()} == {
        "statute": ["a"],
        "resolution": ["b"],
        "strategy": ["c"],
        "executive": ["d"],
        None: ["later", "none", "odd"],
    }
