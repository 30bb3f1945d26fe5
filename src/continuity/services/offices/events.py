"""What happens to offices, each as one batch: results, moved and cancelled elections, terms and offices that end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.elections import rule_on
from continuity.domain.offices.holders import last_substantive, substantive_on
from continuity.domain.offices.models import Leadership, Term
from continuity.domain.schema.tables import AFFILIATIONS, ELECTIONS, OFFICES, PARTIES, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import DAY, VagueDate
from continuity.domain.values.takes_office import days_after
from continuity.errors import ContradictoryRecords, DuplicateKey, UsageError
from continuity.services.lookup import exactly
from continuity.services.offices.elections import day_of, election_named, leadership_of
from continuity.services.records import add_with, edit_with
from continuity.services.transaction import Writer

_BASIS = {"council": "council", "appointed": "appointed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is known of an election's outcome: a winner, that the same person stays, or that a run-off must follow.

    Attributes:
        winner, party: a key or an exact name.
        took_office: the day the winner took office, which ends the term before it.
    """

    winner: str | None = None
    party: str | None = None
    took_office: str | None = None
    same: bool = False
    undecided: bool = False


def record_result(writer: Writer, key: str, result: Result, as_of: date) -> list[str]:
    """Record the result of an election; where the day is known, end the outgoing term and begin the next.

    Returns:
        The keys of the records added or changed.

    Raises:
        UsageError: not exactly one outcome was given.
        ContradictoryRecords: the election was cancelled or lies after the as-of day, or nobody is there to stay,
            or whoever stays is recorded as not standing or term-limited.
    """
    if sum((result.winner is not None, result.same, result.undecided)) != 1:
        raise UsageError("give one outcome", "write --winner NAME, --same or --undecided")
    election = election_named(writer, key)
    _refuse_unheld(election, as_of)
    known = leadership_of(writer, str(election["office"]))
    if result.undecided:
        return _undecided(writer, election, known)
    outgoing = _outgoing(known, day_of(election))
    winner = _winner(writer, result, outgoing)
    _refuse_gone(winner, outgoing)
    cells = {"status": "held", "winner": winner, **_party(writer, result)}
    changed = [str(edit_with(writer, ELECTIONS, str(election["key"]), cells)[1]["key"])]
    if result.took_office:
        changed += _hand_over(writer, election, known, {**cells, "took_office": result.took_office})
    return changed


def postpone(writer: Writer, key: str, to: str, as_of: date) -> list[str]:
    """Move an election to another day: a new election that takes the place of the old one.

    Raises:
        BadValue: the new day is none.
        ContradictoryRecords: it was held already, or the day is the same.
        DuplicateKey: an election of the office is recorded for the new day already.
    """
    election = election_named(writer, key)
    _refuse_settled(election)
    day = VagueDate.parse(to)
    if election["date"] == day:
        raise ContradictoryRecords(f"{election['key']} is on {day} already", "give the new day")
    _refuse_taken(writer, election, day)
    cells = {
        "office": str(election["office"]),
        "date": str(day),
        "status": "scheduled",
        "replaces": str(election["key"]),
    }
    kept = {name: str(election[name]) for name in ("kind", "run_off_of") if election[name]}
    added = add_with(writer, [(ELECTIONS, {**cells, **kept, "known_from": as_of.isoformat()})])
    return [*cancel(writer, str(election["key"]), as_of), str(added["key"])]


def cancel(writer: Writer, key: str, as_of: date) -> list[str]:
    """Record that an election will not take place, known from the as-of day on.

    Raises:
        ContradictoryRecords: it was held already.
    """
    election = election_named(writer, key)
    _refuse_settled(election)
    cells = {"status": "cancelled", "known_from": as_of.isoformat()}
    return [str(edit_with(writer, ELECTIONS, str(election["key"]), cells)[1]["key"])]


def end_term(writer: Writer, key: str, on: str, reason: str | None, as_of: date) -> list[str]:
    """Record the last day of a term; one that lies ahead is known from the as-of day."""
    cells = {"end": on, **({"end_reason": reason} if reason else {})}
    last = VagueDate.parse(on)
    if last.earliest is not None and last.earliest > as_of:
        cells["next_on"] = as_of.isoformat()
    return [str(edit_with(writer, TERMS, key, cells)[1]["key"])]


def abolish(writer: Writer, key: str, on: str, successor: str | None, as_of: date) -> list[str]:
    """Record the last day of an office, and the office its programmes go to; known from the as-of day on."""
    last = str(VagueDate.parse(on))
    cells = {"end": last, **({"successor": successor} if successor else {}), "known_from": as_of.isoformat()}
    return [str(edit_with(writer, OFFICES, key, cells)[1]["key"])]


def _undecided(writer: Writer, election: Row, known: Leadership) -> list[str]:
    """The first round was held; the run-off is scheduled where the rule says when."""
    changed = [str(edit_with(writer, ELECTIONS, str(election["key"]), {"status": "held"})[1]["key"])]
    rule = rule_on(known.rules, day_of(election))
    there = any(one.run_off_of == election["key"] and one.status != "cancelled" for one in known.elections)
    if not rule.run_off or there:
        return changed
    day = (day_of(election) + days_after(rule.run_off)).isoformat()
    cells = {"office": known.office.key, "date": day, "kind": "run-off", "run_off_of": str(election["key"])}
    return [*changed, str(add_with(writer, [(ELECTIONS, {**cells, "status": "scheduled"})])["key"])]


def _hand_over(writer: Writer, election: Row, known: Leadership, cells: Mapping[str, str]) -> list[str]:
    day = VagueDate.parse(cells["took_office"])
    if day.earliest is None or not day.exact:
        raise UsageError(f'"{cells["took_office"]}" is not one day', "write --took-office as YYYY-MM-DD")
    if day.earliest <= day_of(election):
        raise ContradictoryRecords(
            f"taking office on {day} does not follow the vote on {election['date']}", "correct it"
        )
    changed = []
    outgoing = _outgoing(known, day_of(election))
    if outgoing is not None and outgoing.end is None:
        left = {"end": (day.earliest - DAY).isoformat()}
        reason = {"end_reason": "re-elected"} if outgoing.person == cells["winner"] else {}
        changed.append(str(edit_with(writer, TERMS, outgoing.key, left | reason)[1]["key"]))
    basis = "by-election" if election["kind"] == "by-election" else _BASIS.get(known.office.selection or "", "elected")
    term = {"office": known.office.key, "person": cells["winner"], "start": str(day), "basis": basis}
    parts = [(TERMS, {**term, "capacity": "substantive"})]
    if "winner_party" in cells:
        parts.append((AFFILIATIONS, {"party": cells["winner_party"], "standing": "member"}))
    return [*changed, str(add_with(writer, parts)["key"])]


def _winner(writer: Writer, result: Result, outgoing: Term | None) -> str:
    if result.winner is not None:
        return str(exactly(writer.connection, PEOPLE, result.winner)["key"])
    if outgoing is None:
        raise ContradictoryRecords("nobody is recorded who could stay", "name the winner with --winner")
    return outgoing.person


def _party(writer: Writer, result: Result) -> dict[str, str]:
    if result.party is None:
        return {}
    return {"winner_party": str(exactly(writer.connection, PARTIES, result.party)["key"])}


def _outgoing(known: Leadership, day: date) -> Term | None:
    """Who held the office on polling day, or last before it."""
    return substantive_on(known.terms, day) or last_substantive(known.terms, day)


def _refuse_unheld(election: Row, as_of: date) -> None:
    if election["status"] == "cancelled":
        raise ContradictoryRecords(
            f"{election['key']} was cancelled", "record the result of the election that was held"
        )
    if day_of(election) > as_of:
        raise ContradictoryRecords(
            f"{election['key']} lies after {as_of}", "record the result once it is known, or give --as-of"
        )


def _refuse_gone(winner: str, outgoing: Term | None) -> None:
    if outgoing is not None and outgoing.person == winner and outgoing.next in ("not-standing", "term-limited"):
        raise ContradictoryRecords(
            f"{winner} is recorded as {outgoing.next} in {outgoing.key}, and cannot stay",
            f"`continuity term edit {outgoing.key} --next standing` corrects that, or give another --winner",
        )


def _refuse_taken(writer: Writer, election: Row, day: VagueDate) -> None:
    """Refuse a new day on which the office has an election already, in words that fit whoever moves it."""
    from continuity.db import read

    there = read.rows(writer.connection, ELECTIONS, where={"office": str(election["office"])})
    taken = [str(row["key"]) for row in there if row["date"] == day]
    if taken:
        raise DuplicateKey(f"{election['key']} cannot move to {day}: {taken[0]} is that day", "give another day")


def _refuse_settled(election: Row) -> None:
    if election["status"] == "held":
        raise ContradictoryRecords(
            f"{election['key']} was held already", "`continuity election edit` corrects a record"
        )
