"""The result of an election as if it were known, by another person than the holder or by the holder."""

from datetime import date

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.election_transitions import election_transitions
from continuity.domain.offices.holders import party_of, substantive_on
from continuity.domain.offices.incumbency import incumbency
from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.risk.factors.holder_change import WHY
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.errors import ContradictoryRecords
from continuity.services.offices.elections import day_of, leadership_of
from continuity.services.offices.events import Result, record_result
from continuity.services.records import add_with, typed
from continuity.services.transaction import Writer


def foresee(writer: Writer, election: Row, party: str | None, as_of: date, settings: Settings) -> None:
    """Let the result of an election be known on the as-of day.

    That of one that is not past is known by the term it leads to: a term counts from the day it was known, while what
    an election says of its winner counts from polling day.

    Args:
        writer: into a transaction that is taken back.
        election: the election.
        party: for which somebody else wins; where None, the holder stays.
        as_of: the day.
        settings: of the rule.

    Raises:
        ContradictoryRecords: the election is not held, its result is recorded, or the holder who is to stay is not
            recorded or certain to go.
    """
    known = known_on(leadership_of(writer, str(election["office"])), as_of)
    transition = _undecided(election, known, as_of, settings)
    person = _winner(writer, election) if party else _staying(transition, known, as_of, settings)
    if day_of(election) >= as_of:
        _record_term(writer, transition, person, party or _party(known, as_of), as_of)
    else:
        record_result(writer, str(election["key"]), Result(winner=person, party=party), as_of)


def _undecided(election: Row, known: Leadership, as_of: date, settings: Settings) -> Transition:
    day = day_of(election)
    found = election_transitions(known, as_of, settings)
    transition = next((one for one in found if day in (one.first_day, one.polling_day)), None)
    if transition is None:
        raise ContradictoryRecords(
            f"{election['key']} decides nothing on {as_of}", "name the election that takes its place"
        )
    if transition.result_known:
        raise ContradictoryRecords(
            f"the result of {election['key']} is recorded already", "`continuity election edit` corrects a record"
        )
    return transition


def _winner(writer: Writer, election: Row) -> str:
    """Somebody who is nobody on record."""
    key = f"what-if-winner-{str(election['key']).replace('/', '-')}"
    return str(add_with(writer, [(PEOPLE, {"key": key, "name": key})])["key"])


def _staying(transition: Transition, known: Leadership, as_of: date, settings: Settings) -> str:
    """The holder, who is not recorded as certain to go."""
    hint = "give the party that wins instead"
    if transition.outgoing is None:
        raise ContradictoryRecords(f"nobody is recorded who could stay at {transition.key}", hint)
    if why := incumbency(known, as_of, settings).certain_change(transition):
        reasons = " and ".join(WHY.get(code, code) for code in why)
        raise ContradictoryRecords(f"the holder of {known.office.key} cannot stay by the record: {reasons}", hint)
    return transition.outgoing


def _record_term(writer: Writer, transition: Transition, person: str, party: str | None, as_of: date) -> None:
    first, last = transition.handover_first, transition.handover_last
    term = f"{transition.key}/what-if"
    cells = {
        "office": transition.office,
        "person": person,
        "start": str(first) if first == last else f"{first}/{last}",
        "capacity": "substantive",
        "known_from": as_of.isoformat(),
    }
    _insert(writer, TERMS, term, cells)
    if party is not None:
        _insert(writer, AFFILIATIONS, f"{term}/{party}", {"term": term, "party": party, "standing": "member"})


def _insert(writer: Writer, table: Table, key: str, cells: dict[str, str]) -> None:
    """Add a row unchecked: beside a term that is still to be ended it might be refused."""
    row = {**dict.fromkeys(table.column_names), **typed(writer.connection, table, cells), "key": key}
    writer.insert(table, [row])


def _party(known: Leadership, as_of: date) -> str | None:
    holder = substantive_on(known.terms, as_of)
    return party_of(holder.affiliations, as_of) if holder else None
