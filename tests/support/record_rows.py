"""Records for tests, written as they stand in the CSV pack."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection

from continuity.db import write
from continuity.db.rows import list_cell_names
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.schema.values import Row, parse_cell

NOW = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)


def row(table: Table, key: str, **texts: str) -> Row:
    """A whole row of the record, from the texts of its cells."""
    cells: Row = dict.fromkeys(list_cell_names(table))
    cells |= {name: parse_cell(table.get_column(name), text) for name, text in texts.items()}
    return cells | {"key": key}


def new_batch(connection: Connection, command: str = "test", undoes: int | None = None) -> int:
    """A batch to write in."""
    return write.begin_batch(connection, command=command, actor="tester", at=NOW, undoes=undoes)


def record(connection: Connection, *records: tuple[Table, Iterable[Row]]) -> int:
    """Write records in a batch of their own; its number."""
    batch = new_batch(connection)
    for table, rows in records:
        write.insert(connection, batch, table, list(rows))
    return batch


def record_texts(connection: Connection, world: dict[str, dict[str, dict[str, str]]]) -> int:
    """Write records given as table name -> key -> texts of the cells."""
    return record(
        connection,
        *(
            (TABLES_BY_NAME[name], [row(TABLES_BY_NAME[name], key, **texts) for key, texts in rows.items()])
            for name, rows in world.items()
        ),
    )
