"""Every HTML document: alone with its reader, and readable by everybody, however it is looked at."""

from typing import Any

import pytest
from browser_pages import (
    PAGES,
    PHONE,
    Made,
    Visitor,
    contrast,
    lightness,
    outside,
    scrolling,
    unfold,
    violations,
    width,
)

LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": PHONE},
    "narrow and dark": {"viewport": PHONE, "color_scheme": "dark"},
}
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"

long = pytest.mark.long
every_page = pytest.mark.parametrize("name", PAGES)


@every_page
def test_it_opens_from_a_file_and_asks_for_nothing_else(name: str, made: Made, opened: Visitor) -> None:
    path = made(name)
    found = opened(path)
    unfold(found.page)
    assert found.requests == [path.as_uri()]
    assert found.heard == []
    assert found.page.title()


@every_page
@pytest.mark.parametrize(
    "look", ["light", "narrow and dark", *(pytest.param(one, marks=long) for one in ("dark", "narrow"))]
)
def test_axe_finds_nothing_wrong_with_everything_unfolded(name: str, look: str, made: Made, opened: Visitor) -> None:
    page = opened(made(name), **LOOKS[look]).page
    unfold(page)
    assert violations(page) == []


@every_page
def test_axe_finds_nothing_wrong_as_it_opens(name: str, made: Made, opened: Visitor) -> None:
    assert violations(opened(made(name)).page) == []


@every_page
@pytest.mark.parametrize("wide", [320, 640])
def test_nobody_scrolls_sideways_on_a_phone_or_at_twice_the_size(
    name: str, wide: int, made: Made, opened: Visitor
) -> None:
    page = opened(made(name), viewport={"width": wide, "height": 640}, device_scale_factor=2).page
    unfold(page)
    assert width(page) <= wide
    assert outside(page) == []


@every_page
def test_what_scrolls_by_itself_can_be_reached_and_says_what_it_is(name: str, made: Made, opened: Visitor) -> None:
    page = opened(made(name), viewport=PHONE).page
    unfold(page)
    for css, place, role, label in scrolling(page):
        assert (css, place, role) == ("scroll", 0, "region")
        assert label


@every_page
def test_wider_spaced_text_still_fits(name: str, made: Made, opened: Visitor) -> None:
    page = opened(made(name), viewport=PHONE).page
    page.add_style_tag(content=SPACED)
    unfold(page)
    assert width(page) <= PHONE["width"]


@every_page
def test_it_is_dark_where_the_reader_wants_it_dark(name: str, made: Made, opened: Visitor) -> None:
    text, behind = lightness(opened(made(name), color_scheme="dark").page, "body")
    assert behind < 0.1
    assert text > 0.5
    text, behind = lightness(opened(made(name), color_scheme="light").page, "body")
    assert behind > 0.9
    assert text < 0.1


@every_page
def test_the_readers_own_colours_leave_every_word_readable(name: str, made: Made, opened: Visitor) -> None:
    page = opened(made(name), forced_colors="active").page
    for selector in ("h1", "p", "h2", "th", "td"):
        assert not page.locator(selector).count() or contrast(page, selector) >= 4.5


@every_page
def test_nothing_moves(name: str, made: Made, opened: Visitor) -> None:
    page = opened(made(name), reduced_motion="reduce").page
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
