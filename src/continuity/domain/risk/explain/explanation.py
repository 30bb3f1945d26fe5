"""A finding taken apart: the questions of the rule, and what would change it.
The verdict itself comes from the rule; this module asks the same factors again and keeps all their answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk import level
from continuity.domain.risk.case import Carrier, Case, list_carriers
from continuity.domain.risk.explain.steps import Step, list_steps
from continuity.domain.risk.exposure import compute_exposure_period
from continuity.domain.risk.factors import registry
from continuity.domain.risk.factors.base import Factor
from continuity.domain.risk.findings import AssessmentContext, Finding, Reason
from continuity.domain.risk.verdict import list_reasons
from continuity.domain.vocabulary import FindingStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing the rule looked at; `symbol` is one of E1 to E9, F, M, P or A1 to A4.
    `reasons` say why it does not hold, or, of an aggravator, why it does. `reads` are columns, as `table.column`.
    """

    symbol: str
    holds: bool
    reasons: tuple[Reason, ...]
    reads: tuple[str, ...]
    evidence: str
    rests_on: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerConditions:
    """One partner's answers to E1 to E9; no partner where none has a part."""

    partner: str | None
    name: str | None
    conditions: tuple[Condition, ...]

    @property
    def carries(self) -> bool:
        """Whether E1 to E4 hold, so that the programme is covered."""
        return all(condition.holds for condition in self.conditions if condition.symbol in ("E1", "E2", "E3", "E4"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """Protections not held, the level with them, and the reasons to clear."""

    protections: tuple[str, ...]
    level: str
    remedies: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Everything behind one finding; the partner that carries the programme or comes closest is first.
    `clears` is what keeps it from being covered; `lowers` would lower the level, with as few protections as it takes.
    """

    finding: Finding
    steps: tuple[Step, ...]
    partner_conditions: tuple[PartnerConditions, ...] = ()
    protections: tuple[Condition, ...] = ()
    aggravators: tuple[Condition, ...] = ()
    clears: tuple[Reason, ...] = ()
    lowers: tuple[Improvement, ...] = ()

    @property
    def cell(self) -> tuple[int, str] | None:
        """Row and column of the table: protections held, the worst aggravator."""
        if self.finding.status != FindingStatus.AT_RISK:
            return None
        return len(self.finding.protections), level.find_table_column(self.finding.aggravators)


def explain_finding(programme: KnownProgramme, context: AssessmentContext, finding: Finding) -> Explanation:
    """Explain the finding on a programme, with the context that the rule was given."""
    steps = list_steps(programme, context, finding)
    if finding.exposure_period is None or finding.transition is None:
        return Explanation(finding=finding, steps=steps)
    period = compute_exposure_period(programme, finding.transition, context)
    case = Case(programme=programme, transition=finding.transition, context=context, exposure_period=period)
    missing = level.find_missing_protections(case, list_carriers(programme))
    return Explanation(
        finding=finding,
        steps=steps,
        partner_conditions=_list_partner_conditions(case, finding),
        protections=tuple(
            _build_protection(symbol, list_reasons(case, reasons)) for symbol, reasons in missing.items()
        ),
        aggravators=tuple(
            _build_aggravator(factor, finding) for factor in registry.FACTORS if factor.symbol[:1] == "A"
        ),
        clears=tuple(reason for reason in finding.reasons if registry.CODES[reason.code].role == "failure"),
        lowers=_find_improvements(case, finding, {symbol: reasons for symbol, reasons in missing.items() if reasons}),
    )


def _list_partner_conditions(case: Case, finding: Finding) -> tuple[PartnerConditions, ...]:
    carriers = list_carriers(case.programme) or (None,)
    partner_conditions = (_assess_partner_conditions(case, carrier) for carrier in carriers)
    return tuple(sorted(partner_conditions, key=lambda conditions: conditions.partner != finding.carrier))


def _assess_partner_conditions(case: Case, carrier: Carrier | None) -> PartnerConditions:
    factors = (factor for factor in registry.FACTORS if factor.symbol[:1] == "E")
    conditions = tuple(_assess_condition(case, carrier, factor) for factor in factors)
    key, name = (carrier.partner.key, carrier.name) if carrier else (None, None)
    return PartnerConditions(partner=key, name=name, conditions=conditions)


def _assess_condition(case: Case, carrier: Carrier | None, factor: Factor) -> Condition:
    if carrier is None and factor.symbol in ("E5", "E7", "E9"):
        reasons: tuple[Reason, ...] = (Reason(code="NO_PARTNER", variant="nobody-to-ask"),)
    elif factor.symbol in ("E2", "E3") and (carrier is None or (factor.symbol == "E3" and carrier.is_only_named)):
        # The rule leaves this unsaid, since another condition names what is missing; here it is asked for.
        reasons = (Reason(code="NO_AGREEMENT", variant="nothing-to-read"),)
    else:
        reasons = (*factor.find_failures(case, carrier), *factor.find_notes(case, carrier))
    return _build_condition(factor, not reasons, reasons)


def _build_condition(factor: Factor, is_met: bool, reasons: Iterable[Reason]) -> Condition:
    return Condition(
        symbol=factor.symbol,
        holds=is_met,
        reasons=tuple(reasons),
        reads=factor.reads,
        evidence=factor.evidence,
        rests_on=factor.rests_on,
        source=factor.source,
    )


def _build_protection(symbol: str, reasons: tuple[Reason, ...]) -> Condition:
    factor = registry.find_factor(level.PROTECTION_FACTORS[symbol])
    return replace(_build_condition(factor, not reasons, reasons), symbol=symbol, evidence="")


def _build_aggravator(factor: Factor, finding: Finding) -> Condition:
    reasons = (reason for reason in finding.reasons if reason.code in factor.codes)
    return _build_condition(factor, factor.symbol in finding.aggravators, reasons)


def _find_improvements(case: Case, finding: Finding, missing: dict[str, tuple[Reason, ...]]) -> tuple[Improvement, ...]:
    """Find the smallest sets of missing protections that lower the level; no part of one does as much by itself."""
    if finding.status != FindingStatus.AT_RISK:
        return ()
    improvements: list[Improvement] = []
    subsets = (subset for number in range(1, len(missing) + 1) for subset in combinations(missing, number))
    for symbols in subsets:
        new_level = level.look_up_level((*finding.protections, *symbols), finding.aggravators)
        lower_levels = (found.level for found in improvements if set(found.protections) < set(symbols))
        if new_level not in (finding.level, *lower_levels):
            remedies = list_reasons(case, (reason for symbol in symbols for reason in missing[symbol]))
            improvements.append(Improvement(protections=symbols, level=new_level, remedies=remedies))
    return tuple(improvements)
