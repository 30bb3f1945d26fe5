"""Findings taken apart on real data, with the records they were read from; as of 2026-11-23 unless said otherwise."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from continuity.domain.risk.explain.evidence import FindingEvidence, SourceRecord
from continuity.domain.schema.tables import (
    AGREEMENTS,
    CITIES,
    EVIDENCE,
    OFFICES,
    PARTNERS,
    PROGRAMMES,
    RULES,
    SETTINGS,
    TERMS,
)
from continuity.domain.settings import SETTING_NAMES
from continuity.domain.values.durations import Duration
from continuity.errors import AmbiguousKey, BadValue, UnknownKey
from continuity.reports import explanation_text
from continuity.reports.listings import explanation
from continuity.reports.wording.sentences import format_answers
from continuity.services.explanation import explain
from continuity.services.records import add_record, edit_record
from support.query_counter import counted
from support.reference_packs import AS_OF, PACKS, REFERENCE, STAMP

FUND = "london/shared-endeavour-fund"
GROUNDWORK = "groundwork-london"
CITY = "invented-harbour-city"
YOUTH = f"{CITY}/harbour-youth-work"
HATE = "liverpool/hate-crime-strategy"
WIDTH = 100


def keys(file: str) -> list[str]:
    """The keys of all records of a table in the packs."""
    return [
        row["key"]
        for pack in PACKS
        for row in csv.DictReader((REFERENCE / pack / file).read_text(encoding="utf-8").splitlines())
    ]


def told(address: str, key: str, as_of: date = AS_OF) -> str:
    """Everything that is told of a programme, as text and as JSON."""
    grounds = explain(address, key, as_of)
    return f"{explanation_text.render(grounds, WIDTH)}\n{explanation.render(grounds)}"


def in_json(grounds: FindingEvidence) -> Any:
    return json.loads(explanation.render(grounds))


def facts(grounds: FindingEvidence, symbol: str) -> dict[str, SourceRecord]:
    """The records that one of E1 to E9 or A1 to A4 was read from, for the closest partner."""
    found = grounds.explanation
    standing = found.partner_conditions[0]
    conditions = {one.symbol: (one, standing.partner) for one in standing.conditions}
    conditions |= {one.symbol: (one, None) for one in (*found.protections, *found.aggravators)}
    return {fact.record: fact for fact in grounds.list_source_records(*conditions[symbol])}


def holding(grounds: FindingEvidence) -> dict[str, bool]:
    return {one.symbol: one.holds for one in grounds.explanation.partner_conditions[0].conditions}


def test_london_has_to_act_by_march_2028_and_to_start_in_january(cities: str) -> None:
    grounds = explain(cities, FUND, AS_OF)
    found = grounds.explanation
    assert (found.finding.status, found.finding.level, found.cell) == ("at-risk", "high", (0, "none"))
    assert [one.partner for one in found.partner_conditions] == [GROUNDWORK]
    held = holding(grounds)
    assert [held[symbol] for symbol in ("E2", "E3", "E4")] == [False, False, False]
    assert {"NO_AGREEMENT", "FUNDING_NONE"} <= {one.code for one in found.clears}
    assert {(one.due, one.start_by) for one in found.clears} == {(date(2028, 3, 20), date(2028, 1, 20))}
    assert "What would clear it, by 2028-03-20, to be started by 2028-01-20\n   Owner: no owner recorded\n" in told(
        cities, FUND
    )


def test_each_fact_says_of_which_record_and_where_that_comes_from(cities: str) -> None:
    grounds = explain(cities, FUND, AS_OF)
    (row,) = facts(grounds, "E2").values()
    assert row.record == f"agreement {FUND}/1"
    assert dict(row.cells) == {
        "partner": GROUNDWORK,
        "role": "extending",
        "status": "named",
        "signed_on": "",
        "start": "",
        "end": "",
        "end_basis": "",
    }
    assert row.source.startswith("https://www.groundwork.org.uk/")
    assert (row.verified_on, row.is_counted) == ("2026-06", True)
    assert list(facts(grounds, "E1")) == [f"agreement {FUND}/1", f"partner {GROUNDWORK}"]
    assert list(facts(grounds, "E8")) == [f"programme {FUND}", "office london/mayor"]
    assert list(facts(grounds, "A3")) == [
        "election london/mayor/2028-05-04",
        "rule london/mayor/2000-05-04",
        "term london/mayor/2016-05-09",
        "term london/mayor/2024-05-06",
    ]
    assert dict(facts(grounds, "A3")["rule london/mayor/2000-05-04"].cells)["quiet_days"] == "44"


def test_of_several_partners_each_is_told_from_its_own_records(cities: str) -> None:
    grounds = explain(cities, HATE, date(2022, 11, 1))
    standing = grounds.explanation.partner_conditions[1]
    assert standing.partner == "citysafe"
    read = {
        one.symbol: [fact.record for fact in grounds.list_source_records(one, "citysafe")]
        for one in standing.conditions
    }
    (agreement,) = read["E2"]
    assert agreement.startswith(f"agreement {HATE}/")
    assert read["E1"] == [agreement, "partner citysafe"]


def test_each_condition_is_told_from_evidence_of_its_own_kind(cities: str) -> None:
    grounds = explain(cities, f"{CITY}/after-school-forum", AS_OF)
    kinds = {
        symbol: [dict(one.cells)["kind"] for one in facts(grounds, symbol).values()] for symbol in ("E5", "E6", "E9")
    }
    assert kinds == {"E5": ["capacity"], "E6": ["buy-in"], "E9": ["overlap"]}


@pytest.mark.parametrize(("end", "read"), [("2028-05-03", False), ("2028-05-04", True), ("2028-05-05", True)])
def test_of_the_rules_those_in_force_on_polling_day_are_told(end: str, cities: str, *, read: bool) -> None:
    add_record(
        cities, STAMP, [(RULES, {"office": "london/mayor", "start": "1990-01-01", "end": end, "quiet_days": "7"})]
    )
    assert ("rule london/mayor/1990-01-01" in facts(explain(cities, FUND, AS_OF), "A3")) is read


def sign(address: str, signed_on: str, **changes: str) -> None:
    """Record an agreement for London that runs for long."""
    base = {"programme": FUND, "partner": GROUNDWORK, "role": "implementing", "status": "signed", "scope": "deliver"}
    days = {"signed_on": signed_on, "start": "2026-12-01", "end": "2029-12-31", "end_basis": "stated"}
    add_record(address, STAMP, [(AGREEMENTS, {"key": f"{FUND}/signed", **base, **days, **changes})])


@pytest.mark.parametrize(("signed_on", "known"), [("2026-11-22", True), ("2026-11-23", True), ("2026-11-24", False)])
def test_an_agreement_signed_after_the_day_is_listed_as_not_known(signed_on: str, cities: str, *, known: bool) -> None:
    sign(cities, signed_on)
    grounds = explain(cities, FUND, AS_OF)
    assert facts(grounds, "E2")[f"agreement {FUND}/signed"].is_counted is known
    assert holding(grounds)["E2"] is known
    assert ("not known on that day" in explanation_text.render(grounds, WIDTH)) is not known
    listed = [fact for one in in_json(grounds)["partners"][0]["conditions"] for fact in one["facts"]]
    assert {fact["known"] for fact in listed if fact["record"] == f"agreement {FUND}/signed"} == {known}


def documents(grounds: FindingEvidence) -> dict[str, dict[str, str]]:
    """The cells of the evidence that is listed, by kind and domain."""
    found = [dict(fact.cells) for fact in grounds.list_documents()]
    return {f"{one['kind']} {one['domain']}".strip(): one for one in found}


@pytest.mark.parametrize(("day", "stale"), [("2025-11-22", "yes"), ("2025-11-23", "no"), ("2025-11-24", "no")])
def test_scores_are_listed_by_domain_and_grow_stale_after_twelve_months(day: str, stale: str, cities: str) -> None:
    scored = {"programme": FUND, "kind": "sustainability", "title": "Workshop"}
    for domain, score in (("funding-stability", "2.4"), ("partnerships", "5.1"), ("", "3.7")):
        add_record(cities, STAMP, [(EVIDENCE, {**scored, "domain": domain, "score": score, "date": day})])
    add_record(cities, STAMP, [(EVIDENCE, {"partner": GROUNDWORK, "kind": "capacity", "score": "3.2", "date": day})])
    found = documents(explain(cities, FUND, AS_OF))
    assert {name: (one["score"], one["date"], one["stale"]) for name, one in found.items()} == {
        "sustainability funding-stability": ("2.4", day, stale),
        "sustainability partnerships": ("5.1", day, stale),
        "sustainability": ("3.7", day, stale),
        "capacity": ("3.2", day, stale),
    }
    text = told(cities, FUND)
    mark = ", stale" if stale == "yes" else ""
    assert f"sustainability, funding-stability: 2.4 ({day}{mark}): Workshop" in text
    assert f"capacity of {GROUNDWORK}: 3.2 ({day}{mark})" in text


def test_of_each_kind_the_newest_document_known_by_the_day_is_listed(cities: str) -> None:
    for day in ("2026-01-10", "2026-11-23", "2026-11-24"):
        add_record(
            cities, STAMP, [(EVIDENCE, {"programme": FUND, "kind": "evaluation", "date": day, "title": f"Of {day}"})]
        )
    found = documents(explain(cities, FUND, AS_OF))
    assert [(name, one["title"], one["stale"]) for name, one in found.items()] == [
        ("evaluation", "Of 2026-11-23", "no")
    ]


def test_what_never_grows_stale_is_not_called_so(cities: str) -> None:
    add_record(cities, STAMP, [(EVIDENCE, {"programme": FUND, "kind": "evaluation", "date": "2012-01-01"})])
    assert documents(explain(cities, FUND, AS_OF))["evaluation"]["stale"] == "no"


def test_a_programme_behind_a_ceremonial_office_is_refused_with_what_to_do(cities: str) -> None:
    add_record(
        cities, STAMP, [(OFFICES, {"key": "london/lord-mayor", "city": "london", "title": "X", "kind": "ceremonial"})]
    )
    base = {"key": "london/parade", "city": "london", "office": "london/lord-mayor", "name": "Parade"}
    add_record(cities, STAMP, [(PROGRAMMES, base)])
    with pytest.raises(BadValue, match=r"london/lord-mayor.*is ceremonial") as refused:
        explain(cities, "london/parade", AS_OF)
    assert "continuity programme edit london/parade --office KEY" in refused.value.hint


def test_an_unknown_programme_is_suggested_and_several_are_listed(cities: str) -> None:
    with pytest.raises(UnknownKey, match="no programme") as refused:
        explain(cities, "london/shared-endeavor-fund", AS_OF)
    assert f"did you mean {FUND}?" in refused.value.hint
    with pytest.raises(AmbiguousKey, match=r"luton/luton-in-harmony, luton/many-voices-one-town"):
        explain(cities, "luton/", AS_OF)


@pytest.mark.parametrize("text", [FUND, "Shared Endeavour Fund", "london/sha"])
def test_a_programme_is_found_by_key_name_or_beginning(text: str, cities: str) -> None:
    assert explain(cities, text, AS_OF).explanation.finding.programme.key == FUND


def test_past_the_window_of_its_office_a_programme_is_told_of_the_heir(cities: str) -> None:
    grounds = explain(cities, HATE, date(2023, 12, 1))
    assert grounds.explanation.finding.status == "not-exposed"
    assert format_answers(grounds.explanation.steps[-1]) == (
        "No change is open or known up to 2025-12-01; one is known after that.",
    )
    assert "\ndecided on by Leader of the Council (liverpool/leader)" in told(cities, HATE, date(2023, 12, 1))
    edit_record(cities, STAMP, PROGRAMMES, HATE, {"end": "2030-12-31"})
    at_risk = explain(cities, HATE, AS_OF)
    assert at_risk.explanation.finding.transition is not None
    assert at_risk.explanation.finding.transition.key == "liverpool/leader/2027-05-06"
    assert "office liverpool/leader" in facts(at_risk, "E8")
    assert {record.split("/2")[0] for record in facts(at_risk, "A3")} >= {"rule liverpool/leader"}
    launched = at_risk.explanation.finding.programme.launched_under
    assert launched is not None
    assert launched.startswith("liverpool/city-mayor/")
    assert f"term {launched}" in facts(at_risk, "A1")


def test_before_the_office_ends_the_abolition_is_told(cities: str) -> None:
    found = explain(cities, HATE, date(2022, 11, 1)).explanation
    assert format_answers(found.steps[1]) == (
        "abolition liverpool/city-mayor/2023-05-08: exposed from 2023-05-08 until 2023-11-07.",
    )


def spoken(text: str) -> Iterator[str]:
    """The words of a text that may be keys."""
    return (match for match in re.findall(r"[a-z0-9-]+", text))


@pytest.mark.parametrize("as_of", [AS_OF, date(2023, 3, 1)])
def test_no_party_is_named_anywhere(as_of: date, cities: str) -> None:
    """Also in the years in which offices changed parties, and in the keys of records."""
    parties = keys("parties.csv")
    for programme in keys("programmes.csv"):
        text = told(cities, programme, as_of)
        named = {word for word in spoken(text) for party in parties if party in word}
        assert (programme, named) == (programme, set())


def test_that_a_party_is_recorded_is_told(cities: str) -> None:
    grounds = explain(cities, FUND, AS_OF)
    told_of = [dict(fact.cells) for record, fact in facts(grounds, "A2").items() if record.startswith("affiliation")]
    assert told_of
    assert {one["party"] for one in told_of} == {"recorded"}


def test_contacts_and_notes_of_partners_never_leave(cities: str) -> None:
    private = {"contact": "office@helpers.example", "website": "https://helpers.example", "note": "Call after six."}
    edit_record(cities, STAMP, PARTNERS, GROUNDWORK, private)
    edit_record(cities, STAMP, AGREEMENTS, f"{FUND}/1", {"note": "Seen by nobody."})
    text = told(cities, FUND)
    assert GROUNDWORK in text
    assert [word for word in (*private.values(), "Seen by nobody.") if word in text] == []


def queries_of(address: str) -> int:
    with counted(Engine) as queries:
        explain(address, FUND, AS_OF)
    return len(queries)


def test_the_number_of_queries_does_not_grow_with_the_cities(cities: str) -> None:
    before = queries_of(cities)
    rule = {"election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH", "election_rule_start": "2000-05-04"}
    for city in ("ashby", "brill", "corby"):
        office = f"{city}/mayor"
        add_record(cities, STAMP, [(CITIES, {"key": city, "name": city, "country": "GB", "timezone": "Europe/London"})])
        add_record(cities, STAMP, [(OFFICES, {"key": office, "city": city, "title": "Mayor"}), (RULES, rule)])
        add_record(cities, STAMP, [(TERMS, {"office": office, "person": "sadiq-khan", "start": "2024-05-06"})])
        add_record(cities, STAMP, [(PROGRAMMES, {"city": city, "office": office, "name": f"Youth of {city}"})])
    assert queries_of(cities) == before
    assert before <= 40


def test_both_databases_give_the_same_bytes(sqlite_cities: Path, postgres_cities: str, postgres_server) -> None:  # noqa: ANN001 - the fixture's type is private to the tests' support
    address = postgres_server.make(postgres_cities)
    for programme in (FUND, HATE, YOUTH, "toronto/safeto", f"{CITY}/after-school-forum"):
        rendered = [
            (explanation.render(grounds), explanation_text.render(grounds, WIDTH))
            for grounds in (explain(str(sqlite_cities), programme, AS_OF), explain(address, programme, AS_OF))
        ]
        assert rendered[0] == rendered[1]
    postgres_server.drop(address)


def test_the_settings_and_the_version_of_the_rule_are_printed(cities: str) -> None:
    add_record(cities, STAMP, [(SETTINGS, {"key": "window_days", "value": "30"})])
    grounds = explain(cities, FUND, AS_OF, Duration(months=18))
    text, document = explanation_text.render(grounds, 1000), in_json(grounds)
    assert "\nAs of 2026-11-23; rule 1; horizon 18m, window_days 30, late_days 90," in text
    assert "Not the rule's own setting: window_days 30 (the rule's own: 183; this weakens the rule)." in text
    assert (document["rule"], document["as_of"], list(document["settings"])) == ("1", "2026-11-23", list(SETTING_NAMES))
    assert document["settings"]["window_days"] == 30


def test_a_horizon_decides_what_is_ahead(cities: str) -> None:
    assert explain(cities, FUND, AS_OF, Duration(months=12)).explanation.finding.status == "not-exposed"


def test_what_was_decided_and_what_became_of_it_is_told(cities: str) -> None:
    assert "treat (by Prevention Officer (INVENTED), due 2027-06-30)." in told(cities, YOUTH)


def test_what_is_not_recorded_is_named_and_counted(cities: str) -> None:
    document = in_json(explain(cities, FUND, AS_OF))
    assert document["missing"] == [
        "programmes.end",
        "programmes.owner",
        "programmes.mandate",
        "agreements.status",
        "agreements.start, end",
        "evidence.kind evaluation",
    ]
    completeness = document["finding"]["completeness"]
    assert (completeness["recorded"], completeness["of"]) == (5, 11)


def test_every_programme_of_the_packs_is_taken_apart(cities: str) -> None:
    """What is told first is the name and the key, and every at-risk one says what would clear it."""
    for programme in keys("programmes.csv"):
        grounds = explain(cities, programme, AS_OF)
        found = grounds.explanation
        assert f"({programme})" in explanation_text.render(grounds, 10_000).partition("\n")[0]
        assert bool(found.clears) is (found.finding.status == "at-risk")
        assert in_json(grounds)["finding"]["status"] == found.finding.status


def test_nothing_of_later_elections_and_terms_is_told(cities: str) -> None:
    """As of 2023 nobody could know who won in 2024, nor when the term then running would end."""
    found = explain(cities, FUND, date(2023, 11, 23))
    cells = {
        (fact.record, name): text
        for one in (*found.explanation.protections, *found.explanation.aggravators)
        for fact in found.list_source_records(one)
        for name, text in fact.cells
    }
    assert cells["election london/mayor/2024-05-02", "winner"] == ""
    assert cells["term london/mayor/2021-05-10", "end"] == ""
    assert cells["term london/mayor/2021-05-10", "end_reason"] == ""
    assert not any(record == "term london/mayor/2024-05-06" for record, _ in cells)
