"""Events of offices, one batch each: results, moved elections, ends of terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.db import read
from continuity.domain.offices.elections import find_rule_in_force, list_election_rounds
from continuity.domain.offices.event_effects import Effect, EffectCode, EventRecord
from continuity.domain.schema.record_keys import generate_key
from continuity.domain.schema.tables import ELECTIONS, OFFICES, PARTIES, PEOPLE, TERMS
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate, get_first_day, has_passed
from continuity.domain.values.run_off import find_run_off_day
from continuity.domain.vocabulary import ElectionKind, ElectionStatus, TransitionKind, YesNo
from continuity.errors import ContradictoryRecords, DuplicateKey, UsageError
from continuity.services.lookup import find_exact_record
from continuity.services.offices.elections import (
    find_or_record_election,
    find_standing_election,
    get_exact_day,
    load_leadership,
)
from continuity.services.offices.resolve_winner import resolve_winner
from continuity.services.offices.winner_terms import (
    ElectionContext,
    begin_winner_term,
    load_election_context,
    load_name,
    take_back_terms,
)
from continuity.services.records import add_record_with, edit_record_with, remove_record_with
from continuity.services.transaction import Writer

_LONGEST_WAIT = timedelta(days=366)
"""A first day so long after the vote is a slip of the year."""


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


def record_result(writer: Writer, key: str, result: ElectionResult, as_of: date) -> EventRecord:
    """Record an election result, with the terms that end and begin; a second one takes back what the first wrote.
    Raise UsageError without exactly one outcome, ContradictoryRecords for a cancelled or future election or if no
    holder could stay.
    """
    if sum((result.winner is not None, result.holder_stays, result.undecided)) != 1:
        raise UsageError("give one outcome", "write --winner NAME, --same or --undecided")
    election = find_or_record_election(writer, key)
    _reject_unheld(writer, election, as_of)
    context = load_election_context(writer, election)
    winner = None if result.undecided else resolve_winner(writer, result.winner, context)
    took_office = _parse_first_day(result, context)
    event = EventRecord()
    _take_back_result(writer, election, context, winner, event)
    if winner is None:
        _record_undecided(writer, election, event)
    elif result.holder_stays and election["kind"] == ElectionKind.RECALL:
        _record_failed_recall(writer, election, winner, event)
    else:
        handover = {"handover": str(took_office)} if took_office else {}
        cells = {"winner": winner, **handover, **_resolve_party(writer, result)}
        _record_winner(writer, election, cells, event, stays=result.holder_stays)
        begin_winner_term(writer, str(election["key"]), took_office, event)
    return event


def postpone_election(writer: Writer, key: str, new_date: str, as_of: date) -> EventRecord:
    """Move an election: a new one on another day replaces it. One that was moved before is moved on.
    Raise ContradictoryRecords if it was held, is on that day or the day is past, DuplicateKey if the office has an
    election on it.
    """
    event = EventRecord()
    election = _find_changeable_election(writer, key, event)
    day = VagueDate.parse(new_date)
    if election["date"] == day and election["status"] != ElectionStatus.CANCELLED:
        raise ContradictoryRecords(f"{election['key']} is on {day} already", "give the new day")
    _reject_taken_day(writer, election, day)
    _reject_past_day(election, day, as_of)
    _reject_distant_day(writer, election, day)
    copied_cells = {name: str(election[name]) for name in ("office", "kind", "run_off_of") if election[name]}
    new_key = generate_key(ELECTIONS, {**copied_cells, "date": day}, read.load_keys(writer.connection, ELECTIONS))
    cells = {"key": new_key, "date": str(day), "status": ElectionStatus.SCHEDULED, "replaces": str(election["key"])}
    add_record_with(writer, [(ELECTIONS, {**cells, **copied_cells, "known_from": as_of.isoformat()})])
    if election["status"] != ElectionStatus.CANCELLED:
        event.keys.append(_cancel(writer, election, as_of))
    event.add(new_key, EffectCode.ELECTION_MOVED, day=election["date"], new_day=day, election=new_key)
    return event


def cancel_election(writer: Writer, key: str, as_of: date) -> EventRecord:
    """Cancel an election, known from the as-of day on; of one that was moved, the one in its place.
    Raise ContradictoryRecords if it was held or cancelled already.
    """
    event = EventRecord()
    election = _find_changeable_election(writer, key, event)
    if election["status"] == ElectionStatus.CANCELLED:
        hint = f"`continuity election postpone {election['key']} --to DAY` records another day"
        raise ContradictoryRecords(f"{election['key']} was cancelled already", hint)
    event.add(_cancel(writer, election, as_of), EffectCode.ELECTION_CANCELLED, day=election["date"])
    return event


def end_term(writer: Writer, key: str, last_day: str, reason: str | None, as_of: date) -> EventRecord:
    """Record the last day of a term; a future one is known from `as_of` on."""
    end = VagueDate.parse(last_day)
    cells = {"end": last_day, **({"end_reason": reason} if reason else {})}
    if end.earliest is not None and end.earliest > as_of:
        cells["next_on"] = as_of.isoformat()
    term = edit_record_with(writer, TERMS, key, cells)[1]
    event = EventRecord()
    event.add(str(term["key"]), EffectCode.TERM_ENDS, person=load_name(writer, PEOPLE, str(term["person"])), end=end)
    return event


def abolish_office(writer: Writer, key: str, last_day: str, successor: str | None, as_of: date) -> EventRecord:
    """Record an office's last day and successor, known from `as_of` on."""
    end = VagueDate.parse(last_day)
    cells = {"end": str(end), **({"successor": successor} if successor else {}), "known_from": as_of.isoformat()}
    office = edit_record_with(writer, OFFICES, key, cells)[1]
    event = EventRecord()
    event.add(str(office["key"]), EffectCode.OFFICE_ENDS, office=office["key"], end=end)
    return event


def _find_changeable_election(writer: Writer, key: str, event: EventRecord) -> Row:
    """Find an election that was not held, or the one in its place where it was moved."""
    election = find_or_record_election(writer, key)
    standing = find_standing_election(writer, election)
    if standing["status"] == ElectionStatus.HELD:
        message = f"{standing['key']} was held already"
        raise ContradictoryRecords(message, "`continuity election edit` corrects a record")
    if standing["key"] != election["key"]:
        event.effects.append(Effect(EffectCode.MOVED_BEFORE, {"day": election["date"], "new_day": standing["date"]}))
    return standing


def _cancel(writer: Writer, election: Row, as_of: date) -> str:
    cells = {"status": ElectionStatus.CANCELLED, "known_from": as_of.isoformat()}
    return str(edit_record_with(writer, ELECTIONS, str(election["key"]), cells)[1]["key"])


def _take_back_result(
    writer: Writer, election: Row, context: ElectionContext, winner: str | None, event: EventRecord
) -> None:
    """Take back another winner with the terms that result wrote, and a run-off where there is a winner now."""
    earlier = election["winner"]
    if earlier and earlier != winner:
        name = load_name(writer, PEOPLE, str(earlier))
        cells = {"winner": "", "winner_party": "", **_clear_first_day(election, context)}
        edit_record_with(writer, ELECTIONS, str(election["key"]), cells)
        event.add(str(election["key"]), EffectCode.RESULT_TAKEN_BACK, person=name)
        take_back_terms(writer, context, event)
    for run_off in _list_run_offs(writer, election) if winner else ():
        if run_off["status"] == ElectionStatus.SCHEDULED:
            remove_record_with(writer, ELECTIONS, str(run_off["key"]))
            event.add(str(run_off["key"]), EffectCode.RUN_OFF_TAKEN_BACK, day=run_off["date"])


def _clear_first_day(election: Row, context: ElectionContext) -> dict[str, str]:
    """Clear a handover that came with the first day of the winner who is taken back."""
    starts = [term.start for term in context.office.terms if term.person == election["winner"]]
    return {"handover": ""} if election["handover"] is not None and election["handover"] in starts else {}


def _list_run_offs(writer: Writer, election: Row) -> list[Row]:
    rows = read.load_rows(writer.connection, ELECTIONS, where={"run_off_of": str(election["key"])})
    return [row for row in rows if row["status"] != ElectionStatus.CANCELLED]


def _record_undecided(writer: Writer, election: Row, event: EventRecord) -> None:
    """Record the first round as held, and schedule the run-off."""
    key, day = str(election["key"]), get_exact_day(election)
    edit_record_with(writer, ELECTIONS, key, {"status": ElectionStatus.HELD})
    event.add(key, EffectCode.UNDECIDED, day=election["date"])
    rule = find_rule_in_force(load_leadership(writer, str(election["office"])).rules, day)
    is_ordinary = election["kind"] not in (ElectionKind.BY_ELECTION, ElectionKind.REPEAT)
    run_off = find_run_off_day(rule.run_off, day, is_ordinary=is_ordinary)
    if run_off is None or _list_run_offs(writer, election):
        return
    cells = {"office": str(election["office"]), "date": str(run_off), "kind": ElectionKind.RUN_OFF, "run_off_of": key}
    added = add_record_with(writer, [(ELECTIONS, {**cells, "status": ElectionStatus.SCHEDULED})])
    event.add(str(added["key"]), EffectCode.RUN_OFF_SCHEDULED, day=VagueDate.from_day(run_off))


def _record_winner(writer: Writer, election: Row, cells: Mapping[str, str], event: EventRecord, *, stays: bool) -> None:
    recall = {"holder_stays": YesNo.NO} if election["kind"] == ElectionKind.RECALL else {}
    edit_record_with(writer, ELECTIONS, str(election["key"]), {"status": ElectionStatus.HELD, **recall, **cells})
    names = {"person": load_name(writer, PEOPLE, cells["winner"]), "day": election["date"]}
    if "winner_party" in cells:
        names["party"] = load_name(writer, PARTIES, cells["winner_party"])
    code = EffectCode.WON_FOR_PARTY if "party" in names else EffectCode.STAYS if stays else EffectCode.WON
    event.add(str(election["key"]), code, **names)


def _record_failed_recall(writer: Writer, election: Row, holder: str, event: EventRecord) -> None:
    """Record that the holder stays after a recall vote: the mandate goes on."""
    cells = {"status": ElectionStatus.HELD, "winner": "", "winner_party": "", "holder_stays": YesNo.YES}
    edit_record_with(writer, ELECTIONS, str(election["key"]), cells)
    name = load_name(writer, PEOPLE, holder)
    event.add(str(election["key"]), EffectCode.STAYS, person=name, day=election["date"])


def _parse_first_day(result: ElectionResult, context: ElectionContext) -> VagueDate | None:
    if not result.took_office:
        return None
    day = VagueDate.parse(result.took_office)
    if day.earliest is None or not day.is_exact:
        raise UsageError(f'"{result.took_office}" is not one day', "write --took-office as YYYY-MM-DD")
    if day.earliest <= context.day:
        message = f"taking office on {day} does not follow the vote on {context.day}"
        raise ContradictoryRecords(message, "correct it")
    if day.earliest > context.day + _LONGEST_WAIT:
        message = f"taking office on {day} is over a year after the vote on {context.day}"
        raise ContradictoryRecords(message, "correct it")
    return day


def _resolve_party(writer: Writer, result: ElectionResult) -> dict[str, str]:
    if result.party is None:
        return {}
    return {"winner_party": str(find_exact_record(writer.connection, PARTIES, result.party)["key"])}


def _reject_unheld(writer: Writer, row: Row, as_of: date) -> None:
    if row["status"] == ElectionStatus.CANCELLED:
        standing = find_standing_election(writer, row)
        if standing is row:
            raise ContradictoryRecords(f"{row['key']} was cancelled", "record the result of the election that was held")
        hint = f"`continuity election result {standing['key']}` records its result"
        raise ContradictoryRecords(f"{row['key']} was cancelled: {standing['key']} takes its place", hint)
    if get_exact_day(row) > as_of:
        hint = "record the result once it is known, or give --as-of"
        raise ContradictoryRecords(f"{row['key']} lies after {as_of}", hint)


def _reject_past_day(election: Row, day: VagueDate, as_of: date) -> None:
    if has_passed(day, as_of):
        raise ContradictoryRecords(
            f"{election['key']} cannot move to {day}: that is before {as_of}",
            f"give a day ahead; `continuity election edit {election['key']} --date DAY` corrects a wrong record",
        )


def _reject_distant_day(writer: Writer, election: Row, day: VagueDate) -> None:
    """Reject a day after the next ordinary election, which a moved one cannot replace too."""
    moved_day = get_first_day(election["date"]) if isinstance(election["date"], VagueDate) else date.max
    rounds = list_election_rounds(load_leadership(writer, str(election["office"])), moved_day)
    later_days = (found.first_round for found in rounds if found.kind == TransitionKind.ORDINARY)
    next_day = min((found for found in later_days if found > moved_day), default=None)
    if next_day is not None and day.earliest is not None and day.earliest >= next_day:
        message = f"{election['key']} cannot move to {day}: the next election after it is due on {next_day}"
        raise ContradictoryRecords(message, "give a day before that, or cancel the election")


def _reject_taken_day(writer: Writer, election: Row, day: VagueDate) -> None:
    """Reject a day on which the office votes already; a cancelled election leaves its day free."""
    office_elections = read.load_rows(writer.connection, ELECTIONS, where={"office": str(election["office"])})
    taken_keys = [
        str(row["key"]) for row in office_elections if row["date"] == day and row["status"] != ElectionStatus.CANCELLED
    ]
    if taken_keys:
        raise DuplicateKey(f"{election['key']} cannot move to {day}: {taken_keys[0]} is that day", "give another day")
