"""Handovers that the rule puts so far behind the vote that they are hardly meant."""

from collections.abc import Iterator
from datetime import date, timedelta

from continuity.domain.checks.rule import WARNING, Check, Found, Recorded
from continuity.domain.leadership import Leadership, Transition
from continuity.domain.settings import Settings
from continuity.domain.transitions import outlook


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
        "HANDOVER_FAR",
        WARNING,
        "By its rule an election hands over later than a window after the vote, as one does that was moved past the "
        "day of the calendar on which its winners take office.",
        "Record the election's handover, or correct when the rule says that its winners take office.",
        _far,
    ),
)
