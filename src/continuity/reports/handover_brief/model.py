"""Data of a handover brief, reduced to what the incoming administration may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from continuity.domain.offices.models import Transition
from continuity.domain.schema.values import Row
from continuity.domain.summaries.handover_brief import Handover
from continuity.reports.report.model import ReportData


@dataclass(frozen=True, kw_only=True)
class HandoverBrief:
    """One change of leadership and the programmes it concerns; `office` is a key.
    `past_transitions` are closed ones of an office and its successors, by office key. `programmes` and `agreements` are
    records by key, for the columns that the rule does not read. `evaluations`, and the numbers of withheld evaluations
    and documents, are by programme key.
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

    @cached_property
    def handover(self) -> Handover:
        """The facts of the programmes at the change, each worked out when it is first read."""
        return Handover(
            findings=self.report.findings,
            transition=self.transition,
            as_of=self.as_of,
            past_transitions=self.past_transitions,
        )
