"""When a programme is launched and when it ends."""

from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.vocabulary import EndBasis, ProgrammeStatus


def is_programme_absent(programme: Programme, as_of: date) -> bool:
    """Return whether the programme was certainly not there yet; a planned one is there before its launch."""
    launch_date = None if programme.status == ProgrammeStatus.PLANNED else programme.launched
    known_date = programme.known_from or launch_date
    return known_date is not None and known_date.earliest is not None and known_date.earliest > as_of


def has_programme_ended(programme: Programme, as_of: date) -> bool:
    """Return whether the programme has ended: by a stated end, or by its status from its end on, where given."""
    end = find_stated_end(programme)
    if end is not None and end < as_of:
        return True
    day = (programme.end.latest or programme.end.earliest) if programme.end else None
    return programme.status == ProgrammeStatus.ENDED and (day is None or day <= as_of)


def find_stated_end(programme: Programme) -> date | None:
    """Find the latest day on which the programme may end, where an end is stated; None where it goes on."""
    return programme.end.latest if programme.end and programme.end_basis == EndBasis.STATED else None


def is_launched_after(programme: Programme, transition: Transition) -> bool:
    """Return whether the programme certainly begins after the handover, so that the change cannot touch it.
    An election that nobody recorded counts with its handover by the rule: what is launched later never met it.
    """
    launch_day = programme.launched.earliest if programme.launched else None
    handover_last = transition.scheduled_handover_last if transition.is_only_projected else transition.handover_last
    return launch_day is not None and launch_day > handover_last
