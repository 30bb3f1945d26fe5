"""JSON as it is written here: one document, or one object a line."""

import json
from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

_LINE_SEPARATOR_ESCAPES = {ord(end): f"\\u{ord(end):04x}" for end in "\u2028\u2029\u0085"}
"""Characters at which some programs end a line; escaped, so that one object stays one line everywhere."""


def format_iso_day(day: date | None) -> str | None:
    """A day as ISO text, or null."""
    return day.isoformat() if day else None


def dump_document(content: dict[str, Json]) -> str:
    """One document, indented for people."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def dump_lines(objects: Iterable[dict[str, Json]]) -> str:
    """One object a line."""
    return "".join(_dump_line(entry) + "\n" for entry in objects)


def _dump_line(entry: dict[str, Json]) -> str:
    return json.dumps(entry, ensure_ascii=False).translate(_LINE_SEPARATOR_ESCAPES)
