"""The verdicts on some programmes on the way from one report to the next: by the record of then, and by that of now.

The record of then is that of now with the journal taken back, inside a transaction of which nothing is kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from continuity.domain.comparison.attribution import Touched, Trail, verdict
from continuity.domain.comparison.snapshot import KeptFinding, KeptReport
from continuity.domain.privacy.redaction import Marks
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, IDENTIFIERS, PARTNERS, PROGRAMMES, SETTINGS, TABLES
from continuity.domain.schema.values import Row, parse_cell
from continuity.services.history import record_of
from continuity.services.report_changes.journal import Records, touched
from continuity.services.report_changes.reassess import Again, Report
from continuity.services.reports import marks
from continuity.services.transaction import Writer

if TYPE_CHECKING:
    from continuity.db.journal import ChangeRow


Findings = Mapping[str, Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraced:
    """What was found on the way; the findings by programme key, as of `domain.causes.Trail`.

    Attributes:
        there: the programmes that are in the record now.
        marks: what the record holds back now, and of what is gone, what it held back then.
        touched: by programme, the changed records that bear on it.
    """

    there: frozenset[str] = frozenset()
    marks: Marks
    then: Findings = field(default_factory=dict)
    later: Findings = field(default_factory=dict)
    recorded: Findings = field(default_factory=dict)
    corrected: Findings = field(default_factory=dict)
    again: Findings = field(default_factory=dict)
    touched: Mapping[str, tuple[Touched, ...]] = field(default_factory=dict)

    def trail(self, key: str, reported: KeptFinding | None, now: Finding | None) -> Trail:
        """The verdicts on one programme, between what was reported and what is now."""
        return Trail(
            reported=verdict(reported),
            then=verdict(self.then.get(key)),
            later=verdict(self.later.get(key)),
            recorded=verdict(self.recorded.get(key)),
            corrected=verdict(self.corrected.get(key)),
            again=verdict(self.again.get(key)),
            now=verdict(now),
        )


def retraced(writer: Writer, keys: Collection[str], last: KeptReport, now: Assessment, report: Report) -> Retraced:
    """Judge programmes by the record of now and by that of the last report, each on the day of both.

    Args:
        writer: into a transaction that is taken back; the record in it is that of the last report afterwards.
        keys: of the programmes.
        last: the last report; the journal has to reach back to it.
        now: the report of now.
        report: what both are about, and what their readers get.
    """
    from continuity.db import journal

    until, kept = journal.newest(writer.connection), _keys(writer)
    here = Again(writer.connection, keys, report)
    found = _by_the_record_of_now(here, last, now)
    bearing = here.bearing(now.as_of)
    if until == last.batch:
        return replace(found, then=found.corrected, later=found.recorded)
    rewind(writer, last.batch)
    marked = marks(writer.connection)
    there = Again(writer.connection, keys, replace(report, marks=_together(report.marks, marked)))
    return replace(
        found,
        marks=_together(report.marks, marked, kept),
        then=there.findings(last.as_of, last.settings, (here, found.corrected)),
        later=there.findings(now.as_of, last.settings, (here, found.recorded)),
        touched=_touched(writer, (last.batch, until), (bearing, there.bearing(now.as_of)), report),
    )


def _by_the_record_of_now(here: Again, last: KeptReport, now: Assessment) -> Retraced:
    """What the record of now says on the day of both reports."""
    recorded = here.findings(now.as_of, last.settings)
    return Retraced(
        there=frozenset(one.key for one in here.programmes(now.as_of)),
        marks=here.report.marks,
        recorded=recorded,
        corrected=here.findings(last.as_of, last.settings),
        again=recorded if now.settings == last.settings else here.findings(now.as_of, now.settings),
    )


def _touched(
    writer: Writer, batches: tuple[int, int], bearing: tuple[Mapping[str, Records], ...], report: Report
) -> dict[str, tuple[Touched, ...]]:
    """The changed records that bear on each programme now, or did; a city's only where the report is about some."""
    named = report.scope.region or report.scope.country
    records: dict[str, Records] = {}
    for there in bearing:
        for key, own in there.items():
            records.setdefault(key, set()).update(one for one in own if named or one[0] != CITIES.name)
    return touched(writer.connection, *batches, records)


def _keys(writer: Writer) -> frozenset[str]:
    """The keys of the programmes and partners that are in the record."""
    from continuity.db import read

    return frozenset(key for table in (PROGRAMMES, PARTNERS) for key in read.all_keys(writer.connection, table))


def _together(now: Marks, then: Marks, less: frozenset[str] = frozenset()) -> Marks:
    """Whatever is held back now, and whatever was held back then less some keys."""
    return replace(
        now, programmes=now.programmes | (then.programmes - less), partners=now.partners | (then.partners - less)
    )


AT_ONCE = 20_000
"""How many changes are taken back at a time, which bounds the memory that takes."""


REWOUND = tuple(table for table in TABLES if table not in (IDENTIFIERS, SETTINGS))
"""The tables whose records the rule reads, or that these name; the settings are given to the rule by themselves."""


def rewind(writer: Writer, after: int) -> None:
    """Take back what later batches changed, the newest first, in a few statements a table for each part of it."""
    from continuity.db import journal

    below: int | None = None
    while changes := journal.backwards(writer.connection, after, below, AT_ONCE):
        below = changes[-1].id
        for table in REWOUND:
            _restore(writer, table, [change for change in changes if change.table == table.name])


def _restore(writer: Writer, table: Table, changes: Sequence["ChangeRow"]) -> None:
    """The records as they were before these changes of them, which come newest first."""
    from continuity.db import read

    keys = {change.key for change in changes}
    if not keys:
        return
    there = {str(row["key"]): row for row in read.rows(writer.connection, table, keys=keys)}
    then = _before(table, there, changes)
    writer.delete(table, [row for key, row in there.items() if key not in then])
    writer.insert(table, [row for key, row in then.items() if key not in there])
    writer.update(table, [(there[key], row) for key, row in then.items() if key in there])


def _before(table: Table, there: dict[str, Row], changes: Iterable["ChangeRow"]) -> dict[str, Row]:
    then = dict(there)
    for change in changes:
        if change.operation == "insert":
            then.pop(change.key, None)
        elif change.operation == "delete":
            then[change.key] = record_of(table, change.key, change.before)
        else:
            before = change.before or {}
            names = {*before, *(change.after or {})}
            cells = {name: parse_cell(table.column(name), before.get(name, "")) for name in names}
            then[change.key] = {**then[change.key], **cells}
    return then
