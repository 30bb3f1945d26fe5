"""Step 2: one partner holds all of E1 to E4 over the exposed days; each with its first failing day."""

from datetime import date
from typing import Any

import pytest

from continuity.domain.programmes.models import Partner
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from support.risk_cases import (
    PARTNER,
    UNIVERSITY,
    WINDOW_END,
    agreement,
    codes,
    failing,
    find,
    funding,
    programme,
    transition,
    watched,
)


def verdict(**changes: Any) -> tuple[str, list[str], str | None]:
    finding = find(programme(**changes))
    return finding.status, failing(finding), finding.basis


def agreed(*rows: dict[str, Any]) -> tuple[str, list[str], str | None]:
    return verdict(agreements=tuple(agreement(key=f"a{number}", **row) for number, row in enumerate(rows)))


def paid(*rows: dict[str, Any]) -> tuple[str, list[str], str | None]:
    return verdict(funding=tuple(funding(key=f"f{number}", **row) for number, row in enumerate(rows)))


COVERED = ("covered", [], None)


def at_risk(basis: str, *found: str) -> tuple[str, list[str], str]:
    return "at-risk", list(found), basis


def test_a_partner_that_meets_all_four_covers_with_nothing_left_to_say() -> None:
    finding = find(programme())
    assert (finding.status, finding.level, finding.basis, finding.reasons) == ("covered", None, None, ())
    assert finding.watch_points == ()
    assert (finding.carrier, finding.covered_until) == ("hub", WINDOW_END)
    assert finding.exposure_period == Period(date(2027, 5, 10), WINDOW_END)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "charity"}, COVERED),
        ({"kind": "faith"}, COVERED),
        ({"kind": "social-enterprise"}, COVERED),
        ({"kind": "academic"}, at_risk("recorded", "NOT_COMMUNITY")),
        ({"kind": "foundation"}, at_risk("recorded", "NOT_COMMUNITY")),
        ({"kind": "unknown"}, at_risk("unrecorded", "NOT_COMMUNITY")),
        ({"kind": None}, at_risk("unrecorded", "NOT_COMMUNITY")),
        ({"kind": "community", "controlled_by": "luton"}, at_risk("recorded", "PARTNER_CONTROLLED")),
        ({"kind": "community", "controlled_by": "luton/leader"}, at_risk("recorded", "PARTNER_CONTROLLED")),
        ({"kind": "community", "controlled_by": "london"}, COVERED),
        ({"kind": "community", "controlled_by": "luton/other"}, COVERED),
        ({"kind": "public", "controlled_by": "luton"}, at_risk("recorded", "NOT_COMMUNITY", "PARTNER_CONTROLLED")),
    ],
)
def test_e1_asks_for_a_community_partner_outside_control(changes: dict[str, Any], expected: object) -> None:
    partner = Partner(key="hub", name="Community Hub", **changes)
    assert verdict(agreements=(agreement(partner=partner),)) == expected


def test_which_kinds_are_community_is_a_setting() -> None:
    finding = find(programme(), settings=Settings(community_kinds=("academic",)))
    assert failing(finding) == ["NOT_COMMUNITY"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"end": "2027-11-08"}], at_risk("recorded", "AGREEMENT_ENDS")),
        ([{"start": "2027-05-10"}], COVERED),
        ([{"start": "2027-05-11"}], at_risk("recorded", "AGREEMENT_STARTS")),
        ([{"start": "2027"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"start": "2027-05"}], at_risk("recorded", "AGREEMENT_STARTS")),
        ([{"end": "2027-11"}], at_risk("recorded", "AGREEMENT_ENDS")),
        ([{"end": "2027-12"}], COVERED),
        ([{"end": None}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"start": None}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"end_basis": "derived"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"end_basis": "derived", "end": "2027-01-01"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"end_basis": "open"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"end_basis": "unknown"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"end_basis": None}], COVERED),
        ([{"signed_on": None}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"signed_on": "2026-08-01"}], COVERED),
        ([{"signed_on": "2026-08-02"}], at_risk("unrecorded", "NO_PARTNER")),
        ([{"signed_on": "2026"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"signed_on": "2026", "known_from": "2026-03-01"}], COVERED),
        ([{"known_from": "2026-08-02"}], at_risk("unrecorded", "NO_PARTNER")),
        ([{"signed_on": "2026-09-01", "known_from": "2026-03-01"}], at_risk("unrecorded", "AGREEMENT_UNDATED")),
        ([{"status": "draft"}], at_risk("recorded", "AGREEMENT_UNSIGNED")),
        ([{"status": "draft", "signed_on": "2026-09-01"}], at_risk("recorded", "AGREEMENT_UNSIGNED")),
        ([{"status": None}], at_risk("unrecorded", "AGREEMENT_UNSIGNED")),
        ([{"status": "unknown"}], at_risk("unrecorded", "AGREEMENT_UNSIGNED")),
        ([{"status": "named"}], at_risk("unrecorded", "NO_AGREEMENT")),
        ([{"status": "terminated"}], COVERED),
        ([{"status": "terminated", "end": "2027-11-08"}], at_risk("recorded", "AGREEMENT_TERMINATED")),
        ([{"status": "terminated", "end": "2026-06-30"}], at_risk("recorded", "AGREEMENT_TERMINATED")),
        ([{"status": "terminated", "end": None}], at_risk("recorded", "AGREEMENT_TERMINATED")),
        ([{"role": "funding"}], at_risk("unrecorded", "NO_PARTNER")),
        ([{"role": None}], COVERED),
        ([{"end": "2027-06-30"}, {"start": "2027-07-01"}], COVERED),
        ([{"end": "2027-06-30"}, {"start": "2027-07-02"}], at_risk("recorded", "AGREEMENT_GAP")),
        (
            [{"end": "2027-06-30"}, {"start": "2027-07-01", "status": "draft"}],
            at_risk("recorded", "AGREEMENT_UNSIGNED", "AGREEMENT_ENDS"),
        ),
        ([{"status": "draft", "start": "2015-01-01", "end": "2016-12-31"}], at_risk("unrecorded", "NO_AGREEMENT")),
    ],
)
def test_e2_asks_for_signed_agreements_without_a_day_between(rows: list[dict[str, Any]], expected: object) -> None:
    assert agreed(*rows) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"scope": "co-deliver"}, COVERED),
        ({"scope": "advise"}, at_risk("recorded", "SCOPE_ADVISORY")),
        ({"scope": "unknown"}, at_risk("unrecorded", "SCOPE_ADVISORY")),
        ({"scope": None}, at_risk("unrecorded", "SCOPE_ADVISORY")),
        ({"office_may_end_alone": "yes", "notice_days": 90}, COVERED),
        ({"office_may_end_alone": "yes", "notice_days": 89}, at_risk("recorded", "OFFICE_MAY_END")),
        ({"office_may_end_alone": "yes"}, at_risk("recorded", "OFFICE_MAY_END")),
        ({"office_may_end_alone": "no", "notice_days": 10}, COVERED),
        ({"office_may_end_alone": None}, at_risk("unrecorded", "OFFICE_MAY_END_UNKNOWN")),
        ({"office_may_end_alone": "unknown"}, at_risk("unrecorded", "OFFICE_MAY_END_UNKNOWN")),
        ({"office_may_end_alone": None, "notice_days": 365}, at_risk("unrecorded", "OFFICE_MAY_END_UNKNOWN")),
        (
            {"scope": "advise", "office_may_end_alone": "yes", "notice_days": 30},
            at_risk("recorded", "SCOPE_ADVISORY", "OFFICE_MAY_END"),
        ),
    ],
)
def test_e3_asks_for_delivery_that_the_office_cannot_end_alone(row: dict[str, Any], expected: object) -> None:
    assert agreed(row) == expected


def test_an_advisory_agreement_beside_a_carrying_one_undoes_nothing() -> None:
    assert agreed({}, {"scope": "advise"}) == COVERED


def test_an_advisory_agreement_does_not_help_to_cover() -> None:
    rows = {"end": "2027-06-30"}, {"scope": "advise", "start": "2027-07-01"}
    assert agreed(*rows) == at_risk("recorded", "SCOPE_ADVISORY")


def test_a_draft_that_is_only_advisory_needs_both_a_signature_and_a_scope() -> None:
    assert agreed({"status": "draft", "scope": "advise"}) == at_risk("recorded", "AGREEMENT_UNSIGNED", "SCOPE_ADVISORY")


def test_a_draft_on_carrying_terms_needs_only_the_signature() -> None:
    assert agreed({"status": "draft"}, {"status": "draft", "scope": "advise"}) == at_risk(
        "recorded", "AGREEMENT_UNSIGNED"
    )


def test_an_advisory_agreement_that_has_expired_needs_renewal_and_a_scope() -> None:
    assert agreed({"scope": "advise", "end": "2026-12-31"}) == at_risk("recorded", "AGREEMENT_ENDS", "SCOPE_ADVISORY")


def test_only_weak_terms_on_days_that_nothing_carries_are_named() -> None:
    beside = {"scope": "advise", "start": "2027-05-10", "end": "2027-06-15"}
    weak = {"office_may_end_alone": "yes", "start": "2027-07-01"}
    assert agreed({"end": "2027-06-30"}, beside, weak) == at_risk("recorded", "OFFICE_MAY_END")


OFFICE_MONEY = {"funder_kind": "office"}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], at_risk("unrecorded", "FUNDING_NONE")),
        ([{"end": "2027-11-08"}], at_risk("recorded", "FUNDING_ENDS")),
        ([{"start": "2027-05-10"}], COVERED),
        ([{"start": "2027-05-11"}], at_risk("recorded", "FUNDING_STARTS")),
        ([{"end": "2027-06-30"}, {"start": "2027-07-01"}], COVERED),
        ([{"end": "2027-06-30"}, {"start": "2027-07-02"}], at_risk("recorded", "FUNDING_GAP")),
        ([{"start": None}], at_risk("unrecorded", "FUNDING_UNDATED")),
        ([{"end": None}], at_risk("unrecorded", "FUNDING_UNDATED")),
        ([{"end": "2027"}], at_risk("recorded", "FUNDING_ENDS")),
        ([{"end": "2028"}], COVERED),
        ([{"end_basis": "derived"}], at_risk("unrecorded", "FUNDING_DERIVED")),
        ([{"end_basis": "derived", "end": "2027-01-01"}], at_risk("unrecorded", "FUNDING_DERIVED")),
        ([{"end_basis": "open", "end": None}], at_risk("unrecorded", "FUNDING_DERIVED")),
        ([{"certainty": "indicative"}], at_risk("recorded", "FUNDING_INDICATIVE")),
        ([{"certainty": "indicative", "committed_on": "2026-09-01"}], at_risk("recorded", "FUNDING_INDICATIVE")),
        ([{"certainty": None}], at_risk("unrecorded", "FUNDING_INDICATIVE")),
        ([{"certainty": "unknown"}], at_risk("unrecorded", "FUNDING_INDICATIVE")),
        ([{"committed_on": None}], COVERED),
        ([{"committed_on": "2026-08-01"}], COVERED),
        ([{"committed_on": "2026-08-02"}], at_risk("unrecorded", "FUNDING_NONE")),
        ([{"committed_on": "2026"}], at_risk("unrecorded", "FUNDING_UNDATED")),
        ([{"known_from": "2026-08-02"}], at_risk("unrecorded", "FUNDING_NONE")),
        ([{"partner": None}], COVERED),
        ([{"partner": "uni"}], at_risk("recorded", "FUNDING_OTHER")),
        ([OFFICE_MONEY], COVERED),
        ([OFFICE_MONEY | {"partner": None}], at_risk("recorded", "FUNDING_OTHER")),
        ([{"partner": None, "funder_kind": None}], at_risk("unrecorded", "FUNDING_OTHER")),
        ([{"partner": None, "funder_kind": "unknown"}], at_risk("unrecorded", "FUNDING_OTHER")),
        ([{"funder_kind": None}], COVERED),
        (
            [{"start": "2015-01-01", "end": "2016-12-31", "certainty": "indicative"}],
            at_risk("unrecorded", "FUNDING_NONE"),
        ),
        (
            [{"end": "2027-06-30"}, {"start": "2027-07-01", "certainty": "indicative"}],
            at_risk("recorded", "FUNDING_ENDS", "FUNDING_INDICATIVE"),
        ),
    ],
)
def test_e4_asks_for_committed_money_without_a_day_between(rows: list[dict[str, Any]], expected: object) -> None:
    assert paid(*rows) == expected


def test_the_partners_that_cover_must_be_one() -> None:
    half = agreement(key="a2", partner=Partner(key="club", kind="charity"), start="2027-07-01")
    finding = find(programme(agreements=(agreement(end="2027-06-30"), half)))
    assert finding.status == "at-risk"


def test_the_partner_that_comes_closest_gives_the_reasons_the_first_by_key_where_equal() -> None:
    near = agreement(key="a2", partner=Partner(key="club", kind="charity"), scope="advise")
    far = agreement(partner=UNIVERSITY, status="draft", scope=None)
    finding = find(programme(agreements=(far, near), funding=(funding(partner=None),)))
    assert (finding.carrier, failing(finding)) == ("club", ["SCOPE_ADVISORY"])
    equal = agreement(key="a3", partner=Partner(key="arts", kind="charity"), status="draft")
    finding = find(programme(agreements=(near, equal), funding=(funding(partner=None),)))
    assert (finding.carrier, failing(finding)) == ("arts", ["AGREEMENT_UNSIGNED"])
    assert finding.partners == ("arts", "club")


def test_a_partner_that_is_only_named_comes_no_closer_than_one_with_an_advisory_draft() -> None:
    named = agreement(partner=Partner(key="arts", kind="charity"), status="named")
    draft = agreement(key="a2", status="draft")
    finding = find(programme(agreements=(named, draft), funding=(funding(partner=None),)))
    assert (finding.carrier, failing(finding)) == ("hub", ["AGREEMENT_UNSIGNED"])


def test_without_a_partner_the_money_is_judged_for_anybody() -> None:
    none = find(programme(agreements=(), funding=(funding(partner="uni", funder_kind="office"),)))
    assert (failing(none), none.basis, none.carrier) == (["NO_PARTNER"], "unrecorded", None)
    ends = find(programme(agreements=(), funding=(funding(partner="uni", end="2027-10-31"),)))
    assert (failing(ends), ends.basis) == (["NO_PARTNER", "FUNDING_ENDS"], "recorded")


def test_a_stated_end_inside_the_window_shortens_what_must_be_covered() -> None:
    short = {"agreements": (agreement(end="2027-08-31"),), "funding": (funding(end="2027-08-31"),)}
    assert find(programme(end="2027-08-31", end_basis="stated", **short)).status == "covered"
    assert find(programme(end="2027-08", end_basis="stated", **short)).status == "covered"
    assert find(programme(end="2027-09-01", end_basis="stated", **short)).status == "at-risk"
    assert find(programme(end="2027-08-31", end_basis="derived", **short)).status == "at-risk"


def test_a_handover_on_one_of_several_days_is_covered_from_the_first_to_the_window_after_the_last() -> None:
    vague = transition(handover_last=date(2027, 5, 20), scheduled_handover_last=date(2027, 5, 20))
    assert find(programme(), vague).exposure_period == Period(date(2027, 5, 10), date(2027, 11, 19))
    assert find(programme(), vague).status == "at-risk"


def test_after_the_handover_only_the_days_left_count() -> None:
    late_start = programme(agreements=(agreement(start="2027-06-01"),))
    past = transition(open=True, result_known=True)
    assert find(late_start, past, as_of=date(2027, 5, 31)).status == "at-risk"
    assert find(late_start, past, as_of=date(2027, 6, 1)).status == "covered"


def test_the_window_is_a_setting() -> None:
    assert find(programme(), settings=Settings(window_days=184)).status == "at-risk"


@pytest.mark.parametrize(
    ("agreement_end", "money_end", "until"),
    [
        ("2027-12-31", "2027-11-30", date(2027, 11, 30)),
        ("2027-12-01", "2028-11-30", date(2027, 12, 1)),
        ("2028", "2028-11-30", date(2028, 1, 1)),
    ],
)
def test_covered_until_is_the_last_unbroken_day(agreement_end: str, money_end: str, until: date) -> None:
    subject = programme(agreements=(agreement(end=agreement_end),), funding=(funding(end=money_end),))
    assert find(subject).covered_until == until


def test_covered_until_stops_at_a_break_and_ignores_weaker_agreements() -> None:
    after_gap = agreement(key="a2", start="2027-11-11", end="2029-12-31")
    weaker = agreement(key="a3", start="2027-11-10", end="2029-12-31", scope="advise")
    subject = programme(agreements=(agreement(), after_gap, weaker), funding=(funding(end="2029-12-31"),))
    assert find(subject).covered_until == WINDOW_END


def test_of_two_partners_that_carry_the_one_that_does_so_longest_is_named() -> None:
    other = agreement(key="a2", partner=Partner(key="arts", kind="charity"))
    longer = agreement(end="2027-12-31")
    money = (funding(partner=None, end="2028-12-31"),)
    assert find(programme(agreements=(other, longer), funding=money)).carrier == PARTNER.key
    assert find(programme(agreements=(other, agreement()), funding=money)).carrier == "arts"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"evidence": ()}, ["NO_BUYIN", "CAPACITY_UNKNOWN", "DATA_WITH_CITY", "NO_OVERLAP"]),
        ({"mandate": None}, ["NO_MANDATE"]),
        ({"mandate": "resolution", "selection": "council"}, ["MANDATE_REVOCABLE"]),
        ({"funding": (funding(funder_kind="office"),)}, ["SINGLE_SOURCE"]),
        ({"agreements": (agreement(confirmed_on=None),)}, ["UNCONFIRMED"]),
        ({"agreements": (agreement(reviewed_on=None),)}, ["STALE"]),
    ],
)
def test_watch_points_never_undo_covered(changes: dict[str, Any], expected: list[str]) -> None:
    finding = find(programme(**changes))
    assert (finding.status, codes(finding), watched(finding)) == ("covered", [], expected)
