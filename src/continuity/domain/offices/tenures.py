"""The terms of an office over the years, and up to which day each holder is known to be in office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.handover import ElectionHandover, end_recalled_terms, list_election_handovers
from continuity.domain.offices.holders import find_holders, is_known_to_run
from continuity.domain.offices.models import KnownOffice, Term
from continuity.domain.settings import Settings
from continuity.domain.values.dates import ONE_DAY


@dataclass(frozen=True, slots=True)
class Tenure:
    """A term, and the first day on which nobody knows whether it goes on: an election has no recorded result."""

    term: Term
    doubtful_from: date | None = None


def list_tenures(record: KnownOffice, as_of: date, settings: Settings) -> tuple[Tenure, ...]:
    """List the terms of an office, with the term of a recorded winner that is not recorded itself."""
    handovers = list_election_handovers(record, as_of, settings)
    terms = end_recalled_terms(record, handovers, as_of).terms
    listed = (holder.term for holder in find_holders(record, as_of, settings).holders)
    derived = tuple(term for term in listed if not term.key)
    return tuple(Tenure(term, _find_doubtful_day(term, handovers, as_of)) for term in (*terms, *derived))


def _find_doubtful_day(term: Term, handovers: Iterable[ElectionHandover], as_of: date) -> date | None:
    """Find the first day of the first handover after which nothing says who holds the office."""
    if term.end is not None:
        return None
    open_votes = (vote for vote in handovers if vote.winner is None and not is_known_to_run(term, (vote,), as_of))
    return min((max(vote.period.first, vote.rounds.last_day + ONE_DAY) for vote in open_votes), default=None)
