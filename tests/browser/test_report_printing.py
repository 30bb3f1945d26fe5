"""The report on paper: what is folded on the screen stands on it, and a table's heading on each of its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_pages import A4, Sheet, Visitor, bare, printing, sheets
from findings_table import LEVELS, FindingsTable

from support.browser import visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long

_FOLDED = """all => all.map(one => [one.closest("td") ? one.lastElementChild : one.firstElementChild,
  one.lastElementChild].map(part => part.textContent))"""
"""How what is folded begins and ends; inside a cell its heading only says that there is more, and is not printed."""


@dataclass(frozen=True)
class Paper:
    """The report as it was on the screen, and as it came out."""

    at_risk: list[str]
    headings: list[str]
    folded: list[list[str]]
    timeline: str
    rows: list[str]
    heads: set[str]
    sheets: list[Sheet]


def printed(page: "Page") -> Paper:
    """The page, with what it is to be compared with."""
    table = FindingsTable(page)
    return Paper(
        at_risk=[name for level, name in zip(table.levels, table.names, strict=True) if level in LEVELS],
        headings=table.headings,
        folded=page.locator("details").evaluate_all(_FOLDED),
        timeline=page.locator("#timeline").inner_text(),
        rows=page.locator("#findings-table > tbody > tr").all_text_contents(),
        heads={*page.locator("th[scope=rowgroup]").all_text_contents(), *page.locator("thead").all_text_contents()},
        sheets=sheets(page),
    )


@pytest.fixture(scope="module")
def paper(report: Path, browser: "Browser") -> Iterator[Paper]:
    """The report, printed once: reading a PDF takes long."""
    found = visit(browser, report)
    yield printed(found.page)
    found.context.close()


def missing(paper: Paper) -> list[str]:
    """What is at risk or folded, and of which the paper does not tell."""
    text = "".join(sheet.text for sheet in paper.sheets)
    ends = [end for first, last in paper.folded for end in (bare(first)[:15], bare(last)[:15], bare(last)[-15:])]
    assert len(paper.at_risk) > 20
    assert len(paper.folded) >= 15
    return [one for one in (*map(bare, paper.at_risk), *ends) if one not in text]


def test_every_page_is_a4_and_the_timeline_lies_across(paper: Paper) -> None:
    assert {tuple(sorted((sheet.width, sheet.height))) for sheet in paper.sheets} == {A4}
    assert any(sheet.width > sheet.height and sheet.text.startswith(bare(paper.timeline)) for sheet in paper.sheets)
    assert paper.sheets[0].width < paper.sheets[0].height


def test_every_programme_at_risk_is_on_it_and_whatever_is_folded(paper: Paper) -> None:
    assert missing(paper) == []


def test_nothing_is_missing_where_scripts_are_off(report: Path, opened: Visitor) -> None:
    assert missing(printed(opened(report, java_script_enabled=False).page)) == []


def test_the_heading_of_the_findings_stands_on_each_of_their_pages(paper: Paper) -> None:
    headings = [bare(heading) for heading in paper.headings]
    under = [place for place, sheet in enumerate(paper.sheets) if all(one in sheet.text for one in headings)]
    assert len(under) > 1
    assert under == list(range(under[0], under[-1] + 1))


def test_after_printing_the_page_is_folded_as_before(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    before = page.locator("details[open]").count()
    page.pdf()
    assert page.locator("details[open]").count() == before


def test_what_was_found_is_what_is_printed(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    page.locator("#find-text").fill("luton")
    found = FindingsTable(page).names
    page.emulate_media(media="print")
    assert page.locator("#findings-table > tbody > tr:visible").count() == len(found) > 0


def test_what_was_found_says_on_paper_that_it_is_not_all(paper: Paper, report: Path, opened: Visitor) -> None:
    assert "Filtered:" not in "".join(sheet.text for sheet in paper.sheets)
    page = opened(report).page
    page.locator("#find-text").fill(" Luton ")
    page.get_by_role("combobox", name="Level").select_option(label="High")
    table = FindingsTable(page)
    whole = page.locator("#findings-table > tbody > tr").count()
    told = f"Filtered: only “Luton” and level or status High: {len(table.names)} of {whole} programmes shown."
    assert not page.get_by_text("Filtered:").is_visible()
    assert any(bare(told) in sheet.text for sheet in printing(page))
    page.locator("#find-text").fill("")
    page.get_by_role("combobox", name="Level").select_option("")
    assert "Filtered:" not in "".join(sheet.text for sheet in sheets(page))


def test_no_head_stands_alone_at_the_foot_of_a_page(paper: Paper) -> None:
    heads = set(map(bare, paper.heads))
    for sheet in paper.sheets:
        assert not [head for head in heads if sheet.text.endswith(head)]


def test_no_finding_is_cut_across_two_pages(paper: Paper) -> None:
    told = [sheet.text for sheet in paper.sheets]
    cut = [row for row in map(bare, paper.rows) if not any(row[:12] in text and row[-12:] in text for text in told)]
    assert not cut
