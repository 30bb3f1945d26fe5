"""The HTML report: what it says, and that nothing in it runs, loads or breaks."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.vocabulary import StopCause
from continuity.reports.registry import render_report
from continuity.reports.report.model import FULL_TEXT_LIMIT, ReportData
from support.report_goldens import same_as_golden
from support.sample_assessment import AS_OF, COVERED, FINDINGS, HIGH, MAYOR, NAMES, assessment, large, on, programme
from support.strict_html import Page

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "{{ 7 * 7 }}{% raw %}",
    "</title></svg></style><b>",
    "&lt;i&gt;",
    "javascript:alert(1)",
]
RIGHT_TO_LEFT = ["\u202eeltit desrever", "برنامج الشباب", "תוכנית"]


def written(found: Assessment, findings: tuple[Finding, ...]) -> str:
    return render_report("html", ReportData(assessment=found, findings=findings)).decode()


def plain(text: str) -> str:
    """The text as one reads it: a space that keeps a line together is one."""
    return text.replace("\u00a0", " ")


def html(*findings: Finding, **changes: Any) -> str:
    return written(assessment(**changes), findings or FINDINGS)


def hostile(name: str) -> Assessment:
    """The assessment with the name wherever somebody may type one."""
    subject = replace(HIGH.programme, name=name, owner=name)
    told = (replace(HIGH.reasons[0], parameters=HIGH.reasons[0].parameters | {"partner": name}, owner=name),)
    finding = replace(HIGH, programme=subject, reasons=told, watch_points=told)
    finding = replace(finding, treatment=replace(finding.treatment, owner=name))
    names = dict.fromkeys(NAMES, name) | {("office", MAYOR): name}
    return assessment(findings=(finding, replace(finding, status="covered", level=None, basis=None)), names=names)


def hostile_page(name: str) -> str:
    found = hostile(name)
    return written(found, found.findings)


def test_the_report_is_as_it_was() -> None:
    same_as_golden("report.html", html())


def test_the_same_facts_give_the_same_bytes() -> None:
    assert html() == html()


def test_every_element_is_closed_in_turn_and_ids_are_unique() -> None:
    page = Page(html())
    assert len(page.ids) == len(set(page.ids))
    targets = {value[1:] for _, name, value in page.attributes if name == "href"}
    referred = {key for _, name, value in page.attributes if name == "aria-labelledby" for key in value.split()}
    assert targets | referred <= set(page.ids)


def test_there_is_one_first_heading_and_no_level_is_skipped() -> None:
    page = Page(html())
    assert page.tags.count("h1") == 1
    assert not {"h3", "h4", "h5", "h6"} & set(page.tags)


def test_every_table_has_a_caption_scopes_and_even_rows() -> None:
    page = Page(html())
    assert len(page.tables) == 10
    for table in page.tables:
        assert table.caption.strip()
        assert all(heading.get("scope") in ("col", "row", "rowgroup") for heading in table.headings)
        assert len(table.widths) == 1


def test_nothing_is_loaded_or_run() -> None:
    text = html()
    page = Page(text)
    assert not {"link", "iframe", "img", "object", "base"} & set(page.tags)
    assert page.tags.count("script") == 1
    outside = text.partition("<style>")[2].partition("<script>")[0]
    assert not re.search(r"https?:|//|@import|url\((?!#)", outside)
    links = [value for _, name, value in page.attributes if name in ("href", "src")]
    assert all(link.startswith("#") for link in links)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    policy = next(value for *_, value in page.attributes if "default-src" in value)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
    assert policy.endswith("'; base-uri 'none'; form-action 'none'")


def test_the_policy_admits_the_script_of_the_page_and_no_other() -> None:
    text = html()
    script = text.partition("<script>")[2].partition("</script>")[0]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in text


def test_the_language_and_a_skip_link_come_first() -> None:
    page = Page(html())
    assert ("html", "lang", "en") in page.attributes
    assert next(value for tag, name, value in page.attributes if (tag, name) == ("a", "href")) == "#decisions"


def test_every_drawing_is_named_or_hidden() -> None:
    page = Page(html())
    assert all(d.get("aria-hidden") == "true" or (d["role"] == "img" and d["aria-labelledby"]) for d in page.drawings)
    assert sum("role" in drawing for drawing in page.drawings) == 3


@pytest.mark.parametrize("name", HOSTILE + RIGHT_TO_LEFT)
def test_hostile_names_stay_text(name: str) -> None:
    page = Page(hostile_page(name))
    harmless = Page(hostile_page("Harmless"))
    assert [tag for tag in page.tags if tag != "bdi"] == harmless.tags
    assert [pair[:2] for pair in page.attributes] == [pair[:2] for pair in harmless.attributes]
    assert name in page.text("th") + page.text("bdi")


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_what_runs_from_right_to_left_does_not_turn_its_neighbours(name: str) -> None:
    assert f"<bdi>{name}</bdi>" in hostile_page(name)


def test_the_headline_and_the_figures_count_what_is_given() -> None:
    page = Page(html())
    assert "3 of 7 programmes are at risk at a change of leadership" in page.text("p")
    figures = re.findall(r"<li><b>(\d+)</b> ([^<]+)</li>", html())
    assert [int(number) for number, _ in figures] == [2, 1, 1, 1, 1, 1]
    assert [label for _, label in figures][2:] == [
        "covered",
        "end before the handover",
        "with unknown exposure",
        "not exposed",
    ]
    assert figures[1][1] == "at risk because nothing is recorded"


def test_it_says_what_its_words_do_not_mean() -> None:
    text = html()
    assert "Covered is not safe" in text
    assert "Levels of partisan and nonpartisan offices are not comparable" in text


@pytest.mark.parametrize(
    ("findings", "sentence"),
    [
        ((), "No programme is recorded"),
        ((COVERED,), "The one programme is not at risk"),
        ((COVERED, COVERED), "None of 2 programmes is at risk"),
        ((HIGH, COVERED), "1 of 2 programmes is at risk"),
    ],
)
def test_the_headline_reads_well_whatever_the_number(findings: tuple[Finding, ...], sentence: str) -> None:
    assert sentence in written(assessment(findings=findings), findings)


def test_an_empty_record_still_makes_a_report() -> None:
    page = Page(written(Assessment(as_of=AS_OF, settings=assessment().settings), ()))
    assert "No decision is due." in page.text("p")
    assert page.tables == []


def test_equal_steps_for_one_office_are_one_decision() -> None:
    other = replace(HIGH, programme=programme("exampleton/other", "Other Bridges", owner=HIGH.programme.owner))
    text = html(HIGH, other)
    assert "<td>School Bridges, Other Bridges</td>" in text


def test_each_level_has_its_word_and_its_shape() -> None:
    text = html()
    for level in ("critical", "high", "moderate"):
        assert f'<b class="{level}">{level.capitalize()}</b>' in text
        assert f".{level}::before" in text
        assert f'<use href="#m-{level}"' in text


def test_people_of_the_terms_are_named_and_a_later_end_is_not_known_yet() -> None:
    text = html(as_of=AS_OF.replace(year=2022))
    assert "Zoë Zero" in text
    assert "2023-05-07" not in text
    assert "Ada One" not in text


def test_the_foot_prints_rule_day_and_settings() -> None:
    foot = plain(html()).partition("<footer")[2]
    assert "Risk rule version 1" in foot
    assert "1 August 2026" in foot
    assert all(value in foot for value in ("24m", "183 days", "60 days", "12 months", "community, charity, faith"))


def test_the_data_are_counted_by_city() -> None:
    assert '<th scope="row">Exampleton</th><td>4</td><td>30</td><td>44</td><td>68 %</td>' in html()


def test_a_network_of_230_cities_stays_under_a_megabyte() -> None:
    found = large(230, 5)
    text = written(found, found.findings)
    page = Page(text)
    assert len(text.encode()) < 1_000_000
    assert len(page.ids) == len(set(page.ids))
    assert "Neighbourhood Mediation 229-4" in text.partition('id="annex-cities"')[2]
    assert "No partner recorded, No committed money recorded, No lasting mandate recorded" in text
    assert "Name a community partner" in text


def test_a_network_of_250_cities_and_15_000_programmes_stays_under_three_megabytes() -> None:
    found = large(250, 60)
    text = written(found, found.findings)
    assert len(text.encode()) < 3_000_000
    annex = text.partition('id="annex-cities"')[2]
    assert annex.count('<tr><th scope="row">Neighbourhood Mediation') == 15_000
    assert annex.count("<details") == 250


def test_names_of_fifty_characters_and_days_for_every_programme_stay_under_three_megabytes_too() -> None:
    found = large(250, 60)
    findings = tuple(
        replace(
            one,
            programme=replace(one.programme, name=f"{one.programme.name} in the northern wards".ljust(50, "x")),
            runs_until=on("2027-09-30").latest,
            runs_until_cause=StopCause.AGREEMENTS,
        )
        for one in found.findings
    )
    assert len(written(found, findings).encode()) < 3_000_000


def test_a_long_report_numbers_the_reasons_and_explains_every_number() -> None:
    found = large(61, 5)
    text = written(found, found.findings)
    numbers = set(re.findall(r"</th><td>([\d ]+)</td><td>", text))
    explained = set(re.findall(r'<tr data-number="(\d+)">', text))
    assert {number for row in numbers for number in row.split()} == explained


def test_each_city_folds_and_says_how_it_stands() -> None:
    folded = re.findall(r"<summary><b>([^<]+)</b>: ([^<]+)</summary>", plain(html()))
    assert folded[0] == (
        "Exampleton",
        (
            "2 of 4 programmes at risk (1 high, 1 moderate; 1 on the record, 1 because nothing is recorded), "
            "1 covered, 1 ends first; the next change is on 6 May 2027."
        ),
    )
    assert [city for city, _ in folded] == ["Exampleton", "Sample Bay", "Templeford"]


def test_the_annex_says_which_programmes_are_at_risk_on_the_record() -> None:
    annex = html().partition('id="annex"')[2]
    assert '<td><b class="high">High</b><small>on the record</small></td>' in annex
    assert '<td><b class="moderate">Moderate</b><small>nothing is recorded</small></td>' in annex
    found = large(61, 5)
    mixed = tuple(
        replace(one, basis="recorded" if place % 5 < 2 else "unrecorded") for place, one in enumerate(found.findings)
    )
    annex = written(found, mixed).partition('id="annex-cities"')[2]
    assert annex.count("2 programmes, on the record") == 61
    assert annex.count("3 programmes, because nothing is recorded") == 61


def test_the_annex_says_under_whom_a_programme_was_launched_and_who_leads() -> None:
    annex = plain(html()).partition('id="annex-cities"')[2]
    assert "1 February 2024<small>under Ada One</small>" in annex
    assert "<b>Mayor</b>: Ada One, since 8 May 2023." in annex


def test_reasons_name_an_office_by_its_title() -> None:
    text = html()
    assert "The vacancy in Leader of the Council (Sample Bay) on" in text
    assert "controlled by Sample Bay." in text
    assert "sample-bay/leader" not in text


def test_the_longest_report_in_full_sentences_stays_under_a_megabyte() -> None:
    found = large(FULL_TEXT_LIMIT // 5, 5)
    text = written(found, found.findings)
    assert "No dated evaluation of the programme is recorded." in text
    assert len(text.encode()) < 1_000_000


def test_vague_and_far_days_break_nothing() -> None:
    far = replace(HIGH, programme=replace(HIGH.programme, launched=on("../2024"), end=on("2999"), end_basis="stated"))
    Page(html(replace(far, runs_until=on("2999-12-31").latest)))
