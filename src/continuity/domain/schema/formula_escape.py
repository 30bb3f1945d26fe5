"""The quote that keeps a spreadsheet from running a text cell as a formula (OWASP ASVS 1.2.10), and its way back.

One quote is added to whatever begins with a trigger, quotes before it included, and one is taken away again, so that
every text survives the round trip.
"""

import re

from continuity.domain.schema.columns import Kind

UNTOUCHED = frozenset({Kind.DATE, Kind.COUNT, Kind.AMOUNT})
"""Kinds whose cells go out as they are, so that a negative amount stays a number."""

_TRIGGERED = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guarded(text: str) -> str:
    """The text with one more quote where a spreadsheet might run it."""
    return f"'{text}" if _TRIGGERED.match(text) else text


def unguarded(text: str) -> str:
    """The text less the quote that `guarded` put before it."""
    return text[1:] if _GUARDED.match(text) else text
