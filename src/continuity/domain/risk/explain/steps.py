"""The steps of the rule for one programme, each as a question with its answer."""

from dataclasses import dataclass
from datetime import date

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
from continuity.domain.risk.findings import AssessmentContext, Finding
from continuity.domain.risk.measures import has_expired
from continuity.domain.risk.phrases import format_date, format_period
from continuity.domain.vocabulary import FindingStatus

_BASIS_SENTENCES = {
    "recorded": "A recorded fact speaks against it.",
    "unrecorded": "No recorded fact speaks against it; what it lacks is not recorded.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the rule and what was found.

    There is more than one answer where there are several transitions.
    """

    question: str
    answers: tuple[str, ...]


def list_steps(programme: KnownProgramme, context: AssessmentContext, finding: Finding) -> tuple[Step, ...]:
    """List the rule's questions, as far as it came."""
    steps = [Step("Does the programme run?", (_describe_running(programme, context.as_of),))]
    if is_programme_absent(programme, context.as_of) or has_programme_ended(programme, context.as_of):
        return tuple(steps)
    steps.append(Step("To which changes of leadership is it exposed?", _describe_exposures(programme, context)))
    decision_step = Step("What was decided about it?", (_describe_treatment(finding, context.as_of),))
    if finding.exposure_period is None:
        return (*steps, decision_step) if finding.treatment else tuple(steps)
    steps.append(Step("At which does it stand?", _describe_verdicts(finding, context)))
    steps.append(Step("Does one partner carry it over?", (_describe_carrier(finding),)))
    if finding.status == FindingStatus.AT_RISK:
        steps.append(Step("How high is the risk?", (_describe_level(finding),)))
    return (*steps, decision_step)


def _describe_running(programme: KnownProgramme, as_of: date) -> str:
    launch_text = f"{'planned for' if programme.status == 'planned' else 'launched'} {format_date(programme.launched)}"
    end = find_stated_end(programme)
    if is_programme_absent(programme, as_of):
        known_text = f", known from {format_date(programme.known_from)}" if programme.known_from else ""
        return f"Not yet: {launch_text}{known_text}."
    if has_programme_ended(programme, as_of):
        return f"No: its status is {programme.status or 'not recorded'}, its end {format_date(programme.end)}."
    end_text = f"its stated end is {end.isoformat()}" if end else "no end is stated, so it goes on"
    return f"Yes: {launch_text}; {end_text}."


def _describe_exposures(programme: KnownProgramme, context: AssessmentContext) -> tuple[str, ...]:
    until = context.settings.horizon.add_to(context.as_of).isoformat()
    if not context.transitions:
        beyond = "; one is known after that" if context.has_more_ahead else ", and none after that"
        return (f"No change is open or known up to {until}{beyond}.",)
    return tuple(
        f"{transition.kind} {transition.key}: {_describe_exposure(programme, transition, context)}."
        for transition in context.transitions
    )


def _describe_exposure(programme: KnownProgramme, transition: Transition, context: AssessmentContext) -> str:
    unexposed_status = find_unexposed_status(programme, transition, context.as_of)
    if unexposed_status is None:
        period = compute_exposure_period(programme, transition, context)
        return f"exposed from {format_period(period).replace(' to ', ' until ')}"
    if unexposed_status == FindingStatus.ENDS_FIRST:
        return f"ends first, before the handover on {transition.handover_first.isoformat()}"
    if is_launched_after(programme, transition):
        return f"not exposed, for it begins after the handover ({transition.handover_last.isoformat()})"
    return f"closed by the recorded outcome ({find_latest_outcome(programme, transition)})"


def _describe_verdicts(finding: Finding, context: AssessmentContext) -> tuple[str, ...]:
    """Describe the transition of the finding, then the others.

    The finding is at the worst verdict, or the first of equal ones.
    """
    findings = (finding, *finding.other_findings)
    keyed_findings = ((other.transition.key, other) for other in findings if other.transition)
    return tuple(
        f"{key}: {_format_verdict(other)}{_describe_superseded(other, context, finding)}"
        for key, other in keyed_findings
    )


def _describe_superseded(other: Finding, context: AssessmentContext, finding: Finding) -> str:
    if other is finding or other.transition is None or not can_give_way(other.transition, context):
        return ""
    return "; it gives way to a later one, for its window is over and its result is not recorded"


def _format_verdict(finding: Finding) -> str:
    return f"{finding.status}{f' ({finding.level})' if finding.level else ''}"


def _describe_carrier(finding: Finding) -> str:
    if finding.status == FindingStatus.COVERED:
        until_text = f" until {finding.covered_until.isoformat()}" if finding.covered_until else ""
        return f"Yes: {_find_carrier_name(finding)} holds E1 to E4{until_text}. Covered is not safe."
    if finding.carrier is None:
        return "No: no partner is recorded with a part in it."
    return f"No; {_find_carrier_name(finding)} comes closest. {_BASIS_SENTENCES[finding.basis or 'unrecorded']}"


def _find_carrier_name(finding: Finding) -> str:
    names = (candidate.name for candidate in finding.candidates if candidate.partner == finding.carrier)
    return next(names, "") or str(finding.carrier)


def _describe_level(finding: Finding) -> str:
    protections = ", ".join(finding.protections) or "none"
    aggravators = ", ".join(finding.aggravators) or "none"
    cell = f"row {len(finding.protections)}, column {level.find_table_column(finding.aggravators)}"
    return (
        f"Protections held: {protections}. Aggravators found: {aggravators}. The table says, {cell}: {finding.level}."
    )


def _describe_treatment(finding: Finding, as_of: date) -> str:
    treatment = finding.treatment
    if treatment is None:
        return "Nothing is recorded."
    owner_text = f"by {treatment.owner}" if treatment.owner else "no owner recorded"
    due_text = f", due {format_date(treatment.due)}" if treatment.due else ""
    until_text = f", until {format_date(treatment.until)}" if treatment.until else ""
    expired_text = "; that has expired" if has_expired(treatment, as_of) else ""
    return f"{treatment.decision or 'not recorded'} ({owner_text}{due_text}{until_text}{expired_text})."
