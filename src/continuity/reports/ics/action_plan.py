"""`plan --ics`: the last days of the plan for a calendar application, as RFC 5545 has it.

An entry keeps its identity by what is to be done, about what and for which programmes, and not by its day: when an
election moves and the plan is imported again, its entries move along. Where two actions are alike in all of this, for
they have different owners or days, they are numbered by day, then by owner.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid5

from icalendar import Calendar, Event

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.ics.calendar import NAMESPACE, PRODID
from continuity.reports.listings.provenance import settings_text

NO_OWNER = "no owner recorded"


def render(assessment: Assessment, actions: Sequence[Action]) -> str:
    """The actions that have a day as one iCalendar object, by day."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("description", _made_by(assessment))
    for due, identity, action in _identified(actions):
        calendar.add_component(_event(assessment.as_of, due, identity, action))
    content: bytes = calendar.to_ical()
    return content.decode()


def _made_by(assessment: Assessment) -> str:
    """By which rule and settings, in the property that RFC 7986 has for the calendar as a whole."""
    return f"As of {assessment.as_of}; rule {RULE_VERSION}; settings: {settings_text(assessment.settings)}."


def _identified(actions: Sequence[Action]) -> Iterator[tuple[date, str, Action]]:
    """Each dated action with its day and with what stays the same when that moves."""
    numbers: Counter[str] = Counter()
    dated = [(one.due, one) for one in actions if one.due]
    for due, action in sorted(dated, key=lambda pair: (pair[0], pair[1].owner or "")):
        base = "|".join((action.office or "", action.subject, action.remedy))
        numbers[base] += 1
        yield due, f"plan|{base}|{numbers[base]}", action


def _event(as_of: date, due: date, identity: str, action: Action) -> Event:
    """One all-day entry on the last day that works; it blocks nobody's time."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, identity)))
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", due)
    # The end of an all-day entry is the day after its last.
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", action.remedy)
    event.add("description", _description(as_of, action))
    event.add("transp", "TRANSPARENT")
    return event


def _description(as_of: date, action: Action) -> str:
    told = [
        f"For: {'; '.join(action.names)}",
        f"Owner: {action.owner or NO_OWNER}",
        f"Clears: {', '.join(action.clears)}",
        f"Start by: {action.start_by}{' (late)' if action.late else ''}",
    ]
    if action.treatment:
        told.append(f"Decided: {action.treatment}")
    return "\n".join((*told, f"As of {as_of}."))
