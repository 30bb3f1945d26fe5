"""Claims of due schedules: one program moves the clock and gets the run."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from continuity.db import facts, read, schedule_runs
from continuity.delivery import choose_channel, find_channel_type
from continuity.domain.scheduling.runs import LEASE_DURATION, Delivery, Run
from continuity.domain.scheduling.schedule import SCHEDULES, Schedule
from continuity.domain.schema.values import format_row
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import DeliveryState, RunState
from continuity.errors import ContinuityError
from continuity.services.assessment import build_known_snapshot, find_offices_in_scope
from continuity.services.lookup import find_record
from continuity.services.schedules.due import DueReport, build_scope, find_due_report, load_city_names
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from continuity.mail_settings import MailSettings

HELD_BACK_DETAIL = "Held back from the pre-election period to the handover."


@dataclass(frozen=True, slots=True)
class DueSchedule:
    """A schedule and its due report, before the claim."""

    schedule: Schedule
    texts: dict[str, str]
    seen_until: "datetime"
    due: DueReport


def find_due_schedules(address: str, clock: Clock, name: str | None) -> Iterator[DueSchedule | tuple[str, Exception]]:
    """Find what is due of each active schedule, by key, or its error."""
    _start_missing_clocks(address, clock)
    with read_database(address) as connection:
        rows = [find_record(connection, SCHEDULES, name)] if name else list(read.load_rows(connection, SCHEDULES))
        clocks = schedule_runs.load_clocks(connection)
        for row in rows:
            schedule = Schedule.from_row(row)
            seen_until = clocks.get(schedule.key)
            if schedule.paused or seen_until is None:
                continue
            try:
                due_report = find_due_report(connection, schedule, seen_until, clock)
            except ContinuityError as error:
                yield schedule.key, error
                continue
            if due_report:
                yield DueSchedule(schedule, format_row(SCHEDULES, row), seen_until, due_report)


def claim_run(
    address: str, due_schedule: DueSchedule, clock: Clock, worker: str, mail_settings: "MailSettings"
) -> Run | None:
    """Claim a due schedule as a run with its deliveries; None if another program has it."""
    schedule, moment = due_schedule.schedule, due_schedule.due.moment
    with write_untracked(address) as connection:
        if not schedule_runs.advance_clock(connection, schedule.key, due_schedule.seen_until, moment):
            return None
        run = _build_run(connection, due_schedule, clock, worker)
        offices, held_message = _find_reported_offices(connection, due_schedule, run)
        if held_message and not schedule.per_city:
            # A city is not told which others are held back.
            note = f"{run.coverage_notes.get('', '')} {held_message}".strip()
            run = replace(run, coverage_notes={**run.coverage_notes, "": note})
        run = replace(run, offices=offices)
        deliveries = _build_deliveries(connection, schedule, run, clock, mail_settings)
        schedule_runs.add_run(connection, run, deliveries)
        return run


def _start_missing_clocks(address: str, clock: Clock) -> None:
    """Start a clock at now for schedules restored by an undo."""
    with read_database(address) as connection:
        rows = read.select_rows(connection, SCHEDULES, ("key", "timezone"))
        timezones = {str(row["key"]): str(row["timezone"]) for row in rows}
        missing = timezones.keys() - schedule_runs.load_clocks(connection).keys()
    if missing:
        with write_untracked(address) as connection:
            for key in sorted(missing):
                schedule_runs.start_clock(connection, key, clock.get_due_from(timezones[key]))


def _build_run(connection: "Connection", due_schedule: DueSchedule, clock: Clock, worker: str) -> Run:
    key = f"{due_schedule.schedule.key}/{due_schedule.due.moment:%Y-%m-%dT%H:%MZ}"
    taken = schedule_runs.find_run_keys(connection, key)
    if key in taken:
        key = next(candidate for number in range(2, len(taken) + 3) if (candidate := f"{key}-{number}") not in taken)
    return Run(
        key=key,
        schedule=due_schedule.schedule.key,
        schedule_cells=due_schedule.texts,
        due=due_schedule.due.moment,
        coverage_notes=due_schedule.due.coverage_notes,
        reminder_keys=due_schedule.due.reminder_keys,
        as_of=clock.get_local_day(due_schedule.schedule.timezone),
        state=RunState.CLAIMED,
        worker=worker,
        leased_until=clock.now + LEASE_DURATION,
    )


def _find_reported_offices(
    connection: "Connection", due_schedule: DueSchedule, run: Run
) -> tuple[tuple[str, ...] | None, str]:
    """Find the offices of a run (None for all in scope) and describe cities held back."""
    if not due_schedule.schedule.hold:
        return due_schedule.due.offices, ""
    scope = build_scope(due_schedule.schedule, due_schedule.due.offices)
    leaderships = facts.load_leaderships(connection)
    offices = find_offices_in_scope(connection, scope, leaderships)
    snapshot = build_known_snapshot({key: leaderships[key] for key in offices}, run.as_of, load_settings(connection))
    quiet_cities = {
        transition.city
        for outlook in snapshot.outlooks.values()
        for transition in (*outlook.open, *outlook.ahead)
        if transition.is_election
        and (transition.quiet_from or transition.polling_day) <= run.as_of <= transition.scheduled_handover_last
    }
    if not quiet_cities:
        return due_schedule.due.offices, ""
    names = load_city_names(connection)
    held_message = f"{HELD_BACK_DETAIL} {', '.join(names[city] for city in sorted(quiet_cities))}."
    return tuple(sorted(key for key in offices if leaderships[key].office.city not in quiet_cities)), held_message


def _build_deliveries(
    connection: "Connection", schedule: Schedule, run: Run, clock: Clock, mail_settings: "MailSettings"
) -> Iterator[Delivery]:
    """Build a delivery of each report to each destination; skipped if all is held back."""
    destinations = [(choose_channel(to, mail_settings), find_channel_type(to).get_target(to)) for to in schedule.to]
    parts = _list_cities(connection, schedule, run) if schedule.per_city else ("",)
    is_empty = run.offices == ()
    planned = [(part, channel, target) for part in parts or ("",) for channel, target in destinations]
    width = len(str(len(planned)))
    for number, (part, channel, target) in enumerate(planned, start=1):
        yield Delivery(
            key=f"{run.key}/{number:0{width}}",
            run=run.key,
            channel=channel,
            target=target,
            city=part,
            state=DeliveryState.SKIPPED if is_empty else DeliveryState.CLAIMED,
            changed_at=clock.now,
            explanation=HELD_BACK_DETAIL if is_empty else "",
        )


def _list_cities(connection: "Connection", schedule: Schedule, run: Run) -> tuple[str, ...]:
    leaderships = facts.load_leaderships(connection)
    office_keys = find_offices_in_scope(connection, build_scope(schedule, run.offices), leaderships)
    return tuple(sorted({leaderships[key].office.city for key in office_keys}))
