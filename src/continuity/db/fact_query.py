"""Where facts are read from: the records of a table that meet some conditions, in one query."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Connection

from continuity.db.read import among, select
from continuity.db.schema import database_table
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

More = Callable[[Row], dict[str, Any]]
T = TypeVar("T", bound="DataclassInstance")


class Source:
    """The records of a table that meet all of the conditions; every record where there are none."""

    def __init__(self, connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> None:
        self.connection = connection
        self.table = table
        self.conditions = conditions
        self.columns = database_table(table).c

    def only(self, condition: ColumnElement[bool]) -> "Source":
        """Those that also meet this condition."""
        return Source(self.connection, self.table, *self.conditions, condition)

    def among(self, column: str, values: Collection[str] | None) -> "Source":
        """Those whose column holds one of the values; all of them where None is given."""
        return self if values is None else self.only(among(self.connection, self.columns[column], values))

    def within(self, column: str, other: "Source", named: str = "key") -> "Source":
        """Those whose column holds what the named column of the other source's records holds."""
        return self.only(self.holds(column, other, named)) if other.conditions else self

    def holds(self, column: str, other: "Source", named: str = "key") -> ColumnElement[bool]:
        """The condition of `within`; always met where the other source has none."""
        if not other.conditions:
            return sa.true()
        return self.columns[column].in_(sa.select(other.columns[named]).where(*other.conditions))

    def newest(self, as_of: date, *alike: str) -> "Source":
        """Of those known on a day, the newest of each that are alike in the columns named.

        Known from `known_from`, else from their own date, a vague one from its latest day; newest by their earliest
        day. One window function in the database, so that what is old never travels.
        """
        own = self.columns
        known = sa.case((own.known_from.is_not(None), own.known_from_latest), else_=own.date_latest)
        there = sa.and_(known <= as_of, sa.or_(own.date_earliest.is_(None), own.date_earliest <= as_of))
        order = (own.date_earliest.desc().nulls_last(), own.key.desc())
        rank = sa.func.row_number().over(partition_by=[own[name] for name in alike], order_by=order)
        ranked = sa.select(own.key, rank.label("rank")).where(*self.conditions, there).subquery()
        return self.only(own.key.in_(sa.select(ranked.c.key).where(ranked.c.rank == 1)))

    def pairs(self, column: str) -> dict[str, Any]:
        """The value of a column by key, where it is filled."""
        query = sa.select(self.columns.key, self.columns[column]).where(*self.conditions)
        return {key: value for key, value in self.connection.execute(query) if value is not None}

    def grouped(
        self, owner: str, make: type[T], more: More = lambda _: {}, also: Collection[str] = ()
    ) -> dict[str, tuple[T, ...]]:
        """The facts by the record they belong to, those that belong to none under an empty text.

        Both stand in the order of the facts' keys.

        Args:
            owner: the column that names that record.
            make: the dataclass of the facts; its fields are filled from the columns of the same name, and an empty
                cell leaves a field at its default.
            more: the fields that follow from the row in another way.
            also: the columns besides which that takes.
        """
        wanted = {field.name for field in fields(make)}
        found: dict[str, list[T]] = defaultdict(list)
        for row in select(self.connection, self.table, {*wanted, owner, *also}, *self.conditions):
            given = {name: value for name, value in row.items() if name in wanted and value is not None}
            found[str(row[owner] or "")].append(make(**{**given, **more(row)}))
        return {key: tuple(facts) for key, facts in found.items()}
