"""Remarks on elections: no result recorded, cancelled without a new day, or a handover far from the vote."""

from collections.abc import Iterator
from datetime import date, timedelta

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.offices.models import KnownOffice, OfficeRecord, Transition
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import DayBasis, ElectionStatus, Severity, TransitionKind


def check_latest_result(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find the latest election of an office, past and open for want of a result."""
    for record in data.deciding_offices:
        for transition in build_outlook(data.known_offices[record.office.key], as_of, data.settings).open:
            is_removal = transition.kind == TransitionKind.RECALL and "left-early" in transition.certain_change
            if transition.is_election and not transition.result_known and not is_removal:
                records = _list_record_keys(record, (transition,))
                variant = "" if transition.basis == DayBasis.RECORDED else "by-rule"
                yield build_match(records, variant, office=record.office.key, day=transition.polling_day)


def check_earlier_results(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find recorded elections without a result that a later transition has overtaken."""
    for record in data.office_records:
        past = build_outlook(data.known_offices[record.office.key], as_of, data.settings).past
        recorded = (transition for transition in past if transition.basis == DayBasis.RECORDED)
        unresolved = tuple(event for event in recorded if event.is_election and not event.result_known)
        if unresolved:
            days = tuple(transition.polling_day for transition in unresolved)
            records = _list_record_keys(record, unresolved)
            yield build_match(records, office=record.office.key, days=days)


def check_cancelled_elections(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find cancelled elections with nothing in their place."""
    for record in data.deciding_offices:
        known_office = data.known_offices[record.office.key]
        day = build_outlook(known_office, as_of, data.settings).cancelled
        if day is not None:
            cancelled = (row for row in known_office.elections if row.status == ElectionStatus.CANCELLED)
            keys = (f"election:{election.key}" for election in cancelled if election.date == day)
            yield build_match((*keys, f"office:{record.office.key}"), office=record.office.key, day=day)


def _list_record_keys(record: OfficeRecord, transitions: tuple[Transition, ...]) -> tuple[str, ...]:
    days = {day for transition in transitions for day in (transition.first_day, transition.polling_day)}
    elections = (election for election in record.elections if election.status != ElectionStatus.CANCELLED)
    keys = (f"election:{election.key}" for election in elections if election.date.earliest in days)
    return (*keys, f"office:{record.office.key}")


def find_distant_handovers(record: KnownOffice, as_of: date, settings: Settings) -> Iterator[Transition]:
    """Yield elections, ahead or open, whose winner by rule alone takes office over a window after the deciding round.
    A day of the calendar is counted to the first one after polling: a vote that is moved past it waits for a year.
    """
    for transition in build_outlook(record, as_of, settings).list_up_to(date.max):
        latest = (transition.deciding_day or transition.polling_day) + timedelta(days=settings.window_days)
        if (
            transition.is_election
            and transition.handover_basis != DayBasis.RECORDED
            and transition.handover_first > latest
        ):
            yield transition


def check_distant_handovers(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find elections whose winner takes office unusually late by the rule alone."""
    for record in data.deciding_offices:
        for transition in find_distant_handovers(data.known_offices[record.office.key], as_of, data.settings):
            yield build_distant_match(transition)


def build_distant_match(transition: Transition) -> LintMatch:
    """Build the match of a distant handover: when it is, and how long after the vote."""
    office, polling_day = transition.office, transition.deciding_day or transition.polling_day
    handover = transition.handover_first
    days = (handover - polling_day).days
    return build_match((f"office:{office}",), office=office, polling_day=polling_day, handover=handover, days=days)


LINT_RULES = (
    LintRule("NO_RESULT", Severity.ERROR, check_latest_result),
    LintRule("NO_EARLIER_RESULT", Severity.WARNING, check_earlier_results),
    LintRule("CANCELLED_NOT_REPLACED", Severity.ERROR, check_cancelled_elections),
    LintRule("HANDOVER_FAR", Severity.WARNING, check_distant_handovers),
)
