"""Data of a handover brief, reduced to what the incoming administration may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import Transition
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
    """One change of leadership and the programmes it concerns.

    Attributes:
        office: its key.
        past_transitions: closed ones of an office and its successors, by office key.
        programmes, agreements: records by key, for the columns that the rule does not read.
        evaluations: by programme key.
        withheld_counts: withheld evaluations and documents, by programme key.
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
        """As-of day of the brief."""
        return self.report.assessment.as_of

    @property
    def first_day(self) -> date:
        """First day the new leader can act: of the handover, or the as-of day if later."""
        return max(self.transition.handover_first, self.as_of)

    @property
    def handed_over(self) -> tuple[Finding, ...]:
        """Programmes that run, or may run, at the handover, by name."""
        return self._select_findings(ends_before=False, begins_after=False)

    @property
    def ending_before(self) -> tuple[Finding, ...]:
        """Programmes that end before the handover."""
        return self._select_findings(ends_before=True, begins_after=False)

    @property
    def starting_after(self) -> tuple[Finding, ...]:
        """Programmes that begin after the handover."""
        return self._select_findings(ends_before=False, begins_after=True)

    def list_outlived_transitions(self, finding: Finding) -> tuple[Transition, ...] | None:
        """List the transitions a programme outlived; None if its launch is unknown."""
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
