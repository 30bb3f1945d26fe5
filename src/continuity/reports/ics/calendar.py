"""Transitions as an iCalendar file (RFC 5545), reproducible byte for byte.
Events are stamped at the start of the as-of day, so that a later file supersedes an earlier file.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid5

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding
from continuity.domain.summaries.figures import Figures
from continuity.reports.ics.events import CalendarEvent, list_calendar_events
from continuity.reports.listings.provenance import format_settings

PRODID = "-//continuity//continuity-tracker//EN"
NAMESPACE = UUID("ff4d8e4e-3636-5346-8641-1a2993a87405")
"""Namespace of event UIDs. A change would duplicate every event."""


def render(figures: Figures, _findings: Sequence[Finding] = ()) -> str:
    """Render the transitions as one iCalendar object; findings are ignored."""
    assessment = figures.assessment
    stamp = datetime.combine(assessment.as_of, time(), UTC)
    return encode_calendar(assessment, [_build_event(event, stamp) for event in list_calendar_events(figures)])


def encode_calendar(assessment: Assessment, events: Sequence[Event]) -> str:
    """Encode events as one iCalendar object.
    It must have at least one component (RFC 5545, 3.6): without events a time zone, which no application shows.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("description", _format_provenance(assessment))
    for component in events or (_build_utc(),):
        calendar.add_component(component)
    content: bytes = calendar.to_ical()
    return content.decode()


def _build_utc() -> Timezone:
    standard_time = TimezoneStandard()
    standard_time.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 # RFC 5545, 3.6.5: a local time
    standard_time.add("tzoffsetfrom", timedelta())
    standard_time.add("tzoffsetto", timedelta())
    timezone = Timezone()
    timezone.add("tzid", "UTC")
    timezone.add_component(standard_time)
    return timezone


def _format_provenance(assessment: Assessment) -> str:
    """Format the DESCRIPTION property of the calendar (RFC 7986)."""
    return f"As of {assessment.as_of}; rule {RULE_VERSION}; settings: {format_settings(assessment.settings)}."


def _build_event(calendar_event: CalendarEvent, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, calendar_event.event_id)))
    event.add("dtstamp", stamp)
    if calendar_event.sequence:
        event.add("sequence", calendar_event.sequence)
    event.add("dtstart", calendar_event.days.first)
    # The end of an all-day entry is the day after its last.
    event.add("dtend", calendar_event.days.last + timedelta(days=1))
    event.add("summary", calendar_event.summary)
    event.add("description", calendar_event.description)
    event.add("status", calendar_event.status)
    event.add("transp", "TRANSPARENT")
    return event
