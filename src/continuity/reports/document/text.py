"""A document as plain text, for a terminal or the body of a mail."""

from collections.abc import Iterator
from itertools import zip_longest

from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Items, Page, Words
from continuity.reports.document.text_layout import cells, isolated, lines
from continuity.reports.wording.english import spelled

WIDTH = 96
_GAP = "  "
_PART = 2
_TALLEST, _TALL = 4, 2
"""Over how many lines a row of a table may run, since longer ones read better by themselves, and from how many on a
line is left free between rows."""


def write(page: Page) -> str:
    """The document in lines that fit on a screen and on paper, save for what cannot be broken."""
    lines = [*_heading(page.title, "="), ""]
    for text in page.lead:
        lines += [_wrapped(text), ""]
    for section in page.sections:
        lines += ["", *_heading(section.title, "-" if section.level == _PART else ".")]
        for block in section.blocks:
            lines += ["", *_block(block)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(title: str, line: str) -> Iterator[str]:
    found = lines(_one(title), WIDTH)
    yield from (*found, line * min(WIDTH, max(map(cells, found))))


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield _wrapped(block.text)
    elif isinstance(block, Items):
        yield from (_wrapped(text, "- ") for text in block.texts)
    elif isinstance(block, Facts):
        yield from (_wrapped(f"{label}: {value or NOT_RECORDED}", hanging="    ") for label, value in block.pairs)
    else:
        yield _wrapped(block.caption)
        yield ""
        yield from _table(block)


def _table(grid: Grid) -> Iterator[str]:
    """Columns side by side where they fit, with their longer cells over a few lines; else a few lines for each row."""
    rows = [tuple(_one(cell) for cell in row) for row in (grid.columns, *grid.rows)]
    widths = _widths(rows)
    wrapped = [_wrapped_row(row, widths) for row in rows]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > WIDTH or any(len(row) > _TALLEST for row in wrapped):
        yield from _cards(grid)
        return
    yield from (_aligned(line, widths, grid.figures) for line in wrapped[0])
    yield _GAP.join("-" * width for width in widths)
    apart = any(len(row) > _TALL for row in wrapped[1:])
    for at, row in enumerate(wrapped[1:]):
        yield from ("",) if apart and at else ()
        yield from (_aligned(line, widths, grid.figures) for line in row)


def _widths(rows: list[tuple[str, ...]]) -> list[int]:
    """How wide each column is: as wide as its cells, else as its longest word, and of what is left over its part."""
    columns = list(zip(*rows, strict=True))
    wanted = [max(map(cells, column)) for column in columns]
    least = [max((cells(word) for cell in column for word in cell.split()), default=0) for column in columns]
    room = WIDTH - len(_GAP) * (len(columns) - 1) - sum(least)
    lacking = [most - width for most, width in zip(wanted, least, strict=True)]
    if room >= sum(lacking):
        return wanted
    if room < 0:
        return least
    return [width + room * lack // sum(lacking) for width, lack in zip(least, lacking, strict=True)]


def _wrapped_row(row: tuple[str, ...], widths: list[int]) -> list[tuple[str, ...]]:
    """The lines of a row."""
    parts = [lines(cell, width) for cell, width in zip(row, widths, strict=True)]
    return list(zip_longest(*parts, fillvalue=""))


def _cards(grid: Grid) -> Iterator[str]:
    for at, row in enumerate(grid.rows):
        if at:
            yield ""
        yield _wrapped(row[0], "* ")
        told = zip(grid.columns[1:], row[1:], strict=True)
        yield from (_wrapped(f"{column}: {cell}", "  ", "      ") for column, cell in told if cell)


def _aligned(line: tuple[str, ...], widths: list[int], figures: tuple[bool, ...]) -> str:
    padded = (
        f"{' ' * (width - cells(cell))}{cell}" if figure else f"{cell}{' ' * (width - cells(cell))}"
        for cell, width, figure in zip(line, widths, figures, strict=True)
    )
    return _GAP.join(padded).rstrip()


def _wrapped(text: str, first: str = "", hanging: str = "") -> str:
    """The text with an indent of its own for the first line; nothing is broken inside a word."""
    indent = hanging or " " * len(first)
    start, *others = lines(_one(text), WIDTH - len(indent), WIDTH - len(first))
    return "\n".join([f"{first}{start}".rstrip(), *(f"{indent}{line}" for line in others)])


def _one(text: str) -> str:
    return isolated(spelled(" ".join(text.split())))
