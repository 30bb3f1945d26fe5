"""Step 3: the level by protections and aggravators, cell by cell, and each of them with its boundary days."""

from datetime import date, timedelta
from typing import Any

import pytest

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.settings import Settings
from support.risk_cases import AS_OF, PARTNER, QUIET, UNIVERSITY, agreement, bare, find, funding, programme, transition

A2 = {"successor": "b", "outgoing": "a", "successor_party": "blue"}
DRAFT = (agreement(status="draft"),)
# No E1 partner with a signed agreement: P is wanting. An advisory one gives P, but does not cover.
SIGNED = (agreement(scope="advise"),)


def protected(held: str) -> Programme:
    return programme(
        agreements=SIGNED if "P" in held else DRAFT,
        funding=(funding(),) if "F" in held else (),
        mandate="statute" if "M" in held else None,
    )


def aggravated(found: str) -> Transition:
    changes: dict[str, Any] = {}
    if "1" in found:
        changes |= {"certain_change": ("term-limited",)}
    if "2" in found:
        changes |= A2
    if "4" in found:
        changes |= {"vacant": True}
    return transition(**changes)


@pytest.mark.parametrize(
    ("held", "none", "other", "party"),
    [
        ("", "high", "critical", "critical"),
        ("F", "moderate", "high", "critical"),
        ("M", "moderate", "high", "critical"),
        ("P", "moderate", "high", "critical"),
        ("FM", "low", "moderate", "high"),
        ("FP", "low", "moderate", "high"),
        ("MP", "low", "moderate", "high"),
        ("FMP", "low", "low", "moderate"),
    ],
)
def test_every_cell_of_the_table(held: str, none: str, other: str, party: str) -> None:
    def level(found: str, as_of: date = AS_OF) -> str | None:
        return find(protected(held), aggravated(found), as_of=as_of).level

    assert level("") == none
    assert [level("1"), level("4"), level("14"), level("", QUIET)] == [other] * 4
    assert [level("2"), level("124"), level("2", QUIET)] == [party] * 3


def test_the_finding_says_what_decided_its_level() -> None:
    finding = find(protected("FP"), aggravated("24"), as_of=QUIET)
    assert (finding.protections, finding.aggravators) == (("F", "P"), ("A1", "A2", "A3", "A4"))


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ((funding(partner="uni", funder_kind="office"),), True),
        ((funding(partner=None, funder_kind=None),), True),
        ((funding(end="2027-11-08"),), False),
        ((funding(end_basis="derived"),), False),
        ((funding(certainty="indicative"),), False),
        ((funding(end="2027-06-30"), funding(key="f2", partner="uni", start="2027-07-01")), True),
        ((funding(end="2027-06-30"), funding(key="f2", partner="uni", start="2027-07-02")), False),
        ((), False),
    ],
)
def test_f_is_committed_money_of_anybody(rows: Any, *, held: bool) -> None:
    assert ("F" in find(bare(funding=rows)).protections) is held


@pytest.mark.parametrize(
    ("changes", "held"),
    [
        ({"mandate": "statute", "mandate_on": "2024-01-01"}, True),
        ({"mandate": "resolution", "mandate_on": "2024-01-01"}, True),
        ({"mandate": "strategy", "mandate_on": "2024-01-01"}, False),
        ({"mandate": "executive", "mandate_on": "2024-01-01", "mandate_until": "2030-12-31"}, False),
        ({"mandate": "unknown", "mandate_on": "2024-01-01"}, False),
        ({"mandate": "strategy", "mandate_on": "2024-01-01", "mandate_until": "2027-11-09"}, True),
        ({"mandate": "strategy", "mandate_on": "2024-01-01", "mandate_until": "2027-11-08"}, False),
        ({"mandate": "statute", "mandate_on": "2024-01-01", "mandate_until": "2027-11-09"}, True),
        ({"mandate": "statute", "mandate_on": "2024-01-01", "mandate_until": "2027-11-08"}, False),
        ({"mandate": "statute", "mandate_on": "2024-01-01", "mandate_until": "2027"}, False),
        ({"mandate": "statute", "mandate_on": "2024-01-01", "mandate_until": "../2030-12-31"}, False),
        ({"mandate": "statute"}, False),
        ({"mandate": "statute", "mandate_on": "2026-08-01"}, True),
        ({"mandate": "statute", "mandate_on": "2026-08-02"}, False),
        ({"mandate": "statute", "mandate_on": "2026"}, False),
        ({"mandate": "statute", "mandate_on": "2024-01-01", "selection": "council"}, True),
        ({"mandate": "resolution", "mandate_on": "2024-01-01", "selection": "council"}, False),
        ({"mandate": "resolution", "mandate_on": "2024-01-01", "selection": "appointed"}, True),
    ],
)
def test_m_is_a_mandate_to_the_end_of_the_span(changes: dict[str, Any], *, held: bool) -> None:
    assert ("M" in find(bare(**changes)).protections) is held


@pytest.mark.parametrize(
    ("row", "held"),
    [
        (agreement(scope=None, office_may_end_alone=None), True),
        (agreement(start="2027-05-10", end="2027-05-10"), True),
        (agreement(start="2027-05-11"), False),
        (agreement(end="2027-05-09"), False),
        (agreement(status="terminated", end="2027-05-10"), True),
        (agreement(status="draft"), False),
        (agreement(signed_on=None), False),
        (agreement(end_basis="derived"), False),
        (agreement(partner=UNIVERSITY), False),
        (agreement(role="funding"), False),
    ],
)
def test_p_is_a_community_partner_with_an_agreement_in_force_on_the_first_day(row: Any, *, held: bool) -> None:
    assert ("P" in find(bare(agreements=(row,))).protections) is held


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"certain_change": ("not-standing",)}, True),
        ({"certain_change": ("not-standing",), "holder_stays": True}, False),
        ({"successor": "b", "outgoing": "a"}, True),
        ({"successor": "a", "outgoing": "a"}, False),
        ({"successor": "b"}, False),
        ({"incumbent_candidacy": "standing"}, False),
        ({"incumbent_candidacy": None}, False),
    ],
)
def test_a1_is_a_certain_change_of_person(changes: dict[str, Any], *, found: bool) -> None:
    assert ("A1" in find(bare(), transition(**changes)).aggravators) is found


@pytest.mark.parametrize(
    ("launched", "outgoing", "successor", "change"),
    [
        ("red", "blue", "red", "same"),
        ("red", "red", "blue", "different"),
        ("red", "blue", "blue", "different"),
        (None, "red", "blue", "different"),
        (None, "red", "red", "same"),
        (None, None, "blue", "unknown"),
        ("red", "red", None, "unknown"),
        ("red", "red", "nonpartisan", "unknown"),
        (None, "nonpartisan", "red", "unknown"),
        ("nonpartisan", "nonpartisan", "nonpartisan", "unknown"),
    ],
)
def test_a2_is_a_known_successor_of_another_party(
    launched: str | None, outgoing: str | None, successor: str | None, change: str
) -> None:
    at = transition(outgoing_party=outgoing, successor_party=successor)
    finding = find(bare(launched_party=launched), at)
    assert finding.party_change == change
    assert ("A2" in finding.aggravators) is (change == "different")


@pytest.mark.parametrize(
    ("quiet_from", "first"),
    [(QUIET, date(2026, 12, 22)), (None, date(2027, 2, 5))],
)
def test_a3_begins_ninety_days_before_the_quiet_period_and_lasts(quiet_from: date | None, first: date) -> None:
    def found(day: date) -> bool:
        at = transition(quiet_from=quiet_from, open=day > date(2027, 5, 6))
        return "A3" in find(bare(), at, as_of=day).aggravators

    assert not found(first - timedelta(days=1))
    assert found(first)
    assert found(date(2027, 5, 7))
    assert found(date(2027, 11, 9))


def test_how_long_before_it_is_late_is_a_setting() -> None:
    assert find(bare(), as_of=date(2026, 12, 22), settings=Settings(late_days=89)).aggravators == ()


def test_evidence_moves_no_level() -> None:
    held = protected("F")
    without = find(programme(agreements=DRAFT, mandate=None, evidence=()))
    assert find(held).level == without.level == "moderate"
    assert PARTNER.key in without.partners
