"""A finding taken apart: what the rule asked, step by step, what it found, and what would change the answer.

The verdict itself comes from the rule; this module asks the same factors again and keeps all their answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.models import Programme
from continuity.domain.risk import level
from continuity.domain.risk.case import Carrier, Case, carriers
from continuity.domain.risk.explain.steps import Step, steps
from continuity.domain.risk.exposure import span
from continuity.domain.risk.factors import registry
from continuity.domain.risk.factors.base import Factor
from continuity.domain.risk.findings import AT_RISK, Circumstances, Finding, Reason
from continuity.domain.risk.listed_reasons import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing the rule looked at.

    Attributes:
        symbol: E1 to E9, F, M, P or A1 to A4.
        title: what holds where it holds.
        holds: whether it does.
        reasons: why not, or, of an aggravator, why.
        reads: the columns it was read from, as `table.column`.
        evidence: the kind of evidence it reads, where it reads any.
        rests_on, source: whether that is evidence or practice, and which.
    """

    symbol: str
    title: str
    holds: bool
    reasons: tuple[Reason, ...]
    reads: tuple[str, ...]
    evidence: str
    rests_on: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one partner stands to E1 to E9; nobody where no partner has a part in the programme."""

    partner: str | None
    name: str
    conditions: tuple[Condition, ...]

    @property
    def carries(self) -> bool:
        """Whether E1 to E4 hold, so that the programme is covered."""
        return all(one.holds for one in self.conditions if one.symbol in ("E1", "E2", "E3", "E4"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """Protections that are not held, and the level with them; what is to be done for them comes with its last day."""

    protections: tuple[str, ...]
    level: str
    remedies: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything behind one finding.

    Attributes:
        steps: the rule's questions in their order, with the answers.
        standings: each partner's, the one that carries the programme or comes closest first.
        protections: F, M and P.
        aggravators: A1 to A4.
        clears: what keeps the programme from being covered, with remedies and days.
        lowers: what would lower the level, with as few protections as it takes.
    """

    finding: Finding
    steps: tuple[Step, ...]
    standings: tuple[Standing, ...] = ()
    protections: tuple[Condition, ...] = ()
    aggravators: tuple[Condition, ...] = ()
    clears: tuple[Reason, ...] = ()
    lowers: tuple[Improvement, ...] = ()

    @property
    def cell(self) -> tuple[int, str] | None:
        """Row and column of the table of levels: how many protections, and the worst aggravator's column."""
        if self.finding.status != AT_RISK:
            return None
        return len(self.finding.protections), level.column(self.finding.aggravators)


def explained(programme: Programme, circumstances: Circumstances, finding: Finding) -> Explanation:
    """Take the finding on a programme apart.

    Args:
        programme: as the rule was given it.
        circumstances: as the rule was given them.
        finding: what the rule answered.
    """
    reduced = known(programme, circumstances.as_of)
    asked = steps(reduced, circumstances, finding)
    if finding.exposed is None or finding.transition is None:
        return Explanation(finding=finding, steps=asked)
    case = Case(
        programme=reduced,
        transition=finding.transition,
        circumstances=circumstances,
        span=span(reduced, finding.transition, circumstances),
    )
    lacking = level.lacking(case, carriers(reduced))
    return Explanation(
        finding=finding,
        steps=asked,
        standings=_standings(case, finding),
        protections=tuple(_protection(symbol, told(case, reasons)) for symbol, reasons in lacking.items()),
        aggravators=tuple(_aggravator(factor, finding) for factor in registry.FACTORS if factor.symbol[:1] == "A"),
        clears=tuple(one for one in finding.reasons if registry.CODES[one.code].part == "failure"),
        lowers=_lowers(case, finding, {symbol: reasons for symbol, reasons in lacking.items() if reasons}),
    )


def _standings(case: Case, finding: Finding) -> tuple[Standing, ...]:
    found = [_standing(case, carrier) for carrier in carriers(case.programme)] or [_standing(case, None)]
    return tuple(sorted(found, key=lambda one: one.partner != finding.carrier))


def _standing(case: Case, carrier: Carrier | None) -> Standing:
    return Standing(
        partner=carrier.partner.key if carrier else None,
        name=carrier.name if carrier else "nobody",
        conditions=tuple(_condition(case, carrier, factor) for factor in registry.FACTORS if factor.symbol[:1] == "E"),
    )


def _condition(case: Case, carrier: Carrier | None, factor: Factor) -> Condition:
    if carrier is None and factor.symbol in ("E5", "E7", "E9"):
        reasons: tuple[Reason, ...] = (Reason(code="NO_PARTNER", text="There is no partner of whom to ask it."),)
    elif factor.symbol in ("E2", "E3") and (carrier is None or (factor.symbol == "E3" and carrier.only_named)):
        # The rule leaves this unsaid, since another condition names what is missing; here it is asked for.
        reasons = (Reason(code="NO_AGREEMENT", text="There is no agreement to read."),)
    else:
        reasons = (*factor.fails(case, carrier), *factor.notes(case, carrier))
    return _said(factor, not reasons, reasons)


def _said(factor: Factor, holds: bool, reasons: Iterable[Reason]) -> Condition:
    return Condition(
        symbol=factor.symbol,
        title=factor.title,
        holds=holds,
        reasons=tuple(reasons),
        reads=factor.reads,
        evidence=factor.evidence,
        rests_on=factor.rests_on,
        source=factor.source,
    )


def _protection(symbol: str, reasons: tuple[Reason, ...]) -> Condition:
    factor = registry.of_symbol(level.READ_BY[symbol])
    return Condition(
        symbol=symbol,
        title=level.PROTECTIONS[symbol],
        holds=not reasons,
        reasons=reasons,
        reads=factor.reads,
        evidence="",
        rests_on=factor.rests_on,
        source=factor.source,
    )


def _aggravator(factor: Factor, finding: Finding) -> Condition:
    reasons = (one for one in finding.reasons if one.code in factor.codes)
    return _said(factor, factor.symbol in finding.aggravators, reasons)


def _lowers(case: Case, finding: Finding, lacking: dict[str, tuple[Reason, ...]]) -> tuple[Improvement, ...]:
    """The smallest sets of missing protections that lower the level: no part of one does as much by itself."""
    if finding.status != AT_RISK:
        return ()
    found: list[Improvement] = []
    for symbols in (those for number in range(1, len(lacking) + 1) for those in combinations(lacking, number)):
        reached = level.level((*finding.protections, *symbols), finding.aggravators)
        parts = (one.level for one in found if set(one.protections) < set(symbols))
        if reached not in (finding.level, *parts):
            remedies = told(case, (reason for symbol in symbols for reason in lacking[symbol]))
            found.append(Improvement(protections=symbols, level=reached, remedies=remedies))
    return tuple(found)
