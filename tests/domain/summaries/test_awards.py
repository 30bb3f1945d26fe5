"""The awards: which outlive which change, for how long, and who evaluates."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from continuity.domain.programmes.models import Evidence, Funding
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.awards import Award, Commitment, list_awards
from continuity.domain.summaries.funding_totals import total_funding
from support.sample_assessment import AS_OF, HIGH, UNKNOWN, assessment, on

GRANT = Funding(
    key="exampleton/school-bridges/1",
    partner="harbour-trust",
    funder="city-agency",
    funder_kind="foundation",
    amount=Decimal(250000),
    currency="EUR",
    certainty="committed",
    start=on("2026-01-01"),
    end=on("2028-12-31"),
    end_basis="stated",
    pays_evaluation="yes",
)
EVALUATIONS = (
    Evidence(key="", kind="evaluation", date=on("2024-05")),
    Evidence(key="", kind="evaluation", partner="harbour-trust", date=on("2025-03-02")),
)


def funded(*rows: Funding, finding: Finding = HIGH) -> tuple[Finding, ...]:
    subject = replace(finding.programme, funding=rows or (GRANT,), evidence=EVALUATIONS)
    return (replace(finding, programme=subject),)


def awards(*rows: Funding, finding: Finding = HIGH) -> tuple[Award, ...]:
    found = funded(*rows, finding=finding)
    return list_awards(assessment(findings=found), found)


def only(**changes: Any) -> Award:
    (award,) = awards(replace(GRANT, **changes))
    return award


def test_award_names_finding_funding_and_newest_evaluation() -> None:
    award = only()
    assert (award.finding.programme.key, award.funding) == (HIGH.programme.key, GRANT)
    assert (award.commitment, award.end_basis, award.outlasts_handover, award.multi_year) == (
        "committed",
        "stated",
        "yes",
        "yes",
    )
    assert award.evaluation == EVALUATIONS[1]


@pytest.mark.parametrize(
    ("changes", "lasts"),
    [
        ({"end": on("2027-05-11")}, "yes"),
        ({"end": on("2027-05-10")}, "no"),
        ({"end": on("2027")}, "not known"),
        ({"end_basis": "derived"}, "not known"),
        ({"end": None, "end_basis": "open"}, "not known"),
        ({"certainty": "indicative"}, "not known"),
        ({"certainty": "indicative", "end": on("2027-01")}, "no"),
        ({"start": None}, "not known"),
    ],
)
def test_award_outlasts_handover_only_where_certain(changes: dict[str, Any], lasts: str) -> None:
    assert only(**changes).outlasts_handover == lasts


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({"start": on("2026"), "end": on("2027")}, "not known"),
        ({"start": on("2026-01"), "end": on("2026-12")}, "no"),
        ({"start": on("2026-01-01"), "end": on("2027-01-01")}, "yes"),
        ({"end_basis": "derived"}, "not known"),
        ({"end": None}, "not known"),
    ],
)
def test_it_is_multi_year_only_where_that_is_certain(changes: dict[str, Any], more: str) -> None:
    assert only(**changes).multi_year == more


@pytest.mark.parametrize(
    ("changes", "commitment"),
    [
        ({"certainty": None}, Commitment.UNRECORDED),
        ({"certainty": "indicative"}, Commitment.INDICATIVE),
        ({"committed_on": on("2026")}, Commitment.DAY_UNCERTAIN),
    ],
)
def test_award_not_certainly_committed_says_why(changes: dict[str, Any], commitment: str) -> None:
    assert only(**changes).commitment == commitment


def test_award_without_known_handover_outlasts_not_known() -> None:
    (award,) = awards(finding=UNKNOWN)
    assert (award.transition, award.outlasts_handover) == (None, "not known")


def test_the_awards_are_those_that_the_sums_add_up() -> None:
    rows = (GRANT, replace(GRANT, key="b", end=on("2026-12-31")), replace(GRANT, key="c", certainty="indicative"))
    (sums,) = (currency.total for currency in total_funding(funded(*rows), AS_OF).currencies)
    added = Counter[str]()
    for award in awards(*rows):
        added.update(
            {
                f"{award.commitment} {award.outlasts_handover}": award.funding.amount,
                f"{award.commitment}": award.funding.amount,
            }
        )
    assert added["committed"] == sums.committed
    assert added["committed yes"] == sums.past_handover
    assert added["indicative"] == sums.indicative
