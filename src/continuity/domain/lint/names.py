"""Two keys for one name: most often one thing recorded twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from continuity.domain.lint.base import WARNING, Check, Found, Recorded, among
from continuity.domain.schema.tables import BY_NAME
from continuity.domain.schema.values import Row
from continuity.domain.values.keys import slug

_WITHIN: Mapping[str, tuple[str, ...]] = {
    "cities": ("country", "region"),
    "people": (),
    "parties": ("country",),
    "programmes": ("city",),
    "partners": ("city",),
}
"""By table, the columns in which records of one name must also agree to be taken for one: there are two Auroras."""


def same_name(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Records of one name, capitals and accents aside, that no register tells apart."""
    registered = _registered(recorded.rows.get("identifiers", ()))
    for table, columns in _WITHIN.items():
        noun = BY_NAME[table].noun
        alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in recorded.rows.get(table, ()):
            alike[_spelt(row), *(str(row.get(name) or "") for name in columns)].append(f"{noun}:{row['key']}")
        for records in alike.values():
            if len(records) > 1 and not _told_apart(records, registered):
                keys = [record.partition(":")[2] for record in records]
                yield Found(f"{recorded.name(noun, keys[0])} is recorded as {noun} {among(keys)}.", tuple(records))


def _spelt(row: Row) -> str:
    name = str(row.get("name") or "")
    return slug(name) or " ".join(name.casefold().split())


def _registered(identifiers: Sequence[Row]) -> dict[str, dict[str, str]]:
    """The values by record and register."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in identifiers:
        found[str(row["record"])][str(row["scheme"])] = str(row["value"])
    return found


def _told_apart(records: Sequence[str], registered: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether some register has another value for each of them."""
    entries = [registered.get(record, {}) for record in records]
    shared = set(entries[0]).intersection(*entries[1:])
    return any(len({entry[scheme] for entry in entries}) == len(records) for scheme in shared)


CHECKS = (
    Check(
        "SAME_NAME",
        WARNING,
        "Two keys bear one name, and no register tells them apart.",
        "Keep one and let all records name it; where they are two, record an identifier of one register for each.",
        same_name,
    ),
)
