"""Journal tables."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text

from continuity.db.schema.record_tables import METADATA, build_foreign_key
from continuity.db.schema.types import KEY_TEXT, LONG_ID, UtcTimestamp
from continuity.domain.vocabulary import Operation

BATCHES = Table(
    "batches",
    METADATA,
    Column("id", LONG_ID, primary_key=True),
    Column("at", UtcTimestamp, nullable=False),
    Column("actor", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("undoes", LONG_ID, build_foreign_key("batches.id"), index=True),
)
"""Changes of one command or import, undone together."""

CHANGES = Table(
    "changes",
    METADATA,
    Column("id", LONG_ID, primary_key=True),
    Column("batch", LONG_ID, build_foreign_key("batches.id"), nullable=False, index=True),
    Column("table_name", Text, nullable=False),
    Column("key", KEY_TEXT, nullable=False),
    Column("operation", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    CheckConstraint(f"operation IN {tuple(map(str, Operation))}", "operation_words"),
    Index(None, "table_name", "key"),
)
"""One changed record; `before` and `after` are JSON objects of the cells' texts."""
