"""The one way to print rows: a table for people, CSV, JSON and JSON lines for programs.
A table is not an interface; the others are, and only gain columns within a version.
"""

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.domain.schema.columns import ColumnKind, Table
from continuity.domain.schema.formula_escape import escape_formula
from continuity.domain.schema.values import format_row
from continuity.errors import UsageError
from continuity.io.atomic_write import write_file

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.schema.values import Row
    from continuity.domain.settings import Settings


PIPE_WIDTH = 100
"""Columns of a text that goes into a file or a pipe."""

UNCUT_WIDTH = 10_000
"""Columns of a table that goes into a file or a pipe, so that no cell is ever cut."""

PROVENANCE_COLUMNS = ("as_of", "rule", "settings")
"""The last columns of a CSV that a rule made."""


class Format(StrEnum):
    """The formats in which results are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]


class ExplanationFormat(StrEnum):
    """The formats in which a document about one thing is printed."""

    TEXT = "text"
    JSON = "json"


ExplanationFormatOption = Annotated[ExplanationFormat, typer.Option("--format", help="How to print the result.")]


def print_rows(
    schema: str,
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    output_format: Format,
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Print rows of texts, numbers or None. `schema` names the document, such as `city/1`.
    `provenance` comes at the end of the JSON document and of each JSON line; a table and a CSV have none.
    """
    if output_format is Format.TABLE:
        print_table(columns, ([_format_value(row.get(name)) for name in columns] for row in rows))
    elif output_format is Format.CSV:
        _print_csv(columns, rows)
    elif output_format is Format.JSONL:
        for row in rows:
            print_result(_dump_json({**{name: row.get(name) for name in columns}, **(provenance or {})}) + "\n")
    else:
        document = {
            "schema": f"continuity.{schema}",
            "rows": [{name: row.get(name) for name in columns} for row in rows],
            **(provenance or {}),
        }
        print_result(_dump_json(document, indent=2) + "\n")


def print_assessed_rows(
    schema: str,
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    output_format: Format,
    basis: tuple["date", "Settings"],
) -> None:
    """Print assessed rows in any form but a table; a CSV has their day and settings in columns of its own."""
    # Findings take long to import, and most lists are of records.
    from continuity.reports.listings.provenance import build_dated_provenance, format_settings

    provenance = build_dated_provenance(*basis)
    if output_format is Format.CSV:
        provenance_cells = {**provenance, "settings": format_settings(basis[1])}
        columns, rows = (*columns, *PROVENANCE_COLUMNS), ({**row, **provenance_cells} for row in rows)
    print_rows(schema, columns, rows, output_format, provenance)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print an aligned table; cells fold at a terminal's width, never elsewhere."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = None if sys.stdout and sys.stdout.isatty() else UNCUT_WIDTH
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    buffer = io.StringIO()
    Console(file=buffer, width=width, highlight=False, color_system=None).print(table)
    print_result("".join(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines()))


def validate_ics_target(target: str | None, output_format: Format) -> None:
    """Raise UsageError for a calendar file without a name, or one beside another format."""
    if target is not None and output_format is not Format.TABLE:
        raise UsageError("--ics and --format exclude each other", "ask for one of them")
    if target is not None and not target.strip():
        raise UsageError("--ics names no file", "give the path of a file, or - for standard output")


def print_result(text: str) -> None:
    """Print results to standard output, in UTF-8 whatever its code page."""
    if sys.stdout is None:  # closed by whoever called: nobody wants the result
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Line ends as they are: CSV and iCalendar bring their own.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text)


def write_document(content: bytes, output: Path | None) -> None:
    """Write a document into its file, whole or not at all; - and None print it."""
    if output is None or str(output) == "-":
        print_result(content.decode())
    else:
        write_file(output, content)
        print_note(f"Wrote {output}.")


def resolve_text_width(minimum: int) -> int:
    """Return the columns of the terminal, or a fixed number for files and pipes."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return max(minimum, shutil.get_terminal_size().columns) if on_terminal else PIPE_WIDTH


def print_note(text: str) -> None:
    """Print anything that is not the result, to standard error."""
    typer.echo(text, err=True)


def _print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        values = [row.get(name) for name in columns]
        writer.writerow([escape_formula(value) if isinstance(value, str) else _format_value(value) for value in values])
    print_result(buffer.getvalue())


def _format_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _dump_json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_encode_value)


def _encode_value(value: object) -> float | int | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def print_record(
    table: Table,
    row: "Row",
    output_format: Format,
    extra_cells: Mapping[str, Any] = MappingProxyType({}),
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Print one record whole; in JSON extra cells and provenance follow."""
    if output_format is Format.TABLE:
        texts = {"key": str(row["key"]), **format_row(table, row)}
        print_table(("column", "value"), [(name, text) for name, text in texts.items() if text])
    else:
        names = ["key", *(name for name in table.column_names if name != "key")]
        names += [] if output_format is Format.CSV else extra_cells
        record = {**build_record_values(table, row), **extra_cells}
        print_rows(f"{table.noun}/1", names, [record], output_format, provenance)


def build_record_values(table: Table, row: "Row") -> dict[str, Any]:
    """Build the row as a program reads it: numbers, and texts of cells."""
    numbers = {column.name for column in table.columns if column.kind in (ColumnKind.COUNT, ColumnKind.AMOUNT)}
    texts = {name: text or None for name, text in format_row(table, row).items()}
    return {"key": row["key"], **texts, **{name: row.get(name) for name in numbers}}
