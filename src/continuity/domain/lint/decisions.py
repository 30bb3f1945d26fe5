"""Outcomes and treatments without a transition: the rule never reads them."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule
from continuity.domain.offices.models import Transition
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.schema.validation import parse_transition_key
from continuity.domain.vocabulary import Severity
from continuity.errors import BadValue


def check_misplaced_records(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find outcomes and treatments under a wrong office or a wrong day.

    The office is not one that decides, or it has no transition on the day.
    """
    days_by_office = {key: set[date]() for key in data.known_offices}
    for key, known_office in data.known_offices.items():
        outlook = build_outlook(known_office, as_of, data.settings)
        for transition in (*outlook.past, *((outlook.open,) if outlook.open else ()), *outlook.ahead):
            days_by_office[key] |= _list_transition_days(transition)
    for programme in data.programmes:
        references = [("outcome", row.transition) for row in programme.outcomes]
        references += [("treatment", row.transition) for row in programme.treatments]
        successor_line = _list_successor_line(programme.office, data)
        for noun, transition in references:
            if (
                hint := _describe_wrong_office(transition, successor_line)
                or _describe_wrong_day(transition, days_by_office)
            ) is not None:
                text = f"The {noun} of {programme.name or programme.key} is recorded for {transition}; {hint}."
                yield LintMatch(text, (f"programme:{programme.key}",))


def _list_successor_line(office: str, data: LintData) -> tuple[str, ...]:
    """List the office that decides on a programme, and its heirs."""
    successor_line: list[str] = []
    next_office: str | None = office
    while next_office is not None and next_office in data.offices and next_office not in successor_line:
        successor_line.append(next_office)
        next_office = data.offices[next_office].successor
    return tuple(successor_line) or (office,)


def _describe_wrong_office(transition_key: str, successor_line: tuple[str, ...]) -> str | None:
    office, _, _ = transition_key.rpartition("/")
    return None if office in successor_line else f"the office that decides on it is {successor_line[0]}"


def _list_transition_days(transition: Transition) -> set[date]:
    return {transition.polling_day, transition.start_day}


def _describe_wrong_day(transition_key: str, days_by_office: dict[str, set[date]]) -> str | None:
    """Describe where the record may belong instead.

    None where it is in its place, or the office is none of those looked at.
    """
    try:
        office, day = parse_transition_key(transition_key)
    except BadValue:
        return None
    if office not in days_by_office or day in days_by_office[office]:
        return None
    if not days_by_office[office]:
        return f"no transition of {office} is known"
    nearest_day = min(days_by_office[office], key=lambda candidate: (abs(candidate - day), candidate))
    return f"the nearest transition is {office}/{nearest_day.isoformat()}"


LINT_RULES = (
    LintRule(
        "NO_TRANSITION",
        Severity.WARNING,
        "An outcome or a treatment is recorded for another office than the programme's, or for a day on which that "
        "has no transition, so it counts nowhere.",
        "Record it for the transition that was meant; if an election was moved, for its new day.",
        check_misplaced_records,
    ),
)
