"""The meaning of the columns of a sheet: of the starter sheet, of a table's sheet, or of any sheet with a map."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from continuity.domain.schema.columns import Table
from continuity.domain.schema.starter_sheet import JOINED_SLOTS, NO_PARTY_STANDINGS, ROW_SLOTS, STARTER_COLUMNS
from continuity.domain.values.dates import compute_last_day, parse_day
from continuity.errors import BadValue
from continuity.importers.headings import normalise_heading

_MONTHS_PATTERN = re.compile("[0-9]{1,4}")
_DAY_DIRECTIVES = ("%d", "%m")
_YEAR_DIRECTIVES = ("%Y", "%y")

ALIASES: Mapping[str, Mapping[str, str]] = {
    "cities": {"city": "name", "town": "name"},
    "offices": {"office": "title", "post": "title"},
    "people": {"person": "name", "holder": "name"},
    "parties": {"party": "name"},
    "terms": {"holder": "person", "from": "start", "until": "end"},
    "elections": {"polling day": "date", "election day": "date"},
    "programmes": {
        "programme": "name",
        "program": "name",
        "title": "name",
        "start": "launched",
        "start date": "launched",
        "end date": "end",
        "responsible": "owner",
    },
    "partners": {"partner": "name", "organisation": "name", "organization": "name", "type": "kind", "web": "website"},
    "agreements": {"signed": "signed_on", "start date": "start", "end date": "end", "until": "end"},
    "funding": {"money from": "start", "money until": "end", "start date": "start", "end date": "end"},
    "evidence": {"link": "url"},
}
"""By table, other headings that its columns go by; beside them each goes by its name, with spaces or without."""


@dataclass(frozen=True, slots=True)
class DateFormat:
    """The form of days in a file, such as `%d.%m.%Y`; empty for the record's own."""

    pattern: str = ""

    @classmethod
    def parse(cls, pattern: str) -> "DateFormat":
        """Parse the form of days that a user named; raise BadValue unless it holds a day, a month and a year."""
        error = BadValue(f'"{pattern}" is no form of a day', "write it with %d, %m and %Y, such as %d/%m/%Y")
        has_year = any(part in pattern for part in _YEAR_DIRECTIVES)
        if not has_year or not all(part in pattern for part in _DAY_DIRECTIVES):
            raise error
        try:
            datetime.strptime(datetime(2027, 5, 6).strftime(pattern), pattern)  # noqa: DTZ001, DTZ007 - a day has no zone
        except (ValueError, re.error):  # the latter where a part stands in it twice
            raise error from None
        return cls(pattern)

    def to_iso(self, text: str) -> str:
        """Rewrite a day as the record writes days; keep a text of another form."""
        if not self.pattern:
            return text
        try:
            return datetime.strptime(text.strip(), self.pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            return text


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, and the heading it stands under; no heading where a map gives it."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class DerivedEnd:
    """The headings of a first day and of a number of months that give a last day."""

    slot: str
    column: str
    start: str
    months: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What the columns of a sheet mean: by heading, the cells it fills, each a slot and a column.
    Nothing can be read without `required_headings`, and no row may be empty under `non_empty_headings`.
    `constant_values` are the same in every row. `key_headings` are, by slot, the heading of what tells its records
    apart, of which their keys are made. `derived_ends` are computed from a length. `single`: what a row says of an
    office is all there is, one holder, one party, one next election. `linked`: a row holds several records that belong
    together, and an empty cell says nothing; else it is one record, and an empty cell empties the record's.
    `allow_others`: further columns are passed over. `example` is the heading and the text by which a template's example
    row is known.
    """

    columns: Mapping[str, tuple[tuple[str, str], ...]]
    required_headings: tuple[str, ...] = ()
    non_empty_headings: tuple[str, ...] = ()
    constant_values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    key_headings: Mapping[str, str] = field(default_factory=dict)
    derived_ends: tuple[DerivedEnd, ...] = ()
    word_translations: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    date_format: DateFormat = field(default_factory=DateFormat)
    single: bool = False
    linked: bool = True
    allow_others: bool = False
    example: tuple[str, str] | None = None

    @property
    def known_headings(self) -> frozenset[str]:
        """Every heading that means something."""
        lengths = (heading for derived_end in self.derived_ends for heading in (derived_end.start, derived_end.months))
        return frozenset((*self.columns, *self.key_headings.values(), *lengths))

    def list_constant_columns(self, slot: str) -> frozenset[str]:
        """List the columns of a slot that are the same in every row."""
        return frozenset(column for other, column in self.constant_values if other == slot)

    def split_row(self, texts: Mapping[str, Cell]) -> Iterator[tuple[str, dict[str, Cell]]]:
        """Split a row, by heading, into its records: by slot, cells by column."""
        cells_by_slot: dict[str, dict[str, Cell]] = {}
        for (slot, column), text in self.constant_values.items():
            cells_by_slot.setdefault(slot, {})[column] = Cell(text)
        for heading, cell in texts.items():
            for slot, column in self.columns.get(heading, ()):
                cells_by_slot.setdefault(slot, {})[column] = self._translate_word(slot, column, cell)
        for derived_end in self.derived_ends:
            if (end_cell := self._compute_end(derived_end, texts)) is not None:
                slot_cells = cells_by_slot.setdefault(derived_end.slot, {})
                slot_cells[derived_end.column] = end_cell
                slot_cells.setdefault(f"{derived_end.column}_basis", Cell("derived"))
        if self.linked:
            _move_standing(cells_by_slot)
        for slot in JOINED_SLOTS if self.linked else ():
            cells_by_slot.setdefault(slot, {})
        for slot in sorted(cells_by_slot, key=_get_slot_order):
            yield slot, {name: cell for name, cell in cells_by_slot[slot].items() if cell.text or not self.linked}

    def _translate_word(self, slot: str, column: str, cell: Cell) -> Cell:
        words = self.word_translations.get((slot, column), {})
        return Cell(words.get(cell.text, cell.text), cell.heading)

    def _compute_end(self, derived_end: DerivedEnd, texts: Mapping[str, Cell]) -> Cell | None:
        start, months = texts.get(derived_end.start, Cell("")), texts.get(derived_end.months, Cell(""))
        if not months.text:
            return None
        try:
            last_date = compute_last_day(parse_day(self.date_format.to_iso(start.text)), _parse_months(months.text))
        except BadValue:
            return Cell(f"{months.text} months from {start.text or 'no day'}", months.heading)
        return Cell(last_date.isoformat(), months.heading)


def build_starter_mapping(date_format: DateFormat) -> ColumnMapping:
    """Build the layout of the starter sheet."""
    required = tuple(heading.heading for heading in STARTER_COLUMNS if heading.required)
    cell = ("programmes", "name")
    example = next((entry.heading, entry.example) for entry in STARTER_COLUMNS if (entry.slot, entry.column) == cell)
    return ColumnMapping(
        columns={heading.heading: ((heading.slot, heading.column),) for heading in STARTER_COLUMNS},
        required_headings=required,
        non_empty_headings=required,
        single=True,
        date_format=date_format,
        example=example,
    )


def build_table_mapping(table: Table, date_format: DateFormat) -> ColumnMapping:
    """Build the layout of a sheet with the records of one table."""
    names = {normalise_heading(name): name for name in table.column_names}
    names = {**ALIASES.get(table.name, {}), **names}
    columns = {heading: ((table.name, column),) for heading, column in names.items()}
    return ColumnMapping(columns=columns, date_format=date_format, linked=False)


def _move_standing(cells_by_slot: dict[str, dict[str, Cell]]) -> None:
    party = cells_by_slot.get("parties", {}).get("name", Cell(""))
    standing = NO_PARTY_STANDINGS.get(normalise_heading(party.text))
    if standing is not None:
        del cells_by_slot["parties"]
        cells_by_slot.setdefault("affiliations", {})["standing"] = Cell(standing, party.heading)


def _parse_months(text: str) -> int:
    if not _MONTHS_PATTERN.fullmatch(text):
        raise BadValue(f'"{text[:40]}" is no number of months', "write it in digits")
    return int(text)


def _get_slot_order(slot: str) -> int:
    return ROW_SLOTS.index(slot) if slot in ROW_SLOTS else len(ROW_SLOTS)
