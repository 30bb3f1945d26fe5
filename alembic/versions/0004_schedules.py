"""Schedules, their runs with findings and documents, and their deliveries.

Frozen: later changes of the record are later scripts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
LONG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORDS = {
    "audience": "internal partner funder public unknown",
    "hold": "yes no unknown",
    "level": "critical high moderate low unknown",
    "only_if_changed": "yes no unknown",
    "paused": "yes no unknown",
    "per_city": "yes no unknown",
}
RUN_STATES = "state IN ('claimed', 'rendered', 'done', 'failed')"
DELIVERY_STATES = "state IN ('claimed', 'rendered', 'sending', 'sent', 'failed', 'unknown', 'skipped')"
START = (
    '("start" IS NULL) = (start_earliest IS NULL AND start_latest IS NULL)'
    " AND (start_earliest IS NULL OR start_latest IS NULL OR start_earliest <= start_latest)"
)
TABLES = ("schedule_findings schedule_documents schedule_deliveries schedule_runs schedule_clocks schedules").split()


def upgrade() -> None:
    """Make the tables."""
    schedules()
    op.create_table(
        "schedule_clocks",
        filled("schedule", KEY),
        filled("seen_until"),
        sa.PrimaryKeyConstraint("schedule", name=op.f("pk_schedule_clocks")),
    )
    runs()
    of_runs()
    deliveries()


def downgrade() -> None:
    """Take them away again."""
    for name in TABLES:
        op.drop_table(name)


def schedules() -> None:
    """What is made when, for whom, and where it goes."""
    op.create_table(
        "schedules",
        filled("key", KEY),
        empty("rule"),
        empty("start"),
        empty("start_earliest", sa.Date),
        empty("start_latest", sa.Date),
        filled("at"),
        filled("timezone"),
        *map(empty, ("before", "city", "region", "country", "office", "partner", "funder", "level", "formats")),
        filled("audience"),
        *map(empty, ("to_dir", "to_mail", "per_city", "only_if_changed", "hold", "paused")),
        *(sa.CheckConstraint(among(name), name=op.f(f"ck_schedules_{name}_words")) for name in WORDS),
        sa.CheckConstraint(START, name=op.f("ck_schedules_start_days")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_schedules")),
    )


def runs() -> None:
    """What was due at one time."""
    op.create_table(
        "schedule_runs",
        filled("key", KEY),
        filled("schedule", KEY),
        *map(filled, ("ordered", "due", "covers", "notices")),
        filled("as_of", sa.Date),
        empty("offices"),
        *map(filled, ("state", "worker", "leased_until")),
        *map(empty, ("rule", "settings")),
        empty("batch", LONG_ID),
        empty("told"),
        sa.CheckConstraint(RUN_STATES, name=op.f("ck_schedule_runs_state_words")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_schedule_runs")),
    )
    op.create_index(op.f("ix_schedule_runs_schedule"), "schedule_runs", ["schedule"])


def of_runs() -> None:
    """What a run found, and what it wrote."""
    op.create_table(
        "schedule_findings",
        *(filled(name, KEY) for name in ("run", "programme")),
        filled("name"),
        *(filled(name, KEY) for name in ("city", "office")),
        filled("status"),
        *map(empty, ("level", "basis", "transition")),
        *(empty(name, sa.Date) for name in ("polling_day", "runs_until", "covered_until")),
        filled("codes"),
        run("schedule_findings"),
        sa.PrimaryKeyConstraint("run", "programme", name=op.f("pk_schedule_findings")),
    )
    op.create_table(
        "schedule_documents",
        *(filled(name, KEY) for name in ("run", "part", "name")),
        filled("media_type"),
        filled("content", sa.LargeBinary),
        run("schedule_documents"),
        sa.PrimaryKeyConstraint("run", "part", "name", name=op.f("pk_schedule_documents")),
    )


def deliveries() -> None:
    """One report to one place."""
    op.create_table(
        "schedule_deliveries",
        *(filled(name, KEY) for name in ("key", "run")),
        *map(filled, ("channel", "target")),
        filled("part", KEY),
        filled("state"),
        filled("attempts", sa.Integer),
        empty("again_at"),
        filled("changed_at"),
        empty("told"),
        sa.CheckConstraint(DELIVERY_STATES, name=op.f("ck_schedule_deliveries_state_words")),
        run("schedule_deliveries"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_schedule_deliveries")),
        sa.UniqueConstraint(
            *("run", "channel", "target", "part"), name=op.f("uq_schedule_deliveries_run_channel_target_part")
        ),
    )
    for name in ("run", "state"):
        op.create_index(op.f(f"ix_schedule_deliveries_{name}"), "schedule_deliveries", [name])


def filled(name: str, kind: object = sa.Text) -> sa.Column:
    """A column that always holds something; a moment is a text in UTC."""
    return sa.Column(name, kind, nullable=False)


def empty(name: str, kind: object = sa.Text) -> sa.Column:
    """A column that may be empty."""
    return sa.Column(name, kind)


def among(name: str) -> str:
    """The rule of a column of words."""
    listed = ", ".join(f"'{word}'" for word in WORDS[name].split())
    return f'"{name}" IN ({listed})'


def run(table: str) -> sa.ForeignKeyConstraint:
    """To which run a row belongs."""
    name = op.f(f"fk_{table}_run")
    return sa.ForeignKeyConstraint(["run"], ["schedule_runs.key"], name=name, deferrable=True, initially="DEFERRED")
