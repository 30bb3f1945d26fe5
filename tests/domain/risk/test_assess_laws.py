"""The laws the rule keeps, as properties of drawn programmes."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Programme, Treatment
from continuity.domain.risk.assess import rank_severity
from continuity.domain.risk.exposure import can_give_way
from continuity.domain.risk.factors import registry
from continuity.domain.risk.findings import Finding
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus
from support.known_facts import assess_known
from support.risk_cases import HANDOVER, PARTNER, WINDOW_END, agreement, find, funding, later, on, outcome, programme
from support.risk_strategies import (
    DAYS,
    agreements,
    circumstances,
    evidences,
    fundings,
    on_day,
    programmes,
    transitions,
    window_end,
)

law = settings(
    max_examples=400,
    derandomize=True,
    deadline=None,
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.filter_too_much),
)
DAY = timedelta(days=1)
EXPOSED = (FindingStatus.AT_RISK, FindingStatus.COVERED)

BARRED = ("NOT_COMMUNITY", "PARTNER_CONTROLLED", "PARTNER_ENDS")
"""Listed first where recorded: an agreement with such a partner clears nothing."""


def verdict(subject: Programme, at: Transition, as_of: date) -> Finding:
    assume(as_of <= window_end(on_day(at, as_of)))
    finding = assess_known(subject, circumstances(at, as_of))
    assume(finding.status in EXPOSED)
    event(finding.level or finding.status)
    return finding


def bare_of_programme(finding: Finding) -> Finding:
    """The finding without the programme as written, which differs by the order of its rows."""
    return replace(finding, programme=programme(), other_findings=tuple(map(bare_of_programme, finding.other_findings)))


@law
@given(
    programmes(),
    transitions(),
    DAYS,
    agreements(key=st.just("a-more")),
    fundings(key=st.just("f-more")),
    evidences(key=st.just("e-more")),
)
def test_adding_a_row_never_makes_the_verdict_worse(
    subject: Programme, at: Transition, as_of: date, one: Agreement, money: Funding, paper: Any
) -> None:
    before = rank_severity(verdict(subject, at, as_of))
    for more in (
        replace(subject, agreements=(*subject.agreements, one)),
        replace(subject, funding=(*subject.funding, money)),
        replace(subject, evidence=(*subject.evidence, paper)),
        replace(subject, mandate="statute", mandate_on=on("2020-01-01"), mandate_until=None),
    ):
        assert rank_severity(verdict(more, at, as_of)) <= before


@law
@given(programmes(), transitions(), DAYS)
def test_deleting_a_row_never_makes_the_verdict_better(subject: Programme, at: Transition, as_of: date) -> None:
    before = rank_severity(verdict(subject, at, as_of))
    for less in without_one(subject):
        assert rank_severity(verdict(less, at, as_of)) >= before


def without_one(subject: Programme) -> Iterator[Programme]:
    for table in ("agreements", "funding", "evidence"):
        rows = getattr(subject, table)
        for number in range(len(rows)):
            yield replace(subject, **{table: rows[:number] + rows[number + 1 :]})


@law
@given(programmes(), transitions(), DAYS)
def test_adding_an_aggravator_never_makes_the_verdict_better(subject: Programme, at: Transition, as_of: date) -> None:
    before = rank_severity(verdict(subject, at, as_of))
    other_party = "blue" if subject.launched_party == "red" else "red"
    for changes in (
        {"certain_change": ("not-standing",)},
        {"vacant": True},
        {"quiet_from": date(2026, 7, 1)},
        {"outgoing": "a", "successor": "b", "outgoing_party": "blue", "successor_party": other_party},
    ):
        assert rank_severity(verdict(subject, replace(at, **changes), as_of)) >= before


@law
@given(programmes(), transitions(), DAYS, st.integers(1, 200))
def test_time_that_brings_no_fact_never_makes_the_verdict_better(
    subject: Programme, at: Transition, as_of: date, days: int
) -> None:
    until = min([as_of + timedelta(days=days), *(turn - DAY for turn in turns(subject) if turn > as_of)])
    assume(until > as_of)
    before = rank_severity(verdict(subject, at, as_of))
    assert rank_severity(verdict(subject, at, until)) >= before


def turns(subject: Programme) -> Iterator[date]:
    """Every day on which a dated fact of the programme begins, and the day after each on which one ends."""
    for row in (subject, *subject.agreements, *subject.funding, *subject.evidence):
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(value, VagueDate):
                yield from (day for day in (value.earliest, value.latest) if day)
                yield from (day + DAY for day in (value.earliest, value.latest) if day)


@law
@given(programmes(), transitions(), DAYS)
def test_covered_is_what_a_reading_day_by_day_finds(subject: Programme, at: Transition, as_of: date) -> None:
    finding = verdict(subject, at, as_of)
    assert (finding.status == FindingStatus.COVERED) is covered_by_days(subject, on_day(at, as_of), as_of)


def covered_by_days(subject: Programme, at: Transition, as_of: date) -> bool:
    last = at.handover_last + timedelta(days=183)
    if subject.end and subject.end.latest and subject.end_basis == "stated":
        last = min(last, subject.end.latest)
    first = max(at.handover_first, as_of)
    span = [first + DAY * number for number in range((last - first).days + 1)]
    return any(
        all(carried(subject, partner, day, as_of) and paid(subject, partner, day, as_of) for day in span)
        for partner in ("hub", "club")
    )


def known(day: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    decisive = known_from or day
    assert decisive is not None
    return (decisive.latest or date.max) <= as_of and (day is None or (day.earliest or date.min) <= as_of)


def within(row: Agreement | Funding, day: date) -> bool:
    if row.start is None or row.end is None or row.end_basis == "derived":
        return False
    return (row.start.latest or date.max) <= day <= (row.end.earliest or date.min)


def carried(subject: Programme, partner: str, day: date, as_of: date) -> bool:
    return any(
        row.partner.key == partner
        and row.role != "funding"
        and row.status in ("signed", "terminated")
        and row.signed_on is not None
        and known(row.signed_on, row.known_from, as_of)
        and row.scope in ("deliver", "co-deliver")
        and (row.office_may_end_alone == "no" or (row.office_may_end_alone == "yes" and (row.notice_days or 0) >= 90))
        and within(row, day)
        for row in subject.agreements
    )


def paid(subject: Programme, partner: str, day: date, as_of: date) -> bool:
    return any(
        row.certainty == "committed"
        and (row.partner == partner or (row.partner is None and row.funder_kind == "foundation"))
        and ((row.committed_on is None and row.known_from is None) or known(row.committed_on, row.known_from, as_of))
        and within(row, day)
        for row in subject.funding
    )


@law
@given(st.integers(0, (WINDOW_END - HANDOVER).days), st.lists(st.dates(date(2026, 2, 1), WINDOW_END), max_size=3))
def test_a_day_missing_from_the_span_removes_covered(number: int, cuts: list[date]) -> None:
    missing = HANDOVER + DAY * number
    whole = pieces(cuts)
    assert (
        find(programme(agreements=rows(agreement, whole), funding=rows(funding, whole))).status == FindingStatus.COVERED
    )
    broken = [part for first, last in whole for part in without(first, last, missing)]
    assert find(programme(agreements=rows(agreement, broken))).status == FindingStatus.AT_RISK
    assert find(programme(funding=rows(funding, broken))).status == FindingStatus.AT_RISK


def pieces(cuts: list[date]) -> list[tuple[date, date]]:
    """February 2026 to the end of the window, cut after each of the days."""
    ends = sorted({*cuts, WINDOW_END})
    return list(zip([date(2026, 2, 1), *(end + DAY for end in ends[:-1])], ends, strict=True))


def without(first: date, last: date, missing: date) -> Iterator[tuple[date, date]]:
    if not first <= missing <= last:
        yield first, last
        return
    if first < missing:
        yield first, missing - DAY
    if missing < last:
        yield missing + DAY, last


def rows(make: Any, periods: list[tuple[date, date]]) -> tuple[Any, ...]:
    return tuple(
        make(key=f"r{number}", start=first.isoformat(), end=last.isoformat())
        for number, (first, last) in enumerate(periods)
    )


@law
@given(programmes(), transitions(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(subject: Programme, at: Transition, as_of: date, random: Any) -> None:
    def shuffled(found: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(found, len(found)))

    other = replace(
        subject,
        agreements=shuffled(subject.agreements),
        funding=shuffled(subject.funding),
        evidence=shuffled(subject.evidence),
    )
    same = circumstances(at, as_of)
    assert bare_of_programme(assess_known(other, same)) == bare_of_programme(assess_known(subject, same))


@law
@given(programmes(), transitions(), DAYS)
def test_unrelated_records_change_nothing(subject: Programme, at: Transition, as_of: date) -> None:
    elsewhere = "luton/leader/2019-05-02"
    other = replace(
        subject,
        outcomes=(outcome("transferred", transition=elsewhere, checked_on="2019-06-01"),),
        treatments=(Treatment(transition=elsewhere, decision="tolerate"),),
        evidence=(*subject.evidence, *(replace(row, key="x", partner="stranger") for row in subject.evidence[:1])),
        agreements=(*subject.agreements, agreement(key="x", role="funding", partner=replace(PARTNER, key="payer"))),
    )
    same = circumstances(at, as_of)
    assert bare_of_programme(assess_known(other, same)) == bare_of_programme(assess_known(subject, same))


@law
@given(programmes(), transitions(), DAYS)
def test_every_finding_keeps_its_form(subject: Programme, at: Transition, as_of: date) -> None:
    same = replace(circumstances(at, as_of), transitions=(on_day(at, as_of), later()))
    finding = assess_known(subject, same)
    for one in (finding, *finding.other_findings):
        told = [reason.code for reason in one.reasons]
        barred = [reason.code for reason in one.reasons if reason.is_recorded and reason.code in BARRED]
        assert told == [*barred, *(code for code in registry.CODES if code in told and code not in barred)]
        assert (one.status == FindingStatus.AT_RISK) == (one.level is not None) == (one.basis is not None)
        assert (one.status == FindingStatus.COVERED) == (one.covered_until is not None)
        assert (one.status == FindingStatus.AT_RISK) == any(registry.CODES[code].role == "failure" for code in told)
        assert all(reason.due is None or reason.due >= as_of for reason in (*one.reasons, *one.watch_points))
    standing = [one for one in finding.other_findings if one.transition and not can_give_way(one.transition, same)]
    assert all(rank_severity(one) <= rank_severity(finding) for one in standing)
