"""The codes: every one of the promised list, in its order, each given by some case, each told with names and days."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.risk.factors import registry
from continuity.domain.risk.factors.base import Factor
from continuity.domain.risk.findings import AssessmentContext, Finding, Reason
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.settings import Settings
from continuity.reports.wording.reasons import REASONS
from continuity.reports.wording.sentences import format_reason, format_remedy
from support.known_facts import assess_known
from support.risk_cases import (
    AS_OF,
    OFFICE,
    PARTNER,
    agreement,
    bare,
    codes,
    evidence,
    find,
    funding,
    later,
    on,
    programme,
    transition,
    watched,
)

PROMISED = """
NO_PARTNER NO_AGREEMENT NOT_COMMUNITY PARTNER_CONTROLLED PARTNER_ENDS AGREEMENT_UNSIGNED AGREEMENT_UNDATED
AGREEMENT_STARTS AGREEMENT_ENDS AGREEMENT_GAP AGREEMENT_TERMINATED SCOPE_ADVISORY OFFICE_MAY_END
OFFICE_MAY_END_UNKNOWN FUNDING_NONE FUNDING_UNDATED FUNDING_STARTS FUNDING_ENDS FUNDING_GAP FUNDING_INDICATIVE
FUNDING_DERIVED FUNDING_OTHER SINGLE_SOURCE NO_MANDATE MANDATE_ENDS MANDATE_REVOCABLE NO_EVALUATION NO_BUYIN
CAPACITY_UNKNOWN CAPACITY_LOW DATA_WITH_CITY NO_OVERLAP UNCONFIRMED STALE SCORES_STALE PERSON_CHANGES PARTY_CHANGES
INCUMBENT_UNKNOWN LATE OPEN VACANCY RESULT_UNKNOWN ELECTION_UNKNOWN HANDOVER_UNKNOWN TERM_OVERDUE OFFICE_ENDS
""".split()

JUNE = date(2027, 6, 1)
CONTROLLED = Partner(key="hub", name="Community Hub", kind="community", controlled_by="luton")
ENDING = Partner(key="hub", name="Community Hub", kind="community", end=on("2027-10-31"))
BLUE = {"outgoing": "ada-lovelace", "successor": "alan-turing", "successor_party": "blue"}
ADVISED = (agreement(scope="advise"),)


def at_risk(**changes: Any) -> Programme:
    return programme(**({"agreements": ADVISED} | changes))


CASES: dict[str, tuple[Programme, Transition, date, str]] = {
    "NO_PARTNER": (bare(), transition(), AS_OF, "luton/bare"),
    "NO_AGREEMENT": (at_risk(agreements=(agreement(status="named"),)), transition(), AS_OF, "Community Hub"),
    "NOT_COMMUNITY": (
        at_risk(agreements=(agreement(partner=Partner(key="hub", kind=None)),)),
        transition(),
        AS_OF,
        "is not recorded",
    ),
    "PARTNER_CONTROLLED": (at_risk(agreements=(agreement(partner=CONTROLLED),)), transition(), AS_OF, "by luton"),
    "PARTNER_ENDS": (at_risk(agreements=(agreement(partner=ENDING),)), transition(), AS_OF, "2027-10-31; exposed is"),
    "AGREEMENT_UNSIGNED": (at_risk(agreements=(agreement(status="draft"),)), transition(), AS_OF, "draft"),
    "AGREEMENT_UNDATED": (
        at_risk(agreements=(agreement(start=None),)),
        transition(),
        AS_OF,
        "not recorded to 2027-11-09",
    ),
    "AGREEMENT_STARTS": (
        at_risk(agreements=(agreement(start="2027-05-11"),)),
        transition(),
        AS_OF,
        "2027-05-11, 1 day",
    ),
    "AGREEMENT_ENDS": (at_risk(agreements=(agreement(end="2027-10-31"),)), transition(), AS_OF, "2027-10-31, 9 days"),
    "AGREEMENT_GAP": (
        at_risk(agreements=(agreement(end="2027-05-31"), agreement(key="a2", start="2027-07-01"))),
        transition(),
        AS_OF,
        "2027-06-01 to 2027-06-30",
    ),
    "AGREEMENT_TERMINATED": (
        at_risk(agreements=(agreement(status="terminated", end="2026-07-31"),)),
        transition(),
        AS_OF,
        "ended on 2026-07-31",
    ),
    "SCOPE_ADVISORY": (at_risk(), transition(), AS_OF, "Community Hub is recorded as advisory"),
    "OFFICE_MAY_END": (
        at_risk(agreements=(agreement(office_may_end_alone="yes", notice_days=30),)),
        transition(),
        AS_OF,
        "30 days",
    ),
    "OFFICE_MAY_END_UNKNOWN": (
        at_risk(agreements=(agreement(office_may_end_alone=None),)),
        transition(),
        AS_OF,
        "Community Hub",
    ),
    "FUNDING_NONE": (at_risk(funding=()), transition(), AS_OF, "2027-05-10 to 2027-11-09"),
    "FUNDING_UNDATED": (at_risk(funding=(funding(end=None),)), transition(), AS_OF, "2026-02-01 to not recorded"),
    "FUNDING_STARTS": (at_risk(funding=(funding(start="2027-06-01"),)), transition(), AS_OF, "2027-06-01, 22 days"),
    "FUNDING_ENDS": (at_risk(funding=(funding(end="2027-03-31"),)), transition(), AS_OF, "2027-03-31, 223 days"),
    "FUNDING_GAP": (
        at_risk(funding=(funding(end="2027-06-30"), funding(key="f2", start="2027-07-02"))),
        transition(),
        AS_OF,
        "2027-07-01 to 2027-07-01",
    ),
    "FUNDING_INDICATIVE": (at_risk(funding=(funding(certainty="indicative"),)), transition(), AS_OF, "indicative"),
    "FUNDING_DERIVED": (at_risk(funding=(funding(end_basis="derived"),)), transition(), AS_OF, "2027-11-09, derived"),
    "FUNDING_OTHER": (at_risk(funding=(funding(partner="uni"),)), transition(), AS_OF, "another partner"),
    "SINGLE_SOURCE": (at_risk(funding=(funding(funder_kind="office"),)), transition(), AS_OF, OFFICE),
    "NO_MANDATE": (at_risk(mandate="executive"), transition(), AS_OF, OFFICE),
    "MANDATE_ENDS": (at_risk(mandate_until="2027-07-31"), transition(), AS_OF, "ends on 2027-07-31"),
    "MANDATE_REVOCABLE": (at_risk(mandate="resolution", selection="council"), transition(), AS_OF, "resolution"),
    "NO_EVALUATION": (at_risk(evidence=()), transition(), AS_OF, "evaluation"),
    "NO_BUYIN": (at_risk(evidence=()), transition(), AS_OF, "support"),
    "CAPACITY_UNKNOWN": (at_risk(evidence=()), transition(), AS_OF, "Community Hub"),
    "CAPACITY_LOW": (
        at_risk(evidence=(evidence("capacity", score=Decimal("2.5")),)),
        transition(),
        AS_OF,
        "Community Hub (2026-03-01) scores 2.5 of 4",
    ),
    "DATA_WITH_CITY": (at_risk(evidence=()), transition(), AS_OF, "Community Hub"),
    "NO_OVERLAP": (at_risk(evidence=()), transition(), AS_OF, "Community Hub"),
    "UNCONFIRMED": (
        at_risk(agreements=(agreement(scope="advise", confirmed_on=None),)),
        transition(),
        AS_OF,
        "confirmed",
    ),
    "STALE": (
        at_risk(agreements=(agreement(scope="advise", reviewed_on="2025"),)),
        transition(),
        AS_OF,
        "reviewed: 2025",
    ),
    "SCORES_STALE": (
        at_risk(evidence=(evidence("sustainability", date="2025-07-31"),)),
        transition(),
        AS_OF,
        "last scored on 2025-07-31",
    ),
    "PERSON_CHANGES": (at_risk(), transition(certain_change=("term-limited",)), AS_OF, "the holder is term-limited"),
    "PARTY_CHANGES": (at_risk(), transition(**BLUE), AS_OF, "launching term"),
    "INCUMBENT_UNKNOWN": (at_risk(), transition(incumbent_candidacy=None), AS_OF, OFFICE),
    "LATE": (at_risk(), transition(), date(2027, 3, 1), "21 days left until the pre-election period"),
    "OPEN": (at_risk(), transition(open=True), JUNE, "2027-05-06 was 26 days ago"),
    "VACANCY": (at_risk(), transition(kind="vacancy", vacant=True), AS_OF, OFFICE),
    "RESULT_UNKNOWN": (at_risk(), transition(open=True), JUNE, "2027-05-06"),
    "HANDOVER_UNKNOWN": (at_risk(), transition(handover_basis="derived"), AS_OF, "from 2027-05-10 to 2027-05-10"),
    "TERM_OVERDUE": (at_risk(), transition(kind="overdue", overdue=True), AS_OF, OFFICE),
    "OFFICE_ENDS": (at_risk(), transition(kind="abolition"), AS_OF, "The end of the office luton/leader on 2027-05-06"),
}


def everything(finding: Finding) -> list[Reason]:
    return [*finding.reasons, *finding.watch_points]


def test_the_codes_are_those_of_the_design_in_its_order() -> None:
    assert list(registry.CODES) == PROMISED


def test_no_factor_gives_a_code_that_is_not_listed() -> None:
    given = [code for factor in registry.FACTORS for code in factor.codes]
    assert sorted(given) == sorted(PROMISED)


@pytest.mark.parametrize("code", PROMISED)
def test_every_code_is_documented(code: str) -> None:
    info = registry.CODES[code]
    assert REASONS[code].meaning.endswith(".")
    assert REASONS[code].remedy.endswith(".")
    assert info.role in ("failure", "reason", "watch", "both")
    assert info.subject in ("programme", "partner", "office")


@pytest.mark.parametrize("factor", registry.FACTORS, ids=lambda factor: factor.key)
def test_every_factor_says_what_it_reads_and_what_it_rests_on(factor: Factor) -> None:
    assert factor.rests_on in ("evidence", "practice")
    assert factor.source
    for name in factor.reads:
        table, _, column = name.partition(".")
        assert column in TABLES_BY_NAME[table].column_names


def test_the_factors_of_the_rule_bear_its_symbols() -> None:
    symbols = [factor.symbol for factor in registry.FACTORS if factor.symbol]
    assert symbols == ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9", "A1", "A2", "A3", "A4"]


@pytest.mark.parametrize("code", CASES)
def test_every_code_is_given_with_the_facts_of_the_case(code: str) -> None:
    subject, at, as_of, words = CASES[code]
    finding = find(subject, at, as_of=as_of)
    assert finding.status == "at-risk"
    (reason,) = [reason for reason in everything(finding) if reason.code == code]
    assert words in format_reason(reason)
    assert format_remedy(reason) == REASONS[code].remedy
    where = watched(finding) if registry.CODES[code].role == "watch" else codes(finding)
    assert code in where


def test_the_cases_leave_out_only_the_code_that_has_no_transition() -> None:
    assert set(PROMISED) - set(CASES) == {"ELECTION_UNKNOWN"}
    finding = assess_known(bare(), AssessmentContext(as_of=AS_OF, settings=Settings()))
    assert codes(finding) == ["ELECTION_UNKNOWN"]


@pytest.mark.parametrize("code", CASES)
def test_reasons_come_in_the_order_of_the_list_each_code_once(code: str) -> None:
    subject, at, as_of, _ = CASES[code]
    finding = find(subject, at, later(), as_of=as_of)
    for found in (codes(finding), watched(finding)):
        assert found == [code for code in PROMISED if code in found]


@pytest.mark.parametrize("code", CASES)
def test_what_is_told_names_no_person_and_no_party(code: str) -> None:
    subject, _, as_of, _ = CASES[code]
    for at in (transition(**BLUE), transition(open=True, result_known=True, **BLUE)):
        told = " ".join(
            format_reason(reason) + " " + format_remedy(reason) for reason in everything(find(subject, at, as_of=as_of))
        )
        assert not {"ada-lovelace", "alan-turing", "red", "blue"} & set(re.findall(r"[\w-]+", told))


def test_an_at_risk_finding_always_names_a_condition_that_fails() -> None:
    for subject, at, as_of, _ in CASES.values():
        finding = find(subject, at, as_of=as_of)
        assert any(registry.CODES[code].role == "failure" for code in codes(finding))


@pytest.mark.parametrize(
    ("kind", "asked"), [("academic", False), ("private", False), ("unknown", True), ("", True), (None, True)]
)
def test_a_kind_is_to_be_recorded_only_where_none_is(kind: str | None, *, asked: bool) -> None:
    finding = find(programme(agreements=(agreement(partner=Partner(key="hub", kind=kind)),)))
    (reason,) = (one for one in finding.reasons if one.code == "NOT_COMMUNITY")
    assert ("Record the partner's kind" in format_remedy(reason)) is asked
    assert "gree with a community partner that it delivers the programme." in format_remedy(reason)


@pytest.mark.parametrize(
    ("code", "changes", "told"),
    [
        ("UNCONFIRMED", {"confirmed_on": None}, "has not confirmed the record of {}."),
        ("STALE", {"reviewed_on": None}, "No review of the {} is recorded."),
        ("STALE", {"reviewed_on": "2025"}, "The {} was last reviewed: 2025."),
    ],
)
@pytest.mark.parametrize(
    ("status", "confirmed", "reviewed"),
    [
        ("named", "its part in the programme", "record of the part of Community Hub"),
        ("draft", "its agreement", "agreement with Community Hub"),
        ("signed", "its agreement", "agreement with Community Hub"),
    ],
)
def test_no_agreement_is_spoken_of_where_none_is_recorded(
    code: str, changes: dict[str, Any], told: str, status: str, confirmed: str, reviewed: str
) -> None:
    finding = find(at_risk(agreements=(agreement(status=status, scope="advise", **changes),)))
    (reason,) = (one for one in finding.watch_points if one.code == code)
    assert told.format(confirmed if code == "UNCONFIRMED" else reviewed) in format_reason(reason)


@pytest.mark.parametrize(
    ("row", "wanting"),
    [
        (evidence("capacity", partner="hub"), False),
        (evidence("capacity", partner=None), False),
        (evidence("capacity", partner="uni"), True),
        (evidence("capacity", date=None), True),
        (evidence("capacity", date="2026-08-02"), True),
        (evidence("capacity", date="2026-08-01"), False),
        (evidence("capacity", date="2026"), True),
        (evidence("capacity", date="2025", known_from="2026-08-02"), True),
        (evidence("sustainability"), True),
    ],
)
def test_evidence_counts_from_its_day_and_for_whom_it_names(row: Any, *, wanting: bool) -> None:
    finding = find(programme(evidence=(row,)))
    assert ("CAPACITY_UNKNOWN" in watched(finding)) is wanting


@pytest.mark.parametrize(
    ("reviewed_on", "stale"),
    [
        ("2025-08-01", False),
        ("2025-07-31", True),
        ("2025-08", False),
        ("2025", True),
        ("../2026-07-01", True),
        ("2026-08-02", True),
        (None, True),
    ],
)
def test_a_review_goes_stale_after_twelve_months(reviewed_on: str | None, *, stale: bool) -> None:
    finding = find(programme(agreements=(agreement(reviewed_on=reviewed_on),)))
    assert ("STALE" in watched(finding)) is stale


@pytest.mark.parametrize(
    ("checked", "wanting"),
    [("2025-08-01", False), ("2025-07-31", True), ("2025-08", False), ("2025", True), ("2026-08-01", False)],
)
def test_a_check_of_capacity_goes_stale_after_twelve_months(checked: str, *, wanting: bool) -> None:
    finding = find(programme(evidence=(evidence("capacity", date=checked),)))
    assert ("CAPACITY_UNKNOWN" in watched(finding)) is wanting


@pytest.mark.parametrize(("score", "low"), [("2.99", True), ("3", False), ("3.01", False), ("1", True)])
def test_three_of_four_is_capacity_enough(score: str, *, low: bool) -> None:
    finding = find(programme(evidence=(evidence("capacity", score=Decimal(score)),)))
    assert ("CAPACITY_LOW" in watched(finding)) is low
    assert "CAPACITY_UNKNOWN" not in watched(finding)


def test_the_newest_check_of_capacity_counts() -> None:
    old, new = (
        evidence("capacity", key=key, date=day, score=Decimal(score))
        for key, day, score in (("a", "2026-05-01", "1"), ("b", "2026-06-01", "4"))
    )
    assert "CAPACITY_LOW" not in watched(find(programme(evidence=(new, old))))
    assert "CAPACITY_LOW" in watched(find(programme(evidence=(replace(old, date=on("2026-07-01")), new))))


@pytest.mark.parametrize(
    ("days", "stale"), [(["2025-07-31"], True), (["2025-08-01"], False), (["2024", "2026-01-01"], False), ([], False)]
)
def test_scores_of_sustainability_go_stale_and_none_are_not_missed(days: list[str], *, stale: bool) -> None:
    rows = tuple(evidence("sustainability", key=day, date=day, score=Decimal("4.2")) for day in days)
    assert ("SCORES_STALE" in watched(find(programme(evidence=rows)))) is stale


def test_only_the_agreements_relied_on_need_confirming_and_reviewing() -> None:
    old = agreement(key="a0", end="2026-06-30", confirmed_on=None, reviewed_on=None)
    finding = find(programme(agreements=(old, agreement())))
    assert watched(finding) == []


@pytest.mark.parametrize(
    ("rows", "single"),
    [
        ((funding(funder_kind="office"),), True),
        ((funding(funder_kind="office"), funding(key="f2", certainty="indicative")), True),
        ((funding(funder_kind="office"), funding(key="f2", end="2027-05-09")), True),
        ((funding(funder_kind="office"), funding(key="f2", start="2027-11-09")), False),
        ((funding(),), False),
    ],
)
def test_a_single_source_is_the_office_alone(rows: Any, *, single: bool) -> None:
    assert ("SINGLE_SOURCE" in watched(find(programme(funding=rows)))) is single


@pytest.mark.parametrize(
    "settled",
    [
        {"certain_change": ("not-standing",)},
        {"incumbent_candidacy": "standing"},
        {"incumbent_candidacy": None, "vacant": True},
        {"incumbent_candidacy": None, "open": True},
        {"incumbent_candidacy": None, "kind": "coalition-change"},
        {"incumbent_candidacy": None, "holder_stays": True},
    ],
)
def test_whether_the_holder_stands_again_is_asked_only_while_it_matters(settled: dict[str, Any]) -> None:
    assert "INCUMBENT_UNKNOWN" not in codes(find(bare(), transition(**settled)))


def test_a_party_is_compared_with_the_outgoing_one_where_the_launching_one_is_not_known() -> None:
    finding = find(bare(), transition(outgoing_party="red", successor_party="blue"))
    (text,) = [format_reason(reason) for reason in finding.reasons if reason.code == "PARTY_CHANGES"]
    assert "outgoing holder" in text


def test_a_partner_without_a_name_is_called_by_its_key() -> None:
    assert PARTNER.name
    finding = find(programme(agreements=(agreement(partner=Partner(key="hub"), scope="advise"),)))
    assert format_reason(finding.reasons[0]).startswith("What kind of partner hub is")
