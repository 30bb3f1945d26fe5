"""What a schedule is: which report is made when, for whom, and where it goes.

Schedules are no part of the record of cities and programmes: no pack and no share has them, since they hold addresses
of people and folders of one machine. They are journalled and undone like it all the same.
"""

from dataclasses import dataclass
from datetime import date, time

from continuity.domain.risk.findings import LEVELS
from continuity.domain.scheduling.cadence import Rhythm
from continuity.domain.schema.columns import Column, Kind, Table, day, key, text, word
from continuity.domain.schema.tables import BY_NAME
from continuity.domain.schema.values import LIST_SEPARATOR, Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Span

FORMATS = ("html", "xlsx", "csv", "markdown", "text")
"""Of the documents; a test holds them to those there are."""
AUDIENCES = ("internal", "partner", "funder", "public")
HELD_BACK = ("funder", "public")
"""The audiences whose reports may be held back in a pre-election period."""

SCHEDULES = Table(
    "schedules",
    "schedule",
    "a report that is made and delivered by itself",
    (
        key(required=True),
        text("rule", "when it is due: an RFC 5545 RRULE of days; empty where only `before` makes it due"),
        day("start", "the first day it may be due"),
        text("at", "the time of day, as HH:MM", required=True),
        Column("timezone", Kind.TIMEZONE, "whose time and days", required=True),
        Column("before", Kind.LIST, "how long before each pre-election period it is due too: 12m | 6m"),
        text("city", "only this city"),
        text("region", "only cities of this region"),
        text("country", "only cities of this country"),
        text("office", "only what this office decides on"),
        text("partner", "only programmes this partner has a part in"),
        text("funder", "only programmes it pays for"),
        word("level", "only findings at this level or above it", *LEVELS),
        Column("formats", Kind.LIST, "as which documents it is written"),
        word("audience", "for whom it is", *AUDIENCES, required=True),
        text("to_dir", "the folder it is written into"),
        Column("to_mail", Kind.LIST, "whom it is mailed to, one message each"),
        word("per_city", "whether each city gets a report of its own", "yes", "no"),
        word("only_if_changed", "whether nothing is delivered where nothing changed", "yes", "no"),
        word("hold", "whether cities are left out from their pre-election period to the handover", "yes", "no"),
        word("paused", "whether nothing is due until it is resumed", "yes", "no"),
    ),
    key_required=True,
)

JOURNALLED = {**BY_NAME, SCHEDULES.name: SCHEDULES}
"""Every table whose changes are journalled, by name."""

SCOPE = ("city", "region", "country", "office", "partner", "funder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One schedule; fields as its columns.

    Attributes:
        spans: what `before` says.
    """

    key: str
    rule: str | None
    start: date | None
    at: time
    timezone: str
    spans: tuple[Span, ...]
    scope: dict[str, str]
    level: str | None
    formats: tuple[str, ...]
    audience: str
    to_dir: str | None
    to_mail: tuple[str, ...]
    per_city: bool
    only_if_changed: bool
    hold: bool
    paused: bool

    @property
    def rhythm(self) -> Rhythm | None:
        """When it is due; None where only its warnings are."""
        if not self.rule or not self.start:
            return None
        return Rhythm(rule=self.rule, start=self.start, at=self.at, zone=self.timezone)

    @classmethod
    def of(cls, row: Row) -> "Schedule":
        """The schedule of a row of the table."""
        started = row.get("start")
        return cls(
            key=str(row["key"]),
            rule=_text(row, "rule"),
            start=started.earliest if isinstance(started, VagueDate) else None,
            at=time.fromisoformat(str(row["at"])),
            timezone=str(row["timezone"]),
            spans=tuple(Span.parse(one) for one in _items(row, "before")),
            scope={name: value for name in SCOPE if (value := _text(row, name))},
            level=_text(row, "level"),
            formats=_items(row, "formats"),
            audience=str(row["audience"]),
            to_dir=_text(row, "to_dir"),
            to_mail=_items(row, "to_mail"),
            per_city=row.get("per_city") == "yes",
            only_if_changed=row.get("only_if_changed") == "yes",
            hold=row.get("hold") == "yes",
            paused=row.get("paused") == "yes",
        )


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None else str(value)


def _items(row: Row, name: str) -> tuple[str, ...]:
    value = _text(row, name)
    return tuple(value.split(LIST_SEPARATOR)) if value else ()
