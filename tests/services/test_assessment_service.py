"""The main job on real data: who is at risk where, as of 2026-11-23."""

import json
from datetime import date
from pathlib import Path

import pytest

from continuity.domain.risk.findings import Finding
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.settings import Settings
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.durations import Duration
from continuity.errors import UnknownKey
from continuity.reports.registry import render_listing, render_report
from continuity.services.assessment import Scope, assessment, is_at_least
from continuity.services.records import add_record
from continuity.services.reports import build_report_data
from continuity.services.transaction import read_database
from support.query_counter import counted
from support.reference_packs import AS_OF, STAMP

ORACLE = Path(__file__).parent / "invented_city_expected.csv"
REAL = {
    # programme: status, polling day, open
    "aurora/save": ("at-risk", "2027-11-02", False),
    "aurora/youth-violence-grants": ("at-risk", "2027-11-02", False),
    "berlin/kiezorientierte-gewaltpravention": ("at-risk", "2026-09-20", True),
    "berlin/landesprogramm-radikalisierungspravention": ("at-risk", "2026-09-20", True),
    "birmingham/community-cohesion-strategy": ("at-risk", "2026-05-07", True),
    "essen/partnerschaft-fur-demokratie": ("not-exposed", None, None),
    "essen/wegweiser": ("not-exposed", None, None),
    "houston/one-safe-houston": ("at-risk", "2027-11-02", False),
    "liverpool/hate-crime-strategy": ("not-exposed", None, None),
    "london/shared-endeavour-fund": ("at-risk", "2028-05-04", False),
    "luton/luton-in-harmony": ("at-risk", "2027-05-06", False),
    "luton/many-voices-one-town": ("at-risk", "2027-05-06", False),
    "mechelen/orpheus": ("not-exposed", None, None),
    "mechelen/plan-samenleven": ("at-risk", "2024-10-13", True),
    "new-york-city/path-forward": ("not-exposed", None, None),
    "portsmouth/building-safer-communities": ("at-risk", "2027-05-06", False),
    "strasbourg/espace-egalite": ("not-exposed", None, None),
    "strasbourg/prevention-radicalisation": ("not-exposed", None, None),
    "the-hague/haagse-aanpak": ("at-risk", "2026-07-01", True),
    "toronto/safeto": ("at-risk", "2026-10-26", True),
}
NEXT_ORDINARY = {
    "aurora/mayor": "2027-11-02",
    "berlin/governing-mayor": "2031-09-21",
    "birmingham/leader": "2030-05-02",
    "essen/lord-mayor": "2030-09-08",
    "houston/mayor": "2027-11-02",
    "liverpool/city-mayor": None,
    "liverpool/city-region-mayor": "2028-05-04",
    "liverpool/leader": "2027-05-06",
    "london/mayor": "2028-05-04",
    "luton/leader": "2027-05-06",
    "mechelen/burgomaster": "2030-10-13",
    "new-york-city/mayor": "2029-11-06",
    "portsmouth/leader": "2027-05-06",
    "strasbourg/mayor": "2032-03-21",
    "the-hague/burgomaster": None,
    "the-hague/college": "2030-03-20",
    "toronto/mayor": "2030-10-28",
}


def found(address: str, **scope: str) -> dict[str, Finding]:
    return {one.programme.key: one for one in assessment(address, AS_OF, None, Scope(**scope)).findings}


def test_the_fourteen_cities_stand_where_they_should(cities: str) -> None:
    findings = found(cities)
    seen = {
        key: (
            one.status,
            one.transition.polling_day.isoformat() if one.transition and one.status == "at-risk" else None,
            one.transition.open if one.transition and one.status == "at-risk" else None,
        )
        for key, one in findings.items()
        if not key.startswith("invented")
    }
    assert seen == REAL


def test_nothing_real_is_covered_since_no_source_states_an_agreement(cities: str) -> None:
    assert [key for key, one in found(cities).items() if one.status == "covered" and "invented" not in key] == []


def test_an_unrecorded_result_is_named_at_the_election_that_follows(cities: str) -> None:
    codes = {reason.code for reason in found(cities)["portsmouth/building-safer-communities"].reasons}
    assert "RESULT_UNKNOWN" in codes


def test_london_must_act_before_its_quiet_period(cities: str) -> None:
    finding = found(cities)["london/shared-endeavour-fund"]
    assert finding.transition is not None
    assert finding.transition.quiet_from == date(2028, 3, 21)
    agreement = next(reason for reason in finding.reasons if reason.code == "NO_AGREEMENT")
    assert (agreement.due, agreement.start_by) == (date(2028, 3, 20), date(2028, 1, 20))
    assert finding.basis == "unrecorded"


def test_the_invented_city_shows_what_was_worked_out_by_hand(cities: str) -> None:
    """The figures were derived from the text of the rule alone, before the code was read."""
    findings = found(cities, city="invented-harbour-city")
    for line in ORACLE.read_text(encoding="utf-8").splitlines()[1:]:
        key, status, level, basis, codes, polling_day = line.split(",")
        one = findings.pop(f"invented-harbour-city/{key}")
        assert (key, one.status, one.level or "") == (key, status, level)
        if status == "at-risk":
            assert (key, one.basis) == (key, basis)
            assert one.transition is not None
            assert one.transition.polling_day.isoformat() == polling_day
        assert set(codes.split()) <= {reason.code for reason in (*one.reasons, *one.watch_points)}, key
    assert findings == {}


def test_the_next_ordinary_election_of_every_office_is_that_of_its_rule(cities: str) -> None:
    horizon = Duration(months=72)
    ahead = assessment(cities, AS_OF, horizon).transitions
    days = {
        office: next(
            (
                one.polling_day.isoformat()
                for one in ahead
                if one.office == office and one.kind == "ordinary" and not one.open
            ),
            None,
        )
        for office in NEXT_ORDINARY
    }
    assert days == NEXT_ORDINARY


def test_both_databases_give_the_same_bytes(sqlite_cities: Path, postgres_cities: str, postgres_server) -> None:  # noqa: ANN001 - the fixture's type is private to the tests' support
    address = postgres_server.make(postgres_cities)
    documents = []
    for one in (str(sqlite_cities), address):
        result = assessment(one, AS_OF)
        documents.append(
            [
                render_listing(name, Figures(result, result.findings), result.findings)
                for name in ("risk-json", "risk-csv")
            ]
        )
        documents[-1].append(render_report("html", build_report_data(one, AS_OF)))
    postgres_server.drop(address)
    assert documents[0] == documents[1]
    assert len(json.loads(documents[0][0])["findings"]) == 37


@pytest.mark.parametrize(
    ("scope", "programmes"),
    [
        ({"city": "luton"}, {"luton/luton-in-harmony", "luton/many-voices-one-town"}),
        ({"city": "The Hague"}, {"the-hague/haagse-aanpak"}),
        ({"country": "CA"}, {"toronto/safeto"}),
        ({"office": "london/mayor"}, {"london/shared-endeavour-fund"}),
        ({"partner": "groundwork-london"}, {"london/shared-endeavour-fund"}),
        ({"funder": "mopac"}, {"london/shared-endeavour-fund"}),
        ({"country": "GB", "partner": "hayat"}, set()),
    ],
)
def test_findings_can_be_narrowed(scope: dict[str, str], programmes: set[str], cities: str) -> None:
    assert set(found(cities, **scope)) == programmes


def test_a_level_keeps_what_is_at_it_or_above_and_counts_unknown_exposure_as_high(cities: str) -> None:
    kept = [one for one in found(cities).values() if is_at_least(one, "high")]
    assert {one.level or one.status for one in kept} == {"critical", "high", "unknown-exposure"}


def test_a_scope_that_names_nothing_recorded_is_refused(cities: str) -> None:
    with pytest.raises(UnknownKey, match="lundon"):
        found(cities, city="lundon")
    with pytest.raises(UnknownKey) as refused:
        found(cities, country="UK")
    assert "GB" in refused.value.hint


def test_the_number_of_queries_does_not_grow_with_the_record(cities: str, database: str) -> None:
    counts = []
    for address in (database, cities):
        with read_database(address) as connection, counted(connection) as queries:
            from continuity.services.assessment import assess_programmes_with

            assess_programmes_with(connection, AS_OF, Settings(), Scope())
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 24


def test_a_programme_follows_the_heir_of_an_abolished_office(cities: str) -> None:
    """Liverpool's city mayor ended on 2023-05-07; past the window its programmes answer to the leader."""
    key = "liverpool/hate-crime-strategy"
    before = {one.programme.key: one for one in assessment(cities, date(2022, 11, 1)).findings}[key]
    assert before.transition is not None
    assert before.transition.office == "liverpool/city-mayor"
    assert before.transition.kind == "abolition"
    with_end = {one.programme.key: one for one in assessment(cities, date(2023, 12, 1)).findings}[key]
    assert with_end.transition is None or with_end.transition.office == "liverpool/leader"


def test_a_report_of_an_earlier_day_tells_no_last_day_that_was_agreed_later(cities: str) -> None:
    fund = "london/shared-endeavour-fund"
    parts = {"programme": fund, "partner": "groundwork-london", "start": "2025-01-01", "end": "2031-03-31"}
    signed = {**parts, "status": "signed", "signed_on": "2026-06-15"}
    paid = {**parts, "certainty": "committed", "committed_on": "2026-06-15"}
    add_record(cities, STAMP, [(TABLES_BY_NAME["agreements"], signed)])
    add_record(cities, STAMP, [(TABLES_BY_NAME["funding"], paid)])
    until = [
        (found.agreement_until.get(fund), found.money_until.get(fund))
        for found in (assessment(cities, day) for day in (date(2026, 6, 14), date(2026, 6, 15)))
    ]
    assert until[0] != until[1] == (date(2031, 3, 31), date(2031, 3, 31))
    assert date(2031, 3, 31) not in until[0]
