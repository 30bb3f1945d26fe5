"""What the rows of a sheet say of records, still as text and by name; keys and values come with the record at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat

from continuity.domain.schema.columns import ColumnKind, Table
from continuity.domain.schema.formula_escape import UNESCAPED_KINDS, unescape_formula
from continuity.domain.schema.import_problems import Parameters, Place, Problem, ProblemCode
from continuity.domain.schema.starter_sheet import (
    JOINED_SLOTS,
    PROFILE_COLUMN,
    SLOT_REFERENCES,
    find_heading,
    find_slot_table,
)
from continuity.importers.column_mapping import Cell, ColumnMapping
from continuity.importers.headings import HeadedSheet
from continuity.importers.model import Grid, Line

_REQUIRED_HEADINGS = {"terms": "holder", "affiliations": "holder", "partners": "partner", "agreements": "partner"}
"""By slot, the heading of the starter sheet without which its other cells say nothing."""


@dataclass(eq=False, slots=True)
class UnresolvedRecord:
    """One row's statements on one record: texts by column, of the columns the sheet has.
    By column, `headings` are what it is called in the sheet, `lines` the row that says it, where that is another one,
    and `links` the record of the same row that it refers to. `tag` tells the record apart in a sheet that has no keys;
    its key is made of it. `row_records` are all records of the row by slot. `linked` and `single` are as in
    `ColumnMapping`. `missing_heading` is a heading that is empty, without which the cells say nothing.
    """

    slot: str
    grid: Grid
    line: int
    cells: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    tag: str = ""
    links: dict[str, "UnresolvedRecord"] = field(default_factory=dict)
    row_records: dict[str, "UnresolvedRecord"] = field(default_factory=dict)
    linked: bool = True
    single: bool = False
    missing_heading: str = ""

    @property
    def table(self) -> Table:
        """The table of the record."""
        return find_slot_table(self.slot)

    def get_place(self, column: str) -> Place:
        """Return the place of a cell, under the heading the sheet has."""
        heading = self.headings.get(column) or (self.single and find_heading(self.slot, column)) or column
        return Place(self.grid.file, self.line, heading, sheet=self.grid.sheet)

    def build_problem(self, column: str, code: ProblemCode, parameters: Parameters) -> Problem:
        """Build a problem of this record."""
        place = self.get_place(column)
        return Problem(place.file, place.line, place.column, code, parameters, sheet=place.sheet)


def build_unresolved_records(sheet: HeadedSheet, mapping: ColumnMapping) -> Iterator[UnresolvedRecord]:
    """Build the records of each row of a sheet, those of one row linked."""
    for line in sheet.lines:
        yield from _build_line_records(sheet, mapping, line)


def _build_line_records(sheet: HeadedSheet, mapping: ColumnMapping, line: Line) -> Iterator[UnresolvedRecord]:
    columns = zip(sheet.headings, sheet.shown_headings, (*line.cells, *repeat("", len(sheet.headings))), strict=False)
    texts = {
        heading: Cell(text.strip() if mapping.linked else text, shown_heading)
        for heading, shown_heading, text in columns
        if heading
    }
    row_records: dict[str, UnresolvedRecord] = {}
    for slot, cells in mapping.split_row(texts):
        record = _build_record(sheet.grid, line.number, slot, cells)
        record.cells = {name: _normalise_cell(record, name, text, mapping) for name, text in record.cells.items()}
        record.linked, record.single = mapping.linked, mapping.single
        record.tag = texts.get(mapping.key_headings.get(slot, ""), Cell("")).text
        if not mapping.linked or _has_content(record, row_records, mapping):
            references = SLOT_REFERENCES.get(slot, {}).items()
            record.links = {column: row_records[other] for column, other in references if other in row_records}
            record.row_records = row_records
            row_records[slot] = record
        elif mapping.single and (idle_record := _find_idle_record(record, row_records)) is not None:
            yield idle_record
    yield from row_records.values()


def _find_idle_record(record: UnresolvedRecord, row_records: Mapping[str, UnresolvedRecord]) -> UnresolvedRecord | None:
    is_without_term = record.slot == "affiliations" and "terms" not in row_records
    idle_record = row_records.get("parties", record) if is_without_term else record
    if not any(idle_record.cells.values()) or record.slot not in _REQUIRED_HEADINGS:
        return None
    slot = record.slot if idle_record is record else "parties"
    return replace(idle_record, slot=slot, missing_heading=_REQUIRED_HEADINGS[record.slot])


def _normalise_cell(record: UnresolvedRecord, name: str, text: str, mapping: ColumnMapping) -> str:
    column = None if name == PROFILE_COLUMN else record.table.get_column(name)
    if column is not None and column.kind is ColumnKind.DATE:
        return mapping.date_format.to_iso(text)
    is_escaped = column is not None and not record.grid.sheet and column.kind not in UNESCAPED_KINDS
    return unescape_formula(text) if is_escaped else text


def _build_record(grid: Grid, line: int, slot: str, cells: Mapping[str, Cell]) -> UnresolvedRecord:
    texts = {column: cell.text for column, cell in cells.items()}
    headings = {column: cell.heading for column, cell in cells.items() if cell.heading}
    return UnresolvedRecord(slot, grid, line, texts, headings)


def _has_content(record: UnresolvedRecord, row_records: Mapping[str, UnresolvedRecord], mapping: ColumnMapping) -> bool:
    """Return whether a row names the record, or fills a cell that depends on it."""
    if record.table.has_name or record.slot == "offices":
        return any(record.cells.get(name) for name in ("key", "name", "title", PROFILE_COLUMN))
    if record.slot == "affiliations" and record.cells.get("standing"):
        return "terms" in row_records
    if record.slot in JOINED_SLOTS:
        return all(other in row_records for other in JOINED_SLOTS[record.slot])
    own_columns = set(record.cells) - mapping.list_constant_columns(record.slot)
    return bool(own_columns) or (record.slot == "funding" and "funders" in row_records)
