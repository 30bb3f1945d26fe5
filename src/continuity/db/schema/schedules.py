"""State of schedules, never journalled or undone, unlike the schedules themselves in `record_tables`."""

from sqlalchemy import CheckConstraint, Column, Date, Integer, LargeBinary, Table, Text, UniqueConstraint

from continuity.db.schema.record_tables import METADATA, build_foreign_key
from continuity.db.schema.types import KEY_TEXT, LONG_ID, UtcTimestamp
from continuity.domain.vocabulary import DeliveryState, RunState

CLOCKS = Table(
    "schedule_clocks",
    METADATA,
    Column("schedule", KEY_TEXT, primary_key=True),
    Column("seen_until", UtcTimestamp, nullable=False),
)
"""Time handled so far; one conditional update moves it and claims the runs due."""

RUNS = Table(
    "schedule_runs",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("schedule", KEY_TEXT, nullable=False, index=True),
    Column("ordered", Text, nullable=False),
    Column("due", UtcTimestamp, nullable=False),
    Column("covers", Text, nullable=False),
    Column("notices", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("offices", Text),
    Column("state", Text, nullable=False),
    Column("worker", Text, nullable=False),
    Column("leased_until", UtcTimestamp, nullable=False),
    Column("rule", Text),
    Column("settings", Text),
    Column("batch", LONG_ID),
    Column("told", Text),
    CheckConstraint(f"state IN {tuple(map(str, RunState))}", "state_words"),
)
"""One due report, missed times included."""

FINDINGS = Table(
    "schedule_findings",
    METADATA,
    Column("run", KEY_TEXT, build_foreign_key("schedule_runs.key"), primary_key=True),
    Column("programme", KEY_TEXT, primary_key=True),
    Column("name", Text, nullable=False),
    Column("city", KEY_TEXT, nullable=False),
    Column("office", KEY_TEXT, nullable=False),
    Column("status", Text, nullable=False),
    Column("level", Text),
    Column("basis", Text),
    Column("transition", Text),
    Column("polling_day", Date),
    Column("runs_until", Date),
    Column("covered_until", Date),
    Column("codes", Text, nullable=False),
)
"""One programme's finding in one run."""

DOCUMENTS = Table(
    "schedule_documents",
    METADATA,
    Column("run", KEY_TEXT, build_foreign_key("schedule_runs.key"), primary_key=True),
    Column("part", KEY_TEXT, primary_key=True),
    Column("name", KEY_TEXT, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Output of a run, the same bytes for each delivery; deleted after the last."""

DELIVERIES = Table(
    "schedule_deliveries",
    METADATA,
    Column("key", KEY_TEXT, primary_key=True),
    Column("run", KEY_TEXT, build_foreign_key("schedule_runs.key"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("part", KEY_TEXT, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("again_at", UtcTimestamp),
    Column("changed_at", UtcTimestamp, nullable=False),
    Column("told", Text),
    CheckConstraint(f"state IN {tuple(map(str, DeliveryState))}", "state_words"),
    UniqueConstraint("run", "channel", "target", "part"),
)
"""One report to one destination; `part` is a city, empty for all cities."""
