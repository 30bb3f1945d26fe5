"""The one way to print rows: a table for people, CSV, JSON and JSON lines for programs.

A table is no interface; the others are, and only gain columns within a version.
"""

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.domain.schema.columns import Kind, Table
from continuity.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from continuity.domain.schema.values import Row
    from continuity.domain.settings import Settings


IN_A_PIPE = 100
"""Columns of a text that goes into a file or a pipe."""


WIDE = 10_000
"""Columns of a table that goes into a file or a pipe, so that no cell is ever cut."""


OF_A_FILE = ("as_of", "rule", "settings")
"""The last columns of a CSV that a rule made."""


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]


class Document(StrEnum):
    """How a document about one thing is printed."""

    TEXT = "text"
    JSON = "json"


DocumentOption = Annotated[Document, typer.Option("--format", help="How to print the result.")]


def show_rows(
    schema: str,
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    form: Format,
    judged: Mapping[str, Any] | None = None,
) -> None:
    """Print rows with these columns.

    Args:
        schema: the name of the document, such as `city/1`.
        columns: which cells, in which order.
        rows: values as text, number or None.
        form: how.
        judged: by which rule the rows were made, where they were; at the end of the JSON document and of each line.
    """
    if form is Format.TABLE:
        show_table(columns, ([_text(row.get(name)) for name in columns] for row in rows))
    elif form is Format.CSV:
        _print_csv(columns, rows)
    elif form is Format.JSONL:
        for row in rows:
            write(_json({**{name: row.get(name) for name in columns}, **(judged or {})}) + "\n")
    else:
        document = {
            "schema": f"continuity.{schema}",
            "rows": [{name: row.get(name) for name in columns} for row in rows],
            **(judged or {}),
        }
        write(_json(document, indent=2) + "\n")


def show_judged(
    schema: str, columns: Sequence[str], rows: Iterable[dict[str, Any]], form: Format, made: tuple["date", "Settings"]
) -> None:
    """Print rows that a rule made, with the day and the settings they were made for, in any form but a table.

    A CSV has no other place for these than columns of its own.
    """
    from continuity.reports.listings.provenance import judged_on, settings_text

    judged = judged_on(*made)
    if form is Format.CSV:
        told = {**judged, "settings": settings_text(made[1])}
        columns, rows = (*columns, *OF_A_FILE), ({**row, **told} for row in rows)
    show_rows(schema, columns, rows, form, judged)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print an aligned table; its cells fold at a terminal's width and are never cut elsewhere."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    wide = None if sys.stdout and sys.stdout.isatty() else WIDE
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(" ".join(cell.split())) for cell in row))
    drawn = io.StringIO()
    Console(file=drawn, width=wide, highlight=False, color_system=None).print(table)
    write("".join(f"{line.rstrip()}\n" for line in drawn.getvalue().splitlines()))


def check_ics(target: str | None, form: Format) -> None:
    """Refuse a calendar file without a name, or one beside another format.

    Raises:
        UsageError: it is one of these.
    """
    if target is not None and form is not Format.TABLE:
        raise UsageError("--ics and --format exclude each other", "ask for one of them")
    if target is not None and not target.strip():
        raise UsageError("--ics names no file", "give the path of a file, or - for standard output")


def write(text: str) -> None:
    """Results, to standard output; in UTF-8 whatever the terminal's code page."""
    if sys.stdout is None:  # closed by whoever called: nobody wants the result
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Line ends as they are: CSV and iCalendar bring their own.
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text)


def text_width(least: int) -> int:
    """The columns of the terminal; a fixed number where the lines go elsewhere, so that they are always the same."""
    on_terminal = sys.stdout is not None and sys.stdout.isatty()
    return max(least, shutil.get_terminal_size().columns) if on_terminal else IN_A_PIPE


def note(text: str) -> None:
    """Anything that is not the result: to standard error."""
    typer.echo(text, err=True)


def _print_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    from continuity.domain.schema.formula_escape import guarded

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        values = [row.get(name) for name in columns]
        writer.writerow([guarded(value) if isinstance(value, str) else _text(value) for value in values])
    write(buffer.getvalue())


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_number)


def _number(value: object) -> float | int | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def show_record(
    table: Table,
    row: "Row",
    form: Format,
    more: Mapping[str, Any] = MappingProxyType({}),
    judged: Mapping[str, Any] | None = None,
) -> None:
    """Print one record whole; what is more stands after its cells, and what it rests on at the end, in JSON alone."""
    from continuity.domain.schema.values import text_row

    if form is Format.TABLE:
        texts = {"key": str(row["key"]), **text_row(table, row)}
        show_table(("column", "value"), [(name, text) for name, text in texts.items() if text])
    else:
        names = ["key", *(name for name in table.column_names if name != "key")]
        names += [] if form is Format.CSV else more
        show_rows(f"{table.noun}/1", names, [{**values(table, row), **more}], form, judged)


def values(table: Table, row: "Row") -> dict[str, Any]:
    """The row as a program reads it: numbers as numbers, everything else as the text of its cell."""
    from continuity.domain.schema.values import text_row

    numbers = {column.name for column in table.columns if column.kind in (Kind.COUNT, Kind.AMOUNT)}
    texts = {name: text or None for name, text in text_row(table, row).items()}
    return {"key": row["key"], **texts, **{name: row.get(name) for name in numbers}}
