"""A document as plain text, for a terminal or the body of a mail."""

from collections.abc import Iterator
from textwrap import fill

from continuity.reports.pages import NOT_RECORDED, Block, Facts, Grid, Items, Page, Words
from continuity.reports.prose import cells, isolated

WIDTH = 96
_GAP = "  "


def write(page: Page) -> str:
    """The document in lines that fit on a screen and on paper, save for what cannot be broken."""
    lines = [_one(page.title), "=" * min(WIDTH, cells(page.title)), ""]
    for text in page.lead:
        lines += [_wrapped(text), ""]
    for section in page.sections:
        lines += ["", _one(section.title), ("-" if section.level == 2 else ".") * min(WIDTH, cells(section.title))]  # noqa: PLR2004 # the parts of a document
        for block in section.blocks:
            lines += ["", *_block(block)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


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
    """Columns side by side where they fit; else a few lines for each row."""
    rows = [tuple(_one(cell) for cell in row) for row in (grid.columns, *grid.rows)]
    widths = [max(cells(row[at]) for row in rows) for at in range(len(grid.columns))]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > WIDTH:
        yield from _cards(grid)
        return
    yield _aligned(rows[0], widths)
    yield _GAP.join("-" * width for width in widths)
    yield from (_aligned(row, widths) for row in rows[1:])


def _cards(grid: Grid) -> Iterator[str]:
    for at, row in enumerate(grid.rows):
        if at:
            yield ""
        yield _wrapped(row[0], "* ")
        told = zip(grid.columns[1:], row[1:], strict=True)
        yield from (_wrapped(f"{column}: {cell}", "  ", "      ") for column, cell in told if cell)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    return _GAP.join(cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()


def _wrapped(text: str, first: str = "", hanging: str = "") -> str:
    return fill(
        _one(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=hanging or " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _one(text: str) -> str:
    return isolated(" ".join(text.split()))
