"""The headings of a sheet: which row holds them, and what each of them means."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from rapidfuzz import process

from continuity.domain.schema.import_problems import Parameters, Problem, ProblemCode
from continuity.importers.model import Grid, Line, to_printable

PROBLEM_HEADING = "what is wrong"
"""The column in which refused rows come back with the reason; passed over when they are imported again."""

_SEARCHED_ROWS = 20
_SIMILARITY_CUTOFF = 70
_WORD_SEPARATORS = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class HeadedSheet:
    """A sheet below its headings; `headings` are normalised, by place, empty for a column that is passed over."""

    grid: Grid
    headings: tuple[str, ...]
    shown_headings: tuple[str, ...]
    lines: tuple[Line, ...]


def normalise_heading(heading: str) -> str:
    """Normalise a heading for comparison: no capitals, single spaces."""
    text = unicodedata.normalize("NFKC", heading).casefold().strip().strip("*:")
    return _WORD_SEPARATORS.sub(" ", text).strip()


def count_known_headings(grid: Grid, known_headings: Collection[str]) -> int:
    """Count the headings of a sheet that are known."""
    return max((_count_known_in_line(line, known_headings) for line in grid.lines[:1]), default=0)


def parse_headings(
    grid: Grid, known_headings: Collection[str], required: Collection[str], *, allow_others: bool
) -> HeadedSheet | tuple[Problem, ...]:
    """Parse the headings of a sheet, or report what is wrong with them."""
    if not grid.lines:
        return (_build_problem(grid, 0, "", ProblemCode.EMPTY_SHEET),)
    first, *lines = grid.lines
    found = tuple(normalise_heading(cell) for cell in first.cells)
    if problems := tuple(_find_misplaced_headings(grid, known_headings)):
        return problems
    if problems := tuple(_find_heading_problems(grid, first, known_headings, required, allow_others=allow_others)):
        return problems
    headings = tuple(heading if heading in known_headings else "" for heading in found)
    return HeadedSheet(grid, headings, tuple(cell.strip() for cell in first.cells), tuple(lines))


def find_empty_cells(sheet: HeadedSheet, required: Collection[str]) -> Iterator[Problem]:
    """Find the required cells that a row leaves empty, unless it is all blank."""
    indices = [index for index, heading in enumerate(sheet.headings) if heading in required]
    for line in sheet.lines:
        for index in indices:
            if not any(cell.strip() for cell in line.cells[index : index + 1]) and any(map(str.strip, line.cells)):
                yield _build_problem(sheet.grid, line.number, sheet.shown_headings[index], ProblemCode.EMPTY_NAME)


def _find_misplaced_headings(grid: Grid, known_headings: Collection[str]) -> Iterator[Problem]:
    first, *lines = grid.lines[:_SEARCHED_ROWS]
    min_known = max(2, _count_known_in_line(first, known_headings))
    line = next((line for line in lines if _count_known_in_line(line, known_headings) >= min_known), None)
    if line is None:
        return
    if _count_known_in_line(first, known_headings) < min_known or len(first.cells) == 1:
        yield _build_problem(grid, first.number, "", ProblemCode.HEADINGS_BELOW, {"row": line.number})
    else:
        yield _build_problem(grid, line.number, "", ProblemCode.HEADINGS_TWICE, {"row": line.number})


def _find_heading_problems(
    grid: Grid, first: Line, known_headings: Collection[str], required: Collection[str], *, allow_others: bool
) -> Iterator[Problem]:
    found = [normalise_heading(cell) for cell in first.cells]
    for index, (cell, heading) in enumerate(zip(first.cells, found, strict=True)):
        if heading in known_headings and heading in found[:index]:
            yield _build_problem(grid, first.number, cell.strip(), ProblemCode.DOUBLED_HEADING)
        elif heading not in known_headings and heading != PROBLEM_HEADING and heading and not allow_others:
            match = process.extractOne(heading, sorted(known_headings), score_cutoff=_SIMILARITY_CUTOFF)
            suggestion = {"suggestion": match[0] if match else ""}
            yield _build_problem(grid, first.number, cell.strip(), ProblemCode.UNKNOWN_HEADING, suggestion)
    for heading in required:
        if heading not in found:
            yield _build_problem(grid, first.number, heading, ProblemCode.MISSING_COLUMN)
    for line in grid.lines[1:]:
        if any(cell.strip() for cell in line.cells[len(found) :]):
            parameters = {"cells": len(line.cells), "headings": len(found)}
            yield _build_problem(grid, line.number, "", ProblemCode.CELLS_WITHOUT_HEADING, parameters)


def _count_known_in_line(line: Line, known_headings: Collection[str]) -> int:
    return len({normalise_heading(cell) for cell in line.cells}.intersection(known_headings))


def _build_problem(
    grid: Grid, line: int, column: str, code: ProblemCode, parameters: Parameters = MappingProxyType({})
) -> Problem:
    return Problem(grid.file, line, to_printable(column), code, parameters, sheet=grid.sheet)
