"""Resolution of names to keys, in the database or among new rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.import_problems import (
    ImportRemark,
    ImportRemarkCode,
    Parameters,
    Problem,
    ProblemCode,
    describe_error,
)
from continuity.domain.schema.record_keys import build_tagged_key
from continuity.domain.schema.tables import OFFICES, PEOPLE, PROGRAMMES, TABLES_BY_NAME
from continuity.domain.schema.values import Row
from continuity.domain.values.keys import validate_key
from continuity.errors import BadValue
from continuity.importers.model import to_printable
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.imports.name_index import CITY_COLUMNS, NameIndex, find_name_column, get_city_of_office
from continuity.services.lookup import suggest_keys

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MAX_REMARKS = 20


class NameResolver:
    """Resolves the references and keys of rows; `problems` in the order of rows."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._indexes: dict[str, NameIndex] = {}
        self._keys_by_record: dict[int, str | None] = {}
        self.problems: list[Problem] = []

    def load_index(self, table: Table) -> NameIndex:
        """Load the names of a table once."""
        if table.name not in self._indexes:
            self._indexes[table.name] = NameIndex(self._connection, table)
        return self._indexes[table.name]

    def reserve_keys(self, records: Iterable[UnresolvedRecord]) -> None:
        """Reserve the keys in rows, so that earlier rows can refer to them."""
        for record in records:
            if key := record.cells.get("key", "").strip():
                self.load_index(record.table).reserved_keys.add(key)

    def resolve_references(self, record: UnresolvedRecord) -> bool:
        """Resolve the references of a record; return whether all are known."""
        is_complete = True
        for column in record.table.reference_columns:
            text = record.cells.get(column.name, "").strip()
            if text:
                key = self._resolve_reference(record, column, text)
            elif column.name in record.links:
                key = self.get_key(record.links[column.name])
            elif self._is_missing_office(record, column):
                key = self._find_only_office(record)
            elif record.linked and column.name == CITY_COLUMNS.get(record.table.name) and not _get_given_key(record):
                self._add_problem(record, column.name, ProblemCode.MISSING_CITY, {})
                key = None
            else:
                continue
            record.cells[column.name] = key or ""
            is_complete = is_complete and key is not None
        return is_complete

    def resolve_key(self, record: UnresolvedRecord) -> str | None:
        """Resolve a record's own key by key or name, or create one."""
        table, column = record.table, find_name_column(record.table)
        given_key, name = _get_given_key(record), record.cells.get(column or "", "").strip()
        record.cells |= {"key": given_key} if record.tag else {}
        names = self.load_index(table)
        if given_key and given_key not in names.keys and not self._can_be_key(record, given_key):
            return None
        city = self._find_city(record)
        found = [given_key] if given_key in names.keys else [] if given_key else names.find_by_name(name, city)
        if len(found) == 1 and not given_key and column:
            # An old sheet does not rename the record back.
            record.cells[column] = names.get_name_today(found[0], name)
        if len(found) > 1:
            parameters = {"table": table.name, "name": to_printable(name), "keys": tuple(found)}
            self._add_problem(record, column or "", ProblemCode.AMBIGUOUS_NAME, parameters)
            key = None
        else:
            key = found[0] if found else names.add_record(record) if given_key or name else None
        if table is PEOPLE and key is not None:
            names.add_city(key, city)
        self.set_key(record, key)
        return key

    def _find_city(self, record: UnresolvedRecord) -> str | None:
        """Find the city that a record belongs to: its own, or that of the office in the same row."""
        if record.table.name in CITY_COLUMNS:
            return record.cells.get(CITY_COLUMNS[record.table.name])
        city = record.row_records.get("cities") if record.table is PEOPLE else None
        return self.get_key(city) if city else None

    def _can_be_key(self, record: UnresolvedRecord, key: str) -> bool:
        try:
            return bool(validate_key(key))
        except BadValue as error:
            self._add_problem(record, "key", *describe_error(error))
            self.set_key(record, None)
            return False

    def set_key(self, record: UnresolvedRecord, key: str | None) -> None:
        """Store a record's key for references to it; None if unknown."""
        self._keys_by_record[id(record)] = key

    def get_key(self, record: UnresolvedRecord) -> str | None:
        """Return the key of a record; None if unknown."""
        return self._keys_by_record.get(id(record))

    def find_similar_names(self) -> list[ImportRemark]:
        """Remark on new names close to others, in all tables."""
        remarks = [remark for names in self._indexes.values() for remark in names.find_similar_names()]
        more = len(remarks) - _MAX_REMARKS
        remainder = [ImportRemark(ImportRemarkCode.MORE_SIMILAR_NAMES, {"count": more})] if more > 0 else []
        return [*remarks[:_MAX_REMARKS], *remainder]

    def find_namesakes(self) -> list[ImportRemark]:
        """Remark on names that several people have, of whom the file brings one."""
        index = self._indexes.get(PEOPLE.name)
        found = [f'"{name}" ({", ".join(keys)})' for name, keys in (index.find_namesakes() if index else ())]
        more = max(0, len(found) - _MAX_REMARKS)
        parameters = {"listed": tuple(found[:_MAX_REMARKS]), "more": more}
        return [ImportRemark(ImportRemarkCode.NAMESAKES, parameters)] if found else []

    def _resolve_reference(self, record: UnresolvedRecord, column: Column, text: str) -> str | None:
        tables = [TABLES_BY_NAME[name] for name in column.tables]
        if any(self.load_index(table).has_key(text) for table in tables):
            return text
        city = record.cells.get("city") or get_city_of_office(record.cells.get("office", "")) or None
        found = sorted({key for table in tables for key in self.load_index(table).find_by_name(text, city)})
        if not found and tables == [PEOPLE]:
            found = self.load_index(PEOPLE).find_by_name(text, None)
        if len(found) == 1:
            return found[0]
        nouns = " or ".join(table.noun for table in tables)
        if found:
            parameters: Parameters = {"name": to_printable(text), "keys": tuple(found)}
            self._add_problem(record, column.name, ProblemCode.AMBIGUOUS_REFERENCE, parameters)
            return None
        suggestion = suggest_keys(text, set().union(*(self.load_index(table).keys for table in tables)))
        parameters = {"nouns": nouns, "key": to_printable(text), "suggestion": suggestion}
        self._add_problem(record, column.name, ProblemCode.UNKNOWN_REFERENCE, parameters)
        return None

    def _is_missing_office(self, record: UnresolvedRecord, column: Column) -> bool:
        """Return whether a programme lacks an office; a stored one has its own."""
        city, name = record.cells.get("city"), record.cells.get("name", "")
        if column.name != "office" or record.table is not PROGRAMMES or not city:
            return False
        names = self.load_index(PROGRAMMES)
        return _get_given_key(record) not in names.keys and not names.find_by_name(name, city)

    def _find_only_office(self, record: UnresolvedRecord) -> str | None:
        found = self.load_index(OFFICES).list_in_city(record.cells["city"])
        if len(found) == 1:
            return found[0]
        code = ProblemCode.AMBIGUOUS_OFFICE if found else ProblemCode.MISSING_OFFICE
        self._add_problem(record, "office", code, {"count": len(found), "offices": tuple(found)})
        return None

    def _add_problem(self, record: UnresolvedRecord, column: str, code: ProblemCode, parameters: Parameters) -> None:
        self.problems.append(record.build_problem(column, code, parameters))


def _get_given_key(record: UnresolvedRecord) -> str:
    return record.cells.get("key", "").strip() or build_tagged_key(record.table, record.cells, record.tag)


def format_row(row: Row | None) -> dict[str, str]:
    """Format the filled cells of a record."""
    return {name: str(value) for name, value in (row or {}).items() if value is not None}
