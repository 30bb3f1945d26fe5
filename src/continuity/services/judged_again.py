"""Some programmes judged again as they would stand in a report, by the record as a transaction sees it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.judging import bench, judged
from continuity.domain.leadership import Leadership
from continuity.domain.risk.facts import Finding, Programme
from continuity.domain.settings import Settings
from continuity.errors import UnknownKey
from continuity.reports.audience import audience
from continuity.reports.redaction import Marks, Redaction
from continuity.services.assessing import Scope, offices_of, with_a_part
from continuity.services.blaming import Records, bearing
from continuity.services.reporting import Readers

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is about, and for whom: its scope by whole keys, its readers, what is withheld from them."""

    scope: Scope
    readers: Readers
    marks: Marks

    def reduced(self, programmes: list[Programme]) -> list[Programme]:
        """The programmes that leave, less what does not."""
        asked = self.readers.asked
        return Redaction(audience(self.readers.audience, asked), self.marks, frozenset(asked)).facts(programmes)


@dataclass(slots=True)
class Again:
    """The record at one moment of a transaction; whatever is read of it is read once.

    Attributes:
        keys: of the programmes that are judged.
        report: as which they are reduced.
        leaderships: by office key.
    """

    connection: "Connection"
    keys: Collection[str]
    report: Report
    leaderships: dict[str, Leadership] = field(default_factory=dict)
    _programmes: dict[date, list[Programme]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        from continuity.db import facts

        self.leaderships = facts.leaderships(self.connection)

    def findings(self, as_of: date, settings: Settings) -> dict[str, Finding]:
        """The findings that a report of this day would have, by programme key."""
        on = bench(self.leaderships, as_of, settings)
        there = self.report.reduced(self._in_scope(self.programmes(as_of)))
        return {one.programme.key: one for one in judged(there, on)}

    def programmes(self, as_of: date) -> list[Programme]:
        """The programmes that are there, in scope or not, with what speaks for or against them."""
        from continuity.db import facts

        if as_of not in self._programmes:
            self._programmes[as_of] = facts.programmes(self.connection, as_of, keys=self.keys)
        return self._programmes[as_of]

    def bearing(self, as_of: date) -> dict[str, Records]:
        """The records that bear on each programme that is there."""
        return bearing(self.connection, self.programmes(as_of), self.leaderships)

    def _in_scope(self, there: list[Programme]) -> list[Programme]:
        scope = self.report.scope
        try:
            offices = offices_of(self.connection, scope, self.leaderships)
            return with_a_part(self.connection, scope)([one for one in there if one.office in offices])
        except UnknownKey:
            # What the report is about was not recorded then, so nothing was in its scope.
            return []
