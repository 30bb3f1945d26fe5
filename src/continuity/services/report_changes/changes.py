"""Changes since a schedule's last report, with their causes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from continuity.db import journal, read
from continuity.domain.comparison.attribution import (
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    RULE,
    SETTING,
    TIME,
    Attribution,
    RecordChange,
    attribute_change,
    diff_settings,
    extract_verdict,
)
from continuity.domain.comparison.report_diff import (
    GONE,
    OUT_OF_SCOPE,
    ReportChange,
    ReportChanges,
    find_elapsed,
    list_report_changes,
)
from continuity.domain.comparison.snapshot import ReportSnapshot
from continuity.domain.privacy.audiences import SENSITIVE
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.schema.tables import PROGRAMMES
from continuity.reports.report.model import ReportData
from continuity.services.assessment import Scope, resolve_scope
from continuity.services.report_changes.reassess import ReportContext
from continuity.services.report_changes.replay import Replay, replay_report
from continuity.services.reports import ReaderOptions, load_privacy_marks
from continuity.services.transaction import Stamp, Writer, dry_run

MAX_LISTED_RECORDS = 3
"""How many of the changed records a cause names; the others are counted."""


def find_report_changes(
    address: str,
    last_report: ReportSnapshot | None,
    report_data: ReportData,
    scope: Scope | None = None,
    readers: ReaderOptions | None = None,
    level: str | None = None,
) -> ReportChanges:
    """Find the changes since a report with their causes, and write nothing.
    `last_report` holds findings of every level; None at the first report. `scope`, `readers` and `level` are those of
    `report_data`. Raise UnknownKey or AmbiguousKey for a name in the scope.
    """
    if last_report is None:
        return ReportChanges()
    found = list_report_changes(last_report.findings, report_data.assessment.findings, level)
    if not found:
        return ReportChanges(previous_as_of=last_report.as_of)
    stamp = Stamp("since", "continuity", datetime.combine(report_data.assessment.as_of, time(), UTC))
    with dry_run(address, stamp) as writer:
        resolved, marks = resolve_scope(writer.connection, scope or Scope()), load_privacy_marks(writer.connection)
        report = ReportContext(resolved, readers or ReaderOptions(), marks)
        changes = tuple(_explain_differences(writer, last_report, report_data, report, found))
        return ReportChanges(previous_as_of=last_report.as_of, changes=changes)


def _explain_differences(
    writer: Writer,
    last_report: ReportSnapshot,
    report_data: ReportData,
    report: ReportContext,
    found: Iterable[ReportChange],
) -> Iterator[ReportChange]:
    found = tuple(found)
    # By another version of the rule nothing can be judged again; what is gone may still have been marked sensitive.
    keys = {change.programme for change in found if last_report.rule == RULE_VERSION or change.after is None}
    is_journal_complete = journal.is_complete_after(writer.connection, last_report.batch)
    if is_journal_complete:
        replay = replay_report(writer, keys, last_report, report_data.assessment, report)
    else:
        stored_rows = read.load_rows(writer.connection, PROGRAMMES, keys=keys)
        replay = Replay(existing_programmes=frozenset(str(row["key"]) for row in stored_rows), marks=report.marks)
    open_to_all = SENSITIVE in report.readers.included
    explainer = _DifferenceExplainer(last_report, report_data, replay, is_journal_complete, open_to_all)
    yield from (explainer.explain(difference) for difference in found if explainer.can_show(difference))


@dataclass(frozen=True, slots=True)
class _DifferenceExplainer:
    """Explains differences between two reports to readers of the second.
    `is_journal_complete`: the journal reaches back to the first. `open_to_all`: sensitive records are included.
    """

    last_report: ReportSnapshot
    report_data: ReportData
    replay: Replay
    is_journal_complete: bool
    open_to_all: bool

    def can_show(self, difference: ReportChange) -> bool:
        """Return whether the programme certainly is not, and was not, sensitive."""
        if self.open_to_all or difference.after is not None:
            return True
        is_mark_known = self.is_journal_complete or difference.programme in self.replay.existing_programmes
        return is_mark_known and difference.programme not in self.replay.marks.programmes

    def explain(self, difference: ReportChange) -> ReportChange:
        gone = OUT_OF_SCOPE if difference.programme in self.replay.existing_programmes else GONE
        reason, attributions = None if difference.after else gone, tuple(self._find_causes(difference))
        return replace(difference, absence_reason=reason, attributions=attributions)

    def _find_causes(self, difference: ReportChange) -> Iterator[Attribution]:
        now = extract_verdict(difference.after)
        if self.last_report.rule != RULE_VERSION:
            yield Attribution(kind=RULE, resulting_verdict=now, rule_versions=(self.last_report.rule, RULE_VERSION))
        elif not self.is_journal_complete:
            yield Attribution(kind=NOT_KNOWN, resulting_verdict=now)
        else:
            for step in attribute_change(self.replay.trail(difference.programme, difference.before, difference.after)):
                yield self._complete_cause(difference, step)

    def _complete_cause(self, difference: ReportChange, step: Attribution) -> Attribution:
        current = self.report_data.assessment
        if step.kind == SETTING:
            return replace(step, setting_changes=diff_settings(self.last_report.settings, current.settings))
        if step.kind in (RECORD, CORRECTION) and self.report_data.audience.can_see_journal:
            return self._list_records(step, self.replay.changed_records.get(difference.programme, ()))
        if step.kind == TIME:
            replayed_finding = self.replay.on_new_day.get(difference.programme)
            codes = tuple(reason.code for reason in replayed_finding.reasons) if replayed_finding else ()
            return replace(step, elapsed=find_elapsed(difference, self.last_report, current.as_of, codes))
        return step

    def _list_records(self, step: Attribution, records: tuple[RecordChange, ...]) -> Attribution:
        visible = tuple(record for record in records if self.open_to_all or not self._has_secret_key(record))
        listed = visible[:MAX_LISTED_RECORDS]
        return replace(step, records=listed, omitted_records=len(records) - len(listed))

    def _has_secret_key(self, record: RecordChange) -> bool:
        """Return whether a key contains that of a sensitive programme or partner."""
        secret = self.replay.marks.programmes | self.replay.marks.partners
        return any(key in record.key for key in secret)
