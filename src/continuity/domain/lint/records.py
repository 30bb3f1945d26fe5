"""Any table's records: one name under two keys, no source, no recent check.
Missing sources and checks are one remark a table, since such gaps come in bulk.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.schema.columns import Table
from continuity.domain.schema.former_names import FORMER_NAME
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.values.keys import slugify
from continuity.domain.vocabulary import Severity

_DISTINGUISHING_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cities": ("country", "region"),
    "people": (),
    "parties": ("country",),
    "programmes": ("city",),
    "partners": ("city",),
}
"""By table, the columns in which records of one name must also agree to be taken for one: there are two Auroras."""

MAX_LISTED = 20
"""Up to so many records of a table are named one by one."""


def check_same_name(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find records of one name, capitals and accents aside, in no register."""
    identifiers = _index_identifiers(data.rows.get("identifiers", ()))
    for table, columns in _DISTINGUISHING_COLUMNS.items():
        noun = TABLES_BY_NAME[table].noun
        groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in data.rows.get(table, ()):
            groups[_normalize_name(row), *(str(row.get(name) or "") for name in columns)].append(f"{noun}:{row['key']}")
        for records in groups.values():
            if len(records) > 1 and not _is_distinguished(records, identifiers):
                keys = tuple(record.partition(":")[2] for record in records)
                yield build_match(tuple(records), name=data.display_name(noun, keys[0]), noun=noun, keys=keys)


def _normalize_name(row: Row) -> str:
    name = str(row.get("name") or "")
    return slugify(name) or " ".join(name.casefold().split())


def _index_identifiers(identifiers: Sequence[Row]) -> dict[str, dict[str, str]]:
    index: dict[str, dict[str, str]] = defaultdict(dict)
    for row in (row for row in identifiers if row["scheme"] != FORMER_NAME):
        index[str(row["record"])][str(row["scheme"])] = str(row["value"])
    return index


def _is_distinguished(records: Sequence[str], identifiers: Mapping[str, Mapping[str, str]]) -> bool:
    entries = [identifiers.get(record, {}) for record in records]
    shared = set(entries[0]).intersection(*entries[1:])
    return any(len({entry[scheme] for entry in entries}) == len(records) for scheme in shared)


def check_no_source(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find records that do not say where they were read."""
    for table in TABLES:
        rows = data.rows.get(table.name, ())
        if unsourced := [row for row in rows if not row.get("source")]:
            yield _build_match(table, unsourced, {"total": len(rows)})


def check_not_verified(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find records that nobody is known to have checked within `stale_months`."""
    months = data.settings.stale_months
    for table in TABLES:
        rows = data.rows.get(table.name, ())
        if stale := [row for row in rows if _is_stale(row, as_of, months)]:
            never_checked = sum(row.get("verified_on") is None for row in stale)
            parameters = {"total": len(rows), "months": months, "day": as_of, "never_checked": never_checked}
            yield _build_match(table, stale, parameters, "never" if never_checked == len(stale) else "")


def _is_stale(row: Row, as_of: date, months: int) -> bool:
    """Return whether a check, at its earliest day, is too long ago; one after the as-of day was no check yet."""
    checked = row.get("verified_on")
    if not isinstance(checked, VagueDate) or checked.earliest is None or checked.earliest > as_of:
        return True
    return Duration(months=months).add_to(checked.earliest) < as_of


def _build_match(table: Table, rows: list[Row], parameters: Mapping[str, object], variant: str = "") -> LintMatch:
    keys = tuple(str(row["key"]) for row in rows)
    records = tuple(f"{table.noun}:{key}" for key in keys[:MAX_LISTED])
    return LintMatch(records, {"count": len(rows), "table": table.name, "keys": keys, **parameters}, variant)


LINT_RULES = (
    LintRule("SAME_NAME", Severity.WARNING, check_same_name),
    LintRule("NO_SOURCE", Severity.WARNING, check_no_source),
    LintRule("NOT_VERIFIED", Severity.WARNING, check_not_verified),
)
