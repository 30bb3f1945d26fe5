"""Two keys for one name: most often one thing recorded twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.domain.schema.values import Row
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
    for row in identifiers:
        index[str(row["record"])][str(row["scheme"])] = str(row["value"])
    return index


def _is_distinguished(records: Sequence[str], identifiers: Mapping[str, Mapping[str, str]]) -> bool:
    entries = [identifiers.get(record, {}) for record in records]
    shared = set(entries[0]).intersection(*entries[1:])
    return any(len({entry[scheme] for entry in entries}) == len(records) for scheme in shared)


LINT_RULES = (LintRule("SAME_NAME", Severity.WARNING, check_same_name),)
