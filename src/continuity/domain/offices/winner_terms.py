"""The term of an election's winner: its first day, when it is due to end, and the terms that end for it."""

from collections.abc import Iterable
from datetime import date

from continuity.domain.offices.handover import ElectionHandover
from continuity.domain.offices.models import HOLDING_CAPACITIES, Office, Term
from continuity.domain.offices.terms import can_be_current
from continuity.domain.values.dates import ONE_DAY, Period, VagueDate, compute_last_day
from continuity.domain.vocabulary import Capacity, TransitionKind

RE_ELECTED = "re-elected"
"""The reason that an election result gives where the holder stays."""


def find_day_before(start: VagueDate) -> VagueDate:
    """Find the day before a first day, as vague as that is."""
    first, last = (day and day - ONE_DAY for day in (start.earliest, start.latest))
    return VagueDate.from_days(first, last) if first and last else VagueDate.parse(f"{first or '..'}/{last or '..'}")


def find_winner_start(handover: ElectionHandover) -> VagueDate:
    """Find the first day of a winner where nobody recorded it: as recorded with the election, else by the rule."""
    recorded = handover.rounds.handover
    if recorded is not None and Period(recorded.earliest or date.min, recorded.latest or date.max) == handover.period:
        return recorded
    return VagueDate.from_days(handover.period.first, handover.period.last)


def find_expected_end(
    handover: ElectionHandover, handovers: Iterable[ElectionHandover], start: VagueDate
) -> VagueDate | None:
    """Find when a winner's term is due to end: the day before the handover of the next ordinary election.
    The length of a mandate would end the term days before or after the successor begins, for polling days wander within
    the year. It counts only where no next election is known.
    """
    decisive_day = handover.rounds.decisive_day
    for later in handovers:
        if later.rounds.kind == TransitionKind.ORDINARY and later.rounds.first_round > decisive_day:
            return find_day_before(VagueDate.from_days(later.period.first, later.period.last))
    if handover.rule.term_years and start.earliest is not None and start.is_exact:
        return VagueDate.from_day(compute_last_day(start.earliest, 12 * handover.rule.term_years))
    return None


def list_replaced_terms(office: Office, terms: tuple[Term, ...], outgoing: Term | None, start: VagueDate) -> list[Term]:
    """List the open terms that end when a winner begins: the holder's, suspended or not, and whoever acts.
    A deputy stays where the holder was in office until then. Of several who hold one office, only `outgoing` ends.
    """
    if start.latest is None:
        return []
    day = start.latest - ONE_DAY
    current_terms = [term for term in terms if can_be_current(term, terms, day, office.seats)]
    if office.seats > 1:
        return [term for term in current_terms if term == outgoing and term.end is None]
    ending_capacities = {*HOLDING_CAPACITIES, Capacity.ACTING, Capacity.DESIGNATE}
    if not any(term.is_substantive for term in current_terms):
        ending_capacities.add(Capacity.DEPUTISING)
    return [term for term in current_terms if term.end is None and term.capacity in ending_capacities]


def was_ended_for(term: Term, start: VagueDate) -> bool:
    """Return whether a term's end is the one that a winner's first day wrote: no announcement, no reason of its own."""
    is_announced = term.next_on is not None
    return term.end == find_day_before(start) and not is_announced and term.end_reason in (None, RE_ELECTED)
