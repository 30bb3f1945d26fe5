"""Writer of documents as plain text, for a terminal or an e-mail body."""

from collections.abc import Iterator
from itertools import zip_longest

from continuity.reports.document.model import Block, BulletList, DataTable, DescriptionList, Document, Paragraph
from continuity.reports.document.text_layout import display_width, isolate_direction, wrap_text
from continuity.reports.wording.english import NOT_RECORDED, format_marked_days

WIDTH = 96
_COLUMN_GAP = "  "
_SECTION_LEVEL = 2
_MAX_ROW_LINES, _MAX_DENSE_ROW_LINES = 4, 2
"""Lines per row before a table becomes a list, and before rows get gaps."""


def render(document: Document) -> str:
    """Render the document in lines of `WIDTH` columns, without breaking words."""
    lines = [*_render_heading(document.title, "="), ""]
    for text in document.lead:
        lines += [_wrap(text), ""]
    for section in document.sections:
        lines += ["", *_render_heading(section.title, "-" if section.level == _SECTION_LEVEL else ".")]
        for block in section.blocks:
            lines += ["", *_render_block(block)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _render_heading(title: str, underline: str) -> Iterator[str]:
    title_lines = wrap_text(_prepare_text(title), WIDTH)
    yield from (*title_lines, underline * min(WIDTH, max(map(display_width, title_lines))))


def _render_block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _wrap(block.text)
    elif isinstance(block, BulletList):
        yield from (_wrap(text, "- ") for text in block.texts)
    elif isinstance(block, DescriptionList):
        yield from (_wrap(f"{label}: {value or NOT_RECORDED}", hanging_indent="    ") for label, value in block.pairs)
    else:
        yield _wrap(block.caption)
        yield ""
        yield from _render_table(block)


def _render_table(table: DataTable) -> Iterator[str]:
    """Fall back to a list for each row if the columns do not fit."""
    rows = [tuple(_prepare_text(cell) for cell in row) for row in (table.columns, *table.rows)]
    widths = _fit_column_widths(rows)
    wrapped = [_wrap_row(row, widths) for row in rows]
    if sum(widths) + len(_COLUMN_GAP) * (len(widths) - 1) > WIDTH or any(len(row) > _MAX_ROW_LINES for row in wrapped):
        yield from _render_rows_as_lists(table)
        return
    yield from (_align_line(line, widths, table.numeric_columns) for line in wrapped[0])
    yield _COLUMN_GAP.join("-" * width for width in widths)
    has_gaps = any(len(row) > _MAX_DENSE_ROW_LINES for row in wrapped[1:])
    for index, row in enumerate(wrapped[1:]):
        yield from ("",) if has_gaps and index else ()
        yield from (_align_line(line, widths, table.numeric_columns) for line in row)


def _fit_column_widths(rows: list[tuple[str, ...]]) -> list[int]:
    """Fit the longest word of each column, then share the spare width by need."""
    columns = list(zip(*rows, strict=True))
    full_widths = [max(map(display_width, column)) for column in columns]
    minimum_widths = [max(map(display_width, " ".join(column).split()), default=0) for column in columns]
    spare_width = WIDTH - len(_COLUMN_GAP) * (len(columns) - 1) - sum(minimum_widths)
    missing_width = sum(full_widths) - sum(minimum_widths)
    if spare_width >= missing_width:
        return full_widths
    if spare_width < 0:
        return minimum_widths
    widths = zip(minimum_widths, full_widths, strict=True)
    return [width + spare_width * (full_width - width) // missing_width for width, full_width in widths]


def _wrap_row(row: tuple[str, ...], widths: list[int]) -> list[tuple[str, ...]]:
    parts = [wrap_text(cell, width) for cell, width in zip(row, widths, strict=True)]
    return list(zip_longest(*parts, fillvalue=""))


def _render_rows_as_lists(table: DataTable) -> Iterator[str]:
    for index, row in enumerate(table.rows):
        if index:
            yield ""
        yield _wrap(row[0], "* ")
        labelled_cells = zip(table.columns[1:], row[1:], strict=True)
        yield from (_wrap(f"{column}: {cell}", "  ", "      ") for column, cell in labelled_cells if cell)


def _align_line(line: tuple[str, ...], widths: list[int], numeric_columns: tuple[bool, ...]) -> str:
    padded = (
        f"{' ' * (width - display_width(cell))}{cell}" if is_numeric else f"{cell}{' ' * (width - display_width(cell))}"
        for cell, width, is_numeric in zip(line, widths, numeric_columns, strict=True)
    )
    return _COLUMN_GAP.join(padded).rstrip()


def _wrap(text: str, first_indent: str = "", hanging_indent: str = "") -> str:
    indent = hanging_indent or " " * len(first_indent)
    start, *others = wrap_text(_prepare_text(text), WIDTH - len(indent), WIDTH - len(first_indent))
    return "\n".join([f"{first_indent}{start}".rstrip(), *(f"{indent}{line}" for line in others)])


def _prepare_text(text: str) -> str:
    return isolate_direction(format_marked_days(" ".join(text.split())))
