"""Factors of the rule: what they read and rest on, their codes and finders."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.findings import Reason

Part = Literal["failure", "reason", "watch", "both"]
About = Literal["programme", "partner", "office"]
ReasonFinder = Callable[[Case, Carrier | None], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeInfo:
    """How the rule treats one code; its words are in the wording of reports.

    Attributes:
        role: failure: one of E1 to E4 is not met; reason: shown where a programme is at risk; watch: always a watch
            point; both: a reason at risk, a watch point where covered.
        subject: what the remedy has to do with; what is about an office or a partner is done once for all programmes.
        has_deadline: whether a transition is known from which to reckon the remedy's last day.
    """

    role: Part
    subject: About = "programme"
    has_deadline: bool = True


def find_nothing(_case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find no reason at all."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One thing the rule looks at.

    Attributes:
        symbol: E1 to E9 or A1 to A4; empty where the rule has no name for it.
        reads: the columns it reads, as `table.column`.
        find_failures: why its condition for being covered does not hold for a partner, or for want of one.
        find_notes: what else there is to say; never decides whether a programme is covered.
    """

    symbol: str = ""
    reads: tuple[str, ...]
    rests_on: Literal["evidence", "practice"]
    source: str
    codes: Mapping[str, CodeInfo]
    evidence: str = ""
    find_failures: ReasonFinder = find_nothing
    find_notes: ReasonFinder = find_nothing

    @property
    def key(self) -> str:
        """Its symbol; its first code where the rule has no name for it."""
        return self.symbol or next(iter(self.codes))


def qualify_columns(table: str, *names: str) -> tuple[str, ...]:
    """Format the columns of one table as `Factor.reads` has them."""
    return tuple(f"{table}.{name}" for name in names)


def deduplicate_reasons(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Keep the first reason of each code: another adds no other remedy."""
    first_by_code: dict[str, Reason] = {}
    for reason in reasons:
        first_by_code.setdefault(reason.code, reason)
    return tuple(first_by_code.values())
