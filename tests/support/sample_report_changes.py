"""A literal list of what changed since a report of 1 July 2026, with every kind and every cause in it."""

from dataclasses import replace
from datetime import date

from continuity.domain.comparison.attribution import (
    ADDED,
    CHANGED,
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    REMOVED,
    RULE,
    SETTING,
    TIME,
    Attribution,
    RecordChange,
    Verdict,
)
from continuity.domain.comparison.report_diff import (
    GONE,
    OUT_OF_SCOPE,
    ReportChange,
    ReportChanges,
    list_report_changes,
)
from continuity.domain.comparison.snapshot import snapshot_findings
from continuity.domain.risk.findings import Finding
from support.sample_assessment import (
    COVERED,
    CRITICAL,
    ENDS_FIRST,
    FINDINGS,
    HIGH,
    NEXT_COUNCIL,
    NOT_EXPOSED,
    UNKNOWN,
    UNRECORDED,
    VACANCY_OPEN,
)

LAST = date(2026, 7, 1)
OTHER = replace(UNKNOWN, programme=replace(UNKNOWN.programme, key="templeford/open-house", name="Open House"))
SIGNED = RecordChange("agreement", "exampleton/family-circles/1", ADDED, "ada", date(2026, 7, 9))
EDITED = RecordChange("programme", "exampleton/school-bridges", CHANGED, "ben", date(2026, 7, 10))
DELETED = RecordChange("programme", "templeford/open-house", REMOVED, "ben", date(2026, 7, 11))


def stood(finding: Finding, status: str, level: str | None = None) -> Finding:
    """The finding as it stood before."""
    return replace(finding, status=status, level=level, reasons=())


BEFORE = (
    stood(CRITICAL, "at-risk", "high"),
    stood(HIGH, "at-risk", "critical"),
    stood(UNRECORDED, "covered"),
    stood(ENDS_FIRST, "at-risk", "low"),
    replace(UNKNOWN, status="at-risk", level="high", transition=NEXT_COUNCIL),
    stood(COVERED, "at-risk", "moderate"),
    stood(NOT_EXPOSED, "covered"),
    OTHER,
    replace(OTHER, programme=replace(OTHER.programme, key="templeford/elsewhere", name="Elsewhere")),
)
_MODERATE, _CRITICAL = Verdict("at-risk", "moderate"), Verdict("at-risk", "critical")
CAUSES: dict[str, tuple[Attribution, ...]] = {
    CRITICAL.programme.key: (Attribution(kind=TIME, elapsed=(VACANCY_OPEN,)),),
    HIGH.programme.key: (Attribution(kind=CORRECTION, records=(EDITED,)),),
    UNRECORDED.programme.key: (
        Attribution(kind=TIME, resulting_verdict=_CRITICAL),
        Attribution(kind=RECORD, resulting_verdict=_MODERATE, records=(SIGNED, EDITED, DELETED), omitted_records=2),
    ),
    ENDS_FIRST.programme.key: (Attribution(kind=SETTING, setting_changes=(("window_days", "183", "90"),)),),
    UNKNOWN.programme.key: (Attribution(kind=NOT_KNOWN),),
    COVERED.programme.key: (Attribution(kind=RECORD, records=(SIGNED,)),),
    NOT_EXPOSED.programme.key: (Attribution(kind=RULE, rule_versions=("0", "1")),),
    "templeford/open-house": (Attribution(kind=RECORD, records=(DELETED,)),),
    "templeford/elsewhere": (Attribution(kind=RECORD),),
}
_GONE = {"templeford/open-house": GONE, "templeford/elsewhere": OUT_OF_SCOPE}


def _told(one: ReportChange) -> ReportChange:
    return replace(one, attributions=CAUSES[one.programme], absence_reason=_GONE.get(one.programme))


SINCE = ReportChanges(
    previous_as_of=LAST,
    changes=tuple(map(_told, list_report_changes(snapshot_findings(BEFORE), FINDINGS))),
    coverage_note="This report is for July 2026.",
)
