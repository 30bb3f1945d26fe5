"""The verdict on one programme at one transition to which it is exposed: steps 2 to 4 of the rule."""

from dataclasses import dataclass, replace

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.risk import level
from continuity.domain.risk.case import Carrier, Case, carriers
from continuity.domain.risk.exposure import span
from continuity.domain.risk.factors import registry
from continuity.domain.risk.factors.party_change import party_change
from continuity.domain.risk.findings import AT_RISK, COVERED, Candidate, Circumstances, Finding, Reason
from continuity.domain.risk.listed_reasons import told
from continuity.domain.risk.measures import covered_until, treatment

_AT_RISK = ("reason", "both")
_COVERED = ("watch", "both")


def verdict(
    programme: Programme, transition: Transition, circumstances: Circumstances, unresolved: Transition | None = None
) -> Finding:
    """The finding at one transition; `unresolved` is an earlier one that gave way to it."""
    case = Case(
        programme=programme,
        transition=transition,
        circumstances=circumstances,
        span=span(programme, transition, circumstances),
        unresolved=unresolved,
    )
    candidates = carriers(programme)
    held, found = level.protections(case, candidates), level.aggravators(case)
    judged = [_Judged(carrier, registry.failures(case, carrier)) for carrier in candidates]
    finding = _covered(case, judged) or replace(_at_risk(case, judged), level=level.level(held, found))
    return replace(
        finding,
        party_change=party_change(programme, transition),
        treatment=treatment(programme, transition),
        exposed=case.span,
        candidates=tuple(one.candidate(case, one.carrier) for one in judged if one.carrier),
        protections=held,
        aggravators=found,
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A partner, or the want of one, with the reasons for each of E1 to E4 that fails."""

    carrier: Carrier | None
    failing: tuple[tuple[Reason, ...], ...]

    @property
    def distance(self) -> int:
        """How many of E1 to E4 fail; where no agreement is recorded, the terms of one (E3) fail unsaid."""
        return len(self.failing) + (self.carrier is not None and self.carrier.only_named)

    @property
    def contradicted(self) -> int:
        """For how many reasons a recorded fact stands against it, rather than something missing."""
        return sum(reason.recorded for reasons in self.failing for reason in reasons)

    def candidate(self, case: Case, carrier: Carrier) -> Candidate:
        """The partner with what it lacks, told with remedies and days."""
        failing = told(case, (reason for reasons in self.failing for reason in reasons))
        empowered = level.empowered(case, carrier)
        return Candidate(partner=carrier.partner.key, name=carrier.partner.name, failing=failing, empowered=empowered)

    @property
    def key(self) -> str | None:
        """The partner's key."""
        return self.carrier.partner.key if self.carrier else None


def _covered(case: Case, judged: list[_Judged]) -> Finding | None:
    """Covered by the partner that carries it longest, the first by key where equal."""
    carrying = [one.carrier for one in judged if one.carrier and not one.failing]
    if not carrying:
        return None
    carrier = max(carrying, key=lambda carrier: covered_until(case, carrier))
    return Finding(
        programme=case.programme,
        status=COVERED,
        transition=case.transition,
        covered_until=covered_until(case, carrier),
        carrier=carrier.partner.key,
        watch_points=_notes(case, carrier, _COVERED),
    )


def _at_risk(case: Case, judged: list[_Judged]) -> Finding:
    """At risk for the reasons of the partner that comes closest.

    Of several as close, the one against which the fewest recorded facts stand, then the first by key.
    """
    nobody = _Judged(None, registry.failures(case, None))
    closest = min(judged, key=lambda one: (one.distance, one.contradicted), default=nobody)
    failing = [reason for reasons in closest.failing for reason in reasons]
    return Finding(
        programme=case.programme,
        status=AT_RISK,
        transition=case.transition,
        basis="recorded" if any(reason.recorded for reason in failing) else "unrecorded",
        carrier=closest.key,
        reasons=(*told(case, failing), *_notes(case, closest.carrier, _AT_RISK)),
        watch_points=_notes(case, closest.carrier, ("watch",)),
    )


def _notes(case: Case, carrier: Carrier | None, parts: tuple[str, ...]) -> tuple[Reason, ...]:
    return told(case, (note for note in registry.notes(case, carrier) if registry.CODES[note.code].part in parts))
