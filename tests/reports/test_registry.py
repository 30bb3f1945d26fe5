"""A document in parts as a file: the ending of its name says in which form it is written."""

from pathlib import Path

import pytest

from continuity.errors import BadValue, UsageError
from continuity.reports.document.model import Document, Paragraph, Section
from continuity.reports.registry import DOCUMENT_FORMATS, render_document, resolve_document_format

PAGE = Document(
    title="Café", lead=("As of 2026-11-23.",), sections=(Section(title="Part", blocks=(Paragraph("a | b"),)),)
)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("page.html", "html"),
        ("page.HTM", "html"),
        ("page.md", "markdown"),
        ("page.markdown", "markdown"),
        ("page.txt", "text"),
        ("page", "text"),
        (".md", "text"),
        ("page.html/page", "text"),
    ],
)
def test_the_ending_of_a_name_says_the_form(name: str, form: str) -> None:
    assert resolve_document_format(Path(name)) == form


@pytest.mark.parametrize("name", ["page.pdf", "page.docx", "page.XLSX", "page.html.gz"])
def test_the_ending_of_another_kind_of_file_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="a page cannot be written as") as refused:
        resolve_document_format(Path(name))
    assert refused.value.hint == "let the name end in .html, .md or .txt"


def test_what_goes_into_no_file_is_text() -> None:
    assert resolve_document_format(None) == "text"


@pytest.mark.parametrize(
    ("form", "beginning", "said"),
    [
        ("html", "<!DOCTYPE html>", "<p>a | b</p>"),
        ("markdown", "# Café\n", "a \\| b"),
        ("text", "Café\n====\n", "a | b"),
    ],
)
def test_each_form_is_written_as_it_is_named(form: str, beginning: str, said: str) -> None:
    written = render_document(form, PAGE)
    assert written.decode().startswith(beginning)
    assert said in written.decode()
    assert written == render_document(form, PAGE)


def test_every_ending_leads_to_a_form_and_every_form_can_be_written() -> None:
    assert {resolve_document_format(Path(f"x{ending}")) for ending in (".html", ".md", ".txt")} == set(DOCUMENT_FORMATS)
    assert all(render_document(form, PAGE) for form in DOCUMENT_FORMATS)


def test_another_form_is_refused_with_those_there_are() -> None:
    with pytest.raises(BadValue, match='"pdf" is not a form') as refused:
        render_document("pdf", PAGE)
    assert "html, markdown, text" in refused.value.hint
