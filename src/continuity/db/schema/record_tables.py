"""How the database columns of a table follow from its description in domain/schema/tables.py.

A key is the primary key, and references hold keys. A vague date is three columns: its text as written, and the
earliest and the latest day it can mean, so that queries compare days while export gives back the text.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

from continuity.db.schema.types import KEY_TEXT, Amount
from continuity.domain.schema.columns import Column, Kind, Table
from continuity.domain.schema.tables import ORDERED_DATES

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name from the first migration on: SQLite cannot alter one that has none."""

LONG_ID = BigInteger().with_variant(Integer, "sqlite")
"""A number the database hands out; only a plain INTEGER counts by itself on SQLite."""

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.KEY: KEY_TEXT,
    Kind.REFERENCE: KEY_TEXT,
    Kind.COUNT: Integer(),
    Kind.AMOUNT: Amount(),
}


class Base(DeclarativeBase):
    """All tables of the database."""

    metadata = MetaData(naming_convention=NAMES)


class Record(Base):
    """A table of the record; a subclass names its description and adds what is special about it.

    Attributes:
        described: the description the columns, their indexes and their checks follow.
    """

    __abstract__ = True
    described: ClassVar[Table]

    def __init_subclass__(cls, **options: object) -> None:
        cls.__tablename__ = cls.described.name
        cls.__table_args__ = (*_checks(cls.described), *cls.__dict__.get("__table_args__", ()))
        for column in _columns(cls.described):
            setattr(cls, column.column.name, column)
        super().__init_subclass__(**options)


def reference(target: str) -> ForeignKey:
    """A foreign key that is checked at the end of the transaction, so that rows of a batch may come in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def _columns(table: Table) -> Iterator[MappedColumn[Any]]:
    yield mapped_column("key", KEY_TEXT, primary_key=True)
    for column in table.columns:
        if column.kind is not Kind.KEY:
            yield _column(column)
        if column.kind is Kind.DATE:
            yield mapped_column(f"{column.name}_earliest", Date)
            yield mapped_column(f"{column.name}_latest", Date)


def _column(column: Column) -> MappedColumn[Any]:
    target = [reference(f"{column.tables[0]}.key")] if len(column.tables) == 1 else []
    return mapped_column(
        column.name,
        _TYPES.get(column.kind, Text()),
        *target,
        nullable=not column.required,
        index=column.kind is Kind.REFERENCE or None,
    )


def _checks(table: Table) -> Iterator[CheckConstraint]:
    for column in table.columns:
        if column.kind is Kind.DATE:
            yield _days(column.name)
        elif column.kind is Kind.WORD:
            words = ", ".join(f"'{word}'" for word in column.words)
            yield CheckConstraint(f'"{column.name}" IN ({words})', f"{column.name}_words")
        elif column.kind is Kind.COUNT:
            yield CheckConstraint(f'"{column.name}" >= 0', f"{column.name}_count")
    for first, last in ORDERED_DATES:
        if {first, last} <= set(table.column_names):
            yield _order(first, last)


def _days(name: str) -> CheckConstraint:
    start, end = f"{name}_earliest", f"{name}_latest"
    return CheckConstraint(
        f'("{name}" IS NULL) = ({start} IS NULL AND {end} IS NULL)'
        f" AND ({start} IS NULL OR {end} IS NULL OR {start} <= {end})",
        f"{name}_days",
    )


def _order(first: str, last: str) -> CheckConstraint:
    start, end = f"{first}_earliest", f"{last}_latest"
    return CheckConstraint(f"{start} IS NULL OR {end} IS NULL OR {start} <= {end}", f"{first}_{last}_order")
