"""Report data, reduced to what its audience may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from continuity.domain.comparison.report_diff import ReportChanges
from continuity.domain.privacy.audiences import INTERNAL, Audience
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.summaries.figures import Figures
from continuity.reports.wording.omissions import format_audience_note

FULL_TEXT_LIMIT = 300
"""Limit on programmes in full; the annex lists the rest by reason number.
It lets a long report open at once and fit into an e-mail.
"""


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """Everything a document may contain: no format has to omit anything itself.
    `findings` are of every status, in list order. `left_out` are omissions for the audience, a counted phrase each;
    `filters` are phrases, none for all programmes. `contacts` by partner key, and `notes` of programmes and partners by
    noun and key, are empty unless requested. `changes` are since the schedule's last report; None without a schedule.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    audience: Audience = INTERNAL
    left_out: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    changes: ReportChanges | None = None

    @cached_property
    def figures(self) -> Figures:
        """Figures of the findings, each worked out when a format first reads it."""
        return Figures(self.assessment, self.findings)

    @property
    def is_abridged(self) -> bool:
        """Whether there are too many programmes to describe each in full."""
        return len(self.findings) > FULL_TEXT_LIMIT

    @property
    def audience_note(self) -> str:
        """Sentence on the audience and the omissions."""
        return format_audience_note(self.left_out, self.audience)
