"""A map: a TOML file that says which cells of the record the columns of somebody's own sheet fill.

Where names repeat, `[keys]` names the column that tells the records apart, such as the number of a grant: keys are made
of it, below the city where the record has one, and stay the same from one import to the next.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from continuity.domain.schema.starter_sheet import PROFILE, SLOTS, table_of
from continuity.errors import BadValue
from continuity.importers.column_mapping import LastDay, Layout
from continuity.importers.date_formats import DateFormat
from continuity.importers.headings import plain

_PARTS = ("columns", "values", "keys", "words", "last_day", "date_format")
_HOW = "docs/spreadsheets.md shows one"


def read_map(name: str, data: bytes, dates: DateFormat) -> Layout:
    """The layout that a map describes.

    Args:
        name: what to call the file in errors.
        data: its bytes.
        dates: how days are written, where the command line says so; it goes before what the map says.

    Raises:
        BadValue: it is no TOML, or names a part, a table or a column that there is not.
    """
    parts = _parsed(name, data)
    form = parts.get("date_format", "")
    if not isinstance(form, str):
        raise BadValue(f"{name}: date_format is no text", 'write it as date_format = "%d/%m/%Y"')
    columns: dict[str, list[tuple[str, str]]] = {}
    for cell, heading in _cells(name, parts, "columns", str):
        columns.setdefault(plain(heading), []).append(cell)
    lengths, keys = tuple(_lengths(name, parts)), dict(_keys(name, parts))
    asked = (*columns, *keys.values(), *(heading for one in lengths for heading in (one.start, one.months)))
    return Layout(
        columns={heading: tuple(cells) for heading, cells in columns.items()},
        needed=tuple(dict.fromkeys(asked)),
        filled=tuple(heading for heading, cells in columns.items() if ("programmes", "name") in cells),
        values=dict(_cells(name, parts, "values", str)),
        keys=keys,
        last_days=lengths,
        words={cell: _words(name, words) for cell, words in _cells(name, parts, "words", dict)},
        dates=dates if dates.form or not form else DateFormat.named(form),
        others=True,
    )


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    try:
        parts = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadValue(f"{name} is not UTF-8", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"{name} is no TOML: {error}", _HOW) from None
    except RecursionError:
        raise BadValue(f"{name} is no map: it is nested too deep", _HOW) from None
    strangers = sorted(set(parts) - set(_PARTS))
    if strangers:
        raise BadValue(f"{name}: {strangers[0]} is no part of a map", f"the parts are {', '.join(_PARTS)}")
    if not parts.get("columns"):
        raise BadValue(f"{name} maps no column", f'begin with [columns] and programmes.name = "HEADING"; {_HOW}')
    return parts


def _cells(name: str, parts: Mapping[str, Any], part: str, kind: type) -> Iterator[tuple[tuple[str, str], Any]]:
    """The cells that a part of the map speaks of, each with what it says."""
    slots = parts.get(part, {})
    if not isinstance(slots, dict):
        raise BadValue(f"{name}: {part} is no table", _HOW)
    for slot, columns in slots.items():
        if slot not in SLOTS or slot == "rules" or not isinstance(columns, dict):
            raise BadValue(f"{name}: {part}.{slot} is none of the tables a map fills", f"they are {', '.join(SLOTS)}")
        for column, said in columns.items():
            _refuse_unknown(name, part, slot, column)
            if not isinstance(said, kind):
                raise BadValue(f"{name}: {part}.{slot}.{column} is not written as it must be", _HOW)
            yield (slot, column), said


def _refuse_unknown(name: str, part: str, slot: str, column: str) -> None:
    from rapidfuzz import process

    known = (*table_of(slot).column_names, *((PROFILE,) if slot == "offices" else ()))
    if column in known:
        return
    near, *_ = process.extractOne(column, known)
    hint = f'did you mean "{near}"? The columns are {", ".join(known)}'
    raise BadValue(f"{name}: {part}.{slot}.{column}: there is no such column", hint)


def _keys(name: str, parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """By slot, the heading of which keys are made: `[keys]` with `programmes = "Identifier"`."""
    said = parts.get("keys", {})
    for slot, heading in said.items() if isinstance(said, dict) else [("", "")]:
        if slot not in SLOTS or not table_of(slot).key_required or not isinstance(heading, str) or not heading:
            named = ", ".join(one for one in SLOTS if table_of(one).key_required)
            raise BadValue(f"{name}: keys are made for {named}", 'write them as programmes = "HEADING" below [keys]')
        yield slot, plain(heading)


def _lengths(name: str, parts: Mapping[str, Any]) -> Iterator[LastDay]:
    for (slot, column), said in _cells(name, parts, "last_day", dict):
        if set(said) != {"start", "months"} or not all(isinstance(one, str) for one in said.values()):
            message = f"{name}: last_day.{slot}.{column} needs the headings of a start and of a number of months"
            raise BadValue(message, 'write it as { start = "HEADING", months = "HEADING" }')
        yield LastDay(slot, column, plain(said["start"]), plain(said["months"]))


def _words(name: str, words: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(word, str) for word in words.values()):
        raise BadValue(f"{name}: words are no texts", 'write them as { "Theirs" = "ours" }')
    return dict(words)
