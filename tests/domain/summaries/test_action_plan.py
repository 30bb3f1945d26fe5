"""The plan: the remedies of all findings, one action for everything that it clears at once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import Finding, Reason
from continuity.domain.summaries.action_plan import (
    Action,
    build_action_plan,
    filter_by_code,
    filter_by_owner,
    format_decision,
    list_owners,
    resolve_code,
)
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.vocabulary import Preparation
from continuity.errors import BadValue
from support.risk_cases import (
    AS_OF,
    HANDOVER,
    OFFICE,
    POLLING,
    QUIET,
    bare,
    find,
    funding,
    later,
    on,
    programme,
    transition,
)

KEY = f"{OFFICE}/{POLLING}"
DUE = date(2027, 3, 21)
STANDS = transition(incumbent_candidacy="unknown")


def treatment(**changes: Any) -> Treatment:
    return replace(Treatment(transition=KEY, decision="tolerate", owner="Dana Five"), **changes)


def treated(**changes: Any) -> Finding:
    return find(bare(owner="Prevention Unit", treatments=(treatment(**changes),)))


def unfunded(name: str, **changes: Any) -> Finding:
    return find(programme(key=f"luton/{name}", name=name.title(), funding=(), **changes))


def told(*findings: Finding, **asked: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What is to be cleared for which programmes."""
    return [(one.reason.code, one.programmes) for one in build_action_plan(findings, AS_OF, **asked)]


def only(planned: tuple[Action, ...], code: str) -> Action:
    (action,) = filter_by_code(planned, code)
    return action


def test_what_is_about_the_office_is_one_action_for_all_its_programmes() -> None:
    findings = [find(bare(key=f"luton/{name}", name=name.title()), STANDS) for name in ("b", "a")]
    action = only(build_action_plan(findings, AS_OF), "INCUMBENT_UNKNOWN")
    assert (action.programmes, action.names) == (("luton/a", "luton/b"), ("A", "B"))
    assert (action.city, action.office, action.clears) == ("luton", OFFICE, ("INCUMBENT_UNKNOWN",))


def test_what_is_about_a_programme_is_one_action_each() -> None:
    assert told(unfunded("b"), unfunded("a")) == [("FUNDING_NONE", ("luton/a",)), ("FUNDING_NONE", ("luton/b",))]


def test_what_is_about_a_partner_is_one_action_for_all_the_programmes_it_carries() -> None:
    unchecked = [find(programme(key=f"luton/{name}", evidence=())) for name in ("a", "b")]
    action = only(build_action_plan(unchecked, AS_OF, include_watch_points=True), "CAPACITY_UNKNOWN")
    assert (action.subject, action.programmes) == ("partner:hub", ("luton/a", "luton/b"))


def test_an_action_for_programmes_of_several_offices_names_none_of_them() -> None:
    here = find(programme(evidence=()))
    there = find(
        programme(key="leeds/youth", city="leeds", office="leeds/leader", evidence=()),
        transition(city="leeds", office="leeds/leader"),
    )
    action = only(build_action_plan((here, there), AS_OF, include_watch_points=True), "CAPACITY_UNKNOWN")
    assert (action.city, action.office, action.programmes) == (None, None, ("leeds/youth", "luton/youth"))


def test_the_programmes_of_an_abolished_office_share_the_actions_of_its_heir() -> None:
    own = find(bare(key="luton/own"), STANDS)
    inherited = find(bare(key="luton/inherited", office="luton/old-mayor"), STANDS)
    action = only(build_action_plan((own, inherited), AS_OF), "INCUMBENT_UNKNOWN")
    assert (action.office, action.programmes) == (OFFICE, ("luton/inherited", "luton/own"))


def test_actions_of_one_day_come_in_the_order_of_codes() -> None:
    reasons = tuple(Reason(code=code, due=DUE) for code in ("FUNDING_NONE", "NO_AGREEMENT"))
    finding = replace(find(bare()), reasons=reasons)
    assert [one.clears for one in build_action_plan([finding], AS_OF)] == [("NO_AGREEMENT",), ("FUNDING_NONE",)]


@pytest.mark.parametrize(
    ("changes", "count"),
    [({"variant": "executive"}, 1), ({"remedy": "council"}, 2), ({"preparation": Preparation.CONFIRM}, 2)],
)
def test_another_remedy_or_preparation_is_another_action(changes: dict[str, Any], count: int) -> None:
    usual = Reason(code="NO_MANDATE", variant="unrecorded", due=DUE)
    finding = replace(find(bare()), reasons=(usual, replace(usual, **changes)))
    assert len(build_action_plan([finding], AS_OF)) == count


def test_the_same_remedy_of_another_owner_or_day_is_another_action() -> None:
    findings = [
        find(bare(key="luton/a", owner="One"), STANDS),
        find(bare(key="luton/b", owner="Two"), STANDS),
        find(bare(key="luton/c", owner="Two"), later(incumbent_candidacy="unknown")),
    ]
    found = filter_by_code(build_action_plan(findings, AS_OF), "INCUMBENT_UNKNOWN")
    assert [(one.owner, one.due) for one in found] == [("One", DUE), ("Two", DUE), ("Two", date(2028, 3, 19))]


def test_an_action_has_the_last_day_that_works_and_the_day_to_start() -> None:
    (action,) = build_action_plan([unfunded("a")], AS_OF)
    assert (action.due, action.start_by, action.late) == (DUE, date(2027, 1, 20), False)


def test_late_ones_come_first_then_by_day_and_those_without_a_day_last() -> None:
    late = find(programme(key="luton/late", funding=()), transition(quiet_from=AS_OF))
    unknown = find(bare(key="luton/unknown"), transition(open=True, closes_on=AS_OF), as_of=AS_OF)
    unknown = replace(unknown, status="unknown-exposure", transition=None, reasons=(NO_DAY,), watch_points=())
    planned = build_action_plan(
        [unknown, unfunded("soon"), find(programme(key="luton/far", funding=()), later()), late], AS_OF
    )
    days = [(one.late, one.due) for one in planned if one.reason.code in ("FUNDING_NONE", "ELECTION_UNKNOWN")]
    assert days == [(True, HANDOVER - ONE_DAY), (False, DUE), (False, date(2028, 3, 19)), (False, None)]
    assert planned[0].late
    assert planned[-1].clears == ("ELECTION_UNKNOWN",)


NO_DAY = Reason(code="ELECTION_UNKNOWN")


def test_what_is_late_has_until_the_day_before_the_handover() -> None:
    planned = build_action_plan([find(programme(funding=()), as_of=QUIET)], QUIET)
    assert {(one.due, one.late) for one in planned} == {(HANDOVER - ONE_DAY, True)}


def test_watch_points_are_on_the_plan_only_when_asked_for() -> None:
    covered, risky = find(programme(evidence=())), unfunded("a", evidence=())
    plain = {code for one in build_action_plan([covered, risky], AS_OF) for code in one.clears}
    assert (covered.status, plain & {"CAPACITY_UNKNOWN", "DATA_WITH_CITY"}) == ("covered", set())
    whole = build_action_plan([covered, risky], AS_OF, include_watch_points=True)
    assert only(whole, "CAPACITY_UNKNOWN").programmes == ("luton/a", "luton/youth")
    assert len(filter_by_code(whole, "DATA_WITH_CITY")) == 2


def test_what_ends_first_or_is_not_exposed_asks_for_nothing() -> None:
    ends = find(programme(end="2027-01-31", end_basis="stated", funding=()))
    gone = find(programme(status="ended"))
    assert (ends.status, gone.status) == ("ends-first", "not-exposed")
    assert told(ends, gone, include_watch_points=True) == []


def test_who_decided_on_the_finding_answers_for_it() -> None:
    assert {one.owner for one in build_action_plan([treated()], AS_OF)} == {"Dana Five"}
    assert {one.owner for one in build_action_plan([treated(owner=None)], AS_OF)} == {"Prevention Unit"}
    assert {one.owner for one in build_action_plan([find(bare())], AS_OF)} == {None}


def test_once_the_decision_has_expired_the_programmes_owner_answers_again() -> None:
    expired = treated(until=on("2026-07-31"))
    assert {(one.owner, one.treatment) for one in build_action_plan([expired], AS_OF)} == {
        ("Prevention Unit", "tolerate until 2026-07-31, expired")
    }
    assert {one.owner for one in build_action_plan([treated(until=on("2026-08-01"))], AS_OF)} == {"Dana Five"}


@pytest.mark.parametrize("decision", ["treat", "tolerate", "transfer", "terminate"])
def test_whatever_was_decided_the_actions_stay_with_that_word(decision: str) -> None:
    assert {one.treatment for one in build_action_plan([treated(decision=decision)], AS_OF)} == {decision}
    assert len(build_action_plan([treated(decision=decision)], AS_OF)) == len(build_action_plan([find(bare())], AS_OF))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"until": on("2027-06-30")}, "tolerate until 2027-06-30"),
        ({"until": on("2026-06")}, "tolerate until 2026-06, expired"),
        ({"decision": "treat", "due": on("2027-02")}, "treat by 2027-02"),
        ({"decision": "treat", "due": on("2027-02"), "until": on("2027-11")}, "treat by 2027-02 until 2027-11"),
        ({"decision": None}, ""),
    ],
)
def test_a_decision_is_said_with_its_days(changes: dict[str, Any], words: str) -> None:
    assert format_decision(treatment(**changes), AS_OF) == words


def test_an_action_for_programmes_decided_on_differently_says_which_is_which() -> None:
    both = [
        find(bare(key="luton/a", name="A", owner="Dana Five", treatments=(treatment(),)), STANDS),
        find(bare(key="luton/b", name="B", owner="Dana Five"), STANDS),
    ]
    assert only(build_action_plan(both, AS_OF), "INCUMBENT_UNKNOWN").treatment == "A: tolerate"


def test_a_programme_without_a_name_goes_by_its_key() -> None:
    assert {one.names for one in build_action_plan([find(bare())], AS_OF)} == {("luton/bare",)}


def test_actions_can_be_narrowed_to_an_owner_or_to_none() -> None:
    planned = build_action_plan([unfunded("a", owner="Dana Five"), unfunded("b", owner=None)], AS_OF)
    assert [one.programmes for one in filter_by_owner(planned, "DANA five")] == [("luton/a",)]
    assert [one.programmes for one in filter_by_owner(planned, "none")] == [("luton/b",)]
    assert filter_by_owner(planned, "Dana") == ()


def test_an_owner_is_known_though_nothing_is_left_to_do() -> None:
    assert list_owners([find(programme()), treated()]) == {"Prevention Unit", "Dana Five"}


def test_actions_can_be_narrowed_to_what_clears_a_code() -> None:
    planned = build_action_plan([find(bare())], AS_OF)
    assert {one.clears for one in filter_by_code(planned, "NO_MANDATE")} == {("NO_MANDATE",)}
    assert filter_by_code(planned, "STALE") == ()


@pytest.mark.parametrize("text", ["NO_PARTNER", "no_partner", " No_Partner "])
def test_a_code_is_known_however_it_is_capitalised(text: str) -> None:
    assert resolve_code(text) == "NO_PARTNER"


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(BadValue, match='"NO_PARTNR" is not a reason code') as near:
        resolve_code("NO_PARTNR")
    assert near.value.hint == "did you mean NO_PARTNER?"
    with pytest.raises(BadValue) as far:
        resolve_code("42")
    assert "continuity risk" in far.value.hint


MIXED = (
    find(bare(key="luton/a", owner="One"), STANDS),
    find(bare(key="luton/b"), STANDS),
    find(bare(key="luton/c"), STANDS),
    find(programme(key="luton/d", funding=(funding(certainty="indicative"),), evidence=()), STANDS),
    find(programme(key="luton/e", evidence=()), STANDS),
    find(bare(key="luton/f", owner="One", treatments=(treatment(owner=None),)), STANDS),
)


@given(st.permutations(MIXED))
def test_the_order_of_the_findings_changes_nothing(findings: list[Finding]) -> None:
    assert build_action_plan(findings, AS_OF, include_watch_points=True) == build_action_plan(
        MIXED, AS_OF, include_watch_points=True
    )


def test_every_reason_with_a_remedy_is_cleared_by_exactly_one_action() -> None:
    planned = build_action_plan(MIXED, AS_OF)
    for finding in MIXED:
        cleared = [code for one in planned if finding.programme.key in one.programmes for code in one.clears]
        reasons = finding.reasons if finding.status == "at-risk" else ()
        assert sorted(cleared) == sorted({one.code for one in reasons})
