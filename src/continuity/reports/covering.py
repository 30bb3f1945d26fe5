"""What a report says that makes up for several which were missed."""

from collections.abc import Sequence
from datetime import date

from continuity.reports.prose import english

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
