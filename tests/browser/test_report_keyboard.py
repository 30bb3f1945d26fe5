"""The report without a mouse: everything is reached in turn, and one sees where one is."""

from pathlib import Path
from typing import TYPE_CHECKING

from browser_pages import PHONE, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What takes the keyboard, of what can be seen, in the order of the page; each is numbered, to be known again.
_REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
  .filter(one => one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
  .map((one, number) => { one.dataset.stop = number; return number; })"""

# Where the keyboard is: the number, whether an outline or a shadow shows it, and whether it is inside the window.
_HERE = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return [one.dataset.stop ?? null, shown, inside, one.tagName + ' ' + one.textContent.slice(0, 40)];
}"""


def walked(page: "Page", steps: int) -> list[int]:
    """The numbers of what the tabulator key comes to; each is seen to be where the keyboard is."""
    numbers = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        number, shown, inside, name = page.evaluate(_HERE)
        assert shown, f"nothing shows that the keyboard is at {name}"
        assert inside, f"{name} has the keyboard and cannot be seen"
        numbers.append(-1 if number is None else int(number))
    return numbers


def test_the_first_key_offers_to_skip_to_the_decisions(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    link = page.locator("a.skip")
    assert link.evaluate("link => link.getBoundingClientRect().right") < 0
    page.keyboard.press("Tab")
    assert link.evaluate("link => document.activeElement === link")
    assert link.evaluate("link => link.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#decisions")
    assert page.locator("#decisions").evaluate("one => one.getBoundingClientRect().top") < page.viewport_size["height"]
    page.keyboard.press("Tab")
    after = "link => document.querySelector('#decisions').compareDocumentPosition(document.activeElement)"
    assert link.evaluate(after) & 4, "the next step is past the heading"


def test_everything_is_reached_in_the_order_of_the_page(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    expected = page.evaluate(_REACHABLE)
    assert walked(page, len(expected)) == expected


def test_everything_is_reached_on_a_narrow_screen_too(report: Path, opened: Visitor) -> None:
    page = opened(report, viewport=PHONE).page
    expected = page.evaluate(_REACHABLE)
    assert walked(page, len(expected)) == expected


def test_a_city_unfolds_and_folds_by_keyboard(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    summary = page.locator("details > summary").first
    summary.focus()
    for key, unfolded in (("Enter", True), ("Space", False)):
        page.keyboard.press(key)
        assert summary.evaluate("one => one.parentElement.open") is unfolded


def test_a_level_is_chosen_by_keyboard(report: Path, opened: Visitor) -> None:
    page = opened(report).page
    page.locator("#find-level").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("#find-level").input_value()
    shown, whole = page.locator("#found").inner_text().split(" programmes")[0].split(" of ")
    assert 0 < int(shown) < int(whole)
