"""The facts handed to the pure rules."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from sqlalchemy import Connection, Engine

from continuity.db import facts
from continuity.db.engine import transaction
from continuity.domain.known import filter_known_programme
from continuity.domain.offices.models import Affiliation, CoalitionMember, Election, Office, Term
from continuity.domain.programmes import models
from continuity.domain.risk.case import get_earliest_day
from continuity.domain.values.dates import VagueDate
from support.record_rows import record_texts
from support.sample_records import WORLD


@pytest.fixture(autouse=True)
def _recorded(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        record_texts(connection, WORLD)


AS_OF = date(2026, 3, 1)


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


def another_city(connection: Connection, name: str, programmes: int) -> None:
    """A city with an office, a term and some programmes with an agreement each."""
    office, term = f"{name}/mayor", f"{name}/mayor/2020"
    own = [f"{name}/p{number}" for number in range(programmes)]
    record_texts(
        connection,
        {
            "cities": {name: {"name": name, "country": "GB", "timezone": "Europe/London"}},
            "offices": {office: {"city": name, "title": "Mayor"}},
            "terms": {term: {"office": office, "person": "ada", "start": "2020"}},
            "affiliations": {f"{term}/blue": {"term": term, "party": "blue"}},
            "programmes": {key: {"city": name, "office": office, "name": key, "launched_term": term} for key in own},
            "partners": {f"partner-{key}".replace("/", "-"): {"name": key} for key in own},
            "agreements": {
                f"{key}/1": {"programme": key, "partner": f"partner-{key}".replace("/", "-")} for key in own
            },
        },
    )


def test_leaderships_hold_all_about_their_offices(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        found = facts.load_leaderships(connection)
    assert list(found) == ["london/mayor", "london/warden"]
    mayor, warden = found.values()
    assert mayor.office == Office(key="london/mayor", city="london", title="Mayor", selection="direct")
    assert warden.office == Office(key="london/warden", city="london", title="Warden", seats=2)
    (rule,) = mayor.rules
    assert (rule.term_years, rule.quiet_days, rule.takes_office) == (4, 40, "+4d")
    assert mayor.terms[0] == Term(
        key="london/mayor/2020-05-08",
        person="ada",
        start=on("2020-05-08"),
        end=on("2024-05"),
        affiliations=(Affiliation(party="blue", standing="member"),),
    )
    assert [term.person for term in mayor.terms] == ["ada", "ben"]
    assert mayor.elections == (
        Election(key="london/mayor/2024-05-02", date=on("2024-05-02"), status="held", winner="ben", winner_party="red"),
        Election(key="london/mayor/2028-05-04", date=on("2028-05-04")),
    )
    assert mayor.coalitions == (CoalitionMember(party="red", start=on("2024-05-06")),)
    assert (warden.rules, warden.terms, warden.elections, warden.coalitions) == ((), (), (), ())


def test_a_rule_holds_the_day_from_which_it_could_be_known(engine: Engine) -> None:
    rules = {"london/mayor/2030": {"office": "london/mayor", "start": "2030", "known_from": "2027-03-01"}}
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"rules": rules})
    with transaction(engine, write=False) as connection:
        found = facts.load_leaderships(connection)["london/mayor"].rules
    assert {(one.start, one.known_from) for one in found} == {(None, None), (on("2030"), on("2027-03-01"))}


def test_programmes_hold_all_that_carries_them(engine: Engine) -> None:
    with transaction(engine, write=False) as connection:
        calm, safe = facts.load_programmes(connection, AS_OF)
    helpers = models.Partner(key="helpers", name="Helpers", kind="community")
    assert calm == models.Programme(key="london/calm", city="london", office="london/warden", name="Calm")
    assert (safe.key, safe.selection, safe.status) == ("london/safe", "direct", "active")
    assert (safe.launched_under, safe.launched_party) == ("london/mayor/2020-05-08", "blue")
    assert safe.launched == VagueDate("2020/2024", date(2020, 1, 1), date(2024, 12, 31))
    (agreement,) = safe.agreements
    assert (agreement.partner, agreement.notice_days, agreement.end) == (helpers, 0, on("2026-03"))
    (money,) = safe.funding
    assert (money.partner, money.funder, money.certainty) == ("helpers", "trust", "committed")
    assert [(one.key, one.partner, one.kind) for one in safe.evidence] == [
        ("helpers/1", "helpers", "capacity"),
        ("london/safe/1", None, "evaluation"),
        ("london/safe/2", None, "sustainability"),
    ]
    assert [one.outcome for one in safe.outcomes] == ["continued"]
    assert [one.owner for one in safe.treatments] == ["Cleo"]


def test_merged_party_is_its_successor_in_all_facts(engine: Engine) -> None:
    """Issue 14, line 18 (case 18): gold went into green, and green into teal."""
    parties = {"teal": {"name": "Teal"}, "green": {"name": "Green", "successor": "teal"}}
    members = {"1": {"office": "london/warden", "party": "gold"}}
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"parties": parties | {"gold": {"name": "Gold", "successor": "green"}}})
        record_texts(connection, {"coalitions": members})
        term = {"office": "london/warden", "person": "ada", "start": "2021"}
        record_texts(connection, {"terms": {"t": term}, "affiliations": {"t/1": {"term": "t", "party": "gold"}}})
        poll = {"office": "london/warden", "date": "2021-05-06", "status": "held", "winner_party": "gold"}
        record_texts(connection, {"elections": {"london/warden/2021-05-06": poll}})
        late_cells = {"city": "london", "office": "london/warden", "name": "Late", "launched_term": "t"}
        record_texts(connection, {"programmes": {"london/late": late_cells}})
    with transaction(engine, write=False) as connection:
        warden = facts.load_leaderships(connection)["london/warden"]
        (late,) = facts.load_programmes(connection, AS_OF, keys=["london/late"])
    assert [row.party for row in (*warden.terms[0].affiliations, *warden.coalitions)] == ["teal", "teal"]
    assert [row.winner_party for row in warden.elections] == ["teal"]
    assert late.launched_party == "teal"


def test_partners_hold_their_days_and_their_successor(engine: Engine) -> None:
    """Issue 14, line 18."""
    old = {"name": "Old", "end": "2027-03-31", "successor": "helpers", "known_from": "2026-09-01"}
    payer = {"name": "Payer", "start": "2020", "end": "2028"}
    parties = {"programme": "london/calm", "partner": "old"}
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"partners": {"old": old, "payer": payer}, "agreements": {"calm/1": parties}})
        record_texts(connection, {"funding": {"calm/1": parties | {"funder": "payer"}}})
    with transaction(engine, write=False) as connection:
        calm, _ = facts.load_programmes(connection, AS_OF)
    partner = calm.agreements[0].partner
    assert (partner.end, partner.successor, partner.successor_name) == (on("2027-03-31"), "helpers", "Helpers")
    paid, pays = calm.funding[0].lifetimes
    assert (paid.end, paid.known_from) == (on("2027-03-31"), on("2026-09-01"))
    assert (pays.start, pays.end) == (on("2020"), on("2028"))


def test_evidence_is_reduced_to_the_newest_of_each_kind_known_on_the_day(engine: Engine) -> None:
    def dated(key: str, **cells: str) -> dict[str, dict[str, str]]:
        return {key: {"programme": "london/calm", "kind": "capacity", **cells}}

    older = dated("c/1", date="2026-01") | dated("c/2", date="2026-01-31") | dated("c/3", date="2025-12")
    hidden = dated("c/4", date="2026-03-02") | dated("c/5", date="2026-02-01", known_from="2026-04")
    apart = dated("c/6", date="2024", partner="helpers") | dated("c/7", date="2024", kind="buy-in")
    domains = {
        key: {"programme": "london/calm", "kind": "sustainability", "date": day, "domain": domain}
        for key, day, domain in (
            ("s/1", "2024", "communications"),
            ("s/2", "2025", "communications"),
            ("s/3", "2024", "partnerships"),
        )
    }
    with transaction(engine, write=True) as connection:
        record_texts(
            connection, {"evidence": older | hidden | apart | domains | dated("c/8") | dated("c/9", date="2026/..")}
        )
        (calm,) = facts.load_programmes(connection, AS_OF, keys=["london/calm"])
    assert [one.key for one in calm.evidence] == ["c/2", "c/6", "c/7", "s/2", "s/3"]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 4, 30), date(2024, 12, 31), date(2020, 1, 1)])
def test_the_database_reduces_evidence_as_the_pure_rule_does(engine: Engine, day: date) -> None:
    """Whatever the reduction leaves out, the rule would not have read on that day."""
    texts = ["2024", "2025-05-06", "../2025-01-01", "2026/..", "2026-03-01", "2026-03-02", ""]
    rows = {
        f"e/{number}": {"programme": "london/calm", "kind": "capacity", "date": own, "known_from": known}
        for number, (own, known) in enumerate(product(texts, texts))
    }
    with transaction(engine, write=True) as connection:
        record_texts(connection, {"evidence": rows})
        (calm,) = facts.load_programmes(connection, day, keys=["london/calm"])
    everything = tuple(
        models.Evidence(
            key=key,
            kind="capacity",
            date=on(row["date"]) if row["date"] else None,
            known_from=on(row["known_from"]) if row["known_from"] else None,
        )
        for key, row in rows.items()
    )
    there = filter_known_programme(replace(calm, evidence=everything), day).evidence
    best = max(there, key=lambda one: (get_earliest_day(one), one.key), default=None)
    assert [one.key for one in calm.evidence] == ([best.key] if best else [])


def test_facts_of_some_are_those_of_all_less_the_others(engine: Engine) -> None:
    with transaction(engine, write=True) as connection:
        another_city(connection, "leeds", 2)
        everything = {one.key: one for one in facts.load_programmes(connection, AS_OF)}
        leaders = facts.load_leaderships(connection)
        for key, programme in everything.items():
            assert facts.load_programmes(connection, AS_OF, keys=[key]) == [programme]
        of_mayor = facts.load_programmes(connection, AS_OF, offices=["london/mayor", "leeds/mayor"])
        assert [one.key for one in of_mayor] == ["leeds/p0", "leeds/p1", "london/safe"]
        assert of_mayor == [everything[one.key] for one in of_mayor]
        assert facts.load_leaderships(connection, ["london/mayor"]) == {"london/mayor": leaders["london/mayor"]}
        assert facts.load_leaderships(connection, []) == {}
        assert facts.load_programmes(connection, AS_OF, keys=[]) == []


@pytest.mark.parametrize(
    ("affiliations", "party"),
    [
        ([{"party": "blue"}], "blue"),
        ([{"party": "blue", "standing": "member"}, {"party": "blue", "start": "2021"}], "blue"),
        ([{"party": "blue"}, {"party": "red"}], None),
        ([{"party": "blue"}, {"standing": "independent"}], None),
        ([{"standing": "nonpartisan"}], None),
        ([{"party": "blue", "standing": "nonpartisan"}], None),
        ([], None),
    ],
)
def test_the_launching_party_is_the_one_held_throughout(
    engine: Engine, affiliations: list[dict[str, str]], party: str | None
) -> None:
    term = "london/warden/1"
    with transaction(engine, write=True) as connection:
        record_texts(
            connection,
            {
                "terms": {term: {"office": "london/warden", "person": "ada"}},
                "affiliations": {
                    f"{term}/{number}": {"term": term, **texts} for number, texts in enumerate(affiliations)
                },
                "programmes": {"x": {"city": "london", "office": "london/warden", "name": "X", "launched_term": term}},
            },
        )
        (programme,) = facts.load_programmes(connection, AS_OF, keys=["x"])
    assert programme.launched_under == term
    assert programme.launched_party == party


@pytest.mark.parametrize("programmes", [1, 400])
@pytest.mark.parametrize("filtered", [False, True])
def test_the_number_of_queries_is_fixed(engine: Engine, queries: list[str], programmes: int, *, filtered: bool) -> None:
    with transaction(engine, write=True) as connection:
        another_city(connection, "leeds", programmes)
        offices = (
            [*facts.load_leaderships(connection), *(f"no/{number}" for number in range(50_000))] if filtered else None
        )
        queries.clear()
        assert len(facts.load_leaderships(connection, offices)) == 3
        assert len(queries) == 9
        queries.clear()
        assert len(facts.load_programmes(connection, AS_OF, offices=offices)) == programmes + 2
        assert len(queries) == 10
