"""A map: a TOML file that says which cells of the record the columns of somebody's own sheet fill.
Where names repeat, `[keys]` names the column that tells the records apart, such as the number of a grant: keys are made
of it, below the city where the record has one, and stay the same from one import to the next.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import process

from continuity.domain.schema.starter_sheet import PROFILE_COLUMN, ROW_SLOTS, find_slot_table
from continuity.errors import BadValue
from continuity.importers.column_mapping import ColumnMapping, DateFormat, DerivedEnd
from continuity.importers.headings import normalise_heading

_SECTIONS = ("columns", "values", "keys", "words", "last_day", "date_format")
_DOCS_HINT = "docs/spreadsheets.md shows one"


def parse_mapping_file(name: str, data: bytes, date_format: DateFormat) -> ColumnMapping:
    """Parse the layout that a map describes; a given date format wins over its own.
    Raise BadValue where it is no TOML, or names a part, a table or a column that there is not.
    """
    parts = _parse_toml(name, data)
    pattern = parts.get("date_format", "")
    if not isinstance(pattern, str):
        raise BadValue(f"{name}: date_format is no text", 'write it as date_format = "%d/%m/%Y"')
    columns: dict[str, list[tuple[str, str]]] = {}
    for cell, heading in _parse_cells(name, parts, "columns", str):
        columns.setdefault(normalise_heading(heading), []).append(cell)
    derived_ends, keys = tuple(_parse_derived_ends(name, parts)), dict(_parse_keys(name, parts))
    lengths = (heading for derived_end in derived_ends for heading in (derived_end.start, derived_end.months))
    required = (*columns, *keys.values(), *lengths)
    return ColumnMapping(
        columns={heading: tuple(cells) for heading, cells in columns.items()},
        required_headings=tuple(dict.fromkeys(required)),
        non_empty_headings=tuple(heading for heading, cells in columns.items() if ("programmes", "name") in cells),
        constant_values=dict(_parse_cells(name, parts, "values", str)),
        key_headings=keys,
        derived_ends=derived_ends,
        word_translations={cell: _parse_words(name, words) for cell, words in _parse_cells(name, parts, "words", dict)},
        date_format=date_format if date_format.pattern or not pattern else DateFormat.parse(pattern),
        allow_others=True,
    )


def _parse_toml(name: str, data: bytes) -> dict[str, Any]:
    try:
        parts = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadValue(f"{name} is not UTF-8", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"{name} is no TOML: {error}", _DOCS_HINT) from None
    except RecursionError:
        raise BadValue(f"{name} is no map: it is nested too deep", _DOCS_HINT) from None
    unknown_sections = sorted(set(parts) - set(_SECTIONS))
    if unknown_sections:
        raise BadValue(f"{name}: {unknown_sections[0]} is no part of a map", f"the parts are {', '.join(_SECTIONS)}")
    if not parts.get("columns"):
        raise BadValue(f"{name} maps no column", f'begin with [columns] and programmes.name = "HEADING"; {_DOCS_HINT}')
    return parts


def _parse_cells(name: str, parts: Mapping[str, Any], part: str, kind: type) -> Iterator[tuple[tuple[str, str], Any]]:
    slots = parts.get(part, {})
    if not isinstance(slots, dict):
        raise BadValue(f"{name}: {part} is no table", _DOCS_HINT)
    for slot, columns in slots.items():
        if slot not in ROW_SLOTS or slot == "rules" or not isinstance(columns, dict):
            message = f"{name}: {part}.{slot} is none of the tables a map fills"
            raise BadValue(message, f"they are {', '.join(ROW_SLOTS)}")
        for column, value in columns.items():
            _reject_unknown_column(name, part, slot, column)
            if not isinstance(value, kind):
                raise BadValue(f"{name}: {part}.{slot}.{column} is not written as it must be", _DOCS_HINT)
            yield (slot, column), value


def _reject_unknown_column(name: str, part: str, slot: str, column: str) -> None:
    column_names = (*find_slot_table(slot).column_names, *((PROFILE_COLUMN,) if slot == "offices" else ()))
    if column in column_names:
        return
    match, *_ = process.extractOne(column, column_names)
    hint = f'did you mean "{match}"? The columns are {", ".join(column_names)}'
    raise BadValue(f"{name}: {part}.{slot}.{column}: there is no such column", hint)


def _parse_keys(name: str, parts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Parse `[keys]`: by slot, the heading of which keys are made."""
    section = parts.get("keys", {})
    for slot, heading in section.items() if isinstance(section, dict) else [("", "")]:
        if (
            slot not in ROW_SLOTS
            or not find_slot_table(slot).key_required
            or not isinstance(heading, str)
            or not heading
        ):
            table_names = ", ".join(keyed_slot for keyed_slot in ROW_SLOTS if find_slot_table(keyed_slot).key_required)
            hint = 'write them as programmes = "HEADING" below [keys]'
            raise BadValue(f"{name}: keys are made for {table_names}", hint)
        yield slot, normalise_heading(heading)


def _parse_derived_ends(name: str, parts: Mapping[str, Any]) -> Iterator[DerivedEnd]:
    for (slot, column), value in _parse_cells(name, parts, "last_day", dict):
        if set(value) != {"start", "months"} or not all(isinstance(heading, str) for heading in value.values()):
            message = f"{name}: last_day.{slot}.{column} needs the headings of a start and of a number of months"
            raise BadValue(message, 'write it as { start = "HEADING", months = "HEADING" }')
        yield DerivedEnd(slot, column, normalise_heading(value["start"]), normalise_heading(value["months"]))


def _parse_words(name: str, words: Mapping[str, Any]) -> dict[str, str]:
    if not all(isinstance(word, str) for word in words.values()):
        raise BadValue(f"{name}: words are no texts", 'write them as { "Theirs" = "ours" }')
    return dict(words)
