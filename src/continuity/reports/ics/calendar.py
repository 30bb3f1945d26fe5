"""`calendar --ics`: the calendar for a calendar application, as RFC 5545 has it.

How its entries keep their identity from one file to the next is told in `happenings`. The same facts give the same
bytes: the time stamp of every entry is the beginning of the as-of day, so that a later file counts as the newer one.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding
from continuity.reports.ics.events import CalendarEvent, list_calendar_events
from continuity.reports.listings.provenance import format_settings

PRODID = "-//continuity//continuity-tracker//EN"
NAMESPACE = UUID("ff4d8e4e-3636-5346-8641-1a2993a87405")
"""In which the identity of an entry becomes its UID; fixed for ever, or every calendar gets every entry twice."""


def render(assessment: Assessment, _findings: Sequence[Finding] = ()) -> str:
    """The calendar as one iCalendar object; it lists transitions, so no finding is read."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("description", _format_provenance(assessment))
    stamp = datetime.combine(assessment.as_of, time(), UTC)
    for calendar_event in list_calendar_events(assessment):
        calendar.add_component(_build_event(calendar_event, stamp))
    content: bytes = calendar.to_ical()
    return content.decode()


def _format_provenance(assessment: Assessment) -> str:
    """By which rule and settings, in the property that RFC 7986 has for the calendar as a whole."""
    return f"As of {assessment.as_of}; rule {RULE_VERSION}; settings: {format_settings(assessment.settings)}."


def _build_event(calendar_event: CalendarEvent, stamp: datetime) -> Event:
    """One all-day entry; it blocks nobody's time, and days that are not recorded are tentative."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, calendar_event.event_id)))
    event.add("dtstamp", stamp)
    event.add("dtstart", calendar_event.days.first)
    # The end of an all-day entry is the day after its last.
    event.add("dtend", calendar_event.days.last + timedelta(days=1))
    event.add("summary", calendar_event.summary)
    event.add("description", calendar_event.description)
    event.add("status", "CONFIRMED" if calendar_event.certain else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
