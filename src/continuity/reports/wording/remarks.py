"""Wording of the remarks of `continuity check`: one entry a code, with its sentences by variant."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from continuity.domain.lint.base import LintMatch, NamedTerm
from continuity.domain.lint.records import MAX_LISTED
from continuity.domain.offices.models import Term
from continuity.domain.values.dates import Period
from continuity.reports.wording.english import SentenceFormatter

_MAX_SHOWN = 3
"""Up to so many names stand in a sentence; of more the rest is counted."""


class RemarkWording(NamedTuple):
    """The words of one code: what it means and what to do, for the documentation too."""

    meaning: str
    remedy: str
    sentences: Mapping[str, str]


REMARK_WORDINGS: Mapping[str, RemarkWording] = {
    "NO_RESULT": RemarkWording(
        "The latest election of an office is past, and neither a winner nor a holder since is recorded.",
        "Record the winner, and the term that began, or that the vote did not take place.",
        {
            "": "The election for {office} on {day} is past; no result is recorded.",
            "by-rule": "The election its rule sets for {office} on {day} is past; no result is recorded.",
        },
    ),
    "NO_EARLIER_RESULT": RemarkWording(
        "A recorded election is past without a winner or a holder since; a later transition has overtaken it.",
        "Record the winner: terms, parties and limits are counted from it.",
        {"": "No result is recorded for {office} on {days}; later ones have followed."},
    ),
    "CANCELLED_NOT_REPLACED": RemarkWording(
        "A cancelled election has nothing in its place, so nobody knows when the office may change hands.",
        "Record the new polling day as an election that replaces it.",
        {"": "The election for {office} on {day} is cancelled, and no new day is recorded."},
    ),
    "HANDOVER_FAR": RemarkWording(
        "By its rule an election hands over later than a window after the vote, as one does that was moved past the "
        "day of the calendar on which its winners take office.",
        "Record the election's handover, or correct when the rule says that its winners take office.",
        {"": "By its rule whoever wins {office} on {polling_day} takes office on {handover}, {days} days later."},
    ),
    "SEATS_OVER": RemarkWording(
        "More holders in their own right than seats on a day of change; most often a term whose end was not recorded.",
        "Record the end of the earlier term, set the capacity of one to acting or suspended, or correct the seats.",
        {"": "{office} has {seats:seat} and {holder_count} holders on {day}: {holders}."},
    ),
    "SEATS_UNDER": RemarkWording(
        "An office of several seats has fewer holders than seats from a day of change on.",
        "Record the missing term, or correct the seats of the office.",
        {
            "": "Of the {seats} seats of {office} {held:is|are} held from {day} on.",
            "repeated": "Of the {seats} seats of {office} {held:is|are} held from {day} on, as after "
            "{earlier_changes:earlier change}.",
        },
    ),
    "GAP": RemarkWording(
        "Days between two dated terms of an office on which nobody holds it, in whatever capacity.",
        "Record who held or acted in those days; where an end is the successor's first day, end it a day earlier.",
        {"": "No holder of {office} is recorded {gaps}."},
    ),
    "VACANT": RemarkWording(
        "Nobody holds the office in their own right: the last holder left before the mandate was due to end.",
        "Record who holds the office since, or the election that fills it.",
        {
            "": "{office} has been vacant since {person} left ({end}).",
            "acting": "{office} has been vacant since {person} left ({end}). {acting} is acting.",
        },
    ),
    "TWO_OFFICES": RemarkWording(
        "One person holds two executive offices at once: more often these are two people of one name.",
        "Give each person a key of their own, or end the earlier term.",
        {"": "{person} holds {offices} at once from {day} on."},
    ),
    "OVERDUE": RemarkWording(
        "The latest holder is past the day the mandate was due to end, and no end is recorded.",
        "Record the end of the term and who followed, or the new day the mandate is due to end.",
        {"": "{person} was due to leave {office} by {due_day}, and no end is recorded."},
    ),
    "UNDATED": RemarkWording(
        "Terms without a first day, or known only to have begun by some day; without any day they never count.",
        "Record the first day, or as much of it as is known: 2019, 2019-05 or 2019-05-01/2019-05-20.",
        {"": "No first day is recorded in {office} for {terms}."},
    ),
    "TERM_TOO_LONG": RemarkWording(
        "A term is longer than the rule's years and 90 days, and no election that was moved explains it.",
        "Record each mandate as a term of its own, say what a moved election replaces, or correct the days or rule.",
        {"": "The term of {person} in {office} ({term}) exceeds the {years} years of its rule."},
    ),
    "FIRST_OF_JANUARY": RemarkWording(
        "At least five terms, and more than a third, of an office or a city start on a 1 January that no rule sets: "
        "often a year that a machine made into a day.",
        "Where only the year is known, record the year.",
        {"": "{count} of the {total} terms in {place} start on a 1 January: {days}."},
    ),
    "DAY_AHEAD": RemarkWording(
        "A day lies ahead that should be past or near: a signing or a commitment after the day of the check, the "
        "launch of a running programme, a launch more than five years ahead, or a first day in office after the "
        "handover of the next election. Often a digit is wrong.",
        "Correct the day. If it is planned, record the agreement as a draft, the money as indicative or the programme "
        "as planned.",
        {
            "signed": "The agreement with {partner} for {programme} is recorded as signed on {day}, which lies ahead.",
            "committed": "Money for {programme} is recorded as committed on {day}, which lies ahead.",
            "running": "{programme} is recorded as {status}, and its launch on {day} lies ahead.",
            "launched": "The launch of {programme} on {day} is more than five years ahead.",
            "term": "The term of {person} in {office} begins on {day}, too far ahead to be known.",
        },
    ),
    "NO_HEIR": RemarkWording(
        "An office has ended, no successor is recorded, and programmes that run still answer to it.",
        "Record the office that took over as its successor, or the end of the programmes.",
        {"": "{office} ended on {end} without a recorded heir; left are {programmes}."},
    ),
    "OFFICE_ELSEWHERE": RemarkWording(
        "The office that decides on a programme is one of another city.",
        "Correct the city or the office of the programme, unless this office does decide on it.",
        {"": "{programme} runs in {city}, but {office} of {office_city} decides on it."},
    ),
    "ACTIVE_PAST_END": RemarkWording(
        "A programme is recorded as active, and its stated end is past, so it counts as ended.",
        "Record the new end, or that the programme has ended.",
        {"": "{programme} is recorded as active, but it ended on {end}."},
    ),
    "AGREEMENT_OUTLIVES": RemarkWording(
        "An agreement runs past the stated end of the programme it is for.",
        "Correct one of the two ends: the programme goes on, or the agreement ends with it.",
        {"": "The agreement with {partner} ends on {end}, {excess:day} after {programme} ({programme_end})."},
    ),
    "NO_TRANSITION": RemarkWording(
        "An outcome or a treatment is recorded for another office than the programme's, or for a day on which that "
        "has no transition, so it counts nowhere.",
        "Record it for the transition that was meant; if an election was moved, for its new day.",
        {
            "wrong-office": "The {noun} of {programme} is recorded for {transition}; the office that decides on it is "
            "{office}.",
            "wrong-day": "The {noun} of {programme} is recorded for {transition}; the nearest transition is "
            "{office}/{nearest}.",
            "no-transition": "The {noun} of {programme} is recorded for {transition}; no transition of {office} is "
            "known.",
        },
    ),
    "OUTLIVES_PARTNER": RemarkWording(
        "An agreement or money runs past the last day of the partner or funder: it stops there, and no successor "
        "inherits it.",
        "Record what was agreed with the successor as an agreement or money of its own, or correct the last day.",
        {
            "agreement": "The agreement with {partner} for {programme} ends on {end}, but {partner} ended or ends on "
            "{partner_end}.",
            "funding": "Money for {programme} is recorded until {end}, but its partner or funder ended or ends on "
            "{partner_end}.",
        },
    ),
    "SAME_NAME": RemarkWording(
        "Two keys bear one name, and no register tells them apart.",
        "Keep one and let all records name it; where they are two, record an identifier of one register for each.",
        {"": "{name} is recorded as {noun} {keys}."},
    ),
    "NO_SOURCE": RemarkWording(
        f"Records that do not say where they were read; one remark a table, with its first {MAX_LISTED} records.",
        "Record the address or title of the source.",
        {"": "{count} of {total} {table} without a source: {keys}."},
    ),
    "NOT_VERIFIED": RemarkWording(
        "Records that nobody has checked against their source for 12 months, or ever; one remark a table, with its "
        f"first {MAX_LISTED} records.",
        "Check them against their source and record the day in verified_on.",
        {
            "": "{count} of {total} {table} not checked in the {months} months before {day}, {never_checked} of them "
            "never: {keys}.",
            "never": "{count} of {total} {table} never checked: {keys}.",
        },
    ),
}


def format_remark(code: str, match: LintMatch) -> str:
    """Format the sentence of a remark with the names and dates of the case."""
    return _FORMATTER.vformat(REMARK_WORDINGS[code].sentences[match.variant], (), match.parameters)


class _RemarkFormatter(SentenceFormatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if isinstance(value, NamedTerm):
            return f"{value.person} ({_format_term_days(value.term)})"
        if isinstance(value, tuple):
            return _join_names([self.format_field(item, "") for item in value])
        if isinstance(value, Term):
            return _format_term_days(value)
        if isinstance(value, Period):
            return f"on {value.first}" if value.first == value.last else f"from {value.first} to {value.last}"
        return super().format_field(value, format_spec)


_FORMATTER = _RemarkFormatter()


def _join_names(names: Sequence[str]) -> str:
    omitted = len(names) - _MAX_SHOWN
    parts = list(names) if omitted <= 0 else [*names[:_MAX_SHOWN], f"{omitted} more"]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _format_term_days(term: Term) -> str:
    start = f"from {term.start}" if term.start else "from a day not recorded"
    if term.end:
        return f"{start} to {term.end}"
    return f"{start}, due to end {term.expected_end}" if term.expected_end else f"{start}, no end recorded"
