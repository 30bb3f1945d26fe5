"""Writer of the CSV pack (RFC 4180), in an order set by the records alone."""

import csv
import io
from collections.abc import Iterable, Iterator

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.formula_escape import UNESCAPED_KINDS, escape_formula
from continuity.domain.schema.values import Row, format_cell

BOM = "\ufeff"
_ROWS_PER_CHUNK = 1000


def render_table_chunks(table: Table, rows: Iterable[Row], *, excel: bool = False) -> Iterator[bytes]:
    """Encode the CSV file of a table in chunks; `excel` adds a BOM.
    Rows of a table with keys must come in key order; others are sorted here.
    """
    columns = table.columns
    buffer = io.StringIO(newline="")
    buffer.write(BOM if excel else "")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for number, row in enumerate(rows if table.has_key else sorted(rows, key=lambda row: _format_row(columns, row))):
        if number % _ROWS_PER_CHUNK == 0:
            yield _drain(buffer)
        writer.writerow(_format_row(columns, row))
    yield _drain(buffer)


def _format_row(columns: tuple[Column, ...], row: Row) -> list[str]:
    return [_format_cell(column, row) for column in columns]


def _format_cell(column: Column, row: Row) -> str:
    text = format_cell(row.get(column.name))
    return text if column.kind in UNESCAPED_KINDS else escape_formula(text)


def _drain(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
