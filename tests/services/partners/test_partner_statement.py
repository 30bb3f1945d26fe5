"""A partner's own statement out of either kind of database: what leaves for it, and what was known on the day."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from continuity.domain.schema.tables import AGREEMENTS, EVIDENCE, FUNDING, IDENTIFIERS, PARTNERS, PROGRAMMES
from continuity.domain.values.dates import VagueDate
from continuity.errors import AmbiguousKey, BadValue, UnknownKey
from continuity.reports.partner_statement.document import build_statement_document
from continuity.reports.partner_statement.model import PartnerStatement
from continuity.reports.registry import DOCUMENT_FORMATS, render_document
from continuity.services.partners.statement import build_statement
from continuity.services.records import add_record, edit_record
from support import confidential_records as guarded
from support.confidential_records import record_guarded, words_in
from support.query_counter import counted
from support.reference_packs import AS_OF, STAMP

DAY = date.fromisoformat(guarded.AS_OF)
CITY = "invented-harbour-city"
LANTERN = "invented-lantern-trust"
SIGNED = VagueDate.parse("2025-12-01")

OTHERS = {
    "partner-open": ("PARTNER-SECRET", "PAYER-SECRET", "535353", "646464", "partner-secret", "payer-secret"),
    "partner-secret": ("PARTNER-OPEN", "PAYER-OPEN", "PAYER-SECRET", "424242", "partner-open", "payer-open"),
    "payer-open": ("PARTNER-OPEN", "PARTNER-SECRET", "PAYER-SECRET", "partner-open", "535353", "646464"),
    "payer-secret": ("PARTNER-OPEN", "PARTNER-SECRET", "PAYER-OPEN", "partner-secret", "424242"),
}
"""By partner, what its statement says of no other one; amounts without and with a comma between the thousands."""
NEVER = (
    *("OWNER-OPEN", "OWNER-SECRET", "DECIDER", "tolerate", "NOTE-PROGRAMME"),
    *("at risk", "critical", "high", "remedy", "not empowered", "not covered"),
)
"""Nobody's: what is the city's own, and every verdict."""
ASKED = ("PROGRAMME-SECRET", "PROGRAMME-DOUBTFUL", "markham/secret", "markham/doubtful", "CONTACT-", "NOTE-")
"""Only where it is asked for."""


@pytest.fixture
def planted(database: str, tmp_path: Path) -> str:
    """The guarded city, where a secret payer pays an open partner, and a document belongs to a doubtful programme."""
    record_guarded(database, tmp_path)
    about = {"partner": "partner-open", "date": "2026-02-02", "note": "NOTE-EVIDENCE"}
    add_record(database, STAMP, [(EVIDENCE, {**about, "programme": "markham/doubtful", "title": "TITLE-DOUBTFUL"})])
    pays = {"programme": "markham/open", "partner": "partner-open", "funder": "payer-secret", "amount": "777"}
    add_record(database, STAMP, [(FUNDING, {**pays, "start": "2026-01-01"})])
    return database


def made(address: str, partner: str, *asked: str, as_of: date = DAY) -> PartnerStatement:
    return build_statement(address, partner, as_of, asked)


def end_partner(address: str, successor: str, known_from: str = "") -> None:
    ending = {"end": "2026-12-31", "successor": successor, "known_from": known_from}
    edit_record(address, STAMP, PARTNERS, "partner-open", ending)


def said(found: PartnerStatement, form: str = "text") -> str:
    return words_in(render_document(form, build_statement_document(found)))


def comma(amount: str) -> str:
    return f"{int(amount):,}" if amount.isdecimal() else amount


def programmes(found: PartnerStatement) -> list[str]:
    return [row.programme.rpartition("/")[2] for row in found.agreements]


def test_no_form_tells_any_partner_what_is_not_for_it(planted: str) -> None:
    for partner, others in OTHERS.items():
        for form in DOCUMENT_FORMATS:
            told = said(made(planted, partner), form)
            for mark in (*NEVER, *ASKED, *others, *map(comma, others), "TITLE-DOUBTFUL"):
                assert mark not in told, (partner, form, mark)


def test_a_statement_holds_nothing_that_a_form_would_have_to_leave_out(planted: str) -> None:
    for partner, others in OTHERS.items():
        held = repr(made(planted, partner))
        for mark in (*NEVER, *ASKED, *others):
            assert mark not in held, (partner, mark)


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_every_form_tells_a_partner_what_is_its_own(planted: str, form: str) -> None:
    told = said(made(planted, "partner-open"), form)
    for mark in ("PARTNER-OPEN", "PROGRAMME-OPEN", "Markham", "EVIDENCE-OPEN", "PAYER-OPEN", "424,242", "1.5"):
        assert mark in told
    assert (
        "Made for PARTNER-OPEN. Left out: 2 programmes marked sensitive, 1 name of a partner marked sensitive, "
        "1 contact and 3 notes."
    ) in told


def test_a_partner_marked_sensitive_reads_its_own_name_since_it_was_asked_for_by_it(planted: str) -> None:
    told = said(made(planted, "partner-secret"), "markdown")
    assert "PARTNER-SECRET" in told
    assert "535,353" in told
    assert "an organisation that is not named here" in told


def test_who_pays_and_is_marked_sensitive_is_not_named_but_its_money_is_told(planted: str) -> None:
    told = said(made(planted, "partner-open"), "markdown")
    assert "| PROGRAMME-OPEN | an organisation that is not named here | 777 (currency not recorded) |" in told


def test_who_pays_reads_what_it_pays_and_not_whom(planted: str) -> None:
    told = said(made(planted, "payer-open"), "markdown")
    assert "| PROGRAMME-OPEN | you, to another organisation | 424,242 GBP |" in told


def test_what_is_withheld_is_there_where_it_is_asked_for(planted: str) -> None:
    found = made(planted, "partner-open", "sensitive", "contacts", "notes")
    told = said(found, "markdown")
    for mark in ("PROGRAMME-SECRET", "PAYER-SECRET", "TITLE-DOUBTFUL", "CONTACT-OPEN", "NOTE-PARTNER"):
        assert mark in told
    for mark in ("NOTE-AGREEMENT", "NOTE-FUNDING", "NOTE-EVIDENCE"):
        assert mark in told
    assert "NOTE-PROGRAMME" not in told
    assert "CONTACT-SECRET" not in told
    assert "Nothing that is recorded here was left out" in told


@pytest.mark.parametrize(("asked", "there"), [("contacts", "CONTACT-OPEN"), ("notes", "NOTE-PARTNER")])
def test_one_thing_asked_for_brings_no_other(planted: str, asked: str, there: str) -> None:
    told = said(made(planted, "partner-open", asked))
    assert there in told
    assert all(mark not in told for mark in ASKED if not there.startswith(mark))


def test_nothing_else_can_be_asked_for(planted: str) -> None:
    with pytest.raises(BadValue, match='"levels" is nothing that is withheld') as refused:
        made(planted, "partner-open", "levels")
    assert "sensitive, contacts, notes" in refused.value.hint


def test_every_agreement_of_several_programmes_is_there_with_its_money(cities: str) -> None:
    found = made(cities, LANTERN, as_of=AS_OF)
    assert sorted(programmes(found)) == [
        "harbour-youth-work",
        "night-patrol-training",
        "school-dialogue",
        "summer-street-games",
    ]
    assert sorted(row.funder or "" for row in found.funding) == [
        "invented-coastal-ministry",
        "invented-pearl-foundation",
    ]
    assert found.left_out == ()


def test_a_partner_of_the_fourteen_cities_without_an_agreement_reads_so(cities: str) -> None:
    told = said(made(cities, "Groundwork London", as_of=AS_OF))
    assert "1. Shared Endeavour Fund, London" in told
    assert "no agreement recorded" in told
    assert "No money is recorded that names you." in told
    assert "its contract may be extended" not in told


def test_an_agreement_is_there_from_the_day_it_was_signed_and_a_note_of_it_too(cities: str) -> None:
    signed = date(2025, 12, 1)
    assert "harbour-youth-work" in programmes(made(cities, LANTERN, as_of=signed))
    before = made(cities, LANTERN, as_of=date(2025, 11, 30))
    assert "harbour-youth-work" not in programmes(before)
    assert "Harbour Youth Work" not in said(before)


def test_what_was_confirmed_reviewed_or_committed_later_was_not_yet(cities: str) -> None:
    (row,) = (one for one in made(cities, LANTERN, as_of=date(2026, 8, 31)).agreements if one.signed_on == SIGNED)
    assert (row.confirmed_on, row.reviewed_on, row.reviewed_by) == (None, None, None)
    (row,) = (one for one in made(cities, LANTERN, as_of=date(2026, 9, 1)).agreements if one.signed_on == SIGNED)
    assert (str(row.confirmed_on), row.reviewed_on, row.reviewed_by) == ("2026-09-01", None, None)
    committed = [len(made(cities, LANTERN, as_of=day).funding) for day in (date(2025, 12, 4), date(2025, 12, 5))]
    assert committed == [1, 2]


@pytest.mark.parametrize(
    ("known", "launched", "status", "there"),
    [
        ("", "2026-11-23", "active", True),
        ("", "2026-11-24", "active", False),
        ("", "2027-05", "active", False),
        ("", "2026", "active", True),
        ("", "2027", "planned", True),
        ("2026-11-24", "2020", "active", False),
        ("", "", "active", True),
    ],
)
def test_who_is_named_in_a_programme_that_nobody_knew_of_is_not_told_of_it(
    cities: str, known: str, launched: str, status: str, there: bool
) -> None:
    texts = {"name": "Later", "city": CITY, "office": f"{CITY}/mayor", "launched": launched, "known_from": known}
    row = add_record(cities, STAMP, [(PROGRAMMES, {**texts, "status": status, "key": f"{CITY}/later"})])
    add_record(cities, STAMP, [(AGREEMENTS, {"programme": str(row["key"]), "partner": LANTERN, "status": "named"})])
    assert ("later" in programmes(made(cities, LANTERN, as_of=AS_OF))) is there


def test_an_agreement_signed_before_the_programme_begins_is_there(cities: str) -> None:
    texts = {"name": "Later", "city": CITY, "office": f"{CITY}/mayor", "launched": "2027", "key": f"{CITY}/later"}
    add_record(cities, STAMP, [(PROGRAMMES, texts)])
    signed = {"status": "signed", "signed_on": "2026-10-01"}
    add_record(cities, STAMP, [(AGREEMENTS, {"programme": f"{CITY}/later", "partner": LANTERN, **signed})])
    assert "later" in programmes(made(cities, LANTERN, as_of=AS_OF))


@pytest.mark.parametrize(("day", "there"), [("2026-11-23", True), ("2026-11-24", False), ("2026", True), ("", True)])
def test_evidence_is_there_from_its_day_and_without_one_always(cities: str, day: str, there: bool) -> None:
    add_record(cities, STAMP, [(EVIDENCE, {"partner": LANTERN, "kind": "capacity", "date": day, "title": "The check"})])
    assert ("The check" in said(made(cities, LANTERN, as_of=AS_OF))) is there


def test_a_number_in_another_register_is_told(cities: str) -> None:
    add_record(cities, STAMP, [(IDENTIFIERS, {"record": f"partner:{LANTERN}", "scheme": "wikidata", "value": "Q1"})])
    add_record(cities, STAMP, [(IDENTIFIERS, {"record": "partner:mopac", "scheme": "wikidata", "value": "Q2"})])
    told = said(made(cities, LANTERN, as_of=AS_OF))
    assert "In other registers: wikidata Q1 " in told


@pytest.mark.parametrize(("owner", "said_so"), [(CITY, "Harbour City"), ("london/mayor", "Mayor of London")])
def test_who_owns_the_partner_is_named(cities: str, owner: str, said_so: str) -> None:
    edit_record(cities, STAMP, PARTNERS, LANTERN, {"controlled_by": owner})
    assert f"Owned or appointed by: {said_so}" in said(made(cities, LANTERN, as_of=AS_OF))


def test_an_unknown_partner_is_suggested_and_several_are_listed(cities: str) -> None:
    with pytest.raises(UnknownKey) as refused:
        made(cities, "invented-lantern-trsut")
    assert LANTERN in refused.value.hint
    with pytest.raises(AmbiguousKey):
        made(cities, "invented-")


def test_the_number_of_queries_does_not_grow_with_the_record(cities: str, database: str) -> None:
    add_record(database, STAMP, [(PARTNERS, {"name": "Lantern Trust", "key": LANTERN})])
    counts = []
    for address in (database, cities):
        with counted(Engine) as queries:
            build_statement(address, LANTERN, AS_OF)
        # Without what opens a transaction: pragmas, and the revision of the database.
        counts.append(sum("FROM" in query and "alembic_version" not in query for query in queries))
    assert counts[0] == counts[1] <= 13


def test_both_databases_give_the_same_bytes(
    sqlite_database: str, postgres_server: object, postgres_template: str, tmp_path: Path
) -> None:
    other = postgres_server.make(postgres_template)
    record_guarded(sqlite_database, tmp_path)
    (tmp_path / "again").mkdir()
    record_guarded(other, tmp_path / "again")
    for partner in OTHERS:
        for form in DOCUMENT_FORMATS:
            one, two = (
                render_document(form, build_statement_document(made(address, partner)))
                for address in (sqlite_database, other)
            )
            assert one == two
    postgres_server.drop(other)


@pytest.mark.parametrize(
    ("successor", "name"), [("payer-open", "PAYER-OPEN"), ("payer-secret", "an organisation that is not named here")]
)
def test_statement_names_last_day_and_open_successor(successor: str, name: str, planted: str) -> None:
    """Issue 14, line 18: a successor marked sensitive is not named."""
    end_partner(planted, successor)
    text = said(made(planted, "partner-open"))
    assert f"Last day: 31 December 2026 Place taken by: {name}" in text
    assert "payer-secret" not in text


@pytest.mark.parametrize(("known_from", "is_known"), [("2026-11-23", True), ("2026-11-24", False)])
def test_statement_leaves_out_an_end_decided_later(known_from: str, is_known: bool, planted: str) -> None:
    end_partner(planted, "payer-open", known_from)
    assert ("Last day" in said(made(planted, "partner-open"))) is is_known
