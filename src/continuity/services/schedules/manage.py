"""The schedules: added, shown, edited, paused, resumed and removed like records."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from continuity.domain.scheduling.runs import Delivery, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.schema.values import Row
from continuity.domain.values.clock import Clock
from continuity.errors import DuplicateKey, UsageError
from continuity.services.lookup import exactly, meant
from continuity.services.schedules.validate import Texts, changed_row, name_of, new_row
from continuity.services.transaction import Stamp, Writer, reading, writing

if TYPE_CHECKING:
    from continuity.mail_settings import Post


def add(address: str, stamp: Stamp, texts: Texts, clock: Clock, post: "Post") -> Row:
    """Set up a schedule; it is due for the first time after the moment of the clock.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        texts: its cells, the key included; `every` instead of a rule.
        clock: what time it is.
        post: how mail is sent, so that what cannot work is said now.

    Raises:
        DuplicateKey: there is one of this name.
        UsageError: it goes nowhere, or its parts cannot go together.
        BadValue, UnknownKey, AmbiguousKey: a cell holds what it cannot.
        FileTrouble: the folder cannot be written.
    """
    from continuity.db import read, schedule_runs

    with writing(address, stamp) as writer:
        key = name_of(texts["key"])
        if read.get(writer.connection, SCHEDULES, key) is not None:
            raise DuplicateKey(
                f'there is a schedule "{key}" already', f"change it with `continuity schedule edit {key}`"
            )
        row = new_row(writer.connection, texts, clock, post)
        writer.insert(SCHEDULES, [row])
        schedule_runs.start_clock(writer.connection, key, clock.began(str(row["timezone"])))
        return row


def edit(address: str, stamp: Stamp, name: str, texts: Texts, clock: Clock, post: "Post") -> tuple[Row, Row]:
    """Change cells of a schedule; an empty text empties one.

    Returns:
        The row before and after.

    Raises:
        UsageError: nothing is named to change. The rest as of `add`.
    """
    if not texts:
        raise UsageError("nothing to change was named", "`continuity schedule edit --help` shows the options")
    with writing(address, stamp) as writer:
        before = exactly(writer.connection, SCHEDULES, name)
        after = changed_row(writer.connection, before, texts, clock, post)
        writer.update(SCHEDULES, [(before, after)])
        return before, after


def ways(row: Row, post: "Post") -> str:
    """Where the letters of a schedule go for now, in a sentence, if not to their readers; empty where they do.

    Calls the mail server and sends nothing.
    """
    from continuity.delivery.smtp import trial

    if not row["to_mail"]:
        return ""
    if not post.host:
        return f"No mail server is set: letters are put into {post.outbox} for somebody to send."
    trouble = trial(post)
    return f"The mail server does not take letters now: {trouble}" if trouble else ""


def pause(address: str, stamp: Stamp, name: str) -> Row:
    """Let nothing be due of a schedule until it is resumed.

    Raises:
        UsageError: it is paused already.
    """
    with writing(address, stamp) as writer:
        return _set_paused(writer, name, "yes")


def resume(address: str, stamp: Stamp, name: str, clock: Clock) -> Row:
    """Let a schedule be due again; what it would have been due for while it was paused is passed over.

    Raises:
        UsageError: it is not paused, so that nothing may be passed over.
    """
    from continuity.db import schedule_runs

    with writing(address, stamp) as writer:
        row = _set_paused(writer, name, "no")
        schedule_runs.start_clock(writer.connection, str(row["key"]), clock.began(str(row["timezone"])))
        return row


def remove(address: str, stamp: Stamp, name: str) -> Row:
    """Remove a schedule; what became of it stays recorded."""
    with writing(address, stamp) as writer:
        row = exactly(writer.connection, SCHEDULES, name)
        writer.delete(SCHEDULES, [row])
        return row


def every(address: str) -> list[Row]:
    """All schedules, by key."""
    from continuity.db import read

    with reading(address) as connection:
        return list(read.rows(connection, SCHEDULES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One schedule, and what comes of it.

    Attributes:
        coming: the next moments it is due, in UTC.
        runs: its newest runs, newest first, each with its deliveries.
    """

    row: Row
    coming: tuple[datetime, ...]
    runs: tuple[tuple[Run, tuple[Delivery, ...]], ...]


def show(address: str, name: str, clock: Clock, count: int = 5) -> Shown:
    """One schedule, by its key or an unambiguous beginning of it."""
    from continuity.db import schedule_runs
    from continuity.services.schedules.due import coming

    with reading(address) as connection:
        row = meant(connection, SCHEDULES, name)
        schedule = Schedule.of(row)
        newest = schedule_runs.runs_of(connection, schedule.key, count)
        return Shown(
            row=row,
            coming=coming(connection, schedule, schedule_runs.clocks(connection).get(schedule.key), clock, count),
            runs=tuple((one, tuple(schedule_runs.deliveries(connection, run=one.key))) for one in newest),
        )


def _set_paused(writer: Writer, name: str, word: str) -> Row:
    before = exactly(writer.connection, SCHEDULES, name)
    if (before["paused"] or "no") == word:
        stands = "paused already" if word == "yes" else "not paused"
        raise UsageError(f'the schedule "{before["key"]}" is {stands}', f"continuity schedule show {before['key']}")
    after = {**before, "paused": word}
    writer.update(SCHEDULES, [(before, after)])
    return after
