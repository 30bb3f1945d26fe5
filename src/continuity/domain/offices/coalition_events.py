"""Changes of the coalition behind an office."""

from collections.abc import Iterator
from datetime import date, timedelta

from continuity.domain.offices.incumbency import Incumbency
from continuity.domain.offices.models import CoalitionMember, KnownOffice
from continuity.domain.offices.transition_events import TransitionEvent, add_days, get_earliest_day
from continuity.domain.values.dates import ONE_DAY, VagueDate
from continuity.domain.vocabulary import TransitionKind


def find_coalition_events(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find the days on which other parties, or none, stand behind the office."""
    yield from _find_coalition_changes(incumbency.record)
    yield from _find_coalition_ends(incumbency)


def _find_coalition_changes(record: KnownOffice) -> Iterator[TransitionEvent]:
    start_days = {get_earliest_day(member.start) for member in record.coalitions}
    end_days = {add_days(member.end.latest) for member in record.coalitions if member.end and member.end.latest}
    days = sorted(day for day in start_days | end_days if day is not None)
    for day in days[1:]:
        parties = _list_parties(record.coalitions, day)
        if parties and parties != _list_parties(record.coalitions, day - ONE_DAY):
            change = VagueDate.from_day(day)
            yield TransitionEvent(TransitionKind.COALITION_CHANGE, change, latest_day=day, is_result_known=True)


def _find_coalition_ends(incumbency: Incumbency) -> Iterator[TransitionEvent]:
    """Find the days from which certainly no party is behind the office any more, and none again within the window.
    An election shortly before explains it: its result is what then is not recorded.
    """
    members = incumbency.record.coalitions
    window = timedelta(days=incumbency.settings.handover_days + incumbency.settings.window_days)
    for day in sorted({add_days(member.end.latest) for member in members if member.end and member.end.latest}):
        is_reformed = any(day <= (get_earliest_day(member.start) or date.max) <= day + window for member in members)
        if _list_parties(members, day - ONE_DAY) and not _list_parties(members, day) and not is_reformed:
            nearby_elections = (handover.rounds for handover in incumbency.handovers)
            if not any(election.first_round < day <= election.decisive_day + window for election in nearby_elections):
                yield TransitionEvent(TransitionKind.COALITION_CHANGE, VagueDate.from_day(day))


def _list_parties(coalitions: tuple[CoalitionMember, ...], day: date) -> frozenset[str]:
    return frozenset(
        member.party
        for member in coalitions
        if (first := get_earliest_day(member.start)) is not None
        and first <= day
        and (member.end is None or member.end.latest is None or day <= member.end.latest)
    )
