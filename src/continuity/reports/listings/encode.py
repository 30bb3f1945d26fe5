"""Encoders of listings: CSV with formula escaping, JSON and JSON Lines."""

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
"""None if not recorded."""

Subject = TypeVar("Subject")

BOM = "\ufeff"
"""Byte order mark, for Excel to recognise UTF-8."""

_LINE_SEPARATOR_ESCAPES = {ord(end): f"\\u{ord(end):04x}" for end in "\u2028\u2029\u0085"}
"""Line ends of some programs, escaped to keep each object on one line."""


@dataclass(frozen=True, slots=True)
class ReportColumn(Generic[Subject]):
    """A column; its name is a stable interface."""

    name: str
    read_cell: Callable[[Assessment, Subject], Cell]


def dump_csv(
    columns: Iterable[ReportColumn[Subject]],
    assessment: Assessment,
    subjects: Iterable[Subject],
    *,
    excel: bool = False,
) -> str:
    """Encode a header and a row for each subject as CSV (RFC 4180)."""
    columns = tuple(columns)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for subject in subjects:
        writer.writerow([_format_cell(column.read_cell(assessment, subject)) for column in columns])
    return (BOM if excel else "") + buffer.getvalue()


def _format_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else escape_formula(cell)


def format_iso_day(day: date | None) -> str | None:
    """Format a day as ISO text; None stays None."""
    return day.isoformat() if day else None


def dump_document(content: dict[str, Json]) -> str:
    """Encode one indented JSON document."""
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def dump_lines(objects: Iterable[dict[str, Json]]) -> str:
    """Encode one JSON object per line."""
    return "".join(_dump_line(entry) + "\n" for entry in objects)


def _dump_line(entry: dict[str, Json]) -> str:
    return json.dumps(entry, ensure_ascii=False).translate(_LINE_SEPARATOR_ESCAPES)
