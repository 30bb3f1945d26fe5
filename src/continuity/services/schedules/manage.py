"""Add, show, edit, pause, resume and remove schedules."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.db import read, schedule_runs
from continuity.delivery import choose_channel, find_channel_type, load_channel
from continuity.domain.scheduling.runs import Delivery, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule, split_destinations
from continuity.domain.schema.values import LIST_SEPARATOR, Row
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import YesNo
from continuity.errors import DuplicateKey, UsageError
from continuity.services.lookup import find_exact_record, find_record
from continuity.services.schedules.due import list_next_moments
from continuity.services.schedules.validate import (
    CellTexts,
    build_changed_row,
    build_new_row,
    is_given,
    parse_schedule_name,
)
from continuity.services.transaction import Stamp, Writer, read_database, write_tracked

if TYPE_CHECKING:
    from continuity.mail_settings import MailSettings


def add_schedule(address: str, stamp: Stamp, texts: CellTexts, clock: Clock, mail_settings: "MailSettings") -> Row:
    """Add a schedule, first due after the clock's time; `texts` may have `every` instead of a rule.
    Raise UsageError without a destination or for cells that exclude each other, FileError for an unwritable folder, and
    DuplicateKey, BadValue, UnknownKey or AmbiguousKey for a cell.
    """
    with write_tracked(address, stamp) as writer:
        key = parse_schedule_name(texts["key"])
        if read.get_row(writer.connection, SCHEDULES, key) is not None:
            hint = f"change it with `continuity schedule edit {key}`"
            raise DuplicateKey(f'there is a schedule "{key}" already', hint)
        row = build_new_row(writer.connection, texts, clock, mail_settings)
        writer.insert(SCHEDULES, [row])
        schedule_runs.start_clock(writer.connection, key, clock.get_due_from(str(row["timezone"])))
        return row


def edit_schedule(
    address: str, stamp: Stamp, name: str, texts: CellTexts, clock: Clock, mail_settings: "MailSettings"
) -> tuple[Row, Row]:
    """Change cells of a schedule, an empty text clears one; return before and after. Raises as `add_schedule`."""
    if not texts:
        raise UsageError("nothing to change was named", "`continuity schedule edit --help` shows the options")
    with write_tracked(address, stamp) as writer:
        before = find_exact_record(writer.connection, SCHEDULES, name)
        after = build_changed_row(writer.connection, before, texts, clock, mail_settings)
        writer.update(SCHEDULES, [(before, after)])
        return before, after


def describe_routes(row: Row, texts: CellTexts, mail_settings: "MailSettings") -> list[str]:
    """Describe detours of the given destinations, a sentence a channel; send nothing."""
    given = [destination for destination in Schedule.from_row(row).to if is_given(destination, texts)]
    names = dict.fromkeys(choose_channel(destination, mail_settings) for destination in given)
    return [note for name in names if (note := load_channel(name, mail_settings).describe())]


def format_targets(to: str) -> str:
    """List the targets of destinations without their schemes, grouped by scheme."""
    targets: dict[str, list[str]] = {}
    for destination in split_destinations(to):
        channel_type = find_channel_type(destination)
        targets.setdefault(channel_type.scheme, []).append(channel_type.get_target(destination))
    return ", ".join(map(LIST_SEPARATOR.join, targets.values()))


def pause_schedule(address: str, stamp: Stamp, name: str) -> Row:
    """Pause a schedule. Raise UsageError if it is paused already."""
    with write_tracked(address, stamp) as writer:
        return _set_paused(writer, name, YesNo.YES)


def resume_schedule(address: str, stamp: Stamp, name: str, clock: Clock) -> Row:
    """Resume a paused schedule, skipping what was due meanwhile: so raise UsageError if it is not paused."""
    with write_tracked(address, stamp) as writer:
        row = _set_paused(writer, name, YesNo.NO)
        schedule_runs.start_clock(writer.connection, str(row["key"]), clock.get_due_from(str(row["timezone"])))
        return row


def remove_schedule(address: str, stamp: Stamp, name: str) -> Row:
    """Remove a schedule; its runs stay recorded."""
    with write_tracked(address, stamp) as writer:
        row = find_exact_record(writer.connection, SCHEDULES, name)
        writer.delete(SCHEDULES, [row])
        return row


def list_schedules(address: str) -> list[Row]:
    """List all schedules by key."""
    with read_database(address) as connection:
        return list(read.load_rows(connection, SCHEDULES))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleDetails:
    """One schedule with its next due times (UTC) and its latest runs, newest first."""

    row: Row
    next_moments: tuple[datetime, ...]
    runs: tuple[tuple[Run, tuple[Delivery, ...]], ...]


def load_schedule_details(address: str, name: str, clock: Clock, count: int = 5) -> ScheduleDetails:
    """Load one schedule by key or unambiguous beginning of it."""
    with read_database(address) as connection:
        row = find_record(connection, SCHEDULES, name)
        schedule = Schedule.from_row(row)
        newest = schedule_runs.load_runs(connection, schedule.key, count)
        seen_until = schedule_runs.load_clocks(connection).get(schedule.key)
        return ScheduleDetails(
            row=row,
            next_moments=list_next_moments(connection, schedule, seen_until, clock, count),
            runs=tuple((run, tuple(schedule_runs.load_deliveries(connection, run=run.key))) for run in newest),
        )


def _set_paused(writer: Writer, name: str, word: str) -> Row:
    before = find_exact_record(writer.connection, SCHEDULES, name)
    if (before["paused"] or YesNo.NO) == word:
        state = "paused already" if word == YesNo.YES else "not paused"
        raise UsageError(f'the schedule "{before["key"]}" is {state}', f"continuity schedule show {before['key']}")
    after = {**before, "paused": word}
    writer.update(SCHEDULES, [(before, after)])
    return after
