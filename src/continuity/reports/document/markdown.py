"""Writer of documents as GitHub-flavoured Markdown."""

import re
from collections.abc import Iterator

from continuity.reports.document.model import (
    Block,
    BulletList,
    DataTable,
    DescriptionList,
    Document,
    Paragraph,
    Section,
)
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.wording.english import NOT_RECORDED, format_marked_days

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!$])")
_LINK = re.compile(r":(?=//)|(?<=\bwww)\.|@", re.IGNORECASE)
"""Parts of bare text that GitHub turns into links."""
_LIST_MARKER = re.compile(r"^(\s*)(\d+)([.)])(?=\s)|^(\s*)([-+=])", re.ASCII)


def render(document: Document) -> str:
    """Render the document as Markdown, with its text escaped."""
    lines = [f"# {_escape(document.title)}", ""]
    for text in document.lead:
        lines += [_escape(text), ""]
    for section in document.sections:
        lines += _render_section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _render_section(section: Section) -> Iterator[str]:
    yield from (f"{'#' * section.level} {_escape(section.title)}", "")
    for block in section.blocks:
        yield from _render_block(block)
        yield ""


def _render_block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _escape(block.text)
    elif isinstance(block, BulletList):
        yield from (f"- {_escape(text)}" for text in block.texts)
    elif isinstance(block, DescriptionList):
        yield from (f"- **{_escape(label)}:** {_escape(value or NOT_RECORDED)}" for label, value in block.pairs)
    else:
        yield from _render_table(block)


def _render_table(table: DataTable) -> Iterator[str]:
    yield from (f"*{_escape(table.caption)}*", "")
    yield _render_row(table.columns)
    yield _render_row(tuple("---:" if is_numeric else "---" for is_numeric in table.numeric_columns), escaped=False)
    yield from (_render_row(row) for row in table.rows)


def _render_row(cells: tuple[str, ...], *, escaped: bool = True) -> str:
    return f"| {' | '.join(_escape(cell) if escaped else cell for cell in cells)} |"


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", isolate_direction(format_marked_days(" ".join(text.split()))))
    escaped = _LINK.sub(r"\\\g<0>", escaped)
    return _LIST_MARKER.sub(lambda match: f"{match[2]}\\{match[3]}" if match[2] else f"\\{match[5]}", escaped)
