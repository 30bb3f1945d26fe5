"""The laws of the rule over generated cities: whole offices with their history, and a programme in them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_cases import World, drawn

from continuity.domain.offices.models import OfficeRecord
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Partner, Programme
from continuity.domain.risk.assess import rank_severity
from continuity.domain.risk.findings import Finding
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus
from support.known_facts import list_known_findings

law = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
SEEDS = st.integers(1_000_000, 9_000_000)
"""Far from those that the comparison with the oracle goes through."""


@pytest.fixture(
    autouse=True, scope="module", params=[0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, 6))]
)
def part(request: pytest.FixtureRequest) -> int:
    """Six times as many worlds are drawn where there is time."""
    return int(request.param)


def found(world: World, **changes: object) -> Finding | None:
    """The finding on the world's programme, with some of its cells changed."""
    subject = replace(world.programme, **changes)  # type: ignore[arg-type]
    findings = list_known_findings(subject, world.leaderships, world.as_of, world.settings)
    return findings[0] if findings else None


def exposed(world: World) -> Finding:
    """The finding where the programme is exposed; other worlds say nothing about the level."""
    finding = found(world)
    assume(finding is not None and finding.status in (FindingStatus.AT_RISK, FindingStatus.COVERED))
    assert finding is not None
    return finding


def worst(finding: Finding) -> int:
    """How bad the verdict is at the worst of the transitions.

    A cancelled election without a new day leaves open what is not at risk elsewhere; that is no worse than covered.
    """
    if finding.status == FindingStatus.UNKNOWN_EXPOSURE:
        return 0
    return max(rank_severity(one) for one in (finding, *finding.other_findings))


@law
@given(SEEDS, st.sampled_from(["agreements", "funding", "evidence"]), st.randoms(use_true_random=False))
def test_deleting_a_row_never_makes_the_verdict_better(seed: int, rows: str, random: Random) -> None:
    world = drawn(seed)
    before = exposed(world)
    there = getattr(world.programme, rows)
    assume(there)
    left = tuple(row for row in there if row != random.choice(there))
    after = found(world, **{rows: left})
    assert after is not None
    assert worst(after) >= worst(before)


ALWAYS, FOR_EVER = VagueDate.parse("1990-01-01"), VagueDate.parse("2999-12-31")
MONEY = Funding(
    key="law/money",
    funder_kind="foundation",
    committed_on=ALWAYS,
    start=ALWAYS,
    end=FOR_EVER,
    certainty="committed",
)
AGREEMENT = Agreement(
    key="law/agreement",
    partner=Partner(key="law-partner", name="Law Partner", kind="community"),
    role="implementing",
    scope="deliver",
    status="signed",
    signed_on=ALWAYS,
    start=ALWAYS,
    end=FOR_EVER,
    office_may_end_alone="no",
)
ADDED: dict[str, Callable[[Programme], dict[str, object]]] = {
    "money": lambda subject: {"funding": (*subject.funding, MONEY)},
    "agreement": lambda subject: {"agreements": (*subject.agreements, AGREEMENT)},
    "statute": lambda _: {"mandate": "statute", "mandate_on": ALWAYS, "mandate_until": None},
}


@law
@given(SEEDS, st.sampled_from(sorted(ADDED)))
def test_adding_a_protection_never_makes_the_verdict_worse(seed: int, added: str) -> None:
    world = drawn(seed)
    before = exposed(world)
    after = found(world, **ADDED[added](world.programme))
    assert after is not None
    assert worst(after) <= worst(before)


@law
@given(SEEDS)
def test_a_partner_with_everything_covers_whatever_the_city_does(seed: int) -> None:
    world = drawn(seed)
    exposed(world)
    after = found(world, **ADDED["money"](world.programme), **ADDED["agreement"](world.programme))
    assert after is not None
    # A cancelled election that has no new day may be held on any, so nothing covers that.
    assert after.status == FindingStatus.COVERED or after.reasons[0].variant == "cancelled"


def unsaid(leadership: OfficeRecord) -> OfficeRecord:
    """The office with nothing said of what its holders do next."""
    return replace(leadership, terms=tuple(replace(term, next=None, next_on=None) for term in leadership.terms))


@law
@given(SEEDS)
def test_saying_that_the_holder_goes_never_makes_the_verdict_better(seed: int) -> None:
    world = drawn(seed)
    silent = replace(world, leaderships={key: unsaid(one) for key, one in world.leaderships.items()})
    before = exposed(silent)
    going = {
        key: replace(one, terms=(*one.terms[:-1], *(replace(term, next="not-standing") for term in one.terms[-1:])))
        for key, one in silent.leaderships.items()
    }
    after = found(replace(world, leaderships=going))
    assert after is not None
    assert worst(after) >= worst(before)


@law
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(seed: int, random: Random) -> None:
    world = drawn(seed)

    def shuffled(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(random.sample(rows, len(rows)))

    rows = {
        name: shuffled(getattr(world.programme, name)) for name in ("agreements", "funding", "evidence", "outcomes")
    }
    other = {
        key: replace(
            one,
            **{name: shuffled(getattr(one, name)) for name in ("rules", "terms", "elections", "coalitions")},  # type: ignore[arg-type]
        )
        for key, one in reversed(world.leaderships.items())
    }
    before, after = found(world), found(replace(world, leaderships=other), **rows)
    assert bare(after) == bare(before)


@law
@given(SEEDS, SEEDS)
def test_another_city_changes_nothing(seed: int, other: int) -> None:
    world, stranger = drawn(seed), drawn(other)
    beside = {f"else/{key}": one for key, one in stranger.leaderships.items()}
    found_beside = list_known_findings(world.programme, {**beside, **world.leaderships}, world.as_of, world.settings)
    alone = found(world)
    assert [bare(one) for one in found_beside] == ([bare(alone)] if alone else [])


@law
@given(SEEDS)
def test_a_day_missing_from_the_exposed_days_removes_covered(seed: int) -> None:
    world = drawn(seed)
    before = exposed(world)
    assume(before.status == FindingStatus.COVERED)
    assert before.exposure_period is not None
    last = VagueDate.from_day(before.exposure_period.last - timedelta(days=1))
    cut = tuple(replace(row, end=last) for row in world.programme.agreements)
    after = found(world, agreements=cut)
    assert after is not None
    assert after.status == FindingStatus.AT_RISK


def bare(finding: Finding | None) -> Finding | None:
    """The finding without the programme it carries, whose rows may stand in another order."""
    if finding is None:
        return None
    nothing = Programme(key="", city="", office="")
    return replace(
        finding,
        programme=nothing,
        other_findings=tuple(replace(one, programme=nothing) for one in finding.other_findings),
    )


@pytest.mark.parametrize("kind", [Agreement, Funding, Evidence])
def test_the_worlds_hold_rows_to_delete(kind: type) -> None:
    rows = [
        row
        for seed in range(60)
        for name in ("agreements", "funding", "evidence")
        for row in getattr(drawn(seed).programme, name)
    ]
    assert sum(isinstance(row, kind) for row in rows) > 20
