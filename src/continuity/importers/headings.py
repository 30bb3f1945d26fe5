"""The headings of a sheet: which row holds them, and what each of them means."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from continuity.importers.model import Grid, Line, Problem, printable

PROBLEM_HEADING = "what is wrong"
"""The column in which refused rows come back with the reason; passed over when they are imported again."""

_LOOKED_AT = 20
_SIMILAR = 70
_BETWEEN = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Headed:
    """A sheet below its headings.

    Attributes:
        headings: by place, as `plain` has it; empty for a column that is passed over.
        shown: by place, as the sheet has it.
        lines: the rows below.
    """

    grid: Grid
    headings: tuple[str, ...]
    shown: tuple[str, ...]
    lines: tuple[Line, ...]


def plain(heading: str) -> str:
    """A heading as headings are compared: without capitals, and with single spaces for whatever parts its words."""
    text = unicodedata.normalize("NFKC", heading).casefold().strip().strip("*:")
    return _BETWEEN.sub(" ", text).strip()


def fit(grid: Grid, known: Collection[str]) -> int:
    """How many of the headings of a sheet are known."""
    return max((_known_in(line, known) for line in grid.lines[:1]), default=0)


def headed(
    grid: Grid, known: Collection[str], needed: Collection[str], *, others: bool
) -> Headed | tuple[Problem, ...]:
    """A sheet with its headings understood, or what is wrong with them.

    Args:
        grid: the sheet.
        known: every heading that means something, as `plain` has it.
        needed: those without which nothing can be read.
        others: whether further headings may stand there, and are passed over.
    """
    if not grid.lines:
        return (_problem(grid, 0, "", "there is nothing in it", "begin with a row of headings"),)
    first, *rest = grid.lines
    found = tuple(plain(cell) for cell in first.cells)
    problems = tuple(_misplaced(grid, known)) or tuple(_faults(grid, first, known, needed, others=others))
    if problems:
        return problems
    places = tuple(heading if heading in known else "" for heading in found)
    return Headed(grid, places, tuple(cell.strip() for cell in first.cells), tuple(rest))


def unfilled(sheet: Headed, filled: Collection[str]) -> Iterator[Problem]:
    """The cells that a row must not leave empty; a row of nothing but spaces is none.

    Args:
        sheet: with its headings.
        filled: the headings of those cells.
    """
    places = [(place, sheet.shown[place]) for place, heading in enumerate(sheet.headings) if heading in filled]
    for line in sheet.lines:
        for place, shown in places:
            if not any(cell.strip() for cell in line.cells[place : place + 1]) and any(map(str.strip, line.cells)):
                hint = "fill it in, or take the whole row out"
                yield _problem(sheet.grid, line.number, shown, "the cell is empty", hint)


def _misplaced(grid: Grid, known: Collection[str]) -> Iterator[Problem]:
    """Headings that stand below other rows, or in two rows."""
    first, *rest = grid.lines[:_LOOKED_AT]
    enough = max(2, _known_in(first, known))
    line = next((line for line in rest if _known_in(line, known) >= enough), None)
    if line is None:
        return
    if _known_in(first, known) < enough or len(first.cells) == 1:
        yield _problem(grid, first.number, "", f"the headings stand in row {line.number}", "remove the rows above them")
    else:
        message = f"row {line.number} holds headings too"
        yield _problem(grid, line.number, "", message, "keep one row of headings, the first of the sheet")


def _faults(
    grid: Grid, first: Line, known: Collection[str], needed: Collection[str], *, others: bool
) -> Iterator[Problem]:
    found = [plain(cell) for cell in first.cells]
    for place, (cell, heading) in enumerate(zip(first.cells, found, strict=True)):
        if heading in known and heading in found[:place]:
            yield _problem(grid, first.number, cell.strip(), "the heading stands twice", "leave one of the columns out")
        elif heading not in known and heading != PROBLEM_HEADING and heading and not others:
            yield _problem(grid, first.number, cell.strip(), "there is no such column", _near(heading, known))
    for heading in needed:
        if heading not in found:
            yield _problem(grid, first.number, heading, "the column is missing", "add it")
    for line in grid.lines[1:]:
        if any(cell.strip() for cell in line.cells[len(found) :]):
            message = f"{len(line.cells)} cells under {len(found)} headings"
            yield _problem(grid, line.number, "", message, "give each column a heading; quote what holds the separator")


def _near(heading: str, known: Collection[str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(heading, sorted(known), score_cutoff=_SIMILAR)
    return f'did you mean "{near[0]}"?' if near else "take it out, or name it in a map: docs/spreadsheets.md"


def _known_in(line: Line, known: Collection[str]) -> int:
    return len({plain(cell) for cell in line.cells}.intersection(known))


def _problem(grid: Grid, line: int, column: str, message: str, hint: str) -> Problem:
    return Problem(grid.file, line, printable(column), message, hint, sheet=grid.sheet)
