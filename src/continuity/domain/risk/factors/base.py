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
    """The treatment of one code by the rule; its words are in the wording of reports.
    A `failure` is one of E1 to E4 that is not met; a `reason` is shown where a programme is at risk; a `watch` is
    always a watch point; `both` is a reason at risk, and a watch point where covered. What is about an office or a
    partner is done once for all programmes. Without `has_deadline` no transition is known from which to reckon the
    remedy's last day.
    """

    role: Part
    subject: About = "programme"
    has_deadline: bool = True


def find_nothing(_case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find no reason at all."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One thing the rule looks at; `symbol` is E1 to E9, A1 to A4, or empty without a name in the rule.
    `reads` are columns, as `table.column`. `find_failures` finds why its condition for being covered does not hold for
    a partner, or for want of one; `find_notes` finds the rest, which never decides whether a programme is covered.
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
