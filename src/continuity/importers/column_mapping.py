"""What the columns of a sheet mean: of the starter sheet, of a table's sheet, or of any sheet with a map."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from continuity.domain.schema.columns import Table
from continuity.domain.schema.starter_sheet import BETWEEN, HEADINGS, NO_PARTY, SLOTS
from continuity.domain.values.dates import last_day, parse_day
from continuity.errors import BadValue
from continuity.importers.date_formats import DateFormat
from continuity.importers.headings import plain

_COUNT = re.compile("[0-9]{1,4}")

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
class Cell:
    """A text, and the heading it stands under; no heading where a map gives it."""

    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class LastDay:
    """A cell that a sheet gives as a first day and a number of months: where each of them stands."""

    slot: str
    column: str
    start: str
    months: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the columns of a sheet mean.

    Attributes:
        columns: by heading, as `plain` has it, the cells it fills, each a slot and a column.
        needed: headings without which nothing can be read.
        filled: headings under which no row may be empty.
        values: by slot and column, what is the same in every row.
        keys: by slot, the heading of what tells its records apart, of which their keys are made.
        last_days: the cells that are reckoned from a length.
        words: by slot and column, what the sheet's words mean.
        dates: how the sheet writes days.
        single: whether what a row says of an office is all there is: one holder, one party, one next election.
        linked: whether a row holds several records that belong together, and an empty cell says nothing; else it is one
            record, and an empty cell empties the record's.
        others: whether further columns may stand there, and are passed over.
        example: the heading and the text by which a template's example row is known.
    """

    columns: Mapping[str, tuple[tuple[str, str], ...]]
    needed: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    last_days: tuple[LastDay, ...] = ()
    words: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    dates: DateFormat = field(default_factory=DateFormat)
    single: bool = False
    linked: bool = True
    others: bool = False
    example: tuple[str, str] | None = None

    @property
    def known(self) -> frozenset[str]:
        """Every heading that means something."""
        lengths = (heading for one in self.last_days for heading in (one.start, one.months))
        return frozenset((*self.columns, *self.keys.values(), *lengths))

    def constants(self, slot: str) -> frozenset[str]:
        """The columns of a slot that are the same in every row."""
        return frozenset(column for other, column in self.values if other == slot)

    def records(self, texts: Mapping[str, Cell]) -> Iterator[tuple[str, dict[str, Cell]]]:
        """The records of a row, by slot in their order: its cells by column.

        Args:
            texts: the row, by heading as `plain` has it.
        """
        found: dict[str, dict[str, Cell]] = {}
        for (slot, column), text in self.values.items():
            found.setdefault(slot, {})[column] = Cell(text)
        for heading, cell in texts.items():
            for slot, column in self.columns.get(heading, ()):
                found.setdefault(slot, {})[column] = self._meant(slot, column, cell)
        for length in self.last_days:
            if (last := self._last_day(length, texts)) is not None:
                own = found.setdefault(length.slot, {})
                own[length.column] = last
                own.setdefault(f"{length.column}_basis", Cell("derived"))
        if self.linked:
            _stand_alone(found)
        for slot in BETWEEN if self.linked else ():
            found.setdefault(slot, {})
        for slot in sorted(found, key=_order):
            yield slot, {name: cell for name, cell in found[slot].items() if cell.text or not self.linked}

    def _meant(self, slot: str, column: str, cell: Cell) -> Cell:
        words = self.words.get((slot, column), {})
        return Cell(words.get(cell.text, cell.text), cell.heading)

    def _last_day(self, length: LastDay, texts: Mapping[str, Cell]) -> Cell | None:
        start, months = texts.get(length.start, Cell("")), texts.get(length.months, Cell(""))
        if not months.text:
            return None
        try:
            last = last_day(parse_day(self.dates.written(start.text)), _count(months.text))
        except BadValue:
            return Cell(f"{months.text} months from {start.text or 'no day'}", months.heading)
        return Cell(last.isoformat(), months.heading)


def starter_layout(dates: DateFormat) -> Layout:
    """The layout of the starter sheet."""
    required = tuple(heading.text for heading in HEADINGS if heading.required)
    return Layout(
        columns={heading.text: ((heading.slot, heading.column),) for heading in HEADINGS},
        needed=required,
        filled=required,
        single=True,
        dates=dates,
        example=next((one.text, one.example) for one in HEADINGS if (one.slot, one.column) == ("programmes", "name")),
    )


def table_layout(table: Table, dates: DateFormat) -> Layout:
    """The layout of a sheet with the records of one table."""
    names = {plain(name): name for name in table.column_names}
    names = {**ALIASES.get(table.name, {}), **names}
    return Layout(
        columns={heading: ((table.name, column),) for heading, column in names.items()}, dates=dates, linked=False
    )


def _stand_alone(found: dict[str, dict[str, Cell]]) -> None:
    """A holder of no party has a standing instead of one."""
    party = found.get("parties", {}).get("name", Cell(""))
    standing = NO_PARTY.get(plain(party.text))
    if standing is not None:
        del found["parties"]
        found.setdefault("affiliations", {})["standing"] = Cell(standing, party.heading)


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise BadValue(f'"{text[:40]}" is no number of months', "write it in digits")
    return int(text)


def _order(slot: str) -> int:
    return SLOTS.index(slot) if slot in SLOTS else len(SLOTS)
