"""The phrases that several rules share; posts and dates, without praise or blame."""

from collections.abc import Sequence

from continuity.domain.leadership import Term

_SHOWN = 3
"""Up to so many names stand in a sentence; of more the rest is counted."""


def among(names: Sequence[str]) -> str:
    """The first names as part of a sentence: `a`, `a and b`, `a, b, c and 4 more`."""
    rest = len(names) - _SHOWN
    words = list(names) if rest <= 0 else [*names[:_SHOWN], f"{rest} more"]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def counted(number: int, noun: str) -> str:
    """A number of things."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def days_of(term: Term) -> str:
    """The first and the last day of a term as they were written."""
    start = f"from {term.start}" if term.start else "from a day not recorded"
    if term.end:
        return f"{start} to {term.end}"
    return f"{start}, due to end {term.expected_end}" if term.expected_end else f"{start}, no end recorded"
