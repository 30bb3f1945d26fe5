"""What a handover brief is made of: what the office decides on, reduced to what the incoming administration may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.lifecycle import absent, ended, launched_after, stated_end
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.values import Row
from continuity.domain.summaries.handover_brief import outlived
from continuity.reports.report.model import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One change of leadership, and the programmes it concerns.

    Attributes:
        office: its key.
        transition: the change.
        before: by the key of the office a programme was launched under, the closed changes up to today.
        programmes, agreements: the records by key, for what the rule does not read: summaries, references, documents.
        evaluations: by programme key, those there are to read.
        kept_back: by programme key, how many evaluations and documents are not for the readers.
    """

    dossier: Dossier
    office: str
    transition: Transition
    before: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict)
    programmes: Mapping[str, Row] = field(default_factory=dict)
    agreements: Mapping[str, Row] = field(default_factory=dict)
    evaluations: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    kept_back: Mapping[str, int] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day for which the brief answers."""
        return self.dossier.assessment.as_of

    @property
    def first_day(self) -> date:
        """The first day on which whoever takes over can do anything: of the handover, or today where that is past."""
        return max(self.transition.handover_first, self.as_of)

    @property
    def taken_over(self) -> tuple[Finding, ...]:
        """The programmes that run at the handover or may, by name."""
        return self._chosen(ends_before=False, begins_after=False)

    @property
    def end_before(self) -> tuple[Finding, ...]:
        """Those that end before the handover."""
        return self._chosen(ends_before=True, begins_after=False)

    @property
    def begin_after(self) -> tuple[Finding, ...]:
        """Those that begin after it."""
        return self._chosen(ends_before=False, begins_after=True)

    def known(self, finding: Finding) -> Programme:
        """The programme, less what could not be known on the as-of day."""
        return known(finding.programme, self.as_of)

    def outlived(self, finding: Finding) -> tuple[Transition, ...] | None:
        """The changes the programme has outlived; None where its launch is not recorded."""
        return outlived(finding.programme, self.before.get(finding.programme.office, ()))

    def _chosen(self, *, ends_before: bool, begins_after: bool) -> tuple[Finding, ...]:
        there = (
            one
            for one in self.dossier.findings
            if not absent(one.programme, self.as_of) and not ended(one.programme, self.as_of)
        )
        found = (
            one
            for one in there
            if launched_after(one.programme, self.transition) is begins_after
            and (begins_after or self._ends_before(one.programme) is ends_before)
        )
        return tuple(sorted(found, key=lambda one: (one.programme.name.casefold(), one.programme.key)))

    def _ends_before(self, programme: Programme) -> bool:
        end = stated_end(programme)
        return end is not None and end < self.transition.handover_first
