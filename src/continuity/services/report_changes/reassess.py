"""Some programmes judged again as they would stand in a report, by the record as a transaction sees it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.models import Leadership
from continuity.domain.offices.snapshot import bench
from continuity.domain.privacy.audiences import audience
from continuity.domain.privacy.redaction import Marks, Redaction
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.assess import judged
from continuity.domain.risk.findings import Finding
from continuity.domain.settings import Settings
from continuity.errors import UnknownKey
from continuity.services.assessment import Reduced, Scope, offices_of, with_a_part
from continuity.services.report_changes.journal import Records, bearing, line_of
from continuity.services.reports import Readers

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
    """The record at one moment of a transaction: what is asked about it later has to be read at that moment.

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
    _offices: Collection[str] = ()
    _with_part: Reduced = list

    def __post_init__(self) -> None:
        from continuity.db import facts

        self.leaderships = facts.leaderships(self.connection)
        try:
            self._offices = offices_of(self.connection, self.report.scope, self.leaderships)
            self._with_part = with_a_part(self.connection, self.report.scope)
        except UnknownKey:
            # What the report is about was not recorded then, so nothing was in its scope.
            self._offices = ()

    def findings(
        self, as_of: date, settings: Settings, known: tuple["Again", Mapping[str, Finding]] | None = None
    ) -> dict[str, Finding]:
        """The findings that a report of this day would have, by programme key.

        Args:
            as_of: the day.
            settings: to judge by.
            known: the record at another moment, and its findings of the same day by the same settings: they are these
                wherever nothing differs that they rest on.
        """
        there = {one.key: one for one in self._in_scope(as_of)}
        same = self._same(known[0], there, as_of) if known else set()
        on = bench(self.leaderships, as_of, settings)
        new = judged(self.report.reduced([one for key, one in there.items() if key not in same]), on)
        found = {one.programme.key: one for one in new}
        return found | {key: known[1][key] for key in same & known[1].keys()} if known else found

    def programmes(self, as_of: date) -> list[Programme]:
        """The programmes that are there, in scope or not, with what speaks for or against them."""
        from continuity.db import facts

        if as_of not in self._programmes:
            self._programmes[as_of] = facts.programmes(self.connection, as_of, keys=self.keys)
        return self._programmes[as_of]

    def bearing(self, as_of: date) -> dict[str, Records]:
        """The records that bear on each programme that is there."""
        return bearing(self.connection, self.programmes(as_of), self.leaderships)

    def _in_scope(self, as_of: date) -> list[Programme]:
        return self._with_part([one for one in self.programmes(as_of) if one.office in self._offices])

    def _same(self, other: "Again", there: Mapping[str, Programme], as_of: date) -> set[str]:
        """Those in scope of which the other record says just the same, they and the offices that decide on them."""
        facts = {one.key: one for one in other._in_scope(as_of)}  # noqa: SLF001 # the same class
        marked = self.report.marks.programmes | other.report.marks.programmes
        offices = {key for key, own in self.leaderships.items() if own == other.leaderships.get(key)}
        alike = {key for key in offices if offices.issuperset(line_of(key, self.leaderships))}
        return {
            key for key, one in there.items() if one.office in alike and one == facts.get(key) and key not in marked
        }
