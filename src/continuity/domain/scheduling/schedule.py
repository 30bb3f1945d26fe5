"""Schedules: contents, times, readers and destinations of reports.
Packs and shares omit them, since they hold personal addresses and local folders. They are journalled all the same.
"""

import re
from dataclasses import dataclass
from datetime import date, time

from continuity.domain.scheduling.cadence import Cadence
from continuity.domain.schema.columns import (
    Column,
    ColumnKind,
    Table,
    choice_column,
    date_column,
    key_column,
    text_column,
)
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.schema.values import LIST_SEPARATOR, Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AudienceName, RiskLevel, YesNo

HOLDABLE_AUDIENCES = (AudienceName.FUNDER, AudienceName.PUBLIC)
"""The audiences whose reports may be held back in a pre-election period."""

SCHEDULES = Table(
    "schedules",
    "schedule",
    "a report that is made and delivered by itself",
    (
        key_column(required=True),
        text_column("rule", "when it is due: an RFC 5545 RRULE of days; empty where only `before` makes it due"),
        date_column("start", "the first day it may be due"),
        text_column("at", "the time of day, as HH:MM", required=True),
        Column("timezone", ColumnKind.TIMEZONE, "whose time and days", required=True),
        Column("before", ColumnKind.LIST, "how long before each pre-election period it is due too: 12m | 6m"),
        text_column("city", "only this city"),
        text_column("region", "only cities of this region"),
        text_column("country", "only cities of this country"),
        text_column("office", "only what this office decides on"),
        text_column("partner", "only programmes this partner has a part in"),
        text_column("funder", "only programmes it pays for"),
        choice_column("level", "only findings at this level or above it", RiskLevel),
        Column("formats", ColumnKind.LIST, "as which documents it is written"),
        choice_column("audience", "for whom it is", AudienceName, required=True),
        Column("to", ColumnKind.LIST, "where it goes: folder:/srv/reports | mailto:ann@example.org"),
        choice_column("per_city", "whether each city gets a report of its own", YesNo),
        choice_column("only_if_changed", "whether nothing is delivered where nothing changed", YesNo),
        choice_column("hold", "whether cities are left out from their pre-election period to the handover", YesNo),
        choice_column("paused", "whether nothing is due until it is resumed", YesNo),
    ),
    key_required=True,
)

JOURNALLED_TABLES = {**TABLES_BY_NAME, SCHEDULES.name: SCHEDULES}
"""Every table whose changes are journalled, by name."""

_DESTINATION_SEPARATOR = re.compile(rf"{re.escape(LIST_SEPARATOR)}(?=[a-z][a-z0-9+.-]*:)")

SCOPE_COLUMNS = ("city", "region", "country", "office", "partner", "funder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One schedule; fields as its columns, with `before` as `lead_times`."""

    key: str
    rule: str | None
    start: date | None
    at: time
    timezone: str
    lead_times: tuple[Duration, ...]
    scope: dict[str, str]
    level: str | None
    formats: tuple[str, ...]
    audience: str
    to: tuple[str, ...]
    per_city: bool
    only_if_changed: bool
    hold: bool
    paused: bool

    @property
    def cadence(self) -> Cadence | None:
        """Return the cadence; None for a schedule of reminders only."""
        if not self.rule or not self.start:
            return None
        return Cadence(rule=self.rule, start=self.start, time_of_day=self.at, zone=self.timezone)

    @classmethod
    def from_row(cls, row: Row) -> "Schedule":
        """Build a schedule from its row."""
        start_date = row.get("start")
        return cls(
            key=str(row["key"]),
            rule=_get_text(row, "rule"),
            start=start_date.earliest if isinstance(start_date, VagueDate) else None,
            at=time.fromisoformat(str(row["at"])),
            timezone=str(row["timezone"]),
            lead_times=tuple(Duration.parse(text) for text in _split_items(row, "before")),
            scope={name: value for name in SCOPE_COLUMNS if (value := _get_text(row, name))},
            level=_get_text(row, "level"),
            formats=_split_items(row, "formats"),
            audience=str(row["audience"]),
            to=split_destinations(_get_text(row, "to") or ""),
            per_city=row.get("per_city") == YesNo.YES,
            only_if_changed=row.get("only_if_changed") == YesNo.YES,
            hold=row.get("hold") == YesNo.YES,
            paused=row.get("paused") == YesNo.YES,
        )


def split_destinations(text: str) -> tuple[str, ...]:
    """Split a list of destinations without repeats; a bar counts only before a scheme."""
    return tuple(dict.fromkeys(filter(None, _DESTINATION_SEPARATOR.split(text))))


def _get_text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)


def _split_items(row: Row, name: str) -> tuple[str, ...]:
    value = _get_text(row, name)
    return tuple(value.split(LIST_SEPARATOR)) if value else ()
