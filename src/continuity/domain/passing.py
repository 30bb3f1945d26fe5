"""What has passed, where only the day made a programme stand otherwise."""

from collections.abc import Collection, Iterator
from datetime import date

from continuity.domain.difference import Difference
from continuity.domain.kept import KeptFinding, KeptReport
from continuity.domain.risk.exposure import ended
from continuity.domain.risk.facts import Finding

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
    moved = tuple(_moved(one.before, one.after, last, as_of))
    return moved or _appeared(one.before, one.after, codes) or _gone(one.before, codes)


def _moved(before: KeptFinding, after: Finding, last: KeptReport, as_of: date) -> Iterator[str]:
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
