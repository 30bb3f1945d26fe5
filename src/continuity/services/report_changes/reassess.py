"""Reassessment of programmes as in a report, inside a transaction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import facts
from continuity.domain.known import filter_known_programmes
from continuity.domain.offices.models import OfficeRecord
from continuity.domain.offices.snapshot import find_successor_chain
from continuity.domain.privacy.audiences import parse_audience
from continuity.domain.privacy.redaction import Redactor, WithheldData
from continuity.domain.programmes.models import KnownProgramme, Programme
from continuity.domain.risk.assess import list_findings
from continuity.domain.risk.findings import Finding
from continuity.domain.settings import Settings
from continuity.errors import UnknownKey
from continuity.services.assessment import (
    ProgrammeFilter,
    Scope,
    build_known_snapshot,
    build_partner_filter,
    find_offices_in_scope,
)
from continuity.services.report_changes.journal import RecordIds, find_relevant_records
from continuity.services.reports import ReaderOptions

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class ReportContext:
    """Scope (with whole keys), readers and withheld data of a report."""

    scope: Scope
    readers: ReaderOptions
    marks: WithheldData

    def filter_programmes(self, programmes: list[KnownProgramme]) -> list[KnownProgramme]:
        """Return the visible programmes without withheld data."""
        audience = parse_audience(self.readers.audience, self.readers.included)
        return Redactor(audience, self.marks, frozenset(self.readers.included)).redact_programmes(programmes)


@dataclass(slots=True)
class Reassessment:
    """The record at one moment of a transaction, for the programmes of `keys`; later queries need the same moment."""

    connection: "Connection"
    keys: Collection[str]
    report: ReportContext
    leaderships: dict[str, OfficeRecord] = field(default_factory=dict)
    _programmes_by_day: dict[date, list[Programme]] = field(default_factory=dict)
    _office_keys: Collection[str] = ()
    _partner_filter: ProgrammeFilter = list

    def __post_init__(self) -> None:
        self.leaderships = facts.load_leaderships(self.connection)
        try:
            self._office_keys = find_offices_in_scope(self.connection, self.report.scope, self.leaderships)
            self._partner_filter = build_partner_filter(self.connection, self.report.scope)
        except UnknownKey:
            # What the report is about was not recorded then, so nothing was in its scope.
            self._office_keys = ()

    def assess(
        self, as_of: date, settings: Settings, baseline: tuple["Reassessment", Mapping[str, Finding]] | None = None
    ) -> dict[str, Finding]:
        """Assess the programmes as in a report of that day, by key.
        `baseline` is another record with findings of the same day and settings, reused where no input differs.
        """
        programmes = {programme.key: programme for programme in self._list_in_scope(as_of)}
        unchanged = self._find_unchanged(baseline[0], programmes, as_of) if baseline else set()
        snapshot = build_known_snapshot(self.leaderships, as_of, settings)
        changed_programmes = [programme for key, programme in programmes.items() if key not in unchanged]
        new = list_findings(self.report.filter_programmes(changed_programmes), snapshot)
        found = {finding.programme.key: finding for finding in new}
        return found | {key: baseline[1][key] for key in unchanged & baseline[1].keys()} if baseline else found

    def load_programmes(self, as_of: date) -> list[Programme]:
        """Load the existing programmes, in scope or not."""
        if as_of not in self._programmes_by_day:
            self._programmes_by_day[as_of] = facts.load_programmes(self.connection, as_of, keys=self.keys)
        return self._programmes_by_day[as_of]

    def find_relevant_records(self, as_of: date) -> dict[str, RecordIds]:
        """Find the records behind each existing programme."""
        return find_relevant_records(self.connection, self.load_programmes(as_of), self.leaderships)

    def _list_in_scope(self, as_of: date) -> list[KnownProgramme]:
        known = filter_known_programmes(self.load_programmes(as_of), as_of)
        return self._partner_filter([programme for programme in known if programme.office in self._office_keys])

    def _find_unchanged(self, other: "Reassessment", programmes: Mapping[str, KnownProgramme], as_of: date) -> set[str]:
        other_programmes = {programme.key: programme for programme in other._list_in_scope(as_of)}  # noqa: SLF001 # the same class
        marked = self.report.marks.programmes | other.report.marks.programmes
        offices = {key for key, leadership in self.leaderships.items() if leadership == other.leaderships.get(key)}
        unchanged_offices = {key for key in offices if offices.issuperset(find_successor_chain(key, self.leaderships))}
        candidates = ((key, found) for key, found in programmes.items() if found.office in unchanged_offices)
        return {key for key, programme in candidates if programme == other_programmes.get(key)} - marked
