"""Journalled tables, built from the domain's tables.
References hold primary keys. A vague date has three columns: its text, and its earliest and latest day for queries.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

from continuity.db.schema.types import KEY_TEXT, Amount
from continuity.domain.scheduling.schedule import JOURNALLED_TABLES
from continuity.domain.schema import columns
from continuity.domain.schema.columns import ColumnKind
from continuity.domain.schema.tables import DATE_ORDERS, IDENTIFIERS

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Names for all constraints: SQLite cannot alter an unnamed constraint."""

METADATA = MetaData(naming_convention=NAMING_CONVENTION)

_TYPES: dict[ColumnKind, TypeEngine[Any]] = {
    ColumnKind.KEY: KEY_TEXT,
    ColumnKind.REFERENCE: KEY_TEXT,
    ColumnKind.COUNT: Integer(),
    ColumnKind.AMOUNT: Amount(),
}
"""Other kinds are text."""

_FURTHER_INDEXES = {IDENTIFIERS.name: (("record",), ("scheme", "value"))}
"""Besides the indexes of references and names."""


def build_foreign_key(target: str) -> ForeignKey:
    """Build a foreign key checked on commit, so that rows may come in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


def _build_table(table: columns.Table) -> Table:
    return Table(table.name, METADATA, *_build_columns(table), *_build_checks(table), *_build_indexes(table))


def _build_columns(table: columns.Table) -> Iterator[Column[Any]]:
    yield Column("key", KEY_TEXT, primary_key=True)
    for column in table.columns:
        if column.kind is not ColumnKind.KEY:
            yield _build_column(column)
        if column.kind is ColumnKind.DATE:
            yield Column(f"{column.name}_earliest", Date)
            yield Column(f"{column.name}_latest", Date)


def _build_column(column: columns.Column) -> Column[Any]:
    target = [build_foreign_key(f"{column.tables[0]}.key")] if len(column.tables) == 1 else []
    column_type, index = _TYPES.get(column.kind, Text()), column.kind is ColumnKind.REFERENCE or None
    return Column(column.name, column_type, *target, nullable=not column.required, index=index)


def _build_checks(table: columns.Table) -> Iterator[CheckConstraint]:
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


def _build_indexes(table: columns.Table) -> Iterator[Index]:
    if table.has_name:
        yield Index(None, "name")
    for names in _FURTHER_INDEXES.get(table.name, ()):
        yield Index(None, *names)


RECORD_TABLES = {name: _build_table(table) for name, table in JOURNALLED_TABLES.items()}
