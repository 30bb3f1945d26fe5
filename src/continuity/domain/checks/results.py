"""Elections that lie in the past without anybody having recorded what came of them."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.checks.rule import ERROR, WARNING, Check, Found, Recorded
from continuity.domain.checks.words import among
from continuity.domain.leadership import Leadership, Transition
from continuity.domain.transitions import outlook


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
)
