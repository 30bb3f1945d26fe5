"""Where facts are read from: the records of a table that meet some conditions, in one query."""

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
    """The records of a table that meet all of the conditions; every record where there are none."""

    def __init__(self, connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> None:
        self.connection = connection
        self.table = table
        self.conditions = conditions
        self.columns = get_database_table(table).c

    def where(self, condition: ColumnElement[bool]) -> "FactQuery":
        """Those that also meet this condition."""
        return FactQuery(self.connection, self.table, *self.conditions, condition)

    def where_in(self, column: str, values: Collection[str] | None) -> "FactQuery":
        """Those whose column holds one of the values; all of them where None is given."""
        return self if values is None else self.where(build_in_condition(self.connection, self.columns[column], values))

    def where_related(self, column: str, other: "FactQuery", other_column: str = "key") -> "FactQuery":
        """Those whose column holds what the named column of the other source's records holds."""
        return self.where(self.build_related_condition(column, other, other_column)) if other.conditions else self

    def build_related_condition(
        self, column: str, other: "FactQuery", other_column: str = "key"
    ) -> ColumnElement[bool]:
        """The condition of `where_related`; always met where the other source has none."""
        if not other.conditions:
            return sa.true()
        return self.columns[column].in_(sa.select(other.columns[other_column]).where(*other.conditions))

    def keep_newest(self, as_of: date, *group_columns: str) -> "FactQuery":
        """Of those known on a day, the newest of each that are alike in the columns named.

        Known from `known_from`, else from their own date, a vague one from its latest day; newest by their earliest
        day. One window function in the database, so that what is old never travels.
        """
        columns = self.columns
        known_day = sa.case((columns.known_from.is_not(None), columns.known_from_latest), else_=columns.date_latest)
        is_known = sa.and_(known_day <= as_of, sa.or_(columns.date_earliest.is_(None), columns.date_earliest <= as_of))
        order = (columns.date_earliest.desc().nulls_last(), columns.key.desc())
        rank = sa.func.row_number().over(partition_by=[columns[name] for name in group_columns], order_by=order)
        ranked = sa.select(columns.key, rank.label("rank")).where(*self.conditions, is_known).subquery()
        return self.where(columns.key.in_(sa.select(ranked.c.key).where(ranked.c.rank == 1)))

    def load_column(self, column: str) -> dict[str, Any]:
        """The value of a column by key, where it is filled."""
        query = sa.select(self.columns.key, self.columns[column]).where(*self.conditions)
        return {key: value for key, value in self.connection.execute(query) if value is not None}

    def load_grouped(
        self,
        owner_column: str,
        fact_type: type[T],
        extra_fields: ExtraFields = lambda _: {},
        extra_columns: Collection[str] = (),
    ) -> dict[str, tuple[T, ...]]:
        """The facts by the record they belong to, those that belong to none under an empty text.

        Both stand in the order of the facts' keys.

        Args:
            owner_column: the column that names that record.
            fact_type: the dataclass of the facts; its fields are filled from the columns of the same name, and an empty
                cell leaves a field at its default.
            extra_fields: the fields that follow from the row in another way.
            extra_columns: the columns besides which that takes.
        """
        field_names = {field.name for field in fields(fact_type)}
        facts_by_owner: dict[str, list[T]] = defaultdict(list)
        for row in select_rows(
            self.connection, self.table, {*field_names, owner_column, *extra_columns}, *self.conditions
        ):
            values = {name: value for name, value in row.items() if name in field_names and value is not None}
            facts_by_owner[str(row[owner_column] or "")].append(fact_type(**{**values, **extra_fields(row)}))
        return {key: tuple(facts) for key, facts in facts_by_owner.items()}
