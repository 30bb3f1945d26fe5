"""The traces of schedules: each attribute has a column, and each column an attribute."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from continuity.db import schedule_runs
from continuity.db.engine import transaction
from continuity.db.schema.schedules import DELIVERIES, FINDINGS, RUNS
from continuity.domain.comparison.snapshot import FindingSnapshot, ReportSnapshot
from continuity.domain.scheduling.runs import Delivery, Run
from continuity.domain.settings import DEFAULT_SETTINGS

NOW = datetime.fromisoformat("2026-12-01T08:00:00+00:00")
LATER = datetime.fromisoformat("2026-12-01T09:00:00+00:00")
RUN = Run(
    key="monthly/2026-12-01",
    schedule="monthly",
    schedule_cells={"city": "northbridge"},
    due=NOW,
    coverage_notes={"": "It covers one missed time."},
    as_of=date(2026, 12, 1),
    state="failed",
    worker="tests",
    leased_until=LATER,
    offices=("northbridge/mayor",),
    reminder_keys=("northbridge/mayor/2027-05-06",),
    failure_reason="The disk is full.",
)
DELIVERY = Delivery(
    key="monthly/2026-12-01/1",
    run=RUN.key,
    channel="mail",
    target="ada@example.org",
    city="northbridge",
    state="failed",
    attempts=2,
    retry_at=LATER,
    changed_at=NOW,
    explanation="The server is busy.",
)
FINDING = FindingSnapshot(
    programme="knife-bins",
    name="Knife Bins",
    city="northbridge",
    office="northbridge/mayor",
    status="at-risk",
    level="high",
    basis="recorded",
    transition="northbridge/mayor/2027-05-06",
    polling_day=date(2027, 5, 6),
    runs_until=date(2027, 3, 31),
    covered_until=date(2027, 1, 31),
    codes=("NO_AGREEMENT", "NO_OWNER"),
)


@pytest.fixture
def connection(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction in an empty database."""
    with transaction(engine, write=True) as opened:
        yield opened


def build_finding_values(finding: FindingSnapshot) -> dict[str, Any]:
    return schedule_runs.build_finding_values(RUN.key, finding)


@pytest.mark.parametrize(
    ("build_values", "table", "columns_of_others"),
    [
        (schedule_runs.build_run_values, RUNS, {"rule", "settings", "batch"}),
        (schedule_runs.build_delivery_values, DELIVERIES, set()),
        (build_finding_values, FINDINGS, set()),
    ],
)
def test_stored_values_name_every_column(
    build_values: Callable[[Any], dict[str, Any]], table: sa.Table, columns_of_others: set[str]
) -> None:
    samples: dict[str, Any] = {"schedule_runs": RUN, "schedule_deliveries": DELIVERY, "schedule_findings": FINDING}
    assert build_values(samples[table.name]).keys() == set(table.c.keys()) - columns_of_others


@pytest.mark.parametrize("sample", [RUN, DELIVERY, FINDING])
def test_samples_differ_from_every_default(sample: Any) -> None:
    assert [field.name for field in fields(sample) if getattr(sample, field.name) == field.default] == []


def test_runs_and_deliveries_are_read_back_whole(connection: sa.Connection) -> None:
    schedule_runs.add_run(connection, RUN, [DELIVERY])
    assert schedule_runs.get_run(connection, RUN.key) == RUN
    assert schedule_runs.load_deliveries(connection) == [DELIVERY]


def test_update_delivery_stores_every_outcome(connection: sa.Connection) -> None:
    schedule_runs.add_run(connection, RUN, [DELIVERY])
    sent = replace(DELIVERY, state="sent", attempts=3, retry_at=None, changed_at=LATER, explanation="")
    schedule_runs.update_delivery(connection, sent)
    assert schedule_runs.load_deliveries(connection) == [sent]


def test_snapshots_are_read_back_whole(connection: sa.Connection) -> None:
    snapshot = ReportSnapshot(
        as_of=RUN.as_of, rule="1", settings=DEFAULT_SETTINGS, batch=3, findings={FINDING.programme: FINDING}
    )
    schedule_runs.add_run(connection, RUN, ())
    schedule_runs.write_snapshot(connection, RUN.key, snapshot)
    assert schedule_runs.load_last_snapshot(connection, RUN.schedule, LATER, RUN.offices) == snapshot
