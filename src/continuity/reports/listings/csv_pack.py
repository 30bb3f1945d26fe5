"""The CSV pack as it goes out: UTF-8, comma, CRLF, RFC 4180, in an order that depends on the records alone."""

import csv
import io
from collections.abc import Iterable, Iterator

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.formula_escape import UNTOUCHED, guarded
from continuity.domain.schema.values import Row, write_cell

BOM = "\ufeff"
_AT_ONCE = 1000


def lines(table: Table, rows: Iterable[Row], *, excel: bool = False) -> Iterator[bytes]:
    """The file of one table, in pieces.

    Args:
        table: which table.
        rows: its records; those of a table with keys come in the order of their keys.
        excel: whether to begin with the mark by which Excel knows UTF-8.
    """
    columns = table.columns
    buffer = io.StringIO(newline="")
    buffer.write(BOM if excel else "")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for number, row in enumerate(rows if table.keyed else sorted(rows, key=lambda row: _texts(columns, row))):
        if number % _AT_ONCE == 0:
            yield _emptied(buffer)
        writer.writerow(_texts(columns, row))
    yield _emptied(buffer)


def _texts(columns: tuple[Column, ...], row: Row) -> list[str]:
    return [_text(column, row) for column in columns]


def _text(column: Column, row: Row) -> str:
    text = write_cell(row.get(column.name))
    return text if column.kind in UNTOUCHED else guarded(text)


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
