"""Names of one table: comparison, lookup and near misses."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode
from continuity.domain.schema.record_keys import generate_key
from continuity.domain.schema.tables import ELECTIONS, OFFICES, PEOPLE, PROGRAMMES, TERMS
from continuity.importers.model import to_printable
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.lookup import load_former_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAME_COLUMNS = {OFFICES.name: "title"}
CITY_COLUMNS = {OFFICES.name: "city", PROGRAMMES.name: "city"}
"""Tables whose names tell records apart within one city only, and the column of that city."""

_SIMILARITY_CUTOFF = 85
_MAX_COMPARISONS = 4_000_000
"""Pairs of names; beyond that comparing takes too long for an import."""


def normalise_name(name: str) -> str:
    """Normalise capitals, spaces and Unicode of a name for comparison."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find_name_column(table: Table) -> str | None:
    """Find the name column of a table, if any."""
    return _NAME_COLUMNS.get(table.name, "name" if table.has_name else None)


class NameIndex:
    """Stored and new names of one table; `reserved_keys` are those in rows of the file, at any place.
    `new_records` hold, by key, the name and first record of each.
    """

    def __init__(self, connection: "Connection", table: Table) -> None:
        self.table = table
        self.keys = read.load_keys(connection, table)
        self.reserved_keys: set[str] = set()
        self.new_records: dict[str, tuple[str, UnresolvedRecord]] = {}
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._cities_by_key = _load_cities_of_people(connection) if table is PEOPLE else {}
        self._name_column = find_name_column(table)
        self._city_column = CITY_COLUMNS.get(table.name)
        self._former_names = _index_former_names(connection, table)
        renamed_keys = set().union(*self._former_names.values())
        self._names_today: dict[str, str] = {}
        for row in read.select_rows(connection, table, {"key", self._name_column or "key", self._city_column or "key"}):
            key = str(row["key"])
            self._index_name(key, row)
            if key in renamed_keys:
                self._names_today[key] = str(row[self._name_column or "key"])

    def has_key(self, key: str) -> bool:
        """Return whether a stored or new record has the key."""
        return key in self.keys or key in self.reserved_keys

    def find_by_name(self, name: str, city: str | None) -> list[str]:
        """Find keys by name, in one city or in all; by a former name where no record bears it today.
        A person without any office may be of every city.
        """
        text = normalise_name(name)
        if self._city_column and city is None:
            return sorted(key for (_, other), keys in self._by_name.items() if other == text for key in keys)
        found = self._by_name.get((city if self._city_column and city else "", text), [])
        found = found or self._former_names.get(text, [])
        return [key for key in found if city is None or city in self._cities_by_key.get(key, (city,))]

    def get_name_today(self, key: str, name: str) -> str:
        """Return the name that a record bears today, where the given one is a former name of it."""
        return self._names_today[key] if key in self._former_names.get(normalise_name(name), ()) else name

    def list_in_city(self, city: str) -> list[str]:
        """List the keys in one city."""
        return sorted({key for (place, _), keys in self._by_name.items() if place == city for key in keys})

    def add_city(self, key: str, city: str | None) -> None:
        """Note that a person holds an office in the city."""
        if city:
            self._cities_by_key.setdefault(key, set()).add(city)

    def add_record(self, record: UnresolvedRecord) -> str:
        """Add a new record by its row's key or a free one; return the key."""
        key = record.cells.get("key", "").strip() or generate_key(self.table, record.cells, self.keys)
        self.keys.add(key)
        self.new_records[key] = (record.cells.get(self._name_column or "", ""), record)
        self._index_name(key, record.cells)
        return key

    def find_namesakes(self) -> list[tuple[str, tuple[str, ...]]]:
        """Find each name of a new person that several people have, with their keys."""
        names = {normalise_name(name): name for name, _ in self.new_records.values() if name}
        keys_by_name = {name: self._by_name["", text] for text, name in names.items()}
        return [(to_printable(name), tuple(keys)) for name, keys in keys_by_name.items() if len(keys) > 1]

    def find_similar_names(self) -> Iterator[ImportRemark]:
        """Remark on each new name close to another one."""
        if len(self.new_records) * len(self._by_name) > _MAX_COMPARISONS:
            return
        spellings = {normalise_name(name): name for name, _ in self.new_records.values()}
        seen_pairs: set[frozenset[str]] = set()
        for name, record in self.new_records.values():
            city = record.cells.get(self._city_column, "") if self._city_column else ""
            text = normalise_name(name)
            others = [other for place, other in self._by_name if place == city and other != text]
            match = process.extractOne(text, others, scorer=fuzz.token_sort_ratio, score_cutoff=_SIMILARITY_CUTOFF)
            if name and match and not record.tag and (pair := frozenset((city, text, match[0]))) not in seen_pairs:
                seen_pairs.add(pair)
                similar_name = to_printable(spellings.get(match[0], match[0]))
                place = record.get_place(self._name_column or "")
                parameters = {"place": place, "name": to_printable(name), "similar_name": similar_name}
                yield ImportRemark(ImportRemarkCode.SIMILAR_NAME, parameters)

    def _index_name(self, key: str, row: Mapping[str, object]) -> None:
        city = str(row.get(self._city_column) or "") if self._city_column else ""
        keys = self._by_name[city, normalise_name(str(row.get(self._name_column) or ""))] if self._name_column else []
        if key not in keys:
            keys.append(key)


def _index_former_names(connection: "Connection", table: Table) -> dict[str, list[str]]:
    keys_by_name: dict[str, set[str]] = defaultdict(set)
    for name, key in load_former_names(connection, table):
        keys_by_name[normalise_name(name)].add(key)
    return {name: sorted(keys) for name, keys in keys_by_name.items()}


def _load_cities_of_people(connection: "Connection") -> dict[str, set[str]]:
    """Load the cities in which each person has held or won an office."""
    offices = read.select_rows(connection, OFFICES, ("key", "city"))
    city_by_office = {str(row["key"]): str(row["city"]) for row in offices}
    cities: dict[str, set[str]] = defaultdict(set)
    for table, column in ((TERMS, "person"), (ELECTIONS, "winner")):
        for row in read.select_rows(connection, table, ("office", column)):
            cities[str(row[column])].add(city_by_office[str(row["office"])])
    return dict(cities)


def get_city_of_office(office: str) -> str:
    """Return the key of an office's city, with which its own begins."""
    return office.rpartition("/")[0]
