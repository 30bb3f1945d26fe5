"""Whether a programme is exposed to a transition at all, and over which days."""

from datetime import date, timedelta

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.lifecycle import find_stated_end, is_launched_after
from continuity.domain.programmes.models import KnownProgramme, Outcome
from continuity.domain.risk.factors.unrecorded_transition import is_result_missing
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.values.dates import Period
from continuity.domain.vocabulary import FindingStatus, OutcomeKind


def find_unexposed_status(programme: KnownProgramme, transition: Transition, as_of: date) -> str | None:
    """Return ends-first or not-exposed; None where the programme is exposed."""
    if is_launched_after(programme, transition) or _is_closed(programme, transition, as_of):
        return FindingStatus.NOT_EXPOSED
    end = find_stated_end(programme)
    return FindingStatus.ENDS_FIRST if end is not None and end < transition.handover_first else None


def compute_exposure_period(programme: KnownProgramme, transition: Transition, context: AssessmentContext) -> Period:
    """Compute the exposed days, both ends included.
    They run from the handover, or the as-of day if later, to the end of the window or of the programme.
    """
    first = max(transition.handover_first, context.as_of)
    last = transition.handover_last + timedelta(days=context.settings.window_days)
    end = find_stated_end(programme)
    return Period(first, max(first, min(last, end) if end else last))


def can_give_way(transition: Transition, context: AssessmentContext) -> bool:
    """Return whether a transition past its window is open only for want of a result."""
    window = timedelta(days=context.settings.window_days)
    return is_result_missing(transition) and transition.scheduled_handover_last + window < context.as_of


def _is_closed(programme: KnownProgramme, transition: Transition, as_of: date) -> bool:
    outcome = find_latest_outcome(programme, transition)
    if outcome is None or not (transition.open or transition.last_polling_day < as_of):
        return False
    if outcome in (OutcomeKind.CONTINUED, OutcomeKind.CHANGED):
        return transition.result_known or transition.holder_stays
    return outcome in (OutcomeKind.TRANSFERRED, OutcomeKind.ENDED)


def find_latest_outcome(programme: KnownProgramme, transition: Transition) -> str | None:
    """Find what last became of the programme, recorded under any round."""
    keys = (transition.key, f"{transition.office}/{transition.start_day}")
    rows = [row for row in programme.outcomes if row.transition in keys]
    return max(rows, key=_get_outcome_order).outcome if rows else None


_CLOSING_OUTCOMES = (OutcomeKind.CONTINUED, OutcomeKind.CHANGED, OutcomeKind.TRANSFERRED, OutcomeKind.ENDED)


def _get_outcome_order(row: Outcome) -> tuple[date, bool, str]:
    """Return an outcome's sort key: when somebody last looked; of two on one day the one that closes less counts."""
    day = row.checked_on or row.known_from
    latest = day.latest if day and day.latest else date.min
    return latest, row.outcome not in _CLOSING_OUTCOMES, row.outcome or ""
