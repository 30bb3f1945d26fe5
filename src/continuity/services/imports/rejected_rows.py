"""Refused rows, given back as a workbook with the reason beside each."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from continuity.domain.schema.starter_sheet import WORDS_SHEET
from continuity.importers.headings import PROBLEM_HEADING
from continuity.importers.model import Grid, Problem
from continuity.importers.read_file import Read
from continuity.io.atomic_write import write_file
from continuity.reports.spreadsheet.text_workbook import OutSheet, SheetColumn, workbook

_SHEET = "refused"
_NAME_LENGTH = 31
_CELL_LENGTH = 32_767
_NO_LETTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write_refused(path: Path, read: Read, problems: Sequence[Problem]) -> str:
    """Write the workbook, and say where the rows are.

    Raises:
        FileTrouble: it cannot be written.
    """
    reasons: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        named = f"{problem.column}: " if problem.column else ""
        hint = f" ({problem.hint})" if problem.hint else ""
        reasons[problem.sheet, problem.line].append(f"{named}{problem.message}{hint}")
    sheets = [sheet for grid in read.grids if (sheet := _sheet(grid, reasons)) is not None]
    rows = sum(len(list(sheet.rows)) for sheet in sheets)
    if not sheets:
        return "no row could be given back"
    write_file(path, workbook(sheets))
    return f"the refused rows ({rows}) are in {path}"


def _sheet(grid: Grid, reasons: dict[tuple[str, int], list[str]]) -> OutSheet | None:
    first, *lines = grid.lines or (None,)
    rows = list(_rows(grid, reasons))
    if first is None or not rows:
        return None
    wide = max(len(first.cells), *(len(line.cells) for line in lines)) if lines else len(first.cells)
    headings = (*first.cells, *("" for _ in range(wide - len(first.cells))), PROBLEM_HEADING)
    padded = [(*cells, *("" for _ in range(wide - len(cells))), why) for cells, why in rows]
    shown = [[_shown(text) for text in row] for row in padded]
    return OutSheet(_sheet_name(grid), [SheetColumn(_shown(heading)) for heading in headings], shown)


def _sheet_name(grid: Grid) -> str:
    """The name that the sheet had, as far as it may be one."""
    name = _NO_SHEET_NAME.sub("_", grid.sheet)[:_NAME_LENGTH].strip("'")
    return name if name.casefold() not in ("", "history", WORDS_SHEET) else _SHEET


def _shown(text: str) -> str:
    """A text as a cell can hold it."""
    return _NO_LETTER.sub("\ufffd", text)[:_CELL_LENGTH]


def _rows(grid: Grid, reasons: dict[tuple[str, int], list[str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in grid.lines[1:]:
        if found := reasons.get((grid.sheet, line.number)):
            yield line.cells, "; ".join(found)
