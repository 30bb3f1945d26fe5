"""Action plan deadlines as an iCalendar file (RFC 5545).
An event's UID depends on office, subject and remedy but not on the day, so that a new import moves events instead of
adding them. Actions with the same UID are numbered by day, then by owner.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid5

from icalendar import Event

from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.ics.calendar import NAMESPACE, encode_calendar
from continuity.reports.wording.sentences import format_remedy

NO_OWNER = "no owner recorded"


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """Render the dated actions as one iCalendar object, by day."""
    identified_actions = _assign_event_ids(actions)
    events = [_build_event(assessment.as_of, due, event_id, action) for due, event_id, action in identified_actions]
    return encode_calendar(assessment, events)


def _assign_event_ids(actions: Sequence[Action]) -> Iterator[tuple[date, str, Action]]:
    occurrences: Counter[str] = Counter()
    dated = [(dated_action.due, dated_action) for dated_action in actions if dated_action.due]
    for due, action in sorted(dated, key=lambda pair: (pair[0], pair[1].owner or "")):
        action_id = "|".join((action.office or "", action.subject, format_remedy(action.reason)))
        occurrences[action_id] += 1
        yield due, f"plan|{action_id}|{occurrences[action_id]}", action


def _build_event(as_of: date, due: date, event_id: str, action: Action) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, event_id)))
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", due)
    # The end of an all-day entry is the day after its last.
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", format_remedy(action.reason))
    event.add("description", _format_description(as_of, action))
    event.add("transp", "TRANSPARENT")
    return event


def _format_description(as_of: date, action: Action) -> str:
    lines = [
        f"For: {'; '.join(action.names)}",
        f"Owner: {action.owner or NO_OWNER}",
        f"Clears: {', '.join(action.clears)}",
        f"Start by: {action.start_by}{' (late)' if action.late else ''}",
    ]
    if action.treatment:
        lines.append(f"Decided: {action.treatment}")
    return "\n".join((*lines, f"As of {as_of}."))
