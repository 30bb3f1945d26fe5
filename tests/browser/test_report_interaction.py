"""The report in a browser: what a reader can do with it, with and without its script."""

from pathlib import Path

import pytest
from browser_pages import Visitor, contrast, unfold, width
from findings_table import LEVELS, FindingsTable

CITIES = "#annex details, [aria-labelledby=annex] details"
BROKEN = """() => {
  const broken = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (!node.parentElement.closest('td, th')) continue;
    for (const found of node.data.matchAll(/\\d{1,2}\u00a0[A-Z][a-z]+\u00a0\\d{4}/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.top)));
      if (lines.size > 1) broken.push(found[0]);
    }
  }
  return broken;
}"""
"""The days in tables that stand on more than one line."""
DAYS = ("Day of the change", "Runs until")


@pytest.fixture
def table(report: Path, opened: Visitor) -> FindingsTable:
    """The findings of the report, as it opens."""
    return FindingsTable(opened(report).page)


def in_turn(levels: list[str]) -> list[int]:
    """The levels as numbers, the worst first, whatever is not at risk last."""
    return [LEVELS.index(level) if level in LEVELS else len(LEVELS) for level in levels]


def test_without_script_everything_can_be_read(report: Path, opened: Visitor, table: FindingsTable) -> None:
    page = opened(report, java_script_enabled=False).page
    plain = FindingsTable(page)
    assert plain.rows == table.rows
    assert all(row.is_visible() for row in page.locator("#findings-table > tbody > tr").all())
    assert page.locator("#find").is_hidden()
    assert page.locator("#findings-table button").count() == 0
    folded = page.locator(CITIES).first
    folded.locator("summary").first.click()
    assert folded.locator(":scope > :not(summary)").first.is_visible()


def test_the_worst_comes_first(table: FindingsTable) -> None:
    assert in_turn(table.levels) == sorted(in_turn(table.levels))
    assert set(table.levels) > set(LEVELS[:3])


def test_a_press_sorts_by_level_and_another_turns_it_round(table: FindingsTable) -> None:
    table.button(table.headings[0]).click()
    once = in_turn(table.levels)
    table.button(table.headings[0]).click()
    again = in_turn(table.levels)
    assert sorted((once, again)) == [sorted(once), sorted(once, reverse=True)]


def test_a_press_sorts_by_programme_and_another_turns_it_round(table: FindingsTable) -> None:
    whole = sorted(table.rows)
    table.button("Programme").click()
    assert table.sorted_by == {"Programme": "ascending"}
    letters = [name[0].casefold() for name in table.names]
    assert letters == sorted(letters)
    table.button("Programme").click()
    assert table.sorted_by == {"Programme": "descending"}
    letters = [name[0].casefold() for name in table.names]
    assert letters == sorted(letters, reverse=True)
    assert sorted(table.rows) == whole


@pytest.mark.parametrize("heading", DAYS)
def test_days_are_sorted_as_days(heading: str, table: FindingsTable) -> None:
    table.button(heading).click()
    days = table.days(heading)
    assert days == sorted(days)
    assert len(set(days)) > 2
    table.button(heading).click()
    assert table.sorted_by == {heading: "descending"}
    assert table.days(heading) == sorted(days, reverse=True)


def test_the_keyboard_sorts_and_keeps_its_place(table: FindingsTable) -> None:
    button = table.button("Programme")
    button.focus()
    for key, order in (("Enter", "ascending"), ("Space", "descending"), ("Enter", "ascending")):
        table.page.keyboard.press(key)
        assert table.sorted_by == {"Programme": order}
        assert button.evaluate("button => document.activeElement === button")


def test_every_column_can_be_sorted_and_none_loses_a_finding(table: FindingsTable) -> None:
    whole = sorted(table.rows)
    for heading in table.headings:
        table.button(heading).click()
        assert list(table.sorted_by) == [heading]
        assert sorted(table.rows) == whole


def test_typing_finds_programmes_whatever_the_case(table: FindingsTable) -> None:
    names = table.names
    wanted = names[-1]
    table.page.get_by_role("searchbox", name="Find").fill(wanted.upper())
    assert wanted in table.names
    assert len(table.names) < len(names)
    assert table.told == f"{len(table.names)} of {len(names)} programmes shown"
    table.page.keyboard.press("Escape")
    assert table.names == names
    assert table.page.locator("#find-text").input_value() == ""
    assert table.told == f"{len(names)} of {len(names)} programmes shown"


def test_a_city_a_partner_or_a_reason_finds_too(table: FindingsTable) -> None:
    texts = table.page.locator("#findings-table > tbody > tr").all_inner_texts()
    for part in ("luton", "community partner", "election"):
        table.page.locator("#find-text").fill(part)
        assert len(table.names) == sum(part in " ".join(text.split()).lower() for text in texts) > 0


def test_what_is_nowhere_finds_nothing_and_emptying_shows_all(table: FindingsTable) -> None:
    names = table.names
    field = table.page.locator("#find-text")
    field.fill("no programme is called that")
    assert table.names == []
    assert table.told == f"0 of {len(names)} programmes shown"
    field.fill("")
    assert table.names == names


def test_pressing_enter_leaves_the_page_and_what_was_found(table: FindingsTable) -> None:
    address = table.page.url
    table.page.locator("#find-text").fill("luton")
    found = table.names
    table.page.keyboard.press("Enter")
    assert table.page.url == address
    assert table.names == found


def test_each_level_and_status_can_be_chosen(table: FindingsTable) -> None:
    levels = table.levels
    choice = table.page.get_by_role("combobox", name="Level")
    words = choice.locator("option").all_inner_texts()
    assert choice.input_value() == ""
    assert sorted(words[1:]) == sorted(set(levels))
    for word in words[1:]:
        choice.select_option(label=word)
        assert table.levels == [word] * levels.count(word)
    choice.select_option("")
    assert table.levels == levels


def test_a_level_and_a_text_narrow_together_and_outlast_sorting(table: FindingsTable) -> None:
    table.page.get_by_role("combobox", name="Level").select_option(label="Critical")
    table.page.locator("#find-text").fill("a")
    found = table.names
    assert set(table.levels) == {"Critical"}
    table.button("Programme").click()
    assert sorted(table.names) == sorted(found)


def test_a_link_to_what_is_folded_opens_it_each_time(table: FindingsTable) -> None:
    folded = "a => document.getElementById(a.hash.slice(1))?.closest('details') != null"
    links = [link for link in table.page.locator("a[href^='#']:visible").all() if link.evaluate(folded)]
    assert links
    for link in links[:3]:
        target = table.page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        for _ in range(2):
            link.click()
            assert target.evaluate("one => one.closest('details').open")
            assert target.is_visible()
            target.evaluate("one => { one.closest('details').open = false }")


@pytest.mark.parametrize("wide", [1280, 1000, 760])
def test_a_day_stays_in_one_piece_in_every_table(wide: int, report: Path, opened: Visitor) -> None:
    page = opened(report, viewport={"width": wide, "height": 900}).page
    unfold(page)
    assert page.evaluate(BROKEN) == []
    assert width(page) <= wide


def test_the_annex_folds_each_city(table: FindingsTable) -> None:
    cities = table.page.locator(CITIES)
    assert cities.count() == 15
    assert not cities.evaluate_all("all => all.filter(one => one.open).length")
    assert any("Luton" in text for text in cities.locator("> summary").all_inner_texts())


def test_the_readers_own_colours_hide_no_level(report: Path, opened: Visitor) -> None:
    page = opened(report, forced_colors="active").page
    for level in {text.lower().replace(" ", "-") for text in FindingsTable(page).levels}:
        word = f"#findings-table b.{level}"
        assert page.locator(word).first.is_visible()
        assert contrast(page, word) >= 4.5
