"""What changed between two reports: each programme that stands otherwise, in which way, and why.

Unknown exposure counts as high. A programme that ends before the handover has its own place: it is neither better nor
worse than one at risk.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.comparison.attribution import Cause, Verdict, verdict
from continuity.domain.comparison.snapshot import KeptFinding, KeptReport
from continuity.domain.programmes.lifecycle import ended
from continuity.domain.risk.findings import COVERED, ENDS_FIRST, LEVELS, NOT_EXPOSED, UNKNOWN_EXPOSURE, Finding

NEWLY_AT_RISK = "newly-at-risk"


WORSE = "worse"


BETTER = "better"


LEFT = "left"


MOVED = "moved"


KINDS = (NEWLY_AT_RISK, WORSE, ENDS_FIRST, BETTER, COVERED, LEFT, MOVED)
"""In the order in which they are told. A moved one is as bad as before, but at another change of leadership, or of an
exposure that is known now or is not any more."""


GONE, OUT_OF_SCOPE = "gone", "out-of-scope"


_BADNESS = {level: len(LEVELS) - place for place, level in enumerate(LEVELS)}


_RISKS = _BADNESS | {UNKNOWN_EXPOSURE: _BADNESS["high"]}


_UNTOLD = (None, NOT_EXPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One programme that stands otherwise than it was last reported.

    Attributes:
        kind: which of `KINDS`.
        before: as it was reported; None where it was not.
        after: as it stands now; None where it is in the report no more.
        gone: why it is not: its record is gone, or it is out of the report's scope.
        causes: the steps that led there, in their order.
    """

    kind: str
    before: KeptFinding | None
    after: Finding | None
    gone: str | None = None
    causes: tuple[Cause, ...] = ()

    @property
    def programme(self) -> str:
        """The key of the programme."""
        return self.after.programme.key if self.after else self.before.programme if self.before else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed since the last report of a schedule.

    Attributes:
        last: the day of that report; None where this is the first.
        differences: in the order in which they are told.
        covers: a sentence on the periods this report is for; may be empty.
    """

    last: date | None = None
    differences: tuple[Difference, ...] = ()
    covers: str = ""


def differences(
    before: Mapping[str, KeptFinding], after: Iterable[Finding], level: str | None = None
) -> tuple[Difference, ...]:
    """The programmes that stand otherwise, the worst of each kind first.

    Args:
        before: all that was reported, by programme key, whatever its level.
        after: all that is reported now, whatever its level.
        level: only those that are, or were, at this level or above it; unknown exposure counts as high.
    """
    now = {one.programme.key: one for one in after}
    pairs = [(before.get(key), now.get(key)) for key in sorted({*before, *now})]
    found = [
        Difference(kind=told, before=old, after=new)
        for old, new in pairs
        if (told := kind(verdict(old), verdict(new))) and (_bad_enough(old, level) or _bad_enough(new, level))
    ]
    return tuple(sorted(found, key=_place))


def kind(before: Verdict | None, after: Verdict | None) -> str | None:
    """In which way a programme stands otherwise; None where nothing is to be told.

    Whatever was not exposed, or not reported, is no news while it stays so.
    """
    was, now = (one.word if one else None for one in (before, after))
    if now in _UNTOLD:
        return None if was in _UNTOLD else LEFT
    if was not in _RISKS or now not in _RISKS:
        return _otherwise(before, after)
    change = _RISKS[str(now)] - _RISKS[str(was)]
    return (WORSE if change > 0 else BETTER) if change else _moved(before, after)


def _otherwise(before: Verdict | None, after: Verdict | None) -> str | None:
    """The same where one of the two is no risk."""
    if before and after and before.word == after.word:
        return _moved(before, after)
    word = after.word if after else ""
    return NEWLY_AT_RISK if word in _RISKS else word


def _moved(before: Verdict | None, after: Verdict | None) -> str | None:
    return MOVED if before != after else None


def _bad_enough(one: KeptFinding | Finding | None, level: str | None) -> bool:
    if level is None:
        return True
    told = verdict(one)
    return told is not None and _RISKS.get(told.word, 0) >= _BADNESS[level]


def _place(one: Difference) -> tuple[int, int, date, str]:
    """Left ones by how bad they were, the others by how bad they are."""
    told = verdict(one.before if one.kind == LEFT else one.after)
    if one.after and one.after.transition:
        day = one.after.transition.polling_day
    else:
        day = (one.before.polling_day if one.before else None) or date.max
    return KINDS.index(one.kind), -_RISKS.get(told.word if told else "", 0), day, one.programme


_TOLD = 2


def passed(one: Difference, last: KeptReport, as_of: date, codes: Collection[str]) -> tuple[str, ...]:
    """What has passed, a sentence each, with days as YYYY-MM-DD; empty where it cannot be said plainly.

    Args:
        one: the programme before and now.
        last: the report before.
        as_of: the day of this report.
        codes: the reasons it has by the day alone.
    """
    if one.before is None or one.after is None:
        return ()
    if ended(one.after.programme, as_of):
        return ("The programme has ended.",)
    moved = tuple(_moved_transitions(one.before, one.after, last, as_of))
    return moved or _appeared(one.before, one.after, codes) or _gone(one.before, codes)


def _moved_transitions(before: KeptFinding, after: Finding, last: KeptReport, as_of: date) -> Iterator[str]:
    """Which change of leadership it stood at is past, and which has come near."""
    where = after.transition
    if before.transition == (where.key if where else None):
        return
    if before.polling_day and last.as_of <= before.polling_day <= as_of:
        yield f"The change of leadership of {before.polling_day.isoformat()} has passed."
    elif before.polling_day and before.polling_day < last.as_of:
        yield f"The change of leadership of {before.polling_day.isoformat()} is closed."
    if where and where.polling_day > last.settings.horizon.after(last.as_of):
        yield f"The change of leadership on {where.polling_day.isoformat()} has come inside the time looked ahead."


def _appeared(before: KeptFinding, after: Finding, codes: Collection[str]) -> tuple[str, ...]:
    texts = [one.text for one in after.reasons if one.code in codes and one.code not in before.codes]
    return tuple(texts[:_TOLD])


def _gone(before: KeptFinding, codes: Collection[str]) -> tuple[str, ...]:
    words = [_words(code) for code in before.codes if code not in codes]
    return (f"No longer told of it: {', '.join(words[:_TOLD])}.",) if words else ()


def _words(code: str) -> str:
    return code.replace("_", " ").lower()
