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
    Cause,
    Touched,
    Verdict,
)
from continuity.domain.comparison.report_diff import GONE, OUT_OF_SCOPE, Difference, Since, differences
from continuity.domain.comparison.snapshot import keep
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
)

LAST = date(2026, 7, 1)
OTHER = replace(UNKNOWN, programme=replace(UNKNOWN.programme, key="templeford/open-house", name="Open House"))
SIGNED = Touched("agreement", "exampleton/family-circles/1", ADDED, "ada", date(2026, 7, 9))
EDITED = Touched("programme", "exampleton/school-bridges", CHANGED, "ben", date(2026, 7, 10))
DELETED = Touched("programme", "templeford/open-house", REMOVED, "ben", date(2026, 7, 11))


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
CAUSES: dict[str, tuple[Cause, ...]] = {
    CRITICAL.programme.key: (Cause(kind=TIME, passed=("The vacancy was 30 days ago and is still open.",)),),
    HIGH.programme.key: (Cause(kind=CORRECTION, records=(EDITED,)),),
    UNRECORDED.programme.key: (
        Cause(kind=TIME, led_to=_CRITICAL),
        Cause(kind=RECORD, led_to=_MODERATE, records=(SIGNED, EDITED, DELETED), more=2),
    ),
    ENDS_FIRST.programme.key: (Cause(kind=SETTING, settings=(("window_days", "183", "90"),)),),
    UNKNOWN.programme.key: (Cause(kind=NOT_KNOWN),),
    COVERED.programme.key: (Cause(kind=RECORD, records=(SIGNED,)),),
    NOT_EXPOSED.programme.key: (Cause(kind=RULE, versions=("0", "1")),),
    "templeford/open-house": (Cause(kind=RECORD, records=(DELETED,)),),
    "templeford/elsewhere": (Cause(kind=RECORD),),
}
_GONE = {"templeford/open-house": GONE, "templeford/elsewhere": OUT_OF_SCOPE}


def _told(one: Difference) -> Difference:
    return replace(one, causes=CAUSES[one.programme], gone=_GONE.get(one.programme))


SINCE = Since(
    last=LAST,
    differences=tuple(map(_told, differences(keep(BEFORE), FINDINGS))),
    covers="This report is for July 2026.",
)
