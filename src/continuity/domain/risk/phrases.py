"""The phrases that several reasons share.

Posts and dates, never a person or a party.
"""

from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import Period, VagueDate

_EVENT_PHRASES = {
    "ordinary": "The election for",
    "by-election": "The by-election for",
    "repeat": "The repeat election for",
    "appointment-end": "The end of the appointment to",
    "abolition": "The end of the office",
    "departure": "The announced departure from",
    "succession": "The succession in",
    "coalition-change": "The change of coalition behind",
    "vacancy": "The vacancy in",
    "overdue": "The overdue end of the term in",
}


def format_event(transition: Transition) -> str:
    """Format what happens where and when, as the subject of a sentence."""
    phrase = _EVENT_PHRASES.get(transition.kind, "The change in")
    return f"{phrase} {transition.office} on {transition.polling_day.isoformat()}"


def format_days(number: int) -> str:
    """Format a number of days."""
    return "1 day" if number == 1 else f"{number} days"


def format_period(period: Period) -> str:
    """Format a period as its first and last day."""
    return f"{period.first.isoformat()} to {period.last.isoformat()}"


def format_end(day: date, as_of: date) -> str:
    """Format the end of something, in the tense of the day."""
    return f"{'ended' if day < as_of else 'ends'} on {day.isoformat()}"


def format_date(value: VagueDate | None) -> str:
    """Format a date as it was written."""
    return str(value) if value else "not recorded"


def format_recorded_days(start: VagueDate | None, end: VagueDate | None) -> str:
    """Format what is recorded of a period that is not certain, if anything is."""
    if start is None and end is None:
        return ""
    return f" (recorded: {format_date(start)} to {format_date(end)})"
