"""What a scheduled report keeps of its findings for the next to compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.risk.findings import Finding
from continuity.domain.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSnapshot:
    """A finding as it was reported; the transition and reasons by key and code."""

    programme: str
    name: str
    city: str
    office: str
    status: str
    level: str | None = None
    basis: str | None = None
    transition: str | None = None
    polling_day: date | None = None
    runs_until: date | None = None
    covered_until: date | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSnapshot:
    """One report with its findings of every status by programme key; `batch` is the journal's newest, 0 for none."""

    as_of: date
    rule: str
    settings: Settings
    batch: int = 0
    findings: Mapping[str, FindingSnapshot] = field(default_factory=dict)


def snapshot_findings(findings: Iterable[Finding]) -> dict[str, FindingSnapshot]:
    """Return what is kept of findings, by programme key."""
    return {finding.programme.key: _snapshot_finding(finding) for finding in findings}


def _snapshot_finding(finding: Finding) -> FindingSnapshot:
    transition = finding.transition
    return FindingSnapshot(
        programme=finding.programme.key,
        name=finding.programme.name,
        city=finding.programme.city,
        office=finding.programme.office,
        status=finding.status,
        level=finding.level,
        basis=finding.basis,
        transition=transition.key if transition else None,
        polling_day=transition.polling_day if transition else None,
        runs_until=finding.runs_until,
        covered_until=finding.covered_until,
        codes=tuple(reason.code for reason in finding.reasons),
    )
