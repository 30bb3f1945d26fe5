"""Queries for facts, one per table."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from continuity.db.read import build_in_condition, select_rows
from continuity.db.schema import get_database_table
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

ExtraFields = Callable[[Row], dict[str, Any]]
T = TypeVar("T", bound="DataclassInstance")


class FactQuery:
    """Query for the records of a table that meet all conditions."""

    def __init__(self, connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> None:
        self.connection = connection
        self.table = table
        self.conditions = conditions
        self.columns = get_database_table(table).c

    def where(self, condition: ColumnElement[bool]) -> "FactQuery":
        """Add a condition."""
        return FactQuery(self.connection, self.table, *self.conditions, condition)

    def where_in(self, column: str, values: Collection[str] | None) -> "FactQuery":
        """Match the column against the values; None matches all records."""
        return self if values is None else self.where(build_in_condition(self.connection, self.columns[column], values))

    def where_related(self, column: str, other: "FactQuery", other_column: str = "key") -> "FactQuery":
        """Match the column against a column of the other query's records."""
        return self.where(self.build_related_condition(column, other, other_column)) if other.conditions else self

    def build_related_condition(
        self, column: str, other: "FactQuery", other_column: str = "key"
    ) -> ColumnElement[bool]:
        """Build the condition of `where_related`; true if `other` has no conditions."""
        if not other.conditions:
            return sa.true()
        return self.columns[column].in_(sa.select(other.columns[other_column]).where(*other.conditions))

    def keep_newest(self, as_of: date, *group_columns: str) -> "FactQuery":
        """Keep the latest record known on `as_of` in each group of the given columns, filtered by the database.
        It is known from `known_from`, else from the latest day of its date; the latest has the latest earliest day.
        """
        columns = self.columns
        known_day = sa.case((columns.known_from.is_not(None), columns.known_from_latest), else_=columns.date_latest)
        is_known = sa.and_(known_day <= as_of, sa.or_(columns.date_earliest.is_(None), columns.date_earliest <= as_of))
        order = (columns.date_earliest.desc().nulls_last(), columns.key.desc())
        rank = sa.func.row_number().over(partition_by=[columns[name] for name in group_columns], order_by=order)
        ranked = sa.select(columns.key, rank.label("rank")).where(*self.conditions, is_known).subquery()
        return self.where(columns.key.in_(sa.select(ranked.c.key).where(ranked.c.rank == 1)))

    def load_column(self, column: str) -> dict[str, Any]:
        """Load the non-empty values of a column by key."""
        query = sa.select(self.columns.key, self.columns[column]).where(*self.conditions)
        return {key: value for key, value in self.connection.execute(query) if value is not None}

    def load_grouped(
        self,
        owner_column: str,
        fact_type: type[T],
        extra_fields: ExtraFields = lambda _: {},
        extra_columns: Collection[str] = (),
    ) -> dict[str, tuple[T, ...]]:
        """Load facts by owner in order of their keys; "" holds facts without owner.
        The fields of `fact_type` are named as columns, and an empty cell leaves a field's default. `extra_fields` makes
        further fields of a row with the `extra_columns`.
        """
        field_names = {field.name for field in fields(fact_type)}
        columns = {*field_names, owner_column, *extra_columns}
        facts_by_owner: dict[str, list[T]] = defaultdict(list)
        for row in select_rows(self.connection, self.table, columns, *self.conditions):
            values = {name: value for name, value in row.items() if name in field_names and value is not None}
            facts_by_owner[str(row[owner_column] or "")].append(fact_type(**{**values, **extra_fields(row)}))
        return {key: tuple(facts) for key, facts in facts_by_owner.items()}
