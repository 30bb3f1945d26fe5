"""Calendar events of a transition: pre-election period, polling day, handover.
An event ID combines transition and event, so that a new import moves events instead of adding them. A cancelled
election comes again as cancelled. An election moved to another year without a reference to the old election becomes a
new event; users delete the old event by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from continuity.domain.offices.models import Transition
from continuity.domain.offices.transition_ids import count_revisions
from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.dates import Period
from continuity.domain.vocabulary import DayBasis, TransitionKind
from continuity.reports.wording.labels import format_transition_day

_EVENT_TITLES: dict[str, str] = {
    TransitionKind.ORDINARY: "Polling day",
    TransitionKind.BY_ELECTION: "By-election",
    TransitionKind.REPEAT: "Repeat election",
    TransitionKind.RECALL: "Recall vote",
    TransitionKind.APPOINTMENT_END: "End of an appointment",
    TransitionKind.ABOLITION: "End of the office",
    TransitionKind.DEPARTURE: "Departure of the holder",
    TransitionKind.SUSPENSION: "Suspension of the holder",
    TransitionKind.RETURN: "Return of the holder",
    TransitionKind.SUCCESSION: "Succession",
    TransitionKind.COALITION_CHANGE: "Change of the coalition",
    TransitionKind.VACANCY: "Vacancy",
    TransitionKind.OVERDUE: "Term past its expected end",
    TransitionKind.TERM_END: "Expected end of the term",
}
CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
"""What a calendar application is told of an event (RFC 5545, 3.8.1.11): days that are not recorded are tentative."""

_CANCELLED_NOTE = "This election was cancelled, and no other is recorded in its place."
_DAY_SOURCE_NOTES = {
    DayBasis.RECORDED: "{} is recorded.",
    DayBasis.RULE: "{} follows from the electoral rule of the office; it is not recorded.",
    DayBasis.DERIVED: "{} is derived from other dates; it is not recorded.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A calendar event, with an ID that is stable when the days move, and a number that rises when they do."""

    event_id: str
    sequence: int
    days: Period
    summary: str
    description: str
    status: str


class _TransitionEvent(NamedTuple):
    slug: str
    title: str
    days: Period
    source_note: str
    certain: bool


def list_calendar_events(figures: Figures) -> Iterator[CalendarEvent]:
    """List all calendar events, transition by transition."""
    assessment = figures.assessment
    for transition_id, transition in figures.transitions_by_id.items():
        advice = _format_advice(assessment.as_of, transition)
        for event in _list_transition_events(assessment, transition):
            status, note = CONFIRMED if event.certain else TENTATIVE, f"{event.source_note} {advice}"
            yield _build_calendar_event(assessment, (transition_id, transition), event, status, note)
    for transition_id, transition in figures.cancelled_transitions_by_id.items():
        for event in _list_transition_events(assessment, transition):
            yield _build_calendar_event(assessment, (transition_id, transition), event, CANCELLED, _CANCELLED_NOTE)


def _build_calendar_event(
    assessment: Assessment, identified: tuple[str, Transition], event: _TransitionEvent, status: str, note: str
) -> CalendarEvent:
    transition_id, transition = identified
    record = assessment.office_records.get(transition.office)
    return CalendarEvent(
        event_id=f"{transition_id}/{event.slug}",
        sequence=count_revisions(transition_id, record) if record else 0,
        days=event.days,
        summary=f"{event.title}: {_format_office(assessment, transition)}",
        description=f"{note} As of {assessment.as_of}.",
        status=status,
    )


def _list_transition_events(assessment: Assessment, transition: Transition) -> Iterator[_TransitionEvent]:
    polling_days = Period(transition.polling_day, transition.last_polling_day)
    first_days = Period(transition.start_day, transition.last_start_day)
    certain = transition.basis == DayBasis.RECORDED and first_days.first == first_days.last
    day_source = _describe_day_source(transition, first_days)
    if transition.is_election and transition.quiet_from:
        source_note = f"Counted back from polling day by the rule of the office. {day_source}"
        quiet_days = Period(transition.quiet_from, polling_days.last)
        yield _TransitionEvent("quiet", "Pre-election period", quiet_days, source_note, certain)
    yield _TransitionEvent("change", _EVENT_TITLES[transition.kind], first_days, day_source, certain)
    if polling_days.first != first_days.first:
        certain = transition.basis == DayBasis.RECORDED and polling_days.first == polling_days.last
        day_source = _describe_day_source(transition, polling_days)
        yield _TransitionEvent("run-off", "Run-off", polling_days, day_source, certain)
    # The days as they are dated: while no result is known, the last one is the day of the report and moves with it.
    handover = Period(transition.handover_first, transition.scheduled_handover_last)
    if transition.is_election or handover != first_days:
        source_note = _describe_handover_source(assessment, transition)
        is_recorded = transition.handover_basis == DayBasis.RECORDED and handover.first == handover.last
        yield _TransitionEvent("handover", "Handover", handover, source_note, is_recorded)


def _describe_day_source(transition: Transition, days: Period) -> str:
    day = "Polling day" if transition.is_election else "The day"
    if days.first < days.last:
        return f"{day} is not fixed: {format_transition_day(transition)} is recorded."
    return _DAY_SOURCE_NOTES[transition.basis].format(day)


def _describe_handover_source(assessment: Assessment, transition: Transition) -> str:
    days = assessment.settings.handover_days
    is_exact = transition.handover_first == transition.scheduled_handover_last
    note = {
        "recorded": "The handover is recorded." if is_exact else "The handover is recorded as one of these days.",
        "rule": "The handover follows from the rule by which the office is taken; it is not recorded.",
        "derived": f"When the next holder starts is not recorded, and no rule says so: {days} days are assumed.",
    }[transition.handover_basis]
    return f"{note} No result is recorded yet." if transition.open and not transition.result_known else note


def _format_advice(as_of: date, transition: Transition) -> str:
    quiet_from = transition.quiet_from
    if as_of >= transition.handover_first:
        return "Ask whoever takes the office to confirm the programmes, and record what became of them."
    if quiet_from is not None and as_of < quiet_from:
        custom = "; after that, by custom, nothing new is committed" if transition.is_election else ""
        return f"Sign agreements and commit money by {quiet_from - timedelta(days=1)}{custom}."
    if quiet_from is None and as_of < transition.polling_day:
        return "No pre-election period is recorded: sign agreements and commit money well before polling day."
    return "Sign what can be signed now, and leave the rest ready for the incoming office."


def _format_office(assessment: Assessment, transition: Transition) -> str:
    leadership = assessment.office_records.get(transition.office)
    title = assessment.names.get(("office", transition.office)) or (leadership.office.title if leadership else "")
    return f"{title or transition.office} ({assessment.display_name('city', transition.city)})"
