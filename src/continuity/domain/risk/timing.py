"""Aggravator A3, what is not known about the days, and the day by which a remedy still works.

Rests on practice, with some evidence: in the pre-election period long-term commitments are deferred (Local Government
Association guidance), so the time to sign ends before it, and services change from polling day on (Toral), before the
winner takes office. The 90 days and the lead time are settings.
"""

from dataclasses import replace
from datetime import date, timedelta

from continuity.domain.dates import DAY
from continuity.domain.leadership import Transition
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factor import CodeInfo, Factor
from continuity.domain.risk.facts import Programme, Reason
from continuity.domain.risk.words import days, event

CODES = {
    "LATE": CodeInfo(
        "The pre-election period is near or has begun: there is little time left to sign.",
        "Sign what can be signed now; leave the rest ready for the incoming office.",
        "practice",
        "pre-election guidance of the Local Government Association",
        "reason",
    ),
    "OPEN": CodeInfo(
        "The day of the change has passed and the transition is still open.",
        "Ask whoever takes the office to confirm the programme, and record what became of it.",
        "evidence",
        "Toral (disruption starts at defeat)",
        "reason",
    ),
    "RESULT_UNKNOWN": CodeInfo(
        "Who holds the office after a past change is not recorded.",
        "Record the result.",
        "practice",
        "an unrecorded result hides no risk",
        "both",
    ),
    "ELECTION_UNKNOWN": CodeInfo(
        "No transition of the office is known, neither ahead nor open.",
        "Record the office's electoral rule, its next election or the end of its term.",
        "practice",
        "an unknown day hides no risk",
        "reason",
    ),
    "HANDOVER_UNKNOWN": CodeInfo(
        "The day of the handover is neither recorded nor given by a rule.",
        "Record when the next holder takes office, or the rule for it.",
        "practice",
        "from polling day to office it takes 3 to 180 days in the fourteen cities",
        "both",
    ),
}


def quiet_from(transition: Transition) -> date:
    """The day from which new commitments are out of reach: the pre-election period's first, else the first round."""
    return transition.quiet_from or transition.first_day or transition.polling_day


def result_wanting(transition: Transition) -> bool:
    """Whether a transition is open only for want of a recorded result, not of a holder or of an heir."""
    return transition.open and not (transition.result_known or transition.vacant or transition.kind == "abolition")


def late(case: Case) -> bool:
    """Whether A3 holds: there is little time left, or none, until the transition closes."""
    return case.as_of >= quiet_from(case.transition) - timedelta(days=case.settings.late_days)


def dated(case: Case, reason: Reason) -> Reason:
    """The reason with its owner, and with the last day on which its remedy works, never before the as-of day."""
    due = quiet_from(case.transition) - DAY
    past = case.as_of > due
    if past:
        due = max(case.as_of, case.transition.handover_first - DAY)
    start_by = due - timedelta(days=case.settings.lead_days)
    return replace(reason, owner=case.programme.owner, due=due, start_by=start_by, late=past)


def election_unknown(programme: Programme) -> Reason:
    """The reason of a programme whose exposure is unknown."""
    text = f"No transition of {programme.office} is known, neither ahead nor open."
    return Reason(code="ELECTION_UNKNOWN", text=text, owner=programme.owner)


def notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Where the day stands in the transition, and what is not known about its days."""
    return (*_stage(case), *_result(case), *_handover(case))


def _stage(case: Case) -> tuple[Reason, ...]:
    transition = case.transition
    if case.as_of > transition.polling_day:
        text = f"{event(transition)} was {days((case.as_of - transition.polling_day).days)} ago."
        return (Reason(code="OPEN", text=text, recorded=True),)
    if not late(case):
        return ()
    return (Reason(code="LATE", text=f"{event(transition)} is near: {_left(case)}.", recorded=True),)


def _left(case: Case) -> str:
    first = quiet_from(case.transition)
    what = "the pre-election period" if case.transition.quiet_from else "that day"
    if case.as_of < first:
        return f"{days((first - case.as_of).days)} left until {what} ({first.isoformat()})"
    return f"{what} began on {first.isoformat()}" if case.transition.quiet_from else "the day has come"


def _result(case: Case) -> tuple[Reason, ...]:
    earlier = case.unresolved or (case.transition if _result_due(case) else None)
    if earlier is None:
        return ()
    return (Reason(code="RESULT_UNKNOWN", text=f"{event(earlier)} has no recorded result."),)


def _result_due(case: Case) -> bool:
    """Whether a result is wanting; between two rounds none is due yet."""
    ahead = case.transition.polls and case.as_of <= case.transition.polling_day
    return result_wanting(case.transition) and not ahead


def _handover(case: Case) -> tuple[Reason, ...]:
    transition = case.transition
    if transition.handover_basis != "derived" or case.as_of > transition.dated_last:
        return ()
    first, last = transition.handover_first.isoformat(), transition.dated_last.isoformat()
    text = f"The day of the handover in {transition.office} is not recorded; it is taken to lie from {first} to {last}."
    return (Reason(code="HANDOVER_UNKNOWN", text=text),)


FACTOR = Factor(CODES, notes=notes)
