"""Remarks on elections: no result recorded, or a handover far from the vote."""

from collections.abc import Iterator
from datetime import date, timedelta

from continuity.domain.lint.base import LintData, LintMatch, LintRule, join_names
from continuity.domain.offices.models import KnownOffice, OfficeRecord, Transition
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import Severity


def check_latest_result(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find the latest election of an office, past and open for want of a result."""
    for office_record in data.deciding_offices:
        transition = build_outlook(data.known_offices[office_record.office.key], as_of, data.settings).open
        if transition is not None and transition.is_election and not transition.result_known:
            subject = "The election" if transition.basis == "recorded" else "The election its rule sets"
            text = (
                f"{subject} for {office_record.office.key} on {transition.polling_day} is past; no result is recorded."
            )
            yield LintMatch(text, _list_record_keys(office_record, (transition,)))


def check_earlier_results(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find recorded elections without a result that a later transition has overtaken."""
    for office_record in data.office_records:
        past = build_outlook(data.known_offices[office_record.office.key], as_of, data.settings).past
        unresolved = tuple(
            transition
            for transition in past
            if transition.is_election and not transition.result_known and transition.basis == "recorded"
        )
        if unresolved:
            days = join_names([str(transition.polling_day) for transition in unresolved])
            text = f"No result is recorded for {office_record.office.key} on {days}; later ones have followed."
            yield LintMatch(text, _list_record_keys(office_record, unresolved))


def _list_record_keys(office_record: OfficeRecord, transitions: tuple[Transition, ...]) -> tuple[str, ...]:
    """List the elections that were recorded, and the office."""
    days = {day for transition in transitions for day in (transition.first_day, transition.polling_day)}
    keys = [
        election.key
        for election in office_record.elections
        if election.date.earliest in days and election.status != "cancelled"
    ]
    return (*(f"election:{key}" for key in keys), f"office:{office_record.office.key}")


def find_distant_handovers(known_office: KnownOffice, as_of: date, settings: Settings) -> Iterator[Transition]:
    """Yield elections whose winner takes office late by the rule alone.

    They are ahead or open, and late is more than a window after the vote. A day of the calendar is counted to the first
    one after polling: a vote that is moved past it waits for a year.
    """
    outlook = build_outlook(known_office, as_of, settings)
    for transition in (*((outlook.open,) if outlook.open else ()), *outlook.ahead):
        latest = transition.polling_day + timedelta(days=settings.window_days)
        if transition.is_election and transition.handover_basis == "rule" and transition.handover_first > latest:
            yield transition


def format_distant_handover(transition: Transition) -> str:
    """Format when the winner takes office, and how long after the vote that is."""
    return (
        f"By its rule whoever wins {transition.office} on {transition.polling_day} takes office on "
        f"{transition.handover_first}, {(transition.handover_first - transition.polling_day).days} days later."
    )


def check_distant_handovers(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find elections whose winner takes office unusually late by the rule alone."""
    for office_record in data.deciding_offices:
        for transition in find_distant_handovers(data.known_offices[office_record.office.key], as_of, data.settings):
            yield LintMatch(format_distant_handover(transition), (f"office:{office_record.office.key}",))


CHECKS = (
    LintRule(
        "NO_RESULT",
        Severity.ERROR,
        "The latest election of an office is past, and neither a winner nor a holder since is recorded.",
        "Record the winner, and the term that began, or that the vote did not take place.",
        check_latest_result,
    ),
    LintRule(
        "NO_EARLIER_RESULT",
        Severity.WARNING,
        "A recorded election is past without a winner or a holder since; a later transition has overtaken it.",
        "Record the winner: terms, parties and limits are counted from it.",
        check_earlier_results,
    ),
    LintRule(
        "HANDOVER_FAR",
        Severity.WARNING,
        "By its rule an election hands over later than a window after the vote, as one does that was moved past the "
        "day of the calendar on which its winners take office.",
        "Record the election's handover, or correct when the rule says that its winners take office.",
        check_distant_handovers,
    ),
)
