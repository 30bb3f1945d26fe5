"""The part of the record that may be given away: without what is marked sensitive, contacts and notes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.tables import IDENTIFIERS, PARTNERS, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.services.reporting import marks

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Sharing:
    """What stays: the keys of the records marked sensitive, by table."""

    withheld: Mapping[str, frozenset[str]]

    def table(self, table: Table) -> Table:
        """The table without its private columns, so that a pack says nothing of them and an import keeps them."""
        return replace(table, columns=tuple(column for column in table.columns if not column.private))

    def rows(self, table: Table, rows: Iterable[Row]) -> Iterator[Row]:
        """The records that may leave; one that says something of a withheld record stays with it."""
        return (row for row in rows if not self._withheld(table, row))

    def _withheld(self, table: Table, row: Row) -> bool:
        if str(row["key"]) in self.withheld.get(table.name, ()):
            return True
        if table is IDENTIFIERS:
            noun, _, key = str(row["record"]).partition(":")
            return any(noun == one.noun and key in self.withheld[one.name] for one in (PROGRAMMES, PARTNERS))
        return any(self._names(column, row) for column in table.references)

    def _names(self, column: Column, row: Row) -> bool:
        value = row.get(column.name)
        return value is not None and any(str(value) in self.withheld.get(name, ()) for name in column.tables)


def sharing(connection: "Connection") -> Sharing:
    """What of this record may be given away."""
    found = marks(connection)
    return Sharing({PROGRAMMES.name: found.programmes, PARTNERS.name: found.partners})
