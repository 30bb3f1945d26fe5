"""Lookup of records by key, exact name or unambiguous beginning."""

from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.schema.columns import Table
from continuity.domain.schema.former_names import FORMER_NAME
from continuity.domain.schema.tables import CITIES, IDENTIFIERS, OFFICES, PARTNERS, PEOPLE, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.errors import AmbiguousKey, UnknownKey

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MAX_LISTED = 5
_SIMILARITY_CUTOFF = 60


def find_record(connection: "Connection", table: Table, text: str) -> Row:
    """Find a record by key, exact name or beginning of its key. Raise UnknownKey with near misses, or AmbiguousKey."""
    if (row := _find_by_key_or_name(connection, table, text)) is not None:
        return row
    matching_keys = read.find_keys_by_prefix(connection, table, text.strip(), _MAX_LISTED + 1)
    if len(matching_keys) > 1:
        message = f'several of {table.name} begin with "{text}": {_format_keys(matching_keys)}'
        raise AmbiguousKey(message, "write more of the key")
    row = read.get_row(connection, table, matching_keys[0]) if matching_keys and text.strip() else None
    if row is None:
        raise _build_unknown_key_error(connection, table, text)
    return row


def find_exact_record(connection: "Connection", table: Table, text: str) -> Row:
    """Find a record to change or refer to, by key or exact name; raises as `find_record`."""
    row = _find_by_key_or_name(connection, table, text)
    if row is None:
        raise _build_unknown_key_error(connection, table, text)
    return row


def load_former_names(connection: "Connection", table: Table) -> list[tuple[str, str]]:
    """Load the former names of a table's records, each with the key of the record."""
    rows = read.load_rows(connection, IDENTIFIERS, where={"scheme": FORMER_NAME})
    names = ((str(row["value"]), str(row["record"]).partition(":")) for row in rows)
    return [(name, key) for name, (noun, _, key) in names if noun == table.noun]


def find_namesakes(connection: "Connection", table: Table, name: str) -> list[str]:
    """Find the keys of the records of this name; where none bears it today, of those that once did."""
    keys = [str(row["key"]) for row in read.find_rows_by_name(connection, table, name)]
    return keys or sorted({key for former, key in load_former_names(connection, table) if former == name})


def load_names(connection: "Connection") -> dict[tuple[str, str], str]:
    """Load the names of records in findings, by noun and key."""
    tables = ((CITIES, "name"), (OFFICES, "title"), (PEOPLE, "name"), (PARTNERS, "name"), (PROGRAMMES, "name"))
    return {
        (table.noun, str(row["key"])): str(row[column])
        for table, column in tables
        for row in read.select_rows(connection, table, ("key", column))
    }


def suggest_keys(text: str, keys: set[str]) -> str:
    """Format a hint with similar keys; empty without any."""
    return format_suggestion(find_similar_keys(text, keys))


def format_suggestion(keys: list[str]) -> str:
    """Format a hint with these keys; empty without any."""
    return f"did you mean {' or '.join(keys)}?" if keys else ""


def find_similar_keys(text: str, keys: set[str]) -> list[str]:
    """Find a few similar keys, the most similar first."""
    from rapidfuzz import process  # the one need of it in most commands is a key that was mistyped

    found = process.extract(text, sorted(keys), processor=str.casefold, limit=3, score_cutoff=_SIMILARITY_CUTOFF)
    return [key for key, _, _ in found]


def _find_by_key_or_name(connection: "Connection", table: Table, text: str) -> Row | None:
    row = read.get_row(connection, table, text.strip())
    if row is not None or not table.has_name:
        return row
    namesakes = find_namesakes(connection, table, text.strip())
    if len(namesakes) > 1:
        message = f'several of {table.name} are named "{text}": {_format_keys(namesakes)}'
        raise AmbiguousKey(message, "give the key")
    return read.get_row(connection, table, namesakes[0]) if namesakes else None


def _build_unknown_key_error(connection: "Connection", table: Table, text: str) -> UnknownKey:
    hint = suggest_keys(text, read.load_keys(connection, table))
    return UnknownKey(f'no {table.noun} "{text}"', hint or f"`continuity {table.noun} list` shows all")


def _format_keys(keys: list[str]) -> str:
    return ", ".join(keys[:_MAX_LISTED]) + (", …" if len(keys) > _MAX_LISTED else "")
