"""Reports one after the other, as a schedule makes them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from continuity.db import journal
from continuity.domain.comparison.report_diff import Difference, Since
from continuity.domain.comparison.snapshot import KeptReport, keep
from continuity.domain.risk.findings import RULE_VERSION
from continuity.reports.report.model import Dossier
from continuity.services.assessment import Scope
from continuity.services.report_changes.changes import since
from continuity.services.reports import Readers, dossier
from continuity.services.transaction import Stamp, reading


def by(actor: str, day: date) -> Stamp:
    """Somebody who types something on a day."""
    return Stamp("test", actor, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def kept(address: str, made: Dossier, **changes: Any) -> KeptReport:
    """What a schedule keeps of a report just made."""
    with reading(address) as connection:
        batch = journal.newest(connection)
    found = made.assessment
    base = KeptReport(
        as_of=found.as_of, rule=RULE_VERSION, settings=found.settings, batch=batch, findings=keep(found.findings)
    )
    return replace(base, **changes)


def reported(
    address: str,
    day: date,
    before: KeptReport | None = None,
    scope: Scope | None = None,
    readers: Readers | None = None,
    level: str | None = None,
) -> Dossier:
    """A report with what changed since the one before."""
    made = dossier(address, day, scope=scope, readers=readers, level=level)
    return replace(made, since=since(address, before, made, scope, readers, level))


def changes(made: Dossier) -> dict[str, Difference]:
    """What changed, by programme."""
    assert isinstance(made.since, Since)
    return {one.programme: one for one in made.since.differences}
