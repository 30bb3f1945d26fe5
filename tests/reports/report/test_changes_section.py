"""What changed since the last report, as it stands in the documents: first, in every kind and with every cause."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from continuity.domain.comparison.attribution import CAUSES
from continuity.domain.comparison.report_diff import KINDS, ReportChanges
from continuity.reports.registry import REPORT_FORMATS, render_report
from continuity.reports.report.html import FULL_TEXT_LIMIT
from continuity.reports.report.model import ReportData
from continuity.reports.wording.changes import CHANGE_LABELS
from support.report_goldens import same_as_golden
from support.sample_assessment import assessment
from support.sample_report_changes import LAST, SINCE
from support.strict_html import Page

TOLD = ["html", "markdown", "text", "xlsx"]
NONE = ReportChanges(previous_as_of=LAST)
HOSTILE = ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "<b>{{ 7 * 7 }}</b>"]


def dossier(since: ReportChanges | None = SINCE) -> ReportData:
    found = assessment()
    return ReportData(assessment=found, findings=found.findings, changes=since)


def text(form: str, since: ReportChanges | None = SINCE) -> str:
    return render_report(form, dossier(since)).decode().replace("\u00a0", " ")


def part(form: str) -> str:
    """The part of the document that tells what changed."""
    first, last = {
        "html": ('<section aria-labelledby="since">', "</section>"),
        "markdown": ("## What changed since", "## Decisions due"),
        "text": ("What changed since", "Decisions due\n---"),
    }[form]
    after = render_report(form, dossier()).decode().partition(first)[2]
    return first + after.partition(last)[0]


def sheet(since: ReportChanges | None = SINCE) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(render_report("xlsx", dossier(since))))
    return list(book["Changed"].iter_rows(values_only=True))


def test_the_list_has_every_kind_and_every_cause() -> None:
    assert {one.kind for one in SINCE.changes} == set(KINDS)
    assert {cause.kind for one in SINCE.changes for cause in one.attributions} == set(CAUSES)


@pytest.mark.parametrize(("form", "ending"), [("html", "html"), ("markdown", "md"), ("text", "txt")])
def test_the_part_is_as_it_was(form: str, ending: str) -> None:
    same_as_golden(f"since.{ending}", part(form))


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_a_document_of_no_schedule_says_nothing_of_it(form: str) -> None:
    bare = replace(dossier(), changes=None)
    assert render_report(form, bare) == render_report(
        form, ReportData(assessment=bare.assessment, findings=bare.findings)
    )
    assert b"What changed" not in render_report(form, bare)
    if form == "csv":
        assert render_report(form, bare) == render_report(form, dossier())


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_it_comes_right_after_the_headline_and_its_numbers(form: str) -> None:
    told = text(form)
    told = told.partition("<main>")[2] or told
    places = [told.index(one) for one in ("are at risk", "Covered is not safe", "What changed since 1 July 2026")]
    assert [*places, told.index("Decisions due")] == sorted([*places, told.index("Decisions due")])


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_no_change_is_one_sentence_and_so_is_a_first_report(form: str) -> None:
    assert "No change since 1 July 2026." in text(form, NONE)
    assert "This is the first report of this schedule." in text(form, ReportChanges())
    assert "This report is for July." in text(form, replace(NONE, coverage_note="This report is for July."))


def test_the_workbook_has_a_sheet_with_a_row_a_programme() -> None:
    covers, *rows = sheet()[1:]
    assert covers[0] == SINCE.coverage_note
    assert [row[0] for row in rows] == [CHANGE_LABELS[one.kind] for one in SINCE.changes]
    assert [row[1] for row in rows] == [one.programme for one in SINCE.changes]
    assert rows[0][2:5] == ("Youth Mediators", "Exampleton", "Mayor")
    assert rows[0][6:8] == ("Covered", "Moderate")
    assert [row[0] for row in sheet(NONE)[1:]] == ["No change since 1 July 2026."]


def test_the_page_stays_one_that_everybody_can_read() -> None:
    page = Page(render_report("html", dossier()).decode())
    assert len(page.ids) == len(set(page.ids))
    (table,) = [one for one in page.tables if "stand otherwise" in one.caption]
    assert all(heading["scope"] in ("col", "row", "rowgroup") for heading in table.headings)
    assert table.widths == {5}
    assert ("a", "href", "#since") in page.attributes


def test_a_level_is_told_by_its_word_and_its_shape() -> None:
    assert '<td><b class="high">High</b></td><td><b class="critical">Critical</b></td>' in part("html")


def test_a_long_list_is_cut_and_says_so() -> None:
    many = replace(SINCE, changes=SINCE.changes * FULL_TEXT_LIMIT)
    for form in ("html", "markdown", "text"):
        assert f"The first {FULL_TEXT_LIMIT} of {len(many.changes)}" in text(form, many)
    assert len(sheet(many)) == 2 + len(many.changes)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "<b>{{ 7 * 7 }}</b>"]
)
def test_a_name_an_actor_and_a_key_are_text_and_nothing_else(name: str) -> None:
    one = next(one for one in SINCE.changes if one.attributions[0].records)
    touched = replace(one.attributions[0].records[0], key=name, actor=name)
    subject = replace(one.after, programme=replace(one.after.programme, name=name))
    hostile = replace(one, after=subject, attributions=(replace(one.attributions[0], records=(touched,)),))
    told = text("html", replace(SINCE, coverage_note=name, changes=(hostile,)))
    assert name not in told.partition("<main>")[2].partition("<script>")[0]
    assert Page(told).text("p").count(name) == 1


@pytest.mark.parametrize("form", TOLD)
def test_the_same_changes_give_the_same_bytes(form: str) -> None:
    assert render_report(form, dossier()) == render_report(form, dossier())
