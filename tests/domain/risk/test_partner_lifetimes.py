"""Partners and funders that end or merge on a day (issue 14, line 18). The exposed days end on 9 November 2027."""

from typing import Any

import pytest

from continuity.domain.programmes.models import Lifetime, Partner
from continuity.domain.risk.findings import Finding
from continuity.reports.wording.sentences import format_reason
from support.risk_cases import AS_OF, agreement, bare, codes, failing, find, funding, on, programme

HEIR = Partner(key="heir", name="New Hub", kind="charity")


def hub(**facts: Any) -> Partner:
    dates = {name: on(facts[name]) for name in ("start", "end", "known_from") if name in facts}
    return Partner(**{"key": "hub", "name": "Community Hub", "kind": "community"} | facts | dates)


def find_with(partner: Partner) -> Finding:
    return find(programme(agreements=(agreement(partner=partner),)))


def find_paid(**facts: str) -> Finding:
    lifetime = Lifetime(**{name: on(value) for name, value in facts.items()})
    return find(programme(funding=(funding(lifetimes=(Lifetime(), lifetime)),)))


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2027-11-08", ["PARTNER_ENDS"]),
        ("2027-11-09", []),
        ("2027-11-10", []),
        ("2027-11", ["PARTNER_ENDS"]),
        ("2027-12", []),
        ("../2030", ["PARTNER_ENDS"]),
    ],
)
def test_partner_must_exist_until_the_last_exposed_day(end: str, expected: list[str]) -> None:
    finding = find_with(hub(end=end))
    assert failing(finding) == expected
    assert finding.status == ("at-risk" if expected else "covered")
    assert finding.basis == ("recorded" if expected else None)


@pytest.mark.parametrize(("start", "expected"), [("2027-05-09", []), ("2027-05-10", []), ("2027-05-11", True)])
def test_partner_must_exist_from_the_first_exposed_day(start: str, expected: object) -> None:
    assert failing(find_with(hub(start=start))) == (["PARTNER_ENDS"] if expected else [])


@pytest.mark.parametrize(("end", "protected"), [("2027-05-09", False), ("2027-05-10", True), ("2027-05-11", True)])
def test_ending_partner_protects_while_it_exists(end: str, protected: bool) -> None:
    assert ("P" in find_with(hub(end=end)).protections) is protected


def test_programme_stops_with_its_partner() -> None:
    finding = find_with(hub(end="2027-06-30"))
    assert str(finding.runs_until) == "2027-06-30"


def test_covered_until_counts_no_day_after_the_partner() -> None:
    subject = programme(
        agreements=(agreement(partner=hub(end="2028-01-31"), end="2029"),), funding=(funding(end="2029"),)
    )
    assert str(find(subject).covered_until) == "2028-01-31"


def test_end_of_partner_is_told_with_day_and_successor() -> None:
    reason = find_with(hub(end="2027-03-31", successor="heir", successor_name="New Hub")).reasons[0]
    assert format_reason(reason) == (
        "The last day of Community Hub is 2027-03-31. New Hub takes its place, but no agreement passes to it; "
        "exposed is 2027-05-10 to 2027-11-09."
    )


def test_successor_inherits_no_agreement() -> None:
    ending = hub(end="2027-03-31", successor="heir", successor_name="New Hub")
    named = agreement(key="a2", partner=HEIR, status="named", signed_on=None, start=None, end=None)
    assert find(programme(agreements=(agreement(partner=ending), named))).status == "at-risk"
    signed = agreement(key="a2", partner=HEIR)
    heir_funding = (funding(partner="heir"),)
    assert find(programme(agreements=(agreement(partner=ending), signed), funding=heir_funding)).carrier == "heir"


@pytest.mark.parametrize(
    ("known_from", "expected"), [("2026-07-31", True), ("2026-08-01", True), ("2026-08-02", False)]
)
def test_end_decided_later_does_not_count_yet(known_from: str, expected: bool) -> None:
    partner = hub(end="2027-03-31", successor="heir", successor_name="New Hub", known_from=known_from)
    assert ("PARTNER_ENDS" in codes(find_with(partner))) is expected
    paid = find_paid(end="2027-03-31", known_from=known_from)
    assert ("FUNDING_ENDS" in codes(paid)) is expected


@pytest.mark.parametrize(
    ("end", "expected"), [("2027-11-08", ["FUNDING_ENDS"]), ("2027-11-09", []), ("2027-11-10", [])]
)
def test_money_stops_with_its_payer(end: str, expected: list[str]) -> None:
    assert failing(find_paid(end=end)) == expected


def test_money_that_stops_with_an_organisation_says_so() -> None:
    ends, never = find_paid(end="2027-07-31").reasons[0], find_paid(end="2026-01-31").reasons[0]
    assert format_reason(ends) == (
        "Committed money for Community Hub stops on 2027-07-31, the last day of the organisation that pays or "
        "receives it."
    )
    assert (never.code, never.variant) == ("FUNDING_ENDS", "no-organisation")


@pytest.mark.parametrize(("signed", "ahead"), [("2026-08-01", False), ("2026-08-02", True)])
def test_signing_day_ahead_is_named_for_want_of_a_partner(signed: str, ahead: bool) -> None:
    """Case 12."""
    finding = find(programme(agreements=(agreement(signed_on=signed),)))
    assert (codes(finding)[:1] == ["NO_PARTNER"]) is ahead
    if ahead:
        text = "No agreement for Youth Work is signed yet. The signing day on file lies ahead: 2026-08-02."
        assert format_reason(finding.reasons[0]) == text
    assert find(bare(), as_of=AS_OF).reasons[0].variant == ""
