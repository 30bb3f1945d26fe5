"""Rejected rows in a workbook, each with its reason."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from continuity.domain.schema.import_problems import Problem
from continuity.domain.schema.starter_sheet import CHOICES_SHEET
from continuity.importers.headings import PROBLEM_HEADING
from continuity.importers.model import Grid
from continuity.importers.read_file import ParsedFile
from continuity.io.atomic_write import write_file
from continuity.reports.spreadsheet.text_workbook import SheetColumn, TextSheet, render_text_workbook
from continuity.reports.wording.imports import format_message_with_hint

_DEFAULT_SHEET_NAME = "refused"
_MAX_SHEET_NAME_LENGTH = 31
_MAX_CELL_LENGTH = 32_767
_UNWRITABLE_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def write_rejected_rows(path: Path, parsed_file: ParsedFile, problems: Sequence[Problem]) -> str:
    """Write the workbook of rejected rows, and return a sentence on its place; raise FileError if that fails."""
    reasons: dict[tuple[str, int], list[str]] = defaultdict(list)
    for problem in problems:
        prefix = f"{problem.column}: " if problem.column else ""
        reasons[problem.sheet, problem.line].append(f"{prefix}{format_message_with_hint(problem)}")
    sheets = [sheet for grid in parsed_file.grids if (sheet := _build_sheet(grid, reasons)) is not None]
    rows = sum(len(list(sheet.rows)) for sheet in sheets)
    if not sheets:
        return "no row could be given back"
    write_file(path, render_text_workbook(sheets))
    return f"the refused rows ({rows}) are in {path}"


def _build_sheet(grid: Grid, reasons: dict[tuple[str, int], list[str]]) -> TextSheet | None:
    first, *lines = grid.lines or (None,)
    rows = list(_list_rejected_rows(grid, reasons))
    if first is None or not rows:
        return None
    width = max(len(first.cells), *(len(line.cells) for line in lines)) if lines else len(first.cells)
    headings = (*first.cells, *("" for _ in range(width - len(first.cells))), PROBLEM_HEADING)
    padded = [(*cells, *("" for _ in range(width - len(cells))), reason) for cells, reason in rows]
    writable_rows = [[_replace_unwritable(text) for text in row] for row in padded]
    columns = [SheetColumn(_replace_unwritable(heading)) for heading in headings]
    return TextSheet(_format_sheet_name(grid), columns, writable_rows)


def _format_sheet_name(grid: Grid) -> str:
    name = _FORBIDDEN_IN_SHEET_NAME.sub("_", grid.sheet)[:_MAX_SHEET_NAME_LENGTH].strip("'")
    return name if name.casefold() not in ("", "history", CHOICES_SHEET) else _DEFAULT_SHEET_NAME


def _replace_unwritable(text: str) -> str:
    return _UNWRITABLE_CHARACTERS.sub("\ufffd", text)[:_MAX_CELL_LENGTH]


def _list_rejected_rows(grid: Grid, reasons: dict[tuple[str, int], list[str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    for line in grid.lines[1:]:
        if row_reasons := reasons.get((grid.sheet, line.number)):
            yield line.cells, "; ".join(row_reasons)
