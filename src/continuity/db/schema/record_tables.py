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
from continuity.domain.schema.columns import Column, ColumnKind, Table
from continuity.domain.schema.tables import DATE_ORDERS

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name from the first migration on: SQLite cannot alter one that has none."""

LONG_ID = BigInteger().with_variant(Integer, "sqlite")
"""A number the database hands out; only a plain INTEGER counts by itself on SQLite."""

_TYPES: dict[ColumnKind, TypeEngine[Any]] = {
    ColumnKind.KEY: KEY_TEXT,
    ColumnKind.REFERENCE: KEY_TEXT,
    ColumnKind.COUNT: Integer(),
    ColumnKind.AMOUNT: Amount(),
}


class Base(DeclarativeBase):
    """All tables of the database."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)


class Record(Base):
    """A table of the record; a subclass names its description and adds what is special about it.

    Attributes:
        described: the description the columns, their indexes and their checks follow.
    """

    __abstract__ = True
    described: ClassVar[Table]

    def __init_subclass__(cls, **options: object) -> None:
        cls.__tablename__ = cls.described.name
        cls.__table_args__ = (*_build_checks(cls.described), *cls.__dict__.get("__table_args__", ()))
        for column in _build_columns(cls.described):
            setattr(cls, column.column.name, column)
        super().__init_subclass__(**options)


def build_foreign_key(target: str) -> ForeignKey:
    """A foreign key that is checked at the end of the transaction, so that rows of a batch may come in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def _build_columns(table: Table) -> Iterator[MappedColumn[Any]]:
    yield mapped_column("key", KEY_TEXT, primary_key=True)
    for column in table.columns:
        if column.kind is not ColumnKind.KEY:
            yield _build_column(column)
        if column.kind is ColumnKind.DATE:
            yield mapped_column(f"{column.name}_earliest", Date)
            yield mapped_column(f"{column.name}_latest", Date)


def _build_column(column: Column) -> MappedColumn[Any]:
    target = [build_foreign_key(f"{column.tables[0]}.key")] if len(column.tables) == 1 else []
    return mapped_column(
        column.name,
        _TYPES.get(column.kind, Text()),
        *target,
        nullable=not column.required,
        index=column.kind is ColumnKind.REFERENCE or None,
    )


def _build_checks(table: Table) -> Iterator[CheckConstraint]:
    for column in table.columns:
        if column.kind is ColumnKind.DATE:
            yield _build_days_check(column.name)
        elif column.kind is ColumnKind.CHOICE:
            words = ", ".join(f"'{word}'" for word in column.choices)
            yield CheckConstraint(f'"{column.name}" IN ({words})', f"{column.name}_words")
        elif column.kind is ColumnKind.COUNT:
            yield CheckConstraint(f'"{column.name}" >= 0', f"{column.name}_count")
    for first, last in DATE_ORDERS:
        if {first, last} <= set(table.column_names):
            yield _build_order_check(first, last)


def _build_days_check(name: str) -> CheckConstraint:
    start, end = f"{name}_earliest", f"{name}_latest"
    return CheckConstraint(
        f'("{name}" IS NULL) = ({start} IS NULL AND {end} IS NULL)'
        f" AND ({start} IS NULL OR {end} IS NULL OR {start} <= {end})",
        f"{name}_days",
    )


def _build_order_check(first: str, last: str) -> CheckConstraint:
    start, end = f"{first}_earliest", f"{last}_latest"
    return CheckConstraint(f"{start} IS NULL OR {end} IS NULL OR {start} <= {end}", f"{first}_{last}_order")
