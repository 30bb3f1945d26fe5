"""Events of offices, one batch each: results, moved elections, ends of terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from continuity.db import read
from continuity.domain.offices.elections import find_rule_in_force
from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.offices.terms import find_last_substantive_term, find_substantive_term
from continuity.domain.schema.tables import AFFILIATIONS, ELECTIONS, OFFICES, PARTIES, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import ONE_DAY, VagueDate
from continuity.domain.values.run_off import find_run_off_day
from continuity.domain.vocabulary import (
    AffiliationStanding,
    Candidacy,
    Capacity,
    ElectionKind,
    ElectionStatus,
    Selection,
    TermBasis,
)
from continuity.errors import ContradictoryRecords, DuplicateKey, UsageError
from continuity.services.lookup import find_exact_record
from continuity.services.offices.elections import find_or_record_election, get_exact_day, load_leadership
from continuity.services.records import add_record_with, edit_record_with
from continuity.services.transaction import Writer

_TERM_BASES: dict[str, TermBasis] = {Selection.COUNCIL: TermBasis.COUNCIL, Selection.APPOINTED: TermBasis.APPOINTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionResult:
    """The outcome of an election: a winner (by key or name), re-election or a run-off.
    `took_office` is the first day of the winner, which ends the term before.
    """

    winner: str | None = None
    party: str | None = None
    took_office: str | None = None
    holder_stays: bool = False
    undecided: bool = False


def record_result(writer: Writer, key: str, result: ElectionResult, as_of: date) -> list[str]:
    """Record an election result, ending and beginning terms if the day is known; return the keys of changed records.
    Raise UsageError without exactly one outcome, ContradictoryRecords for a cancelled or future election or if no
    holder could stay.
    """
    if sum((result.winner is not None, result.holder_stays, result.undecided)) != 1:
        raise UsageError("give one outcome", "write --winner NAME, --same or --undecided")
    election = find_or_record_election(writer, key)
    _reject_unheld(election, as_of)
    leadership = load_leadership(writer, str(election["office"]))
    if result.undecided:
        return _record_undecided(writer, election, leadership)
    outgoing = _find_outgoing_term(leadership, get_exact_day(election))
    winner = _resolve_winner(writer, result, outgoing)
    _reject_departing_holder(winner, outgoing)
    cells = {"status": ElectionStatus.HELD, "winner": winner, **_resolve_party(writer, result)}
    changed = [str(edit_record_with(writer, ELECTIONS, str(election["key"]), cells)[1]["key"])]
    if result.took_office:
        changed += _record_handover(writer, election, leadership, {**cells, "took_office": result.took_office})
    return changed


def postpone_election(writer: Writer, key: str, new_date: str, as_of: date) -> list[str]:
    """Move an election: a new one on another day replaces it.
    Raise ContradictoryRecords if it was held or is on that day, DuplicateKey if the office has an election on it.
    """
    election = find_or_record_election(writer, key)
    _reject_held(election)
    day = VagueDate.parse(new_date)
    if election["date"] == day:
        raise ContradictoryRecords(f"{election['key']} is on {day} already", "give the new day")
    _reject_taken_day(writer, election, day)
    cells = {"date": str(day), "status": ElectionStatus.SCHEDULED, "replaces": str(election["key"])}
    copied_cells = {name: str(election[name]) for name in ("office", "kind", "run_off_of") if election[name]}
    added = add_record_with(writer, [(ELECTIONS, {**cells, **copied_cells, "known_from": as_of.isoformat()})])
    return [*cancel_election(writer, str(election["key"]), as_of), str(added["key"])]


def cancel_election(writer: Writer, key: str, as_of: date) -> list[str]:
    """Cancel an election, known from the as-of day on. Raise ContradictoryRecords if it was held already."""
    election = find_or_record_election(writer, key)
    _reject_held(election)
    cells = {"status": ElectionStatus.CANCELLED, "known_from": as_of.isoformat()}
    return [str(edit_record_with(writer, ELECTIONS, str(election["key"]), cells)[1]["key"])]


def end_term(writer: Writer, key: str, last_day: str, reason: str | None, as_of: date) -> list[str]:
    """Record the last day of a term; a future one is known from `as_of` on."""
    cells = {"end": last_day, **({"end_reason": reason} if reason else {})}
    parsed_day = VagueDate.parse(last_day)
    if parsed_day.earliest is not None and parsed_day.earliest > as_of:
        cells["next_on"] = as_of.isoformat()
    return [str(edit_record_with(writer, TERMS, key, cells)[1]["key"])]


def abolish_office(writer: Writer, key: str, last_day: str, successor: str | None, as_of: date) -> list[str]:
    """Record an office's last day and successor, known from `as_of` on."""
    end_text = str(VagueDate.parse(last_day))
    cells = {"end": end_text, **({"successor": successor} if successor else {}), "known_from": as_of.isoformat()}
    return [str(edit_record_with(writer, OFFICES, key, cells)[1]["key"])]


def _record_undecided(writer: Writer, election: Row, leadership: OfficeRecord) -> list[str]:
    """Record the first round as held, and schedule the run-off."""
    key = str(election["key"])
    changed = [str(edit_record_with(writer, ELECTIONS, key, {"status": ElectionStatus.HELD})[1]["key"])]
    rule = find_rule_in_force(leadership.rules, get_exact_day(election))
    run_offs = (other for other in leadership.elections if other.run_off_of == key)
    has_run_off = any(run_off.status != ElectionStatus.CANCELLED for run_off in run_offs)
    is_ordinary = election["kind"] not in (ElectionKind.BY_ELECTION, ElectionKind.REPEAT)
    day = find_run_off_day(rule.run_off, get_exact_day(election), is_ordinary=is_ordinary)
    if day is None or has_run_off:
        return changed
    cells = {"office": leadership.office.key, "date": day.isoformat(), "kind": ElectionKind.RUN_OFF, "run_off_of": key}
    return [*changed, str(add_record_with(writer, [(ELECTIONS, {**cells, "status": ElectionStatus.SCHEDULED})])["key"])]


def _record_handover(writer: Writer, election: Row, leadership: OfficeRecord, cells: Mapping[str, str]) -> list[str]:
    day = VagueDate.parse(cells["took_office"])
    if day.earliest is None or not day.is_exact:
        raise UsageError(f'"{cells["took_office"]}" is not one day', "write --took-office as YYYY-MM-DD")
    if day.earliest <= get_exact_day(election):
        message = f"taking office on {day} does not follow the vote on {election['date']}"
        raise ContradictoryRecords(message, "correct it")
    changed = []
    outgoing = _find_outgoing_term(leadership, get_exact_day(election))
    if outgoing is not None and outgoing.end is None:
        term_end = {"end": (day.earliest - ONE_DAY).isoformat()}
        reason = {"end_reason": "re-elected"} if outgoing.person == cells["winner"] else {}
        changed.append(str(edit_record_with(writer, TERMS, outgoing.key, term_end | reason)[1]["key"]))
    basis = _TERM_BASES.get(leadership.office.selection or "", TermBasis.ELECTED)
    if election["kind"] == ElectionKind.BY_ELECTION:
        basis = TermBasis.BY_ELECTION
    term = {"office": leadership.office.key, "person": cells["winner"], "start": str(day), "basis": basis}
    parts = [(TERMS, {**term, "capacity": Capacity.SUBSTANTIVE})]
    if "winner_party" in cells:
        parts.append((AFFILIATIONS, {"party": cells["winner_party"], "standing": AffiliationStanding.MEMBER}))
    return [*changed, str(add_record_with(writer, parts)["key"])]


def _resolve_winner(writer: Writer, result: ElectionResult, outgoing: Term | None) -> str:
    if result.winner is not None:
        return str(find_exact_record(writer.connection, PEOPLE, result.winner)["key"])
    if outgoing is None:
        raise ContradictoryRecords("nobody is recorded who could stay", "name the winner with --winner")
    return outgoing.person


def _resolve_party(writer: Writer, result: ElectionResult) -> dict[str, str]:
    if result.party is None:
        return {}
    return {"winner_party": str(find_exact_record(writer.connection, PARTIES, result.party)["key"])}


def _find_outgoing_term(leadership: OfficeRecord, day: date) -> Term | None:
    return find_substantive_term(leadership.terms, day) or find_last_substantive_term(leadership.terms, day)


def _reject_unheld(row: Row, as_of: date) -> None:
    if row["status"] == ElectionStatus.CANCELLED:
        raise ContradictoryRecords(f"{row['key']} was cancelled", "record the result of the election that was held")
    if get_exact_day(row) > as_of:
        hint = "record the result once it is known, or give --as-of"
        raise ContradictoryRecords(f"{row['key']} lies after {as_of}", hint)


def _reject_departing_holder(winner: str, outgoing: Term | None) -> None:
    departing = (Candidacy.NOT_STANDING, Candidacy.TERM_LIMITED)
    if outgoing is not None and outgoing.person == winner and outgoing.next in departing:
        raise ContradictoryRecords(
            f"{winner} is recorded as {outgoing.next} in {outgoing.key}, and cannot stay",
            f"`continuity term edit {outgoing.key} --next standing` corrects that, or give another --winner",
        )


def _reject_taken_day(writer: Writer, election: Row, day: VagueDate) -> None:
    office_elections = read.load_rows(writer.connection, ELECTIONS, where={"office": str(election["office"])})
    taken_keys = [str(row["key"]) for row in office_elections if row["date"] == day]
    if taken_keys:
        raise DuplicateKey(f"{election['key']} cannot move to {day}: {taken_keys[0]} is that day", "give another day")


def _reject_held(row: Row) -> None:
    if row["status"] == ElectionStatus.HELD:
        raise ContradictoryRecords(f"{row['key']} was held already", "`continuity election edit` corrects a record")
