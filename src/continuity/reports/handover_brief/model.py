"""What a handover brief is made of: what the office decides on, reduced to what the incoming administration may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.as_of import filter_known_programme
from continuity.domain.programmes.lifecycle import (
    find_stated_end,
    has_programme_ended,
    is_launched_after,
    is_programme_absent,
)
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.values import Row
from continuity.domain.summaries.handover_brief import list_survived_transitions
from continuity.reports.report.model import ReportData


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverBrief:
    """One change of leadership, and the programmes it concerns.

    Attributes:
        office: its key.
        transition: the change.
        past_transitions: by the key of the office a programme was launched under, the closed changes up to today.
        programmes, agreements: the records by key, for what the rule does not read: summaries, references, documents.
        evaluations: by programme key, those there are to read.
        withheld_counts: by programme key, how many evaluations and documents are not for the readers.
    """

    report: ReportData
    office: str
    transition: Transition
    past_transitions: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict)
    programmes: Mapping[str, Row] = field(default_factory=dict)
    agreements: Mapping[str, Row] = field(default_factory=dict)
    evaluations: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    withheld_counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day for which the brief answers."""
        return self.report.assessment.as_of

    @property
    def first_day(self) -> date:
        """The first day on which whoever takes over can do anything: of the handover, or today where that is past."""
        return max(self.transition.handover_first, self.as_of)

    @property
    def handed_over(self) -> tuple[Finding, ...]:
        """The programmes that run at the handover or may, by name."""
        return self._select_findings(ends_before=False, begins_after=False)

    @property
    def ending_before(self) -> tuple[Finding, ...]:
        """Those that end before the handover."""
        return self._select_findings(ends_before=True, begins_after=False)

    @property
    def starting_after(self) -> tuple[Finding, ...]:
        """Those that begin after it."""
        return self._select_findings(ends_before=False, begins_after=True)

    def resolve_known_programme(self, finding: Finding) -> Programme:
        """The programme, less what could not be known on the as-of day."""
        return filter_known_programme(finding.programme, self.as_of)

    def list_outlived_transitions(self, finding: Finding) -> tuple[Transition, ...] | None:
        """The changes the programme has outlived; None where its launch is not recorded."""
        return list_survived_transitions(finding.programme, self.past_transitions.get(finding.programme.office, ()))

    def _select_findings(self, *, ends_before: bool, begins_after: bool) -> tuple[Finding, ...]:
        current_findings = (
            finding
            for finding in self.report.findings
            if not is_programme_absent(finding.programme, self.as_of)
            and not has_programme_ended(finding.programme, self.as_of)
        )
        selected = (
            finding
            for finding in current_findings
            if is_launched_after(finding.programme, self.transition) is begins_after
            and (begins_after or self._is_ending_before(finding.programme) is ends_before)
        )
        return tuple(sorted(selected, key=lambda finding: (finding.programme.name.casefold(), finding.programme.key)))

    def _is_ending_before(self, programme: Programme) -> bool:
        end = find_stated_end(programme)
        return end is not None and end < self.transition.handover_first
