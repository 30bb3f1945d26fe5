"""Which record was meant: by key, by exact name, or by an unambiguous beginning."""

from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row
from continuity.errors import AmbiguousKey, UnknownKey

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHOWN = 5
_SIMILAR = 60


def meant(connection: "Connection", table: Table, text: str) -> Row:
    """The record to read: its key, its exact name or the beginning of its key alone.

    Raises:
        UnknownKey: there is none; near misses are suggested.
        AmbiguousKey: several are named so or begin so.
    """
    from continuity.db import read

    if (row := _exact(connection, table, text)) is not None:
        return row
    begin = read.keys_like(connection, table, text.strip(), _SHOWN + 1)
    if len(begin) > 1:
        raise AmbiguousKey(f'several of {table.name} begin with "{text}": {_listed(begin)}', "write more of the key")
    row = read.get(connection, table, begin[0]) if begin and text.strip() else None
    if row is None:
        raise _unknown(connection, table, text)
    return row


def exactly(connection: "Connection", table: Table, text: str) -> Row:
    """The record to change or to refer to: its key or its exact name.

    Raises:
        UnknownKey: there is none; near misses are suggested.
        AmbiguousKey: several bear the name.
    """
    row = _exact(connection, table, text)
    if row is None:
        raise _unknown(connection, table, text)
    return row


def suggestion(text: str, keys: set[str]) -> str:
    """A hint with the keys that look like the text; empty where none does."""
    return meaning(lookalikes(text, keys))


def meaning(keys: list[str]) -> str:
    """A hint with these keys; empty where there are none."""
    return f"did you mean {' or '.join(keys)}?" if keys else ""


def lookalikes(text: str, keys: set[str]) -> list[str]:
    """The few keys that look like the text, the likest first."""
    from rapidfuzz import process

    found = process.extract(text, sorted(keys), processor=str.casefold, limit=3, score_cutoff=_SIMILAR)
    return [key for key, _, _ in found]


def _exact(connection: "Connection", table: Table, text: str) -> Row | None:
    from continuity.db import read

    row = read.get(connection, table, text.strip())
    if row is not None or not table.named:
        return row
    named = read.by_name(connection, table, text.strip())
    if len(named) > 1:
        keys = _listed([str(one["key"]) for one in named])
        raise AmbiguousKey(f'several of {table.name} are named "{text}": {keys}', "give the key")
    return named[0] if named else None


def _unknown(connection: "Connection", table: Table, text: str) -> UnknownKey:
    from continuity.db import read

    hint = suggestion(text, read.all_keys(connection, table))
    return UnknownKey(f'no {table.noun} "{text}"', hint or f"`continuity {table.noun} list` shows all")


def _listed(keys: list[str]) -> str:
    return ", ".join(keys[:_SHOWN]) + (", …" if len(keys) > _SHOWN else "")
