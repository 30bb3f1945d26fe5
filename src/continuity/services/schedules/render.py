"""Documents of a run: findings, changes since the last report, letter and attachments."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from continuity.db import journal, schedule_runs
from continuity.delivery import find_channel_type
from continuity.delivery.model import Channel
from continuity.domain.comparison.snapshot import ReportSnapshot, snapshot_findings
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.scheduling.runs import Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.schema.values import parse_cell
from continuity.domain.vocabulary import DeliveryState, RunState
from continuity.reports.registry import REPORT_FORMATS, render_document, render_report
from continuity.reports.report import email
from continuity.reports.report.email import ATTACHED_NOTE
from continuity.reports.report.model import ReportData
from continuity.services.report_changes.changes import find_report_changes
from continuity.services.reports import ReaderOptions, build_report_data
from continuity.services.schedules.due import build_scope
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from continuity.domain.values.clock import Clock

SUBJECT_NAME, TEXT_NAME, HTML_NAME = ".subject", ".letter.txt", ".letter.html"
"""What of a run's documents is its letter."""

_DEFAULT_FORMATS = ("html",)
"""What a channel that needs a document gets where no format is asked for."""
_UNCHANGED = "Nothing changed since the last report."
_EMPTY_SCOPE = "No programme is recorded in its scope."


@dataclass(frozen=True, slots=True)
class RunPart:
    """One report of a run, on one city or on all; `skip_reason` says why nothing is sent, or is empty."""

    name: str
    report_data: ReportData
    skip_reason: str = ""


def parse_claimed_schedule(run: Run) -> Schedule:
    """Return the schedule as it was at the claim."""
    cells = {name: parse_cell(SCHEDULES.get_column(name), text) for name, text in run.schedule_cells.items()}
    return Schedule.from_row(cells)


def render_run(address: str, run: Run, clock: "Clock") -> None:
    """Write the reports and findings of a claimed run, all or nothing. Raise ContinuityError, as for a record gone."""
    schedule = parse_claimed_schedule(run)
    with read_database(address) as connection:
        previous = schedule_runs.load_last_snapshot(connection, run.schedule, run.due, run.offices)
        claimed = schedule_runs.load_deliveries(connection, run=run.key, state=DeliveryState.CLAIMED)
        names = dict.fromkeys(delivery.city for delivery in claimed)
        batch = journal.find_newest_batch(connection)
    parts = [_build_part(address, schedule, run, name, previous) for name in names]
    sent_parts = (part for part in parts if not part.skip_reason)
    documents = [document for part in sent_parts for document in _render_documents(schedule, run, part)]
    snapshots = (snapshot_findings(part.report_data.assessment.findings) for part in parts)
    findings = {key: finding for snapshot in snapshots for key, finding in snapshot.items()}
    with write_untracked(address) as connection:
        if not schedule_runs.renew_lease(connection, run.key, run.worker, run.leased_until):
            return
        if parts:
            settings = parts[0].report_data.assessment.settings
            report = ReportSnapshot(
                as_of=run.as_of, rule=RULE_VERSION, settings=settings, batch=batch, findings=findings
            )
            schedule_runs.write_snapshot(connection, run.key, report)
        schedule_runs.write_documents(connection, run.key, documents)
        _mark_rendered(connection, run, {part.name: part.skip_reason for part in parts}, clock)
        schedule_runs.set_run_state(connection, run.key, RunState.RENDERED)


def _build_part(address: str, schedule: Schedule, run: Run, city: str, previous: ReportSnapshot | None) -> RunPart:
    scope = build_scope(schedule, run.offices, city)
    readers = ReaderOptions(audience=schedule.audience)
    report_data = build_report_data(address, run.as_of, None, scope, readers, schedule.level)
    last_part = _narrow_snapshot(previous, run, city)
    changes = find_report_changes(address, last_part, report_data, scope, readers, schedule.level)
    report_data = replace(report_data, changes=replace(changes, coverage_note=run.format_coverage(city)))
    if not report_data.assessment.findings and not changes.changes:
        return RunPart(city, report_data, _EMPTY_SCOPE)
    unchanged = schedule.only_if_changed and previous is not None and not changes.changes
    return RunPart(city, report_data, _UNCHANGED if unchanged else "")


def _narrow_snapshot(previous: ReportSnapshot | None, run: Run, city: str) -> ReportSnapshot | None:
    """Narrow the last report to this part, so that the rest does not count as gone."""
    if previous is None:
        return None
    in_city = ((key, finding) for key, finding in previous.findings.items() if city in ("", finding.city))
    found = {key: finding for key, finding in in_city if run.offices is None or finding.office in run.offices}
    return replace(previous, findings=found)


def _render_documents(schedule: Schedule, run: Run, part: RunPart) -> Iterator[tuple[str, str, str, bytes]]:
    """Render letter and documents as part, name, media type and content."""
    channel_types = [find_channel_type(destination) for destination in schedule.to]
    needs_document = any(channel_type.needs_document for channel_type in channel_types)
    formats = schedule.formats or (_DEFAULT_FORMATS if needs_document else ())
    title = part.report_data.assessment.display_name("city", part.name) if part.name else schedule.key
    email_page = email.build_email(part.report_data, _describe_location(schedule, channel_types))
    yield part.name, SUBJECT_NAME, "text/plain", email.format_subject(part.report_data, title, run.as_of).encode()
    yield part.name, TEXT_NAME, "text/plain", render_document("text", email_page)
    yield part.name, HTML_NAME, "text/html", render_document("html", email_page)
    stem = "-".join(filter(None, (schedule.key, part.name, run.as_of.isoformat())))
    for report_format in formats:
        _, suffix, media_type = REPORT_FORMATS[report_format]
        yield part.name, f"{stem}{suffix}", media_type, render_report(report_format, part.report_data)


def _describe_location(schedule: Schedule, channel_types: list[type[Channel]]) -> str:
    if schedule.formats:
        return ATTACHED_NOTE
    notes = (channel_type.location_note for channel_type in channel_types)
    return next(filter(None, notes), "This letter is all of it.")


def _mark_rendered(connection: "Connection", run: Run, skip_reasons: dict[str, str], clock: "Clock") -> None:
    for delivery in schedule_runs.load_deliveries(connection, run=run.key, state=DeliveryState.CLAIMED):
        skip_reason = skip_reasons.get(delivery.city, "")
        state = DeliveryState.SKIPPED if skip_reason else DeliveryState.RENDERED
        updated = replace(delivery, state=state, explanation=skip_reason, changed_at=clock.now)
        schedule_runs.update_delivery(connection, updated)
