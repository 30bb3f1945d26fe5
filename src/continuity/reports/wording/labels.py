"""Labels of statuses, bases, kinds of transition and causes of a stop."""

from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus, StopCause, TransitionKind
from continuity.reports.wording.english import DateFormatter, format_day, format_vague_date, format_when

STATUS_LABELS: dict[str, str] = {
    FindingStatus.AT_RISK: "At risk",
    FindingStatus.COVERED: "Covered",
    FindingStatus.ENDS_FIRST: "Ends first",
    FindingStatus.UNKNOWN_EXPOSURE: "Unknown exposure",
    FindingStatus.NOT_EXPOSED: "Not exposed",
}

BASIS_LABELS = {"recorded": "on the record", "unrecorded": "nothing is recorded"}
BASIS_PHRASES = BASIS_LABELS | {"unrecorded": f"because {BASIS_LABELS['unrecorded']}"}
DAY_BASIS_LABELS = {"recorded": "recorded", "rule": "by the electoral rule", "derived": "derived"}
LATE_NOTE = "late: the time before the change is past"

TRANSITION_LABELS: dict[str, str] = {
    TransitionKind.ORDINARY: "election",
    TransitionKind.BY_ELECTION: "by-election",
    TransitionKind.REPEAT: "repeat election",
    TransitionKind.RECALL: "recall vote",
    TransitionKind.APPOINTMENT_END: "end of appointment",
    TransitionKind.ABOLITION: "end of the office",
    TransitionKind.DEPARTURE: "announced departure",
    TransitionKind.SUSPENSION: "suspension",
    TransitionKind.RETURN: "return",
    TransitionKind.SUCCESSION: "succession",
    TransitionKind.COALITION_CHANGE: "change of coalition",
    TransitionKind.VACANCY: "vacancy",
    TransitionKind.OVERDUE: "overdue end of term",
    TransitionKind.TERM_END: "end of term",
}


def format_transition_day(transition: Transition, format_date: DateFormatter | None = format_day) -> str:
    """Format the day of a transition, a vague one as it was written; without a format as 2027-06."""
    return format_vague_date(_get_transition_date(transition), format_date)


def format_transition_time(transition: Transition, format_date: DateFormatter | None = format_day) -> str:
    """Format when a transition is: on 6 May 2027, in June 2027; without a format as 2027-06."""
    return format_when(_get_transition_date(transition), format_date)


def format_cancelled_election(day: VagueDate, format_date: DateFormatter | None = format_day) -> str:
    """Format that an election was cancelled and has nothing in its place, as part of a sentence."""
    return f"the election of {format_vague_date(day, format_date)} is cancelled, and no new day is recorded"


def _get_transition_date(transition: Transition) -> VagueDate:
    return transition.polling_date or VagueDate.from_day(transition.polling_day)


_STOP_CAUSES = {
    StopCause.STATED_END: ("its", "stated end"),
    StopCause.AGREEMENTS: ("the", "last day of its agreements"),
    StopCause.FUNDING: ("the", "last day of its committed money"),
}


def stop_cause_label(cause: StopCause | None, *, with_article: bool = True) -> str:
    """Return why a programme stops undecided; empty if unknown."""
    if cause is None:
        return ""
    return " ".join(_STOP_CAUSES[cause]) if with_article else _STOP_CAUSES[cause][1]


def format_stop(day: date | None, cause: StopCause | None) -> str:
    """Format when and why a programme stops undecided; empty if unknown."""
    return f"{format_day(day)} ({stop_cause_label(cause)})" if day else ""


HANDOVER_UNCONFIRMED = "whether it has taken place is not recorded"


def is_handover_unconfirmed(transition: Transition) -> bool:
    """Return whether the handover's days have passed without a record of it.
    The rule then takes the as-of day as its last; no record and no electoral rule says so.
    """
    return transition.open and transition.handover_last > transition.scheduled_handover_last


def resolve_handover_last(transition: Transition) -> date:
    """Return the last day of the handover as recorded or derived."""
    return transition.scheduled_handover_last if is_handover_unconfirmed(transition) else transition.handover_last


def handover_basis_label(transition: Transition) -> str:
    """Return the label of the basis of the handover's days."""
    return DAY_BASIS_LABELS.get(transition.handover_basis, transition.handover_basis)
