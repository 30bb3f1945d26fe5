"""The HTML documents that everybody must be able to read, and what the tests ask of any page."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from continuity.reports.registry import render_document, render_report
from continuity.reports.report.email import build_email
from continuity.reports.report.model import ReportData
from support.browser import Visit
from support.sample_assessment import FINDINGS, assessment
from support.sample_report_changes import SINCE

if TYPE_CHECKING:
    from playwright.sync_api import Page

Made = Callable[[str], Path]
"""Writes one of `PAGES`, by its name."""

Visitor = Callable[..., Visit]
"""Opens a file, with options of the browser's context."""

SCHEDULED = ReportData(assessment=assessment(), findings=FINDINGS, changes=SINCE)

PAGES: dict[str, str | Callable[[], bytes]] = {
    "report": "report html --as-of 2026-11-23",
    "handover": (
        "handover invented-harbour-city --office invented-harbour-city/council-leader --as-of 2026-11-23 --format html"
    ),
    "statement": "partner show invented-lantern-trust --statement --as-of 2026-11-23",
    "short statement": "partner show groundwork-london --statement --as-of 2026-11-23",
    "report of a schedule": lambda: render_report("html", SCHEDULED),
    "letter": lambda: render_document("html", build_email(SCHEDULED)),
}
"""By name, the command that writes it into a file, or what makes it. To add a document: a line here."""

PHONE = {"width": 320, "height": 640}
A4 = (595, 842)
"""In points, the shorter side first."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What reaches out of the page to the right, other than by being inside of a part that scrolls by itself.
_OUTSIDE = """() => [...document.body.querySelectorAll('*')].filter(one => {
  const box = one.getBoundingClientRect();
  return !one.closest('.scroll') && box.width && box.right > innerWidth + 0.5;
}).map(one => `${one.tagName} ${one.className} ${one.textContent.slice(0, 60)}`)"""

_SCROLLING = """() => [...document.body.querySelectorAll('*')].filter(one =>
  ['auto', 'scroll'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth
).map(one => [one.className, one.tabIndex, one.getAttribute('role'),
  one.getAttribute('aria-label') || one.getAttribute('aria-labelledby')])"""

_UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"

# How light a colour is, from 0 to 1, as WCAG reckons it.
_LIGHT = """element => {
  const light = colour => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255);
    const [red, green, blue] = parts.map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  let at = element;
  while (at.parentElement && /, 0\\)$/.test(getComputedStyle(at).backgroundColor)) at = at.parentElement;
  return [light(getComputedStyle(element).color), light(getComputedStyle(at).backgroundColor)];
}"""


@dataclass(frozen=True)
class Sheet:
    """A page of paper: its sides in points, and its text without spaces, which a PDF need not have."""

    width: int
    height: int
    text: str


def violations(page: "Page") -> list[str]:
    """What axe-core finds wrong with the page, a line for each kind and place."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:200]}" for one in found for node in one["nodes"]]


def unfold(page: "Page") -> None:
    """Open whatever is folded."""
    page.evaluate(_UNFOLD)


def width(page: "Page") -> int:
    """How wide the page is, with what one has to scroll to."""
    return int(page.evaluate("document.scrollingElement.scrollWidth"))


def outside(page: "Page") -> list[str]:
    """What stands out of the window to the right."""
    return list(page.evaluate(_OUTSIDE))


def scrolling(page: "Page") -> list[list[Any]]:
    """What scrolls sideways by itself: its class, its place in the tab order, its role and its label."""
    return list(page.evaluate(_SCROLLING))


def lightness(page: "Page", selector: str) -> tuple[float, float]:
    """How light the text of the first such element is, and what is behind it."""
    text, behind = page.locator(selector).first.evaluate(_LIGHT)
    return text, behind


def contrast(page: "Page", selector: str) -> float:
    """The contrast of the first such element's text with what is behind it, as WCAG reckons it."""
    dark, light = sorted(lightness(page, selector))
    return (light + 0.05) / (dark + 0.05)


def bare(text: str) -> str:
    return "".join(text.split())


def sheets(page: "Page") -> list[Sheet]:
    """What the reader's printer would get."""
    return list(printing(page))


def printing(page: "Page") -> Iterator[Sheet]:
    """The same sheet by sheet: finding the text of one takes long."""
    data = page.pdf(prefer_css_page_size=True)
    for one in PdfReader(io.BytesIO(data)).pages:
        yield Sheet(round(one.mediabox.width), round(one.mediabox.height), bare(one.extract_text()))
