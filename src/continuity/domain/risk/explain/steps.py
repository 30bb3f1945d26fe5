"""The steps of the rule for one programme, each as a question with its answer."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import absent, ended, launched_after, stated_end
from continuity.domain.programmes.models import Programme
from continuity.domain.risk import level
from continuity.domain.risk.exposure import latest_outcome, may_give_way, span, unexposed
from continuity.domain.risk.findings import AT_RISK, COVERED, ENDS_FIRST, Circumstances, Finding
from continuity.domain.risk.measures import expired
from continuity.domain.risk.phrases import between, written

_BASIS = {
    "recorded": "A recorded fact speaks against it.",
    "unrecorded": "No recorded fact speaks against it; what it lacks is not recorded.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the rule and what was found; more than one answer where there are several transitions."""

    question: str
    answers: tuple[str, ...]


def steps(programme: Programme, circumstances: Circumstances, finding: Finding) -> tuple[Step, ...]:
    """The rule's questions, as far as it came.

    Args:
        programme: less what was not known on the as-of day.
        circumstances: its day, settings and transitions.
        finding: what the rule answered.
    """
    asked = [Step("Does the programme run?", (_runs(programme, circumstances.as_of),))]
    if absent(programme, circumstances.as_of) or ended(programme, circumstances.as_of):
        return tuple(asked)
    asked.append(Step("To which changes of leadership is it exposed?", _exposures(programme, circumstances)))
    decided = Step("What was decided about it?", (_decided(finding, circumstances.as_of),))
    if finding.exposed is None:
        return (*asked, decided) if finding.treatment else tuple(asked)
    asked.append(Step("At which does it stand?", _stands(finding, circumstances)))
    asked.append(Step("Does one partner carry it over?", (_carried(finding),)))
    if finding.status == AT_RISK:
        asked.append(Step("How high is the risk?", (_level(finding),)))
    return (*asked, decided)


def _runs(programme: Programme, as_of: date) -> str:
    launch = f"{'planned for' if programme.status == 'planned' else 'launched'} {written(programme.launched)}"
    end = stated_end(programme)
    if absent(programme, as_of):
        known = f", known from {written(programme.known_from)}" if programme.known_from else ""
        return f"Not yet: {launch}{known}."
    if ended(programme, as_of):
        return f"No: its status is {programme.status or 'not recorded'}, its end {written(programme.end)}."
    until = f"its stated end is {end.isoformat()}" if end else "no end is stated, so it goes on"
    return f"Yes: {launch}; {until}."


def _exposures(programme: Programme, circumstances: Circumstances) -> tuple[str, ...]:
    until = circumstances.settings.horizon.after(circumstances.as_of).isoformat()
    if not circumstances.transitions:
        beyond = "; one is known after that" if circumstances.more_ahead else ", and none after that"
        return (f"No change is open or known up to {until}{beyond}.",)
    return tuple(
        f"{one.kind} {one.key}: {_exposure(programme, one, circumstances)}." for one in circumstances.transitions
    )


def _exposure(programme: Programme, transition: Transition, circumstances: Circumstances) -> str:
    why = unexposed(programme, transition, circumstances.as_of)
    if why is None:
        return f"exposed from {between(span(programme, transition, circumstances)).replace(' to ', ' until ')}"
    if why == ENDS_FIRST:
        return f"ends first, before the handover on {transition.handover_first.isoformat()}"
    if launched_after(programme, transition):
        return f"not exposed, for it begins after the handover ({transition.handover_last.isoformat()})"
    return f"closed by the recorded outcome ({latest_outcome(programme, transition)})"


def _stands(finding: Finding, circumstances: Circumstances) -> tuple[str, ...]:
    """The transition the finding stands at, the worst verdict or the first of equal ones, then the others."""
    found = (finding, *finding.others)
    told = ((one.transition.key, one) for one in found if one.transition)
    return tuple(f"{key}: {_verdict(one)}{_gave_way(one, circumstances, finding)}" for key, one in told)


def _gave_way(one: Finding, circumstances: Circumstances, finding: Finding) -> str:
    if one is finding or one.transition is None or not may_give_way(one.transition, circumstances):
        return ""
    return "; it gives way to a later one, for its window is over and its result is not recorded"


def _verdict(finding: Finding) -> str:
    return f"{finding.status}{f' ({finding.level})' if finding.level else ''}"


def _carried(finding: Finding) -> str:
    if finding.status == COVERED:
        until = f" until {finding.covered_until.isoformat()}" if finding.covered_until else ""
        return f"Yes: {_named(finding)} holds E1 to E4{until}. Covered is not safe."
    if finding.carrier is None:
        return "No: no partner is recorded with a part in it."
    return f"No; {_named(finding)} comes closest. {_BASIS[finding.basis or 'unrecorded']}"


def _named(finding: Finding) -> str:
    """The partner that carries it or comes closest, by name."""
    names = (one.name for one in finding.candidates if one.partner == finding.carrier)
    return next(names, "") or str(finding.carrier)


def _level(finding: Finding) -> str:
    held = ", ".join(finding.protections) or "none"
    found = ", ".join(finding.aggravators) or "none"
    cell = f"row {len(finding.protections)}, column {level.column(finding.aggravators)}"
    return f"Protections held: {held}. Aggravators found: {found}. The table says, {cell}: {finding.level}."


def _decided(finding: Finding, as_of: date) -> str:
    decided = finding.treatment
    if decided is None:
        return "Nothing is recorded."
    owner = f"by {decided.owner}" if decided.owner else "no owner recorded"
    due = f", due {written(decided.due)}" if decided.due else ""
    until = f", until {written(decided.until)}" if decided.until else ""
    over = "; that has expired" if expired(decided, as_of) else ""
    return f"{decided.decision or 'not recorded'} ({owner}{due}{until}{over})."
