"""Agreements and money on the timeline: what is certain is told apart from what is not."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from continuity.domain.known import filter_known_programme
from continuity.domain.programmes.models import Agreement, Funding, Partner
from continuity.domain.risk.findings import Finding
from continuity.reports.timeline.bars import BarSegment, TimelineBar, build_agreement_bars, build_funding_bars
from support.sample_assessment import AS_OF, HIGH, assessment, on

TRUST = Partner(key="harbour-trust", name="Harbour Trust", kind="charity")
SIGNED = Agreement(
    key="a",
    partner=TRUST,
    role="implementing",
    scope="deliver",
    status="signed",
    signed_on=on("2025-12-01"),
    start=on("2026-01-01"),
    end=on("2027-03-31"),
    end_basis="stated",
)
COMMITTED = Funding(
    key="m",
    funder="city-agency",
    funder_kind="office",
    committed_on=on("2025-12-01"),
    start=on("2026-01-01"),
    end=on("2028-03-31"),
    certainty="committed",
)
FIRST, LAST = date(2026, 1, 1), date(2027, 3, 31)
PAID_UNTIL = date(2028, 3, 31)


def with_parts(agreements: tuple[Agreement, ...] = (), funding: tuple[Funding, ...] = ()) -> Finding:
    programme = replace(HIGH.programme, agreements=agreements, funding=funding)
    return replace(HIGH, programme=filter_known_programme(programme, AS_OF))


def agreement(**changes: Any) -> TimelineBar:
    (found,) = build_agreement_bars(assessment(), with_parts((replace(SIGNED, **changes),)))
    return found


def money(**changes: Any) -> TimelineBar:
    (found,) = build_funding_bars(assessment(), with_parts(funding=(replace(COMMITTED, **changes),)))
    return found


def test_an_agreement_carries_from_its_start_to_its_end() -> None:
    told = agreement()
    assert (told.kind, told.name, told.format_start(), told.format_end()) == (
        "Agreement",
        "Harbour Trust",
        "2026-01-01",
        "2027-03-31 (stated)",
    )
    assert told.segments == (BarSegment(FIRST, LAST, "carries"),)


def test_money_pays_from_its_start_to_its_end_and_is_named_for_who_pays() -> None:
    told = money()
    assert (told.kind, told.name, told.format_start(), told.format_end()) == (
        "Money",
        "City Agency",
        "2026-01-01",
        "2028-03-31",
    )
    assert told.segments == (BarSegment(FIRST, PAID_UNTIL, "pays"),)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"status": "draft", "signed_on": None}, "Harbour Trust (draft)"),
        ({"status": "named"}, "Harbour Trust (no agreement recorded)"),
        ({"status": None}, "Harbour Trust (not recorded as signed)"),
        ({"status": "unknown"}, "Harbour Trust (not recorded as signed)"),
        ({"signed_on": None}, "Harbour Trust"),
        ({"end_basis": "derived"}, "Harbour Trust"),
    ],
)
def test_what_is_not_certainly_in_force_is_open(changes: dict[str, Any], name: str) -> None:
    told = agreement(**changes)
    assert told.name == name
    assert told.segments == (BarSegment(FIRST, LAST, "open"),)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"certainty": "indicative"}, "City Agency (indicative)"),
        ({"certainty": None}, "City Agency (not recorded as committed)"),
        ({"end_basis": "derived"}, "City Agency"),
        ({"committed_on": on("2026")}, "City Agency"),
    ],
)
def test_what_is_not_certainly_committed_is_open(changes: dict[str, Any], name: str) -> None:
    told = money(**changes)
    assert told.name == name
    assert told.segments == (BarSegment(FIRST, PAID_UNTIL, "open"),)


def test_a_terminated_agreement_carries_to_its_end_alone() -> None:
    told = agreement(status="terminated", end=on("2026-06-30"))
    assert told.name == "Harbour Trust (terminated)"
    assert told.segments == (BarSegment(FIRST, date(2026, 6, 30), "carries"),)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"role": "funding"}, "Harbour Trust (pays only)"),
        ({"scope": "advise"}, "Harbour Trust (advises only)"),
    ],
)
def test_a_part_that_delivers_nothing_says_so(changes: dict[str, Any], name: str) -> None:
    assert agreement(**changes).name == name


def test_the_days_by_which_a_date_is_vague_are_open() -> None:
    told = agreement(start=on("2026-01"), end=on("2027"))
    assert (told.format_start(), told.format_end()) == ("2026-01", "2027 (stated)")
    assert told.segments == (
        BarSegment(FIRST, date(2026, 1, 30), "open"),
        BarSegment(date(2026, 1, 31), date(2027, 1, 1), "carries"),
        BarSegment(date(2027, 1, 2), date(2027, 12, 31), "open"),
    )
    assert agreement(start=on("../2026-02-28")).segments[0] == BarSegment(None, date(2026, 2, 27), "open")


def test_what_has_no_day_is_told_and_not_drawn() -> None:
    told = agreement(start=None, end=None, end_basis=None)
    assert (told.format_start(), told.format_end(), told.segments) == ("not recorded", "not recorded", ())
    assert agreement(end=None, end_basis="open").format_end() == "open end"
    assert agreement(end=None).segments == (BarSegment(FIRST, None, "open"),)
    assert agreement(start=None).segments == (BarSegment(None, LAST, "open"),)


def test_a_derived_end_is_said_to_be_derived() -> None:
    assert agreement(end_basis="derived").format_end() == "2027-03-31 (derived)"
    assert money(end=on("2028"), end_basis="derived").format_end() == "2028 (derived)"


def test_money_without_a_name_says_what_the_funder_is() -> None:
    assert money(funder=None).name == "the office"
    assert money(funder=None, funder_kind="foundation").name == "a foundation"
    assert money(funder=None, funder_kind=None).name == "funder not recorded"
    assert money(funder=None, funder_kind="unknown", certainty="indicative").name == "funder not recorded (indicative)"


def test_what_could_not_be_known_yet_is_not_there() -> None:
    later = with_parts((replace(SIGNED, signed_on=on("2026-09-01")),), (replace(COMMITTED, known_from=on("2027")),))
    assert build_agreement_bars(assessment(), later) == ()
    assert build_funding_bars(assessment(), later) == ()


def test_the_order_is_by_first_day_and_then_by_key_whatever_the_order_of_the_rows() -> None:
    rows = (
        replace(SIGNED, key="d", start=None, partner=replace(TRUST, key="four")),
        replace(SIGNED, key="c", partner=replace(TRUST, key="three")),
        replace(SIGNED, key="b", partner=replace(TRUST, key="two")),
        replace(SIGNED, key="z", start=on("2025"), partner=replace(TRUST, key="one")),
    )
    names = [strand.name for strand in build_agreement_bars(assessment(), with_parts(rows))]
    assert names == ["one", "two", "three", "four"]
    assert names == [strand.name for strand in build_agreement_bars(assessment(), with_parts(rows[::-1]))]
