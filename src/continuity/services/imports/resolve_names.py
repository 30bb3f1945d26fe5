"""Names for keys: which record a sheet means, in the database or among its own rows, and the keys of new ones."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.record_keys import made_key, tagged_key
from continuity.domain.schema.tables import BY_NAME, OFFICES, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.values.keys import check_key
from continuity.errors import BadValue
from continuity.importers.model import Problem, printable
from continuity.importers.unresolved_records import Draft
from continuity.services.lookup import suggestion

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TITLES = {OFFICES.name: "title"}
_WITHIN = {OFFICES.name: "city", PROGRAMMES.name: "city"}
"""Tables whose names tell records apart within one city only, and the column of that city."""

_NEAR = 85
CLOSE = "is new, and close to"
"""What is said of a name that is nearly another one."""
_REMARKS = 20
_COMPARED = 4_000_000
"""Pairs of names; beyond that comparing takes too long for an import."""


def folded(name: str) -> str:
    """A name as names are compared: whatever its capitals, its spaces and the way its letters are encoded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def name_column(table: Table) -> str | None:
    """The column by which people call a record of the table; None where it has no name."""
    return _TITLES.get(table.name, "name" if table.named else None)


class Names:
    """The names of one table: those recorded and those a file brings.

    Attributes:
        keys: all keys in use.
        promised: keys that rows of the file bring, wherever they stand in it.
        new: the keys that the file brings, each with its name and the first draft that has it.
    """

    def __init__(self, connection: "Connection", table: Table) -> None:
        from continuity.db import read

        self.table = table
        self.keys = read.all_keys(connection, table)
        self.promised: set[str] = set()
        self.new: dict[str, tuple[str, Draft]] = {}
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._column = name_column(table)
        self._within = _WITHIN.get(table.name)
        for row in read.select(connection, table, {"key", self._column or "key", self._within or "key"}):
            self._keep(str(row["key"]), row)

    def has(self, key: str) -> bool:
        """Whether a record has the key, or will have it."""
        return key in self.keys or key in self.promised

    def named(self, name: str, within: str | None) -> list[str]:
        """The keys of the records of this name; of all cities where none is given."""
        if self._within and within is None:
            return sorted(key for (_, other), keys in self._by_name.items() if other == folded(name) for key in keys)
        return self._by_name.get((within if self._within and within else "", folded(name)), [])

    def inside(self, within: str) -> list[str]:
        """The keys of the records of one city."""
        return sorted({key for (where, _), keys in self._by_name.items() if where == within for key in keys})

    def add(self, draft: Draft) -> str:
        """The key of a record that is new: the one its row brings, or a free one."""
        key = draft.cells.get("key", "").strip() or made_key(self.table, draft.cells, self.keys)
        self.keys.add(key)
        self.new[key] = (draft.cells.get(self._column or "", ""), draft)
        self._keep(key, draft.cells)
        return key

    def alike(self) -> Iterator[str]:
        """Names that are new and close to another one: a sentence each; nothing is done about them."""
        from rapidfuzz import fuzz, process

        if len(self.new) * len(self._by_name) > _COMPARED:
            return
        shown = {folded(name): name for name, _ in self.new.values()}
        said: set[frozenset[str]] = set()
        for name, draft in self.new.values():
            where = draft.cells.get(self._within, "") if self._within else ""
            others = [other for within, other in self._by_name if within == where and other != folded(name)]
            near = process.extractOne(folded(name), others, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR)
            if name and near and not draft.tag and (pair := frozenset((where, folded(name), near[0]))) not in said:
                said.add(pair)
                close = shown.get(near[0], near[0])
                place = draft.problem(self._column or "", f'"{printable(name)}" {CLOSE} "{printable(close)}"')
                yield f"{place}: if they are one, write the name the same way"

    def _keep(self, key: str, row: Mapping[str, object]) -> None:
        where = str(row.get(self._within) or "") if self._within else ""
        kept = self._by_name[where, folded(str(row.get(self._column) or ""))] if self._column else []
        if key not in kept:
            kept.append(key)


class Naming:
    """Gives each draft the keys that it means.

    Attributes:
        problems: references that name nothing or several, in the order of the rows.
    """

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._names: dict[str, Names] = {}
        self._keys: dict[int, str | None] = {}
        self.problems: list[Problem] = []

    def names(self, table: Table) -> Names:
        """The names of a table, read once."""
        if table.name not in self._names:
            self._names[table.name] = Names(self._connection, table)
        return self._names[table.name]

    def promise(self, drafts: Iterable[Draft]) -> None:
        """Know the keys that rows bring, so that rows before them may refer to them."""
        for draft in drafts:
            if key := draft.cells.get("key", "").strip():
                self.names(draft.table).promised.add(key)

    def refer(self, draft: Draft) -> bool:
        """Put keys into the references of a draft; whether all that it needs are there."""
        whole = True
        for column in draft.table.references:
            text = draft.cells.get(column.name, "").strip()
            if text:
                key = self._named(draft, column, text)
            elif column.name in draft.links:
                key = self.key_of(draft.links[column.name])
            elif self._needs_office(draft, column):
                key = self._only_office(draft)
            elif draft.linked and column.name == _WITHIN.get(draft.table.name) and not _given(draft):
                self._say(draft, column.name, "the row names no city", "name it, or give it in the map's [values]")
                key = None
            else:
                continue
            draft.cells[column.name] = key or ""
            whole = whole and key is not None
        return whole

    def identify(self, draft: Draft) -> str | None:
        """The key of a record that has a name: the one it brings, the one its name has, or a new one."""
        table, column = draft.table, name_column(draft.table)
        given, name = _given(draft), draft.cells.get(column or "", "").strip()
        draft.cells |= {"key": given} if draft.tag else {}
        names = self.names(table)
        if given and given not in names.keys and not self._can_be_key(draft, given):
            return None
        within = draft.cells.get(_WITHIN[table.name]) if table.name in _WITHIN else None
        found = [given] if given in names.keys else [] if given else names.named(name, within)
        if len(found) > 1:
            self._say(
                draft,
                column or "",
                f'several {table.name} are named "{printable(name)}": {", ".join(found)}',
                "use the key",
            )
            key = None
        else:
            key = found[0] if found else names.add(draft) if given or name else None
        self.know(draft, key)
        return key

    def _can_be_key(self, draft: Draft, given: str) -> bool:
        """Whether a new record may have the key; what hangs on one that may not is not blamed for it."""
        try:
            return bool(check_key(given))
        except BadValue as error:
            self._say(draft, "key", error.message, error.hint)
            self.know(draft, None)
            return False

    def know(self, draft: Draft, key: str | None) -> None:
        """Keep the key of a draft, for those that refer to it; None where it cannot be told."""
        self._keys[id(draft)] = key

    def key_of(self, draft: Draft) -> str | None:
        """The key of a draft; None where it cannot be told, which is a problem of its own."""
        return self._keys.get(id(draft))

    def alike(self) -> tuple[str, ...]:
        """What is to be said of new names that are close to others."""
        found = [text for names in self._names.values() for text in names.alike()]
        more = (f"and {len(found) - _REMARKS} more names that are close to others",) if len(found) > _REMARKS else ()
        return (*found[:_REMARKS], *more)

    def _named(self, draft: Draft, column: Column, text: str) -> str | None:
        """The key that a reference means, in whichever of the tables it may lead to."""
        tables = [BY_NAME[name] for name in column.tables]
        if any(self.names(table).has(text) for table in tables):
            return text
        within = draft.cells.get("city")
        found = sorted({key for table in tables for key in self.names(table).named(text, within)})
        if len(found) == 1:
            return found[0]
        nouns = " or ".join(table.noun for table in tables)
        if found:
            self._say(draft, column.name, f'several are named "{printable(text)}": {", ".join(found)}', "write the key")
            return None
        hint = suggestion(text, set().union(*(self.names(table).keys for table in tables)))
        self._say(draft, column.name, f'no {nouns} "{printable(text)}"', hint or f"add the {nouns} first")
        return None

    def _needs_office(self, draft: Draft, column: Column) -> bool:
        """Whether a programme's office is to be found; a recorded one keeps what it has."""
        city, name = draft.cells.get("city"), draft.cells.get("name", "")
        if column.name != "office" or draft.table is not PROGRAMMES or not city:
            return False
        names = self.names(PROGRAMMES)
        return _given(draft) not in names.keys and not names.named(name, city)

    def _only_office(self, draft: Draft) -> str | None:
        """The one office of the city, where a row names none."""
        found = self.names(OFFICES).inside(draft.cells["city"])
        if len(found) == 1:
            return found[0]
        told = f"the city has {len(found)} offices and the row names none" if found else "the row names no office"
        hint = f"write one of {', '.join(found)}" if found else "write the post that decides on the programme"
        self._say(draft, "office", told, hint)
        return None

    def _say(self, draft: Draft, column: str, message: str, hint: str) -> None:
        self.problems.append(draft.problem(column, message, hint))


def _given(draft: Draft) -> str:
    """The key that a row brings, or that is made of what tells it apart; empty where neither is there."""
    return draft.cells.get("key", "").strip() or tagged_key(draft.table, draft.cells, draft.tag)


def texts_of(row: Row | None) -> dict[str, str]:
    """The cells of a record as text."""
    return {name: str(value) for name, value in (row or {}).items() if value is not None}
