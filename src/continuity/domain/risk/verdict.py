"""The verdict on an exposed programme: steps 2 to 4 of the rule."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk import level
from continuity.domain.risk.case import Carrier, Case, list_carriers
from continuity.domain.risk.exposure import compute_exposure_period
from continuity.domain.risk.factors import registry
from continuity.domain.risk.factors.party_change import compare_parties
from continuity.domain.risk.factors.time_left import is_overtaken
from continuity.domain.risk.findings import AssessmentContext, Candidate, Finding, Reason
from continuity.domain.risk.measures import compute_covered_until, find_treatment
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.vocabulary import FindingBasis, FindingStatus, Preparation

_AT_RISK_ROLES = ("reason", "both")
_COVERED_ROLES = ("watch", "both")


def assess_transition(
    programme: KnownProgramme,
    transition: Transition,
    context: AssessmentContext,
    unresolved_transition: Transition | None = None,
) -> Finding:
    """Assess a programme at a transition, to which an unresolved one gave way."""
    case = Case(
        programme=programme,
        transition=transition,
        context=context,
        exposure_period=compute_exposure_period(programme, transition, context),
        unresolved_transition=unresolved_transition,
    )
    carriers = list_carriers(programme)
    protections, aggravators = level.list_protections(case, carriers), level.list_aggravators(case)
    assessed = [_AssessedCarrier(carrier, registry.list_failures(case, carrier)) for carrier in carriers]
    risk_level = level.look_up_level(protections, aggravators)
    finding = _build_covered_finding(case, assessed) or replace(
        _build_at_risk_finding(case, assessed), level=risk_level
    )
    return replace(
        finding,
        party_change=compare_parties(programme, transition),
        treatment=find_treatment(programme, transition),
        exposure_period=case.exposure_period,
        candidates=tuple(entry.build_candidate(case, entry.carrier) for entry in assessed if entry.carrier),
        protections=protections,
        aggravators=aggravators,
    )


def list_reasons(case: Case, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """List reasons in the order of the registry, with preparations and deadlines."""
    due, is_late = compute_due_day(case)
    owner, start_by = case.programme.owner, due - timedelta(days=case.settings.lead_days)
    return tuple(
        replace(
            reason, preparation=_find_preparation(case, reason), owner=owner, due=due, start_by=start_by, late=is_late
        )
        for reason in registry.sort_reasons(reasons)
    )


def compute_due_day(case: Case) -> tuple[date, bool]:
    """Compute the last day on which a remedy works, and whether it is late.
    It is the day before the pre-election period, once that has begun the day before the handover; never a past day.
    Who won an election that nobody recorded can be looked up today, which is not late.
    """
    day = case.transition.quiet_start - ONE_DAY
    if case.as_of <= day:
        return day, False
    if is_overtaken(case):
        return case.as_of, False
    return max(case.as_of, case.transition.handover_first - ONE_DAY), True


def _find_preparation(case: Case, reason: Reason) -> Preparation | None:
    """Find what has to come first: once the handover is past, the new office is asked."""
    is_handover_past = case.as_of > case.transition.scheduled_handover_last
    if registry.CODES[reason.code].role != "failure" or not is_handover_past:
        return None
    return Preparation.CONFIRM if case.transition.result_known else Preparation.RECORD_AND_CONFIRM


@dataclass(frozen=True, slots=True)
class _AssessedCarrier:
    """A partner, or the want of one, with why each of E1 to E4 fails."""

    carrier: Carrier | None
    failures: tuple[tuple[Reason, ...], ...]

    @property
    def failure_count(self) -> int:
        """How many of E1 to E4 fail; E3 fails unsaid where no agreement is recorded."""
        return len(self.failures) + (self.carrier is not None and self.carrier.is_only_named)

    @property
    def recorded_count(self) -> int:
        """The number of reasons for which a recorded fact fails, not something missing."""
        return sum(reason.is_recorded for reasons in self.failures for reason in reasons)

    def build_candidate(self, case: Case, carrier: Carrier) -> Candidate:
        failures = list_reasons(case, (reason for reasons in self.failures for reason in reasons))
        empowered = level.is_empowered(case, carrier)
        return Candidate(partner=carrier.partner.key, name=carrier.partner.name, failures=failures, empowered=empowered)

    @property
    def key(self) -> str | None:
        return self.carrier.partner.key if self.carrier else None


def _build_covered_finding(case: Case, assessed_carriers: list[_AssessedCarrier]) -> Finding | None:
    carriers = [assessed.carrier for assessed in assessed_carriers if assessed.carrier and not assessed.failures]
    if not carriers:
        return None
    carrier = max(carriers, key=lambda carrier: compute_covered_until(case, carrier))
    return Finding(
        programme=case.programme,
        status=FindingStatus.COVERED,
        transition=case.transition,
        covered_until=compute_covered_until(case, carrier),
        carrier=carrier.partner.key,
        watch_points=_list_notes(case, carrier, _COVERED_ROLES),
    )


def _build_at_risk_finding(case: Case, carriers: list[_AssessedCarrier]) -> Finding:
    """Build a finding at risk, for the reasons of the partner that comes closest.
    Of several as close, the one against which the fewest recorded facts stand, then the first by key.
    """
    no_carrier = _AssessedCarrier(None, registry.list_failures(case, None))
    closest = min(carriers, key=lambda assessed: (assessed.failure_count, assessed.recorded_count), default=no_carrier)
    failures = [reason for reasons in closest.failures for reason in reasons]
    return Finding(
        programme=case.programme,
        status=FindingStatus.AT_RISK,
        transition=case.transition,
        basis=FindingBasis.RECORDED if any(reason.is_recorded for reason in failures) else FindingBasis.UNRECORDED,
        carrier=closest.key,
        reasons=(*list_reasons(case, failures), *_list_notes(case, closest.carrier, _AT_RISK_ROLES)),
        watch_points=_list_notes(case, closest.carrier, ("watch",)),
    )


def _list_notes(case: Case, carrier: Carrier | None, roles: tuple[str, ...]) -> tuple[Reason, ...]:
    notes = registry.list_notes(case, carrier)
    return list_reasons(case, (note for note in notes if registry.CODES[note.code].role in roles))
