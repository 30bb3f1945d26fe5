"""Verdicts between two reports, by the earlier and by the current record.
The journal is rolled back to the earlier record, in a transaction without commit.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from continuity.db import journal, read
from continuity.domain.comparison.attribution import RecordChange, VerdictTrail, extract_verdict
from continuity.domain.comparison.snapshot import FindingSnapshot, ReportSnapshot
from continuity.domain.privacy.redaction import WithheldData
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, IDENTIFIERS, PARTNERS, PROGRAMMES, SETTINGS, TABLES
from continuity.domain.schema.values import Row, parse_cell
from continuity.domain.vocabulary import Operation
from continuity.services.history import rebuild_record
from continuity.services.report_changes.journal import RecordIds, find_changed_records
from continuity.services.report_changes.reassess import Reassessment, ReportContext
from continuity.services.reports import load_privacy_marks
from continuity.services.transaction import Writer

if TYPE_CHECKING:
    from continuity.db.journal import ChangeRow


Findings = Mapping[str, Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Verdicts between two reports; findings by programme key, as of `VerdictTrail`.
    `existing_programmes` are in the current record; `marks` are withheld now, or were then for records gone since.
    """

    existing_programmes: frozenset[str] = frozenset()
    marks: WithheldData
    replayed: Findings = field(default_factory=dict)
    on_new_day: Findings = field(default_factory=dict)
    with_new_record: Findings = field(default_factory=dict)
    new_record_on_old_day: Findings = field(default_factory=dict)
    reassessed: Findings = field(default_factory=dict)
    changed_records: Mapping[str, tuple[RecordChange, ...]] = field(default_factory=dict)

    def trail(self, key: str, reported: FindingSnapshot | None, now: Finding | None) -> VerdictTrail:
        """Return the verdicts on one programme from the last report to now."""
        return VerdictTrail(
            reported=extract_verdict(reported),
            replayed=extract_verdict(self.replayed.get(key)),
            replayed_on_new_day=extract_verdict(self.on_new_day.get(key)),
            replayed_with_new_records=extract_verdict(self.with_new_record.get(key)),
            replayed_with_corrections=extract_verdict(self.new_record_on_old_day.get(key)),
            reassessed=extract_verdict(self.reassessed.get(key)),
            current=extract_verdict(now),
        )


def replay_report(
    writer: Writer, keys: Collection[str], last_report: ReportSnapshot, current: Assessment, report: ReportContext
) -> Replay:
    """Assess programmes by both records on the days of both reports.
    Leaves the record of `last_report` in the transaction; the journal must reach back to it.
    """
    newest_batch, existing_keys = journal.find_newest_batch(writer.connection), _load_existing_keys(writer)
    current_record = Reassessment(writer.connection, keys, report)
    replay = _assess_current_record(current_record, last_report, current)
    relevant_records = current_record.find_relevant_records(current.as_of)
    if newest_batch == last_report.batch:
        return replace(replay, replayed=replay.new_record_on_old_day, on_new_day=replay.with_new_record)
    roll_back_record(writer, last_report.batch)
    previous_marks = load_privacy_marks(writer.connection)
    with_both_marks = replace(report, marks=_merge_marks(report.marks, previous_marks))
    previous_record = Reassessment(writer.connection, keys, with_both_marks)
    settings, records = last_report.settings, (relevant_records, previous_record.find_relevant_records(current.as_of))
    return replace(
        replay,
        marks=_merge_marks(report.marks, previous_marks, existing_keys),
        replayed=previous_record.assess(last_report.as_of, settings, (current_record, replay.new_record_on_old_day)),
        on_new_day=previous_record.assess(current.as_of, settings, (current_record, replay.with_new_record)),
        changed_records=_find_changed_records(writer, (last_report.batch, newest_batch), records, report),
    )


def _assess_current_record(current_record: Reassessment, last_report: ReportSnapshot, current: Assessment) -> Replay:
    findings = current_record.assess(current.as_of, last_report.settings)
    is_unchanged = current.settings == last_report.settings
    return Replay(
        existing_programmes=frozenset(programme.key for programme in current_record.load_programmes(current.as_of)),
        marks=current_record.report.marks,
        with_new_record=findings,
        new_record_on_old_day=current_record.assess(last_report.as_of, last_report.settings),
        reassessed=findings if is_unchanged else current_record.assess(current.as_of, current.settings),
    )


def _find_changed_records(
    writer: Writer, batches: tuple[int, int], relevant: tuple[Mapping[str, RecordIds], ...], report: ReportContext
) -> dict[str, tuple[RecordChange, ...]]:
    """Find changed records by programme; cities only if region or country narrows it."""
    is_narrowed = report.scope.region or report.scope.country
    records: dict[str, RecordIds] = {}
    for found in relevant:
        for key, record_ids in found.items():
            counted = {record_id for record_id in record_ids if is_narrowed or record_id[0] != CITIES.name}
            records.setdefault(key, set()).update(counted)
    return find_changed_records(writer.connection, *batches, records)


def _load_existing_keys(writer: Writer) -> frozenset[str]:
    return frozenset(key for table in (PROGRAMMES, PARTNERS) for key in read.load_keys(writer.connection, table))


def _merge_marks(current: WithheldData, previous: WithheldData, excluded: frozenset[str] = frozenset()) -> WithheldData:
    return replace(
        current,
        programmes=current.programmes | (previous.programmes - excluded),
        partners=current.partners | (previous.partners - excluded),
    )


CHANGES_PER_STEP = 20_000
"""How many changes are taken back at a time, which bounds the memory that takes."""

ROLLED_BACK_TABLES = tuple(table for table in TABLES if table not in (IDENTIFIERS, SETTINGS))
"""The tables whose records the rule reads, or that these name; the settings are given to the rule by themselves."""


def roll_back_record(writer: Writer, after: int) -> None:
    """Roll back later batches, newest first, in a few statements a table and chunk."""
    below: int | None = None
    while changes := journal.load_changes_backwards(writer.connection, after, below, CHANGES_PER_STEP):
        below = changes[-1].id
        for table in ROLLED_BACK_TABLES:
            _restore_records(writer, table, [change for change in changes if change.table == table.name])


def _restore_records(writer: Writer, table: Table, changes: Sequence["ChangeRow"]) -> None:
    """Restore records to before these changes, newest first."""
    keys = {change.key for change in changes}
    if not keys:
        return
    current_rows = {str(row["key"]): row for row in read.load_rows(writer.connection, table, keys=keys)}
    previous_rows = _build_previous_rows(table, current_rows, changes)
    writer.delete(table, [row for key, row in current_rows.items() if key not in previous_rows])
    writer.insert(table, [row for key, row in previous_rows.items() if key not in current_rows])
    writer.update(table, [(current_rows[key], row) for key, row in previous_rows.items() if key in current_rows])


def _build_previous_rows(table: Table, current_rows: dict[str, Row], changes: Iterable["ChangeRow"]) -> dict[str, Row]:
    previous_rows = dict(current_rows)
    for change in changes:
        if change.operation == Operation.INSERT:
            previous_rows.pop(change.key, None)
        elif change.operation == Operation.DELETE:
            previous_rows[change.key] = rebuild_record(table, change.key, change.before)
        else:
            before = change.before or {}
            names = {*before, *(change.after or {})}
            cells = {name: parse_cell(table.get_column(name), before.get(name, "")) for name in names}
            previous_rows[change.key] = {**previous_rows[change.key], **cells}
    return previous_rows
