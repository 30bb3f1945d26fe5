"""What the rows of a sheet say of records, still as text and by name; keys and values come with the record at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat

from continuity.domain.schema.columns import Kind, Table
from continuity.domain.schema.formula_escape import UNTOUCHED, unguarded
from continuity.domain.schema.starter_sheet import BETWEEN, LINKS, PROFILE, starter_heading, table_of
from continuity.importers.column_mapping import Cell, Layout
from continuity.importers.headings import Headed
from continuity.importers.model import Grid, Line, Problem

_HANGS_ON = {"terms": "holder", "affiliations": "holder", "partners": "partner", "agreements": "partner"}
"""By slot, the heading of the starter sheet without which its other cells say nothing."""


@dataclass(eq=False, slots=True)
class Draft:
    """What one row says of one record.

    Attributes:
        slot: which of the row's records it is.
        grid: the sheet it stands in.
        line: its row there.
        cells: the texts by column; a column that is not there is not spoken of.
        headings: by column, what it is called in the sheet.
        lines: by column, the row that says it, where that is another one.
        tag: what tells it apart in a sheet that has no keys; its key is made of it.
        links: by column, the record of the same row that it refers to.
        beside: by slot, all records of the row.
        linked: whether its row holds several records, so that an empty cell says nothing.
        single: whether what the row says of an office is all there is.
        lacks: the heading without which its cells say nothing, where that is empty.
    """

    slot: str
    grid: Grid
    line: int
    cells: dict[str, str]
    headings: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    tag: str = ""
    links: dict[str, "Draft"] = field(default_factory=dict)
    beside: dict[str, "Draft"] = field(default_factory=dict)
    linked: bool = True
    single: bool = False
    lacks: str = ""

    @property
    def table(self) -> Table:
        """The table of the record."""
        return table_of(self.slot)

    def problem(self, column: str, message: str, hint: str = "") -> Problem:
        """A fault of it, under the heading the sheet has."""
        heading = self.headings.get(column) or (self.single and starter_heading(self.slot, column)) or column
        return Problem(self.grid.file, self.line, heading, message, hint, sheet=self.grid.sheet)


def drafts_of(headed: Headed, layout: Layout) -> Iterator[Draft]:
    """The records of each row of a sheet, those of one row linked."""
    for line in headed.lines:
        yield from _of_line(headed, layout, line)


def _of_line(headed: Headed, layout: Layout, line: Line) -> Iterator[Draft]:
    places = zip(headed.headings, headed.shown, (*line.cells, *repeat("", len(headed.headings))), strict=False)
    texts = {
        heading: Cell(text.strip() if layout.linked else text, shown) for heading, shown, text in places if heading
    }
    there: dict[str, Draft] = {}
    for slot, own in layout.records(texts):
        draft = _draft(headed.grid, line.number, slot, own)
        draft.cells = {name: _as_recorded(draft, name, text, layout) for name, text in draft.cells.items()}
        draft.linked, draft.single = layout.linked, layout.single
        draft.tag = texts.get(layout.keys.get(slot, ""), Cell("")).text
        if not layout.linked or _speaks(draft, there, layout):
            draft.links = {column: there[other] for column, other in LINKS.get(slot, {}).items() if other in there}
            draft.beside = there
            there[slot] = draft
        elif layout.single and (idle := _idle(draft, there)) is not None:
            yield idle
    yield from there.values()


def _idle(draft: Draft, there: Mapping[str, Draft]) -> Draft | None:
    """The draft of cells that hang on nothing, such as an agreement's without a partner; None where they are empty."""
    idle = there.get("parties", draft) if draft.slot == "affiliations" and "terms" not in there else draft
    if not any(idle.cells.values()) or draft.slot not in _HANGS_ON:
        return None
    return replace(idle, slot=draft.slot if idle is draft else "parties", lacks=_HANGS_ON[draft.slot])


def _as_recorded(draft: Draft, name: str, text: str, layout: Layout) -> str:
    """A day in the record's own form; the text of a CSV without the quote that guards it."""
    column = None if name == PROFILE else draft.table.column(name)
    if column is not None and column.kind is Kind.DATE:
        return layout.dates.written(text)
    guarded = column is not None and not draft.grid.sheet and column.kind not in UNTOUCHED
    return unguarded(text) if guarded else text


def _draft(grid: Grid, line: int, slot: str, cells: Mapping[str, Cell]) -> Draft:
    return Draft(
        slot,
        grid,
        line,
        {column: cell.text for column, cell in cells.items()},
        {column: cell.heading for column, cell in cells.items() if cell.heading},
    )


def _speaks(draft: Draft, there: Mapping[str, Draft], layout: Layout) -> bool:
    """Whether the row says anything of the record: names it, or has what it hangs on and a cell of its own."""
    if draft.table.named or draft.slot == "offices":
        return any(draft.cells.get(name) for name in ("key", "name", "title", PROFILE))
    if draft.slot == "affiliations" and draft.cells.get("standing"):
        return "terms" in there
    if draft.slot in BETWEEN:
        return all(other in there for other in BETWEEN[draft.slot])
    own = set(draft.cells) - layout.constants(draft.slot)
    return bool(own) or (draft.slot == "funding" and "funders" in there)
