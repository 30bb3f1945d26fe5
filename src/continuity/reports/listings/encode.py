"""Listings as text: CSV with guarded cells, a JSON document, or one JSON object a line."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.formula_escape import escape_formula

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"

Cell: TypeAlias = str | date | bool | None
"""Text, a day, or yes and no; None where nothing is recorded."""

Subject = TypeVar("Subject")

BOM = "\ufeff"
"""The mark by which Excel knows UTF-8."""

_LINE_SEPARATOR_ESCAPES = {ord(end): f"\\u{ord(end):04x}" for end in "\u2028\u2029\u0085"}
"""Characters at which some programs end a line; escaped, so that one object stays one line everywhere."""


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Subject]):
    """One column: its name, which is a stable interface, and how its cell is read."""

    name: str
    read_cell: Callable[[Assessment, Subject], Cell]


def dump_csv(
    columns: Iterable[ReportColumn[Subject]],
    assessment: Assessment,
    subjects: Iterable[Subject],
    *,
    excel: bool = False,
) -> str:
    """Write a header and one line a subject: UTF-8, comma, CRLF, as RFC 4180 has it."""
    columns = tuple(columns)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for subject in subjects:
        writer.writerow([_format_cell(column.read_cell(assessment, subject)) for column in columns])
    return (BOM if excel else "") + buffer.getvalue()


def _format_cell(cell: Cell) -> str:
    """Write days and yes and no for programs to read; guard only text against running as a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else escape_formula(cell)


def format_iso_day(day: date | None) -> str | None:
    """Write a day as ISO text, or null."""
    return day.isoformat() if day else None


def dump_document(content: dict[str, Json]) -> str:
    """Write one document, indented for people."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def dump_lines(objects: Iterable[dict[str, Json]]) -> str:
    """Write one object a line."""
    return "".join(_dump_line(entry) + "\n" for entry in objects)


def _dump_line(entry: dict[str, Json]) -> str:
    return json.dumps(entry, ensure_ascii=False).translate(_LINE_SEPARATOR_ESCAPES)
