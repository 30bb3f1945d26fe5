"""The journal: who changed what, when, and what it was before."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from continuity.db.schema.record_tables import LONG_ID, Base, build_foreign_key
from continuity.db.schema.types import KEY_TEXT, UtcTimestamp

OPERATIONS = ("insert", "update", "delete")


class Batch(Base):
    """The changes of one command or one import, made and undone together."""

    __tablename__ = "batches"

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTimestamp)
    actor: Mapped[str] = mapped_column(Text)
    command: Mapped[str] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(LONG_ID, build_foreign_key("batches.id"), index=True)


class Change(Base):
    """One record inserted, updated or deleted; `before` and `after` are JSON objects of the cells' texts."""

    __tablename__ = "changes"
    __table_args__ = (
        CheckConstraint(f"operation IN {OPERATIONS}", "operation_words"),
        Index(None, "table_name", "key"),
    )

    id: Mapped[int] = mapped_column(LONG_ID, primary_key=True)
    batch: Mapped[int] = mapped_column(LONG_ID, build_foreign_key("batches.id"), index=True)
    table_name: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(KEY_TEXT)
    operation: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
