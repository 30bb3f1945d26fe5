"""The risk rule, version 1: facts about one programme in, a finding out.
Ordered, without weights; docs/risk.md explains each step. This module takes steps 0, 1 and 5: at which transition the
programme is assessed. `verdict` takes the steps between.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.offices.holders import is_known_to_run
from continuity.domain.offices.models import KnownOffice, Transition
from continuity.domain.offices.snapshot import OfficeSnapshot, resolve_successor_office
from continuity.domain.offices.terms import find_party, find_substantive_term
from continuity.domain.programmes.lifecycle import has_programme_ended, is_programme_absent
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk.case import list_carriers
from continuity.domain.risk.exposure import can_give_way, find_unexposed_status
from continuity.domain.risk.factors.party_change import compare_parties
from continuity.domain.risk.factors.unrecorded_transition import build_cancelled_reason, build_no_transition_reason
from continuity.domain.risk.findings import AssessmentContext, Finding
from continuity.domain.risk.measures import compute_runs_until, find_recorded_facts, find_treatment
from continuity.domain.risk.verdict import assess_transition
from continuity.domain.vocabulary import FindingStatus, OfficeKind, RiskLevel

VERDICT_SEVERITY = (FindingStatus.COVERED, *reversed(RiskLevel))
"""The verdicts on an exposed programme, the best first."""


def assess_programme(programme: KnownProgramme, context: AssessmentContext) -> Finding:
    """Assess one programme with the facts known on the as-of day."""
    return _add_measures(_assess_transitions(programme, context), context)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings as listed: by status, level, polling day and programme key."""
    return tuple(sorted(findings, key=_get_sort_key))


def rank_severity(finding: Finding) -> int:
    """Rank the verdict on an exposed programme: 0 for covered, 4 for critical."""
    return VERDICT_SEVERITY.index(finding.level or finding.status)


def _get_sort_key(finding: Finding) -> tuple[int, int, date, str]:
    level = tuple(RiskLevel).index(finding.level) if finding.level else len(RiskLevel)
    day = finding.transition.polling_day if finding.transition else date.max
    return tuple(FindingStatus).index(finding.status), level, day, finding.programme.key


def _add_measures(finding: Finding, context: AssessmentContext) -> Finding:
    """Add what does not depend on the transition to a finding and its others."""
    until, cause = compute_runs_until(finding.programme, context.as_of)
    facts = find_recorded_facts(finding.programme)
    return replace(
        finding,
        partners=tuple(carrier.partner.key for carrier in list_carriers(finding.programme)),
        runs_until=until,
        runs_until_cause=cause,
        facts_recorded=sum(facts.values()),
        facts_total=len(facts),
        missing_columns=tuple(name for name, is_recorded in facts.items() if not is_recorded),
        other_findings=tuple(_add_measures(other, context) for other in finding.other_findings),
    )


def _assess_transitions(programme: KnownProgramme, context: AssessmentContext) -> Finding:
    """Take step 0: assess the worst transition, the first of equal ones."""
    as_of, ahead = context.as_of, context.transitions
    if is_programme_absent(programme, as_of) or has_programme_ended(programme, as_of):
        return Finding(programme=programme, status=FindingStatus.NOT_EXPOSED)
    exposed = [transition for transition in ahead if find_unexposed_status(programme, transition, as_of) is None]
    finding = _assess_worst(programme, exposed, context) if exposed else _assess_unexposed(programme, context)
    if context.cancelled_election is not None and finding.status in _OPEN_TO_A_NEW_DAY:
        reason = build_cancelled_reason(programme, context.cancelled_election)
        return Finding(programme=programme, status=FindingStatus.UNKNOWN_EXPOSURE, reasons=(reason,))
    return finding


_OPEN_TO_A_NEW_DAY = tuple(status for status in FindingStatus if status != FindingStatus.AT_RISK)
"""What an election that was cancelled, and has no new day, leaves unknown: it may be held on any."""


def _assess_worst(programme: KnownProgramme, transitions: list[Transition], context: AssessmentContext) -> Finding:
    """Return the worst finding; a transition that gives way is left to the others, which name its missing result."""
    stale_transition = next((transition for transition in transitions[:-1] if can_give_way(transition, context)), None)
    findings = [assess_transition(programme, transition, context, stale_transition) for transition in transitions]
    worst = max((finding for finding in findings if finding.transition != stale_transition), key=rank_severity)
    return replace(worst, other_findings=tuple(finding for finding in findings if finding is not worst))


def _assess_unexposed(programme: KnownProgramme, context: AssessmentContext) -> Finding:
    """Take step 1: find why the programme is exposed to no transition."""
    for transition in context.transitions:
        if find_unexposed_status(programme, transition, context.as_of) == FindingStatus.ENDS_FIRST:
            return Finding(
                programme=programme,
                status=FindingStatus.ENDS_FIRST,
                transition=transition,
                party_change=compare_parties(programme, transition),
                treatment=find_treatment(programme, transition),
            )
    if context.has_more_ahead or any(not transition.open for transition in context.transitions):
        return Finding(programme=programme, status=FindingStatus.NOT_EXPOSED)
    reason = build_no_transition_reason(programme)
    return Finding(programme=programme, status=FindingStatus.UNKNOWN_EXPOSURE, reasons=(reason,))


def list_findings(programmes: Iterable[KnownProgramme], snapshot: OfficeSnapshot) -> tuple[Finding, ...]:
    """Return the findings as listed; a ceremonial office yields none."""
    findings = [
        assess_programme(resolve_office_facts(programme, snapshot), build_context(programme, snapshot))
        for programme in programmes
        if snapshot.office_records[programme.office].office.kind != OfficeKind.CEREMONIAL
    ]
    return sort_findings(findings)


def resolve_office_facts(programme: KnownProgramme, snapshot: OfficeSnapshot) -> KnownProgramme:
    """Add to the programme how its office is filled, and its launching term.
    Who will hold the office when a programme is launched later cannot be known yet.
    """
    office = snapshot.office_records[resolve_successor_office(programme.office, snapshot)].office
    resolved = replace(programme, selection=office.selection)
    launched = programme.launched
    is_launch_ahead = launched is not None and (launched.earliest or snapshot.as_of) > snapshot.as_of
    if is_launch_ahead and programme.launched_under is None:
        return resolved
    handovers = snapshot.outlooks[programme.office].handovers
    return resolve_launch_term(resolved, snapshot.office_records[programme.office], handovers)


def build_context(programme: KnownProgramme, snapshot: OfficeSnapshot) -> AssessmentContext:
    """Build the context of the office that the programme answers to on the day."""
    outlook = snapshot.outlooks[resolve_successor_office(programme.office, snapshot)]
    as_of, settings = snapshot.as_of, snapshot.settings
    horizon = settings.horizon.add_to(as_of)
    transitions, has_more = outlook.list_up_to(horizon), outlook.has_beyond(horizon)
    return AssessmentContext(
        as_of=as_of,
        settings=settings,
        transitions=transitions,
        has_more_ahead=has_more,
        cancelled_election=outlook.cancelled,
    )


def resolve_launch_term(
    programme: KnownProgramme, record: KnownOffice, handovers: tuple[ElectionHandover, ...] = ()
) -> KnownProgramme:
    """Add the term a programme was launched under, if one alone can be meant.
    After a vote whose result is not recorded it is not known.
    """
    if programme.launched_under is not None:
        term = next((term for term in record.terms if term.key == programme.launched_under), None)
        day = term.latest_start if term else None
        return replace(programme, launched_party=find_party(term.affiliations, day) if term and day else None)
    first, last = (programme.launched.earliest, programme.launched.latest) if programme.launched else (None, None)
    if first is None or last is None:
        return programme
    term, last_term = (find_substantive_term(record.terms, day) for day in (first, last))
    if term is None or term != last_term or not is_known_to_run(term, handovers, last):
        return programme
    parties = {find_party(term.affiliations, day) for day in (first, last)}
    return replace(programme, launched_under=term.key, launched_party=parties.pop() if len(parties) == 1 else None)
