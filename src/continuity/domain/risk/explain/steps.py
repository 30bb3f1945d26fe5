"""The questions of the rule for one programme, with the facts that answer them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import (
    find_stated_end,
    has_programme_ended,
    is_launched_after,
    is_programme_absent,
)
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk import level
from continuity.domain.risk.exposure import (
    can_give_way,
    compute_exposure_period,
    find_latest_outcome,
    find_unexposed_status,
)
from continuity.domain.risk.findings import AssessmentContext, Finding, Parameter
from continuity.domain.risk.measures import has_expired
from continuity.domain.vocabulary import FindingBasis, FindingStatus, ProgrammeStatus, RuleQuestion


class Answer(NamedTuple):
    """One answer to a question of the rule, with the facts that it names."""

    variant: str
    parameters: Mapping[str, Parameter] = {}


class Step(NamedTuple):
    """One question of the rule and what was found, at each transition if asked."""

    question: RuleQuestion
    answers: tuple[Answer, ...]


def list_steps(programme: KnownProgramme, context: AssessmentContext, finding: Finding) -> tuple[Step, ...]:
    """List the rule's questions on a programme as known on the day, as far as it came."""
    steps = [Step(RuleQuestion.RUNS, (_find_running(programme, context.as_of),))]
    if is_programme_absent(programme, context.as_of) or has_programme_ended(programme, context.as_of):
        return tuple(steps)
    steps.append(Step(RuleQuestion.EXPOSED, _list_exposures(programme, context)))
    decision_step = Step(RuleQuestion.DECIDED, (_find_treatment(finding, context.as_of),))
    if finding.exposure_period is None:
        return (*steps, decision_step) if finding.treatment else tuple(steps)
    steps.append(Step(RuleQuestion.VERDICT, _list_verdicts(finding, context)))
    steps.append(Step(RuleQuestion.CARRIED, (_find_carrier(finding),)))
    if finding.status == FindingStatus.AT_RISK:
        steps.append(Step(RuleQuestion.LEVEL, (_find_level(finding),)))
    return (*steps, decision_step)


def _find_running(programme: KnownProgramme, as_of: date) -> Answer:
    planned = "planned-" if programme.status == ProgrammeStatus.PLANNED else ""
    if is_programme_absent(programme, as_of):
        return Answer(f"{planned}absent", {"launched": programme.launched, "known_from": programme.known_from})
    if has_programme_ended(programme, as_of):
        return Answer("ended", {"status": programme.status or None, "end": programme.end})
    return Answer(f"{planned}running", {"launched": programme.launched, "stated_end": find_stated_end(programme)})


def _list_exposures(programme: KnownProgramme, context: AssessmentContext) -> tuple[Answer, ...]:
    if not context.transitions:
        until = context.settings.horizon.add_to(context.as_of)
        return (Answer("only-later" if context.has_more_ahead else "none-known", {"day": until}),)
    return tuple(_find_exposure(programme, transition, context) for transition in context.transitions)


def _find_exposure(programme: KnownProgramme, transition: Transition, context: AssessmentContext) -> Answer:
    unexposed_status = find_unexposed_status(programme, transition, context.as_of)
    named: dict[str, Parameter] = {"kind": transition.kind, "transition": transition.key}
    if unexposed_status is None:
        period = compute_exposure_period(programme, transition, context)
        return Answer("exposed", named | {"first": period.first, "last": period.last})
    if unexposed_status == FindingStatus.ENDS_FIRST:
        return Answer("ends-first", named | {"day": transition.handover_first})
    if is_launched_after(programme, transition):
        return Answer("launched-after", named | {"day": transition.handover_last})
    return Answer("closed", named | {"outcome": find_latest_outcome(programme, transition)})


def _list_verdicts(finding: Finding, context: AssessmentContext) -> tuple[Answer, ...]:
    return tuple(
        Answer(
            "superseded" if other is not finding and can_give_way(other.transition, context) else "stands",
            {"transition": other.transition.key, "status": other.status, "level": other.level},
        )
        for other in (finding, *finding.other_findings)
        if other.transition
    )


def _find_carrier(finding: Finding) -> Answer:
    if finding.status == FindingStatus.COVERED:
        return Answer("covered", {"partner": _find_carrier_name(finding), "covered_until": finding.covered_until})
    if finding.carrier is None:
        return Answer("nobody")
    return Answer(finding.basis or FindingBasis.UNRECORDED, {"partner": _find_carrier_name(finding)})


def _find_carrier_name(finding: Finding) -> str:
    names = (candidate.name for candidate in finding.candidates if candidate.partner == finding.carrier)
    return next(names, "") or str(finding.carrier)


def _find_level(finding: Finding) -> Answer:
    protections, aggravators = finding.protections, finding.aggravators
    row, column = len(protections), level.find_table_column(aggravators)
    found: dict[str, Parameter] = {"protections": protections, "aggravators": aggravators, "row": row, "column": column}
    return Answer("cell", found | {"found_level": finding.level})


def _find_treatment(finding: Finding, as_of: date) -> Answer:
    treatment = finding.treatment
    if treatment is None:
        return Answer("nothing")
    variant = "expired" if has_expired(treatment, as_of) else "decided"
    decision, owner = treatment.decision or None, treatment.owner or None
    return Answer(variant, {"decision": decision, "owner": owner, "due": treatment.due, "until": treatment.until})
