"""How documents say what changed since the last report: its title, its lines, and the cause of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.comparison.attribution import (
    CORRECTION,
    NOT_KNOWN,
    RECORD,
    RULE,
    SETTING,
    TIME,
    Cause,
    Touched,
    Verdict,
    verdict,
)
from continuity.domain.comparison.report_diff import BETTER, GONE, LEFT, MOVED, NEWLY_AT_RISK, WORSE, Difference, Since
from continuity.domain.comparison.snapshot import KeptFinding
from continuity.domain.risk.findings import COVERED, ENDS_FIRST, Assessment, Finding
from continuity.domain.scheduling.reminders import Notice, counted_from
from continuity.reports.document.text_layout import isolated
from continuity.reports.wording.english import counted, english
from continuity.reports.wording.labels import STATUS_WORDS
from continuity.reports.wording.names import office_name

KIND_WORDS = {
    NEWLY_AT_RISK: "Newly at risk",
    WORSE: "Worse",
    ENDS_FIRST: "Ends before the handover",
    BETTER: "Better",
    COVERED: "Covered",
    LEFT: "Left",
    MOVED: "As before, at another change of leadership",
}


FIRST = "This is the first report of this schedule."


_NOWHERE = "Not reported"


_GONE = {GONE: "Removed from the record", None: _NOWHERE}


@dataclass(frozen=True, slots=True)
class Line:
    """One programme that stands otherwise, in words.

    Attributes:
        before, after: its level or status, and at which change of leadership where only that differs.
        was, now: the finding before and now, of which a page draws the shape.
    """

    kind: str
    programme: str
    city: str
    office: str
    before: str
    after: str
    cause: str
    was: KeptFinding | None = None
    now: Finding | None = None


def title(since: Since) -> str:
    """The heading of the part."""
    return f"What changed since {english(since.last)}" if since.last else "What changed"


def nothing(since: Since) -> str:
    """The one sentence of a part that has no lines; empty where it has."""
    if since.last is None:
        return FIRST
    return "" if since.differences else f"No change since {english(since.last)}."


def line(found: Assessment, one: Difference) -> Line:
    """A difference in words."""
    there = one.after.programme if one.after else one.before
    city, office = (there.city, there.office) if there else ("", "")
    moved = one.kind == MOVED
    return Line(
        kind=KIND_WORDS[one.kind],
        programme=(there.name if there else "") or found.name("programme", one.programme),
        city=found.name("city", city),
        office=office_name(found, office),
        before=_stood(one.before, moved=moved),
        after=_stood(one.after, moved=moved) if one.after else _GONE.get(one.gone, "Not in this report"),
        cause=cause(one.causes),
        was=one.before,
        now=one.after,
    )


def word(told: Verdict | None) -> str:
    """A level or a status as people read it."""
    if told is None:
        return _NOWHERE
    return told.level.capitalize() if told.level else STATUS_WORDS[told.status]


def cause(causes: tuple[Cause, ...]) -> str:
    """Why, in one text; where several steps led there, each says where it led to."""
    several = len(causes) > 1
    return " ".join(_told(one, several=several) for one in causes)


def _told(one: Cause, *, several: bool) -> str:
    led_to = f" (to: {word(one.led_to).lower()})" if several else ""
    return _SAID[one.kind](one, led_to)


def _rule(one: Cause, led_to: str) -> str:
    old, new = one.versions or ("", "")
    return f"The version of the rule{led_to}: {old} then, {new} now. What else changed cannot be told apart from it."


def _setting(one: Cause, led_to: str) -> str:
    changed = "; ".join(f"{name} from {old} to {new}" for name, old, new in one.settings)
    return f"A setting{led_to}: {changed}."


def _correction(one: Cause, led_to: str) -> str:
    return f"A correction of what held at the last report already{led_to}{_records(one)}."


def _record(one: Cause, led_to: str) -> str:
    return f"A record was changed{led_to}{_records(one)}."


def _records(one: Cause) -> str:
    told = "; ".join(map(_touched, one.records))
    more = f"{' and ' if told else ''}{one.more} more" if one.more else ""
    return f": {told}{more}" if told or more else ""


def _touched(one: Touched) -> str:
    return f"{one.noun} {isolated(one.key)} {one.how} by {isolated(one.actor)} on {one.day.isoformat()}"


def _time(one: Cause, led_to: str) -> str:
    return " ".join((f"Time passing{led_to}{':' if one.passed else '.'}", *one.passed))


def _not_known(_one: Cause, _led_to: str) -> str:
    return "The cause is not known: the journal does not tell all that lies between the two reports."


_SAID: dict[str, Callable[[Cause, str], str]] = {
    RULE: _rule,
    SETTING: _setting,
    CORRECTION: _correction,
    RECORD: _record,
    TIME: _time,
    NOT_KNOWN: _not_known,
}


def _stood(one: KeptFinding | Finding | None, *, moved: bool) -> str:
    told = word(verdict(one))
    day = _polling_day(one) if moved else None
    return f"{told}, {english(day)}" if day else told


def _polling_day(one: KeptFinding | Finding | None) -> date | None:
    if isinstance(one, Finding):
        return one.transition.polling_day if one.transition else None
    return one.polling_day if one else None


_LISTED = 12


def covers(days: Sequence[date]) -> str:
    """The sentence on the periods that were due on these days, in their order; empty where there was but one.

    Of many the first are listed and the last, and those between are counted.
    """
    if not days[1:]:
        return ""
    listed = [english(day) for day in days]
    if len(days) > _LISTED:
        listed[_LISTED - 1 : -1] = [f"{len(days) - _LISTED} more"]
    return f"Covers {len(days)} periods that were due: {', '.join(listed[:-1])} and {listed[-1]}."


def warning(notice: Notice, cities: Mapping[str, str]) -> str:
    """The sentence on one notice ahead of a change of leadership."""
    change = notice.transition
    months = str(notice.span).removesuffix("m") if notice.span.months else ""
    ahead = counted(int(months), "month") if months else counted(notice.span.days, "day")
    what = "the pre-election period" if change.quiet_from else "the change of leadership"
    return (
        f"{ahead} before {what} in {isolated(cities.get(change.city, change.city))} ({english(counted_from(change))})."
    )
