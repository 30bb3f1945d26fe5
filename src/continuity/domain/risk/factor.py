"""What a factor of the rule consists of: its codes, and how it finds them in a case."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.facts import Reason

Part = Literal["failure", "reason", "watch", "both"]
Find = Callable[[Case, Carrier | None], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class CodeInfo:
    """What docs/risk.md says about one code.

    Attributes:
        meaning: one sentence.
        remedy: what clears it; empty where nothing can.
        rests_on: evidence or practice.
        source: which.
        part: failure: one of E1 to E4 is not met; reason: shown where a programme is at risk; watch: always a watch
            point; both: a reason at risk, a watch point where covered.
    """

    meaning: str
    remedy: str
    rests_on: Literal["evidence", "practice"]
    source: str
    part: Part


def nothing(_case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find no reason at all."""
    return ()


@dataclass(frozen=True, slots=True)
class Factor:
    """One group of reasons.

    Attributes:
        codes: every code it may give.
        fails: why its condition for being covered does not hold for a partner, or for want of one; empty where it
            holds or where it sets no condition.
        notes: what else there is to say; never decides whether a programme is covered.
    """

    codes: Mapping[str, CodeInfo]
    fails: Find = nothing
    notes: Find = nothing


def once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The first reason of each code: a second row with the same fault adds no other remedy."""
    first: dict[str, Reason] = {}
    for reason in reasons:
        first.setdefault(reason.code, reason)
    return tuple(first.values())
