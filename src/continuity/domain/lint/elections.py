"""Remarks on elections: past ones without a result, and handovers far from their polling day."""

from collections.abc import Iterator
from datetime import date, timedelta

from continuity.domain.lint.base import ERROR, WARNING, Check, Found, Recorded, among
from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.offices.transitions import outlook
from continuity.domain.settings import Settings


def latest(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """The latest election of an office, where it is past and still open for want of a result."""
    for leadership in recorded.deciding:
        seen = outlook(leadership, as_of, recorded.settings).open
        if seen is not None and seen.polls and not seen.result_known:
            what = "The election" if seen.basis == "recorded" else "The election its rule sets"
            text = f"{what} for {leadership.office.key} on {seen.polling_day} is past; no result is recorded."
            yield Found(text, _records(leadership, (seen,)))


def earlier(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Recorded elections without a result that a later transition has overtaken."""
    for leadership in recorded.leaderships:
        past = outlook(leadership, as_of, recorded.settings).past
        wanting = tuple(one for one in past if one.polls and not one.result_known and one.basis == "recorded")
        if wanting:
            days = among([str(one.polling_day) for one in wanting])
            text = f"No result is recorded for {leadership.office.key} on {days}; later ones have followed."
            yield Found(text, _records(leadership, wanting))


def _records(leadership: Leadership, transitions: tuple[Transition, ...]) -> tuple[str, ...]:
    """The elections that were recorded, and the office."""
    days = {day for one in transitions for day in (one.first_day, one.polling_day)}
    keys = [one.key for one in leadership.elections if one.date.earliest in days and one.status != "cancelled"]
    return (*(f"election:{key}" for key in keys), f"office:{leadership.office.key}")


def far_off(leadership: Leadership, as_of: date, settings: Settings) -> Iterator[Transition]:
    """The elections ahead or open whose winner, by the rule alone, takes office later than a window after the vote.

    A day of the calendar is counted to the first one after polling: a vote that is moved past it waits for a year.
    """
    seen = outlook(leadership, as_of, settings)
    for transition in (*((seen.open,) if seen.open else ()), *seen.ahead):
        latest = transition.polling_day + timedelta(days=settings.window_days)
        if transition.polls and transition.handover_basis == "rule" and transition.handover_first > latest:
            yield transition


def sentence(transition: Transition) -> str:
    """What is to be known of it."""
    return (
        f"By its rule whoever wins {transition.office} on {transition.polling_day} takes office on "
        f"{transition.handover_first}, {(transition.handover_first - transition.polling_day).days} days later."
    )


def _far(recorded: Recorded, as_of: date) -> Iterator[Found]:
    for leadership in recorded.deciding:
        for transition in far_off(leadership, as_of, recorded.settings):
            yield Found(sentence(transition), (f"office:{leadership.office.key}",))


CHECKS = (
    Check(
        "NO_RESULT",
        ERROR,
        "The latest election of an office is past, and neither a winner nor a holder since is recorded.",
        "Record the winner, and the term that began, or that the vote did not take place.",
        latest,
    ),
    Check(
        "NO_EARLIER_RESULT",
        WARNING,
        "A recorded election is past without a winner or a holder since; a later transition has overtaken it.",
        "Record the winner: terms, parties and limits are counted from it.",
        earlier,
    ),
    Check(
        "HANDOVER_FAR",
        WARNING,
        "By its rule an election hands over later than a window after the vote, as one does that was moved past the "
        "day of the calendar on which its winners take office.",
        "Record the election's handover, or correct when the rule says that its winners take office.",
        _far,
    ),
)
