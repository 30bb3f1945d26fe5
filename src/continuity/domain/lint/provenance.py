"""Where records come from and when somebody last looked: one remark a table, since such gaps come in bulk."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint.base import WARNING, Check, Found, Recorded, among
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Span

LISTED = 20
"""Up to so many records of a table are named one by one."""


def no_source(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Records that do not say where they were read."""
    for table in TABLES:
        rows = recorded.rows.get(table.name, ())
        wanting = [row for row in rows if not row.get("source")]
        if wanting:
            yield _found(table, wanting, f"{len(wanting)} of {len(rows)} {table.name} without a source")


def not_verified(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Records that nobody is known to have checked within the months of the setting."""
    months = recorded.settings.stale_months
    for table in TABLES:
        rows = recorded.rows.get(table.name, ())
        stale = [row for row in rows if _stale(row, as_of, months)]
        if stale:
            never = sum(row.get("verified_on") is None for row in stale)
            since = f"not checked in the {months} months before {as_of}, {never} of them never"
            how = "never checked" if never == len(stale) else since
            yield _found(table, stale, f"{len(stale)} of {len(rows)} {table.name} {how}")


def _stale(row: Row, as_of: date, months: int) -> bool:
    """A vague day is read at its earliest; one after the as-of day was no check yet."""
    checked = row.get("verified_on")
    if not isinstance(checked, VagueDate) or checked.earliest is None or checked.earliest > as_of:
        return True
    return Span(months=months).after(checked.earliest) < as_of


def _found(table: Table, rows: list[Row], what: str) -> Found:
    keys = [str(row["key"]) for row in rows]
    return Found(f"{what}: {among(keys)}.", tuple(f"{table.noun}:{key}" for key in keys[:LISTED]))


CHECKS = (
    Check(
        "NO_SOURCE",
        WARNING,
        f"Records that do not say where they were read; one remark a table, with its first {LISTED} records.",
        "Record the address or title of the source.",
        no_source,
    ),
    Check(
        "NOT_VERIFIED",
        WARNING,
        "Records that nobody has checked against their source for 12 months, or ever; one remark a table, with its "
        f"first {LISTED} records.",
        "Check them against their source and record the day in verified_on.",
        not_verified,
    ),
)
