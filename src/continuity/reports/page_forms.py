"""A document in parts as a file: one writer a form, loaded when it is first asked for."""

from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from continuity.errors import BadValue, UsageError
from continuity.reports.document.model import Document

DOCUMENT_FORMATS: dict[str, str] = {
    "html": "continuity.reports.document.html",
    "markdown": "continuity.reports.document.markdown",
    "text": "continuity.reports.document.text",
}
"""By name, the module that has `write`."""

_FORMATS_BY_SUFFIX = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
_SUGGESTED_SUFFIXES = (".html", ".md")


_KNOWN_SUFFIXES = _FORMATS_BY_SUFFIX | {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ics": "ics",
}
"""The formats that a reader, or the reader's machine, expects behind an ending."""


class _DocumentModule(Protocol):
    def write(self, document: Document) -> str: ...


def render_document(name: str, document: Document) -> bytes:
    """The document in one of the forms; the same document gives the same bytes.

    Raises:
        BadValue: there is no such form.
    """
    if name not in DOCUMENT_FORMATS:
        raise BadValue(f'"{name}" is not a form of a page', f"write one of {', '.join(DOCUMENT_FORMATS)}")
    return cast("_DocumentModule", import_module(DOCUMENT_FORMATS[name])).write(document).encode()


def resolve_document_format(path: Path | None) -> str:
    """The form that the ending of a file's name asks for; text where it has none, or where there is no file.

    Raises:
        UsageError: the ending is that of another kind of file.
    """
    suffix = path.suffix.casefold() if path else ""
    if suffix and suffix not in _FORMATS_BY_SUFFIX:
        raise UsageError(
            f"a page cannot be written as {suffix}", f"let the name end in {', '.join(_SUGGESTED_SUFFIXES)} or .txt"
        )
    return _FORMATS_BY_SUFFIX.get(suffix, "text")


def validate_output_suffix(path: Path | None, format_name: str) -> None:
    """See to it that a file's name does not promise another format; an unknown ending, or none, promises nothing.

    Raises:
        UsageError: it does.
    """
    expected_format = _KNOWN_SUFFIXES.get(path.suffix.casefold(), format_name) if path else format_name
    if path and expected_format != format_name:
        suffix = next(
            candidate for candidate, candidate_format in _KNOWN_SUFFIXES.items() if candidate_format == format_name
        )
        raise UsageError(
            f"{path.name} is the name of a file in {expected_format}, and {format_name} was asked for",
            f"name it {path.with_suffix(suffix).name}, or ask for {expected_format}",
        )
