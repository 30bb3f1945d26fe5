"""Reports one after the other, as a schedule makes them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from continuity.db import journal
from continuity.domain.comparison.report_diff import ReportChange, ReportChanges
from continuity.domain.comparison.snapshot import ReportSnapshot, snapshot_findings
from continuity.domain.risk.findings import RULE_VERSION
from continuity.reports.report.model import ReportData
from continuity.services.assessment import Scope
from continuity.services.report_changes.changes import find_report_changes
from continuity.services.reports import ReaderOptions, build_report_data
from continuity.services.transaction import Stamp, read_database


def by(actor: str, day: date) -> Stamp:
    """Somebody who types something on a day."""
    return Stamp("test", actor, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def kept(address: str, made: ReportData, **changes: Any) -> ReportSnapshot:
    """What a schedule keeps of a report just made."""
    with read_database(address) as connection:
        batch = journal.find_newest_batch(connection)
    found = made.assessment
    base = ReportSnapshot(
        as_of=found.as_of,
        rule=RULE_VERSION,
        settings=found.settings,
        batch=batch,
        findings=snapshot_findings(found.findings),
    )
    return replace(base, **changes)


def reported(
    address: str,
    day: date,
    before: ReportSnapshot | None = None,
    scope: Scope | None = None,
    readers: ReaderOptions | None = None,
    level: str | None = None,
) -> ReportData:
    """A report with what changed since the one before."""
    made = build_report_data(address, day, scope=scope, readers=readers, level=level)
    return replace(made, changes=find_report_changes(address, before, made, scope, readers, level))


def changes(made: ReportData) -> dict[str, ReportChange]:
    """What changed, by programme."""
    assert isinstance(made.changes, ReportChanges)
    return {one.programme: one for one in made.changes.changes}
