"""Documents in parts as text and Markdown: what people type stays text, and lines stay in their columns."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from continuity.reports.document import html as page_html
from continuity.reports.document import markdown as page_markdown
from continuity.reports.document import text as page_text
from continuity.reports.document.model import (
    Block,
    BulletList,
    DataTable,
    DescriptionList,
    Document,
    Paragraph,
    Section,
)
from continuity.reports.document.text import WIDTH
from continuity.reports.document.text_layout import display_width, isolate_direction
from continuity.reports.wording.english import NOT_RECORDED, mark_day

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &copy;",
    "[click](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<https://example.org>",
    "[ref]: https://example.org",
    "a | b \\| c \\\\| d",
    "*bold* **bold** _it_ ~~no~~ `code` $x$",
    "# heading",
    "1. first",
    "- item",
    "+ item",
    "===",
    "---",
    "> quoted",
    "\"quoted\" and 'single'",
    "two\nlines\tand\u2028three",
    "```",
    "\\",
]
LONG = "N" * 300
RIGHT_TO_LEFT = ["برنامج الشباب", "תוכנית", "\u202eeltit desrever"]
WIDE = ["都市の計画", "🏙️ Programme 👩\u200d👧", "e\u0301te\u0301"]


def page(text: str) -> Document:
    """The text wherever one may stand."""
    blocks: tuple[Block, ...] = (
        Paragraph(text),
        BulletList((text, text)),
        DescriptionList(((text, text), ("Empty", ""))),
        DataTable(text, (text, "Second"), [(text, text)]),
    )
    return Document(title=text, lead=(text,), sections=(Section(title=text, blocks=blocks, level=3),))


def tokens(markdown: str) -> list[Token]:
    """Everything a renderer with raw HTML and tables switched on makes of it."""
    flat: list[Token] = []
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown):
        flat += [token, *(token.children or [])]
    return flat


def shape(text: str) -> list[str]:
    return [one.type for one in tokens(page_markdown.render(page(text))) if one.type not in ("text", "text_special")]


def grid(*rows: tuple[str, ...]) -> str:
    columns = ("First", "Second")
    section = Section(title="Part", blocks=(DataTable("What it shows.", columns, rows),))
    return page_text.render(Document(title="Title", lead=(), sections=(section,)))


@pytest.mark.parametrize("text", [*HOSTILE, *RIGHT_TO_LEFT, *WIDE, LONG])
def test_whatever_is_typed_makes_no_markup_in_markdown(text: str) -> None:
    assert shape(text) == shape("harmless")


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_read_in_markdown_as_it_was_typed(text: str) -> None:
    inline = [one for one in tokens(page_markdown.render(page(text))) if one.type == "inline"]
    seen = ["".join(child.content for child in one.children or []) for one in inline]
    assert seen.count(" ".join(text.split())) == 10


@pytest.mark.parametrize(
    "text",
    ["https://example.org", "HTTP://EXAMPLE.ORG", "www.example.org", "WWW.example.org", "a@example.org", "@team"],
)
def test_bare_addresses_become_no_links(text: str) -> None:
    written = page_markdown.render(page(text))
    assert not re.search(r"(?<!\\)(://|@)|www\.", written, re.IGNORECASE)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_stays_text_in_html(text: str) -> None:
    written = page_html.render(page(text))
    assert re.findall(r"<\w+", written) == re.findall(r"<\w+", page_html.render(page("harmless")))
    assert unescape(written).count(text) >= 7


@pytest.mark.parametrize("write", [page_text.render, page_markdown.render])
def test_what_runs_from_right_to_left_is_isolated_on_every_line(write: object) -> None:
    assert callable(write)
    for text in RIGHT_TO_LEFT:
        for line in write(page(f"{text} " * 40)).splitlines():
            assert sum(line.count(mark) for mark in "\u2066\u2067\u2068") == line.count("\u2069")


@pytest.mark.parametrize("text", ["word " * 80, "都市 " * 60, "🏙️ city " * 40, " ".join(RIGHT_TO_LEFT * 12)])
def test_lines_of_text_fit_on_the_screen(text: str) -> None:
    assert max(map(display_width, page_text.render(page(text)).splitlines())) <= WIDTH


def test_a_word_longer_than_a_line_is_not_broken() -> None:
    assert page_text.render(page(LONG)).count(LONG) >= 8


@pytest.mark.parametrize("text", [*WIDE, *RIGHT_TO_LEFT])
def test_columns_stand_one_below_the_other_with_wide_and_turned_letters(text: str) -> None:
    *_, heading, line, first, second = grid((text, "here"), ("Plain", "here")).splitlines()
    at = display_width(line.split(" ")[0]) + 2
    assert heading.index("Second") == at
    for row in (first, second):
        assert display_width(row[: row.index("here")]) == at


def test_a_table_too_wide_for_the_screen_has_its_cells_over_a_few_lines() -> None:
    written = grid(("word " * 20, "other " * 20), ("short", "short"))
    assert max(map(len, written.splitlines())) <= WIDTH
    assert re.search(r"^First +Second$", written, re.MULTILINE)


def test_a_table_with_cells_too_long_for_that_becomes_a_few_lines_a_row() -> None:
    written = grid(("Name", "word " * 200), ("Other", ""))
    assert "* Name\n  Second: word word" in written
    assert written.endswith("* Other\n")


def test_figures_stand_to_the_right() -> None:
    assert grid(("a", "1,234.50"), ("b", "7")).endswith("a      1,234.50\nb             7\n")
    written = page_markdown.render(
        Document(
            title="T", lead=(), sections=(Section(title="P", blocks=(DataTable("C.", ("A", "B"), [("a", "7")]),)),)
        )
    )
    assert "| --- | ---: |" in written


@pytest.mark.parametrize("write", [page_text.render, page_markdown.render, page_html.render])
def test_an_empty_table_and_an_empty_part_are_written_too(write: object) -> None:
    assert callable(write)
    section = Section(
        title="Part", blocks=(DataTable("Nothing yet.", ("First", "Second"), []), BulletList(()), DescriptionList(()))
    )
    written = write(Document(title="Title", lead=(), sections=(section, Section(title="Empty", blocks=()))))
    assert "First" in written
    assert "Empty" in written


def test_an_empty_fact_is_said_to_be_not_recorded() -> None:
    for write in (page_text.render, page_markdown.render, page_html.render):
        assert NOT_RECORDED in write(page("harmless"))


def test_a_name_is_isolated_only_where_it_turns_its_neighbours() -> None:
    assert isolate_direction("Plain") == "Plain"
    assert isolate_direction("תוכנית") == "\u2068תוכנית\u2069"


@pytest.mark.parametrize(
    ("render", "words"),
    [
        (page_text.render, "3 May 2027"),
        (page_markdown.render, "3 May 2027"),
        (page_html.render, '<time datetime="2027-05-03">3\u00a0May\u00a02027</time>'),
    ],
)
def test_writers_format_marked_days_and_no_typed_ones(render: Callable[[Document], str], words: str) -> None:
    text = f"Plan 2026-01-01 until {mark_day(date(2027, 5, 3))}"
    blocks = (Paragraph(text), BulletList((text,)), DescriptionList((("Fact", text),)))
    table = DataTable(text, ("First", "Second"), [(text, text)])
    written = render(Document(title="T", lead=(text,), sections=(Section(title="P", blocks=(*blocks, table)),)))
    assert written.count(f"Plan 2026-01-01 until {words}") == 7
    assert "\x02" not in written
    assert "\x03" not in written
