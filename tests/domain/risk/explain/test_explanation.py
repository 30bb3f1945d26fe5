"""A finding taken apart: that what is told of it is what the rule found, and that what would lower it does."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Partner, Programme, Treatment
from continuity.domain.risk.explain.explanation import Condition, Explanation, Improvement
from continuity.domain.risk.factors.registry import CODES
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import RiskLevel
from continuity.reports.wording.sentences import format_answers, format_question, format_reason, format_remedy
from support.known_facts import assess_known, explain_known
from support.risk_cases import (
    AS_OF,
    HANDOVER,
    OFFICE,
    QUIET,
    UNIVERSITY,
    agreement,
    bare,
    find,
    funding,
    later,
    on,
    outcome,
    programme,
    transition,
)
from support.risk_strategies import DAYS, circumstances, programmes, transitions

A2 = {"successor": "b", "outgoing": "a", "successor_party": "blue"}
CLUB = Partner(key="club", name="Street Club", kind="charity")
LAST = "2030-12-31"
COLUMNS = {"none": "", "A1, A3 or A4": "14", "A2": "2"}


def told(
    subject: Programme, *at: Transition, as_of: date = AS_OF, more_ahead: bool = False, settings: Settings | None = None
) -> Explanation:
    """The explanation at the transitions given; at the one of May 2027 where none is."""
    around = AssessmentContext(
        as_of=as_of, settings=settings or Settings(), transitions=at or (transition(),), has_more_ahead=more_ahead
    )
    return explain_known(subject, around, assess_known(subject, around))


def answers(found: Explanation) -> dict[str, tuple[str, ...]]:
    """What the rule asked, by its first word or two, and what it found."""
    return {" ".join(format_question(step).split()[:2]): format_answers(step) for step in found.steps}


def holding(conditions: tuple[Condition, ...]) -> tuple[str, ...]:
    return tuple(one.symbol for one in conditions if one.holds)


def protected(held: str) -> Programme:
    """At risk with these of F, M and P: the agreement is advisory, or only a draft."""
    return programme(
        agreements=(agreement(scope="advise"),) if "P" in held else (agreement(status="draft"),),
        funding=(funding(),) if "F" in held else (),
        mandate="statute" if "M" in held else None,
    )


def aggravated(found: str) -> Transition:
    certain = ("term-limited",) if "1" in found else ()
    return transition(certain_change=certain, vacant="4" in found, **(A2 if "2" in found else {}))


def strengthened(subject: Programme, protections: tuple[str, ...]) -> Programme:
    """The programme with these protections in fact: money, a statute, an agreement with somebody who only advises."""
    advisory = agreement(key="z", partner=CLUB, scope="advise", signed_on="2026-01-15", start="2026-02-01", end=LAST)
    added: dict[str, Any] = {}
    if "F" in protections:
        added["funding"] = (*subject.funding, funding(key="z", partner="nobody-else", end=LAST))
    if "M" in protections:
        added |= {"mandate": "statute", "mandate_on": on("2020-01-01"), "mandate_until": None}
    if "P" in protections:
        added["agreements"] = (*subject.agreements, advisory)
    return replace(subject, **added)


HELD = ["".join(those) for number in range(4) for those in combinations("FMP", number)]


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("found", ["", "1", "4", "2", "124"])
@pytest.mark.parametrize("as_of", [AS_OF, QUIET])
def test_every_cell_is_that_of_the_finding(held: str, found: str, as_of: date) -> None:
    explanation = told(protected(held), aggravated(found), as_of=as_of)
    finding = explanation.finding
    assert holding(explanation.protections) == finding.protections == tuple(held)
    assert holding(explanation.aggravators) == finding.aggravators
    assert [one.symbol for one in explanation.aggravators] == ["A1", "A2", "A3", "A4"]
    column = "A2" if "2" in found else "A1, A3 or A4" if found or as_of == QUIET else "none"
    assert explanation.cell == (len(held), column)
    assert f"row {len(held)}, column {column}: {finding.level}." in answers(explanation)["How high"][0]


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("found", ["", "1", "2"])
def test_a_protection_that_is_not_held_says_why_and_how(held: str, found: str) -> None:
    for one in told(protected(held), aggravated(found)).protections:
        assert one.holds is (not one.reasons)
        assert all(format_reason(reason) for reason in one.reasons)


@given(subject=programmes(), at=transitions(), as_of=DAYS)
def test_what_is_told_agrees_with_what_the_rule_found(subject: Programme, at: Transition, as_of: date) -> None:
    around = circumstances(at, as_of)
    finding = assess_known(subject, around)
    explanation = explain_known(subject, around, finding)
    assert explanation.finding is finding
    if finding.exposure_period is None:
        assert (explanation.partner_conditions, explanation.protections, explanation.cell) == ((), (), None)
        return
    carrying = [standing.partner for standing in explanation.partner_conditions if standing.carries]
    assert bool(carrying) is (finding.status == "covered")
    assert set(carrying) == {one.partner for one in finding.candidates if not one.failures}
    assert explanation.partner_conditions[0].partner == finding.carrier
    assert holding(explanation.protections) == finding.protections
    assert holding(explanation.aggravators) == finding.aggravators
    assert (explanation.cell is None) is (finding.level is None)


@given(subject=programmes(), at=transitions(), as_of=DAYS)
def test_what_would_clear_it_is_what_fails_and_nothing_else(subject: Programme, at: Transition, as_of: date) -> None:
    around = circumstances(at, as_of)
    finding = assess_known(subject, around)
    explanation = explain_known(subject, around, finding)
    assert explanation.clears == tuple(one for one in finding.reasons if CODES[one.code].role == "failure")
    assert bool(explanation.clears) is (finding.status == "at-risk")
    failing = [
        reason.code for one in (explanation.partner_conditions[:1]) for c in one.conditions[:4] for reason in c.reasons
    ]
    assert {one.code for one in explanation.clears} <= set(failing)


@given(subject=programmes(), at=transitions(), as_of=DAYS)
def test_every_improvement_is_one_and_true(subject: Programme, at: Transition, as_of: date) -> None:
    """The programme with the protections in fact has the level that was offered, and a lower one than now."""
    around = circumstances(at, as_of)
    finding = assess_known(subject, around)
    for one in explain_known(subject, around, finding).lowers:
        reached = assess_known(strengthened(subject, one.protections), around)
        assert reached.level == one.level
        assert tuple(RiskLevel).index(one.level) > tuple(RiskLevel).index(finding.level or "")
        assert set(one.protections).isdisjoint(finding.protections)
        assert all(format_remedy(reason) and reason.due for reason in one.remedies)


@pytest.mark.parametrize(
    ("held", "found", "offered"),
    [
        ("", "", ["F moderate", "M moderate", "P moderate", "FM low", "FP low", "MP low"]),
        ("", "1", ["F high", "M high", "P high", "FM moderate", "FP moderate", "MP moderate", "FMP low"]),
        ("", "2", ["FM high", "FP high", "MP high", "FMP moderate"]),
        ("F", "", ["M low", "P low"]),
        ("F", "1", ["M moderate", "P moderate", "MP low"]),
        ("F", "2", ["M high", "P high", "MP moderate"]),
        ("FM", "", []),
        ("FM", "1", ["P low"]),
        ("FP", "2", ["M moderate"]),
        ("FMP", "", []),
        ("FMP", "2", []),
    ],
)
def test_each_level_is_offered_with_as_few_protections_as_it_takes(held: str, found: str, offered: list[str]) -> None:
    lowers = told(protected(held), aggravated(found)).lowers
    assert [f"{''.join(one.protections)} {one.level}" for one in lowers] == offered


@pytest.mark.parametrize("mandate", ["executive", "resolution", "strategy", None])
@pytest.mark.parametrize("until", [None, "2027-06-30", LAST])
def test_where_the_council_chooses_the_office_only_a_statute_is_offered(mandate: str | None, until: str | None) -> None:
    """A resolution or a strategy would leave the level where it is."""
    subject = programme(selection="council", agreements=(), mandate=mandate, mandate_until=on(until) if until else None)
    for one in told(subject).lowers:
        remedies = [format_remedy(reason) for reason in one.remedies if "MANDATE" in reason.code]
        assert all(remedy.startswith("Seek a statute") for remedy in remedies)
        assert bool(remedies) is ("M" in one.protections)
    assert any("M" in one.protections for one in told(subject).lowers)


def test_a_strategy_without_a_last_day_is_to_be_dated() -> None:
    subject = programme(agreements=(), mandate="strategy", mandate_until=None)
    (one,) = [one for one in told(subject).protections if one.symbol == "M"]
    assert [format_remedy(reason)[:32] for reason in one.reasons] == ["Record the last day of the strat"]


def test_what_is_covered_needs_nothing_cleared_and_nothing_lowered() -> None:
    found = told(programme(), aggravated("12"))
    assert (found.clears, found.lowers, found.cell) == ((), (), None)
    assert found.partner_conditions[0].carries
    assert holding(found.partner_conditions[0].conditions) == tuple(f"E{number}" for number in range(1, 10))


@pytest.mark.parametrize(
    ("symbol", "changes", "codes"),
    [
        ("E1", {"agreements": (agreement(partner=UNIVERSITY),)}, ["NOT_COMMUNITY"]),
        ("E2", {"agreements": (agreement(end="2027-06-30"),)}, ["AGREEMENT_ENDS"]),
        ("E3", {"agreements": (agreement(office_may_end_alone="yes", notice_days=89),)}, ["OFFICE_MAY_END"]),
        ("E4", {"funding": ()}, ["FUNDING_NONE"]),
        ("E5", {"evidence": ()}, ["CAPACITY_UNKNOWN"]),
        ("E6", {"evidence": ()}, ["NO_BUYIN"]),
        ("E7", {"evidence": ()}, ["DATA_WITH_CITY"]),
        ("E8", {"mandate": None}, ["NO_MANDATE"]),
        ("E9", {"evidence": ()}, ["NO_OVERLAP"]),
    ],
)
def test_a_condition_that_does_not_hold_says_why(symbol: str, changes: dict[str, Any], codes: list[str]) -> None:
    (standing,) = told(programme(**changes)).partner_conditions
    (one,) = [one for one in standing.conditions if one.symbol == symbol]
    assert (one.holds, [reason.code for reason in one.reasons]) == (False, codes)


def test_where_there_is_no_partner_nothing_about_one_holds() -> None:
    (nobody,) = told(bare()).partner_conditions
    assert (nobody.partner, nobody.carries) == (None, False)
    assert holding(nobody.conditions) == ()
    assert all(one.reasons for one in nobody.conditions)


def test_money_and_a_mandate_hold_where_there_is_no_partner() -> None:
    (nobody,) = told(programme(agreements=())).partner_conditions
    assert holding(nobody.conditions) == ("E4", "E6", "E8")


def test_the_partner_that_comes_closest_is_first_then_the_others_by_key() -> None:
    rows = (
        agreement(key="a1", partner=UNIVERSITY, status="named"),
        agreement(key="a2", partner=CLUB, status="draft"),
        agreement(key="a3", scope="advise"),
    )
    found = told(programme(agreements=rows))
    assert [one.partner for one in found.partner_conditions] == ["hub", "club", "uni"]
    assert answers(found)["Does one"][0].startswith("No; Community Hub comes closest.")


def test_a_partner_that_is_only_named_has_no_agreement_to_read() -> None:
    named: Agreement = agreement(status="named", signed_on=None, start=None, end=None)
    (standing,) = told(programme(agreements=(named,))).partner_conditions
    e3 = standing.conditions[2]
    assert (e3.symbol, e3.holds, format_reason(e3.reasons[0])) == ("E3", False, "There is no agreement to read.")


@pytest.mark.parametrize(
    ("subject", "more_ahead", "asked", "expected"),
    [
        (bare(launched="2026-09-01"), False, "Does the", "Not yet: launched 2026-09-01."),
        (bare(status="ended", end="2026-03"), False, "Does the", "No: its status is ended, its end 2026-03."),
        (bare(end="2026-07-31", end_basis="stated"), False, "Does the", "its end 2026-07-31."),
        (bare(launched="2027-05-11", status="planned"), False, "To which", "begins after the handover (2027-05-10)."),
        (
            bare(end="2027-05-09", end_basis="stated"),
            False,
            "To which",
            "ends first, before the handover on 2027-05-10",
        ),
    ],
)
def test_where_it_is_not_exposed_the_last_step_says_why(
    subject: Programme, asked: str, expected: str, *, more_ahead: bool
) -> None:
    found = told(subject, more_ahead=more_ahead)
    last = " ".join(format_question(found.steps[-1]).split()[:2])
    assert (found.finding.exposure_period, last) == (None, asked)
    (answer,) = format_answers(found.steps[-1])
    assert answer.endswith(expected) or expected in answer
    assert (found.partner_conditions, found.protections, found.clears, found.lowers) == ((), (), (), ())


def test_a_programme_known_of_later_is_not_said_to_be_launched_by_then() -> None:
    """It was launched before the day, and is not counted since nobody knew of it."""
    (answer,) = answers(told(bare(launched="2020-01-01", known_from="2026-08-02")))["Does the"]
    assert "2026-08-02" in answer


def test_a_programme_that_is_planned_is_not_said_to_be_launched() -> None:
    (answer,) = answers(told(bare(launched="2027-01-01", status="planned")))["Does the"]
    assert answer.startswith("Yes")
    assert "launched 2027-01-01" not in answer


@pytest.mark.parametrize(
    ("more_ahead", "expected"),
    [
        (True, "No change is open or known up to 2028-08-01; one is known after that."),
        (False, "No change is open or known up to 2028-08-01, and none after that."),
    ],
)
def test_beyond_the_horizon_and_not_known_at_all_are_told_apart(expected: str, *, more_ahead: bool) -> None:
    around = AssessmentContext(as_of=AS_OF, settings=Settings(), has_more_ahead=more_ahead)
    found = explain_known(bare(), around, assess_known(bare(), around))
    assert found.finding.status == ("not-exposed" if more_ahead else "unknown-exposure")
    assert answers(found)["To which"] == (expected,)
    assert "At which" not in answers(found)


@pytest.mark.parametrize("word", ["transferred", "ended", "continued", "changed"])
def test_an_outcome_that_closes_a_transition_is_named(word: str) -> None:
    past = transition(open=True, result_known=True)
    found = told(bare(outcomes=(outcome(word),)), past, later(), as_of=date(2027, 6, 1))
    closed, exposed = answers(found)["To which"]
    assert f"closed by the recorded outcome ({word})" in closed
    assert "exposed from 2028-05-08 until 2028-11-07" in exposed


def test_covered_says_by_whom_and_until_when_and_that_it_is_not_safe() -> None:
    found = told(programme())
    assert answers(found)["Does one"] == ("Yes: Community Hub holds E1 to E4 until 2027-11-09. Covered is not safe.",)
    assert "How high" not in answers(found)


def test_of_several_transitions_each_is_told_and_first_the_one_it_stands_at() -> None:
    found = told(programme(), transition(), later())
    assert [answer.split(":")[0].split()[-1] for answer in answers(found)["To which"]] == [
        f"{OFFICE}/2027-05-06",
        f"{OFFICE}/2028-05-04",
    ]
    assert answers(found)["At which"] == (
        f"{OFFICE}/2028-05-04: at-risk (moderate)",
        f"{OFFICE}/2027-05-06: covered",
    )


@pytest.mark.parametrize(
    ("changes", "as_of", "expected"),
    [
        ({}, AS_OF, "treat (no owner recorded)."),
        ({"owner": "Dana"}, AS_OF, "treat (by Dana)."),
        ({"owner": "Dana", "due": on("2026-12")}, AS_OF, "treat (by Dana, due 2026-12)."),
        ({"owner": "Dana", "until": on("2026-08-01")}, AS_OF, "treat (by Dana, until 2026-08-01)."),
        (
            {"owner": "Dana", "until": on("2026-08-01")},
            date(2026, 8, 2),
            "treat (by Dana, until 2026-08-01; that has expired).",
        ),
    ],
)
def test_what_was_decided_says_who_and_until_when(changes: dict[str, Any], as_of: date, expected: str) -> None:
    decided = Treatment(transition=f"{OFFICE}/2027-05-06", decision="treat", **changes)
    found = told(bare(treatments=(decided,)), as_of=as_of)
    assert answers(found)["What was"] == (expected,)


def test_what_nobody_decided_about_is_said_to_be_so() -> None:
    assert answers(told(bare()))["What was"] == ("Nothing is recorded.",)


def test_a_decision_about_a_programme_that_ends_first_is_told_too() -> None:
    decided = Treatment(transition=f"{OFFICE}/2027-05-06", decision="terminate", owner="Dana")
    found = told(bare(end="2027-01-31", end_basis="stated", treatments=(decided,)))
    assert found.finding.status == "ends-first"
    assert answers(found)["What was"] == ("terminate (by Dana).",)


def test_after_the_handover_the_new_office_is_asked_first_for_what_lowers_it() -> None:
    past = transition(open=True, result_known=True)
    improvements: tuple[Improvement, ...] = told(bare(), past, as_of=date(2027, 6, 1)).lowers
    assert improvements
    agreed = next(one for one in improvements if one.protections == ("P",))
    assert format_remedy(agreed.remedies[0]).startswith("Ask the new office to confirm the programme, then sign")
    assert agreed.remedies[0].due == date(2027, 6, 1)


def test_every_step_up_to_the_answer_is_asked_in_the_order_of_the_rule() -> None:
    asked = [format_question(step) for step in told(bare(), as_of=HANDOVER).steps]
    assert asked == [
        "Does the programme run?",
        "To which changes of leadership is it exposed?",
        "At which does it stand?",
        "Does one partner carry it over?",
        "How high is the risk?",
        "What was decided about it?",
    ]


def test_what_the_finding_is_told_of_is_what_was_known_on_the_day() -> None:
    rows = (agreement(partner=CLUB, signed_on="2026-08-02"), agreement(key="a2", scope="advise"))
    assert [one.partner for one in told(programme(agreements=rows)).partner_conditions] == ["hub"]
    found = find(programme(agreements=rows))
    assert found.partners == ("hub",)


def test_a_transition_that_gives_way_says_so() -> None:
    stale = transition(open=True, handover_last=date(2028, 1, 1))
    found = told(bare(), stale, later(), as_of=date(2028, 1, 1))
    worst, stale_verdict = answers(found)["At which"]
    assert "gives way" not in worst
    assert "gives way to a later one" in stale_verdict
