"""A document in parts as a file: one writer a form, loaded when it is first asked for."""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from continuity.errors import BadValue, UsageError
from continuity.reports.pages import Page

PAGES: dict[str, str] = {
    "html": "continuity.reports.page_html",
    "markdown": "continuity.reports.page_markdown",
    "text": "continuity.reports.page_text",
}
"""By name, the module that has `write`."""

_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_SHOWN = (".html", ".md")


class _Module(Protocol):
    def write(self, page: Page) -> str: ...


def page(name: str, page: Page) -> bytes:
    """The document in one of the forms; the same document gives the same bytes.

    Raises:
        BadValue: there is no such form.
    """
    if name not in PAGES:
        raise BadValue(f'"{name}" is not a form of a page', f"write one of {', '.join(PAGES)}")
    return cast("_Module", import_module(PAGES[name])).write(page).encode()


def form_of(path: Path | None) -> str:
    """The form that the ending of a file's name asks for; text where it has none, or where there is no file.

    Raises:
        UsageError: the ending is that of another kind of file.
    """
    ending = path.suffix.casefold() if path else ""
    if ending and ending not in _ENDINGS:
        raise UsageError(f"a page cannot be written as {ending}", f"let the name end in {', '.join(_SHOWN)} or .txt")
    return _ENDINGS.get(ending, "text")
