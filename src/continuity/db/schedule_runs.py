"""State of scheduled runs; conditional updates let only one worker act.
Each function is one step in the caller's transaction; after a crash, the state is that of the last step.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from continuity.db.schema.schedules import CLOCKS, DELIVERIES, DOCUMENTS, FINDINGS, RUNS
from continuity.domain.comparison.snapshot import FindingSnapshot, ReportSnapshot
from continuity.domain.scheduling.runs import Delivery, Run
from continuity.domain.settings import format_setting_values, parse_settings
from continuity.domain.vocabulary import DeliveryState, RunState

DELIVERY_OUTCOME_COLUMNS = ("state", "attempts", "again_at", "changed_at", "told")
"""Columns that an attempt changes."""


def start_clock(connection: Connection, schedule: str, seen_until: datetime) -> None:
    """Start or restart the clock of a schedule."""
    connection.execute(sa.delete(CLOCKS).where(CLOCKS.c.schedule == schedule))
    connection.execute(sa.insert(CLOCKS).values(schedule=schedule, seen_until=seen_until))


def load_clocks(connection: Connection) -> dict[str, datetime]:
    """Load the time handled so far by schedule."""
    return {row.schedule: row.seen_until for row in connection.execute(sa.select(CLOCKS))}


def advance_clock(connection: Connection, schedule: str, seen_until: datetime, until: datetime) -> bool:
    """Advance the clock unless another worker did; return whether it moved."""
    query = sa.update(CLOCKS).where(CLOCKS.c.schedule == schedule, CLOCKS.c.seen_until == seen_until)
    return connection.execute(query.values(seen_until=until)).rowcount == 1


def add_run(connection: Connection, run: Run, deliveries: Iterable[Delivery]) -> None:
    """Insert a claimed run and its deliveries."""
    connection.execute(sa.insert(RUNS).values(**build_run_values(run)))
    if rows := [build_delivery_values(delivery) for delivery in deliveries]:
        connection.execute(sa.insert(DELIVERIES), rows)


def find_run_keys(connection: Connection, prefix: str) -> set[str]:
    """Find the keys of runs with the prefix."""
    query = sa.select(RUNS.c.key).where(RUNS.c.key.startswith(prefix, autoescape=True))
    return set(connection.execute(query).scalars())


def load_sent_reminder_keys(connection: Connection, schedule: str) -> set[str]:
    """Load the keys of reminders already in the schedule's runs."""
    found = connection.execute(sa.select(RUNS.c.notices).where(RUNS.c.schedule == schedule)).scalars()
    return {key for text in found for key in json.loads(text)}


def get_run(connection: Connection, key: str) -> Run | None:
    """Return the run with this key."""
    found = list(_load_runs(connection, RUNS.c.key == key))
    return found[0] if found else None


def load_runs(connection: Connection, schedule: str, limit: int) -> list[Run]:
    """Load the newest runs of a schedule, newest first."""
    query = sa.select(RUNS).where(RUNS.c.schedule == schedule).order_by(RUNS.c.due.desc(), RUNS.c.key.desc())
    return [_parse_run(row) for row in connection.execute(query.limit(limit))]


def find_unfinished_runs(connection: Connection, now: datetime) -> list[Run]:
    """Find runs with work left and an expired lease, oldest first."""
    has_due_delivery = sa.exists().where(DELIVERIES.c.run == RUNS.c.key, DELIVERIES.c.again_at <= now)
    has_work = sa.or_(RUNS.c.state.in_((RunState.CLAIMED, RunState.RENDERED)), has_due_delivery)
    return list(_load_runs(connection, RUNS.c.leased_until < now, has_work))


def take_over_run(connection: Connection, run: Run, worker: str, until: datetime) -> bool:
    """Claim a run unless another worker did; return whether it succeeded."""
    query = sa.update(RUNS).where(RUNS.c.key == run.key, RUNS.c.leased_until == run.leased_until)
    return connection.execute(query.values(worker=worker, leased_until=until)).rowcount == 1


def renew_lease(connection: Connection, run: str, worker: str, until: datetime) -> bool:
    """Extend the worker's lease; return whether it still has the run."""
    query = sa.update(RUNS).where(RUNS.c.key == run, RUNS.c.worker == worker)
    return connection.execute(query.values(leased_until=until)).rowcount == 1


def set_run_state(connection: Connection, run: str, state: RunState, detail: str = "") -> None:
    """Set the state of a run."""
    connection.execute(sa.update(RUNS).where(RUNS.c.key == run).values(state=state, told=detail or None))


def write_snapshot(connection: Connection, run: str, snapshot: ReportSnapshot) -> None:
    """Write the findings of a run, for comparison by the next run."""
    settings = _dump_json(format_setting_values(snapshot.settings))
    values = {"rule": snapshot.rule, "settings": settings, "batch": snapshot.batch}
    connection.execute(sa.update(RUNS).where(RUNS.c.key == run).values(**values))
    connection.execute(sa.delete(FINDINGS).where(FINDINGS.c.run == run))
    if rows := [build_finding_values(run, finding) for finding in snapshot.findings.values()]:
        connection.execute(sa.insert(FINDINGS), rows)


def load_last_snapshot(
    connection: Connection, schedule: str, before: datetime, offices: tuple[str, ...] | None
) -> ReportSnapshot | None:
    """Load the newest earlier snapshot that covers the offices (None: all offices)."""
    query = sa.select(RUNS).where(RUNS.c.schedule == schedule, RUNS.c.due < before, RUNS.c.settings.is_not(None))
    for row in connection.execute(query.order_by(RUNS.c.due.desc(), RUNS.c.key.desc())):
        reported_offices = row.offices and set(json.loads(row.offices))
        if reported_offices is None or (offices is not None and reported_offices.issuperset(offices)):
            return _parse_snapshot(connection, row)
    return None


def _parse_snapshot(connection: Connection, row: sa.Row[Any]) -> ReportSnapshot:
    query = sa.select(FINDINGS).where(FINDINGS.c.run == row.key).order_by(FINDINGS.c.programme)
    return ReportSnapshot(
        as_of=row.as_of,
        rule=row.rule,
        settings=parse_settings(json.loads(row.settings)),
        batch=row.batch,
        findings={found.programme: _parse_finding(found) for found in connection.execute(query)},
    )


def write_documents(connection: Connection, run: str, documents: Iterable[tuple[str, str, str, bytes]]) -> None:
    """Write documents for delivery: part, name, media type and content."""
    connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.run == run))
    names = ("part", "name", "media_type", "content")
    if rows := [{"run": run, **dict(zip(names, document, strict=True))} for document in documents]:
        connection.execute(sa.insert(DOCUMENTS), rows)


def load_documents(connection: Connection, run: str, part: str) -> list[tuple[str, str, bytes]]:
    """Load documents for delivery by name: name, media type and content."""
    query = sa.select(DOCUMENTS.c.name, DOCUMENTS.c.media_type, DOCUMENTS.c.content)
    found = query.where(DOCUMENTS.c.run == run, DOCUMENTS.c.part == part).order_by(DOCUMENTS.c.name)
    return [(row.name, row.media_type, row.content) for row in connection.execute(found)]


def load_deliveries(connection: Connection, **equal: str) -> list[Delivery]:
    """Load the deliveries with these column values, by key."""
    conditions = [DELIVERIES.c[name] == value for name, value in equal.items()]
    query = sa.select(DELIVERIES).where(*conditions).order_by(DELIVERIES.c.key)
    return [_parse_delivery(row) for row in connection.execute(query)]


def start_sending(connection: Connection, delivery: Delivery, now: datetime) -> bool:
    """Mark a delivery as sending unless another worker did; return success."""
    query = sa.update(DELIVERIES).where(
        DELIVERIES.c.key == delivery.key,
        DELIVERIES.c.state == delivery.state,
        DELIVERIES.c.changed_at == delivery.changed_at,
        DELIVERIES.c.attempts == delivery.attempts,
    )
    values = {"state": DeliveryState.SENDING, "attempts": delivery.attempts + 1, "changed_at": now, "again_at": None}
    return connection.execute(query.values(**values)).rowcount == 1


def update_delivery(connection: Connection, delivery: Delivery) -> None:
    """Update the outcome of a delivery."""
    values = build_delivery_values(delivery)
    query = sa.update(DELIVERIES).where(DELIVERIES.c.key == delivery.key)
    connection.execute(query.values(**{name: values[name] for name in DELIVERY_OUTCOME_COLUMNS}))


def finish_run(connection: Connection, run: str, now: datetime) -> None:
    """Mark a run as done and end its lease."""
    connection.execute(sa.update(RUNS).where(RUNS.c.key == run).values(state=RunState.DONE, leased_until=now))


def delete_documents(connection: Connection, run: str) -> None:
    """Delete the documents of a run."""
    connection.execute(sa.delete(DOCUMENTS).where(DOCUMENTS.c.run == run))


def _load_runs(connection: Connection, *conditions: sa.ColumnElement[bool]) -> Iterator[Run]:
    query = sa.select(RUNS).where(*conditions).order_by(RUNS.c.due, RUNS.c.key)
    return map(_parse_run, connection.execute(query))


def build_run_values(run: Run) -> dict[str, Any]:
    """Build the columns of a run; its snapshot adds rule, settings and batch."""
    return {
        "key": run.key,
        "schedule": run.schedule,
        "ordered": _dump_json(run.schedule_cells),
        "due": run.due,
        "covers": _dump_json(run.coverage_notes),
        "notices": _dump_json(run.reminder_keys),
        "as_of": run.as_of,
        "offices": None if run.offices is None else _dump_json(run.offices),
        "state": run.state,
        "worker": run.worker,
        "leased_until": run.leased_until,
        "told": run.failure_reason or None,
    }


def _parse_run(row: sa.Row[Any]) -> Run:
    return Run(
        key=row.key,
        schedule=row.schedule,
        schedule_cells=json.loads(row.ordered),
        due=row.due,
        coverage_notes=json.loads(row.covers),
        as_of=row.as_of,
        state=RunState(row.state),
        worker=row.worker,
        leased_until=row.leased_until,
        offices=None if row.offices is None else tuple(json.loads(row.offices)),
        reminder_keys=tuple(json.loads(row.notices)),
        failure_reason=row.told or "",
    )


def _dump_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def build_delivery_values(delivery: Delivery) -> dict[str, Any]:
    """Build the columns of a delivery."""
    return {
        "key": delivery.key,
        "run": delivery.run,
        "channel": delivery.channel,
        "target": delivery.target,
        "part": delivery.city,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "again_at": delivery.retry_at,
        "changed_at": delivery.changed_at,
        "told": delivery.explanation or None,
    }


def _parse_delivery(row: sa.Row[Any]) -> Delivery:
    return Delivery(
        key=row.key,
        run=row.run,
        channel=row.channel,
        target=row.target,
        city=row.part,
        state=DeliveryState(row.state),
        attempts=row.attempts,
        retry_at=row.again_at,
        changed_at=row.changed_at,
        explanation=row.told or "",
    )


def build_finding_values(run: str, finding: FindingSnapshot) -> dict[str, Any]:
    """Build the columns of one programme's finding in a run."""
    return {
        "run": run,
        "programme": finding.programme,
        "name": finding.name,
        "city": finding.city,
        "office": finding.office,
        "status": finding.status,
        "level": finding.level,
        "basis": finding.basis,
        "transition": finding.transition,
        "polling_day": finding.polling_day,
        "runs_until": finding.runs_until,
        "covered_until": finding.covered_until,
        "codes": " ".join(finding.codes),
    }


def _parse_finding(row: sa.Row[Any]) -> FindingSnapshot:
    return FindingSnapshot(
        programme=row.programme,
        name=row.name,
        city=row.city,
        office=row.office,
        status=row.status,
        level=row.level,
        basis=row.basis,
        transition=row.transition,
        polling_day=row.polling_day,
        runs_until=row.runs_until,
        covered_until=row.covered_until,
        codes=tuple(row.codes.split()),
    )
