"""Claiming what is due: of several programs on one database, one moves a schedule's clock, and the work is its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from continuity.domain.offices.snapshot import bench
from continuity.domain.scheduling.runs import CLAIMED, LEASE, SKIPPED, Delivery, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.schema.values import text_row
from continuity.domain.values.clock import Clock
from continuity.services.assessment import offices_of
from continuity.services.schedules.due import Due, city_names, due, scope_of
from continuity.services.settings import settings_of
from continuity.services.transaction import reading, tracing

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from continuity.mail_settings import Post

HELD = "Held back from the pre-election period to the handover."


@dataclass(frozen=True, slots=True)
class Asked:
    """What is due of one schedule, as it was seen before it is claimed."""

    schedule: Schedule
    texts: dict[str, str]
    seen_until: "datetime"
    due: Due


def look(address: str, clock: Clock, name: str | None) -> Iterator[Asked | tuple[str, Exception]]:
    """What is due of every schedule that is not paused, by key; what cannot be told of one is said for it alone."""
    from continuity.db import read, schedule_runs
    from continuity.errors import ContinuityError
    from continuity.services.lookup import meant

    _start_clocks(address, clock)
    with reading(address) as connection:
        rows = [meant(connection, SCHEDULES, name)] if name else list(read.rows(connection, SCHEDULES))
        clocks = schedule_runs.clocks(connection)
        for row in rows:
            schedule = Schedule.of(row)
            seen = clocks.get(schedule.key)
            if schedule.paused or seen is None:
                continue
            try:
                found = due(connection, schedule, seen, clock)
            except ContinuityError as error:
                yield schedule.key, error
                continue
            if found:
                yield Asked(schedule, text_row(SCHEDULES, row), seen, found)


def claim(address: str, asked: Asked, clock: Clock, worker: str, post: "Post") -> Run | None:
    """Take what is due of a schedule, with everything that is to be delivered; None where somebody else has it."""
    from continuity.db import schedule_runs

    with tracing(address) as connection:
        if not schedule_runs.claim(connection, asked.schedule.key, asked.seen_until, asked.due.moment):
            return None
        run = _run(connection, asked, clock, worker)
        offices, held = _told(connection, asked, run)
        if held and not asked.schedule.per_city:
            # A city is not told which others are held back.
            run = replace(run, covers={**run.covers, "": f"{run.covers.get('', '')} {held}".strip()})
        run = replace(run, offices=offices)
        schedule_runs.add_run(connection, run, _deliveries(connection, asked.schedule, run, clock, post))
        return run


def _start_clocks(address: str, clock: Clock) -> None:
    """A schedule that came back by an undo has a clock no longer, and is seen to from now on."""
    from continuity.db import read, schedule_runs

    with reading(address) as connection:
        there = {
            str(row["key"]): str(row["timezone"]) for row in read.select(connection, SCHEDULES, ("key", "timezone"))
        }
        missing = there.keys() - schedule_runs.clocks(connection).keys()
    if missing:
        with tracing(address) as connection:
            for key in sorted(missing):
                schedule_runs.start_clock(connection, key, clock.began(there[key]))


def _run(connection: "Connection", asked: Asked, clock: Clock, worker: str) -> Run:
    from continuity.db import schedule_runs

    key = f"{asked.schedule.key}/{asked.due.moment:%Y-%m-%dT%H:%MZ}"
    taken = schedule_runs.run_keys(connection, key)
    if key in taken:
        key = next(made for number in range(2, len(taken) + 3) if (made := f"{key}-{number}") not in taken)
    return Run(
        key=key,
        schedule=asked.schedule.key,
        ordered=asked.texts,
        due=asked.due.moment,
        covers=asked.due.covers,
        notices=asked.due.notices,
        as_of=clock.local_day(asked.schedule.timezone),
        state=CLAIMED,
        worker=worker,
        leased_until=clock.now + LEASE,
    )


def _told(connection: "Connection", asked: Asked, run: Run) -> tuple[tuple[str, ...] | None, str]:
    """The offices the run is about, and which cities are held back; None is all that the schedule is about."""
    if not asked.schedule.hold:
        return asked.due.offices, ""
    from continuity.db import facts

    scope = scope_of(asked.schedule, asked.due.offices)
    leaderships = facts.leaderships(connection)
    offices = offices_of(connection, scope, leaderships)
    on = bench({key: leaderships[key] for key in offices}, run.as_of, settings_of(connection))
    quiet = {
        one.city
        for seen in on.outlooks.values()
        for one in ((seen.open,) if seen.open else ()) + seen.ahead
        if one.polls and (one.quiet_from or one.polling_day) <= run.as_of <= one.dated_last
    }
    if not quiet:
        return asked.due.offices, ""
    names = city_names(connection)
    held = f"{HELD} {', '.join(names[city] for city in sorted(quiet))}."
    return tuple(sorted(key for key in offices if leaderships[key].office.city not in quiet)), held


def _deliveries(
    connection: "Connection", schedule: Schedule, run: Run, clock: Clock, post: "Post"
) -> Iterator[Delivery]:
    """Every report to every place; where a city's office is held back, there is nothing to send."""
    mail = "mail" if post.host else "eml"
    places = [("file", schedule.to_dir)] if schedule.to_dir else []
    places += [(mail, address) for address in schedule.to_mail]
    parts = _cities(connection, schedule, run) if schedule.per_city else ("",)
    nothing = run.offices == ()
    wanted = [(part, channel, str(target)) for part in parts or ("",) for channel, target in places]
    width = len(str(len(wanted)))
    for number, (part, channel, target) in enumerate(wanted, start=1):
        yield Delivery(
            key=f"{run.key}/{number:0{width}}",
            run=run.key,
            channel=channel,
            target=target,
            part=part,
            state=SKIPPED if nothing else CLAIMED,
            changed_at=clock.now,
            told=HELD if nothing else "",
        )


def _cities(connection: "Connection", schedule: Schedule, run: Run) -> tuple[str, ...]:
    """The cities that are reported on one by one."""
    from continuity.db import facts

    leaderships = facts.leaderships(connection)
    there = offices_of(connection, scope_of(schedule, run.offices), leaderships)
    return tuple(sorted({leaderships[key].office.city for key in there}))
