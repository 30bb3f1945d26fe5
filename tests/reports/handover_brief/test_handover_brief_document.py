"""The handover brief as its reader sees it: the order, the words, the pages, and names of every kind."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from continuity.domain.offices.models import Transition
from continuity.domain.privacy.audiences import INCOMING
from continuity.domain.programmes.models import Agreement, Funding, Outcome, Partner
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.reports.handover_brief.document import build_handover_document
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.registry import DOCUMENT_FORMATS, render_document
from continuity.reports.report.model import ReportData
from continuity.services.handover_brief import build_handover_brief
from support.report_goldens import same_as_golden
from support.sample_assessment import ELECTION, FINDINGS, HIGH, MAYOR, NAMES, UNRECORDED, assessment, on
from support.strict_html import Page as Strict

HOSTILE = '<script>alert("x")</script> & "שלום" 🎉 | *bold* ' + "long" * 70
PAST = replace(ELECTION, polling_day=date(2025, 5, 1), first_day=date(2025, 5, 1), outgoing="zoe-zero")
TRUST = Partner(key="harbour-trust", name="Harbour Trust")
SIGNED = Agreement(
    key="a",
    partner=TRUST,
    status="signed",
    scope="deliver",
    signed_on=on("2026-01-10"),
    start=on("2026-01-10"),
    end=on("2027-12-31"),
    end_basis="stated",
)


def record(**cells: str) -> Row:
    return {"theme": None, "summary": None, "mandate_reference": None, **cells}


def brief(*findings: Finding, **changes: Any) -> HandoverBrief:
    found = assessment(findings=findings or tuple(one for one in FINDINGS if one.programme.office == MAYOR))
    base = HandoverBrief(
        report=ReportData(assessment=found, findings=found.findings, audience=INCOMING),
        office=MAYOR,
        transition=ELECTION,
        programmes={one.programme.key: record() for one in found.findings},
    )
    return replace(base, **changes)


def having(**changes: Any) -> Finding:
    return replace(HIGH, programme=replace(HIGH.programme, **changes))


def flat(made: HandoverBrief) -> str:
    """The words of the Markdown, in which every row stands on one line, without its marks."""
    return " ".join(re.sub(r"[|*\\]", "", render_document("markdown", build_handover_document(made)).decode()).split())


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("markdown", "md"), ("text", "txt")])
def test_the_brief_on_the_invented_city_is_as_it_was(form: str, ending: str, sqlite_cities: Path) -> None:
    city = "invented-harbour-city"
    made = build_handover_brief(str(sqlite_cities), date(2026, 11, 23), city, f"{city}/council-leader")
    same_as_golden(f"handover.{ending}", render_document(form, build_handover_document(made)).decode())


def test_what_concerns_all_comes_first_and_then_a_page_for_each() -> None:
    sections = build_handover_document(brief()).sections
    assert [one.title for one in sections if one.level == 2 and not one.starts_page] == [
        "The change of leadership",
        "What runs",
        "What lapses if nothing is decided",
        "Decisions up to the hundredth day",
        "When agreements may be ended",
        "Legal duty and policy",
        "Whom to ask",
        "What ends before the handover",
        "For whom this was made",
        "Rule and settings",
    ]
    pages = [one.title for one in sections if one.starts_page]
    assert pages == ["Family Circles", "School Bridges", "Youth Mediators"]
    assert [one.starts_page for one in sections].index(True) == len(sections) - 5 * len(pages)


def test_the_lead_says_how_many_are_agreed_and_paid_on_the_first_day() -> None:
    paid = Funding(
        key="f", start=on("2026-01-01"), end=on("2027-05-10"), certainty="committed", committed_on=on("2026-01-01")
    )
    carried = having(agreements=(SIGNED,), funding=(paid,))
    assert (
        "2 programmes are handed over. On 10 May 2027, a signed agreement with a partner certainly runs for 1, "
        "and committed money is certain for 1."
    ) in flat(brief(carried, UNRECORDED))
    short = having(agreements=(replace(SIGNED, end=on("2027-05")),), funding=(replace(paid, certainty="indicative"),))
    assert "1 programme is handed over" in flat(brief(short))
    assert "certainly runs for none, and committed money is certain for none." in flat(brief(short))


def test_who_only_is_named_has_no_agreement_that_is_recorded() -> None:
    told = flat(brief(having(agreements=(replace(SIGNED, status="named", start=None, end=None),))))
    assert "Harbour Trust (no agreement recorded)" in told
    assert "not empowered" not in told
    assert "No signed agreement is recorded that runs on at the handover." in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"office_may_end_alone": "yes", "notice_days": 90}, "8 August 2027 (90 days of notice)"),
        ({"office_may_end_alone": "yes", "notice_days": 1}, "11 May 2027 (1 day of notice)"),
        ({"office_may_end_alone": "yes"}, "10 May 2027 (notice not recorded)"),
        ({"office_may_end_alone": "yes", "notice_days": 300}, "ends before notice given then runs out"),
        ({"office_may_end_alone": "no"}, "not alone, before its last day"),
        ({}, "whether it can alone is not recorded"),
    ],
)
def test_when_the_office_may_end_an_agreement(changes: dict[str, Any], told: str) -> None:
    made = flat(brief(having(agreements=(replace(SIGNED, **changes),))))
    assert f"School Bridges Harbour Trust 31 December 2027 {told}" in made


def test_notice_counts_from_today_where_the_handover_is_past() -> None:
    handed = replace(ELECTION, handover_first=date(2026, 6, 1), handover_last=date(2026, 6, 1), open=True)
    row = replace(SIGNED, office_may_end_alone="yes", notice_days=30)
    assert "31 August 2026 (30 days of notice)" in flat(brief(having(agreements=(row,)), transition=handed))


def test_what_stops_by_itself_is_told_by_day_with_where_that_day_lies() -> None:
    told = flat(brief())
    assert "School Bridges 31 March 2027 last day of its agreements before the handover" in told
    assert "Family Circles 31 March 2028 last day of its agreements later" in told
    assert "For one programme no last day is recorded: whether it lapses has to be asked." in told


def test_what_the_first_hundred_days_bring_is_told_by_day_and_a_draft_last() -> None:
    rows = (replace(SIGNED, end=on("2027-06")), replace(SIGNED, key="b", status="draft"))
    money = Funding(key="f", funder="harbour-trust", end=on("2027-05-31"), certainty="committed")
    told = flat(brief(having(agreements=rows, funding=(money,), end=on("2027-08-17"), end_basis="stated")))
    order = [
        "31 May 2027 School Bridges Committed money ends: Harbour Trust in the first hundred days",
        "June 2027 School Bridges The agreement ends: Harbour Trust in the first hundred days",
        "17 August 2027 School Bridges The programme ends in the first hundred days",
        "no day School Bridges The agreement is a draft and waits to be signed: Harbour Trust",
    ]
    assert [told.index(line) for line in order] == sorted(told.index(line) for line in order)
    assert "Nothing is recorded that ends, begins or waits" in flat(brief(UNRECORDED))


def test_legal_duty_is_told_apart_from_policy() -> None:
    statute = having(mandate="statute", mandate_on=on("2022-02-01"))
    policy = replace(UNRECORDED, programme=replace(UNRECORDED.programme, mandate="executive"))
    made = brief(
        statute,
        policy,
        programmes={
            HIGH.programme.key: record(mandate_reference="Ordinance 12"),
            UNRECORDED.programme.key: record(),
        },
    )
    told = flat(made)
    assert "1 of 2 programmes rests on a statute." in told
    assert "School Bridges Statute Ordinance 12 1 February 2022 no last day recorded" in told
    assert "Youth Mediators Decision of the office not recorded not recorded no last day recorded" in told


def test_the_changes_a_programme_has_outlived_are_told_with_what_became_of_it() -> None:
    again = replace(
        PAST, polling_day=date(2026, 5, 7), first_day=date(2026, 5, 7), outgoing="ada-one", holder_stays=True
    )
    changed = replace(PAST, successor="ada-one", result_known=True)
    outcome = Outcome(transition=PAST.key, outcome="changed", checked_on=on("2025-12-01"))
    one = having(outcomes=(outcome,), launched=on("2024-02-01"))
    told = flat(brief(one, past_transitions={MAYOR: (changed, again)}))
    assert "Election of 1 May 2025: Ada One after Zoë Zero. The programme was recorded as changed." in told
    assert "Election of 7 May 2026: Ada One went on." in told
    assert "1; the same person went on once" in told
    assert "Its launch is not recorded, so which changes it has outlived is not known." in flat(brief(UNRECORDED))


def test_a_result_that_is_not_recorded_is_said_to_be_and_counts_as_no_change() -> None:
    one: Transition = replace(PAST, successor=None, result_known=False)
    told = flat(brief(HIGH, past_transitions={MAYOR: (one,)}))
    assert "Election of 1 May 2025: no result recorded." in told
    assert "none; of 1 more the result is not recorded" in told


@pytest.mark.parametrize(
    ("end", "when"),
    [
        ("2026", "2026 School Bridges The agreement ends: Harbour Trust has passed or before the handover"),
        ("2027", "2027 School Bridges The agreement ends: Harbour Trust before the handover or later"),
        ("2027-05", "May 2027 School Bridges The agreement ends: Harbour Trust before the handover or in the first"),
        ("2027-05-20/..", "20 May 2027 or later School Bridges The agreement ends: Harbour Trust in the first hundred"),
    ],
)
def test_a_vague_day_is_told_with_all_it_may_mean(end: str, when: str) -> None:
    assert when in flat(brief(having(agreements=(replace(SIGNED, end=on(end)),))))


def test_while_it_is_not_known_whether_the_handover_took_place_the_hundred_days_are_not_either() -> None:
    handed = replace(ELECTION, polling_day=date(2026, 5, 7), handover_first=date(2026, 5, 26), open=True)
    handed = replace(handed, scheduled_handover_last=date(2026, 5, 27), handover_last=date(2026, 8, 1))
    told = flat(brief(transition=handed))
    assert "First hundred days: not known, since whether the handover has taken place is not recorded" in told
    assert "looked at to 8 November 2026" in told


def test_a_change_that_is_past_is_said_to_be() -> None:
    past = replace(PAST, handover_first=date(2025, 5, 12), handover_last=date(2025, 5, 12))
    assert "This change is past: these are the programmes of then that still run on 1 August 2026." in flat(
        brief(transition=past)
    )
    assert "This change is past" not in flat(brief())


def test_what_is_kept_back_is_not_said_to_be_unrecorded() -> None:
    told = flat(brief(HIGH, withheld_counts={HIGH.programme.key: 2}))
    assert "2 evaluations or documents left out, which might name a partner that is not named here." in told
    assert "No evaluation and no document is recorded." not in told


def test_what_is_recorded_to_read_is_there_with_its_address() -> None:
    rows = ({"date": VagueDate.parse("2026-05"), "title": "Report", "url": "https://example.org/r"},)
    made = brief(
        having(agreements=(SIGNED,)),
        evaluations={HIGH.programme.key: rows},
        agreements={"a": {"evidence": "Contract 7"}},
    )
    assert "Evaluation of May 2026: Report, https://example.org/r" in flat(made)
    assert "Agreement with Harbour Trust: Contract 7" in flat(made)
    assert "No evaluation and no document is recorded." in flat(brief(UNRECORDED))


@pytest.mark.parametrize("form", DOCUMENT_FORMATS)
def test_names_of_every_kind_break_nothing_and_run_nothing(form: str) -> None:
    names = dict.fromkeys(NAMES, HOSTILE) | {("office", MAYOR): HOSTILE}
    one = having(name=HOSTILE, owner=HOSTILE, agreements=(SIGNED,))
    found = assessment(findings=(one,), names=names)
    made = brief(
        one,
        report=ReportData(assessment=found, findings=found.findings, audience=INCOMING),
        programmes={HIGH.programme.key: record(summary=HOSTILE, theme=HOSTILE, mandate_reference=HOSTILE)},
        past_transitions={MAYOR: (replace(PAST, successor="ada-one"),)},
    )
    written = render_document(form, build_handover_document(made)).decode()
    assert "שלום" in written
    if form == "html":
        strict = Strict(written)
        assert not {"script", "a", "img", "link", "iframe", "form"} & set(strict.tags)
        assert all(len(table.widths) == 1 for table in strict.tables)
    if form == "markdown":
        assert "<script>" not in written
        assert "\\<script\\>" in written


def test_the_page_of_the_web_asks_nothing_of_anybody() -> None:
    strict = Strict(render_document("html", build_handover_document(brief())).decode())
    policy = [value for tag, name, value in strict.attributes if tag == "meta" and name == "content"]
    assert policy[0] == "default-src 'none'; style-src 'unsafe-inline'"
    assert not [value for _, name, value in strict.attributes if name in ("src", "href", "action")]
    assert strict.tags.count("h1") == 1
    assert [value for tag, name, value in strict.attributes if tag == "h2" and name == "class"] == ["page"] * 3
