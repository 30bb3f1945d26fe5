"""What became of schedules: up to when they were seen to, each run with its findings and documents, each delivery.

Nothing here is journalled: every row is the trace of what happened, and is never undone.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from continuity.db.schema.record_tables import LONG_ID, Base, build_foreign_key
from continuity.db.schema.types import KEY_TEXT, UtcTimestamp

RUN_STATES = ("claimed", "rendered", "done", "failed")
DELIVERY_STATES = ("claimed", "rendered", "sending", "sent", "failed", "unknown", "skipped")


class Clock(Base):
    """Up to which moment a schedule was seen to; moved by one conditional update, which claims what was due."""

    __tablename__ = "schedule_clocks"

    schedule: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    seen_until: Mapped[datetime] = mapped_column(UtcTimestamp)


class Run(Base):
    """What was due of a schedule at one time, missed times included."""

    __tablename__ = "schedule_runs"
    __table_args__ = (CheckConstraint(f"state IN {RUN_STATES}", "state_words"),)

    key: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    schedule: Mapped[str] = mapped_column(KEY_TEXT, index=True)
    ordered: Mapped[str] = mapped_column(Text)
    due: Mapped[datetime] = mapped_column(UtcTimestamp)
    covers: Mapped[str] = mapped_column(Text)
    notices: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date] = mapped_column()
    offices: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    worker: Mapped[str] = mapped_column(Text)
    leased_until: Mapped[datetime] = mapped_column(UtcTimestamp)
    rule: Mapped[str | None] = mapped_column(Text)
    settings: Mapped[str | None] = mapped_column(Text)
    batch: Mapped[int | None] = mapped_column(LONG_ID)
    told: Mapped[str | None] = mapped_column(Text)


class RunFinding(Base):
    """The verdict on one programme as one run reported it."""

    __tablename__ = "schedule_findings"

    run: Mapped[str] = mapped_column(KEY_TEXT, build_foreign_key("schedule_runs.key"), primary_key=True)
    programme: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(KEY_TEXT)
    office: Mapped[str] = mapped_column(KEY_TEXT)
    status: Mapped[str] = mapped_column(Text)
    level: Mapped[str | None] = mapped_column(Text)
    basis: Mapped[str | None] = mapped_column(Text)
    transition: Mapped[str | None] = mapped_column(Text)
    polling_day: Mapped[date | None] = mapped_column()
    runs_until: Mapped[date | None] = mapped_column()
    covered_until: Mapped[date | None] = mapped_column()
    codes: Mapped[str] = mapped_column(Text)


class Document(Base):
    """What a run wrote, kept until all of its deliveries arrived, so that each sends the same bytes."""

    __tablename__ = "schedule_documents"

    run: Mapped[str] = mapped_column(KEY_TEXT, build_foreign_key("schedule_runs.key"), primary_key=True)
    part: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    name: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    media_type: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Delivery(Base):
    """One report to one place; `part` is the city it is about, empty where it is about all of them."""

    __tablename__ = "schedule_deliveries"
    __table_args__ = (
        CheckConstraint(f"state IN {DELIVERY_STATES}", "state_words"),
        UniqueConstraint("run", "channel", "target", "part"),
    )

    key: Mapped[str] = mapped_column(KEY_TEXT, primary_key=True)
    run: Mapped[str] = mapped_column(KEY_TEXT, build_foreign_key("schedule_runs.key"), index=True)
    channel: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(KEY_TEXT)
    state: Mapped[str] = mapped_column(Text, index=True)
    attempts: Mapped[int] = mapped_column()
    again_at: Mapped[datetime | None] = mapped_column(UtcTimestamp)
    changed_at: Mapped[datetime] = mapped_column(UtcTimestamp)
    told: Mapped[str | None] = mapped_column(Text)
