"""Where records come from and when somebody last looked.

One remark a table, since such gaps come in bulk.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import Severity

MAX_LISTED = 20
"""Up to so many records of a table are named one by one."""


def check_no_source(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find records that do not say where they were read."""
    for table in TABLES:
        rows = data.rows.get(table.name, ())
        unsourced = [row for row in rows if not row.get("source")]
        if unsourced:
            yield _build_match(table, unsourced, {"total": len(rows)})


def check_not_verified(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find records that nobody is known to have checked within `stale_months`."""
    months = data.settings.stale_months
    for table in TABLES:
        rows = data.rows.get(table.name, ())
        stale = [row for row in rows if _is_stale(row, as_of, months)]
        if stale:
            never_checked = sum(row.get("verified_on") is None for row in stale)
            parameters = {"total": len(rows), "months": months, "day": as_of, "never_checked": never_checked}
            yield _build_match(table, stale, parameters, "never" if never_checked == len(stale) else "")


def _is_stale(row: Row, as_of: date, months: int) -> bool:
    """Return whether a day of checking is too long ago.

    A vague day is read at its earliest; one after the as-of day was no check yet.
    """
    checked = row.get("verified_on")
    if not isinstance(checked, VagueDate) or checked.earliest is None or checked.earliest > as_of:
        return True
    return Duration(months=months).add_to(checked.earliest) < as_of


def _build_match(table: Table, rows: list[Row], parameters: Mapping[str, object], variant: str = "") -> LintMatch:
    keys = tuple(str(row["key"]) for row in rows)
    records = tuple(f"{table.noun}:{key}" for key in keys[:MAX_LISTED])
    return LintMatch(records, {"count": len(rows), "table": table.name, "keys": keys, **parameters}, variant)


LINT_RULES = (
    LintRule("NO_SOURCE", Severity.WARNING, check_no_source),
    LintRule("NOT_VERIFIED", Severity.WARNING, check_not_verified),
)
