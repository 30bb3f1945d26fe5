"""One record whole, as `show` prints it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from continuity.cli.output import Format, show_rows, show_table
from continuity.domain.schema.columns import Kind, Table

if TYPE_CHECKING:
    from continuity.domain.schema.values import Row


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
