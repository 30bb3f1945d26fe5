"""A document as Markdown, with the tables of GitHub's dialect."""

import re
from collections.abc import Iterator

from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Items, Page, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.wording.english import spelled

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINK = re.compile(r":(?=//)|(?<=\bwww)\.|@", re.IGNORECASE)
"""What makes a link of bare text in GitHub's dialect."""
_LIST = re.compile(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-+=])", re.ASCII)


def write(page: Page) -> str:
    """The document; nothing in it is read as markup but what this module writes."""
    lines = [f"# {_plain(page.title)}", ""]
    for text in page.lead:
        lines += [_plain(text), ""]
    for section in page.sections:
        lines += _section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from (f"{'#' * section.level} {_plain(section.title)}", "")
    for block in section.blocks:
        yield from _block(block)
        yield ""


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Words):
        yield _plain(block.text)
    elif isinstance(block, Items):
        yield from (f"- {_plain(text)}" for text in block.texts)
    elif isinstance(block, Facts):
        yield from (f"- **{_plain(label)}:** {_plain(value or NOT_RECORDED)}" for label, value in block.pairs)
    else:
        yield from _grid(block)


def _grid(grid: Grid) -> Iterator[str]:
    yield from (f"*{_plain(grid.caption)}*", "")
    yield _row(grid.columns)
    yield _row(tuple("---:" if figure else "---" for figure in grid.figures), plain=False)
    yield from (_row(row) for row in grid.rows)


def _row(cells: tuple[str, ...], *, plain: bool = True) -> str:
    return f"| {' | '.join(_plain(cell) if plain else cell for cell in cells)} |"


def _plain(text: str) -> str:
    """The text on one line, with everything escaped that Markdown would take for its own."""
    escaped = _SPECIAL.sub(r"\\\1", isolated(spelled(" ".join(text.split()))))
    escaped = _LINK.sub(r"\\\g<0>", escaped)
    return _LIST.sub(lambda found: f"{found[2]}\\{found[3]}" if found[2] else f"\\{found[5]}", escaped)
