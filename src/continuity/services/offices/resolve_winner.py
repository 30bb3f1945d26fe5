"""The winner of an election: somebody named, or the holder who stays."""

from continuity.domain.offices.models import Term
from continuity.domain.offices.terms import can_be_current, has_term_ended
from continuity.domain.schema.tables import PEOPLE
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.vocabulary import Candidacy
from continuity.errors import ContradictoryRecords
from continuity.services.lookup import find_exact_record
from continuity.services.offices.winner_terms import ElectionContext, load_name
from continuity.services.transaction import Writer


def resolve_winner(writer: Writer, winner: str | None, context: ElectionContext) -> str:
    """Resolve the winner's key or exact name; None is the holder who stays.
    Raise UnknownKey, AmbiguousKey or, where the holder could not stay by the record, ContradictoryRecords.
    """
    outgoing = context.outgoing
    if winner is not None:
        key = str(find_exact_record(writer.connection, PEOPLE, winner)["key"])
    elif outgoing is None:
        raise ContradictoryRecords("nobody is recorded who could stay", "name the winner with --winner")
    else:
        _reject_left_holder(writer, outgoing, context)
        key = outgoing.person
    if outgoing is not None and outgoing.person == key:
        _reject_departing_holder(writer, outgoing)
    return key


def _reject_left_holder(writer: Writer, outgoing: Term, context: ElectionContext) -> None:
    """Reject a holder who left or died before the winner took office, and name who else could stay."""
    last_day = max(context.day, context.handover.period.first - ONE_DAY)
    if not has_term_ended(outgoing, last_day):
        return
    terms = context.previous_terms
    staying = {term.person: term.capacity for term in terms if can_be_current(term, terms, last_day)}
    names = (f"{load_name(writer, PEOPLE, person)} ({capacity})" for person, capacity in staying.items())
    others = f"; in office on the day: {', '.join(names)}" if staying else ""
    reason = f" ({outgoing.end_reason})" if outgoing.end_reason else ""
    raise ContradictoryRecords(
        f"{load_name(writer, PEOPLE, outgoing.person)} left office on {outgoing.end}{reason} and cannot stay",
        f"name the winner with --winner{others}",
    )


def _reject_departing_holder(writer: Writer, outgoing: Term) -> None:
    if outgoing.next in (Candidacy.NOT_STANDING, Candidacy.TERM_LIMITED):
        raise ContradictoryRecords(
            f"{load_name(writer, PEOPLE, outgoing.person)} is recorded as {outgoing.next} in {outgoing.key}, "
            "and cannot stay",
            f"`continuity term edit {outgoing.key} --next standing` corrects that, or give another --winner",
        )
