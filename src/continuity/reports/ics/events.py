"""What a transition puts into a calendar application: the pre-election period, the day of the change, the handover.

Each happening has an identifier that stays, so that the file can be imported again and again and a calendar application
moves its entry instead of adding a second one: that of its transition, and what happens. The price: an election whose
recorded day is edited into another year without naming what it replaces becomes a new entry, and the old one has to be
deleted by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from continuity.domain.offices.models import Transition
from continuity.domain.offices.transition_ids import identities
from continuity.domain.risk.findings import Assessment
from continuity.domain.values.dates import Period

_CHANGE = {
    "ordinary": "Polling day",
    "by-election": "By-election",
    "repeat": "Repeat election",
    "appointment-end": "End of an appointment",
    "abolition": "End of the office",
    "departure": "Departure of the holder",
    "succession": "Succession",
    "coalition-change": "Change of the coalition",
    "vacancy": "Vacancy",
    "overdue": "Term past its expected end",
}
_DAY_FROM = {
    "recorded": "{} is recorded.",
    "rule": "{} follows from the electoral rule of the office; it is not recorded.",
    "derived": "{} is derived from other dates; it is not recorded.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One entry of a calendar application.

    Attributes:
        identity: what stays the same when its days move.
        days: first and last, both inclusive.
        certain: whether they are recorded.
    """

    identity: str
    days: Period
    summary: str
    description: str
    certain: bool


class _Part(NamedTuple):
    """A happening of one transition: what tells it from the others, and what is its own."""

    slug: str
    title: str
    days: Period
    told: str
    certain: bool


def happenings(assessment: Assessment) -> Iterator[Happening]:
    """All entries of the calendar, transition by transition."""
    for identity, transition in identities(assessment.leaderships, assessment.transitions).items():
        for part in _parts(assessment, transition):
            yield Happening(
                identity=f"{identity}/{part.slug}",
                days=part.days,
                summary=f"{part.title}: {_office(assessment, transition)}",
                description=f"{part.told} {_advice(assessment.as_of, transition)} As of {assessment.as_of}.",
                certain=part.certain,
            )


def _parts(assessment: Assessment, transition: Transition) -> Iterator[_Part]:
    first_day, polling_day = transition.first_day or transition.polling_day, transition.polling_day
    certain = transition.basis == "recorded"
    day_from = _DAY_FROM[transition.basis].format("Polling day" if transition.polls else "The day")
    if transition.polls and transition.quiet_from:
        told = f"Counted back from polling day by the rule of the office. {day_from}"
        yield _Part("quiet", "Pre-election period", Period(transition.quiet_from, polling_day), told, certain)
    yield _Part("change", _CHANGE[transition.kind], Period(first_day, first_day), day_from, certain)
    if polling_day != first_day:
        yield _Part("run-off", "Run-off", Period(polling_day, polling_day), day_from, certain)
    # The days as they are dated: while no result is known, the last one is the day of the report and moves with it.
    handover = Period(transition.handover_first, transition.dated_last)
    if transition.polls or handover != Period(first_day, first_day):
        told = _handover_from(assessment, transition)
        yield _Part("handover", "Handover", handover, told, transition.handover_basis == "recorded")


def _handover_from(assessment: Assessment, transition: Transition) -> str:
    """Where the days of the handover come from."""
    assumed = assessment.settings.handover_days
    told = {
        "recorded": "The handover is recorded.",
        "rule": "The handover follows from the rule by which the office is taken; it is not recorded.",
        "derived": f"When the next holder starts is not recorded, and no rule says so: {assumed} days are assumed.",
    }[transition.handover_basis]
    return f"{told} No result is recorded yet." if transition.open and not transition.result_known else told


def _advice(as_of: date, transition: Transition) -> str:
    """What can still be done, seen from the as-of day."""
    quiet = transition.quiet_from
    if as_of >= transition.handover_first:
        return "Ask whoever takes the office to confirm the programmes, and record what became of them."
    if quiet is not None and as_of < quiet:
        custom = "; after that, by custom, nothing new is committed" if transition.polls else ""
        return f"Sign agreements and commit money by {quiet - timedelta(days=1)}{custom}."
    if quiet is None and as_of < transition.polling_day:
        return "No pre-election period is recorded: sign agreements and commit money well before polling day."
    return "Sign what can be signed now, and leave the rest ready for the incoming office."


def _office(assessment: Assessment, transition: Transition) -> str:
    leadership = assessment.leaderships.get(transition.office)
    title = assessment.names.get(("office", transition.office)) or (leadership.office.title if leadership else "")
    return f"{title or transition.office} ({assessment.name('city', transition.city)})"
