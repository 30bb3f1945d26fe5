"""Agreements and money that outlive a partner or funder (issue 14, line 18)."""

import pytest
from lint_cases import OFFICE, found, leads, on, recorded, texts

from continuity.domain.programmes.models import Agreement, Funding, Lifetime, Partner, Programme

HUB = Partner(key="hub", name="Community Hub", end=on("2027-03-31"))


def programme(*rows: Agreement | Funding) -> Programme:
    return Programme(
        key="luton/calm",
        city="luton",
        office=OFFICE,
        name="Calm",
        agreements=tuple(row for row in rows if isinstance(row, Agreement)),
        funding=tuple(row for row in rows if isinstance(row, Funding)),
    )


def agreement(end: str, status: str = "signed") -> Agreement:
    return Agreement(key="luton/calm/1", partner=HUB, status=status, end=on(end))


@pytest.mark.parametrize(("end", "remarks"), [("2027-03-30", 0), ("2027-03-31", 0), ("2027-04-01", 1), ("2027", 0)])
def test_agreement_may_end_with_its_partner_but_not_after(end: str, remarks: int) -> None:
    assert len(found("OUTLIVES_PARTNER", recorded(leads(), programme(agreement(end))))) == remarks


def test_agreement_past_its_partner_is_named_with_both_days() -> None:
    (remark,) = found("OUTLIVES_PARTNER", recorded(leads(), programme(agreement("2028-12-31"))))
    assert remark.text == (
        "The agreement with Community Hub for Calm ends on 2028-12-31, but Community Hub ended or ends on 2027-03-31."
    )
    assert remark.records == ("agreement:luton/calm/1", "programme:luton/calm", "partner:hub")


def test_terminated_agreement_outlives_nobody() -> None:
    assert texts("OUTLIVES_PARTNER", recorded(leads(), programme(agreement("2028", "terminated")))) == []


@pytest.mark.parametrize(("end", "remarks"), [("2027-03-31", 0), ("2027-04-01", 1)])
def test_money_may_end_with_its_funder_but_not_after(end: str, remarks: int) -> None:
    row = Funding(key="luton/calm/1", end=on(end), lifetimes=(Lifetime(), HUB.lifetime))
    assert len(found("OUTLIVES_PARTNER", recorded(leads(), programme(row)))) == remarks
