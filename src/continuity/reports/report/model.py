"""What a document is made of: the findings, reduced to what its readers may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from continuity.domain.comparison.report_diff import ReportChanges
from continuity.domain.privacy.audiences import INTERNAL, Audience
from continuity.domain.risk.findings import Assessment, Finding
from continuity.reports.wording.omissions import format_audience_note

FULL_TEXT_LIMIT = 300
"""Up to how many programmes a report tells each reason in its own sentence and draws each programme. A longer one
lists that many, the worst first, and the rest in its annex by the numbers of their reasons, so that it opens at once
and fits into a mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything one document may say, and nothing else: no format has to leave anything out by itself.

    Attributes:
        assessment: what holds on the as-of day, without what these readers do not get.
        findings: those the document is about, of every status, in the order of a list.
        audience: its readers.
        left_out: what it lacks for them, counted, a phrase each.
        filters: to what it was narrowed, a phrase each; empty where it is about everything.
        contacts: whom to ask, by the key of a partner; only where that was asked for by name.
        notes: by noun and key, of programmes and partners; only where they were asked for by name.
        changes: what changed since the last report of a schedule; None where the document is of no schedule.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    audience: Audience = INTERNAL
    left_out: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    changes: ReportChanges | None = None

    @property
    def is_abridged(self) -> bool:
        """Whether there are too many programmes to tell each in full."""
        return len(self.findings) > FULL_TEXT_LIMIT

    @property
    def audience_note(self) -> str:
        """For whom the document is, and what it leaves out."""
        return format_audience_note(self.left_out, self.audience)
