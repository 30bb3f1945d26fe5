"""A partner's own statement as a page: everything recorded is said in plain words, and what is not is said to be so."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from continuity.domain.privacy.redaction import WithheldData
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.programmes.partner_record import (
    PartnerAgreement,
    PartnerEvidence,
    PartnerFunding,
    PartnerIdentifier,
    PartnerRecord,
)
from continuity.domain.schema import tables
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.text import WIDTH
from continuity.reports.document.text_layout import display_width
from continuity.reports.partner_statement.document import build_statement_document
from continuity.reports.partner_statement.model import PartnerStatement
from continuity.reports.partner_statement.wording import (
    AGREEMENT_STATUS_LABELS,
    CERTAINTY_LABELS,
    EVIDENCE_LABELS,
    MAY_END_LABELS,
    PARTNER_KIND_LABELS,
    ROLE_LABELS,
    SCOPE_LABELS,
    list_agreement_facts,
    list_missing_agreement_facts,
)
from continuity.reports.registry import DOCUMENT_FORMATS, render_document
from continuity.reports.wording.english import format_marked_days
from continuity.services.partners.statement import reduce_record
from support.report_goldens import same_as_golden
from support.strict_html import Page as Html

AS_OF = date(2026, 11, 23)
US = "harbour-trust"
NAMES = {
    ("programme", "port/bridges"): "School Bridges",
    ("programme", "port/walks"): "Night Walks",
    ("city", "port"): "Port",
    ("office", "port/mayor"): "Mayor of Port",
    ("partner", "pearl"): "Pearl Foundation",
    ("partner", "other"): "Other Trust",
}
RECORD = dict.fromkeys(tables.PARTNERS.column_names) | {
    "key": US,
    "name": "Harbour Trust",
    "kind": "charity",
    "controlled_by": "port/mayor",
    "city": "port",
    "org_id": "GB-CHC-1",
    "contact": "ann@example.org",
    "note": "call first",
}


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


def agreement(**changes: Any) -> PartnerAgreement:
    base: dict[str, Any] = {
        "key": "port/bridges/1",
        "programme": "port/bridges",
        "partner": Partner(key=US),
        "role": "implementing",
        "scope": "deliver",
        "status": "signed",
        "signed_on": on("2026-01-10"),
        "start": on("2026-02-01"),
        "end": on("2028-03-31"),
        "end_basis": "stated",
        "notice_days": 90,
        "office_may_end_alone": "no",
        "evidence": "Deed 7",
        "confirmed_on": on("2026-03-01"),
        "reviewed_on": on("2026-04"),
        "reviewed_by": "Dana Five",
        "note": "signed in haste",
    }
    return PartnerAgreement(**base | changes)


def money(**changes: Any) -> PartnerFunding:
    base: dict[str, Any] = {
        "key": "port/bridges/1",
        "programme": "port/bridges",
        "partner": US,
        "funder": "pearl",
        "amount": Decimal("12500.50"),
        "currency": "EUR",
        "certainty": "committed",
        "committed_on": on("2026-01-10"),
        "start": on("2026-02-01"),
        "end": on("2028-03"),
    }
    return PartnerFunding(**base | changes)


CHECK = PartnerEvidence(
    key=f"{US}/1", partner=US, kind="capacity", date=on("2026-05-04"), score=Decimal("3.5"), title="First check"
)
SECOND = replace(CHECK, key=f"{US}/2", date=on("2026-10-01"), title="Second check", note="by telephone")
PROGRAMMES = {key: Programme(key=key, city="port", office="port/mayor") for key in ("port/bridges", "port/walks")}
NAMED = agreement(
    **dict.fromkeys(("scope", "signed_on", "start", "end", "end_basis", "notice_days", "office_may_end_alone")),
    **dict.fromkeys(("evidence", "confirmed_on", "reviewed_on", "reviewed_by", "note")),
    key="port/walks/1",
    programme="port/walks",
    status="named",
)
FULL = PartnerRecord(
    programmes=PROGRAMMES,
    agreements=(agreement(), NAMED),
    funding=(money(), money(key="port/walks/1", programme="port/walks", partner="other", funder=US)),
    evidence=(CHECK,),
    identifiers=(PartnerIdentifier(scheme="wikidata", value="Q7"),),
)


def made(
    stated: PartnerRecord = FULL, *asked: str, names: dict[tuple[str, str], str] = NAMES, **record: Any
) -> PartnerStatement:
    return reduce_record(RECORD | record, stated, WithheldData(), names, AS_OF, asked)


def flat(one: PartnerStatement, form: str = "text") -> str:
    return " ".join(render_document(form, build_statement_document(one)).decode().split())


def facts(row: PartnerAgreement) -> dict[str, str]:
    return {label: format_marked_days(text) for label, text in list_agreement_facts(row)}


@pytest.mark.parametrize(("form", "ending"), [("text", "txt"), ("markdown", "md"), ("html", "html")])
def test_the_statement_is_as_it_was(form: str, ending: str) -> None:
    same_as_golden(f"statement.{ending}", render_document(form, build_statement_document(made())).decode())


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_the_same_facts_give_the_same_bytes_in_whatever_order_they_come(form: str) -> None:
    more = replace(FULL, funding=(*FULL.funding, money(key="port/walks/2", note="late")), evidence=(CHECK, SECOND))
    turned = replace(more, agreements=more.agreements[::-1], funding=more.funding[::-1], evidence=more.evidence[::-1])
    assert render_document(form, build_statement_document(made(turned, "notes"))) == render_document(
        form, build_statement_document(made(more, "notes"))
    )


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_every_form_says_who_the_partner_is_its_part_its_money_and_its_evidence(form: str) -> None:
    told = re.sub(r"</?time[^>]*>", "", flat(made(), form)).replace("\u00a0", " ")
    for said in (
        "As of 23 November 2026",
        "Harbour Trust",
        "Mayor of Port",
        "GB",
        "you carry it out",
        "day of signing: 10 January 2026",
        "first day: 1 February 2026; last day: 31 March 2028",
        "Deed 7",
        "Dana Five",
        "Pearl Foundation",
        "12,500.50",
        "First check",
        "Signature",
    ):
        assert said in told, said


def test_each_agreement_has_a_line_to_tick_with_its_reference_and_what_is_missing() -> None:
    html = Html(render_document("html", build_statement_document(made())).decode())
    told = flat(made(), "markdown")
    assert "| 1\\. Night Walks (reference port/walks/1) | what you may do, an agreement | ☐ | ☐ |" in told
    assert "| 2\\. School Bridges (reference port/bridges/1) | nothing | ☐ | ☐ |" in told
    assert [one.caption for one in html.tables if one.caption][-1] == "Please tick what is right and what is not."


def test_nothing_recorded_is_said_to_be_so_and_never_called_a_lack() -> None:
    told = flat(made(PartnerRecord(), **dict.fromkeys(("kind", "controlled_by", "city", "org_id"))))
    for said in (
        "Kind: not recorded",
        "City: not recorded",
        "Website: not recorded",
        "no city or office recorded",
        "No agreement is recorded that names you.",
        "No money is recorded that names you.",
        "No evidence is recorded about you.",
    ):
        assert said in told
    assert "empowered" not in told


def test_who_is_only_named_reads_that_no_agreement_is_recorded() -> None:
    assert facts(NAMED) == {
        "Your part": "you carry it out (implementing); what you may do: not recorded",
        "Agreement": "no agreement recorded; you are named as having a part in it",
        "Confirmed by you": "not recorded",
    }


def test_an_agreement_without_days_says_so_and_asks_for_them() -> None:
    undated = agreement(signed_on=None, start=None, end=None, end_basis=None)
    assert facts(undated)["Agreement"] == "signed; day of signing: not recorded"
    assert facts(undated)["In force"] == "not recorded"
    assert list_missing_agreement_facts(undated) == ("the day of signing", "the first day", "the last day")


def test_an_end_that_nobody_stated_and_an_agreement_without_one_are_told_apart() -> None:
    assert facts(agreement(end_basis="derived"))["In force"].endswith(
        "last day: 31 March 2028 (worked out, not stated)"
    )
    without = agreement(end=None, end_basis="open")
    assert facts(without)["In force"] == "first day: 1 February 2026; last day: no end agreed"
    assert list_missing_agreement_facts(without) == ()
    assert facts(agreement(end=None))["In force"].endswith("last day: not recorded")


def test_vague_days_stay_as_they_are_recorded() -> None:
    vague = agreement(signed_on=on("2026"), start=on("2026-05-06/2026-05-20"), end=on("2028/.."))
    told = flat(made(replace(FULL, agreements=(vague,))))
    assert "day of signing: 2026" in told
    assert "first day: 6 May 2026 to 20 May 2026; last day: 2028/.." in told
    assert "| 1 February 2026 to 2028-03 |" in flat(made(), "markdown")


def test_a_terminated_agreement_and_a_draft_are_told_as_what_they_are() -> None:
    assert facts(agreement(status="terminated"))["Agreement"] == (
        "signed and then terminated; day of signing: 10 January 2026"
    )
    draft = agreement(status="draft", signed_on=None)
    assert facts(draft)["Agreement"] == "a draft, not signed"
    assert "the day of signing" not in list_missing_agreement_facts(draft)


def test_what_is_recorded_as_not_known_is_not_called_unrecorded_and_is_asked_for() -> None:
    row = agreement(status="unknown", office_may_end_alone="unknown", notice_days=None)
    assert facts(row)["Agreement"] == "whether it is signed: recorded as not known; day of signing: 10 January 2026"
    assert facts(row)["Ending it"] == "whether the office may end it alone: recorded as not known; notice: not recorded"
    assert list_missing_agreement_facts(row) == (
        "whether it is signed",
        "the notice",
        "whether the office may end it alone",
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"funder": None, "funder_kind": "office"}, "the office"),
        ({"funder": None, "funder_kind": "own"}, "you"),
        ({"funder": US, "partner": "other"}, "you, to another organisation"),
        ({"funder": US, "partner": None}, "you"),
        ({"funder": None}, "funder not recorded"),
        ({"amount": None}, "Pearl Foundation | not recorded |"),
        ({"currency": None}, "12,500.50 (currency not recorded)"),
        ({"certainty": "indicative", "committed_on": None}, "indicative only"),
        ({"certainty": None, "committed_on": None}, "| not recorded | 1 February 2026"),
        ({"committed_on": None}, "committed, day not recorded"),
    ],
)
def test_money_says_who_pays_how_much_and_how_firm_that_is(changes: dict[str, Any], said: str) -> None:
    told = flat(made(replace(FULL, funding=(money(**changes),))), "markdown")
    assert f"{said}" in told.replace("\\", "")
    assert "Other Trust" not in told


def test_evidence_keeps_its_scale_and_says_what_is_not_recorded() -> None:
    bare = replace(CHECK, key="e", kind="data", score=None, date=None, title=None, programme="port/walks")
    told = flat(made(replace(FULL, evidence=(CHECK, bare))), "markdown")
    assert (
        "| check of your capacity | 4 May 2026 | 3.5 (on a scale of 1 to 4) | First check; address not recorded |"
        in told
    )
    assert (
        "| Night Walks | the programme's data in your hands | not recorded | not recorded "
        "| title not recorded; address not recorded |"
    ) in told
    assert "| Evidence | the address, the day, the title |" in told


def test_contact_and_notes_stand_there_only_where_they_were_asked_for() -> None:
    told = flat(made())
    assert "Made for Harbour Trust. Left out: 1 contact and 2 notes." in told
    for secret in ("ann@example.org", "call first", "signed in haste"):
        assert secret not in told
        assert secret not in repr(made())
        assert secret in flat(made(FULL, "contacts", "notes"))
    assert "Nothing that is recorded here was left out" in flat(made(FULL, "contacts", "notes"))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "N" * 300, "برنامج الشباب", "🏙️ Café 👩\u200d👧", "a | b"]
)
def test_whatever_a_name_is_it_is_shown_whole_and_makes_no_markup(text: str) -> None:
    names = dict.fromkeys(NAMES, text)
    hostile = made(FULL, "contacts", "notes", names=names, name=text, website=text, contact=text, note=text)
    harmless = made(
        FULL, "contacts", "notes", names=dict.fromkeys(NAMES, "x"), name="x", website="x", contact="x", note="x"
    )
    tags = [
        [tag for tag in Html(render_document("html", build_statement_document(one)).decode()).tags if tag != "bdi"]
        for one in (hostile, harmless)
    ]
    assert tags[0] == tags[1]
    assert text in flat(hostile)
    rows = [
        [
            line.replace("\\|", "").count("|")
            for line in render_document("markdown", build_statement_document(one)).decode().splitlines()
        ]
        for one in (hostile, harmless)
    ]
    assert rows[0] == rows[1]


def test_no_line_of_the_text_is_wider_than_a_screen() -> None:
    assert (
        max(map(display_width, render_document("text", build_statement_document(made())).decode().splitlines()))
        <= WIDTH
    )


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        (tables.PARTNERS, "kind", PARTNER_KIND_LABELS),
        (tables.AGREEMENTS, "role", ROLE_LABELS),
        (tables.AGREEMENTS, "scope", SCOPE_LABELS),
        (tables.AGREEMENTS, "status", AGREEMENT_STATUS_LABELS),
        (tables.AGREEMENTS, "office_may_end_alone", MAY_END_LABELS),
        (tables.FUNDING, "certainty", CERTAINTY_LABELS),
        (tables.EVIDENCE, "kind", EVIDENCE_LABELS),
    ],
)
def test_every_word_of_the_record_has_plain_words(table: Any, column: str, words: dict[str, str]) -> None:
    assert {*words, "unknown"} == set(table.get_column(column).choices)
