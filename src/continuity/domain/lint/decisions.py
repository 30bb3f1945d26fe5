"""Outcomes and treatments that hang on no transition, so that the rule never reads them."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint.base import WARNING, Check, Found, Recorded
from continuity.domain.offices.models import Transition
from continuity.domain.offices.transitions import outlook
from continuity.domain.schema.validation import split_transition
from continuity.errors import BadValue


def astray(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Outcomes and treatments under an office that does not decide, or a day on which it has no transition."""
    days = {one.office.key: set[date]() for one in recorded.leaderships}
    for leadership in recorded.leaderships:
        seen = outlook(leadership, as_of, recorded.settings)
        for transition in (*seen.past, *((seen.open,) if seen.open else ()), *seen.ahead):
            days[leadership.office.key] |= _days(transition)
    for programme in recorded.programmes:
        named = [("outcome", row.transition) for row in programme.outcomes]
        named += [("treatment", row.transition) for row in programme.treatments]
        line = _line(programme.office, recorded)
        for noun, transition in named:
            if (nearest := _elsewhere(transition, line) or _astray(transition, days)) is not None:
                text = f"The {noun} of {programme.name or programme.key} is recorded for {transition}; {nearest}."
                yield Found(text, (f"programme:{programme.key}",))


def _line(office: str, recorded: Recorded) -> tuple[str, ...]:
    """The office that decides on a programme, and its heirs."""
    line: list[str] = []
    following: str | None = office
    while following is not None and following in recorded.posts and following not in line:
        line.append(following)
        following = recorded.posts[following].successor
    return tuple(line) or (office,)


def _elsewhere(named: str, line: tuple[str, ...]) -> str | None:
    """That the office named is not one that decides on the programme."""
    office, _, _ = named.rpartition("/")
    return None if office in line else f"the office that decides on it is {line[0]}"


def _days(transition: Transition) -> set[date]:
    """The days under which records may name it: the first round and the last."""
    return {transition.polling_day, transition.first_day or transition.polling_day}


def _astray(named: str, days: dict[str, set[date]]) -> str | None:
    """Where the record may belong instead; None where it is in its place, or the office is none of those looked at."""
    try:
        office, day = split_transition(named)
    except BadValue:
        return None
    if office not in days or day in days[office]:
        return None
    if not days[office]:
        return f"no transition of {office} is known"
    return f"the nearest transition is {office}/{min(days[office], key=lambda one: (abs(one - day), one)).isoformat()}"


CHECKS = (
    Check(
        "NO_TRANSITION",
        WARNING,
        "An outcome or a treatment is recorded for another office than the programme's, or for a day on which that "
        "has no transition, so it counts nowhere.",
        "Record it for the transition that was meant; if an election was moved, for its new day.",
        astray,
    ),
)
