"""What changed since the last report of a schedule, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from continuity.domain.comparison.attribution import (
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    RULE,
    SETTING,
    TIME,
    Cause,
    Touched,
    changed_settings,
    steps,
    verdict,
)
from continuity.domain.comparison.report_diff import GONE, OUT_OF_SCOPE, Difference, Since, differences, passed
from continuity.domain.comparison.snapshot import KeptReport
from continuity.domain.privacy.audiences import SENSITIVE
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.schema.tables import PROGRAMMES
from continuity.reports.report.model import Dossier
from continuity.services.assessment import Scope, by_keys
from continuity.services.report_changes.reassess import Report
from continuity.services.report_changes.replay import Retraced, retraced
from continuity.services.reports import Readers, marks
from continuity.services.transaction import Stamp, Writer, trying

NAMED = 3
"""How many of the changed records a cause names; the others are counted."""


def since(
    address: str,
    before: KeptReport | None,
    made: Dossier,
    scope: Scope | None = None,
    readers: Readers | None = None,
    level: str | None = None,
) -> Since:
    """What changed since a report, each with its cause; nothing is kept of what is tried to find it.

    Args:
        address: of the database.
        before: the last report of the schedule, with its findings of every level; None where this is the first.
        made: the report as it is made now.
        scope: what the report is about, as the dossier was made.
        readers: for whom it is, as the dossier was made.
        level: only what is or was at this level or above it, as the dossier was made.

    Raises:
        UnknownKey, AmbiguousKey: the scope names a record that is not there, or several.
    """
    if before is None:
        return Since()
    found = differences(before.findings, made.assessment.findings, level)
    if not found:
        return Since(last=before.as_of)
    stamp = Stamp("since", "continuity", datetime.combine(made.assessment.as_of, time(), UTC))
    with trying(address, stamp) as writer:
        report = Report(by_keys(writer.connection, scope or Scope()), readers or Readers(), marks(writer.connection))
        return Since(last=before.as_of, differences=tuple(_told(writer, before, made, report, found)))


def _told(
    writer: Writer, before: KeptReport, made: Dossier, report: Report, found: Iterable[Difference]
) -> Iterator[Difference]:
    """The differences that the readers are told of, with their causes."""
    from continuity.db import journal, read

    found = tuple(found)
    # By another version of the rule nothing can be judged again; what is gone may still have been marked sensitive.
    keys = {one.programme for one in found if before.rule == RULE_VERSION or one.after is None}
    reaches = journal.reaches(writer.connection, before.batch)
    if reaches:
        way = retraced(writer, keys, before, made.assessment, report)
    else:
        there = read.rows(writer.connection, PROGRAMMES, keys=keys)
        way = Retraced(there=frozenset(str(row["key"]) for row in there), marks=report.marks)
    telling = _Telling(before, made, way, reaches, open_to_all=SENSITIVE in report.readers.asked)
    yield from (telling.told(one) for one in found if telling.may_tell(one))


@dataclass(frozen=True, slots=True)
class _Telling:
    """How the differences between two reports are told to the readers of the second.

    Attributes:
        reaches: whether the journal reaches back to the first.
        open_to_all: whether what is marked sensitive is wanted.
    """

    before: KeptReport
    made: Dossier
    way: Retraced
    reaches: bool
    open_to_all: bool

    def may_tell(self, one: Difference) -> bool:
        """Whether the programme is neither marked sensitive nor, as far as anybody can know, was before it went."""
        if self.open_to_all or one.after is not None:
            return True
        return one.programme not in self.way.marks.programmes and (self.reaches or one.programme in self.way.there)

    def told(self, one: Difference) -> Difference:
        """The difference with its causes."""
        gone = None if one.after else OUT_OF_SCOPE if one.programme in self.way.there else GONE
        return replace(one, gone=gone, causes=tuple(self._causes(one)))

    def _causes(self, one: Difference) -> Iterator[Cause]:
        now = verdict(one.after)
        if self.before.rule != RULE_VERSION:
            yield Cause(kind=RULE, led_to=now, versions=(self.before.rule, RULE_VERSION))
        elif not self.reaches:
            yield Cause(kind=NOT_KNOWN, led_to=now)
        else:
            for step in steps(self.way.trail(one.programme, one.before, one.after)):
                yield self._filled(one, step)

    def _filled(self, one: Difference, step: Cause) -> Cause:
        """The step with all that can be told of it."""
        if step.kind == SETTING:
            return replace(step, settings=changed_settings(self.before.settings, self.made.assessment.settings))
        if step.kind in (RECORD, CORRECTION) and self.made.audience.journal:
            return self._named(step, self.way.touched.get(one.programme, ()))
        if step.kind == TIME:
            later = self.way.later.get(one.programme)
            codes = tuple(reason.code for reason in later.reasons) if later else ()
            return replace(step, passed=passed(one, self.before, self.made.assessment.as_of, codes))
        return step

    def _named(self, step: Cause, records: tuple[Touched, ...]) -> Cause:
        shown = tuple(record for record in records if self.open_to_all or not self._tells(record))[:NAMED]
        return replace(step, records=shown, more=len(records) - len(shown))

    def _tells(self, record: Touched) -> bool:
        """Whether the key of a record holds that of a programme or a partner marked sensitive."""
        secret = self.way.marks.programmes | self.way.marks.partners
        return any(key in record.key for key in secret)
