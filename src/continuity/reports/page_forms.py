"""A document in parts as a file: one writer a form, loaded when it is first asked for."""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from continuity.errors import BadValue, UsageError
from continuity.reports.document.model import Page

PAGES: dict[str, str] = {
    "html": "continuity.reports.document.html",
    "markdown": "continuity.reports.document.markdown",
    "text": "continuity.reports.document.text",
}
"""By name, the module that has `write`."""

_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_SHOWN = (".html", ".md")


_KNOWN = _ENDINGS | {".xlsx": "xlsx", ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ics": "ics"}
"""The formats that a reader, or the reader's machine, expects behind an ending."""


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


def check_ending(path: Path | None, form: str) -> None:
    """See to it that a file's name does not promise another format; an unknown ending, or none, promises nothing.

    Raises:
        UsageError: it does.
    """
    promised = _KNOWN.get(path.suffix.casefold(), form) if path else form
    if path and promised != form:
        ending = next(one for one, known in _KNOWN.items() if known == form)
        raise UsageError(
            f"{path.name} is the name of a file in {promised}, and {form} was asked for",
            f"name it {path.with_suffix(ending).name}, or ask for {promised}",
        )
