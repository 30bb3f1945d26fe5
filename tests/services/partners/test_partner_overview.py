"""A partner's part in each programme on real data, as of 2026-11-23."""

from datetime import date

import pytest
from sqlalchemy import Engine

from continuity.domain.schema.tables import AGREEMENTS, FUNDING, PARTNERS
from continuity.domain.values.durations import Duration
from continuity.errors import AmbiguousKey, UnknownKey
from continuity.services.assessment import assessment
from continuity.services.partners.overview import PartnerOverview, load_overview
from continuity.services.records import add_record
from support.query_counter import counted
from support.reference_packs import AS_OF, STAMP

CITY = "invented-harbour-city"
LANTERN = "invented-lantern-trust"
TIDEWATER = "invented-tidewater-neighbours"


def agreed(address: str, programme: str, partner: str = TIDEWATER, **changes: str) -> None:
    """Record an agreement that carries the programme over every handover, with the money for it."""
    days = {"start": "2026-01-01", "end": "2029-12-31", "end_basis": "stated"}
    base = {"programme": f"{CITY}/{programme}", "partner": partner, **days}
    signed = {"status": "signed", "signed_on": "2025-12-01", "scope": "deliver", "office_may_end_alone": "no"}
    money = {"certainty": "committed", "committed_on": "2025-12-01", "funder_kind": "foundation"}
    add_record(address, STAMP, [(AGREEMENTS, {**base, **signed, "role": "implementing", **changes})])
    add_record(address, STAMP, [(FUNDING, {**base, **money})])


def told(found: PartnerOverview) -> dict[str, tuple[str, bool, bool, list[str]]]:
    """By programme: status, whether it carries, whether it could, and what it lacks."""
    return {
        part.finding.programme.key.rpartition("/")[2]: (
            part.finding.status,
            part.is_carrying,
            part.can_take_over,
            [reason.code for reason in part.missing],
        )
        for part in found.roles
    }


def test_every_programme_that_names_the_partner_is_there_with_what_it_lacks(cities: str) -> None:
    found = load_overview(cities, LANTERN, AS_OF)
    assert found.record["name"] == "Lantern Trust (INVENTED)"
    assert told(found) == {
        "school-dialogue": ("at-risk", False, True, ["NO_AGREEMENT", "FUNDING_NONE"]),
        "harbour-youth-work": ("at-risk", False, True, ["OFFICE_MAY_END"]),
        "summer-street-games": ("ends-first", False, False, []),
        "night-patrol-training": ("unknown-exposure", False, False, []),
    }
    assert found.concentrations == ()


def test_what_is_covered_is_carried(cities: str) -> None:
    assert told(load_overview(cities, TIDEWATER, AS_OF))["open-door-mentoring"] == ("covered", True, False, [])


def test_a_partner_that_the_city_controls_could_carry_nothing(cities: str) -> None:
    assert told(load_overview(cities, "invented-harbour-youth-agency", AS_OF)) == {
        "youth-exit-service": ("at-risk", False, False, ["PARTNER_CONTROLLED"])
    }


def test_a_partner_that_only_advises_could_carry_what_it_advises_on(cities: str) -> None:
    agreed(cities, "night-bus-mediators", LANTERN, scope="advise")
    found = load_overview(cities, LANTERN, AS_OF)
    assert told(found)["night-bus-mediators"] == ("at-risk", False, True, ["SCOPE_ADVISORY"])
    (part,) = (part for part in found.roles if part.finding.programme.name.startswith("Night Bus"))
    assert part.first_due is not None
    assert part.first_due.due == date(2027, 9, 25)


def test_a_partner_beside_the_one_that_carries_is_told_what_it_lacks_itself(cities: str) -> None:
    agreed(cities, "open-door-mentoring", LANTERN, status="draft")
    assert told(load_overview(cities, LANTERN, AS_OF))["open-door-mentoring"] == (
        "covered",
        False,
        False,
        ["AGREEMENT_UNSIGNED"],
    )


def test_a_partner_that_only_pays_was_not_judged(cities: str) -> None:
    agreed(cities, "night-bus-mediators", "invented-pearl-foundation", role="funding")
    (part,) = load_overview(cities, "invented-pearl-foundation", AS_OF).roles
    assert (part.finding.status, part.candidate, part.is_carrying) == ("at-risk", None, False)


def test_a_partner_that_no_agreement_names_has_no_part(cities: str) -> None:
    assert load_overview(cities, "mopac", AS_OF).roles == ()


def test_an_agreement_counts_from_the_day_it_was_signed(cities: str) -> None:
    agreed(cities, "night-bus-mediators", LANTERN)
    assert "night-bus-mediators" in told(load_overview(cities, LANTERN, AS_OF))
    assert "night-bus-mediators" not in told(load_overview(cities, LANTERN, date(2025, 11, 30)))


def test_the_horizon_decides_what_is_ahead(cities: str) -> None:
    assert {status for status, *_ in told(load_overview(cities, LANTERN, AS_OF, Duration(months=6))).values()} == {
        "not-exposed",
        "unknown-exposure",
    }


def test_a_concentration_counts_all_exposed_programmes_of_the_city(cities: str) -> None:
    for programme in ("night-bus-mediators", "school-dialogue"):
        agreed(cities, programme)
    (found,) = load_overview(cities, TIDEWATER, AS_OF).concentrations
    exposed = [
        one
        for one in load_overview(cities, TIDEWATER, AS_OF).assessment.findings
        if one.programme.city == CITY and one.status in ("covered", "at-risk")
    ]
    names = ("night-bus-mediators", "open-door-mentoring", "school-dialogue")
    assert found.programmes == tuple(f"{CITY}/{name}" for name in names)
    assert (found.covered, found.of) == (3, len(exposed)) == (3, 12)
    assert load_overview(cities, LANTERN, AS_OF).concentrations == ()


@pytest.mark.parametrize("text", [LANTERN, "Lantern Trust (INVENTED)", "invented-lan"])
def test_a_partner_is_found_by_key_name_or_beginning(text: str, cities: str) -> None:
    assert load_overview(cities, text, AS_OF).record["key"] == LANTERN


def test_an_unknown_partner_is_suggested_and_several_are_listed(cities: str) -> None:
    with pytest.raises(UnknownKey) as refused:
        load_overview(cities, "invented-lantern-trsut", AS_OF)
    assert LANTERN in refused.value.hint
    with pytest.raises(AmbiguousKey):
        load_overview(cities, "invented-", AS_OF)


def test_the_number_of_queries_does_not_grow_with_the_record(cities: str, database: str) -> None:
    """It is that of the findings, and one more: the partner."""
    add_record(database, STAMP, [(PARTNERS, {"name": "Lantern Trust", "key": LANTERN})])
    counts = []
    for address in (database, cities):
        with counted(Engine) as queries:
            load_overview(address, LANTERN, AS_OF)
        counts.append(len(queries))
    with counted(Engine) as queries:
        assessment(cities, AS_OF)
    assert counts == [len(queries) + 1] * 2
