"""The risk rule, version 1: facts about one programme in, a finding with its reasons out.

Ordered, without weights; docs/risk.md tells each step. This module takes steps 0, 1 and 5: at
which transition the programme stands. `verdict` takes the steps between.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from continuity.domain.offices.holders import party_of, substantive_on
from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.offices.snapshot import Bench, heir
from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.lifecycle import absent, ended
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.case import carriers
from continuity.domain.risk.exposure import may_give_way, unexposed
from continuity.domain.risk.factors import no_transition
from continuity.domain.risk.factors.party_change import party_change
from continuity.domain.risk.findings import (
    COVERED,
    ENDS_FIRST,
    LEVELS,
    NOT_EXPOSED,
    STATUSES,
    UNKNOWN_EXPOSURE,
    Circumstances,
    Finding,
)
from continuity.domain.risk.measures import completeness, runs_until, treatment
from continuity.domain.risk.verdict import verdict

BADNESS = (COVERED, *reversed(LEVELS))
"""The verdicts on an exposed programme, the best first."""


def assess(programme: Programme, circumstances: Circumstances) -> Finding:
    """The verdict on one programme on the as-of day, with the facts known by then."""
    reduced = known(programme, circumstances.as_of)
    return _measured(programme, reduced, circumstances, _place(reduced, circumstances))


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as listed: by status, level, polling day and programme key."""
    return tuple(sorted(findings, key=_place_in_list))


def badness(finding: Finding) -> int:
    """How bad the verdict on an exposed programme is: 0 for covered, 4 for critical."""
    return BADNESS.index(finding.level or finding.status)


def _place_in_list(finding: Finding) -> tuple[int, int, date, str]:
    level = LEVELS.index(finding.level) if finding.level else len(LEVELS)
    day = finding.transition.polling_day if finding.transition else date.max
    return STATUSES.index(finding.status), level, day, finding.programme.key


def _measured(programme: Programme, reduced: Programme, circumstances: Circumstances, finding: Finding) -> Finding:
    """The finding, and each of its others, with what does not depend on the transition."""
    until, cause = runs_until(reduced, circumstances.as_of)
    recorded = completeness(reduced)
    return replace(
        finding,
        programme=programme,
        partners=tuple(carrier.partner.key for carrier in carriers(reduced)),
        runs_until=until,
        runs_until_cause=cause,
        recorded=sum(recorded.values()),
        of=len(recorded),
        missing=tuple(name for name, there in recorded.items() if not there),
        others=tuple(_measured(programme, reduced, circumstances, other) for other in finding.others),
    )


def _place(programme: Programme, circumstances: Circumstances) -> Finding:
    """Step 0: at the worst of the transitions to which the programme is exposed, the first where equal."""
    if absent(programme, circumstances.as_of) or ended(programme, circumstances.as_of):
        return Finding(programme=programme, status=NOT_EXPOSED)
    exposed = tuple(
        transition
        for transition in circumstances.transitions
        if unexposed(programme, transition, circumstances.as_of) is None
    )
    if not exposed:
        return _unexposed(programme, circumstances)
    return _worst(programme, exposed, circumstances)


def _worst(programme: Programme, exposed: tuple[Transition, ...], circumstances: Circumstances) -> Finding:
    """At the worst of several; one that gives way is left to the others, which then name its missing result."""
    stale = next((transition for transition in exposed[:-1] if may_give_way(transition, circumstances)), None)
    findings = [verdict(programme, transition, circumstances, stale) for transition in exposed]
    worst = max((finding for finding in findings if finding.transition != stale), key=badness)
    return replace(worst, others=tuple(finding for finding in findings if finding is not worst))


def _unexposed(programme: Programme, circumstances: Circumstances) -> Finding:
    """Step 1: the programme ends before every handover, or nothing lies ahead of it, or nothing is known to."""
    for transition in circumstances.transitions:
        if unexposed(programme, transition, circumstances.as_of) == ENDS_FIRST:
            return Finding(
                programme=programme,
                status=ENDS_FIRST,
                transition=transition,
                party_change=party_change(programme, transition),
                treatment=treatment(programme, transition),
            )
    if circumstances.more_ahead or any(not transition.open for transition in circumstances.transitions):
        return Finding(programme=programme, status=NOT_EXPOSED)
    reason = no_transition.reason(programme)
    return Finding(programme=programme, status=UNKNOWN_EXPOSURE, reasons=(reason,))


def judged(programmes: Iterable[Programme], on: Bench) -> tuple[Finding, ...]:
    """The findings as listed; a ceremonial office decides on nothing and yields none."""
    found = [
        assess(placed(programme, on), circumstances(programme, on))
        for programme in programmes
        if on.leaderships[programme.office].office.kind != "ceremonial"
    ]
    return order(found)


def placed(programme: Programme, on: Bench) -> Programme:
    """The programme with how the office it answers to is filled, and with its launching term.

    Who will hold the office when a programme is launched later cannot be known yet.
    """
    office = on.leaderships[heir(programme.office, on)].office
    here = replace(programme, selection=office.selection)
    ahead = programme.launched is not None and (programme.launched.earliest or on.as_of) > on.as_of
    if ahead and programme.launched_under is None:
        return here
    return launched(here, on.known[programme.office])


def circumstances(programme: Programme, on: Bench) -> Circumstances:
    """What the rule reads beside the programme: the transitions of the office it answers to on the day."""
    seen = on.outlooks[heir(programme.office, on)]
    horizon = on.settings.horizon.after(on.as_of)
    return Circumstances(
        as_of=on.as_of,
        settings=on.settings,
        transitions=seen.within(horizon),
        more_ahead=seen.beyond(horizon),
    )


def launched(programme: Programme, leadership: Leadership) -> Programme:
    """The programme with the term it was launched under, where one term alone can be meant."""
    if programme.launched_under is not None:
        term = next((term for term in leadership.terms if term.key == programme.launched_under), None)
        day = term.start.latest if term and term.start else None
        return replace(programme, launched_party=party_of(term.affiliations, day) if term and day else None)
    first, last = (programme.launched.earliest, programme.launched.latest) if programme.launched else (None, None)
    if first is None or last is None:
        return programme
    term, then = substantive_on(leadership.terms, first), substantive_on(leadership.terms, last)
    if term is None or term != then:
        return programme
    parties = {party_of(term.affiliations, day) for day in (first, last)}
    return replace(programme, launched_under=term.key, launched_party=parties.pop() if len(parties) == 1 else None)
